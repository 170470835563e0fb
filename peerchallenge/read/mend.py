"""Put mended lines in the place of those that would be misread; it reads and writes no file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from peerchallenge.problems import Problem
from peerchallenge.read import pasted
from peerchallenge.terms import count

_MOST_LINES = 10
_UNSEEN = {"invisible", "odd-space", "tab", "character"}


def mend(source_text: str, problems: Iterable[Problem]) -> str:
    """Give the text with the mends of its problems, of two for one place the first.

    A line that is no longer as it was when the problem was found is left alone.
    """
    before = source_text.split("\n")
    parts: dict[int, list[tuple[int, int, str]]] = {}
    for problem in problems:
        number, line = problem.mend or (0, "")
        if 0 < number <= len(before) and before[number - 1].startswith(problem.excerpt):
            part = _part(before[number - 1], line)
            among = parts.setdefault(number, [])
            if all(part[1] < start or end < part[0] for start, end, _ in among):
                among.append(part)
    lines = list(before)
    for number, among in parts.items():
        for start, end, words in sorted(among, reverse=True):
            line = lines[number - 1]
            lines[number - 1] = line[:start] + words + line[end:]
    return "\n".join(lines)


def _part(old: str, new: str) -> tuple[int, int, str]:
    """Find the part of a line that a mend changes: where it starts and ends, and what stands there then."""
    same = _alike(old, new)
    end = _alike(old[same:][::-1], new[same:][::-1])
    return same, len(old) - end, new[same : len(new) - end]


def _alike(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def told(path: str, before: str, problems: Sequence[Problem]) -> list[str]:
    """Say what was mended in a file: line by line, or by what was wrong where that would be a long list."""
    if len(problems) > _MOST_LINES:
        kinds = Counter(problem.message for problem in problems)
        return [f"Mended {path}, {count(number, 'line')}: {message}" for message, number in kinds.items()]
    lines = before.split("\n")
    return [f"Mended {path}:{own.line}: {own.message}{_signs(lines, own)}" for own in problems]


def _signs(lines: Sequence[str], problem: Problem) -> str:
    """Say which signs went that nobody could see, since the line looks as it did."""
    if problem.code not in _UNSEEN or not problem.mend:
        return ""
    changed = pasted.told(lines[problem.mend[0] - 1], problem.mend[1])
    return f" Now: {changed}." if changed else ""
