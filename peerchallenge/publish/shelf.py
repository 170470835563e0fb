"""Puts finished files in a folder that is to become the site; several processes may do so at once."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from peerchallenge.publish import files
from peerchallenge.publish.record import sum_of, sum_of_file
from peerchallenge.sources import Output


class Entry(NamedTuple):
    """One file of the site, and the sum of its bytes."""

    path: str
    sum: bytes


def entry(output: Output, root: Path = Path()) -> Entry:
    """Sum up a file that is to be put; `root` is the folder that the paths of originals start from."""
    return Entry(output.path, sum_of_file(root / output.copy_of) if output.copy_of else sum_of(output.data))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Where files are put: the new folder, and the present site, from which a file that is the same is carried over.

    `root` is the folder that the paths of originals start from.
    """

    new: Path
    place: Path
    root: Path

    def put(self, outputs: Iterable[Output]) -> tuple[str, ...]:
        """Put files there, and give the paths of those that were not there before."""
        new, place = os.fspath(self.new), os.fspath(self.place)
        made: set[str] = set()
        fresh: list[str] = []
        for output in outputs:
            _make_folder(new, output.path, made)
            if self._put(output, f"{new}/{output.path}", f"{place}/{output.path}"):
                fresh.append(output.path)
        return tuple(fresh)

    def carry(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Carry files of the present site over that were not put there, and give those that had to be copied."""
        new, place = os.fspath(self.new), os.fspath(self.place)
        made: set[str] = set()
        copied = []
        for path in paths:
            _make_folder(new, path, made)
            if not os.path.lexists(f"{new}/{path}") and files.carry(f"{new}/{path}", f"{place}/{path}"):
                copied.append(path)
        return tuple(copied)

    def _put(self, output: Output, path: str, present: str) -> bool:
        """Put one file there, and say whether it was not there before."""
        original = self.root / output.copy_of if output.copy_of else None
        if not original and files.holds(path, output.data):
            return False
        if files.is_copy(present, original) if original else files.holds(present, output.data):
            if files.is_one(path, present):
                return False
            files.carry(path, present)
        elif original:
            files.copy_file(path, original)
        else:
            files.write_file(path, output.data)
        return True


def _make_folder(new: str, path: str, made: set[str]) -> None:
    """Make the folder that a file is put into, unless it was made before."""
    folder = path.rpartition("/")[0]
    if folder not in made:
        os.makedirs(f"{new}/{folder}", exist_ok=True)  # noqa: PTH103 - a Path for each would take twice as long
        made.add(folder)
