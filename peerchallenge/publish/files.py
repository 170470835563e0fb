"""Files of the site one at a time: list, compare, write, link, settle on the disk; it knows no site as a whole."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

_PIECE = 1 << 20
_READABLE_BY_ALL = 0o444
_AT_ONCE = 16
_VERY_MANY = 1000


def files_under(folder: Path, within: str = "") -> Iterator[str]:
    """List all that is in a folder, as paths relative to it with `/`. A link is listed and never followed."""
    with contextlib.suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from files_under(Path(entry.path), f"{within}{entry.name}/")
            else:
                yield within + entry.name


def holds(path: Path | str, data: bytes) -> bool:
    """Whether the file is there, can be read by all, and has just these bytes."""
    return _readable_size(path) == len(data) and Path(path).read_bytes() == data


def is_copy(path: Path | str, original: Path) -> bool:
    """Whether the file is there, can be read by all, and has the bytes of the original."""
    if _readable_size(path) != original.stat().st_size:
        return False
    with Path(path).open("rb") as one, original.open("rb") as other:
        while piece := one.read(_PIECE):
            if piece != other.read(_PIECE):
                return False
    return True


def is_one(path: Path | str, other: Path | str) -> bool:
    """Whether two names are those of one file."""
    try:
        return Path(path).samefile(other)
    except OSError:
        return False


def write_file(path: Path | str, data: bytes) -> None:
    """Write a new file; what a process that was cut off left under its name is taken away."""
    with _new(path) as file:
        file.write(data)


def copy_file(path: Path | str, original: Path | str) -> None:
    """Write a new file with the bytes of another, and nothing else of it."""
    with Path(original).open("rb") as source, _new(path) as file:
        shutil.copyfileobj(source, file, _PIECE)


def _new(path: Path | str) -> BinaryIO:
    try:
        return open(path, "xb")  # noqa: PTH123 - very many: a Path for each takes as long as the file itself
    except FileExistsError:
        Path(path).unlink()
        return Path(path).open("xb")


def carry(path: Path | str, present: Path | str) -> bool:
    """Give a file of the present site a second name. Where the disk cannot, make a copy, and say that it is one."""
    try:
        try:
            os.link(present, path)
        except FileExistsError:
            Path(path).unlink()
            os.link(present, path)
    except OSError:
        copy_file(path, present)
        return True
    return False


@contextlib.contextmanager
def readable_by_all() -> Iterator[None]:
    """Let everyone read the files and folders that are made meanwhile, however this account is set up."""
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)


def settle(folder: Path, new_files: Collection[str], changed_folders: Collection[str]) -> None:
    """Wait until new files in a folder are on the disk, and folders in it whose names changed; all by their paths.

    Many at once: the disk then writes its own journal once for all of them, which is five times faster. Of very many
    it is not asked one by one.
    """
    if max(len(new_files), len(changed_folders)) > _VERY_MANY and hasattr(os, "sync"):
        os.sync()
        return
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(_settle_file, (folder / path for path in new_files)))
        list(pool.map(sync_folder, (own for own in map(folder.joinpath, changed_folders) if own.is_dir())))


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk. Windows sees to that by itself and cannot be asked."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _settle_file(path: Path) -> None:
    if os.name != "nt":
        with path.open("rb") as file:
            os.fsync(file.fileno())
        return
    with contextlib.suppress(PermissionError), path.open("r+b") as file:  # one that may not be written is none of ours
        os.fsync(file.fileno())


def _readable_size(path: Path | str) -> int:
    """Give the size, or -1 for what is not an ordinary file that everyone can read."""
    try:
        found = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return -1
    readable = found.st_mode & _READABLE_BY_ALL == _READABLE_BY_ALL
    return found.st_size if readable and stat.S_ISREG(found.st_mode) else -1
