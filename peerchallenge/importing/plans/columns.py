"""Find the row of headings of a plan's table, and what each column holds, by the words that councils use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from peerchallenge.importing.plans.headings import Field, key, meant
from peerchallenge.importing.tables.grids import Grid, Line, letters

_FIRST = 40
_TOGETHER = (Field.OWNER, Field.ACCOUNTABLE, Field.PROGRESS, Field.EVIDENCE, Field.MEASURE)
"""What can stand in more than one column."""
_NUMBER = re.compile(r"(?:[A-Za-z]{1,4})?\d+(?:\.\d+)+[a-z]?\.?|[a-z][.)]?|\d+[a-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of a table. `fields` says what each holds, None where that is not known; `first` is the row below."""

    headings: tuple[str, ...]
    fields: tuple[Field | None, ...]
    first: int

    def at(self, field: Field) -> tuple[int, ...]:
        """Give the columns that hold something."""
        return tuple(at for at, own in enumerate(self.fields) if own is field)

    def name(self, at: int) -> str:
        """Give the heading of a column, or its letters where it has none."""
        heading = " ".join(self.headings[at].split()) if at < len(self.headings) else ""
        return heading or f"{letters(at)}, without a heading"

    def again(self, row: Line) -> bool:
        """Whether a row is the row of headings once more."""
        said = [key(cell.text) for cell in row.cells]
        own = [key(heading) for heading in self.headings]
        same = sum(1 for one, other in zip(said, own, strict=False) if one and one == other)
        return same >= 2 and same >= sum(1 for one in said if one) - 1


def columns(grid: Grid) -> Columns | None:
    """Find the row of headings; None where the table is no plan."""
    for at, row in enumerate(grid.rows[:_FIRST]):
        headings = tuple("" if cell.copied or row.hidden else cell.text for cell in row.cells)
        known = [meant(heading) for heading in headings]
        if len([field for field in known if field]) >= 2 and Field.ACTION in known:
            return _settled(headings, known, grid.rows[at + 1 :], at + 1)
    return _of_recommendations(grid)


def _of_recommendations(grid: Grid) -> Columns | None:
    """Find headings that name no action, but recommendations with what is said of them."""
    for at, row in enumerate(grid.rows[:_FIRST]):
        headings = tuple("" if cell.copied else cell.text for cell in row.cells)
        known = [meant(heading) for heading in headings]
        told = {Field.DUE, Field.OWNER, Field.RESPONSE, Field.DECISION, Field.PROGRESS, Field.STATUS} & {*known}
        if Field.RECOMMENDATION in known and told:
            return _settled(headings, known, grid.rows[at + 1 :], at + 1)
    return None


def _settled(headings: tuple[str, ...], known: list[Field | None], below: Iterable[Line], first: int) -> Columns:
    """Decide between columns that mean the same, and what those without a heading hold, by what stands in them."""
    rows = tuple(below)
    width = max((len(headings), *(len(row.cells) for row in rows)))
    fields = [*known, *[None] * (width - len(known))]
    titles = (*headings, *[""] * (width - len(headings)))
    _one_recommendation(fields, titles)
    _numbers(fields, titles, rows)
    seen: set[Field] = set()
    for at, field in enumerate(fields):
        if field in seen and field not in _TOGETHER:
            fields[at] = Field.REVISED if field is Field.DUE and Field.REVISED not in fields else None
        elif field:
            seen.add(field)
    return Columns(headings=titles, fields=tuple(fields), first=first)


def _one_recommendation(fields: list[Field | None], titles: tuple[str, ...]) -> None:
    """Keep the one column that the plan answers: not the older recommendation, nor the details of another column."""
    own = [at for at, field in enumerate(fields) if field is Field.RECOMMENDATION]
    if len(own) > 1:
        kept = next((at for at in own if "suggestion" in key(titles[at])), None)
        kept = kept if kept is not None else next((at for at in own if "recommendation" in key(titles[at])), own[0])
        for at in own:
            fields[at] = Field.RECOMMENDATION if at == kept else None


def _numbers(fields: list[Field | None], titles: tuple[str, ...], rows: tuple[Line, ...]) -> None:
    """Tell the numbers of actions from those of recommendations."""
    told = next((at for at, field in enumerate(fields) if field is Field.RECOMMENDATION), None)
    action = next((at for at, field in enumerate(fields) if field is Field.ACTION), None)
    for at, field in enumerate(fields):
        if action is None or at > action:
            break
        own = [row.cell(at) for row in rows if len(row.filled) > 1]  # else it is a heading across the table
        values = [cell.text for cell in own if cell.text and not cell.copied]
        numbered = [value for value in values if _NUMBER.fullmatch(value.strip())]
        is_number = bool(values) and len(numbered) * 2 > len(values)
        is_bare = field is None and is_number and not key(titles[at])
        if is_bare and told is not None and at < told and Field.REF not in fields:
            fields[at] = Field.REF  # it stands before what it numbers
        elif is_bare or (field is Field.REF and (told is None or told < at) and not key(titles[at]).startswith("rec")):
            fields[at] = Field.ACTION_REF
        elif field is Field.REF and told is not None and is_number and Field.ACTION_REF not in fields:
            fields[at] = Field.ACTION_REF if _numbers_actions(rows, told, at) else Field.REF


def _numbers_actions(rows: tuple[Line, ...], told: int, at: int) -> bool:
    """Whether a number changes while the recommendation goes on."""
    return any(_goes_on(row, before, told) and _is_other(row, before, at) for before, row in pairwise(rows))


def _goes_on(row: Line, before: Line, at: int) -> bool:
    """Whether a row has the recommendation of the row before it."""
    own = row.cell(at)
    return own.copied or not own.text or key(own.text) == key(before.cell(at).text)


def _is_other(row: Line, before: Line, at: int) -> bool:
    own = row.cell(at)
    return bool(own.text) and not own.copied and own.text != before.cell(at).text
