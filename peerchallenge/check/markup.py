"""Take a page apart into its tags and the words between them; it judges nothing.

The pages of this program hold plain tags and no more, which a lean scan reads; the standard library reads any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from itertools import repeat
from typing import NamedTuple

from peerchallenge.check.tags import Tag, read_tag


class Pieces(NamedTuple):
    """A page taken apart. `words` gives the words from one tag to another, by their places, as they follow the tags."""

    tags: Sequence[tuple[int, Tag]]
    """The tags that say something, each with its place."""
    words: Callable[[int, int], Iterator[str]]


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
_WORDS_ALONE = frozenset({"script", "title"})
"""Elements in which what looks like a tag is none; there must be nothing like it."""
_SHORT, _MOST = 80, 20_000
_UNKNOWN = Tag("", ())
_known: dict[str, Tag | None] = {}
"""What the pieces say that stand on very many pages: nothing, most of them."""


class NotPlainError(Exception):
    """The page holds something that the lean scan does not read."""


def plain_pieces(text: str) -> Pieces:
    """Take apart a page that holds plain tags alone, or raise `NotPlainError`."""
    pieces = text.split("<")
    del pieces[0]
    told = enumerate(map(_known.get, pieces, repeat(_UNKNOWN)))
    tags = [(place, tag) for place, tag in told if tag is not None]
    for at, (place, tag) in enumerate(tags):
        if tag is _UNKNOWN:
            tags[at] = (place, _learnt(pieces[place]) or _UNKNOWN)
    for place, tag in tags:
        if tag.name in _WORDS_ALONE:
            _require_words_alone(tag.name, pieces[place : place + 2])

    def words(start: int, end: int) -> Iterator[str]:
        for piece in pieces[start:end]:
            said = piece.partition(">")[2]
            yield unescape(said) if "&" in said else said

    return Pieces([own for own in tags if own[1] is not _UNKNOWN], words)


def _learnt(piece: str) -> Tag | None:
    source, end, _ = piece.partition(">")
    if not end:
        raise NotPlainError
    tag = _plain_tag(source)
    if len(piece) < _SHORT and len(_known) < _MOST:
        _known[piece] = tag
    return tag


def _require_words_alone(name: str, pieces: Sequence[str]) -> None:
    words = pieces[0].partition(">")[2]
    if len(pieces) < 2 or not pieces[1].startswith(f"/{name}>") or (name == "script" and "&" in words):
        raise NotPlainError


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


def any_pieces(text: str) -> Pieces:
    """Take apart any text."""
    parser = _Parser()
    parser.feed(text)
    parser.close()
    found = [(place, piece) for place, piece in enumerate(parser.pieces) if isinstance(piece, Tag)]
    return Pieces(found, lambda start, end: (piece for piece in parser.pieces[start:end] if isinstance(piece, str)))


class _Parser(HTMLParser):
    """Gathers the pieces while the standard library takes a page apart."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Tag | str | None] = []

    def updatepos(self, i: int, j: int) -> int:  # noqa: ARG002 - the parser calls it by place
        """Skip the counting of lines, a fifth of the work: what is to be mended is in another file."""
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pieces.append(read_tag(tag, [(name, value or "") for name, value in attrs]))

    def handle_endtag(self, tag: str) -> None:
        self.pieces.append(read_tag(f"/{tag}"))

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)
