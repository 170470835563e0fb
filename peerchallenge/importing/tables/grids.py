"""Rows of cells, whoever wrote the table and in what program; it knows nothing of plans."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date

MOST_ROWS, MOST_COLUMNS = 5_000, 200

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNFIT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\u200b]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell. `copied` is whether it stands in a merged one that begins further up or further left."""

    text: str = ""
    day: date | None = None
    """The day, where the cell holds a date and not words for one."""
    colour: str = ""
    """What its ground is coloured, in a word; empty for white and for none."""
    copied: bool = False
    struck: bool = False
    """Whether its words are struck through."""
    link: str = ""
    """The address to which its words lead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a table, with the number by which a person finds it."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False
    """Whether it is hidden or filtered away, so that its words are not for the public."""

    @property
    def filled(self) -> tuple[Cell, ...]:
        """The cells that hold words of their own."""
        return tuple(cell for cell in self.cells if cell.text and not cell.copied)

    def cell(self, at: int) -> Cell:
        """Give a cell; an empty one beyond the end of the row."""
        return self.cells[at] if at < len(self.cells) else Cell()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One table or sheet. `before` are the words over it; `unread` is what was passed over in it, and why."""

    name: str
    rows: tuple[Line, ...]
    before: str = ""
    unread: tuple[tuple[str, str], ...] = ()
    hidden: bool = False


def fit(text: str) -> str:
    """Give the words of a cell as they may stand in a text: line ends of one kind, no sign that nobody can see."""
    plain = _UNFIT.sub("", _BREAKS.sub("\n", text))
    plain = "".join(sign for sign in plain if sign in "\n\t" or unicodedata.category(sign) not in {"Cn", "Cs", "Cc"})
    lines = [" ".join(line.split()) for line in plain.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def trimmed(rows: list[Line]) -> tuple[Line, ...]:
    """Leave out rows and the ends of rows that hold nothing."""
    kept = []
    for row in rows:
        last = max((at for at, cell in enumerate(row.cells) if cell.text or cell.colour), default=-1)
        if any(cell.text for cell in row.cells):
            kept.append(replace(row, cells=row.cells[: last + 1]))
    return tuple(kept)


def hue(red: int, green: int, blue: int) -> str:
    """Name a colour as a person would: red, amber, green; nothing for white, and for the pale and the dark."""
    most, least = max(red, green, blue), min(red, green, blue)
    if most - least < 28 or most < 50:
        return ""
    turn = _turn(red, green, blue, most, most - least)
    return next(name for end, name in _HUES if turn < end)


def _turn(red: int, green: int, blue: int, most: int, span: int) -> float:
    """Give the place of a colour on the wheel, from 0 to 360."""
    if most == red:
        return 60 * ((green - blue) / span) % 360
    if most == green:
        return 60 * ((blue - red) / span + 2)
    return 60 * ((red - green) / span + 4)


_HUES = ((16, "red"), (52, "amber"), (68, "yellow"), (170, "green"), (262, "blue"), (335, "purple"), (361, "red"))


def hue_of(written: str) -> str:
    """Name a colour written as six or eight hexadecimal figures; nothing where it is anything else."""
    figures = written[-6:]
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", figures):
        return ""
    red, green, blue = (int(figures[at : at + 2], 16) for at in (0, 2, 4))
    return hue(red, green, blue)


def letters(at: int) -> str:
    """Give the letters of a column as a workbook shows them: 0 is A, 26 is AA."""
    return (letters(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)
