"""The site in parts, each a pure function of what its key sums up: which there are, made, and checked together."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial

from peerchallenge import making
from peerchallenge.assemble.folders import Joined
from peerchallenge.assemble.library import Outside
from peerchallenge.check import rules
from peerchallenge.check.part import Facts, Inspected, facts
from peerchallenge.check.site import Home
from peerchallenge.making import AROUND, CHALLENGE, FOLDED, INSPECTED, MADE, OUTLINE, Bench, Part
from peerchallenge.pages import Page, Sheet
from peerchallenge.plan.lists import Planned
from peerchallenge.problems import Problem
from peerchallenge.publish import originals
from peerchallenge.publish.folder import Opened
from peerchallenge.read.files import File
from peerchallenge.records import Library
from peerchallenge.remember.answers import Answer, answers, once, part_key
from peerchallenge.remember.digest import digest, program
from peerchallenge.remember.packing import pack, unpack
from peerchallenge.remember.store import Memory
from peerchallenge.schema.site import Site
from peerchallenge.sources import Output
from peerchallenge.whole import SHEETS, Whole
from peerchallenge.workers import Lost, run

FEW = 8
"""Up to how many parts are made or put without another process, which would take longer to start."""
_ONE = 1
"""The same for parts that belong to no one challenge, which are larger, and for which all challenges are loaded."""
_SMALL = 100
"""From how many challenges on what each shows of others is found out in another process, which loads all of them."""
_ALL = sys.maxsize
_SECONDS = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the parts are made from besides the challenges.

    `key` sums it up, but for the look of the pages. `here` is up to how many parts are made without another process,
    and `is_beside_server` whether other threads run here, so that processes start slowly.
    """

    key: bytes
    site: Site
    outside: Outside
    search: bool
    bench: Bench
    files: tuple[Output, ...]
    here: int = FEW
    is_beside_server: bool = False

    @property
    def look(self) -> bytes:
        """Sum up what makes a page what it is, besides what it shows."""
        return digest(self.look_but_for_style, *(part for file in self.bench.assets for part in file))

    @property
    def look_but_for_style(self) -> bytes:
        """The same without what style sheets can change while a page stays as it is."""
        own = self.bench
        texts = (part for text in own.templates for part in text)
        others = (part for file in own.assets if not file[0].endswith(".css") for part in file)
        return digest(self.key, *texts, *others, pack(own.view), own.home.url, str(self.search))


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """The folder of a challenge as parts need it: its files, what is said of it, and what was made of it."""

    files: tuple[File, ...]
    said: Joined
    answer: Answer
    unspelt: Answer | None = None
    """What was made of it before other folders' ways to write a theme were known, where those are others."""

    @property
    def answers(self) -> tuple[Answer, ...]:
        """All that was made of it."""
        return (self.answer, self.unspelt) if self.unspelt else (self.answer,)


