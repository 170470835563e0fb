"""The only reader of the disk for content, templates and assets; it follows no link out of them and judges no words."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from peerchallenge import characters
from peerchallenge.problems import Problem, Severity
from peerchallenge.read import file_names
from peerchallenge.read.decoding import MAX_TEXT, text_of, text_to_mend, too_large
from peerchallenge.sources import Inputs, Original, Source

MAX_ORIGINAL = 20 * 1024 * 1024
MAX_DEPTH = 8
_TEXTS = (".md", ".yml", ".yaml")
_BOM = b"\xef\xbb\xbf"


class File(NamedTuple):
    """A regular file: where it is, what problems call it, its name in the folder read, its size in bytes.

    `stamp` is what would change with its content: when it was changed last, and its number on the disk.
    """

    place: str
    path: str
    name: str
    size: int
    stamp: tuple[int, ...]


def shipped() -> Path:
    """Find the folder that holds the templates and assets of the program: inside the package, or beside it."""
    package = Path(__file__).resolve().parent.parent
    return package / "shipped" if (package / "shipped").is_dir() else package.parent


def read(content: Path, root: Path | None = None, program: Path | None = None) -> tuple[Inputs, tuple[Problem, ...]]:
    """Read everything that a build is made from, with everything that cannot be read.

    Problems name files as seen from `root`, the working directory. Templates and assets of the `program` give way,
    file by file, to those in the folders `templates` and `assets` beside the content.
    """
    listed, problems = listing(content, root)
    inputs, unreadable = load(listed)
    look, wrong_look = layout(content, root, program)
    whole = replace(inputs, templates=look.templates, assets=look.assets)
    return whole, tuple(dict.fromkeys((*problems, *unreadable, *wrong_look)))


def listing(content: Path, root: Path | None = None) -> tuple[tuple[File, ...], tuple[Problem, ...]]:
    """List the files of the content without opening any, with what is odd about their names and places."""
    problems: list[Problem] = []
    found = tuple(_files(content, _shown(content, root or Path.cwd()), problems))
    return found, tuple(problems)


def again(file: File) -> File | None:
    """Look at a file again; None where it is no longer there, or no longer a file."""
    try:
        found = os.lstat(file.place)
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return file._replace(size=found.st_size, stamp=_stamp(found))


def _stamp(found: os.stat_result) -> tuple[int, int]:
    """Note what changes with a file: its date can be set back by hand, the other only by the system."""
    return max(found.st_mtime_ns, found.st_ctime_ns), found.st_ino


class ChangedError(Exception):
    """A file was written while it was being read, so that it is not what it was summed up as."""


def load_as(files: Iterable[File], sums: Mapping[str, bytes]) -> tuple[Inputs, tuple[Problem, ...]]:
    """Read files that were summed up before, by their places; raise `ChangedError` where one is another by now."""
    every = tuple(files)
    loaded = load(every)
    for file in every:
        now = sum_of(file)
        if now and now != sums[file.place]:
            raise ChangedError(file.path)
    return loaded


def load(files: Iterable[File]) -> tuple[Inputs, tuple[Problem, ...]]:
    """Read files of the content, with everything that cannot be read."""
    problems: list[Problem] = []
    texts: list[Source] = []
    originals: list[Original] = []
    unread: list[str] = []
    for file in files:
        if file.name.casefold().endswith(_TEXTS):
            text = _text(file, problems)
            if text is None:
                unread.append(file.name)
            else:
                texts.append(Source(path=file.path, name=file.name, text=text))
        elif original := _original(file, problems):
            originals.append(original)
    return Inputs(texts=tuple(texts), originals=tuple(originals), unread=frozenset(unread)), tuple(problems)


def layout(content: Path, root: Path | None = None, program: Path | None = None) -> tuple[Inputs, tuple[Problem, ...]]:
    """Read the templates and assets, those shipped with the user's own in front."""
    problems: list[Problem] = []
    base = root or Path.cwd()
    folders = (program or shipped(), content.resolve().parent)
    inputs = Inputs(
        texts=(),
        originals=(),
        templates=tuple(sorted(_templates(folders, base, problems).items())),
        assets=tuple(sorted(_assets(folders, base, problems).items())),
    )
    return inputs, tuple(problems)


def sum_of(file: File) -> bytes:
    """Sum up the bytes of a file; empty where it cannot be read."""
    try:
        with open(file.place, "rb") as data:  # noqa: PTH123 - thousands of times, and a Path for each takes longer
            return hashlib.file_digest(data, _new_sum).digest()
    except OSError:
        return b""


def read_text(path: Path) -> str:
    """Read a text that is to be mended: without a mark at its start, every line ended by a line feed."""
    return text_to_mend(path.read_bytes())


def write_text(path: Path, text: str) -> None:
    """Write a text in the place of the one in a file, with that file's own line ends and mark at its start.

    A file is never emptied: an empty text is one that could not be read, and leaves the file as it is.
    """
    if not text:
        return
    before = path.read_bytes() if path.exists() else b""
    ends = "\r\n" if b"\r\n" in before else "\r" if b"\r" in before else "\n"
    data = (_BOM if before.startswith(_BOM) else b"") + text.replace("\n", ends).encode()
    aside = path.with_name(f".{path.name}.new")
    aside.write_bytes(data)
    if before:
        aside.chmod(stat.S_IMODE(path.stat().st_mode))
    aside.replace(path)


