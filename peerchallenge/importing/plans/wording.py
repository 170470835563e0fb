"""Write the words of a cell as Markdown, in the paragraphs and lists that they stand in; it changes no word."""

from __future__ import annotations

import re
from collections.abc import Iterable

from peerchallenge.importing.texts.marks import escaped, inline

_ITEM = re.compile(r"(?:[•◦▪●·‣\uf0b7*]|[-–](?=\s)|o(?=\s\s*[A-Z]))\s*(?=\S)")
_SEPARATE = re.compile(r"[\n;]+")


def markdown(text: str) -> str:
    """Give paragraphs and lists for the lines of a cell."""
    blocks: list[list[str]] = []
    was_item = False
    for line in text.split("\n"):
        if not line.strip():
            was_item = False
            continue
        item = _ITEM.match(line)
        words = f"- {_item(line[item.end() :])}" if item else escaped(line)
        if item and was_item:
            blocks[-1].append(words)
        else:
            blocks.append([words])
        was_item = item is not None
    return "\n\n".join("\n".join(block) for block in blocks)


def _item(words: str) -> str:
    """Escape an entry of a list: what begins it could begin a list within the list."""
    return escaped(words) if words.strip() else inline(words)


def pieces(texts: Iterable[str]) -> tuple[str, ...]:
    """Divide names at line ends and at semicolons, and nowhere else."""
    found = (" ".join(part.split()).strip(" ,") for text in texts for part in _SEPARATE.split(_joined(text)))
    return tuple(dict.fromkeys(part for part in found if part))


def _joined(text: str) -> str:
    """Put together a line that goes on: one that ends in a stroke or “and”, or begins with one."""
    return re.sub(r"(\s*(?:/|&|\band|,))\s*\n\s*|\s*\n\s*(?=(?:/|&|and\b))", lambda m: f"{m[1] or ''} ", text)
