"""The text of a document as a row of blocks: headings, paragraphs, entries of lists, tables; it judges no words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from markdownify import MarkdownConverter

from peerchallenge.importing.texts import marks
from peerchallenge.importing.word.settled import BEGIN, END

NOTE_BEGIN, NOTE_END = "\ue012", "\ue013"
"""Stand round the number of a footnote until everything round it is written."""
_PLAIN = dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x3000, 0x2028, 0x2029), " ")
_UNSEEN = (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF)
_PLAIN |= dict.fromkeys(_UNSEEN, "")
_PLAIN |= {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF0FB: "✗", 0xF0FE: "☑", 0xF0A8: "☐", 0xF0E0: "→"}
"""Spaces of several widths are written as one, what nobody can see is left out, and signs of Word's own fonts named."""
_RAISED = dict(zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))
_NOTED = re.compile(f"{BEGIN}([0-9]+)[|]([a-z]+)[|]([0-9]+)[|]([^{END}]*){END}")
_LEAD = re.compile(r"\*\*(?P<lead>(?:[^*]|\*(?!\*))+)\*\*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of a text. `kind` is title, heading, text, item, table or picture.

    `depth` is the level of a heading, from 1, or how deep an item stands in its list, from 0. `label` is the number as
    printed, which is not in `words` nor in `markdown`. `lead` are words in bold at its beginning. `rows` are the cells
    of a table, in Markdown. `place` counts the paragraphs of the document.
    """

    kind: str
    words: str
    markdown: str
    place: int = 0
    depth: int = 0
    label: str = ""
    lead: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A whole text: its blocks, and its footnotes in Markdown in the order in which the text points to them."""

    blocks: tuple[Block, ...]
    notes: tuple[str, ...]


def text(html: str) -> Text:
    """Read the blocks of a converted document."""
    soup = BeautifulSoup(unicodedata.normalize("NFC", html.translate(_PLAIN)), "html.parser")
    notes = tuple(_notes(soup))
    for raised in soup.find_all("sup"):
        if (figures := raised.get_text()).strip().isdecimal():  # “£4.2m²”, not “£4.2m2”
            raised.replace_with(NavigableString("".join(_RAISED.get(sign, sign) for sign in figures)))
    for box in soup.find_all("input", type="checkbox"):
        box.replace_with(NavigableString("☑" if box.has_attr("checked") else "☐"))
    for name in ("s", "del", "sup", "sub", "u"):
        for tag in soup.find_all(name):
            tag.unwrap()
    for link in soup.find_all("a"):
        if not re.match(r"https?://|mailto:", str(link.get("href") or "")):
            link.unwrap()
    return Text(blocks=tuple(_blocks(soup)), notes=tuple(map(_markdown_of, notes)))


def _notes(soup: Any) -> Iterator[Any]:
    """Take the footnotes out of the text, each of whose pointers becomes a mark."""
    for number, pointer in enumerate(soup.select("sup > a[id^=footnote-ref], sup > a[id^=endnote-ref]"), 1):
        note = soup.find(id=str(pointer.get("href", "")).removeprefix("#"))
        pointer.parent.replace_with(NavigableString(f"{NOTE_BEGIN}{number}{NOTE_END}"))
        if note is None:
            continue
        for back in note.select("a[href^='#']"):
            back.decompose()
        note.name = "div"
        yield note.extract()
    for emptied in soup.find_all("ol"):
        if not emptied.find("li"):
            emptied.decompose()


def _blocks(parent: Any) -> Iterator[Block]:
    for child in list(parent.children):
        if not isinstance(child, Tag):
            continue
        if child.name == "table":
            yield from _table(child)
        elif child.name == "p":
            yield from _paragraph(child)
        else:
            yield from _blocks(child)


def _paragraph(tag: Any) -> Iterator[Block]:
    noted = _NOTED.search(tag.get_text())
    for words in tag.find_all(string=_NOTED):
        words.replace_with(NavigableString(_NOTED.sub("", words)))
    kind, depth = (noted[2], int(noted[3])) if noted else ("text", 0)
    if kind in {"heading", "title"}:
        for name in ("strong", "em"):
            for marked in tag.find_all(name):
                marked.unwrap()
        for gap in tag.find_all("br"):
            gap.replace_with(NavigableString(" "))
        tag.smooth()
    words = " ".join(re.sub(f"{NOTE_BEGIN}[0-9]+{NOTE_END}", " ", tag.get_text(" ")).split())
    written = _markdown_of(tag)
    if not written.strip():
        return
    lead = _LEAD.match(written)
    yield Block(
        kind=kind if words else "picture",
        words=" ".join(re.sub(f"{NOTE_BEGIN}[0-9]+{NOTE_END}", "", tag.get_text()).split()),
        markdown=written,
        place=int(noted[1]) if noted else 0,
        depth=depth,
        label=noted[4] if noted else "",
        lead=" ".join(lead["lead"].split()) if lead else "",
    )


def _table(table: Any) -> Iterator[Block]:
    """Read a table; one of a single column is only a frame round paragraphs."""
    rows = [
        row.find_all(["td", "th"], recursive=False) for row in table.find_all("tr") if row.find_parent("table") is table
    ]
    if max((len(row) for row in rows), default=0) < 2:
        for row in rows:
            for cell in row:
                yield from _blocks(cell)
        return
    first = _NOTED.search(table.get_text())
    width = min(max(sum(_span(cell, "colspan") for cell in row) for row in rows), 63)
    written = tuple(_rows(rows, width))
    words = " ".join(_NOTED.sub(" ", table.get_text(" ")).split())
    if words:
        yield Block(kind="table", words=words, markdown="", place=int(first[1]) if first else 0, rows=written)


def _rows(rows: Iterable[Iterable[Any]], width: int) -> Iterator[tuple[str, ...]]:
    """Give the words of each row; a cell that reaches over others stands in the first, and they are empty."""
    taken = [0] * width
    for cells in rows:
        written: list[str] = []
        waiting = iter(cells)
        while len(written) < width:
            if taken[len(written)]:
                taken[len(written)] -= 1
                written.append("")
            elif (cell := next(waiting, None)) is None:
                written.append("")
            else:
                at, across = len(written), min(_span(cell, "colspan"), width - len(written))
                inner = (" ".join(_cell(block).split()) for block in _blocks(cell))
                written.extend((" ".join(filter(None, inner)), *[""] * (across - 1)))
                taken[at : at + across] = [_span(cell, "rowspan") - 1] * across
        yield tuple(written)


def _cell(block: Block) -> str:
    if block.kind == "table":
        return " ".join(cell for row in block.rows for cell in row)
    return f"{block.label} {block.markdown}".replace("  \n", " ")


def _span(cell: Any, name: str) -> int:
    number = str(cell.get(name) or "1")
    return min(int(number), 999) if number.isdecimal() and int(number) else 1


class _Converter(MarkdownConverter):
    """Writes Markdown as this project reads it."""

    def escape(self, text: str, parent_tags: Any) -> str:  # noqa: ARG002 - the library's own signature
        """Escape what would be read as a mark."""
        return marks.inline(text)


def _markdown_of(tag: Any) -> str:
    converter = _Converter(autolinks=False, bullets="-", newline_style="spaces", strip_document=None)
    written = str(converter.convert_soup(tag)).strip("\n ")
    return re.sub(f" *({NOTE_BEGIN}[0-9]+{NOTE_END})", r"\1", written)