def _files(folder: str | Path, here: str, problems: list[Problem], within: str = "") -> Iterator[File]:
    """Walk a folder in the order of its names, skipping litter, and saying what is odd on the way.

    `here` is what problems call the folder.
    """
    if within.count("/") > MAX_DEPTH:
        problems.append(_problem(here, "too-deep", "Folders are nested too deep here.", "Move this folder up."))
        return
    try:
        with os.scandir(folder) as found:
            entries = sorted(
                (entry for entry in found if not file_names.is_litter(entry.name)), key=lambda entry: entry.name
            )
    except OSError as error:
        problems.append(_unreadable(here, error))
        return
    problems.extend(file_names.odd(here, [entry.name for entry in entries]))
    for entry in entries:
        yield from _entry(entry, here, problems, within)


def _entry(entry: os.DirEntry[str], here: str, problems: list[Problem], within: str) -> Iterator[File]:
    shown = characters.visible(entry.name)
    path, name = f"{here}/{shown}", within + shown
    try:
        refused = _refused_link(entry, within)
        found = entry.stat()
    except OSError as error:
        problems.append(_unreadable(path, error))
        return
    if refused:
        problems.append(_problem(path, "link", refused, "Put the file itself here, in the place of the link."))
    elif stat.S_ISDIR(found.st_mode):
        yield from _files(entry.path, path, problems, f"{name}/")
    elif stat.S_ISREG(found.st_mode):
        yield File(entry.path, path, name, found.st_size, _stamp(found))
    else:
        problems.append(_problem(path, "not-a-file", "This is neither a file nor a folder.", "Take it away."))


def _refused_link(entry: os.DirEntry[str], within: str) -> str:
    """Say why a link is not followed; nothing where it is none, or leads to a file of the same folder."""
    if not (entry.is_symlink() or getattr(entry, "is_junction", bool)()):
        return ""
    top = Path(entry.path)
    for _ in range(within.count("/") + 1):
        top = top.parent
    target = Path(entry.path).resolve(strict=True)
    if not target.is_relative_to(top.resolve()):
        return "This is a link to something outside the folder, which is not followed."
    return "This is a link to a folder, which is not followed." if target.is_dir() else ""


def _new_sum() -> hashlib.blake2b:
    return hashlib.blake2b(digest_size=16)


def _text(file: File, problems: list[Problem]) -> str | None:
    if file.size > MAX_TEXT:
        problems.append(too_large(file.path, file.size))
        return None
    data = _data(file, problems)
    if data is None:
        return None
    text, wrong = text_of(file.path, data)
    problems.extend(wrong)
    return text


def _original(file: File, problems: list[Problem]) -> Original | None:
    if file.size > MAX_ORIGINAL:
        most = MAX_ORIGINAL // 1024 // 1024
        message = f"This file is {file.size / 1024 / 1024:.1f} MB large, and at most {most} MB can be published."
        suggestion = "Save it smaller (in Word: Export, minimum size), or publish it elsewhere and give its address."
        problems.append(_problem(file.path, "too-large", message, suggestion))
        return None
    data = _data(file, problems)
    if data is None:
        return None
    if not data:
        hint = "Copy the file here anew, or take it away."
        problems.append(_problem(file.path, "empty", "This file is empty.", hint, Severity.WARNING))
    return Original(path=file.path, name=file.name, size=len(data), digest=hashlib.sha256(data).hexdigest())


def _data(file: File, problems: list[Problem]) -> bytes | None:
    try:
        return Path(file.place).read_bytes()
    except OSError as error:
        problems.append(_unreadable(file.path, error))
        return None


def _templates(folders: tuple[Path, ...], base: Path, problems: list[Problem]) -> dict[str, str]:
    found = {file.name: file for file in _layered(folders, "templates", base, problems)}
    texts = {
        name: _text(file, problems) for name, file in found.items() if name.endswith((".html", ".xml", ".svg", ".txt"))
    }
    return {name: text for name, text in texts.items() if text is not None}


def _assets(folders: tuple[Path, ...], base: Path, problems: list[Problem]) -> dict[str, bytes]:
    found = {file.name: file for file in _layered(folders, "assets", base, problems)}
    read = {name: _data(file, problems) for name, file in found.items()}
    return {name: data for name, data in read.items() if data is not None}


def _layered(folders: tuple[Path, ...], name: str, base: Path, problems: list[Problem]) -> Iterator[File]:
    for folder in dict.fromkeys(folders):
        if (folder / name).is_dir():
            yield from _files(folder / name, _shown(folder / name, base), problems)


def _shown(path: Path, base: Path) -> str:
    try:
        shown = os.path.relpath(path, base)
    except ValueError:  # On Windows a file on another drive has no path from here.
        shown = str(path)
    return characters.visible(shown).replace(os.sep, "/")


def _unreadable(path: str, error: OSError) -> Problem:
    reason = {
        PermissionError: "you are not allowed to open it",
        FileNotFoundError: "it is no longer there, or it is a link that leads nowhere",
        IsADirectoryError: "it is a folder",
    }.get(type(error), f"the system says “{error.strerror or error}”")
    suggestion = "Look at who may open it, close the program that has it open, then try again."
    return _problem(path, "unreadable", f"This cannot be read: {reason}.", suggestion)


def _problem(path: str, code: str, message: str, suggestion: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(path=path, code=code, message=message, suggestion=suggestion, severity=severity)
