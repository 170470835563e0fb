"""A text while it is converted, as a tree: what stands where, and in what words; it changes none of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from xml.etree.ElementTree import Element

from peerchallenge.prose.indent import TooDeepError
from peerchallenge.prose.lines import Draft
from peerchallenge.records import Heading

LINE = "line"
"""The attribute that tells where an element began in the text as written; no page ever shows it."""

NUMBER = "number"
"""The attribute that tells with what number an item of a list was written; no page ever shows it."""

AMPERSAND = "\x02amp\x03"
"""What the converter writes for an ampersand that it is not to touch again."""

_DEEPEST = 200


@dataclass(slots=True)
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

    def place(self, element: Element, needle: str = "") -> tuple[int, int]:
        """Give line and column of an element, as near as can be told: those of the words sought in its block."""
        at: Element | None = element
        while at is not None and LINE not in at.attrib:
            at = self.parents.get(at)
        first = int(at.attrib[LINE]) if at is not None else 1
        if needle:
            for line in range(first, min(first + 100, len(self.lines) + 1)):
                if needle in self.lines[line - 1]:
                    return line, self.lines[line - 1].index(needle) + 1
        return (first, 0) if at is not None else (0, 0)

    def line_of(self, words: str) -> int:
        """Give the first line that holds these words, letter case ignored; 0 where none does."""
        sought = words.casefold()
        return next((number for number, line in enumerate(self.lines, 1) if sought in line.casefold()), 0)


def note_lines(root: Element, lines: list[str]) -> None:
    """Write on each element the line on which its words begin; done before they are converted."""
    cursor, misses = 0, 0
    for element in root.iter():
        words = (element.text or "").strip().partition("\n")[0].strip()
        if not words:
            continue
        found = next((at for at in range(cursor, min(cursor + 1000, len(lines))) if words in lines[at]), None)
        if found is not None:
            cursor = found
        elif (misses := misses + 1) < 100:
            found = next((at for at in range(cursor) if words in lines[at]), None)
        if found is not None:
            element.set(LINE, str(found + 1))


def measure(tree: Tree) -> None:
    """Note every element's parent, and refuse what stands more deeply than browsers keep."""
    level, depth = [tree.root], 0
    while level:
        depth += 1
        if depth > _DEEPEST:
            raise TooDeepError
        for parent in level:
            tree.parents.update((child, parent) for child in parent)
        level = [child for parent in level for child in parent]


def plain(text: str) -> str:
    """Give text of the tree as a reader sees it."""
    return unescape(text.replace(AMPERSAND, "&"))


def kept(text: str) -> str:
    """Write text so that the converter leaves it as it is."""
    return text.replace("&", AMPERSAND + "amp;")


def words_of(element: Element) -> str:
    """Give the words of an element, without the numbers of its footnotes."""

    def parts(at: Element) -> Iterator[str]:
        if at.tag == "img":
            yield at.get("alt", "")
        elif at.tag != "sup":
            yield at.text or ""
            for child in at:
                yield from parts(child)
                yield child.tail or ""

    return " ".join(plain("".join(parts(element))).split())
