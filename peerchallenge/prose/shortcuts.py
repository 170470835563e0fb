"""Ways through the converter that save time where there is nothing to convert; they change nothing of what it gives."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import compress
from xml.etree.ElementTree import Element

from markdown import Markdown, __version_info__
from markdown import inlinepatterns as patterns
from markdown.blockprocessors import ParagraphProcessor
from markdown.preprocessors import NormalizeWhitespace
from markdown.treeprocessors import InlineProcessor, UnescapeTreeprocessor
from markdown.util import ETX, STX

from peerchallenge.prose.serial import serialised

KNOWN = (3, 11)
"""The version of the converter with which the tests compare these ways; any other goes its own way, at its own pace."""

MARKS = {
    patterns.BACKTICK_RE: ("`",),
    patterns.ESCAPE_RE: ("\\",),
    patterns.LINK_RE: ("[",),
    patterns.IMAGE_LINK_RE: ("![",),
    patterns.AUTOLINK_RE: ("<",),
    patterns.AUTOMAIL_RE: ("<",),
    patterns.LINE_BREAK_RE: ("  \n",),
    patterns.ENTITY_RE: ("&",),
    r"\[\^([^\]]*)\]": ("[^",),
    r"\*|_": ("*", "_"),
}
"""The marks of which one at least stands in all that a pattern matches; a pattern not named is tried on everything."""


def take(markdown: Markdown, marks: Mapping[str, tuple[str, ...]]) -> None:
    """Send a converter by these ways, if it is one that is known; `marks` are those of patterns added to it."""
    if __version_info__[: len(KNOWN)] != KNOWN:
        return
    markdown.preprocessors.register(_Whitespace(markdown), "normalize_whitespace", 30)
    markdown.parser.blockprocessors.register(_Paragraph(markdown.parser), "words", 110)
    markdown.treeprocessors.register(_Inline(markdown, {**MARKS, **marks}), "inline", 20)
    markdown.treeprocessors.register(_Unescape(markdown), "unescape", 0)
    markdown.is_block_level = cache(markdown.is_block_level)  # type: ignore[method-assign]
    markdown.serializer = serialised


class _Whitespace(NormalizeWhitespace):
    """Mends lines only where there may be something to mend."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if " \n" in text or any(mark in text for mark in (STX, ETX, "\r", "\t")):
            return super().run(lines)
        return [*lines, "", ""]


class _Paragraph(ParagraphProcessor):
    """Takes blocks whose every line begins with a letter, of which no other processor makes anything."""

    _LINES = re.compile(r"(?:[^\W\d_].*\n)*[^\W\d_].*")

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        return self._LINES.fullmatch(block) is not None


class _Inline(InlineProcessor):
    """Tries on a text only the patterns that something in it may match, and lays aside what none of them may."""

    def __init__(self, markdown: Markdown, marks: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__(markdown)
        self._marks = marks

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        words = "".join(tree.itertext())
        known = [self._marks.get(pattern.pattern, ("",)) for pattern in self.md.inlinePatterns]
        needed = [any(mark in words for mark in marks) for marks in known]
        self.inlinePatterns = list(compress(self.md.inlinePatterns, needed))  # type: ignore[assignment]
        sought = {mark for marks in compress(known, needed) for mark in marks}
        aside = [(at, at.text) for at in tree.iter() if at.text and not any(mark in at.text for mark in sought)]
        for element, _ in aside:
            element.text = None
        super().run(tree, ancestors)
        for element, text in aside:
            element.text = text
        return tree


class _Unescape(UnescapeTreeprocessor):
    """Looks for escaped marks only where there may be one."""

    def unescape(self, text: str) -> str:
        return super().unescape(text) if STX in text else text
