"""How a paragraph of a Word document looks to its reader: heading or not, bold, how large; it changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from peerchallenge.importing.word.numbering import W, value

_MOST_STYLES = 20
_LONGEST = 120
_NORMAL = 22
_HEADING = re.compile(r"(?:heading|pennawd) ?([1-9])", re.IGNORECASE)
_DEPTH = re.compile(r"list (?:bullet|number) ([2-5])", re.IGNORECASE)
_UNDER_TITLE = {"subtitle", "author", "date"}
"""Styles that some programs base on the style of a title."""
_SENTENCE = re.compile(r"[.;,]\W*$")


@dataclass(slots=True)
class Looks:
    """The styles of a document by their ids, with what was found out about each; sizes are in half points."""

    styles: Mapping[str, Any]
    size: int = _NORMAL
    _levels: dict[str, int] = field(default_factory=dict)

    def level(self, paragraph: Any) -> int:
        """Give the level of a paragraph that is a heading by its style or by itself, from 1; 0 for one that is none."""
        own = _outline(paragraph)
        style = value(paragraph.find(f"{W}pPr"), "pStyle")
        if style not in self._levels:
            self._levels[style] = next((level for base in self.bases(style) if (level := _style_level(base))), 0)
        return own or self._levels[style]

    def depth(self, paragraph: Any) -> int:
        """Give how deep in a list a paragraph is set by its style alone: “List Bullet 2” is one in."""
        named = _DEPTH.fullmatch(value(self.styles.get(value(paragraph.find(f"{W}pPr"), "pStyle")), "name"))
        return int(named[1]) - 1 if named else 0

    def is_title(self, paragraph: Any) -> bool:
        """Whether it is the title of the document."""
        style = value(paragraph.find(f"{W}pPr"), "pStyle")
        names = [value(base, "name").casefold() for base in self.bases(style)]
        return bool({"title", "teitl"}.intersection(names)) and names[0] not in _UNDER_TITLE

    def is_contents(self, paragraph: Any) -> bool:
        """Whether it is a line of a table of contents that Word made."""
        style = value(paragraph.find(f"{W}pPr"), "pStyle")
        return bool(re.match(r"(toc|table of figures)\b", value(self.styles.get(style), "name"), re.IGNORECASE))

    def is_bold(self, paragraph: Any) -> bool:
        """Whether all its words are bold."""
        runs = _runs(paragraph)
        return bool(runs) and all(self._is(paragraph, run, "b") for run in runs)

    def is_hidden(self, paragraph: Any, run: Any) -> bool:
        """Whether a run is hidden text, which Word shows to nobody."""
        return self._is(paragraph, run, "vanish")

    def by_style(self, run: Any, mark: str) -> bool:
        """Whether a run is bold (`b`) or italic (`i`) by the style of its characters."""
        return next((_on(found) for base in self._marks(run) if (found := base.find(f"{W}{mark}")) is not None), False)

    def size_of(self, paragraph: Any) -> int:
        """Give the size of its largest letters."""
        return max((self._size(paragraph, run) for run in _runs(paragraph)), default=self.size)

    def may_head(self, text: str) -> bool:
        """Whether a line in bold is short enough to be a heading, and no sentence."""
        return 1 < len(text) <= _LONGEST and not _SENTENCE.search(text) and bool(re.search(r"[^\W\d_]{2}", text))

    def bases(self, style: str) -> Iterator[Any]:
        """Give a style and those that it is based on, the nearest first."""
        seen: set[str] = set()
        while style in self.styles and style not in seen and len(seen) < _MOST_STYLES:
            seen.add(style)
            yield self.styles[style]
            style = value(self.styles[style], "basedOn")

    def _marks(self, run: Any) -> Iterator[Any]:
        for base in self.bases(value(run.find(f"{W}rPr"), "rStyle")):
            if (marks := base.find(f"{W}rPr")) is not None:
                yield marks

    def _all_marks(self, paragraph: Any, run: Any) -> Iterator[Any]:
        if (own := run.find(f"{W}rPr")) is not None:
            yield own
        yield from self._marks(run)
        for base in self.bases(value(paragraph.find(f"{W}pPr"), "pStyle") or self._default()):
            if (marks := base.find(f"{W}rPr")) is not None:
                yield marks

    def _is(self, paragraph: Any, run: Any, mark: str) -> bool:
        every = self._all_marks(paragraph, run)
        return next((_on(found) for marks in every if (found := marks.find(f"{W}{mark}")) is not None), False)

    def _size(self, paragraph: Any, run: Any) -> int:
        every = self._all_marks(paragraph, run)
        sizes = (value(marks, "sz") for marks in every)
        return next((int(size) for size in sizes if size.isdecimal()), self.size)

    def _default(self) -> str:
        found = (name for name, style in self.styles.items() if _is_default(style))
        return next(found, "")


def looks(root: Any | None) -> Looks:
    """Read the styles of a document, from the part that describes them."""
    if root is None:
        return Looks(styles={})
    size = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz")
    written = size.get(f"{W}val", "") if size is not None else ""
    return Looks(
        styles={style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")},
        size=int(written) if written.isdecimal() else 20,
    )


def _runs(paragraph: Any) -> list[Any]:
    return [run for run in paragraph.iter(f"{W}r") if any((text.text or "").strip() for text in run.iter(f"{W}t"))]


def _style_level(style: Any) -> int:
    named = _HEADING.fullmatch(value(style, "name").strip())
    return int(named[1]) if named else _outline(style)


def _outline(element: Any) -> int:
    level = value(element.find(f"{W}pPr"), "outlineLvl")
    return int(level) + 1 if level.isdecimal() and int(level) < 9 else 0


def _on(mark: Any) -> bool:
    return mark.get(f"{W}val", "true") not in {"0", "false", "off", "none"}


def _is_default(style: Any) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true"}
