"""Divide the words of one cell at the letters or numbers that stand before its parts; it decides nothing about them."""

from __future__ import annotations

import re

_LETTER = re.compile(r"(?:^|(?<=\s))\(?([a-z])[.)]\s+")
_FIGURES = re.compile(r"(?:^|\n)((?:[A-Z]{1,3})?\d{1,2}\.\d{1,2}[a-z]?)[.:)]?\s+(?=\S)")


def figured(text: str) -> dict[str, str]:
    """Divide lines that begin with numbers of actions, “1.1 First” and “1.2 Second”."""
    marks = list(_FIGURES.finditer(text))
    if not marks or marks[0].start() != 0:
        return {}
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return {mark[1]: text[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True)}


def lettered(text: str, *, at_least: int = 2) -> dict[str, str]:
    """Divide “a. First b. Second” at its letters; nothing where the words do not begin with one and go on with more."""
    marks: list[re.Match[str]] = []
    for found in _LETTER.finditer(text):
        following = not marks and found.start() == 0
        if following or (
            marks and found[1] > marks[-1][1] and (at_least < 2 or ord(found[1]) == ord(marks[-1][1]) + 1)
        ):
            marks.append(found)
    if len(marks) < at_least or (at_least > 1 and marks[0][1] != "a"):
        return {}
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return {mark[1]: text[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True)}
