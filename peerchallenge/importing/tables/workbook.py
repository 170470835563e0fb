"""The only door to the reader of workbooks: sheets as rows of cells, with what is hidden passed over and told."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl
from openpyxl.styles.colors import COLOR_INDEX

from peerchallenge.importing.apart import read_apart
from peerchallenge.importing.received import Received, wrong
from peerchallenge.importing.tables.grids import (
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    Grid,
    Line,
    fit,
    hue_of,
    letters,
    trimmed,
)
from peerchallenge.terms import count

_SCHEME = re.compile(rb"<a:(?:lt|dk)[12]>.*?</a:|<a:accent\d>.*?</a:", re.DOTALL)
_HEX = re.compile(rb'(?:lastClr|srgbClr val)="([0-9A-Fa-f]{6})"')
_SWAPPED = {0: 1, 1: 0, 2: 3, 3: 2}
"""A theme lists the dark before the light, a cell counts them the other way round."""
_LISTED = 12


def grids(received: Received) -> tuple[Grid, ...]:
    """Give every sheet of a workbook, or raise `ContentError` where it cannot be read."""
    return read_apart(_grids, received, received.path)


def _grids(received: Received) -> tuple[Grid, ...]:
    book = _open(received, as_values=True)
    formulas = _open(received, as_values=False)
    theme = _theme(getattr(book, "loaded_theme", None))
    return tuple(_grid(received, sheet, formulas[sheet.title], theme) for sheet in book.worksheets)


def _open(received: Received, *, as_values: bool) -> Any:
    return openpyxl.load_workbook(io.BytesIO(received.data), data_only=as_values, keep_links=False)


def _grid(received: Received, sheet: Any, formulas: Any, theme: tuple[str, ...]) -> Grid:
    # A sheet can be formatted to its last row, and to walk over it would make a million cells.
    filled = {at: cell for at, cell in sheet._cells.items() if cell.value is not None}  # noqa: SLF001
    last_row, last_column = max((at[0] for at in filled), default=0), max((at[1] for at in filled), default=0)
    if last_row > MOST_ROWS or last_column > MOST_COLUMNS:
        message = f"The sheet “{sheet.title}” has words beyond its row {MOST_ROWS:,} or its column {MOST_COLUMNS}."
        raise wrong(received.path, "too-large", message, "Copy the plan into a new workbook, and import that.")
    rows_off = [at for at in range(1, last_row + 1) if at in sheet.row_dimensions and sheet.row_dimensions[at].hidden]
    columns_off = _hidden_columns(sheet, last_column)
    merged = _merged(sheet, last_row, last_column)
    rows = []
    for row in range(1, last_row + 1):
        cells = (
            _cell(sheet, row, column, merged.get((row, column)), theme) if column not in columns_off else Cell()
            for column in range(1, last_column + 1)
        )
        rows.append(Line(number=row, cells=tuple(cells), hidden=row in rows_off))
    unread = (*_hidden(filled, rows_off, columns_off), *_uncounted(sheet, formulas), *_notes(filled))
    return Grid(name=sheet.title, rows=trimmed(rows), unread=unread, hidden=sheet.sheet_state != "visible")


def _hidden_columns(sheet: Any, last: int) -> set[int]:
    found: set[int] = set()
    for own in sheet.column_dimensions.values():
        if own.hidden and own.min and own.max:
            found.update(range(own.min, min(own.max, last) + 1))
    return found


def _merged(sheet: Any, last_row: int, last_column: int) -> dict[tuple[int, int], tuple[int, int]]:
    """Give, for each cell that a merged one covers, the cell that holds the words."""
    found = {}
    for span in sheet.merged_cells.ranges:
        for row in range(span.min_row, min(span.max_row, last_row) + 1):
            for column in range(span.min_col, min(span.max_col, last_column) + 1):
                found[row, column] = (span.min_row, span.min_col)
    return found


def _cell(sheet: Any, row: int, column: int, first: tuple[int, int] | None, theme: tuple[str, ...]) -> Cell:
    at = first or (row, column)
    own = sheet._cells.get(at)  # noqa: SLF001 (asking for a cell that is not there would make it)
    if own is None:
        return Cell()
    text, day = _said(own)
    colour = _colour(own.fill.fgColor, theme) if own.fill and own.fill.fill_type == "solid" else ""
    if text and not any(map(str.isalnum, text)) and own.font and own.font.color:
        colour = colour or _colour(own.font.color, theme)  # a dot that is coloured
    return Cell(
        text=text,
        day=day,
        colour=colour,
        copied=at != (row, column),
        struck=bool(text and own.font and own.font.strike),
        link=fit(own.hyperlink.target or "") if text and own.hyperlink else "",
    )


def _said(cell: Any) -> tuple[str, date | None]:
    """Give what a cell shows, as far as that can be told without the program that shows it."""
    value, form = cell.value, str(cell.number_format or "").casefold()
    if value is None or cell.data_type == "e":
        return "", None
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        whole = "d" in re.sub(r'\[[^\]]*\]|"[^"]*"', "", form)
        return (f"{value:%Y-%m-%d}", value) if whole else (f"{value:%Y-%m}", None)
    if isinstance(value, time):
        return f"{value:%H:%M}", None
    if isinstance(value, bool):
        return ("Yes" if value else "No"), None
    if isinstance(value, (int, float)):
        return _number(value, form), None
    return fit(str(value)), None


def _number(value: float, form: str) -> str:
    places = re.search(r"0\.(0+)", form)
    sign = "£" if "£" in form else ""
    if "%" in form:
        return f"{value * 100:.{len(places[1]) if places else 0}f}%"
    comma = "," if "#,##0" in form else ""
    if places:
        return f"{sign}{value:{comma}.{len(places[1])}f}"
    return f"{sign}{int(value):{comma}}" if float(value).is_integer() else f"{sign}{value}"


def _colour(colour: Any, theme: tuple[str, ...]) -> str:
    if colour is None:
        return ""
    if colour.type == "rgb" and isinstance(colour.rgb, str):
        return hue_of(colour.rgb)
    if colour.type == "indexed" and isinstance(colour.indexed, int) and colour.indexed < len(COLOR_INDEX):
        return hue_of(COLOR_INDEX[colour.indexed])
    if colour.type == "theme" and isinstance(colour.theme, int):
        at = _SWAPPED.get(colour.theme, colour.theme)
        return hue_of(theme[at]) if at < len(theme) else ""
    return ""


def _theme(part: bytes | None) -> tuple[str, ...]:
    found = (_HEX.search(entry) for entry in _SCHEME.findall(part or b""))
    return tuple(own[1].decode() if own else "" for own in found)


def _hidden(filled: dict[tuple[int, int], Any], rows: list[int], columns: set[int]) -> Iterator[tuple[str, str]]:
    said = sorted({at[0] for at in filled} & {*rows})
    if said:
        yield f"{count(len(said), 'row')} hidden or filtered away ({_list(map(str, said))})", _SHOW
    said = sorted({at[1] for at in filled} & columns)
    if said:
        yield f"{count(len(said), 'column')} hidden ({_list(letters(at - 1) for at in said)})", _SHOW


def _uncounted(sheet: Any, formulas: Any) -> Iterator[tuple[str, str]]:
    """Say which cells hold a formula whose result was never saved, or whose result is an error."""
    without = [
        cell.coordinate
        for at, cell in sorted(formulas._cells.items())  # noqa: SLF001 (as above)
        if cell.data_type == "f" and (at not in sheet._cells or sheet._cells[at].value is None)  # noqa: SLF001
    ]
    if without:
        yield f"{count(len(without), 'formula')} without a result ({_list(without)})", _SAVE
    errors = [cell.coordinate for _, cell in sorted(sheet._cells.items()) if cell.data_type == "e"]  # noqa: SLF001
    if errors:
        yield f"{count(len(errors), 'cell')} with an error of Excel ({_list(errors)})", "it holds no words"


def _notes(filled: dict[tuple[int, int], Any]) -> Iterator[tuple[str, str]]:
    noted = [cell.coordinate for _, cell in sorted(filled.items()) if cell.comment]
    if noted:
        yield f"{count(len(noted), 'comment')} of colleagues ({_list(noted)})", "comments are not for the public"


def _list(names: Any) -> str:
    every = list(names)
    return ", ".join(every[:_LISTED]) + (" …" if len(every) > _LISTED else "")


_SHOW = "what is hidden is not read; show it and import again if it belongs to the plan"
_SAVE = "open the file in Excel, save it, and import it again"
