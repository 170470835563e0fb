"""What a published document says of itself and holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from peerchallenge.records.action import Action, Update
from peerchallenge.records.common import Body, Link
from peerchallenge.records.thread import Recommendation, Response
from peerchallenge.schema.challenge import Peer
from peerchallenge.schema.dates import Date


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting that looked at a document."""

    body: str
    """The committee, cabinet or council that met."""
    date: Date | None
    """When."""
    council: Link | None
    """Which council’s, where there are several."""
    decision: str
    """What it decided, in its own word."""
    link: str
    """The meeting’s page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """An original to download."""

    title: str
    """What the link says."""
    url: str
    """Where it is."""
    kind: str
    """Its format in words: PDF, Word."""
    size: int | None
    """Its size in bytes; None where it is elsewhere."""
    original: bool
    """Whether this is the document as first published."""

    @property
    def details(self) -> str:
        """What a link to a file says beside its name: “PDF, 240 kB”."""
        if self.size is None:
            return self.kind
        size = f"{self.size / 1_000_000:.1f} MB" if self.size >= 1_000_000 else f"{max(1, round(self.size / 1000))} kB"
        return f"{self.kind}, {size}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where the words were found, and on what day."""

    url: str
    """The address."""
    seen: Date | None
    """The day it was read."""
    note: str
    """What should be known of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A sum as the document states it."""

    of: str
    """What was counted: actions or recommendations."""
    all: int | None
    """Of how many."""
    status: str
    """The word counted."""
    number: int | None
    """How many."""
    share: str
    """What share, as written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One published document of a challenge."""

    path: str
    """The file it is written in."""
    kind: str
    """What it is, as the file name says: letter, response."""
    kind_label: str
    """What it is, in words."""
    title: str
    """Its title."""
    url: str
    """Its page."""
    lang: str
    """Its language."""
    other_language: Link | None
    """The same document in the other language."""
    challenge: Link
    """The challenge it belongs to."""
    council: Link | None
    """The council it belongs to, where there are several."""
    author: str
    """Who wrote it."""
    dated: Date | None
    """The date that stands on it."""
    published: Date | None
    """The day it was published."""
    published_from: str
    """Where that day comes from: document or meeting."""
    sort_day: date | None
    """The day by which lists put it in order."""
    meetings: tuple[Meeting, ...]
    """The meetings that looked at it."""
    version: str
    """Draft, final, revised."""
    change_note: Markup
    """What is different from the version before."""
    superseded_by: Link | None
    """The document that took its place."""
    printed: bool
    """Whether the words are its own or a summary."""
    summary: Markup
    """What it says, in a sentence or two."""
    body: Body
    """The text."""
    files: tuple[File, ...]
    """Its originals."""
    sources: tuple[Origin, ...]
    """Where the words were found."""
    licence: str
    """Its licence, where not the site’s."""
    said_by: str
    """Whose view of progress it gives, in words."""
    recommendations: tuple[Recommendation, ...]
    """The recommendations it makes."""
    count: int | None
    """How many it says it makes."""
    responses: tuple[tuple[str, Response], ...]
    """The answers in it, each with the handle of its recommendation."""
    actions: tuple[Action, ...]
    """The actions in it."""
    updates: tuple[tuple[Link, Update], ...]
    """What it says of progress, each with what it is about."""
    totals: tuple[Total, ...]
    """The sums it states."""
    onsite: str
    """The visit in words, for a progress review."""
    onsite_end: Date | None
    """The last day on site, for a progress review."""
    team: tuple[Peer, ...]
    """The peers who came back, for a progress review."""
    held: str = ""
    """Why it is not published yet, in a copy that shows it all the same: Draft."""

    @property
    def link(self) -> Link:
        """The link to it, with its language where that is not English."""
        return Link(title=self.title, url=self.url, lang="cy" if self.lang == "cy" else "", held=self.held)
