"""What stands in the folder of the site now: every file with the sum of its bytes; it changes nothing."""

from __future__ import annotations

import os
import stat
import time
from array import array
from collections.abc import Mapping
from pathlib import Path

from peerchallenge.publish import record
from peerchallenge.publish.record import UNKNOWN, Left, Record

_READABLE_BY_ALL = 0o444


def survey(folder: Path, left: Left) -> Record:
    """Look at every file. One that is as it was `left` there is not read again."""
    place, now, known = os.fspath(folder), time.time_ns(), left.record()
    if known.stamps and left.stands():
        return record.aged(place, known, left.at)
    found = _Found(place, known, now)
    found.look()
    return found.record if found.sums or found.folders else UNKNOWN


def noted(folder: Path, sums: Mapping[str, bytes], known: Mapping[str, int], fresh: frozenset[str]) -> Record:
    """Note what stands in a folder after it was written.

    `sums` are those of all its files. Those `known` by their numbers are not looked at again; `fresh` are the ones
    among them that were new when they were.
    """
    place, now = os.fspath(folder), time.time_ns()
    stamps, new = array("q"), []
    folders = record.folders_of(sums)
    for path in (*sums, *folders):
        if path in known:
            stamps.append(known[path])
            continue
        found = os.lstat(f"{place}/{path}")
        stamps.append(record.stamp(found))
        if record.is_fresh(found, now):
            new.append(path)
    return Record(sums, folders, stamps, frozenset(new) | (fresh & known.keys()))


class _Found:
    """What is found in a folder, file by file."""

    def __init__(self, place: str, known: Record, now: int) -> None:
        self.place, self.now = place, now
        self.known, self.stamps = known, known.by_path()
        self.sums: dict[str, tuple[bytes, os.stat_result]] = {}
        self.folders: dict[str, os.stat_result] = {}

    @property
    def record(self) -> Record:
        """All of it."""
        every = {path: found for path, (_, found) in self.sums.items()} | self.folders
        return Record(
            sums={path: sum_ for path, (sum_, _) in self.sums.items()},
            folders=tuple(self.folders),
            stamps=array("q", map(record.stamp, every.values())),
            fresh=frozenset(path for path, found in every.items() if record.is_fresh(found, self.now)),
        )

    def look(self, within: str = "") -> None:
        """Look at what a folder holds; its path ends with a slash, but for that of the site."""
        folder = self.place + "/" + within
        try:
            entries = os.scandir(folder)
        except FileNotFoundError:
            return
        own, is_empty = os.lstat(folder), True
        if not within:
            self.folders[within] = own
        with entries:
            for entry in entries:
                if is_empty and within:
                    self.folders[within[:-1]] = own
                is_empty = False
                path = within + entry.name
                if entry.is_dir(follow_symlinks=False):
                    self.look(f"{path}/")
                else:
                    self.sums[path] = self._looked_at(path, entry)
        if is_empty and within:
            self.sums[within] = b"", own

    def _looked_at(self, path: str, entry: os.DirEntry[str]) -> tuple[bytes, os.stat_result]:
        # On Windows the entry of a folder does not know the number of the file.
        found = os.lstat(entry.path) if os.name == "nt" else entry.stat(follow_symlinks=False)
        if found.st_mode & _READABLE_BY_ALL != _READABLE_BY_ALL or not stat.S_ISREG(found.st_mode):
            return b"", found
        if self.stamps.get(path) == record.stamp(found) and path not in self.known.fresh:
            return self.known.sums[path], found
        return record.sum_of_file(entry.path), found
