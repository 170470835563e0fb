"""The parts of a text whose headings promise recommendations, and what they say of them; it reads no entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from peerchallenge import addresses
from peerchallenge.importing.texts.blocks import Block

_SECTION = re.compile(
    r"\b(?:recommendations?|suggestions? for (?:improvement|consideration)|areas? for improvement)\b", re.IGNORECASE
)
_NOT_NEW = re.compile(
    r"\b(?:progress|previous|earlier|original|against|update on|response to|20[01]\d)\b", re.IGNORECASE
)
_NO_THEME = re.compile(
    r"\b(?:feedback|summary|introduction|approach|next steps|progress review|conclusions?|appendix|peer challenge)\b",
    re.IGNORECASE,
)
_SERIES = (
    ("further", r"\b(?:further|additional|other|supplementary|secondary)\b"),
    ("key", r"\b(?:key|main|headline|principal|priority)\b"),
    ("suggestion", r"\bsuggestions?\b"),
)
_NUMBER = r"[A-Z]{0,4}\s?\d{1,3}(?:\.\d{1,2})*[a-z]?(?:\([a-z]+\))?"
LABELLED = re.compile(
    rf"(?:(?:key |further )?rec(?:ommendation|\.)?\s*(?:no\.?\s*)?(?P<ref>{_NUMBER})|(?P<short>R\d{{1,3}}[a-z]?))"
    r"\s*(?:[.:;)–—-]+\s*|\s+|$)",
    re.IGNORECASE,
)
"""A number with what stands before it where recommendations are numbered: “Recommendation 3:”, “R3”."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A run of blocks under a heading, where recommendations may stand; `theme` is what they stand under, if any."""

    first: int
    last: int
    series: str
    theme: str


def promises(blocks: tuple[Block, ...]) -> Iterator[tuple[int, int]]:
    """Give the places of the headings that promise recommendations, each with the place where its part ends."""
    for at, block in enumerate(blocks):
        if block.kind == "heading" and _promises(block):
            yield at, next((n for n in range(at + 1, len(blocks)) if _ends(blocks[n], block)), len(blocks))


def _promises(heading: Block) -> bool:
    words = heading.words
    return bool(_SECTION.search(words)) and not _NOT_NEW.search(words) and not LABELLED.match(words)


def sections(blocks: tuple[Block, ...]) -> Iterator[Section]:
    """Give the parts of the text whose heading promises recommendations, each divided by the headings in it."""
    path: list[Block] = []
    ends = dict(promises(blocks))
    for at, block in enumerate(blocks):
        if block.kind != "heading":
            continue
        while path and path[-1].depth >= block.depth:
            path.pop()
        above = path[-1] if path else None
        path.append(block)
        if at not in ends:
            continue
        theme = theme_of(above) if above and not _SECTION.search(above.words) else ""
        series = next((name for name, pattern in _SERIES if re.search(pattern, block.words, re.IGNORECASE)), "")
        yield from _divided(blocks, Section(first=at + 1, last=ends[at], series=series, theme=theme))


def _ends(block: Block, heading: Block) -> bool:
    return block.kind == "heading" and block.depth <= heading.depth and not LABELLED.match(block.words)


def _divided(blocks: tuple[Block, ...], section: Section) -> Iterator[Section]:
    """Divide a section by the headings in it that name a theme and are no recommendation themselves."""
    first, theme = section.first, section.theme
    for at in range(section.first, section.last):
        own = blocks[at]
        if own.kind == "heading" and not is_entry(blocks, at, section) and not _SECTION.search(own.words):
            yield replace(section, first=first, last=at, theme=theme)
            first, theme = at + 1, theme_of(own)
    yield replace(section, first=first, last=section.last, theme=theme)


def is_entry(blocks: tuple[Block, ...], at: int, section: Section) -> bool:
    """Whether a heading is a recommendation: numbered as one, or one of several with words and no list below."""
    own = blocks[at]
    if LABELLED.match(own.words):
        return True
    end = next((n for n in range(at + 1, section.last) if blocks[n].kind == "heading"), section.last)
    below = blocks[at + 1 : end]
    return bool(below) and re.match(r"\d", f"{own.label}{own.words}") is not None and below[0].kind == "text"


def theme_of(heading: Block) -> str:
    """Give the words of a heading without its number, where they can be a theme."""
    words = re.sub(
        r"^(?:\d+(?:\.\d+)*[.)]?|theme \d+:?|appendix \w:?)\s*[:–-]?\s*", "", heading.words, flags=re.IGNORECASE
    )
    return "" if _NO_THEME.search(words) or not addresses.slug(words) else words
