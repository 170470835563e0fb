"""A document as read from its file, with the place of every value; it has not been held against any other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from peerchallenge.problems import Problem, Severity
from peerchallenge.schema.document import Document
from peerchallenge.schema.site import Council, Site
from peerchallenge.sources import Source

Steps = tuple[str | int, ...]
"""The way to a value: ("responses", 0, "to")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """One file, read.

    `places` gives line and column of each value by its steps, and of its key by the steps and `"@key"`. `challenge`
    is the name of the folder (empty for pages), `council` the id in the file's name, `labels` the other parts of the
    name; of a page, whose kind is `page`, the only label is its name. `sibling` is whether a Welsh file stands beside
    one in English. `held` says why it is not published yet, in a copy that shows it all the same. `data` is the site,
    a council or a document.
    """

    source: Source
    data: Document | Site | Council
    body: str = ""
    body_line: int = 1
    challenge: str = ""
    kind: str = ""
    council: str = ""
    labels: tuple[str, ...] = ()
    language: str = "en"
    sibling: bool = False
    held: str = ""
    places: Mapping[Steps, tuple[int, int]] = field(default_factory=dict)

    def place(self, *steps: str | int) -> tuple[int, int]:
        """Give line and column of a value, or of the nearest one round it."""
        for length in range(len(steps), -1, -1):
            if steps[:length] in self.places:
                return self.places[steps[:length]]
        return (0, 0)

    def problem(
        self,
        *steps: str | int,
        code: str,
        message: str,
        suggestion: str = "",
        severity: Severity = Severity.ERROR,
    ) -> Problem:
        """Make a problem that points at a value of this file."""
        line, column = self.place(*steps)
        return problem_at(
            self.source, line, column, code=code, message=message, suggestion=suggestion, severity=severity
        )


@lru_cache(maxsize=4)
def _lines(text: str) -> list[str]:
    return text.split("\n")


def line_of(source: Source, line: int) -> str:
    """Give a line of a file, or nothing where it has no such line."""
    lines = _lines(source.text)
    return lines[line - 1] if 0 < line <= len(lines) else ""


def problem_at(
    source: Source,
    line: int,
    column: int,
    *,
    code: str,
    message: str,
    suggestion: str = "",
    severity: Severity = Severity.ERROR,
    mend: str | None = None,
) -> Problem:
    """Make a problem that points at a line of a file and shows it; `mend` is the line as it should stand."""
    excerpt = line_of(source, line)[: max(400, column + 100)]
    return Problem(
        path=source.path,
        line=line,
        column=column,
        severity=severity,
        code=code,
        message=message,
        suggestion=suggestion,
        excerpt=excerpt,
        mend=None if mend is None else (line, mend),
    )
