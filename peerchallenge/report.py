"""Show problems to a person, to another program, or to GitHub; it gives text and prints nothing."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable

from peerchallenge.characters import visible
from peerchallenge.problems import Problem, in_order
from peerchallenge.terms import count as count_of

WIDTH = 100
_PLACES = 3
_GROUPS = 100
_LONGEST = 600
_RED, _YELLOW, _FAINT, _BOLD, _OFF = "\x1b[31m", "\x1b[33m", "\x1b[2m", "\x1b[1m", "\x1b[0m"


def text(problems: Iterable[Problem], color: bool = False) -> str:
    """Show problems to a person: the place, the line with a mark under it, what is wrong, the likely fix.

    Errors come before warnings, and what is wrong in the same way in many places is said once.
    """
    found = in_order(problems)
    if not found:
        return ""
    grouped = groups(found)
    shown = [_group(group, color=color) for group in grouped[:_GROUPS]]
    if len(grouped) > _GROUPS:
        shown.append(f"{len(grouped) - _GROUPS:,} more are not shown: mend these first.")
    return "\n\n".join((*shown, count(found)))


def groups(problems: Iterable[Problem]) -> tuple[tuple[Problem, ...], ...]:
    """Put together what is wrong in the same way in many places, errors before warnings."""
    same: dict[tuple[bool, str, str, str], list[Problem]] = {}
    for problem in sorted(in_order(problems), key=lambda p: not p.is_error):
        same.setdefault((problem.is_error, problem.code, problem.message, problem.suggestion), []).append(problem)
    return tuple(map(tuple, same.values()))


def count(problems: Iterable[Problem]) -> str:
    """Count problems in a line: “3 problems and 2 warnings in 4 files.”."""
    found = tuple(problems)
    errors = sum(problem.is_error for problem in found)
    counted = ((errors, "problem"), (len(found) - errors, "warning"))
    parts = [count_of(number, word) for number, word in counted if number]
    return f"{' and '.join(parts) or 'No problems'} in {count_of(len({p.path for p in found}), 'file')}."


def as_json(problems: Iterable[Problem]) -> str:
    """Give problems as a list for other programs."""
    keys = ("path", "line", "column", "severity", "code", "message", "suggestion")
    records = [{key: getattr(problem, key) for key in keys} for problem in in_order(problems)]
    return json.dumps(records, ensure_ascii=False, indent=2)


def github(problems: Iterable[Problem]) -> str:
    """Give problems as the commands by which GitHub marks lines of a change."""
    return "\n".join(_annotation(problem) for problem in in_order(problems))


def _annotation(problem: Problem) -> str:
    place = f",line={problem.line},col={max(problem.column, 1)}" if problem.line else ""
    words = f"{problem.message} {problem.suggestion}".strip()
    head = f"file={_property(problem.path)}{place},title={_property(problem.code)}"
    return f"::{problem.severity} {head}::{_data(words)}"


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")


def _group(group: tuple[Problem, ...], *, color: bool) -> str:
    blocks = [_place(problem, color=color) for problem in group[:_PLACES]]
    if len(group) > _PLACES:
        more = len(group) - _PLACES
        blocks.append(f"and {more} more {'place' if more == 1 else 'places'}")
    first = group[0]
    says = [f"  {_safe(first.message)}", *_suggestion(first, alone=len(group) == 1)]
    return "\n".join([*blocks, *says])


def _suggestion(problem: Problem, *, alone: bool) -> list[str]:
    """Show a line to write as the line that it mends was shown, so that its indent can be seen and copied."""
    if alone and problem.mend and problem.suggestion == f"Write: {problem.mend[1]}":
        return ["  Write:", f"{problem.mend[0]:>5} | {_safe(problem.mend[1])}"]
    return [f"  {_safe(problem.suggestion)}"] if problem.suggestion else []


def _place(problem: Problem, *, color: bool) -> str:
    def painted(words: str, paint: str) -> str:
        return f"{paint}{words}{_OFF}" if color else words

    where = _safe(problem.path)
    if problem.line:
        where += f":{problem.line}:{max(problem.column, 1)}"
    kind = "error" if problem.is_error else "warning"
    head = f"{painted(where, _BOLD)}  {painted(kind, _RED if problem.is_error else _YELLOW)}"
    if not problem.line or not problem.excerpt.strip():
        return head
    gutter = f"{problem.line:>5} | "
    line, mark = _excerpt(problem.excerpt, problem.column, WIDTH - len(gutter))
    lines = [head, f"{painted(gutter, _FAINT)}{line}"]
    if problem.column:
        lines.append(f"{painted(' ' * (len(gutter) - 2) + '| ', _FAINT)}{' ' * mark}{painted('^', _RED)}")
    return "\n".join(lines)


def _excerpt(line: str, column: int, width: int) -> tuple[str, int]:
    """Cut a line to a width round one of its columns; give it with the place for the mark, counted in cells."""
    cells = [("  " if char == "\t" else visible(char), _cells(char)) for char in line.rstrip()]
    at = min(max(column - 1, 0), len(cells))
    if sum(size for _, size in cells) <= width:
        return "".join(char for char, _ in cells), sum(size for _, size in cells[:at])
    start, room = at, width // 2
    while start > 0 and room > cells[start - 1][1]:
        start -= 1
        room -= cells[start][1]
    end, room = start, width - 2
    while end < len(cells) and room >= cells[end][1]:
        room -= cells[end][1]
        end += 1
    before, after = "…" if start else "", "…" if end < len(cells) else ""
    mark = len(before) + sum(size for _, size in cells[start:at])
    return before + "".join(char for char, _ in cells[start:end]) + after, mark


def _cells(char: str) -> int:
    if char == "\t":
        return 2
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def _safe(words: str) -> str:
    return visible(f"{words[:_LONGEST]}…" if len(words) > _LONGEST else words)
