"""What each command does, from reading the folder to the report at the end."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from peerchallenge import building, report, unchanged
from peerchallenge.building import Built, Content
from peerchallenge.notes import Said
from peerchallenge.options import Options, Order
from peerchallenge.problems import ContentError, Problem
from peerchallenge.publish import folder, search_index
from peerchallenge.publish.search_index import Searched
from peerchallenge.read import files, mend
from peerchallenge.read.files import ChangedError
from peerchallenge.remember import FOLDER, remembered
from peerchallenge.remember.packing import ForeignError
from peerchallenge.remember.store import Memory, Scratch, Store
from peerchallenge.terms import count
from peerchallenge.unchanged import Seen

_MOST_HELD = 10
_TRIES = 3
_ROUNDS = 4
_T = TypeVar("_T")


@dataclass(slots=True)
class Clock:
    """Says on a terminal what is being done, and remembers how many seconds each part took."""

    spent: dict[str, float] = field(default_factory=dict)
    part: str = ""
    since: float = field(default_factory=time.perf_counter)

    def begin(self, part: str) -> None:
        """End the part before and begin another; an empty name only ends the one before."""
        now = time.perf_counter()
        if self.part:
            self.spent[self.part] = self.spent.get(self.part, 0.0) + now - self.since
        self.part, self.since = part, now
        if sys.stderr.isatty():
            print(f"\r\033[K{part} …" if part else "\r\033[K", end="", file=sys.stderr, flush=True)  # noqa: T201


def build(order: Order, seen: Seen) -> None:
    """Build the site and put it in its place, or leave the last good one as it is.

    The caller holds the lock for it. `seen` are the files that it is made from, as they were before any was read.
    """
    clock = Clock()
    built, changes, read = _remembering(order, lambda memory: _published(order, seen, memory, clock), writes=True)
    said = None if changes.problems else _said(built, changes, order)
    unchanged.keep(seen, order, said, read, changes.record, changes.previous)
    clock.begin("")
    print_problems((*built.problems, *changes.problems), order)
    if order.format == "text":
        _print(_summary(built, changes, clock, order))


def _published(
    order: Order, seen: Seen, memory: Memory, clock: Clock
) -> tuple[Built, folder.Changes, Mapping[str, bytes]]:
    options = _options(order)
    sources = (order.content, Path("templates"), Path("assets"))
    clock.begin("Reading")
    content = _content(order, memory)
    with folder.opened(order.output, Path(), sources, seen.site, seen.before) as site:
        built = building.build(content, options, memory, site, clock.begin)
        searched = search_index.together(made.searched for made in built.made)
        changes = folder.finish(
            site,
            [entry for made in built.made for entry in made.entries],
            built.fresh,
            searched=searched.sum,
            index=_index(clock, searched) if options.search else None,
        )
    memory.forget_all_but((*built.used, remembered.key_of(order.content)))
    return built, changes, content.sums


def _index(clock: Clock, searched: Searched) -> folder.MakeIndex:
    """Give the function that makes the search index, and says so: it may take longer than all the rest."""

    def make(new: Path) -> Problem | None:
        before = clock.part
        clock.begin("Making the search index")
        problem = search_index.index(new, searched.patterns)
        clock.begin(before)
        return problem

    return make


def _options(order: Order) -> Options:
    return Options(
        today=order.today,
        embargo_day=order.embargo_day,
        drafts=order.drafts,
        strict=order.strict,
        base_url=order.base_url,
        search=search_index.available(),
    )


def _said(built: Built, changes: folder.Changes, order: Order) -> Said:
    """Give what is to be printed next time, should nothing have changed until then."""
    files = len(changes.written) + len(changes.unchanged)
    stands = f"Nothing had changed: {order.output} stands as it was, {count(_pages(built), 'page')}"
    checked = "\n".join((_checked(built), *_held_back(built)))
    review = "".join(f"{line}\n" for line in _review_copy(order))
    return Said(
        problems=shown(built.problems, order),
        built=f"{stands} (0 written, {files} unchanged, 0 removed).\n{review}{checked}"
        if order.format == "text"
        else "",
        checked=checked if order.format == "text" else "",
    )


def check(order: Order) -> None:
    """Show every problem in the content; with `fix`, mend what is safe first."""
    if order.fix:
        _mend(order)
    clock = Clock()
    built = _checked_only(order, clock)
    clock.begin("")
    print_problems(built.problems, order)
    if order.format == "text":
        _print("\n".join((_checked(built), *_held_back(built), _seconds(clock))))


def _checked_only(order: Order, clock: Clock) -> Built:
    def checked(memory: Memory) -> Built:
        clock.begin("Reading")
        return building.build(_content(order, memory), _options(order), memory, None, clock.begin)

    return _remembering(order, checked, writes=False)


def _remembering(order: Order, act: Callable[[Memory], _T], *, writes: bool) -> _T:
    """Do something with what is remembered of earlier builds, in a folder beside the content.

    Should that prove to be altered or gone half-way, it is begun anew; at the worst, nothing is remembered at all.
    """
    store = Store(order.content.absolute().parent / FOLDER, writes=writes)
    last: ChangedError | None = None
    try:
        for _ in range(_TRIES):
            try:
                return act(store)
            except ForeignError:
                store.begin_anew()
            except ChangedError as changed:
                last = changed
        if last:
            raise ContentError([_restless(last)])
        return act(Scratch())
    finally:
        store.close()


def _restless(changed: ChangedError) -> Problem:
    return Problem(
        path=str(changed),
        code="restless",
        message="This file is being written again and again while it is read.",
        suggestion="Wait until whatever writes it has ended, then try again.",
    )


def _content(order: Order, memory: Memory) -> Content:
    if not order.content.is_dir():
        raise ContentError([building.no_content(order.content)])
    listed, odd = files.listing(order.content)
    layout, wrong = files.layout(order.content)
    sums = remembered.sums(memory, order.content, listed)
    return Content(files=listed, sums=sums, problems=tuple(dict.fromkeys((*odd, *wrong))), layout=layout)


def print_problems(problems: Iterable[Problem], order: Order) -> None:
    """Show problems in the form asked for."""
    if text := shown(problems, order):
        _print(text)


def shown(problems: Iterable[Problem], order: Order) -> str:
    """Give problems in the form asked for."""
    found = tuple(problems)
    if order.format == "json":
        return report.as_json(found)
    return report.github(found) if order.format == "github" else report.text(found, color=_in_colour())


def _mend(order: Order) -> None:
    """Write the mended lines of every file that has some, and say what was done.

    A file that could not be read before can be looked at more closely once it is mended: hence the rounds.
    """
    for _ in range(_ROUNDS):
        try:
            problems = _checked_only(order, Clock()).problems
        except ContentError as error:
            problems = error.problems
        by_path: dict[str, list[Problem]] = {}
        for problem in problems:
            if problem.mend:
                by_path.setdefault(problem.path, []).append(problem)
        if not sum(_mend_file(path, own) for path, own in by_path.items()):
            return


def _mend_file(path: str, own: list[Problem]) -> bool:
    """Write the mended lines of one file; say whether any differs from what stood there."""
    before = files.read_text(Path(path))
    after = mend.mend(before, own)
    files.write_text(Path(path), after)
    if before != after:
        _print("\n".join(mend.told(path, before, own)))
    return before != after


def _summary(built: Built, changes: folder.Changes, clock: Clock, order: Order) -> str:
    changed = f"{len(changes.written)} written, {len(changes.unchanged)} unchanged, {len(changes.removed)} removed"
    slowest = max(clock.spent, key=lambda part: clock.spent[part])
    return "\n".join(
        (
            f"Built {order.output}: {count(_pages(built), 'page')} ({changed}).",
            *_review_copy(order),
            _checked(built),
            *_held_back(built),
            f"{_seconds(clock)} Slowest: {slowest[0].lower()}{slowest[1:]}, {clock.spent[slowest]:.1f} s.",
        )
    )


def _review_copy(order: Order) -> Iterator[str]:
    if order.drafts:
        yield "This is a review copy: it shows drafts and documents under embargo, and is not to be published."


def _pages(built: Built) -> int:
    return sum(made.pages for made in built.made)


def _checked(built: Built) -> str:
    joined = [own.recommendations for own in built.said.values() if own.recommendations is not None]
    held = f" {count(len(built.held), 'file')} held back as draft or under embargo." if built.held else ""
    warnings = count(len(built.problems), "warning") if built.problems else "No warnings"
    return (
        f"{count(len(joined), 'challenge')}, {count(sum(joined), 'recommendation')}, "
        f"{count(len(built.outside.councils), 'council')}. {warnings}.{held} "
        "Checked: every detail, every reference, links and anchors, headings, pictures, colours."
    )


def _held_back(built: Built) -> Iterator[str]:
    """List what was held back, what falls due first before the others."""
    if built.waiting:
        yield "Held back:"
        yield from (f"  {waiting}" for waiting in built.waiting[:_MOST_HELD])
    if more := built.waiting[_MOST_HELD:]:
        yield f"  and {len(more):,} more."


def _seconds(clock: Clock) -> str:
    return f"Took {sum(clock.spent.values()):.1f} s."


def _in_colour() -> bool:
    return sys.stdout.isatty()


def _print(text: str) -> None:
    print(text)  # noqa: T201
