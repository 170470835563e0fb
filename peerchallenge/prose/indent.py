"""Indent lists, tables and quotations as the converter wants them, whatever the writer's habit; no word changes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from peerchallenge.prose.lines import CODE, CUT, Draft, Line, mark, remark_mark, without_comments

_ITEM = re.compile(r"^( *)(?:([-*+•◦▪●·‣\uf0b7])|(\d{1,9})[.)]) +(\S.*)$")
_RULE = re.compile(r"^ {0,3}([-*_])(?: *\1){2,} *$")
_HEADING = re.compile(r"^ {0,3}(#{1,6})(?!#)(.*)$")
_QUOTE = re.compile(r"^ {0,3}> ?")
_NOTE = re.compile(r"^ ?(?:\[[^\]]+\]|\*\[[^\]]+\]):")
_DEFINITION = re.compile(r"^ ?: ")
_HOLDER = re.compile(r"^ ?(?:\[\^[^\]]+\]:|:(?= ))")
_MARKERS = re.compile(r"^(?: *(?:[-*+>]|\d{1,9}[.)])(?= |>|$))+")
_MARKER = re.compile(r"[-*+>]|\d+[.)]")
_DEEPEST = 40
_CELLS = 50_000


class TooDeepError(Exception):
    """Lists or quotations stand in one another more deeply than any reader could follow."""


class TooWideError(Exception):
    """A table has more cells than any page could show."""

    def __init__(self, line: int) -> None:
        """Keep the line at which the table begins."""
        super().__init__(line)
        self.line = line


@dataclass(slots=True)
class _Page:
    """The lines laid out so far, and the list items that are open, each with its indent and whether it is numbered.

    `first` is the level of the list item with which the lines since the last free one begin, None where none does.
    """

    draft: Draft
    marks: bool
    depth: int
    out: list[str] = field(default_factory=list)
    items: list[tuple[int, bool]] = field(default_factory=list)
    code: bool = False
    first: int | None = None

    @property
    def blank(self) -> bool:
        return not self.out or not self.out[-1]

    def add(self, text: str, level: int, *, item: bool = False) -> None:
        if self.blank:
            self.first = level if item else None
        self.out.append(" " * (4 * level) + text)

    def part(self) -> None:
        """Leave a line free, unless one is."""
        if not self.blank:
            self.out.append("")

    def within(self, indent: int) -> None:
        """Close the items that a line with this indent does not belong to; two spaces in is enough to belong."""
        while self.items and indent < self.items[-1][0] + 2:
            self.items.pop()

    def block(self, text: str, indent: int) -> None:
        """Set something that stands alone, between free lines, in the item it belongs to."""
        self.within(indent)
        self.part()
        self.add(text, len(self.items) or indent // 4)
        self.out.append("")


def lay_out(lines: list[Line], draft: Draft, *, marks: bool = False, depth: int = 0) -> list[str]:
    """Give the lines as the converter reads them right."""
    if depth > _DEEPEST:
        raise TooDeepError
    page = _Page(draft, marks, depth)
    position = 0
    while position < len(lines):
        position = _next(page, lines, position)
    return page.out


def _next(page: _Page, lines: list[Line], position: int) -> int:
    """Lay out a line, or a block of lines, and give the position of the next."""
    number, text = lines[position]
    if not text or text.isspace():
        page.out.append("")
        return position + 1
    if text[0].isalpha() and "|" not in text:  # most lines are words, and need no closer look
        _term(page, lines, position)
        _flow(page, text, 0)
        page.code = False
        return position + 1
    indent = len(text) - len(text.lstrip(" "))
    if text.lstrip().startswith(CODE):
        page.block(text.strip(), indent)
    elif indent >= 4 and not page.items and (page.blank or page.code):
        page.out.append(text)
        page.code = True
        return position + 1
    elif _QUOTE.match(text) and (indent < 2 or not page.items):
        return _quotation(page, lines, position)
    elif page.marks and (asked := mark(text)) is not None:
        page.draft.cuts.append(asked)
        page.block(f"{CUT}{len(page.draft.cuts) - 1}{CUT}", 0)
    elif _is_table(lines, position):
        return _table(page, lines, position, indent)
    else:
        if page.marks:
            remark_mark(number, text, page.draft)
        if indent < 2:
            _term(page, lines, position)
        _words(page, text, indent)
    page.code = page.code and page.blank
    return position + 1


def _words(page: _Page, text: str, indent: int) -> None:
    if (markers := _MARKERS.match(text)) and len(_MARKER.findall(markers[0])) > _DEEPEST:
        raise TooDeepError
    if _RULE.match(text) and (page.items or page.blank):
        page.block(text.strip(), 0)
    elif heading := _HEADING.match(text):
        _heading(page, heading, indent)
    elif (item := _ITEM.match(text)) and _item(page, item):
        return
    else:
        _flow(page, text, indent)
    if _HOLDER.match(text):  # a footnote or a definition holds what is indented under it, as a list item does
        page.items = [(0, False)]


def _flow(page: _Page, text: str, indent: int) -> None:
    """Set words that begin nothing."""
    if page.items and (page.blank or _NOTE.match(text)):
        page.within(indent)
        page.part()
        page.add(text.lstrip(" "), len(page.items))
    elif page.items:
        page.add(text.lstrip(" "), len(page.items) - 1)
    else:
        page.add(text, 0)


def _term(page: _Page, lines: list[Line], position: int) -> None:
    """End the definition before, where the next word to define follows without a free line."""
    is_defined = position + 1 < len(lines) and _DEFINITION.match(lines[position + 1][1])
    if page.items and is_defined and not _DEFINITION.match(lines[position][1]):
        page.items.clear()
        page.part()


def _heading(page: _Page, heading: re.Match[str], indent: int) -> None:
    if heading[1] == "#" and heading[2][:1].isdigit():  # “#3 in the list” is no heading
        page.add("\\" + heading[0].lstrip(" "), max(0, len(page.items) - 1))
        return
    if not page.blank or page.items:
        page.within(indent)
        page.part()
    page.add(heading[0].lstrip(" "), len(page.items))


def _item(page: _Page, item: re.Match[str]) -> bool:
    """Set a list item; say whether it is one, as a number in the middle of a paragraph is not."""
    indent, numbered = len(item[1]), item[3] is not None
    if not page.items and (indent >= 4 or (not page.blank and numbered and item[3] != "1")):
        return False
    closed = None
    while page.items and indent < page.items[-1][0] + 2:
        closed = page.items.pop()
    other = closed is not None and closed[1] != numbered
    if other or page.first is None or page.first > len(page.items):
        page.part()
    if len(page.items) > _DEEPEST:
        raise TooDeepError
    page.add(f"{item[3]}. {item[4]}" if numbered else f"- {item[4]}", len(page.items), item=True)
    page.items.append((indent, numbered))
    return True


def _quotation(page: _Page, lines: list[Line], position: int) -> int:
    end = position
    while end < len(lines) and _QUOTE.match(lines[end][1]):
        end += 1
    inner = [(number, _QUOTE.sub("", text, count=1)) for number, text in lines[position:end]]
    page.within(0)
    page.part()
    quoted = lay_out(without_comments(inner, page.draft), page.draft, depth=page.depth + 1)
    page.out.extend(f"> {line}" if line else ">" for line in quoted)
    return end


def _is_table(lines: list[Line], position: int) -> bool:
    if "|" not in lines[position][1] or position + 1 >= len(lines):
        return False
    below = lines[position + 1][1]
    return "|" in below and "-" in below and set(below) <= set("|:- ")


def _table(page: _Page, lines: list[Line], position: int, indent: int) -> int:
    end = position
    while end < len(lines) and "|" in lines[end][1]:
        end += 1
    if (end - position) * lines[position + 1][1].count("|") > _CELLS:
        raise TooWideError(lines[position][0])
    page.within(indent)
    page.part()
    for _, row in lines[position:end]:
        page.add(row.strip(), len(page.items))
    page.out.append("")
    return end
