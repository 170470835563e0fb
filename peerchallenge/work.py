"""What each command does, from reading the folder to the report at the end."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from peerchallenge import building, report
from peerchallenge.building import Built, Content
from peerchallenge.options import Options
from peerchallenge.problems import ContentError, Problem
from peerchallenge.publish import folder, lock, search_index
from peerchallenge.read import files, mend
from peerchallenge.remember import remembered
from peerchallenge.remember.store import Store
from peerchallenge.terms import count

_MOST_HELD = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What was asked for on the command line."""

    content: Path
    output: Path
    base_url: str
    today: date
    embargo_day: date
    drafts: bool
    strict: bool
    format: str
    fix: bool = False

    @property
    def options(self) -> Options:
        """What the site depends on."""
        return Options(
            today=self.today,
            embargo_day=self.embargo_day,
            drafts=self.drafts,
            strict=self.strict,
            base_url=self.base_url,
            search=search_index.available(),
        )


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


def build(order: Order) -> None:
    """Build the site and put it in its place, or leave the last good one as it is."""
    clock = Clock()
    sources = (order.content, Path("templates"), Path("assets"))
    with lock.only_build(order.output), _memory(order, writes=True) as memory:
        clock.begin("Reading")
        content = _content(order, memory)
        record = remembered.record(memory, order.output)
        with folder.opened(order.output, Path(), sources, record) as site:
            built = building.build(content, order.options, memory, site, clock.begin)
            clock.begin("Writing the site")
            changes = folder.finish(
                site,
                [entry for made in built.made for entry in made.entries],
                built.fresh,
                searched=search_index.together(made.searched for made in built.made),
                index=search_index.index if order.options.search else None,
            )
        remembered.keep_record(memory, order.output, changes.record)
        memory.forget_all_but((*built.used, *remembered.keys(order.content, order.output)))
        clock.begin("")
    print_problems((*built.problems, *changes.problems), order)
    if order.format == "text":
        _print(_summary(built, changes, clock, order))


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
    with _memory(order, writes=False) as memory:
        clock.begin("Reading")
        return building.build(_content(order, memory), order.options, memory, None, clock.begin)


@contextmanager
def _memory(order: Order, *, writes: bool) -> Iterator[Store]:
    """Open what is remembered of earlier builds, in a folder beside the content."""
    store = Store(order.content.absolute().parent / remembered.FOLDER, writes=writes)
    try:
        yield store
    finally:
        store.close()


def _content(order: Order, memory: Store) -> Content:
    if not order.content.is_dir():
        raise ContentError([_no_content(order.content)])
    listed, odd = files.listing(order.content)
    layout, wrong = files.layout(order.content)
    sums = remembered.sums(memory, order.content, listed)
    return Content(files=listed, sums=sums, problems=tuple(dict.fromkeys((*odd, *wrong))), layout=layout)


def print_problems(problems: Iterable[Problem], order: Order) -> None:
    """Show problems in the form asked for."""
    found = tuple(problems)
    if order.format == "json":
        _print(report.as_json(found))
    elif found:
        _print(report.github(found) if order.format == "github" else report.text(found, color=_in_colour()))


def _no_content(folder: Path) -> Problem:
    return Problem(
        path=folder.as_posix(),
        code="no-content",
        message=f"There is no folder “{folder}” here, so there is nothing to publish.",
        suggestion=(
            "Start this command in the folder that holds “content”, or name it with --content. To begin a new site, "
            "copy the example's content folder and change what it says: README.md shows how in ten minutes."
        ),
    )


def _mend(order: Order) -> None:
    """Write the mended lines of every file that has some, and say what was done."""
    try:
        problems = _checked_only(order, Clock()).problems
    except ContentError as error:
        problems = error.problems
    for path in dict.fromkeys(problem.path for problem in problems if problem.mend):
        own = [problem for problem in problems if problem.path == path and problem.mend]
        text = files.read_text(Path(path))
        files.write_text(Path(path), mend.mend(text, own))
        for problem in own:
            _print(f"Mended {path}:{problem.line}: {problem.message}")


def _summary(built: Built, changes: folder.Changes, clock: Clock, order: Order) -> str:
    pages = sum(made.pages for made in built.made)
    changed = f"{len(changes.written)} written, {len(changes.unchanged)} unchanged, {len(changes.removed)} removed"
    slowest = max(clock.spent, key=lambda part: clock.spent[part])
    return "\n".join(
        (
            f"Built {order.output}: {count(pages, 'page')} ({changed}).",
            _checked(built),
            *_held_back(built),
            f"{_seconds(clock)} Slowest: {slowest[0].lower()}{slowest[1:]}, {clock.spent[slowest]:.1f} s.",
        )
    )


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
