"""Choose the sheet or the tables of a file that are an action plan, and say what else it holds; it decides no value."""

from __future__ import annotations

from collections.abc import Iterable

from peerchallenge.begin.questions import RefusedError
from peerchallenge.importing.asked import Asked
from peerchallenge.importing.outcome import Left
from peerchallenge.importing.plans.columns import columns
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
        grids, left = _sheet(grids, asked)
    own = read(grids)
    if own is None:
        raise no_plan(received, grids)
    return own, left


def _sheet(grids: tuple[Grid, ...], asked: Asked) -> tuple[tuple[Grid, ...], tuple[Left, ...]]:
    names = [grid.name for grid in grids]
    chosen = next((grid for grid in grids if grid.name.casefold() == asked.sheet.strip().casefold()), None)
    if asked.sheet and chosen is None:
        near = did_you_mean(asked.sheet, names)
        raise RefusedError(
            f"--sheet {asked.sheet}: there is no such sheet. There are: {', '.join(names)}. {near}".strip()
        )
    if chosen is None:
        known = [(len([f for f in own.fields if f]), grid) for grid in grids if (own := columns(grid))]
        shown = [own for own in known if not own[1].hidden]
        chosen = max(shown, key=lambda own: own[0])[1] if shown else None
    others = tuple(
        Left(
            what=f"the sheet “{grid.name}”",
            why=f"it is {'hidden' if grid.hidden else 'not the plan'}"
            + (f"; if it is one too, import it with --sheet “{grid.name}”" if columns(grid) else ""),
        )
        for grid in grids
        if grid is not chosen and grid.rows
    )
    return (chosen,) if chosen else tuple(grid for grid in grids if not grid.hidden), others


def no_plan(received: Received, grids: Iterable[Grid] = ()) -> ContentError:
    """Make the error that says that a file holds no plan."""
    first = next((row for grid in grids for row in grid.rows if len(row.filled) > 1), None)
    headings = ", ".join(f"“{' '.join(cell.text.split())[:40]}”" for cell in first.filled[:8]) if first else ""
    seen = f"; the first row with several cells holds {headings}" if headings else ""
    message = f"No action plan was found in this file{seen}."
    suggestion = "A plan is a table with a row of headings, among them “Action” and for example “Owner” or “Due by”."
    return wrong(received.path, "no-plan", message, suggestion)
