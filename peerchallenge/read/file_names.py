"""Which files are passed over for their names, and which names give trouble on some computer; it reads no disk."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from peerchallenge import characters
from peerchallenge.problems import Problem

_LITTER = {"thumbs.db", "desktop.ini"}
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_ORDINARY = re.compile(r"(?!(?:con|prn|aux|nul|com|lpt))[a-z0-9][a-z0-9._-]*[a-z0-9]", re.IGNORECASE)
"""A name that is odd on no computer; most are such."""


def is_litter(name: str) -> bool:
    """Whether a file is one that systems and programs leave behind."""
    return name[0] == "." or name.startswith("~$") or name.casefold() in _LITTER


def odd(here: str, names: list[str]) -> Iterator[Problem]:
    """Give what is odd about the names in a folder; `here` is what problems call it."""
    if all(map(_ORDINARY.fullmatch, names)) and len({name.lower() for name in names}) == len(names):
        return
    folded: dict[str, str] = {}
    for name in names:
        path = f"{here}/{characters.visible(name)}"
        first = folded.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
        if first != name:
            message = (
                f"This name differs from “{characters.visible(first)}” only in capitals or in how accents are stored."
            )
            yield _problem(path, message, "Rename one of the two: some computers take them for the same.")
        elif characters.strange(name) is not None:
            message = "The name holds a character that cannot be seen."
            yield _problem(path, message, "Rename it with letters, figures and hyphens.")
        elif unicodedata.normalize("NFC", name) != name:
            message = "The accents in this name are stored apart from their letters."
            yield _problem(path, message, "Rename it: type the name anew, or do without accents.")
        elif _RESERVED.fullmatch(name) or re.search(r'[<>:"|?*\\]|[. ]$', name):
            message = "Windows does not allow this name."
            yield _problem(path, message, "Rename it with letters, figures and hyphens.")


def _problem(path: str, message: str, suggestion: str) -> Problem:
    return Problem(path=path, code="file-name", message=message, suggestion=suggestion)
