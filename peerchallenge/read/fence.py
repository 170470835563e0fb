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
_FENCE_BELOW = re.compile(r"\n---[^\S\n]*+(?![^\n])")
_LIKE_A_FENCE = r"[-–—−]{2,}|[–—−…]|-( -)+|\+{3,}|\*{3,}|_{3,}|={3,}|~{3,}|`{3,}\w*|\.{3}"
_MEANT_AS_FENCE = re.compile(_LIKE_A_FENCE)
_MEANT_BELOW = re.compile(rf"\n({_LIKE_A_FENCE})[^\S\n]*+(?![^\n])")
_FIRST_WORDS = re.compile(r"(?:\n(?:---)?[^\S\n]*+(?=\n))*+\s*+[^\n]*+")
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

    def __init__(self, source: Source, close: re.Match[str]) -> None:
        super().__init__()
        self.source, self.close = source, close
        self.tree: Tree | None = None
        self.problems: tuple[Problem, ...] = ()
        self.body = ""

    def split(self, text: str) -> tuple[str, str]:  # noqa: ARG002 - frontmatter has stripped it, and the lines moved
        whole = self.source.text
        self.body = whole[self.close.end() + 1 :]
        return whole[whole.index("\n") + 1 : self.close.start()], self.body

    def load(self, fm: str) -> dict[str, Any]:
        self.tree, self.problems = nodes.read(self.source, fm, first_line=2)
        return self.tree.value if self.tree and isinstance(self.tree.value, dict) else {}


def split(source: Source, keys: Iterable[str]) -> tuple[Split | None, tuple[Problem, ...]]:
    """Split a file; `keys` are those that its details may have, by which details in the wrong place are known."""
    close = _FENCE_BELOW.search(source.text)
    opening = _opening(source, close)
    closing = None if opening and not opening.mend else _closing(source, close, keys)
    if opening or closing or not close:
        return None, tuple(problem for problem in (opening, closing) if problem)
    handler = _Handler(source, close)
    frontmatter.parse(source.text, handler=handler)
    problems = (*handler.problems, *_spilt(source, close, keys), *_too_long(source, handler))
    if handler.tree is None:
        return None, problems
    if not isinstance(handler.tree.value, dict):
        return None, (*problems, _no_details(source, handler.tree.value))
    return Split(handler.tree, handler.body, _line(source, close) + 1), problems


def _line(source: Source, found: re.Match[str]) -> int:
    """Give the number of the line found, which begins below the line end that its match begins with."""
    return source.text.count("\n", 0, found.start()) + 2


def _opening(source: Source, close: re.Match[str] | None) -> Problem | None:
    first = source.text.partition("\n")[0]
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
    elif close:
        message = "There is text above the details."
        suggestion = "The first line of the file is three hyphens (---): move what stands above them below."
    else:
        message, suggestion = "The file does not begin with its details.", _EXAMPLE
    return problem_at(source, 1, 1, code="no-opening", message=message, suggestion=suggestion)


def _closing(source: Source, close: re.Match[str] | None, keys: Iterable[str]) -> Problem | None:
    meant = _MEANT_BELOW.search(source.text, 0, close.start() if close else len(source.text))
    if meant:
        message = f"The details are closed with “{meant[1]}” and not with three hyphens."
        number = _line(source, meant)
        return problem_at(source, number, 1, code="no-closing", message=message, suggestion=_WRITE, mend=FENCE)
    if close is not None:
        return None
    known, lines = set(keys), source.text.split("\n")
    last = max((n for n, line in enumerate(lines, 1) if line.partition(":")[0].strip(" -") in known), default=1)
    message = "The details are not closed: a second line of three hyphens (---) is missing."
    suggestion = "Put it on a line of its own after the last “key: value” line, above the text."
    return problem_at(source, last, 1, code="no-closing", message=message, suggestion=suggestion)


def _spilt(source: Source, close: re.Match[str], keys: Iterable[str]) -> tuple[Problem, ...]:
    """Find details that stand below the closing hyphens, where they would be published as text."""
    first = _FIRST_WORDS.match(source.text, close.end())
    again = _FENCE_BELOW.search(source.text, first.end() if first else close.end())
    end = again.start() if again else first.end() if first else close.end()
    known = set(keys)
    for number, line in enumerate(source.text[close.end() + 1 : end].split("\n"), _line(source, close) + 1):
        key, colon, rest = line.partition(":")
        if colon and key in known and (not rest or rest[0].isspace()):
            message = f"“{key}:” stands in the text, below the line of hyphens that closes the details."
            suggestion = (
                "Move it above that line; or, where three hyphens stand inside a value, set them in by two spaces."
            )
            return (problem_at(source, number, 1, code="spilt", message=message, suggestion=suggestion),)
    return ()


def _too_long(source: Source, handler: _Handler) -> tuple[Problem, ...]:
    if len(handler.body) * 4 <= MAX_BODY or len(handler.body.encode()) <= MAX_BODY:
        return ()
    message = f"The text is longer than {MAX_BODY // 1024} kilobytes."
    suggestion = "Share it out over two documents."
    first = _line(source, handler.close) + 1
    return (problem_at(source, first, 1, code="too-large", message=message, suggestion=suggestion),)


def _no_details(source: Source, value: object) -> Problem:
    meant = misreadings.mended(source.text.split("\n")[1]) if isinstance(value, str) else None
    if meant:
        line, why = meant
        return problem_at(source, 2, 1, code="misread", message=why, suggestion=f"Write: {line}", mend=line)
    found = "a list" if isinstance(value, list) else "a sentence" if value else "nothing"
    message = f"Between the two lines of hyphens stands {found}, where “key: value” lines are wanted."
    return problem_at(source, 2 if value else 1, 1, code="no-details", message=message, suggestion=_EXAMPLE)
