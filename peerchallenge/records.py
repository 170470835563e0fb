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
    """A name and where it leads: a path on this site, or a whole address. `url` is empty where it leads nowhere."""

    title: str
    url: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One heading of a text, for its list of contents."""

    level: int
    title: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A text converted to HTML that is safe to show.

    `pieces` are the HTML in order, cut at each line `[[recommendations…]]`; `cuts` say what that line asked
    for, one between each two pieces: the names in it, or none for all. `words` counts the words.
    """

    pieces: tuple[Markup, ...] = ()
    cuts: tuple[tuple[str, ...], ...] = ()
    headings: tuple[Heading, ...] = ()
    words: int = 0

    def __html__(self) -> str:
        """Give the text whole, without its cuts."""
        return "".join(self.pieces)

    def __bool__(self) -> bool:
        return bool(self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A status as the council words it, and what it means in the list that all councils share."""

    word: str
    state: State
    rating: Rating | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What was said of an action or a recommendation on one date."""

    date: Date | None
    said_by: str
    council: Link | None
    status: Status | None
    words: Markup
    evidence: Markup
    due: Date | None
    reason: Markup
    done: Date | None
    document: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One action of a council's plan. `serves` are the recommendations it is for; `updates` run oldest first."""

    handle: str
    ref: str
    anchor: str
    text: Markup
    owners: tuple[str, ...]
    accountable: tuple[str, ...]
    due: Date | None
    measure: Markup
    everyday: bool
    council: Link | None
    document: Link
    serves: tuple[Link, ...]
    superseded: Link | None
    updates: tuple[Update, ...]

    @property
    def status(self) -> Status | None:
        """The latest status that the council gave; no later word without a status changes it."""
        return next((u.status for u in reversed(self.updates) if u.status), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One council's answer to a recommendation, or to one of its parts. `decision` is empty where only words were given."""

    council: Link
    decision: str
    words: Markup
    reason: Markup
    part: str
    document: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How far one council has answered a recommendation: `answered`, `part`, `considering` or `none`."""

    council: Link
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a recommendation, in the peers' words."""

    ref: str
    text: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme under which recommendations stand."""

    id: str
    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """One recommendation with everything that was said and done about it.

    `name` is what lists call it (“Recommendation 3(a)”, or its title where none is printed); `short` is its first words;
    `printed` says whether the words are the peers' own or a summary. `updates` are about the recommendation itself;
    an action's updates are in the action and are never rolled up.
    """

    handle: str
    ref: str
    name: str
    title: str
    short: str
    text: Markup
    printed: bool
    series: str
    themes: tuple[Theme, ...]
    parts: tuple[Part, ...]
    also: tuple[str, ...]
    follows: Link | None
    followed_by: tuple[Link, ...]
    url: str
    anchor: str
    position: int
    challenge: Link
    challenge_type: str
    councils: tuple[Link, ...]
    year: int | None
    document: Link
    responses: tuple[Response, ...]
    answers: tuple[Answer, ...]
    answer: str
    actions: tuple[Action, ...]
    updates: tuple[Update, ...]
    lang: str = ""

    @property
    def decisions(self) -> tuple[str, ...]:
        """The decisions of the councils, each once, in the order given."""
        return tuple(dict.fromkeys(r.decision for r in self.responses if r.decision))

    @property
    def status(self) -> Status | None:
        """The latest status given of the recommendation itself."""
        return next((u.status for u in reversed(self.updates) if u.status), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting that looked at a document."""

    body: str
    date: Date | None
    council: Link | None
    decision: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """An original to download. `kind` is its format in words (PDF, Word), `size` in bytes, None where it is elsewhere."""

    title: str
    url: str
    kind: str
    size: int | None
    original: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where the words were found, and on what day."""

    url: str
    seen: Date | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A sum as the document states it."""

    of: str
    all: int | None
    status: str
    number: int | None
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One published document of a challenge. `published_from` says where the day comes from: the document, or a meeting.

    `other_language` leads to the same document in Welsh or English; `recommendations` are those it makes, and `count` how
    many it says it makes. `sort_day` orders documents in time.
    """

    kind: str
    kind_label: str
    title: str
    url: str
    lang: str
    other_language: Link | None
    challenge: Link
    council: Link | None
    author: str
    dated: Date | None
    published: Date | None
    published_from: str
    sort_day: date | None
    meetings: tuple[Meeting, ...]
    version: str
    change_note: Markup
    superseded_by: Link | None
    printed: bool
    summary: Markup
    body: Body
    files: tuple[File, ...]
    sources: tuple[Origin, ...]
    licence: str
    said_by: str
    recommendations: tuple[Recommendation, ...]
    count: int | None
    responses: tuple[tuple[str, Response], ...]
    actions: tuple[Action, ...]
    updates: tuple[tuple[Link, Update], ...]
    totals: tuple[Total, ...]
    onsite: str
    team: tuple[Peer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What somebody said, with name and post."""

    text: Markup
    name: str
    post: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A document that is not published, and why."""

    document: str
    reason: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """One peer challenge with all that was published of it. `onsite` is the visit in words; `year` that of its last day."""

    id: str
    title: str
    url: str
    lang: str
    other_language: Link | None
    councils: tuple[Link, ...]
    type: str
    type_label: str
    onsite: str
    onsite_end: Date | None
    year: int | None
    mode: str
    themes: tuple[str, ...]
    extra_scope: tuple[str, ...]
    partners: tuple[str, ...]
    run_by: tuple[str, ...]
    team: tuple[Peer, ...]
    people_met: str
    meetings: str
    hours: str
    round_table: Date | None
    quotes: tuple[Quote, ...]
    follows: Link | None
    followed_by: tuple[Link, ...]
    withheld: tuple[Withheld, ...]
    lga_url: str
    summary: Markup
    body: Body
    sources: tuple[Origin, ...]
    files: tuple[File, ...]
    documents: tuple[Document, ...]
    recommendations: tuple[Recommendation, ...]
    actions: tuple[Action, ...]
    sort_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Council:
    """One body that hosts challenges. `predecessors` and `successors` are the bodies it took over from and that took over."""

    id: str
    name: str
    short_name: str
    welsh_name: str
    url: str
    type: str
    region: str
    nation: str
    website: str
    started: Date | None
    ended: Date | None
    is_over: bool
    predecessors: tuple[Link, ...]
    successors: tuple[Link, ...]
    body: Body


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage:
    """A page about the site, written in `pages/`."""

    id: str
    title: str
    url: str
    lang: str
    other_language: Link | None
    summary: Markup
    body: Body
    sources: tuple[Origin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Everything that is published, in the order in which it is shown: challenges newest first, councils A to Z."""

    councils: tuple[Council, ...]
    challenges: tuple[Challenge, ...]
    themes: tuple[Theme, ...]
    pages: tuple[TextPage, ...]
    redirects: tuple[tuple[str, str], ...]
