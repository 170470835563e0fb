"""Take a page apart into its tags and the words between them; it judges nothing.

The pages of this program hold plain tags and no more, which a lean scan reads; the standard library reads any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from itertools import islice

from peerchallenge.check.tags import Tag, read_tag

Piece = tuple[Tag | None, str]
"""A tag, where it says something, and the words after it."""

# Other references are read in one way or another by versions of the parser, and by browsers.
_VALUE = r'[^"&<>]*+(?:&(?:amp|lt|gt|quot|#[0-9]+);[^"&<>]*+)*+'
_ATTRIBUTE = rf'[ \n]++([a-zA-Z][a-zA-Z0-9:_-]*+)(?:="({_VALUE})")?+'
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_PLAIN = re.compile(rf"([a-z][a-z0-9]*+)((?:{_ATTRIBUTE})*+)[ \n]*+/?")
_PLAIN_END = re.compile(r"/[a-z][a-z0-9]*+")
_UNLIKE_OTHERS = frozenset(
    {*("iframe", "listing", "noembed", "noframes", "noscript", "plaintext", "style", "template", "textarea", "xmp")}
)
"""Elements within which a tag may be no tag."""
_LASTING = frozenset({"a", "script", "svg", "title"})
"""Elements whose end is asked after, so that one must not end where it begins."""
_OPEN = re.compile(r"<script\b(?![^<>]*+>[^<&]*+</script>)|<title\b(?![^<>]*+>[^<]*+</title>)")
"""Where a script or a title holds more than words."""


class NotPlainError(Exception):
    """The page holds something that the lean scan does not read."""


def plain_pieces(text: str) -> Iterator[Piece]:
    """Give the pieces of a page that holds plain tags alone, or raise `NotPlainError`, be it halfway."""
    if _OPEN.search(text):
        raise NotPlainError
    for piece in islice(text.split("<"), 1, None):
        source, end, words = piece.partition(">")
        if not end:
            raise NotPlainError
        yield _plain_tag(source), unescape(words) if "&" in words else words


@lru_cache(maxsize=4096)
def _plain_tag(source: str) -> Tag | None:
    """Read what stands between the brackets of a tag; most tags of a site stand on many of its pages."""
    if _PLAIN_END.fullmatch(source):
        return read_tag(source)
    if source.lower() == "!doctype html":
        return None
    found = _PLAIN.fullmatch(source)
    if not found or found[1] in _UNLIKE_OTHERS or (source[-1] == "/" and found[1] in _LASTING):
        raise NotPlainError
    return read_tag(found[1], [(name.lower(), unescape(value)) for name, value in _ATTRIBUTES.findall(found[2])])


def any_pieces(text: str) -> Iterator[Piece]:
    """Give the pieces of any text."""
    parser = _Parser()
    parser.feed(text)
    parser.close()
    yield from parser.pieces


class _Parser(HTMLParser):
    """Gathers the pieces while the standard library takes a page apart."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []

    def updatepos(self, i: int, j: int) -> int:  # noqa: ARG002 - the parser calls it by place
        """Skip the counting of lines, a fifth of the work: what is to be mended is in another file."""
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pieces.append((read_tag(tag, [(name, value or "") for name, value in attrs]), ""))

    def handle_endtag(self, tag: str) -> None:
        self.pieces.append((read_tag(f"/{tag}"), ""))

    def handle_data(self, data: str) -> None:
        self.pieces.append((None, data))
