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

STEPS = {
    "report": "Feedback report",
    "response": "Response and plan",
    "review": "Progress review",
    "review_report": "Report of the progress review",
}

TIMINGS = {
    "on-time": "On time",
    "late": "Late",
    "very-late": "Very late",
    "due": "Not yet due",
    "overdue": "Overdue",
    "very-overdue": "Long overdue",
    "unclear": "Cannot be told from the dates given",
    "no-date": "No date given",
    "closed": "No longer awaited",
}

STATE_MEANINGS = {
    "not-started": "Nothing has been done yet.",
    "in-progress": "Work has begun and is not finished.",
    "complete": "The council says that it is done. What shows it stands beside it, where that was published.",
    "business-as-usual": "It has become part of what the council ordinarily does, and is no longer reported on apart.",
    "paused": "Work has stopped for the time being.",
    "superseded": "Something else has taken its place.",
    "dropped": "It will not be done.",
    "not-known": "Nobody has been able to say.",
}

RATING_MEANINGS = {
    "on-track": "The council expects to do it as planned.",
    "some-concern": "The council is not sure that it will be done as planned.",
    "off-track": "The council does not expect to do it as planned unless something changes.",
}

DECISION_MEANINGS = {
    "accepted": "The council means to do what was recommended.",
    "partly-accepted": "It will do some of it, or do it differently, and says why.",
    "not-accepted": "It does not intend to do it, and says why.",
    "not-now": "It agrees, or may agree, and has put the matter off.",
    "noted": "It has read the recommendation and says nothing further.",
    "under-consideration": "It has not decided.",
}

ANSWER_MEANINGS = {
    "answered": "Every council it was made to has answered it, in words or with an action for it.",
    "part": "Some of its parts are answered and others are not, or some of the councils have answered.",
    "considering": "The council has said that it has not decided yet.",
    "none": "Nothing that answers it has been published here.",
}

TIMING_MEANINGS = {
    "on-time": "It happened on the day that it was due, or before.",
    "late": "It happened after the day that it was due, by three months or less. Where no day is given on which "
    "something was done, the day on which it was first reported counts, and the words say so.",
    "very-late": "It happened, or was first reported, more than three months after the day that it was due.",
    "due": "It has not happened, and its day has not passed.",
    "overdue": "Its day has passed, by three months or less, and nothing on this site shows that it has happened.",
    "very-overdue": "Its day passed more than three months ago, and nothing on this site shows that it has happened.",
    "unclear": "It is late only if the whole of the period named lies after the day it was due. Here that is not "
    "certain.",
    "no-date": "No date was given, or none that the calendar knows.",
    "closed": "It was dropped, superseded or made everyday business, so that its date no longer counts.",
}


def type_name(challenge_type: str) -> str:
    """Give the kind of challenge in words."""
    return TYPE_NAMES.get(challenge_type, f"{challenge_type.replace('-', ' ').capitalize()} peer challenge")


def count(number: int, noun: str) -> str:
    """Write a number with its noun: 1 challenge, 12 challenges."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
