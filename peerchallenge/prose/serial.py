"""Write a converted tree as HTML, as the converter itself would; what may stand on a page is said elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

_EMPTY = frozenset({"br", "hr", "img"})
_BARE = re.compile(r"&(?!(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);)", re.IGNORECASE)


def serialised(root: Element) -> str:
    """Give an element and all within it as HTML."""
    parts: list[str] = []
    _write(root, parts.append)
    return "".join(parts)


def _write(element: Element, write: Callable[[str], None]) -> None:
    tag = element.tag
    if element.attrib:
        attributes = "".join(f' {name}="{_quoted(value)}"' for name, value in sorted(element.items()))
        write(f"<{tag}{attributes}")
    else:
        write(f"<{tag}")
    if tag in _EMPTY:
        write(" />")
    else:
        write(">")
        if element.text:
            write(_escaped(element.text))
        for child in element:
            _write(child, write)
        write(f"</{tag}>")
    if element.tail:
        write(_escaped(element.tail))


def _escaped(text: str) -> str:
    if "&" in text:
        text = _BARE.sub("&amp;", text)
    return text.replace("<", "&lt;").replace(">", "&gt;")


def _quoted(text: str) -> str:
    return _escaped(text).replace('"', "&quot;")
