"""Judge how something stands to the day it was due: late only where no doubt is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from peerchallenge.records import NO_DATE, Timing
from peerchallenge.schema.dates import Date
from peerchallenge.schema.site import State
from peerchallenge.timetable.counting import add_months, between, due_day, length

LONG = 3
"""After how many months late is very late, and overdue long overdue: once more the shortest time the LGA gives."""
UNCLEAR = "Cannot be told from the dates given"
NOT_GIVEN = Timing(kind="unclear", words="Cannot be told: the day it happened is not given")
"""How something stands that has happened on a day that is not known."""


def judge(due: date, happened: Date | None, today: date, *, about: int = 0) -> Timing:
    """Judge what was due on a day and happened on a date, or has not happened by today.

    It is late only where the whole period that the date names lies after the day. `about` is by how many calendar
    months it may be later and still be what a rule calls “about” that time; days are counted from the day named.
    """
    until = add_months(due, about)
    long_after = add_months(due, LONG)
    made = Timing(kind="unclear", words="", due=due, until=until, long_after=long_after)
    if happened is None:
        return _awaited(made, due, today)
    first, last = between(happened)
    if last and last <= until:
        days = (last - due).days if first == last else None
        return replace(made, kind="on-time", words=_early(due, last, days), days=days)
    if first and first > until:
        kind = "very-late" if first > long_after else "late"
        late = length(due, first, "late")
        return replace(made, kind=kind, words=late if first == last else f"At least {late}", days=(first - due).days)
    return replace(made, words=NOT_GIVEN.words if first is last is None else UNCLEAR)


def _awaited(made: Timing, due: date, today: date) -> Timing:
    days = (today - due).days
    if made.until and made.long_after and today > made.until:
        kind, word = ("very-overdue", "Long overdue") if today > made.long_after else ("overdue", "Overdue")
        return replace(made, kind=kind, words=f"{word} by {length(due, today)}", days=days)
    words = f"Due in {length(today, due)}" if days < 0 else "Due about now" if days else "Due today"
    return replace(made, kind="due", words=words, days=days)


def _early(due: date, day: date, days: int | None) -> str:
    if days is None:
        return "On time"
    if days > 0:
        return "On time, as near as “about” goes"
    return f"On time, {length(day, due, 'early')}" if days else "On time, on the day"


def action(
    promised: Date | None, done: Date | None, state: State | None, today: date, *, reported: bool = False
) -> Timing:
    """Judge an action against a promise; one that is dropped, superseded or everyday business is no longer awaited.

    `reported` is whether `done` is only the day on which it was first said to be done: the words then say no more.
    """
    due = due_day(promised)
    if due is None:
        return NO_DATE
    if state in {State.DROPPED, State.SUPERSEDED, State.BUSINESS_AS_USUAL}:
        return Timing(kind="closed", words="No longer awaited", due=due)
    if state is State.COMPLETE:
        timing = judge(due, done or Date(""), today)
        return _reported(timing, due, done) if reported and done else timing
    return judge(due, None, today)


def _reported(timing: Timing, due: date, done: Date) -> Timing:
    """Say of a day that is a report's only that it was reported then: the work may have been done before."""
    if timing.kind == "on-time":
        return replace(timing, words="On time", days=None)
    first, last = between(done)
    if not timing.is_late or first is None:
        return timing
    least = "" if first == last else "at least "
    return replace(timing, words=f"Reported done {least}{length(due, first, 'late')}")
