"""What every kind of record is made with: links, headings, texts and statuses."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from peerchallenge.schema.site import Rating, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A name and where it leads."""

    title: str
    """The words of the link."""
    url: str = ""
    """A path on this site, or a whole address; empty where it leads nowhere."""
    lang: str = ""
    """The language of what it leads to, where that is not the page’s own: cy."""
    held: str = ""
    """Why what it leads to is not published yet, in a copy that shows it all the same: Draft."""


NOWHERE = Link(title="")
"""The link of what stands alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One heading of a text, for its list of contents."""

    level: int
    """Its level: 2 for a section."""
    title: str
    """Its words."""
    anchor: str
    """Its id on the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A text converted to HTML that is safe to show."""

    pieces: tuple[Markup, ...] = ()
    """The HTML in order, cut at each line `[[recommendations…]]`."""
    cuts: tuple[tuple[str, ...], ...] = ()
    """What each of those lines asks for, one between each two pieces: the names in it, or none for all."""
    headings: tuple[Heading, ...] = ()
    """The headings, for a list of contents."""
    words: int = 0
    """How many words it has."""

    def __html__(self) -> str:
        """Give the text whole, without its cuts."""
        return "".join(self.pieces)

    def __bool__(self) -> bool:
        return bool(self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A status as the council words it, and what it means in the list that all councils share."""

    word: str
    """The council’s own word."""
    state: State
    """What the word means: one of the states in `site.states`."""
    rating: Rating | None = None
    """How sure the council is, where the word says so."""
