"""What one finished page holds that the checks ask about; it judges nothing and reads no other page."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from peerchallenge.check.markup import NotPlainError, Pieces, any_pieces, plain_pieces
from peerchallenge.check.tags import Tag

_ROW, _SHORT, _MOST = "<li", 200, 20_000
_known: dict[str | bytes, Mapping[str, list[str]]] = {}
"""What is noted of a row, by the row or its sum; nothing of one that means something else elsewhere."""
_DRAWN = frozenset({"title", "svg", "/title", "/svg"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What one page holds. Every list is in the order of the page."""

    language: str
    """What the page says its language is."""
    words_language: str
    """The language of the main heading, where an article or the heading itself says it, else that of the page."""
    titles: tuple[str, ...]
    """The words of each `<title>`."""
    headings: tuple[int, ...]
    """The level of each heading."""
    ids: tuple[str, ...]
    """The name of each place, repeats among them."""
    links: tuple[str, ...]
    """Where a reader can go."""
    loads: tuple[str, ...]
    """What the browser fetches by itself: pictures, style sheets, scripts."""
    refers: tuple[str, ...]
    """Other addresses: forms, the page in another language, the target of a redirect."""
    pictures_without_alt: tuple[str, ...]
    """The pictures for which nothing says whether they need words."""
    empty_links: tuple[str, ...]
    """The targets of links that hold no words."""
    inline: tuple[str, ...]
    """Styles and scripts written into the page, as a person would name them."""
    redirect: bool
    """Whether the page only leads to another."""


def read_page(data: bytes) -> PageFacts:
    """Read a page once and note what the checks ask about."""
    return _facts(data, lambda text: _read(plain_pieces(text)))


def read_rows(data: bytes) -> PageFacts:
    """Do the same row by row. The rows of a list stand on many pages; what is noted of one is kept for the next."""
    return _facts(data, _read_rows)


def _facts(data: bytes, read: Callable[[str], _Reading]) -> PageFacts:
    text = data.decode("utf-8", "replace")
    try:
        return read(text).facts()
    except NotPlainError:
        return _read(any_pieces(text)).facts()


def _read_rows(text: str) -> _Reading:
    first, *rows = text.split(_ROW)
    reading = _read(plain_pieces(first))
    if reading.is_open:
        return _read(plain_pieces(text))
    for row in rows:
        key = row if len(row) < _SHORT else hashlib.blake2b(row.encode(), digest_size=16).digest()
        known = _known.get(key)
        if known is None:
            alone = _read(plain_pieces(_ROW + row))
            if len(_known) >= _MOST:
                _known.clear()
            known = _known[key] = alone.noted if alone.is_by_itself else {}
        for name, entries in known.items():
            reading.noted[name] += entries
        if not known:
            reading.read(plain_pieces(_ROW + row))
        if reading.is_open:
            return _read(plain_pieces(text))
    return reading


def _read(pieces: Pieces) -> _Reading:
    reading = _Reading()
    reading.read(pieces)
    return reading


class _Reading:
    """What is noted of a page so far, and where the link or title begins that is open."""

    def __init__(self) -> None:
        self.words: Callable[[int, int], Iterable[str]] = lambda _, __: ()
        self.noted: defaultdict[str, list[str]] = defaultdict(list)
        self.words_language = ""
        self.link: str | None = None
        self.begins: int | None = None
        self.named = ""
        self.drawings = 0
        self.has_words_of_page = False

    def read(self, pieces: Pieces) -> None:
        self.words = pieces.words
        for place, tag in pieces.tags:
            self.note(place, tag)

    @property
    def is_open(self) -> bool:
        return self.link is not None or self.begins is not None or self.drawings > 0

    @property
    def is_by_itself(self) -> bool:
        """Whether the same would have been noted of it wherever it stands."""
        return not (self.is_open or self.has_words_of_page)

    def note(self, place: int, tag: Tag) -> None:
        name, notes, target, words, language = tag
        for kind, entry in notes:
            self.noted[kind].append(entry)
        if target is not None:
            self.link, self.begins, self.named = target, place, words
        elif words:
            self.named += words
        if name == "/a":
            self.end_link(place)
        elif name in _DRAWN:
            self.note_title(name, place)
        elif name == "h1":
            self.has_words_of_page = True
            self.words_language = language or self.words_language
        elif name == "article":
            self.has_words_of_page = True
            self.words_language = self.words_language if self.noted["headings"].count("1") else language

    def end_link(self, place: int) -> None:
        if self.link is None:
            return
        held = () if self.begins is None else self.words(self.begins, place)
        if not (self.named.strip() or any(map(str.strip, held))):
            self.noted["empty_links"].append(self.link)
        self.link = self.begins = None

    def note_title(self, name: str, place: int) -> None:
        """Tell the title of the page from those of the drawings on it."""
        if name == "svg":
            self.drawings += 1
        elif name == "/svg":
            self.drawings = max(0, self.drawings - 1)
        elif name == "title" and not self.drawings:
            self.begins, self.named = place, ""
        elif name == "/title" and self.begins is not None and not self.drawings:
            self.noted["titles"].append(" ".join("".join(self.words(self.begins, place)).split()))
            self.begins, self.named = None, ""

    def facts(self) -> PageFacts:
        noted = self.noted
        language = (noted["languages"] or [""])[-1]
        return PageFacts(
            language=language,
            words_language=self.words_language or language,
            titles=tuple(noted["titles"]),
            headings=tuple(map(int, noted["headings"])),
            ids=tuple(noted["ids"]),
            links=_once(noted["links"]),
            loads=_once(noted["loads"]),
            refers=_once(noted["refers"]),
            pictures_without_alt=tuple(noted["pictures_without_alt"]),
            empty_links=tuple(noted["empty_links"]),
            inline=_once(noted["inline"]),
            redirect=bool(noted["redirects"]),
        )


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
