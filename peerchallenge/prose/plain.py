"""Convert a line of words without any mark, as most short texts are; what may be more than that it leaves alone."""

from __future__ import annotations

import re

from markupsafe import Markup

from peerchallenge.prose.tree import count
from peerchallenge.records import Body

_WORDS = re.compile(r"(?:[^\W\d_]|[“‘£](?! ))(?:[^\W_]|&(?= )|[ ,.;:'\"’‘“”–—()/%£€?!+=@…-])*(?<! )")


def plain_body(kind: str, source: str) -> Body | None:
    """Give a line of words as the converter would, or None where it might make anything else of it."""
    words = " ".join(source.split()) if kind == "line" else source.rstrip("\n")
    if kind == "document" or not _WORDS.fullmatch(words) or "https://" in words:
        return None
    html = words.replace("&", "&amp;")
    piece = Markup(html if kind == "line" else f"<p>{html}</p>")  # noqa: S704 (without “<”, words are no HTML)
    return Body(pieces=(piece,), words=count(words))
