"""Convert Markdown to HTML that is safe to show; it reads and writes no file."""

from __future__ import annotations

import os
import re
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape
from xml.etree.ElementTree import Element

from markupsafe import Markup

from peerchallenge.prose.clean import clean, with_base
from peerchallenge.prose.converter import Steps, to_html
from peerchallenge.prose.finish import finish
from peerchallenge.prose.indent import TooDeepError, TooWideError, lay_out
from peerchallenge.prose.lines import (
    CODE,
    CUT,
    Draft,
    Remark,
    numbered,
    remark_html,
    remark_lists,
    remark_notes,
    without_comments,
)
from peerchallenge.prose.plain import plain_body
from peerchallenge.prose.tree import Tree
from peerchallenge.records import Body
from peerchallenge.workers import Lost, run

__all__ = ["Converted", "Text", "convert", "convert_all", "with_base"]

_ONE_WORKER = 40_000
_MOST_GROWTH = 10
_MOST_ADDED = 1 << 20
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
    return {text: whole(found[text]) for text in unique}


def convert(text: Text) -> Converted:
    """Convert one text; whatever it holds, what comes back is safe to show, or a problem says why there is nothing."""
    if plain := plain_body(text.kind, text.source):
        return Converted(body=plain)
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


def _convert(text: Text) -> Converted:
    draft = Draft()
    is_document = text.kind == "document"
    written = numbered(" ".join(text.source.split()) if text.kind == "line" else text.source)
    lines = without_comments(written, draft)
    remark_html(lines, draft)
    remark_lists(lines, draft)
    remark_notes(lines, draft, possible=is_document)
    ready = [line for _, line in lines] if text.kind == "line" else lay_out(lines, draft, marks=is_document)
    tree = Tree(Element("div"), [line for _, line in written], draft, is_document=is_document, lang=text.lang)
    html = to_html(text.kind, "\n".join(ready), _steps(tree))
    if draft.codes:
        html = _BLOCK.sub(lambda found: _code(draft.codes[int(found[1])]), html)
    if len(html) > len(text.source) * _MOST_GROWTH + _MOST_ADDED:
        raise _TooLongError
    return Converted(
        body=_body(tree, clean(html), inline=text.kind == "line"),
        problems=tuple(sorted(draft.remarks)),
        files=tuple(tree.files),
    )


def _steps(tree: Tree) -> Steps:
    def after(root: Element, unused: list[str]) -> None:
        tree.root = root
        for name in unused:
            _remark_unused(tree, name)
        finish(tree)

    return Steps(before=tree.begin, after=after, surplus=partial(_remark_surplus, tree))


def _remark_unused(tree: Tree, name: str) -> None:
    line = tree.line_of(f"{name}:") or tree.line_of(name)
    shown = textwrap.shorten(tree.lines[line - 1], 60, placeholder=" …") if line else name
    message = f"The line “{shown}” is not published, for nothing in the text uses it."
    hint = f"Take it out; if its words are to be read, write “\\{name.removeprefix('*')}” at its beginning."
    tree.draft.warn(line, 1, "unused-definition", message, hint)


def _remark_surplus(tree: Tree, row: str) -> None:
    message = "This row of the table has more cells than the table has columns; the last cell now holds the rest."
    hint = "Give the first line of the table another column, or write “\\|” for a bar that divides no cells."
    tree.draft.warn(tree.line_of(row), 1, "table-cells", message, hint)


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


def whole(result: Converted | Lost) -> Converted:
    """Say what is wrong with a text that was given up; what was converted stays as it is."""
    if result is Lost.TOO_LONG:
        return _failed("too-slow", "This text takes too long to convert.", "Look for a long run of “[” or “`”.")
    if result is Lost.FAILED:
        message = "This text cannot be converted, which is a fault of this program."
        return _failed(
            "failed", message, "Please report it with the text. Converting it half by half shows where it fails."
        )
    return result
