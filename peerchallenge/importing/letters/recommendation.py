"""One recommendation as a document prints it: its number, its title, its words and its parts; no word is changed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from peerchallenge.importing.letters.sections import LABELLED, Section
from peerchallenge.importing.texts.blocks import NOTE_BEGIN, NOTE_END, Block
from peerchallenge.importing.word.numbering import BULLET


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a recommendation, its number as printed."""

    ref: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """What the peers recommend. `printed` is its number with the words round it, `at` its place among the blocks.

    `id` is a handle of its own, where its number is not enough to tell it from the others.
    """

    at: int
    until: int
    printed: str
    ref: str
    title: str
    blocks: tuple[Block, ...]
    parts: tuple[Part, ...] = ()
    series: str = ""
    theme: str = ""
    id: str = ""

    @property
    def words(self) -> str:
        """Its title and its words."""
        return " ".join((self.title, *(block.words for block in self.blocks))).strip()


def made(blocks: tuple[Block, ...], at: int, until: int, section: Section) -> Recommendation:
    """Read the blocks from one place until another as a recommendation of a section."""
    own = blocks[at]
    printed, ref, first = _number(own)
    title = ""
    if own.kind == "heading":
        title, inside = first.words, list(blocks[at + 1 : until])
    else:
        title, first = _titled(first)
        inside = [first, *blocks[at + 1 : until]] if first.words else list(blocks[at + 1 : until])
    if title:
        inside = _with_notes(own, inside)
    items = [b for b in inside[1:] if b.kind == "item"] if len(inside) > 1 else []
    parts: tuple[Part, ...] = ()
    if items and inside[-len(items) :] == items and all(b.depth == items[0].depth for b in items):
        parts = tuple(map(_part, items))
        inside = inside[: -len(items)]
    return Recommendation(
        at=at,
        until=until,
        printed=printed,
        ref=ref,
        title=title,
        blocks=tuple(inside),
        parts=parts,
        series=section.series,
        theme=section.theme,
    )


def _with_notes(titled: Block, inside: list[Block]) -> list[Block]:
    """Move the marks of footnotes behind the words of a title, which can have none, to the text below it."""
    written = "".join(block.markdown for block in inside)
    marks = "".join(
        found for found in re.findall(f"{NOTE_BEGIN}[0-9]+{NOTE_END}", titled.markdown) if found not in written
    )
    if not marks:
        return inside
    head = inside[0] if inside else replace(titled, kind="text", words="", markdown="", label="", lead="")
    return [replace(head, markdown=f"{head.markdown}{marks}"), *inside[1:]]


def _part(block: Block) -> Part:
    plain = replace(block, kind="text", label="", depth=0)
    return Part(
        ref=""
        if block.label == BULLET
        else block.label.strip(" .")
        if "(" in block.label
        else block.label.strip(" .)"),
        blocks=(plain,),
    )


def _number(block: Block) -> tuple[str, str, Block]:
    """Give the number as printed, the number alone, and the block without it."""
    label = "" if block.label == BULLET else block.label
    if label and (found := LABELLED.fullmatch(f"{label} ")):
        return label, found["ref"] or found["short"], replace(block, label="")
    if label:
        return label, label.strip(" .:)") if "(" not in label else label.strip(" .:"), replace(block, label="")
    found = LABELLED.match(block.words)
    if not found:
        return "", "", replace(block, label="")
    typed = found[0].strip()
    bold = "**" if block.markdown.startswith("**") else ""
    rest = block.markdown[len(bold) :].removeprefix(typed).lstrip(" :–—-.")
    rest = rest.removeprefix("**").lstrip(" :–—-.") if bold and rest.startswith("**") else bold + rest
    lead = block.lead.removeprefix(typed).strip(" :–—-.")
    words = block.words[found.end() :].strip()
    return typed, found["ref"] or found["short"], replace(block, label="", words=words, markdown=rest, lead=lead)


def _titled(block: Block) -> tuple[str, Block]:
    """Take words in bold at the beginning for the title, where other words follow them."""
    if not block.lead or not block.markdown.startswith("**") or block.words == block.lead:
        return "", block
    rest = block.markdown[block.markdown.index("**", 2) + 2 :].lstrip(" :–—-.\n")
    words = block.words.removeprefix(block.lead).lstrip(" :–—-.")
    if words[:1].islower() and not re.search(
        r"[.:;?!–—-]", block.lead[-1:] + block.words[len(block.lead) :].strip()[:1]
    ):
        return "", block  # a sentence that only begins in bold
    return block.lead.rstrip(" :–—-."), replace(block, words=words, markdown=rest, lead="")
