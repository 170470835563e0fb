"""The site in parts, each a pure function of what its key sums up: which there are, made, and checked together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial

from peerchallenge import making
from peerchallenge.assemble import library
from peerchallenge.assemble.folders import Joined
from peerchallenge.assemble.library import Outside
from peerchallenge.check import rules
from peerchallenge.check.site import Home
from peerchallenge.making import Bench, Part
from peerchallenge.plan.lists import Planned
from peerchallenge.plan.site import shared_pages, surroundings
from peerchallenge.problems import Problem
from peerchallenge.publish import originals
from peerchallenge.publish.folder import Opened
from peerchallenge.read.files import File
from peerchallenge.records import Library
from peerchallenge.remember.answers import Answer, answers, once, part_key
from peerchallenge.remember.digest import digest
from peerchallenge.remember.packing import pack
from peerchallenge.remember.store import Memory
from peerchallenge.schema.site import Site
from peerchallenge.sources import Output

SAID, OUTLINE, CHALLENGE = 0, 1, 2
"""The values of the answer for a folder."""
MADE, INSPECTED, FACTS, FRESH = 0, 1, 2, 3
"""The values of the answer for a part of the site."""
_SECONDS = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the parts are made from besides the challenges. `key` sums it up, but for the look of the pages."""

    key: bytes
    site: Site
    outside: Outside
    search: bool
    bench: Bench
    files: tuple[Output, ...]

    @property
    def look(self) -> bytes:
        """Sum up what makes a page what it is, besides what it shows."""
        own = self.bench
        texts = (part for text in own.templates for part in text)
        pictures = (part for file in own.assets for part in file)
        return digest(self.key, *texts, *pictures, pack(own.view), own.home.url, str(self.search))


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """The folder of a challenge as parts need it: its files, what is said of it, and what was made of it."""

    files: tuple[File, ...]
    said: Joined
    answer: Answer


def made(setting: Setting, folders: Mapping[str, Folder], site: Opened | None) -> list[Answer]:
    """Make every part of the site; with a `site`, what stands there just so is not made again."""
    memory, today = setting.bench.memory, setting.bench.today
    joined = {name: own for name, own in folders.items() if own.said.recommendations is not None}
    key = digest("library", setting.key, *(own.answer.sums[OUTLINE] for own in folders.values()))

    @cache
    def whole() -> Library:
        outlines = (own.answer[OUTLINE] for own in joined.values())
        return library.assemble(setting.outside, (own.said for own in folders.values()), outlines)

    @cache
    def shared() -> Mapping[str, Planned]:
        return divided(shared_pages(whole(), setting.site, search=setting.search, today=today))

    def beside() -> tuple[object, ...]:
        found = surroundings(whole())
        return tuple(found[name] for name in joined)

    def prepare(parts: Iterable[Part]) -> Callable[[Part], tuple[object, ...]]:
        planned = shared() if any(not part.challenge for part in parts) else {}
        return partial(making.make, replace(setting.bench, planned=planned))

    around = once(digest("around", key), beside, memory)
    names: Answer = once(digest("names", key, str(setting.search)), lambda: (tuple(shared()),), memory)
    parts = (*_shared(names[0], digest(key, setting.look), setting), *_challenges(joined, around, setting.look))
    keyed = [(part.key, part) for part in parts]

    def holds(answer: Answer) -> bool:
        return site is None or site.holds(answer[MADE].entries)

    return answers(prepare, keyed, memory, seconds=_SECONDS, holds=holds)


def _challenges(joined: Mapping[str, Folder], around: Answer, look: bytes) -> Iterator[Part]:
    for number, (name, own) in enumerate(joined.items()):
        named = ((file.name, file.path) for file in own.files)
        yield Part(
            name=name,
            key=digest("challenge", look, own.answer.key, around.sums[number]),
            challenge=part_key(own.answer.key, CHALLENGE),
            beside=part_key(around.key, number),
            outputs=originals.outputs(named, own.said.used, ""),
        )


def _shared(names: Iterable[str], key: bytes, setting: Setting) -> Iterator[Part]:
    for name in names:
        yield Part(name=name, key=digest("shared", key, name), outputs=setting.files if name == FIRST else ())


FIRST = "/0"
"""The name of the part that has the files which are no pages."""
_LENGTH = 200


def divided(planned: Planned) -> Mapping[str, Planned]:
    """Divide what belongs to no one challenge into parts of a size, so that no process has very much in hand."""
    count = max(len(planned.pages), len(planned.sheets))
    return {
        f"/{number}": Planned(
            pages=planned.pages[start : start + _LENGTH], sheets=planned.sheets[start : start + _LENGTH]
        )
        for number, start in enumerate(range(0, count, _LENGTH))
    }


def template_problems(done: Iterable[Answer]) -> tuple[Problem, ...]:
    """Give what is wrong with the templates, each mistake once, with the first page that shows it."""
    found: dict[tuple[str, int, str], Problem] = {}
    for own in done:
        for problem in own[MADE].problems:
            found.setdefault((problem.path, problem.line, problem.suggestion), problem)
    return tuple(found.values())


def checked(done: list[Answer], home: Home, memory: Memory) -> tuple[Problem, ...]:
    """Check the parts together."""
    key = digest("checked", home.url, home.base_path, *(own.sums[INSPECTED] for own in done))
    found = once(
        key,
        lambda: (rules.check_together([own[INSPECTED] for own in done], lambda number: done[number][FACTS], home),),
        memory,
    )
    problems: tuple[Problem, ...] = found[0]
    return problems
