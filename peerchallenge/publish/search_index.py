"""The door to Pagefind, which makes the index that the search page reads; whatever goes wrong in it, the build goes on.

Its program is started directly: through its asyncio interface a program that dies is waited for without end.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from peerchallenge.problems import Problem, Severity
from peerchallenge.publish.files import files_under
from peerchallenge.sources import Output

FOLDER = "pagefind"
"""The folder of the site that holds the index."""

_SEAL = "sum.txt"
_LONGEST = 600
_MARK = b"data-pagefind-body"
_MARKED = re.compile(rb"<([a-z0-9]+)[^<>]*" + _MARK)
_UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js")
_LIST_ONLY = "The search page shows its list of documents alone."


class Searched(NamedTuple):
    """What search covers: a sum of the words, empty where there are none, and patterns of the pages' addresses."""

    sum: str = ""
    patterns: tuple[str, ...] = ()


def available() -> bool:
    """Whether an index can be made on this computer, and is wanted: PEERCHALLENGE_SEARCH=0 says that it is not."""
    return os.environ.get("PEERCHALLENGE_SEARCH") != "0" and _program() is not None


def searched(outputs: Iterable[Output]) -> Searched:
    """Sum up what search covers: while it stays the same, the index may."""
    every = (output for output in outputs if output.path.endswith(".html"))  # a script may name the mark as well
    pages = sorted((output.path, _covered(output.data)) for output in every if _MARK in output.data)
    whole = hashlib.sha256()
    for path, words in pages:
        whole.update(f"{path}\0{len(words)}\0".encode())
        whole.update(words)
    return Searched(whole.hexdigest(), _patterns(path for path, _ in pages)) if pages else Searched()


def together(parts: Iterable[Searched]) -> Searched:
    """Sum up the sums of several parts of a site."""
    found = sorted(part for part in parts if part.sum)
    whole = hashlib.sha256("".join(part.sum for part in found).encode())
    patterns = {pattern for part in found for pattern in part.patterns}
    return Searched(whole.hexdigest(), tuple(sorted(patterns))) if found else Searched()


def _covered(page: bytes) -> bytes:
    """Cut out what search reads of a page, from the first mark to where the last element that has one may end."""
    starts = [page.rfind(b"<", 0, mark.start()) for mark in re.finditer(_MARK, page)]
    marks = [_MARKED.match(page, start) for start in starts if start >= 0]
    ends = [page.rfind(b"</" + mark[1]) if mark else -1 for mark in marks]
    is_plain = len(ends) == len(starts) and all(end > start for start, end in zip(starts, ends, strict=True))
    return page[starts[0] : max(ends)] if is_plain else page


def _patterns(paths: Iterable[str]) -> tuple[str, ...]:
    """Give patterns that these paths match, and few others: Pagefind reads whatever does."""
    parts = (path.split("/") for path in paths)
    return tuple(sorted({"/".join((*own[:1], *("*" for _ in own[1:-1]), *own[1:][-1:])) for own in parts}))


def index(folder: Path, patterns: Iterable[str] = ()) -> Problem | None:
    """Make the index of a finished site inside its folder, or say why there is none; of all pages without patterns."""
    program = _program()
    if program is None:
        return _problem("Pagefind, which makes it, has no program for this computer")
    fault = _run(program, folder.resolve(), ",".join(patterns))
    if fault:
        shutil.rmtree(folder / FOLDER, ignore_errors=True)
        return _problem(fault)
    for pattern in _UNUSED:
        for file in (folder / FOLDER).glob(pattern):
            file.unlink()
    return None


def seal(folder: Path) -> Path:
    """Write down what the index of the site in `folder` consists of, so that `is_whole` can tell when some is lost."""
    path = folder / FOLDER / _SEAL
    path.write_text(_sum(folder / FOLDER), encoding="ascii")
    return path


def is_whole(folder: Path) -> bool:
    """Whether the site in `folder` has an index that is just as it was made."""
    path = folder / FOLDER / _SEAL
    return path.is_file() and path.read_bytes() == _sum(folder / FOLDER).encode()


def _sum(folder: Path) -> str:
    whole = hashlib.sha256()
    for name in sorted(files_under(folder)):
        if name != _SEAL:
            data = (folder / name).read_bytes()
            whole.update(f"{name}\0{len(data)}\0".encode())
            whole.update(data)
    return whole.hexdigest()


def _program() -> Path | None:
    """Find the program that is installed beside us."""
    try:
        from pagefind_bin import get_executable  # type: ignore[import-untyped]  # noqa: PLC0415 - not every platform has it

        found: Path = get_executable()
    except (ImportError, OSError):
        return None
    return found if os.access(found, os.X_OK) else None


def _run(program: Path, folder: Path, patterns: str) -> str:
    """Run Pagefind and give what went wrong. It is started in the site, and without settings that it would pick up."""
    order: list[str | Path] = [
        program,
        "--site",
        folder,
        "--output-subdir",
        FOLDER,
        "--force-language",
        "en",
        "--quiet",
        *(("--glob", f"{{{patterns}}}") if patterns else ()),
    ]
    settings = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    try:
        done = subprocess.run(  # noqa: S603 - the program comes with the package
            order,
            cwd=folder,
            env=settings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"Pagefind, which makes it, took longer than {_LONGEST // 60} minutes"
    except OSError as error:
        return f"Pagefind, which makes it, could not be started ({error.strerror or error})"
    if done.returncode:
        return f"Pagefind, which makes it, ended with the code {done.returncode}"
    return "" if (folder / FOLDER / "pagefind-entry.json").is_file() else "Pagefind, which makes it, wrote nothing"


def _problem(reason: str) -> Problem:
    return Problem(
        path=FOLDER,
        severity=Severity.WARNING,
        code="search",
        message=f"The search index could not be made: {reason}.",
        suggestion=_LIST_ONLY,
    )
