"""Read the tables of a Word document as rows of cells, with the words over each; it reads no other text."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import docx

from peerchallenge.importing.apart import read_apart
from peerchallenge.importing.received import Received, wrong
from peerchallenge.importing.tables.grids import MOST_COLUMNS, MOST_ROWS, Cell, Grid, Line, fit, hue_of, trimmed
from peerchallenge.importing.word.numbering import W, numbering, value
from peerchallenge.importing.word.signs import CHOICE, paragraphs, part
from peerchallenge.terms import count

_HELD = ("sdt", "sdtContent", "smartTag", "customXml", "ins")
"""What may stand round a row, a cell or a paragraph without being one."""
_SILENT = {f"{W}{name}" for name in ("p", "tbl", "pPr", "rPr", "instrText", "delText", "del", "moveFrom")} | {CHOICE}
_GAPS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


@dataclass(slots=True)
class _Reading:
    """A document while its tables are read: what stands before each paragraph, and the last words passed."""

    labels: Mapping[Any, str]
    before: str = ""
    outside: int = 0
    found: list[Grid] = field(default_factory=list)
    path: str = ""


def grids(received: Received) -> tuple[Grid, ...]:
    """Give every table that stands in the text itself, or raise `ContentError` where the document cannot be read."""
    return read_apart(_grids, received, received.path)


def _grids(received: Received) -> tuple[Grid, ...]:
    document = docx.Document(io.BytesIO(received.data))
    body = document.element.body
    styles = {style.get(f"{W}styleId", ""): style for style in document.styles.element.iter(f"{W}style")}
    counted = numbering(part(document, "numbering"), styles)
    labels = {own: label.text for own in paragraphs(body) if (label := counted.label(own))}
    reading = _Reading(labels=labels, path=received.path)
    for block in _children(body, "p", "tbl"):
        if block.tag == f"{W}tbl":
            reading.found.append(_grid(reading, block))
            reading.before = ""
        elif text := _paragraph(reading, block):
            reading.before = text
            reading.outside += len(text.split())
    return (*reading.found, Grid(name="", rows=(), unread=tuple(_beside(reading, document))))


def _beside(reading: _Reading, document: Any) -> Iterator[tuple[str, str]]:
    """Say what the document holds besides its tables."""
    if reading.outside:
        yield f"{count(reading.outside, 'word')} outside the tables", "only tables are read as a plan"
    comments = part(document, "comments")
    if comments is not None and (number := sum(1 for _ in comments.iter(f"{W}comment"))):
        yield f"{count(number, 'comment')} of colleagues", "comments are not for the public"
    changed = {f"{W}ins", f"{W}del"}
    if number := sum(1 for own in document.element.body.iter() if own.tag in changed):
        yield f"{count(number, 'change')} that nobody has accepted yet", "the words are read as if all were accepted"


def _children(element: Any, *names: str) -> Iterator[Any]:
    """Give the parts of some kinds, also where something without meaning for us stands round them."""
    wanted, held = {f"{W}{name}" for name in names}, {f"{W}{name}" for name in _HELD}
    waiting = [iter(element)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif child.tag in wanted:
            yield child
        elif child.tag in held:
            waiting.append(iter(child))


def _paragraph(reading: _Reading, element: Any) -> str:
    label, text = reading.labels.get(element, ""), fit("".join(_signs(element)))
    return f"{label} {text}".strip()


def _signs(element: Any) -> Iterator[str]:
    """Give the words of a paragraph as changed, with the line breaks that stand in them."""
    for child in element:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in _GAPS:
            yield _GAPS[child.tag]
        elif child.tag not in _SILENT and isinstance(child.tag, str):
            yield from _signs(child)


def _grid(reading: _Reading, table: Any) -> Grid:
    rows = list(_children(table, "tr"))
    if len(rows) > MOST_ROWS:
        message = f"A table of this document has more than {MOST_ROWS:,} rows."
        raise wrong(reading.path, "too-large", message, "Copy the plan into a new document, and import that.")
    above: dict[int, Cell] = {}
    lines = []
    inner = 0
    for number, row in enumerate(rows, 1):
        cells: list[Cell] = [Cell()] * min(_figure(row.find(f"{W}trPr"), "gridBefore"), MOST_COLUMNS)
        for own in _children(row, "tc"):
            inner += sum(1 for _ in own.iter(f"{W}tbl"))
            cells += _cells(reading, own, len(cells), above)
        lines.append(Line(number=number, cells=tuple(cells[:MOST_COLUMNS])))
    unread = ((f"{count(inner, 'table')} inside a cell", "copy it out of the cell if it is wanted"),) if inner else ()
    return Grid(name=f"table {len(reading.found) + 1}", rows=trimmed(lines), before=reading.before, unread=unread)


def _cells(reading: _Reading, element: Any, at: int, above: dict[int, Cell]) -> list[Cell]:
    """Read one cell as wide as it is; what goes on from the row above has its words."""
    details = element.find(f"{W}tcPr")
    wide = max(1, min(_figure(details, "gridSpan"), MOST_COLUMNS))
    going_on = details.find(f"{W}vMerge") if details is not None else None
    if going_on is not None and going_on.get(f"{W}val", "continue") == "continue" and at in above:
        first = above[at]
        cells = [Cell(text=first.text, colour=first.colour, copied=True)] * wide
    else:
        shade = details.find(f"{W}shd") if details is not None else None
        colour = hue_of(shade.get(f"{W}fill", "")) if shade is not None else ""
        text = fit("\n".join(_paragraph(reading, own) for own in _children(element, "p")))
        first = Cell(text=text, colour=colour or _of_dot(element, text), struck=bool(text) and _is_struck(element))
        cells = [first, *[Cell(text=text, colour=colour, copied=True)] * (wide - 1)]
        above.update({at + step: first for step in range(wide)})
    return cells


def _of_dot(element: Any, text: str) -> str:
    """Give the colour of words that are no words: a dot that is coloured."""
    if not text or any(map(str.isalnum, text)):
        return ""
    return next((hue_of(own.get(f"{W}val", "")) for own in element.iter(f"{W}color")), "")


def _is_struck(element: Any) -> bool:
    """Whether every word of a cell is struck through."""
    runs = [own for own in element.iter(f"{W}r") if own.find(f"{W}t") is not None]
    marks = [own.find(f"{W}rPr/{W}strike") for own in runs]
    return all(mark is not None and mark.get(f"{W}val", "true") not in {"false", "0", "off"} for mark in marks)


def _figure(element: Any, name: str) -> int:
    text = value(element, name)
    return int(text) if text.isdecimal() else 0
