"""The numbers that Word counts for a paragraph and prints before it, as the reader sees them; it changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BULLET = "•"
_MOST_STYLES = 20
_ROMAN = {1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v"}
_ROMAN |= {4: "iv", 1: "i"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What stands before a paragraph: its depth in a list, counted from 0, and the number as printed, or a bullet."""

    depth: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """How one level of a list is counted and printed. `style` is the paragraph style that it belongs to, if any.

    `is_blank` is whether nothing is printed before its paragraphs, which go on with the entry above them.
    """

    start: int
    form: str
    text: str
    in_figures: bool
    style: str
    is_blank: bool


@dataclass(slots=True)
class Numbering:
    """The lists of a document, with what has been counted in each so far; paragraphs are asked after in their order."""

    styles: Mapping[str, Any]
    lists: dict[str, str] = field(default_factory=dict)
    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    starts: dict[str, dict[int, int]] = field(default_factory=dict)
    counted: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, paragraph: Any) -> Label | None:
        """Count a paragraph, and give what stands before it; None where it is in no list."""
        number, depth = self._list_of(paragraph)
        abstract = self.lists.get(number, "")
        level = self.levels.get(abstract, {}).get(depth)
        if level is None:
            return None
        if level.form == "bullet" or not level.text:
            return Label(depth=depth, text=BULLET if level.form == "bullet" and not level.is_blank else "")
        self._count(number, abstract, depth, level)
        return Label(depth=depth, text=self._printed(abstract, level))

    def _count(self, number: str, abstract: str, depth: int, level: _Level) -> None:
        counted = self.counted.setdefault(abstract, {})
        begins = self.starts.get(number, {}).pop(depth, None)
        counted[depth] = begins if begins is not None else counted.get(depth, level.start - 1) + 1
        for deeper in [other for other in counted if other > depth]:
            del counted[deeper]

    def _printed(self, abstract: str, level: _Level) -> str:
        text = level.text
        for depth, other in self.levels[abstract].items():
            at = self.counted[abstract].get(depth, other.start)
            form = "decimal" if level.in_figures else other.form
            text = text.replace(f"%{depth + 1}", _FORMS.get(form, str)(at))
        return " ".join(text.split())

    def _list_of(self, paragraph: Any) -> tuple[str, int]:
        """Give the list that a paragraph is in, and how deep, by itself or by its style."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        number, depth = value(own, "numId"), value(own, "ilvl")
        style = value(paragraph.find(f"{W}pPr"), "pStyle")
        for base in self._bases(style):
            if number:
                break
            inherited = self.styles[base].find(f"{W}pPr/{W}numPr")
            number = value(inherited, "numId")
            found = [at for at, level in self.levels.get(self.lists.get(number, ""), {}).items() if level.style == base]
            depth = depth or value(inherited, "ilvl") or str(next(iter(found), 0))
        return number, int(depth) if depth.isdecimal() else 0

    def _bases(self, style: str) -> Iterator[str]:
        """Give a style and those that it is based on."""
        seen: set[str] = set()
        while style in self.styles and style not in seen and len(seen) < _MOST_STYLES:
            seen.add(style)
            yield style
            style = value(self.styles[style], "basedOn")


def numbering(root: Any | None, styles: Mapping[str, Any]) -> Numbering:
    """Read the lists of a document, from the part that describes them; `styles` are its styles by their ids."""
    found = Numbering(styles=styles)
    if root is None:
        return found
    linked = {}
    for abstract in root.iter(f"{W}abstractNum"):
        name = abstract.get(f"{W}abstractNumId", "")
        found.levels[name] = {_depth(level): _level(level) for level in abstract.findall(f"{W}lvl")}
        linked[name] = value(abstract, "numStyleLink")
    for one in root.iter(f"{W}num"):
        number = one.get(f"{W}numId", "")
        found.lists[number] = value(one, "abstractNumId")
        overrides = one.findall(f"{W}lvlOverride")
        begins = {_depth(o): int(start) for o in overrides if (start := value(o, "startOverride")).isdecimal()}
        found.starts[number] = begins
    for number, abstract in found.lists.items():
        style = styles.get(linked.get(abstract, ""))
        if style is not None:
            other = value(style.find(f"{W}pPr/{W}numPr"), "numId")
            found.lists[number] = found.lists.get(other, abstract)
    return found


def _level(level: Any) -> _Level:
    start = value(level, "start")
    return _Level(
        start=int(start) if start.isdecimal() else 1,
        form=value(level, "numFmt") or "decimal",
        text=value(level, "lvlText"),
        in_figures=level.find(f"{W}isLgl") is not None,
        style=value(level, "pStyle"),
        is_blank=not value(level, "lvlText").strip() and level.find(f"{W}lvlPicBulletId") is None,
    )


def _depth(element: Any) -> int:
    text = element.get(f"{W}ilvl", "")
    return int(text) if text.isdecimal() else 0


def value(element: Any | None, name: str) -> str:
    """Give the value of an element inside another; nothing where it has none."""
    found = element.find(f"{W}{name}") if element is not None else None
    return str(found.get(f"{W}val", "")) if found is not None else ""


def _letters(number: int) -> str:
    """Count as Word does: a to z, then aa, bb."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9) if number > 0 else ""


def _roman(number: int) -> str:
    text = ""
    for worth, signs in _ROMAN.items():
        times = min(number // worth, 9)
        text += signs * times
        number -= worth * times
    return text


_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_FORMS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "ordinal": lambda number: f"{number}{_ENDINGS.get(number % 10 if number % 100 // 10 != 1 else 0, 'th')}",
    "none": lambda _: "",
}
"""How Word writes the number of a level; another way of writing is taken for figures."""
