"""What stands in the folder of the site now: every file with the sum of its bytes; it changes nothing."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

_READABLE_BY_ALL = 0o444
_PIECE = 1 << 20


class Known(NamedTuple):
    """A file as it was when it was last looked at: the sum of its bytes, and what would change with them."""

    sum: bytes
    size: int
    changed: int
    number: int


Record = Mapping[str, Known]
"""What is known of the files of a site, by their paths."""


def sum_of(data: bytes) -> bytes:
    """Sum up the bytes of a file."""
    return hashlib.blake2b(data, digest_size=16).digest()


def sum_of_file(path: Path) -> bytes:
    """Sum up the bytes of a file on the disk."""
    whole = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            whole.update(piece)
    return whole.digest()


def survey(folder: Path, record: Record) -> Record:
    """Look at every file. One that is as it was is not read again.

    The sum of one that not all can read is empty, and so is that of a folder with nothing in it.
    """
    found: dict[str, Known] = {}
    _survey(os.fspath(folder), "", record, found)
    return found


def look(path: Path, sum_: bytes) -> Known:
    """Note what is known of a file just written."""
    return _known(path.lstat(), sum_)


def _survey(folder: str, within: str, record: Record, found: dict[str, Known]) -> None:
    try:
        entries = os.scandir(folder)
    except FileNotFoundError:
        return
    is_empty = True
    with entries:
        for entry in entries:
            is_empty = False
            path = within + entry.name
            if entry.is_dir(follow_symlinks=False):
                _survey(entry.path, f"{path}/", record, found)
            else:
                found[path] = _looked_at(entry, record.get(path))
    if is_empty and within:
        found[within] = look(Path(folder), b"")


def _looked_at(entry: os.DirEntry[str], before: Known | None) -> Known:
    found = entry.stat(follow_symlinks=False)
    if found.st_mode & _READABLE_BY_ALL != _READABLE_BY_ALL or not stat.S_ISREG(found.st_mode):
        return _known(found, b"")
    if os.name == "nt":  # there the entry of a folder does not know the number of the file
        found = os.lstat(entry.path)
    if before and before.sum and before[1:] == (found.st_size, found.st_mtime_ns, found.st_ino):
        return before
    return _known(found, sum_of_file(Path(entry.path)))


def _known(found: os.stat_result, sum_: bytes) -> Known:
    return Known(sum=sum_, size=found.st_size, changed=found.st_mtime_ns, number=found.st_ino)
