"""Look through the pages of one part of the site: what is wrong by itself, and what it asks of the other parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from peerchallenge.check import links, page_rules
from peerchallenge.check.links import Follow, Leads
from peerchallenge.check.page import PageFacts, read_page
from peerchallenge.check.site import Fault, File, Home, Note, Page, file
from peerchallenge.sources import Output

Read = Callable[[bytes], PageFacts]
Facts = Mapping[str, PageFacts]
"""What each page of a part holds, by its path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """What is known of one part of the site.

    `wants` are the files and places outside the part that it links to; `reached` its pages to which another one of it
    leads.
    """

    files: tuple[File, ...]
    notes: tuple[Note, ...]
    faults: tuple[Fault, ...]
    wants: tuple[tuple[str, str], ...]
    reached: tuple[str, ...]


def facts(outputs: Iterable[Output], read: Read = read_page) -> Facts:
    """Read every page. Of two files at one path the first counts."""
    first: dict[str, Output] = {}
    for output in outputs:
        first.setdefault(output.path, output)
    return {path: read(own.data) for path, own in first.items() if path.endswith(".html") and not own.copy_of}


def inspect(outputs: tuple[Output, ...], home: Home, found: Facts) -> Inspected:
    """Look through the pages, given the facts of each."""
    every = tuple(map(file, outputs))
    files = {own.path: own for own in reversed(every)}
    pages = {path: _page(files[path], own) for path, own in found.items()}
    faults = [fault for page in pages.values() for rule in page_rules.PAGE_RULES for fault in rule(page)]
    wants: dict[tuple[str, str], None] = {}
    reached: dict[str, None] = {}
    follow = Follow(home)
    asked: set[str] = set()
    for page in pages.values():
        for value in links.values(page.facts):
            if value in asked:
                continue
            target = follow(value, page.note)
            if target.leads is not Leads.HERE:
                fault = links.wrong_by_itself(page, value, target, home)
                faults += [fault] if fault else []
                continue
            if target.path not in files:
                wants[target.path, target.place] = None
                if value.startswith("/"):
                    asked.add(value)  # it leads there from every page, and most pages of a list ask for the same
            elif target.path in pages:
                other = pages[target.path].note
                if target.path != page.note.path:
                    reached[target.path] = None
                if target.place and not other.has(target.place):
                    faults.append(links.missing_place(page, value, other, target.place))
    notes = tuple(page.note for page in pages.values())
    return Inspected(files=every, notes=notes, faults=tuple(faults), wants=tuple(wants), reached=tuple(reached))


def _page(known: File, facts: PageFacts) -> Page:
    is_written = PurePosixPath(known.made_from).parent.name == "pages" and "".join(facts.titles)
    note = Note(
        path=known.path,
        made_from=known.made_from,
        redirect=facts.redirect,
        places="\0".join(("", *dict.fromkeys(facts.ids), "")) if facts.ids else "",
        title=(facts.words_language, *facts.titles) if is_written else (),
    )
    return Page(note=note, facts=facts)
