"""Write the blocks of a text as the body of a document, in this project's Markdown; no word is left out or added."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from peerchallenge.importing.texts import marks
from peerchallenge.importing.texts.blocks import NOTE_BEGIN, NOTE_END, Block
from peerchallenge.importing.word.numbering import BULLET

_TOP = 2
_DEEPEST = 6
_ORDINARY = re.compile(r"\d{1,9}[.)]")


def body(blocks: Iterable[Block], notes: Iterable[str]) -> str:
    """Write a body: headings from the second level, as the page has its title above them; footnotes at the end."""
    parts = [_part(kind, tuple(group)) for kind, group in groupby(_levelled(tuple(blocks)), key=_kind)]
    ends = (f"[^{number}]: {' '.join(note.split())}" for number, note in enumerate(notes, 1) if note)
    return re.sub(f"{NOTE_BEGIN}([0-9]+){NOTE_END}", r"[^\1]", "\n\n".join((*parts, *ends)))


def passage(blocks: Iterable[Block]) -> str:
    """Write blocks as a value among the details, where there are no headings."""
    return "\n\n".join(_part(kind, tuple(group)) for kind, group in groupby(blocks, key=_kind))


def _kind(block: Block) -> str:
    return "item" if block.kind == "item" and _in_list(block) else "block"


def _in_list(block: Block) -> bool:
    """Whether a number is one that a list can have; what is numbered 2.1 or R1 is a paragraph."""
    return block.label == BULLET or bool(_ORDINARY.fullmatch(block.label)) or block.label.strip("().").isalpha()


def _part(kind: str, group: tuple[Block, ...]) -> str:
    return "\n".join(_items(group)) if kind == "item" else "\n\n".join(map(_block, group))


def _items(group: tuple[Block, ...]) -> Iterator[str]:
    """Set each entry four spaces further in than the one that it stands under."""
    open_at: list[int] = []
    for block in group:
        while open_at and open_at[-1] >= block.depth:
            open_at.pop()
        indent = " " * (4 * len(open_at))
        open_at.append(block.depth)
        sign = f"{block.label.strip('.)')}." if _ORDINARY.fullmatch(block.label) else "-"
        label = "" if sign != "-" or block.label == BULLET else f"{marks.inline(block.label)} "
        lines = f"{label}{block.markdown}".split("\n")
        rest = "".join(f"\n{indent}    {marks.begin(line.strip())}" for line in lines[1:])
        yield f"{indent}{sign} {marks.begin(lines[0])}{rest}"


def _block(block: Block) -> str:
    if block.kind == "mark":
        return block.markdown
    if block.kind == "table":
        return "\n".join(_table(block.rows))
    written = " ".join(filter(None, (marks.inline(block.label), block.markdown)))
    if block.kind == "heading":
        return f"{'#' * block.depth} {written}"
    return "\n".join(marks.begin(line) for line in written.split("\n"))


def _table(rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    for number, row in enumerate(rows):
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
        if not number:
            yield f"|{' --- |' * len(row)}"


def _levelled(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Move headings so that the first level is the second, none skips one, and those of one level stay of one."""
    open_at: list[int] = []
    for block in blocks:
        if block.kind != "heading":
            yield block
            continue
        while open_at and open_at[-1] >= block.depth:
            open_at.pop()
        open_at.append(block.depth)
        yield replace(block, depth=min(_TOP + len(open_at) - 1, _DEEPEST))
