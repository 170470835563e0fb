"""The pages of one challenge: its own, its documents' and its recommendations'."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import ClassVar

from markupsafe import Markup

from peerchallenge.pages.common import Page
from peerchallenge.records import Action, Challenge, Deadline, Document, Link, Recommendation, Theme, Withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """What is open and wants looking at, in a challenge or at a council."""

    steps: tuple[tuple[Link, Deadline], ...] = ()
    """The steps of the timetable that are overdue or fall due soon, each with its challenge, the oldest first."""
    overdue: tuple[Action, ...] = ()
    """The open actions whose first promised date has passed, or the date last given, the oldest first."""
    soon: tuple[Action, ...] = ()
    """The open actions that fall due within 90 days by the date last given, the next first."""
    disputed: tuple[Action | Recommendation, ...] = ()
    """What the council says one thing of and others another."""
    without_owner: tuple[Action, ...] = ()
    """The open actions that nobody is named for."""
    without_date: tuple[Action, ...] = ()
    """The open actions that have no date and are not everyday business."""
    without_recommendation: tuple[Action, ...] = ()
    """The open actions that serve no recommendation."""
    unanswered: tuple[Recommendation, ...] = ()
    """The recommendations without an answer, or with one in part."""
    without_action: tuple[Recommendation, ...] = ()
    """The recommendations that no action serves and that are neither turned down nor reported as closed."""
    withheld: tuple[tuple[Link, Withheld], ...] = ()
    """What is withheld, each with its challenge; for a council alone, as a challenge's page says so at its top."""

    def __bool__(self) -> bool:
        """Whether anything wants looking at."""
        return any(getattr(self, field.name) for field in fields(self))


NOTHING = Attention()
"""Nothing wants looking at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One theme in two challenges of the same council."""

    theme: Theme
    """The theme, as the later challenge or the present set names it."""
    earlier: tuple[Recommendation, ...]
    """What the peers recommended the first time."""
    later: tuple[Recommendation, ...]
    """What they recommended again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A challenge beside the one before it at the same council."""

    earlier: Link
    """The challenge before."""
    later: Link
    """The challenge after it."""
    years: int | None
    """How many whole years lie between the visits."""
    themes: tuple[Compared, ...]
    """The themes that both have recommendations on."""
    only_earlier: tuple[Theme, ...]
    """The themes on which there are no recommendations any more."""
    only_later: tuple[Theme, ...]
    """The themes on which there are recommendations for the first time."""
    open: tuple[Action, ...]
    """The actions of the earlier challenge that are still open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One thing that happened."""

    when: str
    """The date in words; “date not known” where there is none."""
    machine: str
    """The date for HTML's datetime, or empty."""
    what: str
    """What happened: “On site”, “Feedback report published”."""
    who: str
    """Which council or body, where it matters."""
    link: Link | None
    """The document or meeting."""
    note: str = ""
    """A decision or a remark."""
    ahead: bool = False
    """Whether it has not happened and its day lies ahead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengePage(Page):
    """One challenge on one page: summary, timeline, each recommendation's thread, documents, team."""

    template: ClassVar[str] = "pages/challenge.html"

    challenge: Challenge
    """The challenge."""
    timeline: tuple[TimelineEntry, ...]
    """What happened, oldest first."""
    groups: tuple[tuple[str, tuple[Recommendation, ...]], ...]
    """The recommendations as printed, under series or document; one group without a name where there is one list."""
    partial: tuple[str, ...]
    """Sentences that say where a list is known in part: “4 of 9 shown here”."""
    loose_actions: tuple[Action, ...]
    """Actions that serve no recommendation."""
    attention: Attention = NOTHING
    """What is open and wants looking at."""
    comparison: Comparison | None = None
    """This challenge beside the one before it at the same council."""

    @property
    def held(self) -> str:
        """Why it is not published yet, in a copy that shows it all the same."""
        return self.challenge.held


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a document: either HTML, or recommendations printed at that place."""

    html: Markup = Markup()  # noqa: RUF009 - Markup is a string and never changes
    """The converted text; empty where recommendations stand."""
    recommendations: tuple[Recommendation, ...] = ()
    """The recommendations printed here; empty where text stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage(Page):
    """One document as readable HTML."""

    template: ClassVar[str] = "pages/document.html"
    indexed: ClassVar[bool] = True

    challenge: Challenge
    """The challenge it belongs to."""
    document: Document
    """The document."""
    pieces: tuple[Piece, ...]
    """The text in order, with the recommendations where they were printed."""
    siblings: tuple[Link, ...]
    """The challenge's other documents."""

    @property
    def held(self) -> str:
        """Why it is not published yet, in a copy that shows it all the same."""
        return self.document.held


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A recommendation to another council on the same theme, as far as a line of a list shows it."""

    name: str
    """What lists call it: “Recommendation 3(a)”, or its title where no number is printed."""
    title: str
    """Its title, or empty."""
    short: str
    """The first words of its text."""
    url: str
    """Its page."""
    lang: str
    """The language of its words, where it is not that of the page."""
    decisions: tuple[str, ...]
    """What the council decided."""
    answer: str
    """How far it is answered."""
    challenge: Link
    """The challenge it was made in."""
    document: Link
    """The letter or report it stands in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationPage(Page):
    """One recommendation: peers' words, answers, actions, dated history."""

    template: ClassVar[str] = "pages/recommendation.html"

    recommendation: Recommendation
    """The recommendation with its whole thread."""
    challenge: Challenge
    """The challenge it was made in."""
    previous: Link | None
    """The recommendation before it in the same list."""
    following: Link | None
    """The recommendation after it."""
    same_theme: tuple[Neighbour, ...]
    """Some recommendations to other councils on the same theme."""
    citation: str
    """How to cite it, in one line."""

    @property
    def held(self) -> str:
        """Why it is not published yet, in a copy that shows it all the same."""
        return self.recommendation.document.held
