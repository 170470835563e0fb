"""When open actions and steps fall due, in the windows that lists and pages share; it judges nothing itself."""

from __future__ import annotations

from datetime import date, timedelta

from peerchallenge.records import Action, Recommendation, Timing
from peerchallenge.terms import TIMINGS

SOON = timedelta(days=90)
"""How far ahead what is due soon lies at most."""
NEXT = timedelta(days=30)
"""How far ahead what is due next lies at most."""
NOT_OPEN = "No longer open"
NO_OPEN_ACTION = "No open action"
WINDOWS = (
    *(TIMINGS["overdue"], TIMINGS["very-overdue"]),
    *(f"Due within {NEXT.days} days", f"Due within {SOON.days} days", "Due later"),
    *(TIMINGS["no-date"], NOT_OPEN, NO_OPEN_ACTION),
)
"""Every window, in the order in which lists show them."""


def is_soon(timing: Timing, today: date) -> bool:
    """Whether something has not happened and falls due within 90 days; what is overdue is not due soon."""
    return timing.kind == "due" and timing.due is not None and timing.due <= today + SOON


def windows(action: Action, today: date) -> tuple[str, ...]:
    """Give every window an action falls into: overdue by either date, due by the one last given.

    What is due within 30 days is due within 90 days too.
    """
    if not action.is_open:
        return (NOT_OPEN,)
    late = action.dates.pressing
    return (*((TIMINGS[late.kind],) if late.is_overdue else ()), *_ahead(action.dates.last, today))


def _ahead(timing: Timing, today: date) -> tuple[str, ...]:
    if timing.due is None:
        return (TIMINGS["no-date"],)
    if timing.is_overdue:
        return ()
    within = tuple(f"Due within {span.days} days" for span in (NEXT, SOON) if timing.due <= today + span)
    return within or ("Due later",)


def of_actions(recommendation: Recommendation, today: date) -> tuple[str, ...]:
    """Give every window that one of the open actions for a recommendation falls into."""
    found = {window for action in recommendation.actions if action.is_open for window in windows(action, today)}
    return tuple(window for window in WINDOWS if window in found) or (NO_OPEN_ACTION,)
