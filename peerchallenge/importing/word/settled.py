"""Ready a Word document for its conversion: what Word counts, hides or shows by its looks is written down in it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from peerchallenge.importing.outcome import Doubt, Left, Sure, shown
from peerchallenge.importing.word import asides, looks, numbering, unread
from peerchallenge.importing.word.looks import Looks
from peerchallenge.importing.word.numbering import BULLET, W
from peerchallenge.importing.word.signs import paragraphs, part, words
from peerchallenge.terms import count

BEGIN, END = "\ue010", "\ue011"
"""Stand round what is noted at the beginning of each paragraph: its number, what it is, its depth, its label."""
_DEEPEST = 6
_CONTENTS = {"contents", "table of contents", "cynnwys", "tabl cynnwys"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A document as it can be converted, and the words of its paragraphs in order, labels included.

    `notes` are the words of its footnotes and endnotes in the order in which the text points to them. `as_sent` is
    whether the file itself can be published: it holds no changes, no comments and nothing hidden.
    """

    data: bytes
    paragraphs: tuple[str, ...]
    notes: tuple[str, ...]
    left: tuple[Left, ...]
    doubts: tuple[Doubt, ...]
    as_sent: bool


@dataclass(slots=True)
class _Paragraph:
    """A paragraph with what it is: title, heading, item, text, or bold where it may be a heading."""

    element: Any
    text: str
    kind: str
    depth: int
    label: str
    size: int


def settle(data: bytes) -> Settled:
    """Make a document ready; what is wrong with its parts is raised as the library raises it."""
    document = docx.Document(io.BytesIO(data))
    body = document.element.body
    styles = looks.looks(part(document, "styles"))
    doubts = list(asides.changes(body))
    secrets = tuple(asides.secrets(document, styles))
    doubts.extend(unread.doubtful(body))
    unread.unfold(body)
    left = (
        *secrets,
        *asides.furniture(document),
        *unread.unfilled(body),
        *unread.drawn(document),
        *_take_out_contents(body, styles),
    )
    counted = numbering.numbering(part(document, "numbering"), styles.styles)
    found = list(_paragraphs(body, styles, counted))
    doubts.extend(_promote(found, styles))
    for number, paragraph in enumerate(found, 1):
        _make_plain(paragraph.element, styles)
        _note(paragraph, number)
    written = io.BytesIO()
    document.save(written)
    return Settled(
        data=written.getvalue(),
        paragraphs=tuple(f"{'' if own.label == BULLET else own.label} {own.text}".strip() for own in found),
        notes=tuple(asides.notes(document)),
        left=left,
        doubts=tuple(doubts),
        as_sent=not secrets,
    )


def _take_out_contents(body: Any, styles: Looks) -> Iterator[Left]:
    every = [own for own in paragraphs(body) if words(own)]
    lines = [own for own in every if _is_contents(own, styles)]
    before = every[every.index(lines[0]) - 1] if lines and lines[0] is not every[0] else None
    if before is not None and words(before).casefold().strip(":") in _CONTENTS:
        lines.insert(0, before)
    for line in lines:
        for child in list(line):
            if child.tag != f"{W}pPr":
                line.remove(child)
    if lines:
        yield Left(what=f"The table of contents, {len(lines)} lines", why="a page of this site makes its own")


def _is_contents(element: Any, styles: Looks) -> bool:
    """Whether it is a line of a table of contents, by its style or by the box that it stands in."""
    if styles.is_contents(element):
        return True
    boxes = (parent for parent in element.iterancestors() if parent.tag == f"{W}sdt")
    galleries = (own for box in boxes for own in box.iterfind(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery"))
    return any(gallery.get(f"{W}val") == "Table of Contents" for gallery in galleries)


def _paragraphs(body: Any, styles: Looks, counted: numbering.Numbering) -> Iterator[_Paragraph]:
    for element in list(paragraphs(body)):
        text = words(element)
        if not text and element.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            continue  # Word counts no number for a paragraph that was taken out
        label = counted.label(element)
        if text:
            yield _judged(element, text, styles, label)


def _judged(element: Any, text: str, styles: Looks, label: numbering.Label | None) -> _Paragraph:
    printed, depth = (label.text, label.depth or styles.depth(element)) if label else ("", 0)
    level = styles.level(element)
    in_table = any(parent.tag == f"{W}tc" for parent in element.iterancestors())
    kind = "text"
    if styles.is_title(element):
        kind = "title"
    elif level:
        kind, depth = "heading", min(level, _DEEPEST)
        printed = "" if printed == BULLET else printed
    elif printed:
        kind = "item"
    elif not in_table and styles.is_bold(element) and styles.may_head(text):
        kind = "bold"
    return _Paragraph(element, text, kind, depth, printed, styles.size_of(element))


def _promote(found: list[_Paragraph], styles: Looks) -> Iterator[Doubt]:
    """Make headings of lines that only look like some: by their size among the true ones, else in order of size."""
    true: dict[int, int] = {}
    for own in found:
        if own.kind == "heading":
            true[own.depth] = max(true.get(own.depth, 0), own.size)
    begin = next((at for at, own in enumerate(found) if own.kind == "heading"), 0)
    for own in found[:begin]:
        own.kind = "text" if own.kind == "bold" else own.kind  # the lines of a title page head nothing
    bold = [own for own in found if own.kind == "bold"]
    sizes = sorted({own.size for own in bold}, reverse=True)
    for own in bold:
        larger = [level for level, size in sorted(true.items()) if own.size > styles.size and own.size >= size]
        level = larger[0] if larger else max(true) + 1 if true else sizes.index(own.size) + 1
        own.kind, own.depth = "heading", min(level, _DEEPEST)
    if bold:
        some = ", ".join(shown(own.text) for own in bold[:4])
        taken = f"{count(len(bold), 'line')} in bold taken for headings: {some}{' …' if len(bold) > 4 else ''}"
        yield Doubt(about="headings", taken=taken, sure=Sure.LIKELY, advice="Look whether each of them is one.")


def _note(paragraph: _Paragraph, number: int) -> None:
    """Write at the beginning of a paragraph what it is, for whoever reads the converted text."""
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = f"{BEGIN}{number}|{paragraph.kind}|{paragraph.depth}|{paragraph.label}{END}"
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(text)
    paragraph.element.insert(0 if paragraph.element.find(qn("w:pPr")) is None else 1, run)


def _make_plain(element: Any, styles: Looks) -> None:
    """Write down what a style of characters shows; take away what would be counted or judged a second time."""
    for run in element.iter(f"{W}r"):
        for mark in ("b", "i"):
            details = run.find(qn("w:rPr"))
            if details is not None and details.find(qn(f"w:{mark}")) is None and styles.by_style(run, mark):
                details.append(OxmlElement(f"w:{mark}"))
    for text in element.iter(f"{W}t"):
        text.text = (text.text or "").replace(BEGIN, "").replace(END, "")
    details = element.find(qn("w:pPr"))
    for name in ("w:pStyle", "w:numPr"):
        if details is not None and (own := details.find(qn(name))) is not None:
            details.remove(own)
