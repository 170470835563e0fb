"""What is open at a challenge or at a council and wants looking at; it only gathers what records already say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from peerchallenge.pages import Attention
from peerchallenge.plan import due, words
from peerchallenge.records import Action, Answer, Challenge, Deadline, Link, Recommendation, Timing
from peerchallenge.records.action import CLOSED, disputes

_ANSWERING = frozenset({"response", "action-plan"})


def attention(challenges: tuple[Challenge, ...], today: date, council: str = "") -> Attention:
    """Gather what is open in challenges; where the page of a council is given, only what is that council's own.

    Nothing is open where no council is left to see to it.
    """
    challenges = tuple(challenge for challenge in challenges if not challenge.ended)
    actions = tuple(a for challenge in challenges for a in challenge.actions if _concerns(a.council, council))
    made = tuple((challenge, r) for challenge in challenges for r in challenge.recommendations)
    awaited = tuple(action for action in actions if action.is_open)
    current: tuple[Action | Recommendation, ...] = (
        *(recommendation for _, recommendation in made),
        *(action for action in actions if not action.is_superseded),
    )
    return Attention(
        steps=_steps(challenges, today, council),
        overdue=_by_day(action for action in awaited if action.dates.pressing.is_overdue),
        soon=_next(action for action in awaited if due.is_soon(action.dates.last, today)),
        disputed=tuple(entry for entry in current if _is_disputed(entry, council)),
        without_owner=tuple(action for action in awaited if words.NO_OWNER in words.missing(action)),
        without_date=tuple(action for action in awaited if words.NO_DATE in words.missing(action)),
        without_recommendation=tuple(a for a in awaited if words.NO_RECOMMENDATION in words.missing(a)),
        unanswered=tuple(r for challenge, r in made if _is_unanswered(challenge, r, council)),
        without_action=tuple(r for challenge, r in made if _lacks_action(challenge, r, council)),
        withheld=tuple(
            (Link(title=challenge.title, url=challenge.url), held)
            for challenge in challenges
            for held in challenge.withheld
            if council and not held.confidential
        ),
    )


def _concerns(link: Link | None, council: str) -> bool:
    """Whether something is this council's, or all councils'; with no council asked for everything concerns."""
    return not council or link is None or link.url in {"", council}


def _by_day(actions: Iterator[Action]) -> tuple[Action, ...]:
    return tuple(sorted(actions, key=lambda action: action.dates.pressing.due or date.max))


def _next(actions: Iterator[Action]) -> tuple[Action, ...]:
    return tuple(sorted(actions, key=lambda action: action.dates.last.due or date.max))


def _steps(challenges: tuple[Challenge, ...], today: date, council: str) -> tuple[tuple[Link, Deadline], ...]:
    """Give the steps that press by the rule or by the council's own promise, the oldest first."""

    def presses(timing: Timing | None) -> bool:
        return timing is not None and (timing.is_overdue or due.is_soon(timing, today))

    def day(deadline: Deadline) -> date:
        days = (own.due for own in (deadline.timing, deadline.by_promise) if own and own.due and presses(own))
        return min(days, default=date.max)

    found = [
        (Link(title=challenge.title, url=challenge.url), deadline)
        for challenge in challenges
        for deadline in challenge.timetable.deadlines
        if _concerns(deadline.council, council) and (presses(deadline.timing) or presses(deadline.by_promise))
    ]
    return tuple(sorted(found, key=lambda step: day(step[1])))


def _is_disputed(entry: Action | Recommendation, council: str) -> bool:
    said = (update for update in entry.updates if not update.part and _concerns(update.council, council))
    return bool(disputes(tuple(said)))


def _expected(challenge: Challenge, recommendation: Recommendation, council: str) -> tuple[Answer, ...]:
    """Give the answers that could be expected by now: of councils that have published any, or whose day has passed."""

    def has_answered(host: Link) -> bool:
        return any(d.kind in _ANSWERING and _concerns(d.council, host.url) for d in challenge.documents)

    return tuple(
        answer
        for answer in recommendation.answers
        if _concerns(answer.council, council)
        if (answer.timing is not None and answer.timing.is_overdue) or has_answered(answer.council)
    )


def _is_unanswered(challenge: Challenge, recommendation: Recommendation, council: str) -> bool:
    return any(answer.state in {"none", "part"} for answer in _expected(challenge, recommendation, council))


def _lacks_action(challenge: Challenge, recommendation: Recommendation, council: str) -> bool:
    if any(_concerns(action.council, council) for action in recommendation.actions):
        return False
    if recommendation.status and recommendation.status.state in CLOSED:
        return False
    expected = _expected(challenge, recommendation, council)
    return any(not _turned_down(recommendation, answer.council.url) for answer in expected)


def _turned_down(recommendation: Recommendation, council: str) -> bool:
    own = {r.decision for r in recommendation.responses if r.decision and _concerns(r.council, council)}
    return own == {"not-accepted"}
