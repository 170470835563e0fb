"""Read a table of text, whatever divides its cells and however it was saved; the only reader of such files."""

from __future__ import annotations

import codecs
import csv
import io

from peerchallenge.importing.received import Received, wrong
from peerchallenge.importing.tables.grids import MOST_COLUMNS, MOST_ROWS, Cell, Grid, Line, fit, trimmed

_DIVIDERS = (",", ";", "\t")
_SEEN = 60


def grids(received: Received) -> tuple[Grid, ...]:
    """Give the one table of a file, or raise `ContentError` where it is none."""
    text = decoded(received.data)
    try:
        divider = max(_DIVIDERS, key=lambda sign: _fit(text, sign))
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=divider))
    except csv.Error as error:
        message = f"This table cannot be read: the reader of such files says “{error}”."
        raise wrong(received.path, "damaged", message, "Open it in Excel or LibreOffice, and save it anew.") from None
    if len(rows) > MOST_ROWS or max(map(len, rows), default=0) > MOST_COLUMNS:
        message = f"This table has more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns."
        raise wrong(received.path, "too-large", message, "Keep only the rows and columns that are wanted.")
    lines = [
        Line(number=number, cells=tuple(Cell(text=fit(cell)) for cell in row)) for number, row in enumerate(rows, 1)
    ]
    return (Grid(name="", rows=trimmed(lines)),)


def decoded(data: bytes) -> str:
    """Give the text of a file that may have been saved in any of the ways in which Excel saves."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _fit(text: str, divider: str) -> tuple[int, int]:
    """Judge a divider: by how many of the first rows it divides alike, then by the number of their cells."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=divider)
    lengths = [len(row) for row, _ in zip(reader, range(_SEEN), strict=False) if row]
    usual = max(set(lengths), key=lambda length: (lengths.count(length), length), default=1)
    return (lengths.count(usual) if usual > 1 else 0, usual)
