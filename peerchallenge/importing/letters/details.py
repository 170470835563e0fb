"""Write what was found in a letter as details of files, each value under where it comes from; it decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from peerchallenge.begin.quoting import passage, quoted, remark, value
from peerchallenge.importing.letters.facts import Fact, where
from peerchallenge.importing.letters.recommendation import Recommendation
from peerchallenge.importing.letters.team import Peer
from peerchallenge.importing.outcome import Doubt, shown
from peerchallenge.importing.texts.body import passage as markdown


def known(key: str, fact: Fact) -> list[str]:
    """Write a value with the doubt that goes with it."""
    return [*fact.doubt.remark(), f"{key}: {value(fact.value)}"]


def listed(key: str, found: tuple[str, ...], doubt: Doubt) -> list[str]:
    """Write a list of values."""
    return [*doubt.remark(), f"{key}:", *(f"  - {value(own)}" for own in found)]


def team(peers: Iterable[Peer]) -> Iterator[str]:
    """Write the team, each member under the line as printed."""
    yield "team:"
    for peer in peers:
        yield from remark(f"From {shown(peer.line)}", "  ")
        fields = ("role", "name", "post", "organisation", "party")
        said = (f"{field}: {value(text)}" for field in fields if (text := getattr(peer, field)))
        yield from (f"  {line}" for line in _entry(said))


def recommendations(found: Iterable[Recommendation]) -> Iterator[str]:
    """Write the recommendations, each under the place where it stands in the document."""
    yield "recommendations:"
    for own in found:
        head = own.blocks[0] if own.blocks else None
        yield from remark(f"From {where(head)}" if head else f"From the heading {shown(own.title)}", "  ")
        yield from (f"  {line}".rstrip() for line in _entry(_recommendation(own)))


def _recommendation(own: Recommendation) -> Iterator[str]:
    said = {"id": own.id, "ref": quoted(own.ref) if own.ref else "", "title": own.title and value(own.title)}
    said |= {"series": own.series and value(own.series), "theme": own.theme and value(own.theme)}
    yield from (f"{key}: {text}" for key, text in said.items() if text)
    if own.blocks:
        yield from _keyed("text", markdown(own.blocks))
    if own.parts:
        yield "parts:"
    for part in own.parts:
        ref = [f"ref: {quoted(part.ref)}"] if part.ref else []
        yield from (f"  {line}" for line in _entry((*ref, *_keyed("text", markdown(part.blocks)))))


def _entry(lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield f"{'  ' if number else '- '}{line}"


def _keyed(key: str, text: str) -> Iterator[str]:
    first, *rest = passage(text, "  ")
    yield f"{key}:{first}"
    yield from rest
