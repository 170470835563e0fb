"""How many months lie between the visit, the report and the answer of a challenge, whatever was due; it counts none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from peerchallenge.plan import words
from peerchallenge.records import Challenge, Taken
from peerchallenge.schema.dates import Date, Precision
from peerchallenge.timetable.counting import months_between

VAGUE = "where a date is not known to the month"
NO_REPORT = "without a report here to count from"
BACKWARDS = "where the later step came first"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From when to when, at which council in which challenge; a day that is not known well enough is None."""

    challenge: Challenge
    who: str
    first: date | None
    last: date | None
    has_start: bool = True
    """Whether what it is counted from is published here."""

    @property
    def months(self) -> int | None:
        """How many whole calendar months it took; None where that cannot be told."""
        if self.first is None or self.last is None or self.last < self.first:
            return None
        return months_between(self.first, self.last)

    @property
    def gap(self) -> str:
        """Why it cannot be told; empty where it can."""
        if not self.has_start:
            return NO_REPORT
        if self.first is None or self.last is None:
            return VAGUE
        return BACKWARDS if self.months is None else ""


Measure = Callable[[Challenge], tuple[Span, ...]]
"""What measures a challenge from one step to another."""


def to_report(challenge: Challenge) -> tuple[Span, ...]:
    """Measure from the visit to each report; one that several councils share is one report."""
    reports: dict[str, list[Taken]] = {}
    for own in _taken(challenge, "report"):
        reports.setdefault(own.document.url, []).append(own)
    return tuple(
        Span(
            challenge=challenge,
            who=" and ".join(own.council.title for own in shared),
            first=_day(challenge.onsite_end),
            last=_day(shared[0].on),
        )
        for shared in reports.values()
    )


def to_response(challenge: Challenge) -> tuple[Span, ...]:
    """Measure from its report to the answer of each council."""
    reports = {own.council: own for own in _taken(challenge, "report")}
    return tuple(
        Span(
            challenge=challenge,
            who=own.council.title,
            first=_day(reports[own.council].on) if own.council in reports else None,
            last=_day(own.on),
            has_start=own.council in reports,
        )
        for own in _taken(challenge, "response")
    )


def measured(challenge: Challenge, measure: Measure) -> tuple[str, ...]:
    """Give the year of the visit, where anything could be measured."""
    return words.year(challenge) if any(span.months is not None for span in measure(challenge)) else ()


MEASURES: tuple[tuple[str, str, Measure], ...] = (
    ("months-to-report", "From the visit to the report", to_report),
    ("months-to-response", "From the report to the response and plan", to_response),
)
"""What is measured: its name in addresses, its title and what measures it."""


def _taken(challenge: Challenge, step: str) -> tuple[Taken, ...]:
    return tuple(own for own in challenge.timetable.taken if own.step == step)


def _day(of: Date | None) -> date | None:
    """Give the day to count from: a month's last; None where less than a month is known."""
    return of.end if of and of.precision in {Precision.DAY, Precision.MONTH} else None
