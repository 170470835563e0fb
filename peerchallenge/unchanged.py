"""Tells from names, dates and sizes that a build would change nothing; it reads no page and imports next to nothing."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from array import array
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from peerchallenge.notes import Note, Rows, Said, read_note, read_record, write_note, write_record
from peerchallenge.options import Order
from peerchallenge.publish import record
from peerchallenge.publish.record import UNKNOWN, Record
from peerchallenge.remember import FOLDER
from peerchallenge.remember.digest import libraries

_PROGRAM = Path(__file__).parent
_BEFORE = "site-before"
_NO_INPUTS = {b"__pycache__"}
_NO_FILE = 0
"""The stamp of a folder, and of what cannot be looked at."""
_MANY = 10_000
"""From so many files on, two processes look at them."""


class Seen(NamedTuple):
    """How a build was asked for, and the files that it is made from as they were at a moment before it reads any.

    `site` is what the last build knew of the site that it left, `before` gives what was known of the one before it.
    """

    asked: str
    at: int
    inputs: Rows
    site: Record
    before: Callable[[], Record]


class _Asked(NamedTuple):
    """Files to be looked at, by their names, with the numbers that they had."""

    names: list[str]
    stamps: array[int]

    @property
    def stand(self) -> bool:
        return record.all_stand(self.names, self.stamps)


def look(order: Order, *, outputs: bool) -> tuple[Seen, Said | None]:
    """Look at everything that a build is made from, without opening any of it.

    With it comes what the last build said, if one as asked for would find everything as that one left it. With
    `outputs` every file of the site must stand as well, and none beside them.
    """
    asked, note = _asked(order), read_note(_place(order))
    site = note.site if note and note.place == _output(order) else UNKNOWN
    if note is None or note.asked != asked or _left_over(order.output):
        return _seen(asked, order, site), None
    left = note.site if outputs else UNKNOWN
    mine, others = _divided(*record.places(os.fspath(order.output), left))

    def is_same(seen: Seen) -> bool:
        return _same_inputs(note.inputs, seen.inputs) and mine.stand and record.fresh_stand(note.place, left)

    seen, same = _both(lambda: _seen(asked, order, site), is_same, others)
    if same and outputs and (note.inputs.fresh or note.site.fresh):
        _settle(note, seen, order)
    return seen, note.said if same else None


def keep(
    seen: Seen, order: Order, said: Said | None, read: Mapping[str, bytes], site: Record, before: Record | None
) -> None:
    """Note what a build came to, and the files of the site that it left, and of the one `before` it, if that changed.

    Where it `said` nothing that could be said again, the next one asks for everything anew. `read` are the sums of the
    files of the content as the build read them.
    """
    asked, words = (seen.asked, said) if said else ("", Said("", "", ""))
    fresh = {name: sum_ or read.get(os.fsdecode(name), b"") for name, sum_ in seen.inputs.fresh.items()}
    with contextlib.suppress(OSError):
        write_note(_place(order), Note(asked, words, seen.inputs._replace(fresh=fresh), _output(order), site))
        if before is not None:
            write_record(_place(order, _BEFORE), _output(order), before)


def _output(order: Order) -> str:
    return os.path.abspath(order.output)


def _place(order: Order, name: str = "last-build") -> Path:
    return order.content.absolute().parent / FOLDER / name


def _asked(order: Order) -> str:
    """Say all that the result depends on besides files; what is printed depends on who reads it, too."""
    settings = os.environ.get("PEERCHALLENGE_SEARCH")
    return repr((order, os.getcwd(), settings, sys.stdout.isatty(), sys.version, tuple(libraries())))


def _seen(asked: str, order: Order, site: Record) -> Seen:
    now = time.time_ns()
    beside = order.content.resolve().parent
    layouts = (folder / name for folder in (beside, _PROGRAM.parent) for name in ("templates", "assets"))
    folders = dict.fromkeys((order.content, *layouts, _PROGRAM))
    inputs = Rows([], array("q"), {})
    _walk([os.fsencode(folder) for folder in folders], inputs, now, os.fsencode(order.content))
    return Seen(asked, now, inputs, site, lambda: read_record(_place(order, _BEFORE), _output(order)))


def _walk(folders: list[bytes], found: Rows, now: int, content: bytes) -> None:
    """Find every file in these folders. A link counts as the file that it leads to.

    Of the `content` none is read: the build that follows reads them all, and sums them up.
    """
    for folder in folders:
        try:
            entries = os.scandir(folder)
        except OSError:
            continue
        with entries:
            for entry in entries:
                if entry.name in _NO_INPUTS:
                    continue
                found.names.append(entry.path)
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)  # this very list is being walked
                    found.stamps.append(_NO_FILE)
                    continue
                try:
                    status = entry.stat()
                except OSError:
                    found.stamps.append(_NO_FILE)
                    continue
                found.stamps.append(hash((record.stamp(status), status.st_ctime_ns)))
                if record.is_fresh(status, now):
                    found.fresh[entry.path] = b"" if entry.path.startswith(content) else _sum(entry.path)


def _same_inputs(noted: Rows, seen: Rows) -> bool:
    """Whether the files are those noted; one that was fresh then is held against what it held."""
    return noted.by_name() == seen.by_name() and _same_sums(noted)


def _divided(names: list[str], stamps: array[int]) -> tuple[_Asked, _Asked]:
    """Leave the greater share to the other process, as this one looks at the content too."""
    at = 2 * len(names) // 5 if len(names) > _MANY else len(names)
    return _Asked(names[:at], stamps[:at]), _Asked(names[at:], stamps[at:])


def _both(see: Callable[[], Seen], mine: Callable[[Seen], bool], others: _Asked) -> tuple[Seen, bool]:
    """See, and say whether something is so while a copy of this process finds out whether other files stand.

    The copy does nothing but ask the system about files; there is no other thread yet whose lock it could inherit.
    """
    if sys.platform != "linux" or not others.names:
        seen = see()
        return seen, mine(seen) and others.stand
    child = os.fork()
    if not child:
        try:
            os._exit(0 if others.stand else 1)
        finally:
            os._exit(1)
    same, status = False, 1
    try:
        seen = see()
        same = mine(seen)
    finally:
        if not same:
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    return seen, same and status == 0


def _same_sums(noted: Rows) -> bool:
    return all(_sum(name) == sum_ for name, sum_ in noted.fresh.items())


def _sum(name: bytes) -> bytes:
    try:
        return record.sum_of_file(os.fsdecode(name))
    except OSError:
        return record.sum_of(b"")


def _settle(note: Note, seen: Seen, order: Order) -> None:
    """Note that what was fresh has been held against what it held, once no more of it is fresh."""
    with contextlib.suppress(OSError):
        if not any(record.is_fresh(os.stat(name), seen.at) for name in note.inputs.fresh):
            inputs, site = note.inputs._replace(fresh={}), record.aged(note.place, note.site, seen.at)
            write_note(_place(order), note._replace(inputs=inputs, site=site))


def _left_over(output: Path) -> bool:
    """Whether a build that was cut off has left something beside the site that is to be cleared away."""
    own = (f"{output.name}.building-", f"{output.name}.replaced-", f".{output.name}.journal")
    try:
        return any(name.startswith(own) for name in os.listdir(output.resolve().parent))
    except OSError:
        return True
