"""What is wrong with the finished site, before it takes the place of the last; it mends nothing and reads no disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from peerchallenge.check import links
from peerchallenge.check.many_pages import told_once
from peerchallenge.check.page import read_page
from peerchallenge.check.part import Facts, Inspected, Read, inspect
from peerchallenge.check.paths import path_problems
from peerchallenge.check.site import Fault, Home, Note, Page
from peerchallenge.problems import Problem, Severity, in_order
from peerchallenge.sources import Output

Look = Callable[[int], Facts]
"""Gives what the pages of a part hold, by the part's number."""


def check(outputs: tuple[Output, ...], home: Home, *, read: Read = read_page) -> tuple[Problem, ...]:
    """Find all that is wrong with a site that is one part."""
    inspected, facts = inspect(outputs, home, read)
    return check_together((inspected,), lambda _: facts, home)


def check_together(parts: Sequence[Inspected], look: Look, home: Home) -> tuple[Problem, ...]:
    """Find all that is wrong with the parts of a site and between them.

    What a part's pages hold is looked at again only where something is wrong with its links.
    """
    files = tuple(known for part in parts for known in part.files)
    notes: dict[str, Note] = {}
    for part in parts:
        for note in part.notes:
            notes.setdefault(note.path, note)
    reached = {path for part in parts for path in part.reached} | {path for part in parts for path, _ in part.wants}
    faults = (
        *(fault for part in parts for fault in part.faults),
        *_same_title(notes.values()),
        *_broken(parts, look, home, {known.path for known in files}, notes),
        *links.orphans(notes.values(), reached),
    )
    return in_order((*path_problems(files), *told_once(faults, notes)))


def _broken(
    parts: Sequence[Inspected], look: Look, home: Home, paths: set[str], notes: dict[str, Note]
) -> Iterator[Fault]:
    wanted = {want for part in parts for want in part.wants}
    missing = {want for want in wanted if not _is_there(want, paths, notes)}
    advise = links.adviser(paths) if missing else str
    for number, part in enumerate(parts):
        if missing.isdisjoint(part.wants):
            continue
        follow = links.Follow(home)
        for path, facts in look(number).items():
            page = Page(note=notes[path], facts=facts)
            for value in links.values(facts):
                target = follow(value, page.note)
                if target.leads is links.Leads.HERE and (target.path, target.place) in missing:
                    yield links.wrong_here(page, value, target, paths, notes, advise)


def _is_there(want: tuple[str, str], paths: set[str], notes: dict[str, Note]) -> bool:
    path, place = want
    if path not in paths:
        return path.startswith(links.MADE_LATER)
    return not place or path not in notes or notes[path].has(place)


def _same_title(notes: Iterable[Note]) -> Iterator[Fault]:
    """Compare written pages within a language; other titles may follow from what a page shows, with none to mend."""
    first: dict[tuple[str, ...], Note] = {}
    for note in notes:
        other = first.setdefault(note.title, note) if note.title else note
        if other is not note:
            yield note.fault(
                "same-title",
                f"{other.address} has the same title, “{note.title[1]}”.",
                "Give one of them another title, so that readers can tell them apart.",
                Severity.WARNING,
            )
