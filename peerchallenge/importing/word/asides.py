"""What a Word document holds besides its text: changes, comments, hidden words, heads and feet of pages, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from peerchallenge.importing.outcome import Doubt, Left, Sure, shown
from peerchallenge.importing.word.looks import Looks
from peerchallenge.importing.word.numbering import W
from peerchallenge.importing.word.signs import paragraphs, part, parts, parts_kept, words

_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_WATERMARK = "{urn:schemas-microsoft-com:vml}textpath"


def secrets(document: Any, styles: Looks) -> Iterator[Left]:
    """Tell of what the file holds and its reader is not meant to see; take out of the text what is hidden in it."""
    yield from _secrets(document.element.body, styles)
    for kept in parts_kept(document, "footnotes", "endnotes"):
        yield from _secrets(kept, styles)
    for root in parts(document, "header", "footer"):
        yield from _secrets(root, styles)
    yield from _comments(document)


def _secrets(root: Any, styles: Looks) -> Iterator[Left]:
    for text in _deleted(root):
        yield Left(what=f"Taken out by a tracked change: {shown(text)}", why="the change was accepted")
    yield from _hidden(root, styles)


def furniture(document: Any) -> Iterator[Left]:
    """Tell of what is no part of the text, and take out pictures that would have to be fetched."""
    yield from _linked(document.element.body)
    said: dict[str, None] = {}
    for root in parts(document, "header", "footer"):
        marks = (str(own.get("string", "")) for own in root.iter(_WATERMARK))
        for text in (*map(words, root.iter(f"{W}p")), *marks):
            if re.search(r"[^\W\d_]{2}", text):
                said[text] = None
    for text in said:
        yield Left(what=f"At the head or foot of pages: {shown(text)}", why="pages of this site have their own")


def changes(body: Any) -> Iterator[Doubt]:
    """Say that there are tracked changes, and how many."""
    added = [text for own in body.iter(f"{W}ins", f"{W}moveTo") if (text := words(own))]
    taken_out = _deleted(body)
    if added or taken_out:
        taken = f"There are tracked changes, {len(added)} put in and {len(taken_out)} taken out: all were accepted"
        advice = "Ask whether this is the final text. In Word, the tab Review shows each change."
        yield Doubt(about="tracked changes", taken=taken, sure=Sure.ASKED, advice=advice)


def notes(document: Any) -> Iterator[str]:
    """Give the words of footnotes and endnotes in the order in which the text points to them."""
    texts: dict[tuple[str, str], str] = {}
    for kind in ("footnote", "endnote"):
        for note in getattr(part(document, f"{kind}s"), "iter", lambda _: ())(f"{W}{kind}"):
            texts[f"{W}{kind}Reference", note.get(f"{W}id")] = " ".join(filter(None, map(words, note.iter(f"{W}p"))))
    for pointer in document.element.body.iter(f"{W}footnoteReference", f"{W}endnoteReference"):
        yield texts.get((pointer.tag, pointer.get(f"{W}id")), "")


def _deleted(body: Any) -> list[str]:
    gone = body.iter(f"{W}del", f"{W}moveFrom")
    texts = ("".join(own.text or "" for own in change.iter(f"{W}delText", f"{W}t")) for change in gone)
    return [text for own in texts if (text := " ".join(own.split()))]


def _comments(document: Any) -> Iterator[Left]:
    for root in parts(document, "comments"):
        for comment in root.iter(f"{W}comment"):
            text = " ".join(map(words, comment.iter(f"{W}p")))
            yield Left(what=f"A comment in the margin: {shown(text)}", why="comments are not published")


def _hidden(body: Any, styles: Looks) -> Iterator[Left]:
    hidden: list[str] = []
    for row in [own for own in body.iter(f"{W}tr") if own.find(f"{W}trPr/{W}hidden") is not None]:
        hidden += filter(None, map(words, row.iter(f"{W}p")))
        row.getparent().remove(row)
    for paragraph in list(paragraphs(body)):
        for run in paragraph.findall(f".//{W}r"):
            if (text := words(run)) and styles.is_hidden(paragraph, run):
                hidden.append(text)
                run.getparent().remove(run)
    if hidden:
        yield Left(what=f"Hidden text: {shown(' '.join(hidden))}", why="Word shows it to nobody")


def _linked(body: Any) -> Iterator[Left]:
    for blip in list(body.iter(_BLIP)):
        if blip.get(qn("r:link")) and not blip.get(qn("r:embed")):
            drawing = next((own for own in blip.iterancestors() if own.tag == f"{W}drawing"), blip)
            drawing.getparent().remove(drawing)
            yield Left(what="A linked picture", why="the document holds its address only, and nothing is fetched")
