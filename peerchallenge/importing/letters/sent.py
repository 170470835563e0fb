"""Read the Word file of a letter: its text, its pictures and its facts, by whatever it was made; it writes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from peerchallenge.importing.letters import brackets, facts, recommendations, team
from peerchallenge.importing.letters.facts import Days, Fact
from peerchallenge.importing.letters.recommendation import Recommendation
from peerchallenge.importing.letters.sections import LABELLED
from peerchallenge.importing.letters.team import Peer
from peerchallenge.importing.outcome import Doubt, Left, Sure
from peerchallenge.importing.received import Kind, Received
from peerchallenge.importing.texts.blocks import Block
from peerchallenge.importing.texts.opened import Opened, of_word
from peerchallenge.schema.dates import Date

MAKES = {"letter", "report", "progress-review"}
"""The kinds of document in which peers recommend."""
_TITLED = re.compile(
    r"peer (?:challenge|review|support)|panel performance assessment|feedback (?:letter|report)", re.IGNORECASE
)
_TOP = 8
_MARKED = re.compile(
    r"\b(OFFICIAL[ -]*SENSITIVE|OFFICIAL|RESTRICTED|CONFIDENTIAL|NOT FOR PUBLICATION|EMBARGOED?|DRAFT|EXEMPT|PRIVATE)\b"
)
_WELSH = {"yr", "yn", "y", "mae", "wedi", "gan", "oedd", "sydd", "hefyd", "gyda", "bod", "eu", "cyngor"}
_FEWEST, _SHARE = 20, 0.05
_KINDS = (
    ("progress-review", r"progress review"),
    ("position-statement", r"position statement|self[- ]assessment"),
    ("letter", r"^dear\b|feedback letter"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A document with what it says of the event, and its recommendations.

    `blocks` and `notes` are what goes into its body; `title` is not among them where it begins the text.
    """

    opened: Opened
    title: str
    kind: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...]
    recommendations: tuple[Recommendation, ...]
    days: Days | None
    visits: tuple[tuple[Date, Date], ...]
    dated: Fact | None
    author: Fact | None
    type: Fact
    counts: tuple[tuple[str, Fact], ...]
    scope: tuple[tuple[str, ...], Doubt] | None
    team: tuple[Peer, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A document to be read, and what it is said to be; empty where that is to be found out."""

    received: Received
    kind: str = ""


def read(wanted: Wanted) -> Sent:
    """Read a document, and find in it what can be found."""
    opened = _opened(wanted.received)
    title, every = _title(opened.blocks)
    every = tuple(_headed(every))
    head = Block(kind="title", words=title, markdown="")
    kind = wanted.kind or _kind(title, every)
    found = recommendations.found(every, scattered=kind != "progress-review") if kind in MAKES else ()
    notes, found, in_brackets = brackets.put(opened.notes, found)
    visits = facts.visits((head, *every))
    return Sent(
        opened=opened,
        title=title,
        kind=kind,
        blocks=every,
        notes=notes,
        recommendations=found,
        days=facts.onsite(visits, review=kind == "progress-review"),
        visits=tuple((days.first, days.last) for days in visits),
        dated=facts.dated(every),
        author=facts.author((head, *every)),
        type=facts.kind(title, every),
        counts=tuple(facts.counts(every)),
        scope=facts.scope(every),
        team=team.team(every),
        doubts=(*_markings(opened.left, every), *_language(kind, every), *opened.doubts, *in_brackets),
    )


def _opened(received: Received) -> Opened:
    if received.kind is not Kind.PDF:
        return of_word(received.data)
    from peerchallenge.importing.texts import pdf  # noqa: PLC0415 - it needs a library that few have

    return pdf.read(received.data, received.path)


def _title(every: tuple[Block, ...]) -> tuple[str, tuple[Block, ...]]:
    """Find the title; where it begins the text it is taken out of it, for the page has it at its head."""
    titles = [own for own in every if own.kind == "title"]
    if titles:
        first = tuple(own for own in every[: len(titles) + 2] if own.kind == "title")
        others = (own for own in every if own not in first)
        rest = tuple(replace(own, kind="heading", depth=1) if own.kind == "title" else own for own in others)
        return " – ".join(own.words for own in first or titles[:1]), rest
    for at, own in enumerate(every[:_TOP]):
        is_line = own.kind in {"heading", "text"} and 0 < len(own.words) < 160 and own.words[-1] not in ".:"
        if is_line and _TITLED.search(own.words):
            return own.words, every if at else every[1:]
    return "", every


def _headed(every: tuple[Block, ...]) -> Iterator[Block]:
    """Make one heading of two where the first is only the number of a recommendation and the second its title."""
    number: Block | None = None
    for own in every:
        if number is not None and own.kind == "heading" and not LABELLED.match(own.words):
            words, written = f"{number.words} {own.words}", f"{number.markdown} {own.markdown}"
            yield replace(number, words=words, markdown=written)
            number = None
            continue
        if number is not None:
            yield number
        number = own if own.kind == "heading" and LABELLED.fullmatch(own.words) else None
        if number is None:
            yield own
    if number is not None:
        yield number


def _kind(title: str, every: tuple[Block, ...]) -> str:
    texts = (title, *(own.words for own in every[: _TOP * 2]))
    return next(
        (kind for kind, pattern in _KINDS if any(re.search(pattern, t, re.IGNORECASE) for t in texts)), "report"
    )


def _language(kind: str, every: tuple[Block, ...]) -> Iterator[Doubt]:
    """Notice a document in Welsh, which is taken like any other and would be called English."""
    every_word = re.findall(r"\w+", " ".join(own.words for own in every).casefold())
    if len(every_word) > _FEWEST and sum(word in _WELSH for word in every_word) > len(every_word) * _SHARE:
        advice = (
            f"If so, rename {kind}.md to {kind}.cy.md. Little but its words can be found in Welsh: look at the rest."
        )
        yield Doubt(about="language", taken="The document seems to be in Welsh", sure=Sure.ASKED, advice=advice)


def _markings(left: Iterable[Left], every: tuple[Block, ...]) -> tuple[Doubt, ...]:
    """Notice a protective marking, at the head of pages, in the first lines or as the whole of a line."""
    lines = [own.what for own in left if own.what.startswith("At the head")]
    lines += [own.words for number, own in enumerate(every) if number < _TOP or len(own.words) < 30]
    marks = {found[0] for line in lines for found in _MARKED.finditer(line)}
    if not marks:
        return ()
    taken = f"The document is marked {' and '.join(f'“{mark}”' for mark in sorted(marks))}"
    advice = (
        "Ask whoever sent it whether it may be published, and whether it is final, before you take “draft: true” out."
    )
    return (Doubt(about="marking", taken=taken, sure=Sure.ASKED, advice=advice),)
