"""What is wrong with the finished site, before it takes the place of the last; it mends nothing and reads no disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from peerchallenge.check import links
from peerchallenge.check.many_pages import told_once
from peerchallenge.check.page import read_page
from peerchallenge.check.part import Facts, Inspected, Read, facts, inspect
from peerchallenge.check.paths import path_problems
from peerchallenge.check.site import Fault, File, Home, Note, Page
from peerchallenge.problems import Problem, Severity, in_order
from peerchallenge.sources import Output

Look = Callable[[int], Facts]
"""Gives what the pages of a part hold, by the part's number."""


Each = Callable[[], Iterable[Inspected]]
"""Gives what is known of every part, one after the other: of a large site not all of it is held at once."""


def check(outputs: tuple[Output, ...], home: Home, *, read: Read = read_page) -> tuple[Problem, ...]:
    """Find all that is wrong with a site that is one part."""
    found = facts(outputs, read)
    inspected = inspect(outputs, home, found)
    return check_together(lambda: (inspected,), lambda _: found, home)


def check_together(each: Each, look: Look, home: Home) -> tuple[Problem, ...]:
    """Find all that is wrong with the parts of a site and between them.

    What a part's pages hold is looked at again only where something is wrong with its links.
    """
    files: list[File] = []
    notes: dict[str, Note] = {}
    faults: list[Fault] = []
    reached: set[str] = set()
    wanted: dict[str, set[str]] = {}
    for part in each():
        files += part.files
        faults += part.faults
        reached.update(part.reached)
        for note in part.notes:
            notes.setdefault(note.path, note._replace(places=""))
        for path, place in part.wants:
            wanted.setdefault(path, set()).add(place)
    missing = _missing(wanted, {file.path for file in files}, each)
    found = (
        *faults,
        *_same_title(notes.values()),
        *(_broken(missing, files, each, look, home) if missing else ()),
        *links.orphans(notes.values(), reached | wanted.keys()),
    )
    return in_order((*path_problems(files), *told_once(found, notes)))


def _missing(wanted: dict[str, set[str]], paths: set[str], each: Each) -> set[tuple[str, str]]:
    """Give the files and places that are linked to and are not there."""
    gone = {path for path in wanted if path not in paths and not path.startswith(links.MADE_LATER)}
    missing = {(path, place) for path in gone for place in wanted[path]}
    asked = {path: places - {""} for path, places in wanted.items() if path in paths and places != {""}}
    for part in each() if asked else ():
        for note in part.notes:
            missing.update((note.path, place) for place in asked.pop(note.path, ()) if not note.has(place))
    return missing


def _broken(missing: set[tuple[str, str]], files: list[File], each: Each, look: Look, home: Home) -> Iterator[Fault]:
    """Find the links to what is missing, and say of each what is wrong with it."""
    paths = {file.path for file in files}
    aims = {path for path, _ in missing}
    notes = {note.path: note for part in each() for note in part.notes if note.path in aims}
    advise = links.adviser(paths)
    for number, part in enumerate(each()):
        if missing.isdisjoint(part.wants):
            continue
        own = {note.path: note for note in part.notes}
        follow = links.Follow(home)
        for path, held in look(number).items():
            page = Page(note=own[path], facts=held)
            for value in links.values(held):
                target = follow(value, page.note)
                if target.leads is links.Leads.HERE and (target.path, target.place) in missing:
                    yield links.wrong_here(page, value, target, paths, notes, advise)


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
