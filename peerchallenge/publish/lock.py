"""Lets one build at a time write a site; the lock is the system's own and dies with the process that holds it."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from peerchallenge.problems import ContentError, Problem
from peerchallenge.publish.disk import disk_problem

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_TAKEN = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
_held: set[int] = set()


@contextlib.contextmanager
def only_build(place: Path) -> Iterator[None]:
    """Hold the lock for the site at `place`, or say at once that another build has it."""
    where = Path(os.path.realpath(place))
    path = where.parent / f".{where.name}.lock"
    try:
        handle = _acquire(path)
    except OSError as error:
        raise ContentError([_problem(place, error)]) from error
    _held.add(handle)
    try:
        yield
    finally:
        _held.discard(handle)
        _release(handle, path)


def _acquire(path: Path) -> int:
    """Open and lock the file, again where its last owner removed it between the two."""
    path.parent.mkdir(parents=True, exist_ok=True)
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _lock(handle)
            if _is_at(handle, path):
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _release(handle: int, path: Path) -> None:
    """Give the lock up and leave nothing behind.

    The file is removed while it is still locked: whoever opened it before finds after locking that its name is gone and
    begins again. Windows does not let an open file be removed, so there it stays.
    """
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            path.unlink()
    os.close(handle)


def _is_at(handle: int, path: Path) -> bool:
    """Whether the open file is still the one of this name."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _let_go() -> None:
        """Close the locks in a child: a worker that outlives a killed build must not keep them."""
        while _held:
            os.close(_held.pop())

    os.register_at_fork(after_in_child=_let_go)


def _problem(place: Path, error: OSError) -> Problem:
    """Tell a lock that is taken from a folder that refuses: only the latter's error names a file."""
    if error.errno in _TAKEN and error.filename is None:
        return Problem(
            path=place.as_posix(),
            code="busy",
            message=f"Another build is writing “{place}” at this moment.",
            suggestion="Wait for it to end, then try again.",
        )
    return disk_problem(place, error)
