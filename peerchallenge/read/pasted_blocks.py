"""Lists and tables as Word pastes them, bullets and tabs and all, made into Markdown; it reads no file."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

BULLETS = "•·◦▪●‣■\uf0a7\uf0b7\uf0d8\uf0fc"
"""Signs that begin a list's entry wherever they stand first in a line."""

_BULLET = re.compile(rf"(?P<indent>[ \t]*)(?P<mark>[{BULLETS}\uf000-\uf0ff§]|o|[–—])(?P<gap>[ \t]+)(?P<rest>\S.*)")
_TIGHT = re.compile(rf"(?P<indent>[ ]*)(?P<mark>[{BULLETS}]|[-–](?=[^\W\d_]))(?P<gap>)(?P<rest>[^\s{BULLETS}].*)")
_NUMBER = re.compile(r"[ \t]*\(?(?:\d{1,3}(?:[.)]|(?:\.\d{1,3})+[.)]?)|[A-Za-z][.)]|[ivxIVX]{1,5}[.)])\t+[^\t]*")
_ORDINARY_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)]) +\S")
_TABS = re.compile(r"[ ]*\t[ \t]*")
_LAST_TABS = re.compile(r"[ ]*\t[ \t]*$")
_BAR = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line that begins like the entry of a list, at its place in the text."""

    at: int
    mark: str
    width: int
    rest: str
    tabbed: bool


def entries(lines: Sequence[str], base: int) -> dict[int, str]:
    """Give the lines that are entries of a pasted list as Markdown has them, nested as they were.

    What comes `base` spaces in stands at the margin.
    """
    found = [entry for at, line in enumerate(lines) if (entry := _entry(at, line))]
    mended: dict[int, str] = {}
    for group in _groups(found, lines):
        if len(group) > 1 or group[0].tabbed:
            mended.update(_nested(group, lines, base))
    return mended


def _entry(at: int, line: str) -> _Entry | None:
    found = _BULLET.fullmatch(line) or _TIGHT.fullmatch(line)
    if not found or (found["mark"] == "—" and "\t" not in found["gap"]):
        return None
    return _Entry(at, found["mark"], len(found["indent"].expandtabs(4)), found["rest"], "\t" in found["gap"])


def _groups(found: Sequence[_Entry], lines: Sequence[str]) -> Iterator[list[_Entry]]:
    """Put together entries that follow each other, with at most one free line between."""
    group: list[_Entry] = []
    for entry in found:
        if group and not (entry.at == group[-1].at + 1 or (entry.at == group[-1].at + 2 and not lines[entry.at - 1])):
            yield group
            group = []
        group.append(entry)
    if group:
        yield group


def _nested(group: Sequence[_Entry], lines: Sequence[str], base: int) -> Iterator[tuple[int, str]]:
    above = next((lines[at] for at in range(group[0].at - 1, -1, -1) if lines[at].strip()), "")
    widths, marks = sorted({entry.width for entry in group}), list(dict.fromkeys(entry.mark for entry in group))
    for entry in group:
        level = widths.index(entry.width) if len(widths) > 1 else marks.index(entry.mark)
        indent = entry.width if _ORDINARY_ITEM.match(above) else base + 2 * level
        yield entry.at, f"{' ' * indent}- {entry.rest}"


def tables(lines: Sequence[str], listed: Container[int]) -> dict[int, str]:
    """Give the lines of tables, whose cells have tabs between them, as rows; the first brings the line below it.

    Those that are `listed` are the entries of a list.
    """
    mended: dict[int, str] = {}
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and end not in listed and _tabs(lines[end]) == _tabs(lines[at]) > 0:
            end += 1
        if end - at > 1 and sum(bool(cell.strip()) for cell in lines[at].split("\t")) > 1:
            mended |= {row: _row(lines[row]) for row in range(at, end)}
            indent = " " * (len(lines[at]) - len(lines[at].lstrip(" ")))
            mended[at] += f"\n{indent}|{' --- |' * (_tabs(lines[at]) + 1)}"
        at = max(end, at + 1)
    return mended


def _tabs(line: str) -> int:
    """Count the tabs of what can be the row of a table."""
    return 0 if line.lstrip()[:1] in {"", "|", "#", ">"} or _NUMBER.fullmatch(line) else line.count("\t")


def _row(line: str) -> str:
    indent = " " * (len(line) - len(line.lstrip(" ")))
    cells = (_BAR.sub(r"\\|", cell.strip()) for cell in line.split("\t"))
    return f"{indent}| {' | '.join(cells)} |"


def untabbed(line: str, *, text: bool) -> str:
    """Give a line with a space for each tab between its words; in a `text` one that is set in far is left alone."""
    start = len(line) - len(line.lstrip(" \t"))
    is_far = text and len(line[:start].expandtabs(4)) > 3 and not _NUMBER.fullmatch(line)
    if is_far or "\t" not in line[start:]:
        return line
    return line[:start] + _TABS.sub(" ", _LAST_TABS.sub("", line[start:]))
