"""What counts as which answer and which progress, for the lists that are narrowed by them."""

from __future__ import annotations

from peerchallenge.records import Recommendation, Status
from peerchallenge.terms import ANSWERS, DECISIONS, STATES


def answers(recommendation: Recommendation) -> tuple[str, ...]:
    """Give every way in which a recommendation counts as answered, for the lists by answer."""
    found = [DECISIONS[decision] for decision in recommendation.decisions]
    if recommendation.answer == "answered" and not found:
        found.append("Answered with actions or in words")
    if recommendation.answer in {"part", "none"}:
        found.append(ANSWERS[recommendation.answer])
    return tuple(found)


def progress(recommendation: Recommendation) -> tuple[str, ...]:
    """Give the state of the recommendation itself, as last reported; an action's state is a fact apart."""
    return (_state(recommendation.status),)


def action_progress(recommendation: Recommendation) -> tuple[str, ...]:
    """Give the states of the actions for a recommendation, each once."""
    if not recommendation.actions:
        return ("No action published",)
    return tuple(dict.fromkeys(_state(action.status) for action in recommendation.actions))


def _state(status: Status | None) -> str:
    return STATES[status.state.value] if status else "Nothing reported yet"
