"""Put mended lines in the place of those that would be misread; it reads and writes no file."""

from __future__ import annotations

from collections.abc import Iterable

from peerchallenge.problems import Problem


def mend(source_text: str, problems: Iterable[Problem]) -> str:
    """Give the text with the mends of its problems, of two for one line the first.

    A line that is no longer as it was when the problem was found is left alone.
    """
    lines = source_text.split("\n")
    done: set[int] = set()
    for problem in problems:
        number, line = problem.mend or (0, "")
        if not 0 < number <= len(lines) or number in done or not lines[number - 1].startswith(problem.excerpt):
            continue
        lines[number - 1] = line
        done.add(number)
    return "\n".join(lines)
