"""The joined, sorted and final facts that pages are made from; no record here is ever changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from peerchallenge.schema.challenge import Peer
from peerchallenge.schema.dates import Date
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What was said of an action or a recommendation on one date."""

    date: Date | None
    """The day it was said."""
    said_by: str
    """Whose view it is, in words: “The council”, “The peer team”."""
    council: Link | None
    """Which council it is about, where there are several or it speaks itself."""
    status: Status | None
    """The status given, or None where only words were."""
    words: Markup
    """What was done, in the words published."""
    evidence: Markup
    """What shows it: a link or words."""
    due: Date | None
    """The new date, where it moved."""
    reason: Markup
    """Why the date moved."""
    done: Date | None
    """The day it was done, where one is given."""
    document: Link
    """The document that says so."""
    part: str = ""
    """The part of a recommendation that it is about, where not the whole."""

    @property
    def since(self) -> Date | None:
        """Since when the status holds: the day it was done, else the day it was said."""
        return self.done or self.date


def latest(updates: tuple[Update, ...]) -> Update | None:
    """Give the latest update with a status: the council's own, or another's where the council gave none."""
    stated = [update for update in updates if update.status]
    own = [update for update in stated if update.said_by == "The council"]
    return (own or stated)[-1] if stated else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One action of a council's plan."""

    handle: str
    """The name by which other documents point to it."""
    ref: str
    """The number as printed; empty where there is none."""
    anchor: str
    """Its id on the page of its document."""
    text: Markup
    """What will be done."""
    owners: tuple[str, ...]
    """Who does it."""
    accountable: tuple[str, ...]
    """Who answers for it."""
    due: Date | None
    """By when."""
    measure: Markup
    """How the council will know that it worked."""
    everyday: bool
    """Whether it goes on as everyday business."""
    council: Link | None
    """Whose action it is."""
    document: Link
    """The plan it stands in."""
    serves: tuple[Link, ...]
    """The recommendations it is for."""
    superseded: Link | None
    """The plan that took its place."""
    updates: tuple[Update, ...]
    """What was said of it, oldest first."""

    @property
    def reported(self) -> Update | None:
        """The latest update with a status: the council's own, or another's where the council gave none."""
        return latest(self.updates)

    @property
    def status(self) -> Status | None:
        """The status last reported; later words without one do not change it."""
        return self.reported.status if self.reported else None

    @property
    def is_superseded(self) -> bool:
        """Whether the plan was superseded while this action was still open."""
        closed = {State.COMPLETE, State.BUSINESS_AS_USUAL, State.DROPPED}
        return bool(self.superseded) and not (self.status and self.status.state in closed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One council's answer to a recommendation, or to one of its parts."""

    council: Link
    """Who answers."""
    decision: str
    """The decision: one of those in `site.decisions`; empty where only words were given."""
    words: Markup
    """The council’s own words."""
    reason: Markup
    """Why, where it is not accepted in full."""
    part: str
    """The part answered; empty for the whole."""
    document: Link
    """The document it stands in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How far one council has answered a recommendation: `answered`, `part`, `considering` or `none`."""

    council: Link
    """Which council."""
    state: str
    """How far: one of those in `site.answers`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a recommendation, in the peers' words."""

    ref: str
    """Its number or letter as printed."""
    text: Markup
    """The peers’ words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme under which recommendations stand."""

    id: str
    """The name used in addresses."""
    name: str
    """The theme in words."""
    url: str
    """Its page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """One recommendation with everything that was said and done about it.

    `updates` are about the recommendation itself; an action's updates are in the action and are never rolled up.
    """

    path: str
    """The file it is written in."""
    handle: str
    """The name by which answers point to it."""
    ref: str
    """The number as printed; empty where there is none."""
    name: str
    """What lists call it: “Recommendation 3(a)”, or its title where no number is printed."""
    title: str
    """The heading as printed; may be empty."""
    short: str
    """Its title or first words."""
    text: Markup
    """The words."""
    printed: bool
    """Whether the words are the peers’ own; if not they are a summary, and never shown as a quotation."""
    series: str
    """The list it belongs to: key, further."""
    themes: tuple[Theme, ...]
    """The themes it stands under."""
    parts: tuple[Part, ...]
    """Its parts."""
    also: tuple[str, ...]
    """Other numbers by which it is known."""
    follows: Link | None
    """The earlier recommendation that it is hung on."""
    followed_by: tuple[Link, ...]
    """The later ones that are hung on it."""
    url: str
    """Its page."""
    anchor: str
    """Its id on the page of its document."""
    position: int
    """Its place in the document, from 1."""
    challenge: Link
    """The challenge it was made in."""
    challenge_type: str
    """The kind of that challenge."""
    councils: tuple[Link, ...]
    """The councils it is made to."""
    year: int | None
    """The year of the visit."""
    document: Link
    """The document it stands in."""
    responses: tuple[Response, ...]
    """What the councils said to it."""
    answers: tuple[Answer, ...]
    """How far each council has answered."""
    answer: str
    """How far all have, taken together: one of those in `site.answers`."""
    actions: tuple[Action, ...]
    """The actions for it."""
    updates: tuple[Update, ...]
    """What was said of it, oldest first."""
    lang: str = ""
    """The language of its words, where not English."""

    @property
    def decisions(self) -> tuple[str, ...]:
        """The decisions of the councils, each once, in the order given."""
        return tuple(dict.fromkeys(r.decision for r in self.responses if r.decision))

    @property
    def reported(self) -> Update | None:
        """The latest update with a status of the recommendation as a whole."""
        return latest(tuple(update for update in self.updates if not update.part))

    @property
    def status(self) -> Status | None:
        """The status last reported of the recommendation itself."""
        return self.reported.status if self.reported else None


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
    in_welsh: Challenge | None = None
    """The same challenge with its Welsh words, where there are some."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Everything that is published, in the order in which it is shown: challenges newest first, councils A to Z.

    `originals` are the names in `content/` of the files that published documents name.
    """

    councils: tuple[Council, ...]
    challenges: tuple[Challenge, ...]
    themes: tuple[Theme, ...]
    pages: tuple[TextPage, ...]
    redirects: tuple[tuple[str, str], ...]
    originals: frozenset[str]
