"""Make the records of the councils, each with the bodies before and after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from peerchallenge import addresses
from peerchallenge.problems import Problem, did_you_mean
from peerchallenge.read.parsed import Parsed
from peerchallenge.records import Body, Council, Link
from peerchallenge.schema import site as schema


def links(written: Iterable[Parsed]) -> dict[str, Link]:
    """Give the link to each council by its id."""
    found = {}
    for parsed in written:
        if isinstance(data := parsed.data, schema.Council):
            found[data.id] = Link(title=data.short_name or data.name, url=addresses.council(data.id))
    return found


def councils(written: Iterable[Parsed], body: Callable[[Parsed], Body], today: date) -> tuple[Council, ...]:
    """Make every council's record, in the order of their short names."""
    entries = [(parsed, parsed.data) for parsed in written if isinstance(parsed.data, schema.Council)]
    known = links(parsed for parsed, _ in entries)
    before: dict[str, list[Link]] = {}
    for _, data in entries:
        for successor in data.replaced_by:
            before.setdefault(successor, []).append(known[data.id])
    records = [
        Council(
            path=parsed.source.path,
            id=data.id,
            name=data.name,
            short_name=data.short_name or data.name,
            welsh_name=data.welsh_name,
            url=known[data.id].url,
            type=data.type,
            region=data.region,
            nation=data.nation,
            website=data.website or "",
            gss=data.gss,
            started=data.started,
            ended=data.ended,
            is_over=bool(data.ended and data.ended.end and data.ended.end < today),
            predecessors=tuple(before.get(data.id, ())),
            successors=tuple(known[i] for i in data.replaced_by if i in known),
            body=body(parsed),
        )
        for parsed, data in entries
    ]
    return tuple(sorted(records, key=lambda council: (council.short_name.casefold(), council.id)))


def problems(written: tuple[Parsed, ...]) -> Iterator[Problem]:
    """Give successions that lead nowhere."""
    known = links(written)
    for parsed in written:
        for index, successor in enumerate(parsed.data.replaced_by if isinstance(parsed.data, schema.Council) else ()):
            if successor not in known:
                yield unknown(parsed, ("replaced_by", index), successor, known)


def unknown(parsed: Parsed, steps: tuple[str | int, ...], word: str, known: Mapping[str, Link]) -> Problem:
    """Say that an id names no council, and which it may have meant."""
    return parsed.problem(
        *steps,
        code="unknown-council",
        message=f"There is no council “{word}” in councils.yml.",
        suggestion=did_you_mean(word, known) or "Add it to councils.yml, or mend the id.",
    )
