"""The actions of a plan, and what was said of them and of recommendations since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from peerchallenge.records.common import NOWHERE, Link, Status
from peerchallenge.records.timetable import NO_DATES, Slippage
from peerchallenge.schema.dates import Date
from peerchallenge.schema.site import State

COUNCIL = "The council"
"""What an update's `said_by` is where the council itself speaks."""
CLOSED = frozenset({State.COMPLETE, State.BUSINESS_AS_USUAL, State.DROPPED, State.SUPERSEDED})
"""The states after which nothing more is awaited."""


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

    @property
    def by_council(self) -> bool:
        """Whether the council itself speaks."""
        return self.said_by == COUNCIL

    @property
    def speaker(self) -> tuple[str, str]:
        """Who speaks: the kind of body, and which council where it matters."""
        return self.said_by, self.council.url if self.council else ""


def latest(updates: tuple[Update, ...]) -> Update | None:
    """Give the latest update with a status: the council's own, or another's where the council gave none.

    Where several councils share what it is about, it is done when all that reported have done it: one for which it is
    still open comes first.
    """
    if len(updates) < 2:
        return updates[0] if updates and updates[0].status else None
    own: dict[tuple[str, str], Update] = {}
    for update in updates:
        if update.status and update.by_council:
            own.pop(update.speaker, None)
            own[update.speaker] = update
    if own:
        waiting = [update for update in own.values() if update.status and update.status.state not in CLOSED]
        return (waiting or list(own.values()))[-1]
    return next((update for update in reversed(updates) if update.status), None)


def views(updates: tuple[Update, ...]) -> tuple[Update, ...]:
    """Give the latest status of each who spoke: each council, the peer team, scrutiny, the auditor."""
    found: dict[tuple[str, str], Update] = {}
    for update in updates:
        if update.status:
            found[update.speaker] = update
    return tuple(found.values())


def contradictions(updates: tuple[Update, ...]) -> tuple[tuple[Update, Update], ...]:
    """Give each view of others that contradicts the council's status and still stands, after that status.

    A view contradicts when the council's status of that day had another state. It is answered as soon as the council
    gives a status with another state than the one contradicted.
    """
    if len(updates) < 2:
        return ()
    own = [update for update in updates if update.status and update.by_council]
    found = []
    for view in (update for update in views(updates) if not update.by_council):
        for council in dict.fromkeys(update.speaker for update in own):
            said = [update for update in own if update.speaker == council]
            then = [update for update in said if not _later(update, view)]
            concerned = not (view.council and said[0].council) or view.council == said[0].council
            if concerned and then and _state(then[-1]) == _state(said[-1]) != _state(view):
                found.append((said[-1], view))
    return tuple(found)


def disputes(updates: tuple[Update, ...]) -> tuple[Update, ...]:
    """Give the views of others that contradict the council's and still stand, each once."""
    return tuple(dict.fromkeys(view for _, view in contradictions(updates)))


def _later(update: Update, other: Update) -> bool:
    """Whether an update was said after another; what has no date counts as said before everything."""
    if not (update.date and update.date.start):
        return False
    return not (other.date and other.date.end) or update.date.start > other.date.end


def _state(update: Update) -> State | None:
    return update.status.state if update.status else None


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
    challenge: Link = NOWHERE
    """The challenge it came from."""
    year: int | None = None
    """The year of the visit."""
    hosts: tuple[Link, ...] = ()
    """The councils whose action it is: its council, or all that were challenged."""
    dates: Slippage = NO_DATES
    """When it was first promised, how the date moved and when it was done; how it stands to each."""

    @property
    def url(self) -> str:
        """Its place on the page of its document."""
        return f"{self.document.url}#{self.anchor}"

    @property
    def thread(self) -> str:
        """Its place on the page of the first recommendation that it serves, with all that was said of it since."""
        page = next((link.url for link in self.serves if link.url), "")
        return f"{page}#{self.anchor}" if page else self.url

    @property
    def name(self) -> str:
        """What lists call it: “Action 4.1”."""
        return f"Action {self.ref or self.handle}"

    @property
    def views(self) -> tuple[Update, ...]:
        """The latest status that each gave who spoke of it."""
        return views(self.updates)

    @property
    def disputes(self) -> tuple[Update, ...]:
        """The views of others that contradict the council's."""
        return disputes(self.updates)

    @property
    def contradictions(self) -> tuple[tuple[Update, Update], ...]:
        """The council's status beside each view of others that contradicts it."""
        return contradictions(self.updates)

    @property
    def is_open(self) -> bool:
        """Whether the council still means to do it and has not said that it is done."""
        if self.superseded or self.dates.ended:
            return False
        status = self.status
        return not (status and status.state in CLOSED)

    @property
    def reported(self) -> Update | None:
        """The latest update with a status: the council's own, or another's where the council gave none."""
        return latest(self.updates)

    @property
    def status(self) -> Status | None:
        """The status last reported; later words without one do not change it."""
        reported = self.reported
        return reported.status if reported else None

    @property
    def is_superseded(self) -> bool:
        """Whether the plan was superseded while this action was still open."""
        if not self.superseded:
            return False
        status = self.status
        return not (status and status.state in CLOSED - {State.SUPERSEDED})

    @property
    def is_disputed(self) -> bool:
        """Whether others contradict what the council says of it."""
        return bool(self.disputes)

    @property
    def days(self) -> Days:
        """The days by which a reader's later day may judge it otherwise: all of them, and those last given."""
        return days((self,))


Days = tuple[tuple[date | None, ...], tuple[date | None, ...]]
"""Days for which open actions were first promised or last given, and those last given alone, each once."""


def days(actions: tuple[Action, ...]) -> Days:
    """Give the days of those actions that are open, as far as they are still awaited."""
    awaited = [action.dates for action in actions if action.is_open]
    given = [dates.last.due for dates in awaited if dates.last.is_open]
    promised = [dates.timing.due for dates in awaited if dates.timing.is_open]
    return tuple(dict.fromkeys((*promised, *given))), tuple(dict.fromkeys(given))
