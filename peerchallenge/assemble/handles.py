"""The names by which recommendations, their parts and actions are meant, and what a name leads to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from peerchallenge import addresses
from peerchallenge.problems import Problem
from peerchallenge.read.parsed import Parsed
from peerchallenge.schema import answers
from peerchallenge.schema.findings import Findings, Recommendation


def stem(parsed: Parsed) -> str:
    """Give the file's name without `.cy` and `.md`, by which handles are told apart."""
    name = parsed.source.name.rsplit("/", 1)[-1]
    return name.removesuffix(".md").removesuffix(".cy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A recommendation as written, with its handle and its file. `position` counts from 1 within the file.

    `plain` is the handle without the document's name before it.
    """

    handle: str
    plain: str
    position: int
    parsed: Parsed
    data: Recommendation


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a handle means: a recommendation, and one of its parts where `part` is not empty."""

    handle: str
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """An action as written, with its handle and its plan. `position` counts from 0 within the file."""

    handle: str
    position: int
    parsed: Parsed
    data: answers.Action

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from every other action: its plan and its handle."""
        return (self.parsed.source.path, self.handle)


def recommendations(documents: Iterable[Parsed]) -> tuple[Made, ...]:
    """Give every recommendation its handle: its id, its number as printed, or its position.

    Where an earlier document of the challenge has that handle, the document's name goes before it.
    """
    made: list[Made] = []
    taken: set[str] = set()
    for parsed in documents:
        if not isinstance(parsed.data, Findings):
            continue
        own = []
        for position, data in enumerate(parsed.data.recommendations, 1):
            plain = data.id or data.ref or str(position)
            handle = f"{stem(parsed)}/{plain}" if plain in taken else plain
            own.append(Made(handle=handle, plain=plain, position=position, parsed=parsed, data=data))
        taken.update(entry.handle for entry in own)
        made.extend(own)
    return tuple(made)


def targets(made: Iterable[Made]) -> dict[str, Target]:
    """Give what each accepted spelling of a handle means.

    A recommendation's own handle comes before every other spelling. One that could mean two things means neither.
    """
    found = {entry.handle: Target(handle=entry.handle) for entry in made}
    looser: dict[str, set[Target]] = {}
    for entry in made:
        for name in (f"{stem(entry.parsed)}/{entry.plain}", *entry.data.also):
            looser.setdefault(name, set()).add(Target(handle=entry.handle))
        for part in entry.data.parts:
            for name in _spellings(entry.handle, part.ref) if part.ref else ():
                looser.setdefault(name, set()).add(Target(handle=entry.handle, part=part.ref))
    return {name: meant.copy().pop() for name, meant in looser.items() if len(meant) == 1} | found


def _spellings(handle: str, part: str) -> tuple[str, ...]:
    """Give the ways to write a part: as printed, and after its recommendation's number where it is in letters."""
    letters = re.search(r"(?:^|[\W\d])([a-z]+)\W*$", part, re.IGNORECASE)
    if not letters:
        return (part, f"{handle}/{part}")
    return (part, *(f"{handle}{form}" for form in (f"({letters[1]})", letters[1], f"/{letters[1]}")))


def near_miss(word: str, known: Iterable[str]) -> str | None:
    """Find the handle that differs only in how it is written: R3 for 3, 3a for 3(a)."""
    return next((name for name in known if _bare(name) == _bare(word)), None)


def _bare(handle: str) -> str:
    letters = re.sub(r"[^a-z0-9]+", "", handle.casefold())
    return re.sub(r"^(recommendation|rec|r)(?=\d)", "", letters)


def doubled(made: tuple[Made, ...]) -> Iterator[Problem]:
    """Give recommendations of one file that share a handle, and lists where only some print a number."""
    for path in dict.fromkeys(entry.parsed.source.path for entry in made):
        own = [entry for entry in made if entry.parsed.source.path == path]
        yield from _same_handle(own)
        for series in dict.fromkeys(entry.data.series for entry in own):
            listed = [entry for entry in own if entry.data.series == series]
            bare = [entry for entry in listed if not (entry.data.ref or entry.data.id)]
            if bare and any(entry.data.ref for entry in listed):
                yield bare[0].parsed.problem(
                    "recommendations",
                    bare[0].position - 1,
                    code="some-without-ref",
                    message="This recommendation has no ref, while others in the same list have one.",
                    suggestion="Add its ref as printed; if none is printed, give it an id of its own.",
                )


def _same_handle(own: list[Made]) -> Iterator[Problem]:
    seen: dict[str, Made] = {}
    for entry in own:
        if entry.handle in seen:
            line, _ = entry.parsed.place("recommendations", seen[entry.handle].position - 1)
            yield entry.parsed.problem(
                "recommendations",
                entry.position - 1,
                "id" if entry.data.id else "ref",
                code="handle-twice",
                message=f"Two recommendations are called “{entry.handle}”; the first is on line {line}.",
                suggestion="Mend one of the two refs. If both are printed so, add an id to one: “id: finance-3”.",
            )
        seen.setdefault(entry.handle, entry)


def same_address(made: tuple[Made, ...]) -> Iterator[Problem]:
    """Give recommendations whose different handles make one address."""
    taken: dict[str, Made] = {}
    for entry in made:
        key = addresses.slug(entry.handle)
        other = taken.setdefault(key, entry)
        if other.handle != entry.handle or not key:
            yield entry.parsed.problem(
                "recommendations",
                entry.position - 1,
                "ref",
                code="same-address",
                message=f"“{other.handle}” and “{entry.handle}” would stand at one address."
                if key
                else f"“{entry.handle}” has no letter or figure, so it cannot have an address.",
                suggestion="Give one of them an id, which is then its address: “id: finance-3”.",
            )


def same_anchor(planned: tuple[Planned, ...]) -> Iterator[Problem]:
    """Give actions of one plan whose different numbers make one place on its page."""
    taken: dict[tuple[str, str], Planned] = {}
    for entry in planned:
        key = addresses.slug(entry.handle)
        other = taken.setdefault((entry.parsed.source.path, key), entry)
        if other.handle != entry.handle or not key:
            yield entry.parsed.problem(
                "actions",
                entry.position,
                "ref",
                code="same-address",
                message=f"Actions “{other.handle}” and “{entry.handle}” would stand at one address."
                if key
                else f"The action “{entry.handle}” has no letter or figure, so it cannot have an address.",
                suggestion="Give one of them another “ref”.",
            )


def actions(documents: Iterable[Parsed], known: dict[str, Target]) -> tuple[Planned, ...]:
    """Give every action its handle: its ref, or the first recommendation it serves and its position (`4.1`, `0.1`)."""
    planned: list[Planned] = []
    for parsed in documents:
        if not isinstance(parsed.data, answers.Plan):
            continue
        counts: dict[str, int] = {}
        for position, data in enumerate(parsed.data.actions):
            first = data.for_[0] if data.for_ else "0"
            first = known[first].handle if first in known else first
            counts[first] = counts.get(first, 0) + 1
            handle = data.ref or f"{first}.{counts[first]}"
            planned.append(Planned(handle=handle, position=position, parsed=parsed, data=data))
    return tuple(planned)


def doubled_actions(planned: tuple[Planned, ...]) -> Iterator[Problem]:
    """Give actions of one plan that share a handle."""
    seen: dict[tuple[str, str], Planned] = {}
    for entry in planned:
        key = entry.key
        if key in seen:
            line, _ = entry.parsed.place("actions", seen[key].position)
            yield entry.parsed.problem(
                "actions",
                entry.position,
                "ref",
                code="handle-twice",
                message=f"Two actions of this plan are called “{entry.handle}”; the first is on line {line}.",
                suggestion="Give each its ref as printed, or a ref of its own.",
            )
        seen.setdefault(key, entry)
