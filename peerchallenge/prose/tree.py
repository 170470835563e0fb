"""A text while it is converted, as a tree: what stands where, and in what words; it changes none of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from xml.etree.ElementTree import Element

from peerchallenge.prose.indent import TooDeepError
from peerchallenge.prose.lines import Draft
from peerchallenge.records import Heading

NUMBER = "number"
"""The attribute that tells with what number an item of a list was written; no page ever shows it."""

AMPERSAND = "\x02amp\x03"
"""What the converter writes for an ampersand that it is not to touch again."""

_DEEPEST = 200


@dataclass
class Tree:
    """A text as a tree, what is known of it, and what was found in it."""

    root: Element
    lines: list[str]
    draft: Draft
    is_document: bool
    lang: str = "en"
    headings: list[Heading] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    parents: dict[Element, Element] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    words: int = 0
    _first: list[tuple[Element, str]] = field(default_factory=list)

    def begin(self, root: Element) -> None:
        """Keep the words of each element as they are before they are converted."""
        self._first = [(element, element.text) for element in root.iter() if element.text]

    @cached_property
    def begins(self) -> dict[Element, int]:
        """The line of the text as written on which each element's words begin; sought only where a remark needs it."""
        return _lines(self._first, self.lines)

    def place(self, element: Element, needle: str = "") -> tuple[int, int]:
        """Give line and column of an element, as near as can be told: those of the words sought in its block."""
        at: Element | None = element
        while at is not None and at not in self.begins:
            at = self.parents.get(at)
        first = self.begins[at] if at is not None else 1
        if needle:
            for line in range(first, min(first + 100, len(self.lines) + 1)):
                if needle in self.lines[line - 1]:
                    return line, self.lines[line - 1].index(needle) + 1
        return (first, 0) if at is not None else (0, 0)

    def line_of(self, words: str) -> int:
        """Give the first line that holds these words, letter case ignored; 0 where none does."""
        sought = words.casefold()
        return next((number for number, line in enumerate(self.lines, 1) if sought in line.casefold()), 0)


def _lines(texts: list[tuple[Element, str]], lines: list[str]) -> dict[Element, int]:
    begins: dict[Element, int] = {}
    cursor, misses = 0, 0
    for element, text in texts:
        words = text.strip().partition("\n")[0].strip()
        if not words:
            continue
        found = next((at for at in range(cursor, min(cursor + 1000, len(lines))) if words in lines[at]), None)
        if found is not None:
            cursor = found
        elif (misses := misses + 1) < 100:
            found = next((at for at in range(cursor) if words in lines[at]), None)
        if found is not None:
            begins[element] = found + 1
    return begins


def measure(tree: Tree) -> None:
    """Note every element's parent, and refuse what stands more deeply than browsers keep."""
    level = [tree.root]
    for _ in range(_DEEPEST):
        level = [child for parent in level for child in parent]
        if not level:
            break
    else:
        raise TooDeepError
    tree.parents = {child: parent for parent in tree.root.iter() for child in parent}


def count(text: str) -> int:
    """Give the number of words in a text: what has a letter or a figure in it."""
    words = text.split()
    odd = [word for word in words if not word[0].isalnum()]
    return len(words) - sum(not any(map(str.isalnum, word)) for word in odd)


def plain(text: str) -> str:
    """Give text of the tree as a reader sees it."""
    return unescape(text.replace(AMPERSAND, "&"))


def kept(text: str) -> str:
    """Write text so that the converter leaves it as it is."""
    return text.replace("&", AMPERSAND + "amp;")


def words_of(element: Element) -> str:
    """Give the words of an element, without the numbers of its footnotes."""
    if not len(element) and element.tag not in {"img", "sup"}:
        return " ".join(plain(element.text or "").split())

    def parts(at: Element) -> Iterator[str]:
        if at.tag == "img":
            yield at.get("alt", "")
        elif at.tag != "sup":
            yield at.text or ""
            for child in at:
                yield from parts(child)
                yield child.tail or ""

    return " ".join(plain("".join(parts(element))).split())
