"""From the tables of a plan to a row for each action, with the recommendation over it; it decides no value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from peerchallenge.importing.outcome import Left, shown
from peerchallenge.importing.plans.columns import Columns, columns
from peerchallenge.importing.plans.dividing import divided
from peerchallenge.importing.plans.headings import Field
from peerchallenge.importing.plans.row import Row
from peerchallenge.importing.tables.grids import Grid, Line

_LAST = re.compile(r"(?:grand )?total\b|notes?\b|key\b|source\b|\*|rag key\b|legend\b", re.IGNORECASE)
_SUM = re.compile(r"(?:grand |sub-?)?totals?\W*", re.IGNORECASE)
_NAMES_ONE = re.compile(r"(?:(?:lga|cpc|peer|key)\s+)*rec(?:ommendation)?s?\b\W*[A-Z]{0,3}\d", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"\b(?:draft|not for publication|official|confidential|internal|version|updated|v\d)\b|^key\b",
    re.IGNORECASE,
)
"""What a line says that is written for colleagues."""
_MARKED = (Field.STATUS, Field.RATING)


@dataclass(slots=True)
class Read:
    """What was found in the tables of a file."""

    rows: list[Row] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    unknown: dict[str, int] = field(default_factory=dict)
    headings: dict[Field, str] = field(default_factory=dict)
    title: str = ""
    has_statuses: bool = False


def read(grids: Iterable[Grid]) -> Read | None:
    """Read every table that is a plan, or goes on with one; None where none is."""
    found, before = Read(), None
    every = tuple(grids)
    several = len([grid for grid in every if grid.rows]) > 1
    for grid in every:
        own = columns(grid)
        if own is None and before is not None and _width(grid) == len(before.fields):
            own = replace(before, first=0)
        if own is None:
            if seen := [row for row in grid.rows if not row.hidden]:
                words = shown(" ".join(cell.text for cell in seen[0].filled))
                found.left.append(Left(what=f"a table that begins {words}", where=grid.name, why="it is no plan"))
            found.left += [Left(what=what, where=grid.name, why=why) for what, why in grid.unread]
            continue
        before = own
        _grid(found, grid, own, grid.name if several else "")
    return found if before is not None else None


def _width(grid: Grid) -> int:
    return max((len(row.cells) for row in grid.rows), default=0)


def _grid(found: Read, grid: Grid, own: Columns, name: str) -> None:
    place = f"{name}, " if name else ""
    found.left += [Left(what=what, where=name, why=why) for what, why in grid.unread]
    over = grid.before
    for row in grid.rows[: max(0, own.first - 1)]:
        if row.hidden:
            continue
        words = " ".join(cell.text for cell in row.filled)
        if not own.at(Field.RECOMMENDATION) and _NAMES_ONE.match(words):
            over = words
        elif not found.title and (title := _title(words)):
            found.title = title
        else:
            found.left.append(Left(what=shown(words), where=f"{place}row {row.number}", why="it stands over the table"))
    if own.first and own.at(Field.RECOMMENDATION):
        found.title = found.title or _title(grid.before)
    found.has_statuses |= any(own.at(kind) for kind in _MARKED)
    for at, kind in enumerate(own.fields):
        if kind:
            found.headings.setdefault(kind, own.name(at))
    _rows(found, grid, own, place, over)


def _title(words: str) -> str:
    line = " ".join(words.split())
    is_title = 4 < len(line) <= 120 and line[-1] not in ".:;,?" and not _NO_TITLE.search(line)
    return line if is_title else ""


def _rows(found: Read, grid: Grid, own: Columns, place: str, over: str) -> None:
    has_column = bool(own.at(Field.RECOMMENDATION))
    current = ("", "" if has_column else over)
    coloured = _coloured(grid, own)
    for line in grid.rows[own.first :]:
        where = f"{place}row {line.number}"
        words = line.filled[0].text if line.filled else ""
        if own.again(line):
            continue
        if line.hidden:  # it is passed over, but what stands under it may go on with its recommendation
            current = ("", words) if not has_column and _across(line, own) else _named(line, own, current)
            continue
        if _SUM.fullmatch(words) or (_LAST.match(words) and len(line.filled) <= 3 and not _action(line, own)):
            found.left.append(Left(what=shown(" ".join(c.text for c in line.filled)), where=where, why="a note or sum"))
            continue
        if _across(line, own):
            if has_column:
                found.left.append(Left(what=shown(words), where=where, why="a heading across the table"))
            current = ("", words) if not has_column else current
            continue
        row, current = _row(line, own, current, where, coloured=coloured)
        for title, _ in row.notes:
            found.unknown[title] = found.unknown.get(title, 0) + 1
        found.rows.extend(divided(row))


def _action(line: Line, own: Columns, *, copied: bool = False) -> str:
    """Give the action of a row, which a number alone is not; `copied` where it is one that begins further up."""
    cells = [line.cell(at) for at in own.at(Field.ACTION)]
    return next((cell.text for cell in cells if any(map(str.isalpha, cell.text)) and (copied or not cell.copied)), "")


def _across(line: Line, own: Columns) -> bool:
    """Whether a row is one cell across the table, or words in its first column alone."""
    if len(line.filled) != 1:
        return False
    at = next(at for at, cell in enumerate(line.cells) if cell.text and not cell.copied)
    width = sum(1 for cell in line.cells[at + 1 :] if cell.copied and cell.text == line.cells[at].text)
    if width >= 1 and width + 1 >= len(own.fields) - 2:
        return True
    others = any(cell.copied for cell in line.cells)
    return at == 0 and not others and own.fields[0] not in {Field.ACTION, Field.RECOMMENDATION}


def _coloured(grid: Grid, own: Columns) -> bool:
    """Whether rows are coloured differently although no column is for a status."""
    if any(own.at(kind) for kind in _MARKED):
        return False
    hues = {next((cell.colour for cell in row.cells if cell.colour), "") for row in grid.rows[own.first :]}
    return len(hues - {""}) > 1


def _row(
    line: Line, own: Columns, current: tuple[str, str], where: str, *, coloured: bool
) -> tuple[Row, tuple[str, str]]:
    values: dict[Field, tuple[str, ...]] = {}
    notes = []
    for at, kind in enumerate(own.fields):
        text = line.cell(at).text
        if text and kind:
            label = f"{own.name(at)}: " if kind in {Field.PROGRESS, Field.EVIDENCE} and len(own.at(kind)) > 1 else ""
            values[kind] = (*values.get(kind, ()), f"{label}{text}")
        elif text:
            notes.append((own.name(at), text))
    number, words = (next(iter(values.pop(kind, ())), "") for kind in (Field.REF, Field.RECOMMENDATION))
    is_new = (number, words) != current and bool(number or words) and not _copied(line, own)
    current = _named(line, own, current)
    values.pop(Field.ACTION, None)
    action, ref = _action(line, own, copied=True), next(iter(values.pop(Field.ACTION_REF, ())), "")
    marked = [line.cell(at) for kind in _MARKED for at in own.at(kind)]
    if coloured:
        marked = [cell for cell in line.cells if cell.colour][:1]
    colours = tuple(cell.colour for cell in marked if cell.colour and (coloured or not _has_words(cell.text)))
    row = Row(
        where=where,
        number=current[0],
        recommendation=current[1],
        ref=ref,
        action=action,
        values={kind: texts for kind, texts in values.items() if any(map(_has_words, texts))},
        colours=tuple(dict.fromkeys(colours)),
        notes=tuple(notes),
        rest=tuple(line.cell(at).text for at in range(len(own.fields)) if _is_rest(line, own, at)),
        links=tuple(_links(line, own)),
        struck=any(line.cell(at).struck for at in own.at(Field.ACTION)),
        goes_on=bool(action) and any(line.cell(at).copied for at in own.at(Field.ACTION)),
        is_new=is_new,
    )
    return row, current


def _links(line: Line, own: Columns) -> Iterator[str]:
    for at in range(len(own.fields)):
        if link := line.cell(at).link:
            yield f"Column “{own.name(at)}” leads to {link}"


def _named(line: Line, own: Columns, current: tuple[str, str]) -> tuple[str, str]:
    """Give the number and the words of the recommendation of a row: those of the row before, where it has none."""
    texts = ([line.cell(at).text for at in own.at(kind)] for kind in (Field.REF, Field.RECOMMENDATION))
    number, words = (next(filter(None, text), "") for text in texts)
    if not (number or words):
        return current
    return number, words or (current[1] if number == current[0] else "")


def _copied(line: Line, own: Columns) -> bool:
    places = (*own.at(Field.REF), *own.at(Field.RECOMMENDATION))
    return any(line.cell(at).copied for at in places) and all(
        line.cell(at).copied or not line.cell(at).text for at in places
    )


def _is_rest(line: Line, own: Columns, at: int) -> bool:
    named = {Field.REF, Field.RECOMMENDATION, Field.ACTION_REF, Field.ACTION}
    return bool(line.cell(at).text) and not line.cell(at).copied and own.fields[at] not in named


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))
