"""The text of a document as a row of blocks: headings, paragraphs, entries of lists, tables; it judges no words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from markdownify import MarkdownConverter

from peerchallenge.importing.texts import marks
from peerchallenge.importing.word.numbering import BULLET
from peerchallenge.importing.word.settled import BEGIN, END

NOTE_BEGIN, NOTE_END = "\ue012", "\ue013"
"""Stand round the number of a footnote until everything round it is written."""
_PLAIN = dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x3000, 0x2028, 0x2029), " ")
_PLAIN |= dict.fromkeys((0xAD, 0x200B, 0x200C, 0x2060, 0xFEFF), "")
"""Spaces of several widths are written as one, and what nobody can see is left out."""
_NOTED = re.compile(f"{BEGIN}([0-9]+)[|]([a-z]+)[|]([0-9]+)[|]([^{END}]*){END}")
_TYPED = re.compile(
    rf"(?P<label>[{BULLET}·▪●◦‣\uf0b7]|(?:\d{{1,2}}|[a-z]|[ivx]{{1,4}})[.)]|\([a-z]+\))\s+(?P<rest>\S.*)", re.DOTALL
)
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
    soup = BeautifulSoup(html.translate(_PLAIN), "html.parser")
    notes = tuple(_notes(soup))
    for name in ("s", "del", "sup", "sub", "u"):
        for tag in soup.find_all(name):
            tag.unwrap()
    for link in soup.find_all("a"):
        if not re.match(r"https?://|mailto:", str(link.get("href") or "")):
            link.unwrap()
    return Text(blocks=tuple(typed(tuple(_blocks(soup)))), notes=tuple(map(_markdown_of, notes)))


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
    width = max(sum(_span(cell) for cell in row) for row in rows)
    written = tuple(_row(row, width) for row in rows)
    words = " ".join(_NOTED.sub(" ", table.get_text(" ")).split())
    if words:
        yield Block(kind="table", words=words, markdown="", place=int(first[1]) if first else 0, rows=written)


def _row(cells: Iterable[Any], width: int) -> tuple[str, ...]:
    written: list[str] = []
    for cell in cells:
        inner = (" ".join(_cell(block).split()) for block in _blocks(cell))
        written.extend((" ".join(filter(None, inner)), *("" for _ in range(_span(cell) - 1))))
    return tuple((*written, *[""] * width)[:width])


def _cell(block: Block) -> str:
    if block.kind == "table":
        return " ".join(cell for row in block.rows for cell in row)
    return f"{block.label} {block.markdown}".replace("  \n", " ")


def _span(cell: Any) -> int:
    number = str(cell.get("colspan") or "1")
    return min(int(number), 63) if number.isdecimal() and int(number) else 1


def typed(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Take what was typed before an entry of a list out of its words, where its neighbours have the like."""
    found = [_TYPED.fullmatch(own.words) if own.kind == "text" else None for own in blocks]
    for at, (own, match) in enumerate(zip(blocks, found, strict=True)):
        beside = any(found[near] for near in (at - 1, at + 1) if 0 <= near < len(found))
        if not match or not (beside or match["label"][0] in f"{BULLET}·▪●◦‣\uf0b7"):
            yield own
            continue
        label = match["label"]
        yield replace(
            own,
            kind="item",
            label=label if label.strip("().").isalnum() else BULLET,
            words=match["rest"],
            markdown=_without(label, own.markdown),
        )


def _without(label: str, written: str) -> str:
    """Take a label away that stands before the words, or before the words in bold at their beginning."""
    bold = "**" if written.startswith("**") else ""
    rest = written[len(bold) :].removeprefix(label).lstrip()
    return rest.removeprefix("**").lstrip() if bold and rest.startswith("**") else bold + rest


class _Converter(MarkdownConverter):
    """Writes Markdown as this project reads it."""

    def escape(self, text: str, parent_tags: Any) -> str:  # noqa: ARG002 - the library's own signature
        """Escape what would be read as a mark."""
        return marks.inline(text)


def _markdown_of(tag: Any) -> str:
    converter = _Converter(autolinks=False, bullets="-", newline_style="spaces", strip_document=None)
    written = str(converter.convert_soup(tag)).strip("\n ")
    return re.sub(f" *({NOTE_BEGIN}[0-9]+{NOTE_END})", r"\1", written)
