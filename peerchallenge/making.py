"""What is made item by item, by as many processes as there are: a folder joined, the pages of a part of the site."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from peerchallenge import whole
from peerchallenge.assemble import folders
from peerchallenge.assemble.folders import Ground, Joined
from peerchallenge.check.page import read_page, read_rows
from peerchallenge.check.part import Inspected, facts, inspect
from peerchallenge.check.site import Home
from peerchallenge.pages import Page
from peerchallenge.plan import challenges
from peerchallenge.plan.challenges import Beside
from peerchallenge.plan.lists import Planned
from peerchallenge.problems import Problem
from peerchallenge.prose import convert
from peerchallenge.publish import search_index
from peerchallenge.publish.search_index import Searched
from peerchallenge.publish.shelf import Entry, Shelf, entry
from peerchallenge.read import files, held_back
from peerchallenge.read.files import File
from peerchallenge.records import Body, Challenge
from peerchallenge.remember.answers import Answer
from peerchallenge.remember.packing import ForeignError, pack, unpack
from peerchallenge.remember.store import Memory
from peerchallenge.render import sheets, templates
from peerchallenge.render.site_view import SiteView
from peerchallenge.sources import Output
from peerchallenge.whole import Whole

Convert = folders.Convert

SAID, OUTLINE, CHALLENGE = 0, whole.OUTLINE, 2
"""What is made of a folder, by its place."""
MADE, INSPECTED, FOLDED = 0, 1, 2
"""What is made of a part of the site, by its place."""
AROUND = "/around"
"""The name of a part that has no pages: what the pages of each challenge show of others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unjoined:
    """The folder of a challenge before it is read."""

    id: str
    files: tuple[File, ...]
    sums: Mapping[str, bytes]
    """The sum of each file, by its place."""


def join(ground: Ground, own: Unjoined) -> tuple[Joined, Challenge | None, Challenge | None]:
    """Read and join a folder: what is said of it, what pages of others show of its challenge, and the challenge."""
    return join_with(ground, lambda texts: {text: convert.convert(text) for text in texts}, own)


def join_carefully(ground: Ground, own: Unjoined) -> tuple[Joined, Challenge | None, Challenge | None]:
    """Do the same where a text takes too long or breaks the converter: that text is found, and told."""
    return join_with(ground, convert.convert_all, own)


def join_with(ground: Ground, convert: Convert, own: Unjoined) -> tuple[Joined, Challenge | None, Challenge | None]:
    """Do the same with another converter."""
    inputs, unread = files.load_as(own.files, own.sums)
    joined = folders.join(inputs, own.id, ground, convert)
    shown = inputs if ground.drafts else held_back.without_drafts(inputs)
    problems = (*held_back.outside_drafts(unread, inputs, shown), *joined.problems)
    said = replace(joined, challenge=None, problems=tuple(dict.fromkeys(problems)))
    return said, outline(joined.challenge) if joined.challenge else None, joined.challenge


def outline(challenge: Challenge) -> Challenge:
    """Leave out what no other page shows: the texts of the documents. Theirs are most of the words of a site."""
    documents = tuple(replace(document, body=Body()) for document in challenge.documents)
    welsh = challenge.in_welsh
    return replace(
        challenge,
        body=Body(),
        documents=documents,
        in_welsh=replace(welsh, body=Body(), documents=()) if welsh else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the site that is made in one go. `key` sums up all that it is made from."""

    name: str
    key: bytes
    challenge: bytes = b""
    """Where a challenge is remembered, of a part that has the pages of one."""
    beside: bytes = b""
    """Where what stands beside that challenge is remembered."""
    outputs: tuple[Output, ...] = ()
    """Files that are there already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What was made of one part: its files, what is wrong with its templates, and what search covers."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    searched: Searched
    pages: int


@dataclass(frozen=True, kw_only=True)
class Bench:
    """All that parts are made with."""

    templates: tuple[tuple[str, str], ...]
    assets: tuple[tuple[str, bytes], ...]
    view: SiteView
    home: Home
    today: date
    memory: Memory
    whole: Whole | None = None
    """All challenges together, for the parts that have the pages of no one."""

    @cached_property
    def render(self) -> Callable[[Page], Output | Problem]:
        """The function that makes a file of a page."""
        return templates.renderer(self.templates, self.assets, self.view)


def make(bench: Bench, part: Part) -> tuple[object, ...]:
    """Make a part: its pages, or what the pages of each challenge show of others."""
    return bench.whole.around if bench.whole and part.name == AROUND else make_pages(bench, part)


def make_pages(bench: Bench, part: Part) -> tuple[Made, Inspected, bytes]:
    """Make the pages of a part, look through them, and fold them up."""
    outputs, problems = outputs_of(bench, part)
    made = Made(
        entries=tuple(map(entry, outputs)),
        problems=problems,
        searched=search_index.searched(outputs),
        pages=sum(output.path.endswith(".html") for output in outputs),
    )
    found = facts(outputs, read_page if part.challenge else read_rows)
    return made, inspect(outputs, bench.home, found), zlib.compress(pack(outputs), level=1)


def unfolded(answer: Answer) -> tuple[Output, ...]:
    """Give the files that were made of a part."""
    outputs: tuple[Output, ...] = unpack(zlib.decompress(unpack(answer.packed(FOLDED))))
    return outputs


def put(shelf: Shelf, memory: Memory, part: tuple[bytes, tuple[bytes, ...]]) -> tuple[str, ...]:
    """Put the pages of a part on the shelf, and give the paths of those that were not there before.

    The part is named by the key and the sums of what is remembered of it.
    """
    return shelf.put(unfolded(Answer(*part, memory)))


def outputs_of(bench: Bench, part: Part) -> tuple[tuple[Output, ...], tuple[Problem, ...]]:
    """Render every page and sheet of a part."""
    own = Planned(pages=tuple(_pages(bench, part)))
    planned = bench.whole.shares[part.name] if bench.whole and not part.challenge else own
    pages, problems = templates.rendered(bench.render, planned.pages)
    return (*pages, *sheets.outputs(planned.sheets), *part.outputs), tuple(problems)


def _pages(bench: Bench, part: Part) -> Iterable[Page]:
    if not part.challenge:
        return ()
    found = bench.memory.get([part.challenge, part.beside])
    challenge, beside = unpack(found.get(part.challenge, b"")), unpack(found.get(part.beside, b""))
    if not isinstance(challenge, Challenge) or not isinstance(beside, Beside):
        raise ForeignError("what was remembered is not what was asked for")
    return challenges.pages(challenge, beside, bench.today)
