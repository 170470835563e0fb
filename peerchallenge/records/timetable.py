"""Promised dates: what was due when, what happened, and how the two stand to each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from peerchallenge.records.common import Link
from peerchallenge.schema.dates import Date


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """How something stands to the day it was due, as at the day of the build; computed, never typed."""

    kind: str
    """How it stands: one of those in `site.timings`."""
    words: str
    """The same in words: “34 days late”, “Due in 12 days”."""
    due: date | None = None
    """The day it was due, from which days are counted."""
    until: date | None = None
    """The last day on which it would be on time: the same day, or a later one where a rule says “about”."""
    long_after: date | None = None
    """The last day on which it would not be called long overdue or very late."""
    days: int | None = None
    """How many days after the due day it happened or today is; below nought before it. None where it cannot be told."""

    @property
    def is_open(self) -> bool:
        """Whether it has not happened and is still awaited, so that a reader's later day may judge it otherwise."""
        return self.kind in {"due", "overdue", "very-overdue"}

    @property
    def is_overdue(self) -> bool:
        """Whether it has not happened although its day has passed."""
        return self.kind in {"overdue", "very-overdue"}

    @property
    def is_late(self) -> bool:
        """Whether it happened after its day."""
        return self.kind in {"late", "very-late"}


NO_DATE = Timing(kind="no-date", words="No date given")
"""How something without a due date stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One step of the timetable: what was due, what was promised, and what happened."""

    step: str
    """Which step: report, response, review or review_report."""
    what: str
    """What is due, in words: “Action plan”."""
    council: Link | None = None
    """Whose, where the councils of a joint challenge stand differently."""
    due: date | None = None
    """The day it is due: the rule's, or the one written in its place; None where it cannot be known."""
    about: bool = False
    """Whether that day is approximate."""
    earliest: date | None = None
    """The first day of the period, where the rule names a period that ends on the due day."""
    sum: str = ""
    """How the rule's day is counted: “13 February 2025 + 5 months = 13 July 2025”."""
    by_rule: date | None = None
    """The rule's day, where another stands in its place."""
    promised: Date | None = None
    """What the council promised, which stands beside the rule."""
    reason: Markup = Markup()  # noqa: RUF009 - Markup is a string and never changes
    """Why the day differs from the rule's; empty where no reason was given."""
    happened: Date | None = None
    """The day it happened; None where it has not or the day is not known."""
    document: Link | None = None
    """The document that shows that it happened."""
    state: str = "awaited"
    """Whether it is done, awaited, withheld, confidential or unneeded."""
    withheld: Markup = Markup()  # noqa: RUF009 - Markup is a string and never changes
    """Why it is not published, where it is withheld or confidential."""
    missing: str = ""
    """What keeps it from being judged, in a sentence: which date is missing, or that the council has ended."""
    timing: Timing = NO_DATE
    """How it stands to the day it is due."""
    by_promise: Timing | None = None
    """How it stands to the promise; None where nothing was promised or the promise names no date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One step that one council took, whether or not a rule sets a day for it."""

    step: str
    """Which step: report, response, review or review_report."""
    council: Link
    """Which council."""
    on: Date | None
    """The day; None where it is not known."""
    document: Link
    """The document that shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """The rule that a challenge falls under, and every step of it."""

    rule: str = ""
    """The id of the rule set; empty where none could be chosen."""
    title: str = ""
    """What the rule set is called: “LGA requirement, 2024”."""
    why: str = ""
    """Why this one applies, or why none does, in a sentence."""
    source: str = ""
    """Where the rule is published: a web address, or empty."""
    deadlines: tuple[Deadline, ...] = ()
    """The steps for which the rule or the council sets a day, in order."""
    taken: tuple[Taken, ...] = ()
    """The steps that were taken, council by council, whether or not anything sets a day for them."""

    @property
    def applies(self) -> bool:
        """Whether any date is set by a rule or by the council."""
        return bool(self.deadlines)


NO_TIMETABLE = Timetable()
"""The timetable of a challenge to which nothing is known to apply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One change of a due date."""

    before: Date
    """The date as it was."""
    after: Date
    """The date as it is now."""
    said: Date | None
    """When the change was published."""
    reason: Markup
    """Why it moved; empty where no reason was given."""
    document: Link
    """The document that says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slippage:
    """The dates of an action, which never merge: first promised, revised, done."""

    promised: Date | None = None
    """The date first promised."""
    moves: tuple[Move, ...] = ()
    """Every change of it, oldest first."""
    done: Date | None = None
    """The day it was done, where it is complete."""
    reported: bool = False
    """Whether that is only the day on which it was first reported done, because no other is given."""
    ended: date | None = None
    """The day on which the council ended, where that was before it was done."""
    timing: Timing = NO_DATE
    """How it stands to the date first promised."""
    by_revised: Timing | None = None
    """How it stands to the date last given, where that is another one."""

    @property
    def last(self) -> Timing:
        """How it stands to the date last given."""
        return self.by_revised or self.timing

    @property
    def pressing(self) -> Timing:
        """How it stands to the date first promised where it is overdue by that, else to the date last given."""
        return self.timing if self.timing.is_overdue else self.last

    @property
    def current(self) -> Date | None:
        """The date last given."""
        return self.moves[-1].after if self.moves else self.promised


NO_DATES = Slippage()
"""The dates of an action that has none."""
