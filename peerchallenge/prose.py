"""Convert Markdown to HTML that is safe to show: the only door to the converter; it reads and writes no file."""

from __future__ import annotations

import os
import re
import string
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape, unescape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import ENTITY_RE, InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString, Registry
from markupsafe import Markup

from peerchallenge.clean import clean, with_base
from peerchallenge.prose_finish import finish
from peerchallenge.prose_layout import TooDeepError, TooWideError, lay_out
from peerchallenge.prose_lines import CODE, CUT, Draft, Remark, numbered, remark_html, remark_notes, without_comments
from peerchallenge.prose_tree import AMPERSAND, Tree, note_lines
from peerchallenge.records import Body
from peerchallenge.workers import Lost, run

__all__ = ["Converted", "Text", "convert", "convert_all", "with_base"]

_ONE_WORKER = 40_000
_MOST_GROWTH = 10
_MOST_ADDED = 1 << 20
_ADDRESS = r"(?<![\w/=\"'])https://[^\s<>\"“”\x02\x03]*[\w/=#&+~%-]"
_BLOCK = re.compile(rf"(?:<p>|<pre><code>)?{CODE}(\d+){CODE}\s*(?:</p>|</code></pre>)?")
_CUT = re.compile(rf"<p>{CUT}\d+{CUT}</p>\s*")


@dataclass(frozen=True, slots=True)
class Text:
    """A text to convert.

    A `document` is a whole body, with anchors, footnotes and places for recommendations; a `passage` stands within a
    page and has no anchors; a `line` is one line of words. `lang` is the language of the words the program adds.
    """

    kind: str
    source: str
    lang: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """A converted text: `problems` with lines counted within it, and `files`, the names of files it links or shows."""

    body: Body
    problems: tuple[Remark, ...] = ()
    files: tuple[str, ...] = ()


def convert_all(texts: Iterable[Text], *, seconds: float = 8, processes: int | None = None) -> Mapping[Text, Converted]:
    """Convert texts in processes that are stopped when one takes too long; the order is that of the texts."""
    unique = list(dict.fromkeys(texts))
    by_size = sorted(unique, key=lambda text: -len(text.source))
    most = processes or os.cpu_count() or 1
    needed = sum(len(text.source) for text in unique) // _ONE_WORKER + 1
    results = run(convert, by_size, seconds=seconds, processes=min(most, needed))
    found = dict(zip(by_size, results, strict=True))
    return {text: _whole(found[text]) for text in unique}


def convert(text: Text) -> Converted:
    """Convert one text; whatever it holds, what comes back is safe to show, or a problem says why there is nothing."""
    try:
        return _convert(text)
    except TooWideError as error:
        message = "This table has more cells than a page can show."
        return _failed("table-size", message, "Divide it, or publish it as a spreadsheet.", error.line)
    except (TooDeepError, RecursionError):
        message = "In this text lists, quotations or emphasis stand in one another too deeply."
        return _failed("too-deep", message, "Look for a long run of “- ”, “>” or “*”.")
    except (_TooLongError, MemoryError):
        message = "This text becomes very much longer when it is converted."
        return _failed(
            "too-long", message, "Look for a table with very many columns, or for a mark repeated many times."
        )


class _TooLongError(Exception):
    """The HTML is out of all proportion to the text."""


class _Entity(InlineProcessor):
    """Reads `&nbsp;` and the like as the character that is meant."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        character = escape(unescape(m[1]), quote=False).replace("&", AMPERSAND)
        return character, m.start(), m.end()


class _BareAddress(InlineProcessor):
    """Makes a link of an address that stands in the words."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        address = m[0]
        link = Element("a", {"href": address, "rel": "bare"})
        link.text = AtomicString(address)
        return link, m.start(), m.start() + len(address)


class _Step(Treeprocessor):
    """Does something to the tree between two of the converter's own steps."""

    def __init__(self, change: Callable[[Element], None]) -> None:
        super().__init__()
        self._change = change

    def run(self, root: Element) -> None:
        self._change(root)


