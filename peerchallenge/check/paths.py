"""Whether the files of the site can stand beside one another, on this computer and on any other."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from peerchallenge.check.site import File, address
from peerchallenge.problems import Problem, in_order

_RESERVED = (".peerchallenge-site", "pagefind")


def path_problems(files: Iterable[File]) -> tuple[Problem, ...]:
    """Find unsafe names, and files that would overwrite one another here or where letter case does not count."""
    found: list[Problem] = []
    taken: dict[str, File] = {}
    for own in files:
        if not _is_safe(own.path):
            found.append(_at(own, "unsafe-path", f"“{own.path}” cannot be the name of a file of the site."))
        other = taken.setdefault(_folded(own.path), own)
        if other is not own:
            found.append(_clash(own, other))
    folders = {folder for path in taken for folder in _folders(path)}
    both = folders & taken.keys()
    found += [_at(taken[path], "same-path", f"{address(path)} would be a file and a folder at once.") for path in both]
    return in_order(found)


def _is_safe(path: str) -> bool:
    parts = path.split("/")
    return parts[0] not in _RESERVED and "\\" not in path and "\0" not in path and not {"", ".", ".."} & set(parts)


def _folded(path: str) -> str:
    return path if path.isascii() and path.islower() else unicodedata.normalize("NFC", path.casefold())


def _folders(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _clash(one: File, other: File) -> Problem:
    makers = f"by {_maker(one)} and by {_maker(other)}"
    if one.path == other.path:
        return _at(one, "same-path", f"{address(one.path)} would be made twice: {makers}.", other)
    both = f"{address(one.path)} ({_maker(one)}) and {address(other.path)} ({_maker(other)})"
    message = f"{both} differ only in letter case or accents. On many computers they are the same file."
    return _at(one, "same-path", message, other)


def _maker(own: File) -> str:
    """Say what makes a file, as a person knows it who has seen only the content and the site."""
    if own.redirect:
        return "an old address in “aliases”"
    if own.made_from or own.copy_of:
        return own.made_from or own.copy_of
    return "a list of this program" if own.path.endswith(".html") else "a file of the program or of assets/"


def _at(own: File, code: str, message: str, other: File | None = None) -> Problem:
    files = [one.made_from or one.copy_of for one in (own, other) if one]
    suggestion = "Give one of the two another name." if all(files) and code == "same-path" else ""
    path = next(filter(None, files), own.path)
    return Problem(path=path, code=code, message=message, suggestion=suggestion or "Give the file another name.")
