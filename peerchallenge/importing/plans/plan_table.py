"""Choose the sheet or the tables of a file that are an action plan, and say what else it holds; it decides no value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from peerchallenge.begin.questions import RefusedError
from peerchallenge.importing.asked import Asked
from peerchallenge.importing.outcome import Left
from peerchallenge.importing.plans.columns import Columns, columns
from peerchallenge.importing.plans.headings import Field, key
from peerchallenge.importing.plans.rows import Read, read
from peerchallenge.importing.received import Kind, Received, wrong
from peerchallenge.importing.tables import csv_rows, word_tables, workbook
from peerchallenge.importing.tables.grids import Grid
from peerchallenge.problems import ContentError, did_you_mean

_READERS = {Kind.EXCEL: workbook.grids, Kind.WORD: word_tables.grids, Kind.CSV: csv_rows.grids}


def has_table(received: Received) -> bool:
    """Whether a file holds a table that is an action plan."""
    reader = _READERS.get(received.kind)
    found = read(reader(received)) if reader else None
    return bool(found and any(row.action for row in found.rows))


def table(received: Received, asked: Asked) -> tuple[Read, tuple[Left, ...]]:
    """Choose the sheet or the tables that are the plan, and say what else the file holds."""
    reader = _READERS.get(received.kind)
    if reader is None:
        message = "An action plan is read from Excel, Word or CSV, and this is a PDF."
        raise wrong(received.path, "file-kind", message, "Ask for the file that the PDF was made from.")
    grids = reader(received)
    left: tuple[Left, ...] = ()
    if received.kind is Kind.EXCEL:
        grids, left = _sheets(grids, asked)
    own = read(grids)
    if own is None:
        raise no_plan(received, grids)
    return own, left


def _sheets(grids: tuple[Grid, ...], asked: Asked) -> tuple[tuple[Grid, ...], tuple[Left, ...]]:
    names = [grid.name for grid in grids]
    chosen = next((grid for grid in grids if grid.name.casefold() == asked.sheet.strip().casefold()), None)
    if asked.sheet and chosen is None:
        near = did_you_mean(asked.sheet, names)
        raise RefusedError(
            f"--sheet {asked.sheet}: there is no such sheet. There are: {', '.join(names)}. {near}".strip()
        )
    taken = (chosen,) if chosen else _together(grids)
    others = tuple(
        Left(what=f"the sheet “{grid.name}”", why=_why(grid)) for grid in grids if grid not in taken and grid.rows
    )
    return taken or tuple(grid for grid in grids if not grid.hidden), others


def _together(grids: tuple[Grid, ...]) -> tuple[Grid, ...]:
    """Choose the sheet with most columns that are known, and those that go on with it under the same headings."""
    known = [(grid, own) for grid in grids if not grid.hidden and (own := columns(grid))]
    if not known:
        return ()
    first, best = max(known, key=lambda own: len(list(filter(None, own[1].fields))))
    taken, rows = [first], {*_words(first, best)}
    for grid, own in known:
        words = {*_words(grid, own)}
        # One that says the same again is the plan of another month.
        if grid is not first and own.fields == best.fields and words and not words & rows:
            taken.append(grid)
            rows |= words
    return tuple(grid for grid in grids if grid in taken)


def _words(grid: Grid, own: Columns) -> Iterator[str]:
    """Give the actions of a sheet."""
    for row in grid.rows[own.first :]:
        yield from (key(row.cell(at).text) for at in own.at(Field.ACTION) if row.cell(at).text)


def _why(grid: Grid) -> str:
    if grid.hidden:
        return "it is hidden"
    if not columns(grid):
        return "it is not the plan"
    return f"another sheet was taken; if this is the plan, import it with --sheet “{grid.name}”"


def no_plan(received: Received, grids: Iterable[Grid] = ()) -> ContentError:
    """Make the error that says that a file holds no plan."""
    first = next((row for grid in grids for row in grid.rows if len(row.filled) > 1 and not row.hidden), None)
    headings = ", ".join(f"“{' '.join(cell.text.split())[:40]}”" for cell in first.filled[:8]) if first else ""
    seen = f"; the first row with several cells holds {headings}" if headings else ""
    message = f"No action plan was found in this file{seen}."
    suggestion = "A plan is a table with a row of headings, among them “Action” and for example “Owner” or “Due by”."
    return wrong(received.path, "no-plan", message, suggestion)
