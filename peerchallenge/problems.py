"""What is wrong with the content, as values; it finds nothing and prints nothing."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing a person has to mend, in that person's words.

    `path` is relative to the folder the command was started in, with `/`. `line` and `column` count
    from 1; a line of 0 means the file as a whole. `excerpt` is the line as it stands in the file.
    `mend` is the number of a line and the whole line that may stand in its place, where that is known for sure.
    """

    path: str
    line: int = 0
    column: int = 0
    severity: Severity = Severity.ERROR
    code: str
    message: str
    suggestion: str = ""
    excerpt: str = ""
    mend: tuple[int, str] | None = None

    @property
    def is_error(self) -> bool:
        """Whether this stops the build."""
        return self.severity is Severity.ERROR


class ContentError(Exception):
    """The content has problems that stop the build; nothing may be written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems, errors and warnings alike, in the order they are shown."""
        self.problems = in_order(problems)
        super().__init__("; ".join(f"{p.path}:{p.line}: {p.message}" for p in self.problems if p.is_error))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort by place and drop repeats, so that every run shows the same list."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda p: (p.path, p.line, p.column, p.severity, p.code, p.message)))


def any_errors(problems: Iterable[Problem]) -> bool:
    """Whether one of the problems stops the build."""
    return any(problem.is_error for problem in problems)


def warnings_as_errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Make every warning an error, which is what `--strict` asks for."""
    return tuple(replace(problem, severity=Severity.ERROR) for problem in problems)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Find the known word that the writer most likely meant, letter case ignored."""
    by_folded = {candidate.casefold(): candidate for candidate in known}
    close = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.7)
    return by_folded[close[0]] if close else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Give “Did you mean …?”, or nothing where no known word is near."""
    found = nearest(word, known)
    return f"Did you mean “{found}”?" if found else ""
