"""What one finished page holds that the checks ask about; it judges nothing and reads no other page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from peerchallenge.check.markup import NotPlainError, Piece, any_pieces, plain_pieces
from peerchallenge.check.tags import Tag


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
    text = data.decode("utf-8", "replace")
    try:
        return _facts(plain_pieces(text))
    except NotPlainError:
        return _facts(any_pieces(text))


def _facts(pieces: Iterable[Piece]) -> PageFacts:
    reading = _Reading()
    for tag, words in pieces:
        if tag is not None:
            reading.note(tag)
        if reading.words is not None:
            reading.words.append(words)
    return reading.facts()


class _Reading:
    """What is noted of a page so far, and the words of the link or title that is open."""

    def __init__(self) -> None:
        self.noted: defaultdict[str, list[str]] = defaultdict(list)
        self.words_language = ""
        self.link: str | None = None
        self.words: list[str] | None = None
        self.drawings = 0

    def note(self, tag: Tag) -> None:
        for name, entry in tag.notes:
            self.noted[name].append(entry)
        if tag.target is not None:
            self.link, self.words = tag.target, [tag.words]
        elif tag.words and self.words is not None:
            self.words.append(tag.words)
        if tag.name == "/a":
            self.end_link()
        elif tag.name in {"title", "svg", "/title", "/svg"}:
            self.note_title(tag.name)
        elif tag.name == "h1":
            self.words_language = tag.language or self.words_language
        elif tag.name == "article" and "1" not in self.noted["headings"]:
            self.words_language = tag.language

    def end_link(self) -> None:
        if self.link is not None and not "".join(self.words or ()).strip():
            self.noted["empty_links"].append(self.link)
        if self.link is not None:
            self.link = self.words = None

    def note_title(self, name: str) -> None:
        """Tell the title of the page from those of the drawings on it."""
        if name == "svg":
            self.drawings += 1
        elif name == "/svg":
            self.drawings = max(0, self.drawings - 1)
        elif name == "title" and not self.drawings:
            self.words = []
        elif name == "/title" and self.words is not None and not self.drawings:
            self.noted["titles"].append(" ".join("".join(self.words).split()))
            self.words = None

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
