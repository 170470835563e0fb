"""Tells from names, dates and sizes that a build would change nothing; it reads no page and imports next to nothing."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from array import array
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from peerchallenge.notes import Note, Rows, Said, read_note, read_record, write_note, write_record
from peerchallenge.options import Order
from peerchallenge.publish import record
from peerchallenge.publish.record import NOTHING, UNKNOWN, Left, Record
from peerchallenge.remember import FOLDER
from peerchallenge.remember.digest import libraries

_PROGRAM = Path(__file__).parent
_BEFORE = "site-before"
_NO_INPUTS = {b"__pycache__"}
_NO_FILE = 0
"""The stamp of a folder, and of what cannot be looked at."""
_MANY = 10_000
"""From so many files on, copies of this process look at them."""


class Seen(NamedTuple):
    """How a build was asked for, and the files that it is made from as they were at a moment before it reads any.

    `site` is the site that the last build left, `before` the one before it.
    """

    asked: str
    at: int
    inputs: Rows
    site: Left = NOTHING
    before: Left = NOTHING


class _Aside:
    """Finds out whether something is so in a copy of this process, while this one goes on, or else when it is asked.

    The copy does nothing but look at files; there is no other thread yet whose lock it could inherit.
    """

    def __init__(self, find: Callable[[], bool], files: int) -> None:
        """Begin, where there are so many files to look at that it is worth it."""
        self._find = find
        self._found: bool | None = None
        self._child = 0
        if sys.platform == "linux" and files > _MANY:
            with contextlib.suppress(OSError):
                self._child = os.fork() or self._answer()

    def __call__(self) -> bool:
        """Say whether it is so."""
        if self._found is None:
            self._found = self._heard() if self._child else self._find()
        return self._found

    def stop(self) -> None:
        """Find out no longer."""
        if self._child and self._found is None:
            os.kill(self._child, signal.SIGKILL)
            self()

    def _answer(self) -> int:
        try:
            os._exit(0 if self._find() else 1)
        finally:
            os._exit(1)

    def _heard(self) -> bool:
        try:
            return os.waitpid(self._child, 0)[1] == 0
        except ChildProcessError:
            return self._find()


def look(order: Order, *, outputs: bool) -> tuple[Seen, Said | None]:
    """Look at everything that a build is made from, without opening any of it.

    With it comes what the last build said, if one as asked for would find everything as that one left it. With
    `outputs` every file of the site must stand as well, and none beside them; if not all is as it was, whether they do
    is found out aside, while this process loads the libraries, and the same of the site before.
    """
    asked, note = _asked(order), read_note(_place(order))
    if note is None or note.place != _output(order):
        return _seen(asked, order), None
    is_cut_off = _left_over(order.output)
    site = note.site if outputs else UNKNOWN
    names, stamps = record.places(note.place, site)
    many = 0 if is_cut_off else len(names)  # what a build left half done is put right before the site is looked at
    at = 2 * many // 5 if many > _MANY else len(names)
    others = _Aside(lambda: record.all_stand(names[at:], stamps[at:]), many)
    mine = _Aside(
        lambda: record.all_stand(names[:at], stamps[:at]) and record.fresh_stand(note.place, site),
        0,
    )
    try:
        seen = _seen(asked, order)
        same = not is_cut_off and asked == note.asked and _same_inputs(note.inputs, seen.inputs)
        if same and (not outputs or (site.stamps and mine() and others())):
            if outputs and (note.inputs.fresh or note.site.fresh):
                _settle(note, seen, order)
            return seen, note.said
    except BaseException:
        others.stop()
        raise
    if not outputs:
        return seen, None
    rest = _Aside(mine, many)
    left = Left(lambda: site, lambda: others() & rest(), seen.at)
    return seen._replace(site=left, before=_before(order, many, seen.at)), None


def _before(order: Order, files: int, at: int) -> Left:
    place, known = _output(order), cache(lambda: read_record(_place(order, _BEFORE), _output(order)))
    return Left(known, _Aside(lambda: record.stands(record.kept(place), known()), files), at)


def keep(
    seen: Seen, order: Order, said: Said | None, read: Mapping[str, bytes], site: Record, before: Record | None
) -> None:
    """Note what a build came to, and the files of the site that it left, and of the one `before` it, if that changed.

    Where it `said` nothing that could be said again, the next one asks for everything anew. `read` are the sums of the
    files of the content as the build read them.
    """
    asked, words = (seen.asked, said) if said else ("", Said("", "", ""))
    fresh = {name: sum_ or read.get(os.fsdecode(name)) or _sum(name) for name, sum_ in seen.inputs.fresh.items()}
    with contextlib.suppress(OSError):
        write_note(_place(order), Note(asked, words, seen.inputs._replace(fresh=fresh), _output(order), site))
        if before is not None:
            write_record(_place(order, _BEFORE), _output(order), before)


def _output(order: Order) -> str:
    return os.path.realpath(order.output)


def _place(order: Order, name: str = "last-build") -> Path:
    return order.content.absolute().parent / FOLDER / name


def _asked(order: Order) -> str:
    """Say all that the result depends on besides files; what is printed depends on who reads it, too."""
    settings = os.environ.get("PEERCHALLENGE_SEARCH")
    return repr((order, os.getcwd(), settings, sys.stdout.isatty(), sys.version, tuple(libraries())))


def _seen(asked: str, order: Order) -> Seen:
    now = time.time_ns()
    beside = order.content.resolve().parent
    layouts = (folder / name for folder in (beside, _PROGRAM.parent) for name in ("templates", "assets"))
    folders = dict.fromkeys((order.content, *layouts, _PROGRAM))
    inputs = Rows([], array("q"), {})
    _walk([os.fsencode(folder) for folder in folders], inputs, now, os.fsencode(order.content) + os.fsencode(os.sep))
    return Seen(asked, now, inputs)


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
