"""Read a file with somebody else's library in a process of its own, so that no file can stop or hold up this one."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from peerchallenge.importing.received import wrong
from peerchallenge.problems import ContentError, Problem
from peerchallenge.workers import Lost, run

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

SECONDS = 60.0
"""How long the reading of one file may take."""


@dataclass(frozen=True, slots=True)
class _Refused:
    """What was wrong, in words; an error itself does not come back from a process as it was."""

    problems: tuple[Problem, ...]


def read_apart(function: Callable[[_Item], _Result], item: _Item, path: str, *, seconds: float = SECONDS) -> _Result:
    """Give what a function makes of an item, or raise `ContentError` that names `path` and says why there is nothing.

    The function must be one that another process can find by its name, and what it gives one that can be packed.
    """
    result = run(partial(_guarded, function), [item], seconds=seconds, processes=1)[0]
    if result is Lost.TOO_LONG:
        raise wrong(path, "too-slow", f"This file was not read to its end within {seconds:.0f} seconds.", _COPY)
    if isinstance(result, Lost):
        raise wrong(path, "damaged", "This file is damaged: it cannot be read although it could be opened.", _SAVE_ANEW)
    if isinstance(result, _Refused):
        raise ContentError(result.problems)
    return result


def _guarded(function: Callable[[_Item], _Result], item: _Item) -> _Result | _Refused:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a library says of a file is for programmers
        try:
            return function(item)
        except ContentError as refused:
            return _Refused(refused.problems)


_SAVE_ANEW = "Open it in Word or Excel, or in LibreOffice, save it under another name, and import that."
_COPY = "Copy what is wanted of it into a new document, and import that."
