"""Read the text of a PDF, as a last resort: a PDF holds places of letters, so that every line of it is a guess."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from peerchallenge.importing.outcome import Doubt, Left, Sure, shown
from peerchallenge.importing.received import wrong
from peerchallenge.importing.texts import marks
from peerchallenge.importing.texts.blocks import Block
from peerchallenge.importing.texts.opened import Opened
from peerchallenge.importing.texts.typed import typed
from peerchallenge.terms import count

_MOST_PAGES = 300
_EDGE = 0.09
_GAP = 0.75
_SHIFT = 6
_APART = 0.1
"""How far apart words stand, in heights of their letters."""
_PAGE = re.compile(r"(?:page )?\d{1,3}(?: of \d+)?", re.IGNORECASE)
_BOLD = re.compile(r"bold|black|heavy|semib", re.IGNORECASE)
_BEGINS = re.compile(
    r"(?:[•·▪●◦‣\uf0b7–-]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.)]|R\d{1,2}\b|Recommendation \d+)\s+\S"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line as it is set: its words, size and weight, where it stands on its page, and the gap above it in lines."""

    page: int
    words: str
    size: float
    bold: bool
    top: float
    left: float
    gap: float
    is_edge: bool
    rows: tuple[tuple[str, ...], ...] = ()


def read(data: bytes, path: str) -> Opened:
    """Read a PDF, or raise `ContentError` where it has no words to be read."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as opened:
            if len(opened.pages) > _MOST_PAGES:
                raise wrong(path, "too-large", f"This PDF has {len(opened.pages):,} pages.", _ASK)
            lines = [line for number, page in enumerate(opened.pages, 1) for line in _lines(page, number)]
            pictures = sum(len(page.images) for page in opened.pages)
    except (PDFPasswordIncorrect, PdfminerException) as error:
        locked = any(isinstance(cause, PDFPasswordIncorrect) for cause in (error, *error.args))
        message = "This PDF is locked with a password." if locked else "This PDF is damaged."
        raise wrong(path, "password" if locked else "damaged", message, _ASK) from None
    if not lines:
        raise wrong(path, "no-words", "This PDF holds pictures of pages and no words.", _ASK)
    furniture = _furniture(lines)
    text = [line for line in lines if line.words not in furniture or not line.is_edge]
    why = "pages of this site have their own"
    left = [Left(what=f"At the head or foot of pages: {shown(words)}", why=why) for words in sorted(furniture)]
    left += [Left(what=count(pictures, "picture"), why="pictures are not taken out of a PDF")] if pictures else []
    doubt = Doubt(about="PDF", taken="It was read from a PDF, in which paragraphs, lists and headings are guesses",
                  sure=Sure.GUESS, advice="Compare every line; better, ask for the Word file.")  # fmt: skip
    read = tuple(_blocks(text))
    return Opened(
        blocks=tuple(_nested(typed(read))),
        paragraphs=tuple(own.words for own in read),
        left=tuple(left),
        doubts=(doubt,),
    )


def _lines(page: Any, number: int) -> Iterator[_Line]:
    """Give the lines of a page from top to bottom, a table in the place of its own."""
    tables = page.find_tables()
    boxes = [table.bbox for table in tables]
    words = [word for word in page.extract_words(extra_attrs=["fontname", "size"], keep_blank_chars=False)
             if not any(_inside(word, box) for box in boxes)]  # fmt: skip
    rows: dict[float, list[Any]] = {}
    for word in words:
        near = next((top for top in rows if abs(top - word["bottom"]) < 2), word["bottom"])
        rows.setdefault(near, []).append(word)
    made = [_line(page, number, sorted(row, key=lambda word: word["x0"])) for row in rows.values()]
    made += [_table(number, table) for table in tables]
    before = 0.0
    for line in sorted(made, key=lambda line: line.top):
        yield replace(line, gap=(line.top - before) / max(line.size, 1))
        before = line.top + line.size


def _inside(word: Any, box: tuple[float, float, float, float]) -> bool:
    return bool(box[0] <= word["x0"] <= box[2] and box[1] <= (word["top"] + word["bottom"]) / 2 <= box[3])


def _line(page: Any, number: int, row: list[Any]) -> _Line:
    top = min(word["top"] for word in row)
    return _Line(
        page=number,
        words="".join(_spaced(row)),
        size=round(max(word["size"] for word in row), 1),
        bold=all(_BOLD.search(word["fontname"]) for word in row),
        top=top,
        left=row[0]["x0"],
        gap=0,
        is_edge=not page.height * _EDGE < top < page.height * (1 - _EDGE),
    )


def _spaced(row: list[Any]) -> Iterator[str]:
    """Put a space between words that stand apart; a change of letters within a word or before a comma is none."""
    for before, word in zip([None, *row], row, strict=False):
        touches = before is not None and word["x0"] - before["x1"] < _APART * word["size"]
        yield word["text"] if before is None or touches else f" {word['text']}"


def _table(number: int, table: Any) -> _Line:
    cells = tuple(tuple(" ".join((cell or "").split()) for cell in row) for row in table.extract())
    words = " ".join(filter(None, (cell for row in cells for cell in row)))
    return _Line(
        page=number, words=words, size=10, bold=False, top=table.bbox[1], left=0, gap=9, is_edge=False, rows=cells
    )


def _furniture(lines: Iterable[_Line]) -> set[str]:
    """Find what stands at the edge of several pages, and the numbers of pages."""
    edge = {(line.page, line.words) for line in lines if line.is_edge}
    often = min(3, max(page for page, _ in edge) if edge else 0)
    times = Counter(words for _, words in edge)
    return {words for words, number in times.items() if 1 < number >= often or _PAGE.fullmatch(words)}


def _blocks(lines: list[_Line]) -> Iterator[Block]:
    """Put lines together into paragraphs: a gap, another size or weight, or a number begins a new one."""
    sizes = Counter(line.size for line in lines for _ in line.words)
    usual = sizes.most_common(1)[0][0]
    larger = sorted({line.size for line in lines if line.size > usual * 1.08}, reverse=True)
    group: list[_Line] = []
    number = 0
    for line in [*lines, None]:
        if group and (line is None or _is_new(group[-1], line)):
            number += 1
            yield _block(group, larger, number)
            group = []
        if line is not None:
            group.append(line)


def _is_new(before: _Line, line: _Line) -> bool:
    if before.rows or line.rows or (before.size, before.bold) != (line.size, line.bold) or _BEGINS.match(line.words):
        return True
    if before.page != line.page:
        return before.words[-1:] in ".:;?!" or line.words[:1].isupper()
    return line.gap > _GAP


def _block(group: list[_Line], larger: list[float], number: int) -> Block:
    first = group[0]
    words = first.words
    for line in group[1:]:
        words = f"{words}{line.words}" if re.search(r"[^\W\d_]-$", words) else f"{words} {line.words}"
    if first.rows:
        rows = tuple(tuple(marks.inline(cell) for cell in row) for row in first.rows)
        return Block(kind="table", words=words, markdown="", place=number, rows=rows)
    is_short = len(words) < 120 and words[-1:] not in ".;,"
    level = larger.index(first.size) + 1 if first.size in larger else len(larger) + 1 if first.bold else 0
    depth = min(level, 6) if level and is_short else round(first.left)
    kind = "heading" if level and is_short else "text"
    return Block(kind=kind, words=words, markdown=marks.inline(words), place=number, depth=depth)


def _nested(blocks: Iterable[Block]) -> Iterator[Block]:
    """Judge how deep an entry stands by how far in it is set, which is all that a PDF says."""
    begun: list[int] = []
    for block in blocks:
        if block.kind != "item":
            begun = begun if block.kind == "text" and begun else []
            yield replace(block, depth=0) if block.kind == "text" else block
            continue
        begun = [left for left in begun if left < block.depth - _SHIFT]
        begun.append(block.depth)
        yield replace(block, depth=len(begun) - 1)


_ASK = "Ask for the Word file from which it was made."