class Together:
    """What pages show of all challenges together, each made when it is first asked for, by whichever thread asks."""

    def __init__(self, setting: Setting, folders: Mapping[str, Folder], *, keeps: bool = False) -> None:
        """Sum up the challenges; nothing is made yet. Who `keeps` it asks for pages again later."""
        self._setting = setting
        self._lock, self._remembering = threading.RLock(), threading.RLock()
        self.joined = {name: own for name, own in folders.items() if own.said.recommendations is not None}
        """The folders that have a challenge, by their names."""
        sums = (part for own in folders.values() for part in (own.answer.sums[OUTLINE], _redirects(own.said)))
        self.key = digest("library", setting.key, str(setting.search), *sums)
        """What sums all of it up."""
        self.answers: dict[str, Answer] = {}
        """What was remembered of it, or is now."""
        self.whole = Whole(
            outside=setting.outside,
            said=tuple(own.said for own in folders.values()),
            outlines={name: own.answer for name, own in self.joined.items()},
            site=setting.site,
            search=setting.search,
            today=setting.bench.today,
            keeps=keeps,
        )
        """The challenges themselves."""
        self.places = {name: place for place, name in enumerate(self.joined)}
        """The place of each name among them."""

    @property
    def library(self) -> Library:
        """All challenges, without the texts of their documents."""
        with self._lock:
            return self.whole.library

    @property
    def planned(self) -> Planned:
        """The pages and sheets that belong to no one challenge."""
        with self._lock:
            return self.whole.planned

    def of(self, folders: Mapping[str, Folder]) -> Together:
        """Give the same for folders of which other pages show just this, whatever their own pages do."""
        same = copy(self)
        same.joined = {name: folders[name] for name in self.joined}
        return same

    @property
    def is_made(self) -> bool:
        """Whether the pages are there already."""
        return "pages" in self.__dict__

    @cached_property
    def pages(self) -> Mapping[str, Page | Sheet]:
        """The same by their addresses."""
        pages: dict[str, Page | Sheet] = {page.url: page for page in self.planned.pages}
        return pages | {sheet.url: sheet for sheet in self.planned.sheets}

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Their addresses."""
        return frozenset(self.remembered("addresses", lambda: (tuple(self.pages),))[0])

    @cached_property
    def around(self) -> Answer:
        """What the pages of each challenge show of others: a value for each, in the order of the names."""
        return self.remembered("around", lambda: self.whole.around)

    def key_of(self, name: str) -> bytes:
        """Give the key of something that follows from the challenges alone."""
        return digest(name, self.key)

    def remembered(self, name: str, make: Callable[[], tuple[object, ...]]) -> Answer:
        """Remember something that follows from the challenges alone."""
        with self._remembering:
            found = self.answers[name] = once(self.key_of(name), make, self._setting.bench.memory)
            return found


def _redirects(said: Joined) -> bytes:
    return pack(said.redirects) if said.redirects else b""


def made(setting: Setting, together: Together, goes_on: Callable[[], bool] = lambda: True) -> list[Answer]:
    """Make every part of the site. Where it is not to go on it raises `StoppedError`."""
    shared_bench = replace(setting.bench, whole=together.whole)

    def done(bench: Bench, parts: Iterable[Part], here: int) -> list[Answer]:
        return answers(
            lambda _: partial(making.make, bench),
            [(part.key, part) for part in parts],
            setting.bench.memory,
            seconds=_SECONDS,
            here=lambda missing: len(missing) <= here and sum(map(_is_shared, missing)) <= shared_here,
            is_heavy=_is_shared,
            goes_on=goes_on,
        )

    # Beside a server all that they show is there already, and to make it again in a process takes longer.
    look, shared_here = setting.look, _ALL if setting.is_beside_server else _ONE
    is_small = setting.is_beside_server or len(together.joined) < _SMALL
    done(shared_bench, [Part(name=AROUND, key=together.key_of("around"))], _ALL if is_small else 0)
    shared, own = tuple(_shared(together, setting, look)), tuple(_challenges(together, look))
    if setting.is_beside_server:
        return [*done(shared_bench, shared, _ALL), *done(setting.bench, own, setting.here)]
    return done(shared_bench, (*shared, *own), setting.here)


def _is_shared(part: Part) -> bool:
    return not part.challenge


def put(done: Iterable[Answer], site: Opened, memory: Memory) -> tuple[str, ...]:
    """Put every part on the shelf that does not stand just so, and give the paths of the files that came there."""
    parts = [own for own in done if not site.holds(own[MADE].entries)]
    if not parts:
        return ()
    place, named = partial(making.put, site.shelf, memory), [(own.key, own.sums) for own in parts]
    if len(parts) <= FEW:
        return tuple(path for own in named for path in place(own))
    found: list[str] = []
    put = run(place, named, seconds=_SECONDS, processes=min(len(parts), os.cpu_count() or 1))
    for own, name, paths in zip(parts, named, put, strict=True):
        if isinstance(paths, Lost):  # its process may have put some of it
            place(name)
        found += [path for path, _ in own[MADE].entries] if isinstance(paths, Lost) else paths
    return tuple(found)


def _challenges(together: Together, look: bytes) -> Iterator[Part]:
    for number, (name, own) in enumerate(together.joined.items()):
        named = ((file.name, file.path) for file in own.files)
        yield Part(
            name=name,
            key=digest("challenge", look, own.answer.key, together.around.sums[number]),
            challenge=part_key(own.answer.key, CHALLENGE),
            beside=part_key(together.around.key, number),
            outputs=originals.outputs(named, own.said.used, ""),
        )


def _shared(together: Together, setting: Setting, look: bytes) -> Iterator[Part]:
    for number, name in enumerate(together.whole.names):
        looks = setting.bench.home.url.encode() if name.startswith(SHEETS) else look
        key = digest("shared", together.key, looks, name)
        yield Part(name=name, key=key, outputs=() if number else setting.files)


def template_problems(done: Iterable[Answer]) -> tuple[Problem, ...]:
    """Give what is wrong with the templates, each mistake once, with the first page that shows it."""
    found: dict[tuple[str, int, str], Problem] = {}
    for own in done:
        for problem in own[MADE].problems:
            found.setdefault((problem.path, problem.line, problem.suggestion), problem)
    return tuple(found.values())


def checked(done: list[Answer], home: Home, memory: Memory) -> tuple[Answer, ...]:
    """Check the parts together. What is wrong is the first value of the last answer; the others led to it.

    Which parts have to be looked at again follows from what was noted of all; what is found there, from their pages.
    """
    seen: set[int] = set()

    def each() -> Iterable[Inspected]:
        return (unpack(own.packed(INSPECTED)) for own in done)

    def again(number: int) -> Answer:
        own = done[number]
        return once(digest("facts", own.key), lambda: (facts(making.unfolded(own)),), memory)

    def look(number: int) -> Facts:
        seen.add(number)
        held: Facts = unpack(again(number).packed(0))  # not kept: of a large site it would be too much at once
        return held

    @cache
    def check() -> tuple[object, ...]:
        return rules.check_together(each, look, home), tuple(sorted(seen))

    key = digest("checked", program(), home.url, home.base_path, *(own.sums[INSPECTED] for own in done))
    found = once(key, check, memory)
    if not found[1]:
        return (found,)
    exact = once(digest(key, *(done[number].sums[FOLDED] for number in found[1])), check, memory)
    return (*map(again, found[1]), found, exact)
