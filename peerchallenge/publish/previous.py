"""The site that was exchanged away last time, kept and brought up to date in the place of a new folder.

Only where a site is large: to give a hundred thousand files a second name takes longer than all the rest of a build.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Mapping
from pathlib import Path

from peerchallenge.publish.record import UNKNOWN, Left, Record, kept, stamp
from peerchallenge.publish.survey import survey

LARGE = 3000
"""From how many files on the last site is kept."""


def taken(place: Path, new: Path, before: Left) -> Record:
    """Put the last site under the name of the new folder, and give what is in it; nothing where there is none.

    `before` is what was left there when it was put aside; of which nothing is known, that is not worth reading.
    """
    last = _kept(place)
    if not last.is_dir():
        return UNKNOWN
    if not before.record().sums:
        shutil.rmtree(last, ignore_errors=True)
        return UNKNOWN
    try:
        found = survey(last, before)
    except OSError:  # only the work of a later build is lost with it
        shutil.rmtree(last, ignore_errors=True)
        return UNKNOWN
    last.rename(new)
    return found


def brought_up_to_date(new: Path, base: Record, made: Mapping[str, bytes]) -> tuple[str, ...]:
    """Take away what is not wanted any more, and give the paths of it.

    A file that was put there since is another one than was found, and is left.
    """
    old = [path for path, sum_ in base.sums.items() if made.get(path) != sum_]
    stamps = base.by_path() if old else {}
    gone = tuple(path for path in old if path not in made or _is_same(new / path, stamps[path]))
    for path in gone:
        _remove(new, path)
    return gone


def _is_same(path: Path, known: int) -> bool:
    try:
        return stamp(path.lstat()) == known
    except OSError:
        return False


def _remove(new: Path, path: str) -> None:
    """Remove a file, and the folders that are empty without it; an empty folder is written with a slash at its end."""
    if not path.endswith("/"):
        (new / path).unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        for folder in (new / path.rstrip("/"), *(new / path).parents) if path.endswith("/") else (new / path).parents:
            if folder == new:
                return
            folder.rmdir()


def put_aside(place: Path, old: Path) -> bool:
    """Keep the site that was exchanged away, and say whether it could be."""
    with contextlib.suppress(OSError):
        shutil.rmtree(_kept(place), ignore_errors=True)
        old.rename(_kept(place))
        return True
    return False


def _kept(place: Path) -> Path:
    return Path(kept(str(place)))
