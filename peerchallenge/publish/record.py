"""What is known of the files of a site, so that none need be read to see that they stand; it loads next to nothing."""

from __future__ import annotations

import hashlib
import os
from array import array
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

_TOO_FRESH = 2_000_000_000
"""What changed within so many nanoseconds may change again without its date showing it."""
_KIND = 0o170444
"""What counts of a file's mode: what it is, and whether all can read it."""
_PIECE = 1 << 20


class Record(NamedTuple):
    """The files and folders of a site as they were when they were last looked at.

    A path that ends with a slash is that of an empty folder; the empty path is that of the site itself.
    """

    sums: Mapping[str, bytes]
    """The sum of the bytes of each file; empty for one that not all can read, and for an empty folder."""
    folders: tuple[str, ...]
    """The folders that are not empty, and the site itself."""
    stamps: array[int]
    """A number for each file, and then for each folder, that changes with it."""
    fresh: frozenset[str]
    """Those that were so new that they could change again under the same number."""

    def by_path(self) -> Mapping[str, int]:
        """Give the number of each file and folder."""
        return dict(zip((*self.sums, *self.folders), self.stamps, strict=True))


class Left(NamedTuple):
    """What an earlier build left in a folder: what is known of it, and whether it still stands just so."""

    record: Callable[[], Record]
    stands: Callable[[], bool]
    at: int
    """A time in nanoseconds before that was found out."""


UNKNOWN = Record({}, (), array("q"), frozenset())
"""Nothing is known, or nothing stands there."""


NOTHING = Left(lambda: UNKNOWN, lambda: False, 0)
"""No build is known to have left anything."""


def kept(place: str) -> str:
    """Give where the site is kept that stood in a folder before the one that stands there now."""
    folder, name = os.path.split(place)
    return os.path.join(folder, f".{name}.previous")


def sum_of(data: bytes) -> bytes:
    """Sum up the bytes of a file."""
    return hashlib.blake2b(data, digest_size=16).digest()


def sum_of_file(path: os.PathLike[str] | str) -> bytes:
    """Sum up the bytes of a file on the disk."""
    whole = hashlib.blake2b(digest_size=16)
    with open(path, "rb") as file:
        while piece := file.read(_PIECE):
            whole.update(piece)
    return whole.digest()


def stamp(found: os.stat_result) -> int:
    """Give a number that changes with a file, or with what a folder holds."""
    return hash((found.st_mtime_ns, found.st_ino, found.st_size, found.st_mode & _KIND))


def is_fresh(found: os.stat_result, now: int) -> bool:
    """Whether a file could change again without its date showing it; `now` is a time in nanoseconds."""
    return found.st_mtime_ns > now - _TOO_FRESH


def stands(place: str, record: Record) -> bool:
    """Whether a folder holds what is known of it and nothing else. What comes or goes changes the folder it is in."""
    return bool(record.stamps) and all_stand(*places(place, record)) and fresh_stand(place, record)


def places(place: str, record: Record) -> tuple[list[str], array[int]]:
    """Give where each file and folder is, with its number."""
    return [f"{place}/{path}" for path in (*record.sums, *record.folders)], record.stamps


def all_stand(names: Iterable[str], stamps: array[int]) -> bool:
    """Whether files and folders are as they are known, judged without opening any."""
    try:
        return array("q", [stamp(found) for found in map(os.lstat, names)]) == stamps
    except OSError:
        return False


def fresh_stand(place: str, record: Record) -> bool:
    """Whether what was so new then is still the same, judged by what it holds."""
    files = [path for path in record.fresh if record.sums.get(path)]
    folders = _inside(record.fresh.difference(files), (*record.sums, *record.folders[1:]))
    try:
        return all(sum_of_file(f"{place}/{path}") == record.sums[path] for path in files) and all(
            set(os.listdir(f"{place}/{path}")) == names for path, names in folders.items()
        )
    except OSError:
        return False


def aged(place: str, record: Record, now: int) -> Record:
    """Forget of what stands that it was new, where it is so no longer at a time when it was still the same."""
    return record._replace(fresh=frozenset(path for path in record.fresh if is_fresh(os.lstat(f"{place}/{path}"), now)))


def folders_of(paths: Iterable[str]) -> tuple[str, ...]:
    """Give every folder that holds one of these, beginning with the site itself."""
    found = {"": None}
    for path in paths:
        folder = path.rstrip("/").rpartition("/")[0]
        while folder not in found:
            found[folder] = None
            folder = folder.rpartition("/")[0]
    return tuple(found)


def _inside(folders: Iterable[str], paths: Iterable[str]) -> Mapping[str, set[str]]:
    """Give the names in each of some folders, where these are the paths of all that there is."""
    inside: dict[str, set[str]] = {folder.rstrip("/"): set() for folder in folders}
    for path in paths if inside else ():
        folder, _, name = path.rstrip("/").rpartition("/")
        if folder in inside:
            inside[folder].add(name)
    return inside
