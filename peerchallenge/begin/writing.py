"""Write a new file, or the end of one that is there, in one step; it overwrites nothing and decides no words."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from peerchallenge.problems import ContentError, Problem


def create(path: Path, text: str, content: Path) -> None:
    """Write a file that is not there yet, with the line ends of those beside it; a file that is there is left alone."""
    data = text.replace("\n", _line_end(_beside(path, content))).encode()
    made = [folder for folder in path.parents if not folder.exists()]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, data)
    except FileExistsError:
        raise ContentError([there(path)]) from None
    except OSError as error:
        for folder in made:
            with suppress(OSError):
                folder.rmdir()
        raise ContentError([cannot(path, error)]) from None


def append(path: Path, text: str, content: Path) -> None:
    """Put a text behind what a file holds, every byte of which stays; where there is none it is written."""
    if not path.exists():
        create(path, text.lstrip("\n"), content)
        return
    aside = path.with_name(f".{path.name}.new")
    try:
        aside.write_bytes(ended(path.read_bytes(), text))
        aside.chmod(stat.S_IMODE(path.stat().st_mode))
        aside.replace(path)
    except OSError as error:
        raise ContentError([cannot(path, error)]) from None
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def ended(before: bytes, text: str) -> bytes:
    """Give what a file holds with a text behind it, in the line ends of the file."""
    end = b"\r\n" if b"\r\n" in before else b"\n"
    gap = b"" if not before or before.endswith((b"\n", b"\r")) else end
    return before + gap + text.encode().replace(b"\n", end)


def there(path: Path) -> Problem:
    """Say that a file is there already."""
    message = "This file is there already, and nothing is ever written over."
    suggestion = "Open it and write on in it; or move it away first, if you want to begin anew."
    return Problem(path=path.as_posix(), code="there-already", message=message, suggestion=suggestion)


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        try:
            file.write(data)
            file.flush()
        except BaseException:
            file.close()
            path.unlink(missing_ok=True)
            raise


def _beside(path: Path, content: Path) -> Iterator[Path]:
    yield from sorted(path.parent.glob("*.md"))
    yield from sorted(content.glob("*.y*ml"))


def _line_end(files: Iterable[Path]) -> str:
    for file in files:
        with suppress(OSError):
            data = file.read_bytes()
            if b"\n" in data:
                return "\r\n" if b"\r\n" in data else "\n"
    return "\n"


def cannot(path: Path, error: OSError) -> Problem:
    """Say that a file cannot be written, in the system's own words."""
    message = f"This file cannot be written: the system says “{error.strerror or error}”."
    suggestion = "Look at who may write there, and whether there is room; then try again."
    return Problem(path=path.as_posix(), code="cannot-write", message=message, suggestion=suggestion)
