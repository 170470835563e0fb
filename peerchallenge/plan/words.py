"""What counts as which answer, progress and lateness, for the lists that are narrowed by them and for their sheets."""

from __future__ import annotations

from datetime import date

from peerchallenge import addresses
from peerchallenge.records import Action, Challenge, Council, Deadline, Recommendation, Status
from peerchallenge.terms import ANSWERS, DECISIONS, STATES, STEPS, TIMINGS

NOT_REPORTED = "Nothing reported yet"
IN_WORDS = "Answered with actions or in words"
NO_ACTION = "No action published"
NO_OWNER, NO_DATE, NO_RECOMMENDATION = "No owner", "No date", "No recommendation"
NOTHING_MISSING = "Nothing missing"
PROGRESS = (NOT_REPORTED, *STATES.values(), NO_ACTION)
"""Every state, in the order in which lists show them."""
LATENESS = (*TIMINGS.values(), NO_ACTION)
"""Every way in which something stands to its date, in the order in which lists show them."""
ON_TIME = (*TIMINGS.values(), "Withheld", "Confidential", "No timetable applies")
"""Every way in which a step stands to its day, in the order in which lists show them."""
MOVED = ("Date moved, with a reason", "Date moved, no reason given", "Date not moved")
MISSING = (NO_OWNER, NO_DATE, NO_RECOMMENDATION, NOTHING_MISSING)
VIEWS = ("The council and others disagree", "No disagreement published")
CHALLENGED = ("Challenged", "No challenge on this site")
BEING = ("Still in being", "No longer in being")
NO_YEAR, NO_TYPE, NO_REGION = "Year not known", "Type not given", "Region not given"
AHEAD = "Still to come"


def year(entry: Challenge | Recommendation | Action) -> tuple[str, ...]:
    """Give the year of the visit."""
    return (str(entry.year) if entry.year else NO_YEAR,)


def answers(recommendation: Recommendation) -> tuple[str, ...]:
    """Give every way in which a recommendation counts as answered, for the lists by answer."""
    found = [DECISIONS[decision] for decision in recommendation.decisions]
    if recommendation.answer == "answered" and not found:
        found.append(IN_WORDS)
    if recommendation.answer in {"part", "none"}:
        found.append(ANSWERS[recommendation.answer])
    return tuple(found)


def progress(recommendation: Recommendation) -> tuple[str, ...]:
    """Give the state of the recommendation itself, as last reported; an action's state is a fact apart."""
    return (state(recommendation.status),)


def action_progress(recommendation: Recommendation) -> tuple[str, ...]:
    """Give the states of the actions for a recommendation, each once."""
    return tuple(dict.fromkeys(action_state(action) for action in recommendation.actions)) or (NO_ACTION,)


def action_state(action: Action) -> str:
    """Give the state of an action; one that was open when its plan was superseded is superseded with it."""
    return STATES["superseded"] if action.is_superseded else state(action.status)


def state(status: Status | None) -> str:
    """Give a state in the words that all councils share."""
    return STATES[status.state.value] if status else NOT_REPORTED


def lateness(action: Action) -> str:
    """Give how an action stands to the date first promised."""
    return TIMINGS[action.dates.timing.kind]


def action_lateness(recommendation: Recommendation) -> tuple[str, ...]:
    """Give how the actions for a recommendation stand to the dates first promised, each once."""
    return tuple(dict.fromkeys(lateness(action) for action in recommendation.actions)) or (NO_ACTION,)


def views(recommendation: Recommendation) -> tuple[str, ...]:
    """Give whether others contradict what the council says of a recommendation or of an action for it."""
    return (VIEWS[0] if recommendation.is_disputed else VIEWS[1],)


def action_views(action: Action) -> tuple[str, ...]:
    """Give whether others contradict what the council says of an action."""
    return (VIEWS[0] if action.disputes else VIEWS[1],)


def moved(action: Action) -> tuple[str, ...]:
    """Give whether the date of an action moved, and whether every move has its reason."""
    if not action.dates.moves:
        return (MOVED[2],)
    return (MOVED[0] if all(move.reason for move in action.dates.moves) else MOVED[1],)


def missing(action: Action) -> tuple[str, ...]:
    """Give what an action lacks: somebody named for it, a date unless it is everyday business, a recommendation."""
    dated = action.dates.current is not None and action.dates.current.start is not None
    lacks = (
        (NO_OWNER, not (action.owners or action.accountable)),
        (NO_DATE, not (dated or action.everyday)),
        (NO_RECOMMENDATION, not action.serves),
    )
    return tuple(word for word, is_so in lacks if is_so) or (NOTHING_MISSING,)


def on_time(challenge: Challenge, step: str) -> tuple[str, ...]:
    """Give how a challenge stands to one step of its timetable; several ways where its councils stand differently."""
    found = (of_deadline(own) for own in challenge.timetable.deadlines if own.step == step)
    return tuple(dict.fromkeys(found)) or (ON_TIME[-1],)


def steps(challenge: Challenge) -> tuple[str, ...]:
    """Give the steps that the timetable of a challenge has."""
    there = {deadline.step for deadline in challenge.timetable.deadlines}
    return tuple(title for step, title in STEPS.items() if step in there)


def of_deadline(deadline: Deadline) -> str:
    """Give how one step stands to the day it is due."""
    if deadline.state in {"withheld", "confidential"}:
        return deadline.state.capitalize()
    return TIMINGS[deadline.timing.kind]


def challenged(council: Council, hosts: frozenset[str]) -> tuple[str, ...]:
    """Give whether a council is among those that hosted a challenge on this site."""
    return (CHALLENGED[0] if council.url in hosts else CHALLENGED[1],)


def being(council: Council) -> tuple[str, ...]:
    """Give whether a council is still there."""
    return (BEING[1] if council.is_over else BEING[0],)


def council_type(council: Council) -> tuple[str, ...]:
    """Give what kind of council it is."""
    return (_named(council.type) or NO_TYPE,)


def region(council: Council) -> tuple[str, ...]:
    """Give the region of a council."""
    return (_named(council.region) or NO_REGION,)


def _named(text: str) -> str:
    """Begin with a capital; what has neither letter nor figure names nothing."""
    return text[:1].upper() + text[1:] if addresses.slug(text) else ""


def last_visit(challenges: tuple[Challenge, ...], today: date) -> tuple[str, ...]:
    """Give the year of the latest visit that is over, or say why there is none; nothing where none was hosted."""
    if not challenges:
        return ()
    over = [c for c in challenges if not (c.onsite_end and c.onsite_end.start and c.onsite_end.start > today)]
    years = [challenge.year for challenge in over if challenge.year]
    return (str(max(years)) if years else NO_YEAR if over else AHEAD,)
