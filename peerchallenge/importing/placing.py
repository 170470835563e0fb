"""Put the files of an import in their places, all or none, or show what would be written; it decides no words."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from peerchallenge.begin import writing
from peerchallenge.characters import visible
from peerchallenge.importing.outcome import New
from peerchallenge.problems import ContentError, Problem
from peerchallenge.read import files
from peerchallenge.read.decoding import text_of


def differences(new: Iterable[New], content: Path) -> Iterator[str]:
    """Show what would be written, as the lines that would be taken out (-) and put in (+)."""
    for file in new:
        path = content / file.name
        before = _held(path)
        if not file.is_text:
            same = "unchanged" if before == file.data else "written over" if before else "new"
            yield f"{path.as_posix()}: {len(file.data):,} bytes, {same}"
            continue
        old, text = _lines(path, before), _lines(path, file.data)
        yield from map(visible, difflib.unified_diff(old, text, path.as_posix(), path.as_posix(), lineterm="", n=2))


def place(new: Iterable[New], content: Path, *, replace: bool) -> tuple[Path, ...]:
    """Write files, and give the paths of those that were not as they are already.

    One that is there and not the same is refused before any is written, unless it `grows` or `replace` is asked for.
    """
    wanted = [file for file in new if _held(content / file.name) != file.data]
    there = [content / file.name for file in wanted if not (file.grows or replace) and (content / file.name).exists()]
    if there:
        raise ContentError([_there(path) for path in there])
    if outside := [file for file in wanted if not _is_within(content / file.name, content)]:
        raise ContentError([_outside(content / file.name) for file in outside])
    before = {content / file.name: _held(content / file.name) for file in wanted}
    try:
        for file in wanted:
            _write(content / file.name, file, content)
    except BaseException:
        _take_back(before)
        raise
    return tuple(before)


def _write(path: Path, file: New, content: Path) -> None:
    aside = path.with_name(f".{path.name}.new")
    try:
        if not file.is_text:
            path.parent.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(file.data)
            aside.replace(path)
        elif path.exists():
            files.write_text(path, file.data.decode())
        else:
            writing.create(path, file.data.decode(), content)
    except OSError as error:
        raise ContentError([writing.cannot(path, error)]) from None
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _take_back(before: dict[Path, bytes]) -> None:
    for path, data in before.items():
        with suppress(OSError):
            if data:
                path.write_bytes(data)
            else:
                path.unlink(missing_ok=True)
                path.parent.rmdir()


def _there(path: Path) -> Problem:
    message = "This file is there already, and nothing is written over unless you ask for it."
    suggestion = "Look with --dry-run at what would change; then import with --replace, or move the file away first."
    return Problem(path=path.as_posix(), code="there-already", message=message, suggestion=suggestion)


def _is_within(path: Path, content: Path) -> bool:
    return path.resolve().is_relative_to(content.resolve())


def _outside(path: Path) -> Problem:
    message = "This leads out of the content, by a link to somewhere else, and would not be read from there."
    suggestion = "Put a folder in the place of the link, and import again."
    return Problem(path=path.as_posix(), code="link", message=message, suggestion=suggestion)


def _held(path: Path) -> bytes:
    """Give what a file holds; nothing where it is not there."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _lines(path: Path, data: bytes) -> list[str]:
    return (text_of(path.as_posix(), data)[0] or "").splitlines()
