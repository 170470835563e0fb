"""The field's own words for kinds of challenge, states and answers; nothing here decides anything."""

from __future__ import annotations

TYPE_NAMES = {
    "adult-social-care": "Adult social care peer challenge",
    "children": "Children's services peer challenge",
    "fire": "Fire peer challenge",
    "communications": "Communications peer review",
    "panel-performance-assessment": "Panel performance assessment",
}

DECISIONS = {
    "accepted": "Accepted",
    "partly-accepted": "Partly accepted",
    "not-accepted": "Not accepted",
    "not-now": "Not now",
    "noted": "Noted",
    "under-consideration": "Under consideration",
}

STATES = {
    "not-started": "Not started",
    "in-progress": "In progress",
    "complete": "Complete",
    "business-as-usual": "Business as usual",
    "paused": "Paused",
    "superseded": "Superseded",
    "dropped": "Dropped",
    "not-known": "Not known",
}

RATINGS = {"on-track": "on track", "some-concern": "some concern", "off-track": "off track"}

ANSWERS = {
    "answered": "Answered",
    "part": "Answered in part",
    "considering": "Under consideration",
    "none": "No answer published",
}


def type_name(challenge_type: str) -> str:
    """Give the kind of challenge in words."""
    return TYPE_NAMES.get(challenge_type, f"{challenge_type.replace('-', ' ').capitalize()} peer challenge")


def count(number: int, noun: str) -> str:
    """Write a number with its noun: 1 challenge, 12 challenges."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
