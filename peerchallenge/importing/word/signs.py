"""The words of a paragraph as Word shows them, and the parts of a document; it changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import docx.oxml
from docx.opc.oxml import serialize_part_xml

from peerchallenge.importing.word.numbering import W

CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
"""What newer programs show; the same words stand beside it for the others, and those are read."""
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_GAPS = {f"{W}tab": " ", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "-"}
_DELETED = {f"{W}del", f"{W}moveFrom"}
_SILENT = {f"{W}p", f"{W}tbl", f"{W}pPr", f"{W}rPr", f"{W}instrText", CHOICE, *_DELETED}


def part(document: Any, name: str) -> Any | None:
    """Give the root of a part of a document by the kind of its relation: styles, numbering, comments."""
    return next(parts(document, name), None)


def parts(document: Any, *names: str) -> Iterator[Any]:
    """Give the roots of all parts of some kinds."""
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.rsplit("/", 1)[-1] in names:
            found = relation.target_part
            yield found.element if hasattr(found, "element") else docx.oxml.parse_xml(found.blob)


def parts_kept(document: Any, *names: str) -> Iterator[Any]:
    """Give the roots of all parts of some kinds, and keep what is changed in each before the next is given."""
    for relation in list(document.part.rels.values()):
        if not relation.is_external and relation.reltype.rsplit("/", 1)[-1] in names:
            found = relation.target_part
            root = found.element if hasattr(found, "element") else docx.oxml.parse_xml(found.blob)
            yield root
            if not hasattr(found, "element"):
                found._blob = serialize_part_xml(root)  # noqa: SLF001 - the library has no other way to write such a part


def words(element: Any) -> str:
    """Give the words of a paragraph, accepted as changed; not what stands in a box or a paragraph within it."""
    return " ".join("".join(_signs(element)).split())


def paragraphs(root: Any) -> Iterator[Any]:
    """Give the paragraphs in the order in which they are converted: one that holds a box before what is in the box."""
    for paragraph in root.iter(f"{W}p"):
        if not any(parent.tag == CHOICE or parent.tag in _DELETED for parent in paragraph.iterancestors()):
            yield paragraph


def _signs(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in {f"{W}t", _MATHS}:
            yield child.text or ""
        elif child.tag in _GAPS:
            yield _GAPS[child.tag]
        elif child.tag not in _SILENT and isinstance(child.tag, str):
            yield from _signs(child)
