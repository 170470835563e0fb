"""Tells from names, dates and sizes that a build would change nothing; it reads no page and imports next to nothing."""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
import sys
import time
from array import array
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from peerchallenge.notes import Note, Rows, Said, read_note, write_note
from peerchallenge.options import Order
from peerchallenge.publish.survey import Known
from peerchallenge.remember import FOLDER
from peerchallenge.remember.digest import libraries

_TOO_FRESH = 2_000_000_000
"""A file changed within so many nanoseconds may change again without its date showing it."""
_KIND = 0o170444
"""What counts of a file's mode: what it is, and whether all can read it."""
_FILE = 0o100444
_PROGRAM = Path(__file__).parent
_NO_INPUTS = {b"__pycache__"}
_NO_FILE = 0
"""The stamp of a folder, and of what cannot be looked at."""
_NOTHING = Rows([], array("q"), {})
_MANY = 10_000
"""From so many files on, two processes look at them."""


class Seen(NamedTuple):
    """How a build was asked for, and the files that it is made from as they were at a moment before it reads any."""

    asked: str
    at: int
    inputs: Rows


def look(order: Order, *, outputs: bool) -> tuple[Seen, Said | None]:
    """Look at everything that a build is made from, without opening any of it.

    With it comes what the last build said, if one as asked for would find everything as that one left it. With
    `outputs` every file of the site must stand as well, and none beside them.
    """
    asked = _asked(order)
    note = read_note(_place(order))
    if note is None or note.asked != asked or _left_over(order.output):
        return _seen(asked, order), None
    mine, others = _divided(note.outputs) if outputs else (_NOTHING, _NOTHING)

    def is_same(seen: Seen) -> bool:
        return _same_inputs(note.inputs, seen.inputs) and _stand(mine) and (not outputs or _same_sums(note.outputs))

    seen, same = _both(lambda: _seen(asked, order), is_same, others)
    if same and outputs and (note.inputs.fresh or note.outputs.fresh):
        _settle(note, seen, order)
    return seen, note.said if same else None


def keep(seen: Seen, order: Order, said: Said, site: Mapping[str, Known]) -> None:
    """Note what a build came to, and the files of the site that it left."""
    with contextlib.suppress(OSError):
        write_note(_place(order), Note(seen.asked, said, seen.inputs, _outputs(os.fspath(order.output), site)))


def _place(order: Order) -> Path:
    return order.content.absolute().parent / FOLDER / "last-build"


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
    _walk([os.fsencode(folder) for folder in folders], inputs, now - _TOO_FRESH)
    return Seen(asked, now, inputs)


def _walk(folders: list[bytes], found: Rows, fresh_from: int) -> None:
    """Find every file in these folders. A link counts as the file that it leads to."""
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
                found.stamps.append(hash((_stamp(status), status.st_ctime_ns)))
                if status.st_mtime_ns > fresh_from:
                    found.fresh[entry.path] = _sum(entry.path)


def _stamp(found: os.stat_result) -> int:
    return hash((found.st_mtime_ns, found.st_ino, found.st_size, found.st_mode & _KIND))


def _same_inputs(noted: Rows, seen: Rows) -> bool:
    """Whether the files are those noted; one that was fresh then is held against what it held."""
    return noted.by_name() == seen.by_name() and _same_sums(noted)


def _stand(noted: Rows) -> bool:
    """Whether every file and folder is as it was noted. A file that came or went changes its folder."""
    try:
        return array("q", [_stamp(found) for found in map(os.lstat, noted.names)]) == noted.stamps
    except OSError:
        return False


def _divided(rows: Rows) -> tuple[Rows, Rows]:
    """Leave the greater share to the other process, as this one looks at the content too."""
    at = len(rows.names) // 3 if len(rows.names) > _MANY else len(rows.names)
    return Rows(rows.names[:at], rows.stamps[:at], {}), Rows(rows.names[at:], rows.stamps[at:], {})


def _both(see: Callable[[], Seen], mine: Callable[[Seen], bool], others: Rows) -> tuple[Seen, bool]:
    """See, and say whether something is so while a copy of this process finds out whether other files stand.

    The copy does nothing but ask the system about files; there is no other thread yet whose lock it could inherit.
    """
    if sys.platform != "linux" or not others.names:
        seen = see()
        return seen, mine(seen) and _stand(others)
    child = os.fork()
    if not child:
        try:
            os._exit(0 if _stand(others) else 1)
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
    """Sum up a file by what it holds, a folder by the names in it."""
    try:
        if os.path.isdir(name):
            return _sum_of_names(os.listdir(name))
        with open(name, "rb") as file:
            return hashlib.file_digest(file, _new_sum).digest()
    except OSError:
        return _new_sum().digest()


def _new_sum() -> hashlib.blake2b:
    return hashlib.blake2b(digest_size=16)


def _sum_of_names(names: Iterable[bytes]) -> bytes:
    whole = _new_sum()
    whole.update(b"\0".join(sorted(names)))
    return whole.digest()


def _settle(note: Note, seen: Seen, order: Order) -> None:
    """Note that what was fresh has been held against what it held, once no more of it is fresh."""
    fresh = (*note.inputs.fresh, *note.outputs.fresh)
    with contextlib.suppress(OSError):
        if all(os.stat(name).st_mtime_ns <= seen.at - _TOO_FRESH for name in fresh):
            inputs, outputs = note.inputs._replace(fresh={}), note.outputs._replace(fresh={})
            write_note(_place(order), note._replace(inputs=inputs, outputs=outputs))


def _outputs(place: str, site: Mapping[str, Known]) -> Rows:
    """List the files of the site as they were made, and its folders as they stand."""
    fresh_from = time.time_ns() - _TOO_FRESH
    inside = _folders(site)
    names = [os.fsencode(f"{place}/{path}") for path in site]
    stamps = array("q", (hash((file.changed, file.number, file.size, _FILE)) for file in site.values()))
    fresh = {name: file.sum for name, file in zip(names, site.values(), strict=True) if file.changed > fresh_from}
    for folder, within in inside.items():
        name = os.fsencode(f"{place}/{folder}" if folder else place)
        found = os.lstat(name)
        names.append(name)
        stamps.append(_stamp(found))
        if found.st_mtime_ns > fresh_from:
            fresh[name] = _sum_of_names(map(os.fsencode, within))
    return Rows(names, stamps, fresh)


def _folders(paths: Iterable[str]) -> Mapping[str, set[str]]:
    """Give every folder with the names in it."""
    inside: dict[str, set[str]] = {"": set()}
    for path in paths:
        folder, _, name = path.rpartition("/")
        while folder not in inside:
            inside[folder] = {name}
            folder, _, name = folder.rpartition("/")
        inside[folder].add(name)
    return inside


def _left_over(output: Path) -> bool:
    """Whether a build that was cut off has left something beside the site that is to be cleared away."""
    own = (f"{output.name}.building-", f"{output.name}.replaced-", f".{output.name}.journal")
    try:
        return any(name.startswith(own) for name in os.listdir(output.resolve().parent))
    except OSError:
        return True
