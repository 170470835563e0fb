"""Puts a finished folder in another's place in one step, or in two with a journal; it never looks inside either."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from secrets import token_hex

from peerchallenge.publish.files import sync_folder

_AT_CURRENT_FOLDER = -100
_EXCHANGE = 2  # RENAME_EXCHANGE on Linux and RENAME_SWAP on macOS
_NOT_OFFERED = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}

Exchange = Callable[[bytes, bytes], int]


def new_name(place: Path) -> Path:
    """Give a folder beside `place` in which its successor can be put together; `repair` clears it away."""
    return place.with_name(f"{place.name}.building-{token_hex(8)}")


def replace(place: Path, new: Path) -> None:
    """Put the finished folder `new` at `place`; what stood there is left for `repair` to clear away."""
    if not place.exists():
        new.rename(place)
    elif not _exchanged(new, place):
        _replace_in_two_steps(place, new)
    with contextlib.suppress(OSError):  # the new site stands; a disk that cannot confirm it may bring the old one back
        sync_folder(place.parent)
        _journal(place).unlink(missing_ok=True)


def repair(place: Path) -> None:
    """Finish what a build that was cut off left behind: a site between two names, and folders half made.

    What cannot be removed now (something may still be writing to it) is left to the next command.
    """
    if not place.parent.is_dir():
        return
    if _journal(place).exists():
        _finish(place)
    for folder in (*_left(place, "building"), *_left(place, "replaced")):
        shutil.rmtree(folder, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders change names in one step, and say whether the system can."""
    exchange = _system_call()
    if exchange is None:
        return False
    if exchange(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NOT_OFFERED:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _system_call() -> Exchange | None:
    """Find the call that exchanges two names; Python has no door to it."""
    if os.name != "posix":
        return None
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        call = library.renameat2
        call.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
        return lambda one, other: int(call(_AT_CURRENT_FOLDER, one, _AT_CURRENT_FOLDER, other, _EXCHANGE))
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        swap = library.renamex_np
        swap.argtypes = (ctypes.c_char_p, ctypes.c_char_p, ctypes.c_uint)
        return lambda one, other: int(swap(one, other, _EXCHANGE))
    return None


def _replace_in_two_steps(place: Path, new: Path) -> None:
    """Rename twice, with a note of the finished folder's name on the disk as long as nothing may stand at `place`."""
    journal = _journal(place)
    with journal.open("w", encoding="utf-8") as file:
        file.write(new.name)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(place.parent)
    old = place.with_name(f"{place.name}.replaced-{token_hex(8)}")
    place.rename(old)
    try:
        new.rename(place)
    except OSError:
        old.rename(place)
        raise


def _finish(place: Path) -> None:
    """Complete the two renames. The folder that the journal names was whole before the journal was written."""
    if not place.exists():
        named = _journal(place).read_text(encoding="utf-8")
        whole = [folder for folder in _left(place, "building") if folder.name == named]
        for folder in (*whole, *_left(place, "replaced"))[:1]:
            folder.rename(place)
            sync_folder(place.parent)
    _journal(place).unlink()


def _journal(place: Path) -> Path:
    return place.with_name(f".{place.name}.journal")


def _left(place: Path, role: str) -> tuple[Path, ...]:
    """Find what earlier builds left; the long random number keeps a person's own folders out of it."""
    ours = re.compile(re.escape(f"{place.name}.{role}-") + "[0-9a-f]{16}")
    return tuple(found for found in sorted(place.parent.iterdir()) if ours.fullmatch(found.name))
