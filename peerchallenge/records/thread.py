"""The thread of a recommendation: the peers' words, the answers, the actions and what was said since."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from peerchallenge.records.common import Link, Status
from peerchallenge.schema.dates import Date
from peerchallenge.schema.site import State


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
