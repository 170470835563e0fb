"""The thread of a recommendation: the peers' words, the answers, the actions and what was said since."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from peerchallenge.records.action import Action, Days, Update, contradictions, days, disputes, latest, views
from peerchallenge.records.common import Link, Status
from peerchallenge.records.timetable import Timing


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
    timing: Timing | None = None
    """How it stands to the day on which the plan was due, where it is not answered and a rule sets that day."""


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
    set_title: str = ""
    """The set of themes it belongs to: “Corporate peer challenges from 2021”."""
    family: str = ""
    """The id of the present theme that took its place, or its own; what has one family can be compared."""


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
    def of_the_whole(self) -> tuple[Update, ...]:
        """What was said of the recommendation as a whole, oldest first."""
        return tuple(own for own in self.updates if not own.part)

    @property
    def views(self) -> tuple[Update, ...]:
        """The latest status of the recommendation as a whole that each gave who spoke of it."""
        return views(self.of_the_whole)

    @property
    def disputes(self) -> tuple[Update, ...]:
        """The views of others that contradict the council's."""
        return disputes(self.of_the_whole)

    @property
    def contradictions(self) -> tuple[tuple[Update, Update], ...]:
        """The council's status beside each view of others that contradicts it."""
        return contradictions(self.of_the_whole)

    @property
    def decisions(self) -> tuple[str, ...]:
        """The decisions of the councils, each once, in the order given."""
        return tuple(dict.fromkeys(r.decision for r in self.responses if r.decision))

    @property
    def reported(self) -> Update | None:
        """The latest update with a status of the recommendation as a whole."""
        return latest(self.of_the_whole)

    @property
    def status(self) -> Status | None:
        """The status last reported of the recommendation itself."""
        reported = self.reported
        return reported.status if reported else None

    @property
    def overdue(self) -> tuple[Action, ...]:
        """Its open actions that are overdue by either date, the one longest overdue last."""
        found = [action for action in self.actions if action.dates.pressing.is_overdue and action.is_open]
        return tuple(sorted(found, key=lambda action: action.dates.pressing.days or 0))

    @property
    def is_disputed(self) -> bool:
        """Whether others contradict what the council says of it or of an action for it."""
        return bool(self.disputes) or any(action.disputes for action in self.actions)

    @property
    def days(self) -> Days:
        """The days by which a reader's later day may judge its actions otherwise: all of them, and those last given."""
        return days(self.actions)
