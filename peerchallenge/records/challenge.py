"""Challenges, councils and pages, and the library that holds all that is published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from peerchallenge.records.action import Action
from peerchallenge.records.common import Body, Link, Status
from peerchallenge.records.document import Document, File, Origin
from peerchallenge.records.thread import Recommendation, Theme
from peerchallenge.records.timetable import NO_TIMETABLE, Timetable
from peerchallenge.schema.challenge import Peer
from peerchallenge.schema.dates import Date


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What somebody said, with name and post."""

    text: Markup
    """The words."""
    name: str
    """Who said them."""
    post: str
    """In what post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A document that is not published, and why."""

    document: str
    """Which document."""
    reason: Markup
    """Why it is not published."""
    confidential: bool = False
    """Whether documents of this kind are never published, so that nobody decided to hold this one back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """One peer challenge with all that was published of it."""

    path: str
    """The file it is written in."""
    id: str
    """The name used in addresses."""
    title: str
    """Its title."""
    url: str
    """Its page."""
    lang: str
    """The language of its summary."""
    other_language: Link | None
    """The same page in the other language."""
    councils: tuple[Link, ...]
    """The councils that were challenged."""
    type: str
    """The kind of challenge."""
    type_label: str
    """The kind in words."""
    onsite: str
    """The days on site, in words."""
    onsite_end: Date | None
    """The last day on site."""
    year: int | None
    """The year of the last day."""
    mode: str
    """On-site, remote or hybrid."""
    themes: tuple[str, ...]
    """The themes looked at."""
    extra_scope: tuple[str, ...]
    """What the council asked the team to look at besides."""
    partners: tuple[str, ...]
    """Local bodies that took part."""
    run_by: tuple[str, ...]
    """Who ran it, where not the Local Government Association."""
    team: tuple[Peer, ...]
    """The peer team."""
    people_met: str
    """How many people the team met, in words."""
    meetings: str
    """In how many meetings."""
    hours: str
    """In how many hours."""
    round_table: Date | None
    """When the findings were talked through."""
    quotes: tuple[Quote, ...]
    """What the council’s leaders said of it."""
    follows: Link | None
    """The challenge before this one."""
    followed_by: tuple[Link, ...]
    """The challenges after it."""
    withheld: tuple[Withheld, ...]
    """What is not published, and why."""
    lga_url: str
    """Its page at the Local Government Association."""
    summary: Markup
    """What happened, in a sentence or two."""
    body: Body
    """The summary in plain English."""
    sources: tuple[Origin, ...]
    """Where the facts were found."""
    files: tuple[File, ...]
    """Originals that belong to no document."""
    documents: tuple[Document, ...]
    """Its documents, in the order lists show them."""
    recommendations: tuple[Recommendation, ...]
    """Its recommendations, in the order printed."""
    actions: tuple[Action, ...]
    """All its actions."""
    sort_day: date | None
    """The day by which lists put it in order."""
    ended: date | None = None
    """The day on which the last of its councils ended, where none is left."""
    theme_set: str = ""
    """The set that the themes belong to: “Corporate peer challenges from 2021”."""
    timetable: Timetable = NO_TIMETABLE
    """The rule it falls under, and what was due, promised and done."""
    in_welsh: Challenge | None = None
    """The same challenge with its Welsh words, where there are some."""
    held: str = ""
    """Why it is not published yet, in a copy that shows it all the same: Draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Council:
    """One body that hosts challenges."""

    path: str
    """The file it is written in."""
    id: str
    """The name used in addresses."""
    name: str
    """The full name."""
    short_name: str
    """The name that headings and lists use."""
    welsh_name: str
    """The name in Welsh."""
    url: str
    """Its page."""
    type: str
    """The kind of body."""
    region: str
    """The region."""
    nation: str
    """The nation."""
    website: str
    """Its own website."""
    gss: str
    """Its code at the Office for National Statistics."""
    started: Date | None
    """Its first day."""
    ended: Date | None
    """Its last day, which may lie ahead."""
    is_over: bool
    """Whether that day has passed."""
    predecessors: tuple[Link, ...]
    """The bodies it took over from."""
    successors: tuple[Link, ...]
    """The bodies that took over from it."""
    body: Body
    """What is written about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage:
    """A page about the site, written in `pages/`."""

    path: str
    """The file it is written in."""
    id: str
    """The name used in addresses."""
    title: str
    """Its title."""
    url: str
    """Its address."""
    lang: str
    """Its language."""
    other_language: Link | None
    """The same page in the other language."""
    summary: Markup
    """What it says, in a sentence or two."""
    body: Body
    """The text."""
    sources: tuple[Origin, ...]
    """Where the words were found."""
    held: str = ""
    """Why it is not published yet, in a copy that shows it all the same: Draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """An old address, and where it leads now."""

    old: str
    """The address that was."""
    new: str
    """The page that took its place."""
    path: str
    """The file whose `aliases` say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusWord:
    """A word for progress that councils use here, and what it means."""

    status: Status
    """The word with its state and rating."""
    meaning: str
    """What the council means by it, where it says so."""
    council: Link | None
    """The one council that means it so; None where it holds for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Everything that is published, in the order in which it is shown: challenges newest first, councils A to Z.

    `originals` are the names in `content/` of the files that published documents name.
    """

    councils: tuple[Council, ...]
    challenges: tuple[Challenge, ...]
    themes: tuple[Theme, ...]
    pages: tuple[TextPage, ...]
    redirects: tuple[Redirect, ...]
    originals: frozenset[str]
    status_words: tuple[StatusWord, ...] = ()
