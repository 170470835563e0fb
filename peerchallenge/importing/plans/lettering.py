"""Divide the words of one cell at the letters or numbers that stand before its parts; it decides nothing about them."""

from __future__ import annotations

import re

_LETTER = re.compile(r"(?:^|(?<=\s))\(?([a-z])[.)]\s+")
_FIGURES = re.compile(r"(?:^|\n)((?:[A-Z]{1,3})?\d{1,2}\.\d{1,2}[a-z]?)[.:)]?\s+(?=\S)")
_COUNT = re.compile(r"(?:^|\n)\(?(\d{1,2})[.)]\s+(?=\S)")


def marked(text: str, *, at_least: int = 2) -> dict[str, str]:
    """Divide words at the letters or the numbers that stand before their parts; nothing where there are none."""
    return _lettered(text, at_least) or _figured(text) or _counted(text, at_least)


def _figured(text: str) -> dict[str, str]:
    """Divide lines that begin with numbers of actions, “1.1 First” and “1.2 Second”."""
    marks = list(_FIGURES.finditer(text))
    return _between(text, marks) if marks and marks[0].start() == 0 else {}


def _counted(text: str, at_least: int) -> dict[str, str]:
    """Divide lines that are counted from one, “1. First” and “2. Second”."""
    marks = list(_COUNT.finditer(text))
    numbers = [int(mark[1]) for mark in marks]
    is_whole = numbers == list(range(1, len(numbers) + 1)) or (at_least < 2 and numbers == sorted({*numbers}))
    return _between(text, marks) if len(marks) >= at_least and marks[0].start() == 0 and is_whole else {}


def _lettered(text: str, at_least: int) -> dict[str, str]:
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
    return _between(text, marks)


def _between(text: str, marks: list[re.Match[str]]) -> dict[str, str]:
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return {mark[1]: text[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True)}
