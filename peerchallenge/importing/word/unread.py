"""Make readable what the converter passes over in a Word document, and tell of what it cannot show; it adds no word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml import OxmlElement

from peerchallenge.importing.outcome import Doubt, Left, Sure, shown
from peerchallenge.importing.word.numbering import W, value
from peerchallenge.importing.word.signs import CHOICE, parts, words

_MC = CHOICE.removesuffix("Choice")
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DRAWN = {"diagram": ("A diagram", "diagramData"), "chart": ("A chart", "chart")}
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_SMALLEST = 8
"""Letters of less than this many half points can be read by nobody."""


def unfold(body: Any) -> None:
    """Bring into the text what stands in it and is not read: fields, boxes, sums of one line, breaks of pages."""
    for text in _asked_by_fields(body):
        text.getparent().remove(text)
    for field in list(body.iter(f"{W}fldSimple")):
        _replace(field, [child for child in field if child.tag != f"{W}fldData"])
    for box in list(body.iter(f"{W}txbxContent")):
        _lift(box)
    for broken in list(body.iter(f"{W}br")):
        if broken.get(f"{W}type") in {"page", "column"}:
            _replace(broken, [_space()])
    for maths in list(body.iter(f"{_MATHS}oMath")):
        if maths.getparent().tag == f"{W}p" and all(child.tag == f"{_MATHS}r" for child in maths):
            text, run = OxmlElement("w:t"), OxmlElement("w:r")
            text.text = "".join(own.text or "" for own in maths.iter(f"{_MATHS}t"))
            run.append(text)
            _replace(maths, [run])


def unfilled(body: Any) -> Iterator[Left]:
    """Take out what Word asks a writer to fill in and nobody filled in."""
    for box in list(body.iter(f"{W}sdt")):
        if box.find(f"{W}sdtPr/{W}showingPlcHdr") is None:
            continue
        text = " ".join(filter(None, map(words, box.iter(f"{W}r"))))
        for run in list(box.iter(f"{W}r")):
            run.getparent().remove(run)
        if text:
            yield Left(what=f"A field of a form: {shown(text)}", why="nobody has filled it in")


def drawn(document: Any) -> Iterator[Left]:
    """Tell of diagrams and charts, with the words in them."""
    body = document.element.body
    kinds = [str(own.get("uri", "")).rsplit("/", 1)[-1] for own in body.iter(f"{_DRAWING}graphicData")]
    for chunk in body.iter(f"{W}altChunk", f"{W}subDoc"):
        why = "it cannot be read: save the document anew in Word, which takes it in, and import that"
        yield Left(what=f"Another document inside this one, after {shown(_before(chunk))}", why=why)
    why = "it cannot be taken: save it as a picture and say in the text what it shows"
    for kind, (called, name) in _DRAWN.items():
        roots = list(parts(document, name))
        for number in range(kinds.count(kind)):
            found = roots[number].iter(f"{_DRAWING}t", f"{_CHART}v") if number < len(roots) else ()
            text = " ".join(" ".join((own.text or "").split()) for own in found)
            yield Left(what=f"{called}{f' with the words {shown(text)}' if text.strip() else ''}", why=why)


def doubtful(body: Any) -> Iterator[Doubt]:
    """Ask about words that a reader sees struck through, and about those that can hardly be seen."""
    runs = [run for run in body.iter(f"{W}r") if words(run)]
    if struck := [words(run) for run in runs if _is_marked(run, "strike") or _is_marked(run, "dstrike")]:
        yield Doubt(
            about="struck through",
            taken=f"{shown(' … '.join(struck))} stands in the text without the line through it",
            sure=Sure.ASKED,
            advice="Ask whether these words were to go. If so, take them out of the text.",
        )
    if faint := [words(run) for run in runs if _is_faint(run)]:
        yield Doubt(
            about="hardly seen",
            taken=f"{shown(' … '.join(faint))} is white or tiny in the document, and stands in the text",
            sure=Sure.ASKED,
            advice="If readers were not meant to see it, take it out, and do not offer the Word file either.",
        )


def _asked_by_fields(body: Any) -> list[Any]:
    """Find the words within the question of a field, such as a field in a field, of which only the answer is shown."""
    open_fields: list[list[Any] | None] = []
    found: list[Any] = []
    for own in body.iter(f"{W}fldChar", f"{W}t"):
        kind = own.get(f"{W}fldCharType") if own.tag == f"{W}fldChar" else ""
        if kind == "begin":
            open_fields.append([])
        elif kind == "separate" and open_fields:
            found += open_fields[-1] or []
            open_fields[-1] = None
        elif kind == "end" and open_fields:
            open_fields.pop()
        elif not kind and (asking := [texts for texts in open_fields if texts is not None]):
            asking[-1].append(own)
    return found


def _lift(box: Any) -> None:
    """Set the paragraphs of a box behind the one that holds it, where no form of it that is read has its words."""
    if not any(parent.tag == f"{W}drawing" for parent in box.iterancestors()):
        return
    both = next((own for own in box.iterancestors() if own.tag == f"{_MC}AlternateContent"), None)
    fallback = both.find(f"{_MC}Fallback") if both is not None else None
    if fallback is not None and any(map(words, fallback.iter(f"{W}p"))):
        return
    holder = [parent for parent in box.iterancestors() if parent.tag == f"{W}p"]
    for child in reversed(list(box)):
        if holder and child.tag in {f"{W}p", f"{W}tbl", f"{W}sdt"}:
            holder[-1].addnext(child)


def _before(element: Any) -> str:
    before = element.getprevious()
    return words(before) if before is not None else ""


def _replace(old: Any, new: list[Any]) -> None:
    for own in new:
        old.addprevious(own)
    old.getparent().remove(old)


def _space() -> Any:
    text = OxmlElement("w:t")
    text.text = " "
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return text


def _is_marked(run: Any, name: str) -> bool:
    mark = run.find(f"{W}rPr/{W}{name}")
    return mark is not None and mark.get(f"{W}val", "true") not in {"0", "false", "off"}


def _is_faint(run: Any) -> bool:
    """Whether letters are tiny, or white where nothing says that what is behind them is not."""
    marks = run.find(f"{W}rPr")
    size = value(marks, "sz")
    if size.isdecimal() and 0 < int(size) < _SMALLEST:
        return True
    if value(marks, "color").upper() not in {"FFFFFF", "FEFEFE"}:
        return False
    behind = any(parent.tag in {f"{W}tbl", f"{W}txbxContent"} for parent in run.iterancestors())
    paragraph = next((parent for parent in run.iterancestors() if parent.tag == f"{W}p"), None)
    shaded = (own.find(f"{W}shd") for own in (marks, paragraph.find(f"{W}pPr") if paragraph is not None else None)
              if own is not None)  # fmt: skip
    return not behind and all(own is None for own in shaded) and marks.find(f"{W}highlight") is None