def _convert(text: Text) -> Converted:
    draft = Draft()
    is_document = text.kind == "document"
    written = numbered(" ".join(text.source.split()) if text.kind == "line" else text.source)
    lines = without_comments(written, draft)
    remark_html(lines, draft)
    remark_notes(lines, draft, possible=is_document)
    ready = [line for _, line in lines] if text.kind == "line" else lay_out(lines, draft, marks=is_document)
    tree = Tree(Element("div"), [line for _, line in written], draft, is_document=is_document, lang=text.lang)
    html = _converter(text.kind, tree).convert("\n".join(ready))
    html = _BLOCK.sub(lambda found: _code(draft.codes[int(found[1])]), html)
    if len(html) > len(text.source) * _MOST_GROWTH + _MOST_ADDED:
        raise _TooLongError
    return Converted(
        body=_body(tree, clean(html), inline=text.kind == "line"),
        problems=tuple(sorted(draft.remarks)),
        files=tuple(tree.files),
    )


def _converter(kind: str, tree: Tree) -> Markdown:
    """Make a converter for one text, for what one remembers must not reach the next."""
    extensions = [TableExtension(use_align_attribute=True), DefListExtension(), SaneListExtension(), AbbrExtension()]
    if kind == "document":
        extensions.append(FootnoteExtension(PLACE_MARKER="\x02"))
    markdown = Markdown(extensions=extensions)
    markdown.ESCAPED_CHARS = list(string.punctuation)
    markdown.preprocessors.deregister("html_block")
    markdown.inlinePatterns.deregister("html")
    markdown.postprocessors.deregister("raw_html")
    markdown.treeprocessors.deregister("footnote-duplicate", strict=False)
    markdown.inlinePatterns.register(_Entity(ENTITY_RE, markdown), "entity", 80)
    markdown.inlinePatterns.register(_BareAddress(_ADDRESS, markdown), "bare-address", 105)
    if kind == "line":
        paragraphs = markdown.parser.blockprocessors["paragraph"]
        markdown.parser.blockprocessors = Registry()
        markdown.parser.blockprocessors.register(paragraphs, "paragraph", 10)
    markdown.treeprocessors.register(_Step(partial(note_lines, lines=tree.lines)), "lines", 25)
    markdown.treeprocessors.register(_Step(partial(_finish, tree)), "finish", -10)
    return markdown


def _finish(tree: Tree, root: Element) -> None:
    tree.root = root
    finish(tree)


def _code(content: str) -> str:
    return f'<pre tabindex="0"><code>{escape(content)}\n</code></pre>'


def _body(tree: Tree, html: Markup, *, inline: bool) -> Body:
    if inline:
        html = Markup(html.removeprefix("<p>").removesuffix("</p>"))  # noqa: S704 (cleaned)
    pieces = _CUT.split(html)
    cuts = tuple(tree.draft.cuts)
    if len(pieces) != len(cuts) + 1:  # a mark stood where the converter made something else of it
        pieces, cuts = [re.sub(f"{CUT}\\d+{CUT}", "", html)], ()
    return Body(
        pieces=tuple(Markup(piece.strip()) for piece in pieces) if html else (),  # noqa: S704 (cleaned)
        cuts=cuts,
        headings=tuple(tree.headings),
        words=tree.words,
    )


def _failed(code: str, message: str, suggestion: str, line: int = 1) -> Converted:
    return Converted(body=Body(), problems=(Remark(line, 0, code, message, suggestion),))


def _whole(result: Converted | Lost) -> Converted:
    if result is Lost.TOO_LONG:
        return _failed("too-slow", "This text takes too long to convert.", "Look for a long run of “[” or “`”.")
    if result is Lost.FAILED:
        message = "This text cannot be converted, which is a fault of this program."
        return _failed(
            "failed", message, "Please report it with the text. Converting it half by half shows where it fails."
        )
    return result
