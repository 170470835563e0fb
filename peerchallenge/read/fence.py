"""The door to python-frontmatter: split a file into its details and its text; it refuses what is no clean split."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import frontmatter
from frontmatter.default_handlers import BaseHandler

from peerchallenge.problems import Problem
from peerchallenge.read import misreadings, nodes
from peerchallenge.read.nodes import Tree
from peerchallenge.read.parsed import problem_at
from peerchallenge.sources import Source

FENCE = "---"
MAX_BODY = 1024 * 1024
_MEANT_AS_FENCE = re.compile(r"[-–—−]{2,}|[–—−…]|-( -)+|\+{3,}|\*{3,}|_{3,}|={3,}|~{3,}|`{3,}\w*|\.{3}")
_WRITE = "Write: ---"
_EXAMPLE = (
    "A file begins with a line of three hyphens (---), then “key: value” lines, then another line of three hyphens."
)


@dataclass(frozen=True, slots=True)
class Split:
    """A file in two: the details above, the text below with its indentation, and the line on which the text begins."""

    tree: Tree
    body: str
    body_line: int


class _Handler(BaseHandler):
    """Splits at the fences found, hands the details to our own reader, and keeps what the library would strip."""

    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)

    def __init__(self, source: Source, close: int) -> None:
        super().__init__()
        self.source, self.close = source, close
        self.tree: Tree | None = None
        self.problems: tuple[Problem, ...] = ()
        self.body = ""

    def split(self, text: str) -> tuple[str, str]:  # noqa: ARG002 - frontmatter has stripped it, and the lines moved
        lines = self.source.text.split("\n")
        self.body = "\n".join(lines[self.close :])
        return "\n".join(lines[1 : self.close - 1]), self.body

    def load(self, fm: str) -> dict[str, Any]:
        self.tree, self.problems = nodes.read(self.source, fm, first_line=2)
        return self.tree.value if self.tree and isinstance(self.tree.value, dict) else {}


def split(source: Source, keys: Iterable[str]) -> tuple[Split | None, tuple[Problem, ...]]:
    """Split a file; `keys` are those that its details may have, by which details in the wrong place are known."""
    lines = source.text.split("\n")
    close = next((number for number, line in enumerate(lines[1:], 2) if line.rstrip() == FENCE), None)
    opening = _opening(source, lines)
    closing = None if opening and not opening.mend else _closing(source, lines, close, keys)
    if opening or closing:
        return None, tuple(problem for problem in (opening, closing) if problem)
    handler = _Handler(source, close or 0)
    frontmatter.parse(source.text, handler=handler)
    problems = (*handler.problems, *_spilt(source, lines, handler.close, keys), *_too_long(source, handler))
    if handler.tree is None:
        return None, problems
    if not isinstance(handler.tree.value, dict):
        return None, (*problems, _no_details(source, handler.tree.value))
    return Split(handler.tree, handler.body, handler.close + 1), problems


def _opening(source: Source, lines: list[str]) -> Problem | None:
    first = lines[0]
    if first.rstrip() == FENCE:
        return None
    if first.strip() == FENCE or _MEANT_AS_FENCE.fullmatch(first.strip()):
        message = f"The first line is “{first.rstrip()}” and not three hyphens."
        return problem_at(source, 1, 1, code="no-opening", message=message, suggestion=_WRITE, mend=FENCE)
    if first.startswith("{"):
        message, suggestion = "The details are written in JSON, which is not read here.", _EXAMPLE
    elif re.match(r"[A-Za-z_]+:(\s|$)", first):
        message, suggestion = (
            "The line of three hyphens above the details is missing.",
            "Put --- on a line above this one.",
        )
    elif any(line.rstrip() == FENCE for line in lines[1:]):
        message = "There is text above the details."
        suggestion = "The first line of the file is three hyphens (---): move what stands above them below."
    else:
        message, suggestion = "The file does not begin with its details.", _EXAMPLE
    return problem_at(source, 1, 1, code="no-opening", message=message, suggestion=suggestion)


def _closing(source: Source, lines: list[str], close: int | None, keys: Iterable[str]) -> Problem | None:
    for number, line in enumerate(lines[1 : close - 1 if close else len(lines)], 2):
        if _MEANT_AS_FENCE.fullmatch(line.rstrip()):
            message = f"The details are closed with “{line.strip()}” and not with three hyphens."
            return problem_at(source, number, 1, code="no-closing", message=message, suggestion=_WRITE, mend=FENCE)
    if close is not None:
        return None
    known = set(keys)
    last = max((n for n, line in enumerate(lines, 1) if line.partition(":")[0].strip(" -") in known), default=1)
    message = "The details are not closed: a second line of three hyphens (---) is missing."
    suggestion = "Put it on a line of its own after the last “key: value” line, above the text."
    return problem_at(source, last, 1, code="no-closing", message=message, suggestion=suggestion)


def _spilt(source: Source, lines: list[str], close: int, keys: Iterable[str]) -> tuple[Problem, ...]:
    """Find details that stand below the closing hyphens, where they would be published as text."""
    body = lines[close:]
    again = next((n for n, line in enumerate(body) if line.rstrip() == FENCE), None)
    start = next((n for n, line in enumerate(body) if line.strip()), 0)
    known = set(keys)
    for number, line in enumerate(body[: start + 1 if again is None else again]):
        key, colon, rest = line.partition(":")
        if colon and key in known and (not rest or rest[0].isspace()):
            message = f"“{key}:” stands in the text, below the line of hyphens that closes the details."
            suggestion = (
                "Move it above that line; or, where three hyphens stand inside a value, set them in by two spaces."
            )
            return (problem_at(source, close + 1 + number, 1, code="spilt", message=message, suggestion=suggestion),)
    return ()


def _too_long(source: Source, handler: _Handler) -> tuple[Problem, ...]:
    if len(handler.body.encode()) <= MAX_BODY:
        return ()
    message = f"The text is longer than {MAX_BODY // 1024} kilobytes."
    suggestion = "Share it out over two documents."
    return (problem_at(source, handler.close + 1, 1, code="too-large", message=message, suggestion=suggestion),)


def _no_details(source: Source, value: object) -> Problem:
    meant = misreadings.mended(source.text.split("\n")[1]) if isinstance(value, str) else None
    if meant:
        line, why = meant
        return problem_at(source, 2, 1, code="misread", message=why, suggestion=f"Write: {line}", mend=line)
    found = "a list" if isinstance(value, list) else "a sentence" if value else "nothing"
    message = f"Between the two lines of hyphens stands {found}, where “key: value” lines are wanted."
    return problem_at(source, 2 if value else 1, 1, code="no-details", message=message, suggestion=_EXAMPLE)
