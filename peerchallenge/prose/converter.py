"""The only door to the Markdown converter, made to lose no word of a text; it decides nothing about pages."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape, unescape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension, SaneOListProcessor
from markdown.extensions.tables import TableExtension, TableProcessor
from markdown.inlinepatterns import ENTITY_RE, DelimiterProcessor, InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString, Registry

from peerchallenge.prose import shortcuts
from peerchallenge.prose.lines import fit
from peerchallenge.prose.tree import AMPERSAND, NUMBER

_ADDRESS = r"(?<![\w/=\"'])https://[^\s<>\"“”\x02\x03]*[\w/=#&+~%-]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What is done while a text is converted.

    `before` and `after` are given the tree before and after its words are converted, `after` with the names that are
    given to addresses and to abbreviations and that nothing uses; `surplus` is given a row with too many cells.
    """

    before: Callable[[Element], None]
    after: Callable[[Element, list[str]], None]
    surplus: Callable[[str], None]


def to_html(kind: str, text: str, steps: Steps) -> str:
    """Convert a text, with a converter that is kept for the next; one that failed is not."""
    idle = _IDLE.setdefault(kind, [])
    try:
        converter = idle.pop()
    except IndexError:
        converter = _Converter(kind)
    html = converter.convert(text, steps)
    idle.append(converter)
    return html


class _Converter:
    """A converter for texts of a kind, which remembers nothing of one when it comes to the next."""

    def __init__(self, kind: str) -> None:
        self._abbreviations = AbbrExtension()
        self._markdown = _markdown(kind, self._abbreviations, self._surplus)
        self._addresses = self._markdown.references = _Addresses()
        self._markdown.treeprocessors.register(_Step(self._before), "lines", 25)
        self._markdown.treeprocessors.register(_Step(self._after), "finish", -10)

    def convert(self, text: str, steps: Steps) -> str:
        self._steps = steps
        self._markdown.reset()
        return self._markdown.convert(text)

    def _before(self, root: Element) -> None:
        self._steps.before(root)

    def _surplus(self, row: str) -> None:
        self._steps.surplus(row)

    def _after(self, root: Element) -> None:
        given: Mapping[str, str] = self._abbreviations.abbrs  # type: ignore[attr-defined]
        used = {element.text for element in root.iter("abbr")}
        unused = [f"*[{name}]" for name in given if name not in used]
        self._steps.after(root, unused + [f"[{name}]" for name in self._addresses if name not in self._addresses.used])


_IDLE: dict[str, list[_Converter]] = {}


def _markdown(kind: str, abbreviations: AbbrExtension, surplus: Callable[[str], None]) -> Markdown:
    extensions = [TableExtension(use_align_attribute=True), DefListExtension(), SaneListExtension(), abbreviations]
    if kind == "document":
        extensions.append(FootnoteExtension(PLACE_MARKER="\x02"))
    markdown = Markdown(extensions=extensions)
    markdown.ESCAPED_CHARS = list(string.punctuation)
    markdown.preprocessors.deregister("html_block")
    markdown.inlinePatterns.deregister("html")
    markdown.postprocessors.deregister("raw_html")
    markdown.treeprocessors.deregister("footnote-duplicate", strict=False)
    _add_marks(markdown)
    if kind == "line":
        paragraphs = markdown.parser.blockprocessors["paragraph"]
        markdown.parser.blockprocessors = Registry()
        markdown.parser.blockprocessors.register(paragraphs, "paragraph", 10)
    else:
        markdown.parser.blockprocessors.register(_NumberedList(markdown.parser), "olist", 40)
        markdown.parser.blockprocessors.register(_Table(markdown.parser, surplus), "table", 75)
    shortcuts.take(markdown, {_ADDRESS: ("https://",)})
    return markdown


def _add_marks(markdown: Markdown) -> None:
    markdown.inlinePatterns.register(_Entity(ENTITY_RE, markdown), "entity", 80)
    markdown.inlinePatterns.register(_BareAddress(_ADDRESS, markdown), "bare-address", 105)
    emphasis = _Emphasis("*", "strong,em", markdown)
    emphasis.add("_", "strong,em", smart=True)
    markdown.inlinePatterns.register(emphasis, "em_strong", 60)


class _Addresses(dict[str, tuple[str, str]]):
    """The addresses that a text gives under a name, and the names it uses."""

    def __init__(self) -> None:
        super().__init__()
        self.used: set[str] = set()

    def clear(self) -> None:
        super().clear()
        self.used.clear()

    def __getitem__(self, name: str) -> tuple[str, str]:
        self.used.add(name)
        return super().__getitem__(name)


class _Emphasis(DelimiterProcessor):
    """Reads `*` and `_`; where the converter would lose words between them, the mark is shown as it stands."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: N802
        element, start, end = super().handleMatch(m, data)
        if element is None:
            return element, start, end
        said = "".join(element.itertext())
        if start == m.start() and not element.tail and _bare(said) == _bare(data[start:end]):
            return element, start, end
        self.reset()
        run = re.compile(re.escape(m[0]) + "+").match(data, m.start())
        return None, m.start(), run.end() if run else m.end()


def _bare(text: str) -> str:
    return text.replace("*", "").replace("_", "")


class _Entity(InlineProcessor):
    """Reads `&nbsp;` and the like as the character that is meant."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        character = escape(fit(unescape(m[1])), quote=False).replace("&", AMPERSAND)
        return character, m.start(), m.end()


class _BareAddress(InlineProcessor):
    """Makes a link of an address that stands in the words."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        address = m[0]
        link = Element("a", {"href": address, "rel": "bare"})
        link.text = AtomicString(address)
        return link, m.start(), m.start() + len(address)


class _NumberedList(SaneOListProcessor):
    """Notes on each item of a numbered list the number it was written with."""

    def run(self, parent: Element, blocks: list[str]) -> None:
        numbers = [found[2].rstrip(".") for line in blocks[0].split("\n") if (found := self.CHILD_RE.match(line))]
        super().run(parent, blocks)
        made = parent if parent.tag in {"ol", "ul"} else self.lastChild(parent)
        if made is not None:
            for item, number in zip(list(made)[-len(numbers) :], numbers, strict=False):
                item.set(NUMBER, number)


class _Table(TableProcessor):
    """Keeps the cells of a row that has more of them than the table has columns, in the last one."""

    def __init__(self, parser: BlockParser, surplus: Callable[[str], None]) -> None:
        super().__init__(parser, {"use_align_attribute": True})
        self._surplus = surplus

    def _build_row(self, row: str, parent: Element, align: list[str | None]) -> None:
        super()._build_row(row, parent, align)  # type: ignore[misc]
        if row.count("|") + 1 - bool(self.border) * (row.startswith("|") + row.endswith("|")) <= len(align):
            return
        cells = [cell.strip() for cell in self._split_row(row)]  # type: ignore[attr-defined]
        if any(cells[len(align) :]):
            parent[-1][-1].text = " | ".join(filter(None, cells[len(align) - 1 :]))
            self._surplus(row)

    def _split(self, row: str) -> list[str]:
        if "`" in row or "\\" in row:
            return super()._split(row)  # type: ignore[misc,no-any-return]
        return row.split("|")


class _Step(Treeprocessor):
    """Does something to the tree between two of the converter's own steps."""

    def __init__(self, change: Callable[[Element], None]) -> None:
        super().__init__()
        self._change = change

    def run(self, root: Element) -> None:
        self._change(root)
