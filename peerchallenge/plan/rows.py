"""What one entry of a list is in a sheet: the columns of each kind of list, and how they are filled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from sys import intern

from peerchallenge.pages import Change
from peerchallenge.plan import words
from peerchallenge.plan.lists import Row
from peerchallenge.records import Action, Challenge, Council, Deadline, Link, Recommendation, Timing
from peerchallenge.schema.dates import Date, Precision
from peerchallenge.terms import ANSWERS, DECISIONS, RATINGS, STEPS, TIMINGS, type_name

CHALLENGE: Row = (
    *("Address", "Title", "Councils", "Type", "On site", "Last day", "Timetable"),
    *(
        f"{step}: {column}"
        for step in STEPS.values()
        for column in ("due", "promised", "happened", "how it stands", "days late")
    ),
)
COUNCIL: Row = (
    *("Address", "Name", "Short name", "Welsh name", "Type", "Region", "Nation", "GSS code", "Website"),
    *("First day", "Last day", "Challenges", "Last challenge"),
)
RECOMMENDATION: Row = (
    *("Address", "Challenge", "Councils", "Year", "Type", "Number", "Title", "Words", "Theme", "Series"),
    *("Decision", "Answer", "Progress (own word)", "Progress (shared list)", "As at", "Actions"),
)
ACTION: Row = (
    *("Address", "Challenge", "Council", "Year", "Number", "Action", "Kind", "For", "Owner", "Accountable"),
    *("First promised", "Date last given", "Times moved", "Reasons for moves", "Done", "Done is"),
    *("Status (own word)", "State", "Rating", "Last reported", "Others say"),
    *("How it stands", "Days late", "How it stands to the date last given", "As at"),
)
UPDATE: Row = ("Address", "Date", "Document", "Kind", "Challenge", "Councils", "Holds", "Note")


def _row(*cells: str) -> Row:
    """Give a row. Cells that are alike are one object: of a large site most cells are like others."""
    return tuple(map(intern, cells))


def challenge(own: Challenge, base: str) -> Row:
    """Give the row of a challenge; `base` is the whole address of the site, without the slash at its end."""
    steps = (tuple(d for d in own.timetable.deadlines if d.step == step) for step in STEPS)
    return _row(
        base + own.url,
        own.title,
        _titles(own.councils),
        type_name(own.type),
        own.onsite,
        _date(own.onsite_end),
        own.timetable.title,
        *(cell for deadlines in steps for cell in _step(deadlines)),
    )


def _step(deadlines: tuple[Deadline, ...]) -> Row:
    """Give the cells of one step; where councils stand differently, each is named."""

    def cell(values: Iterable[str]) -> str:
        named = zip(deadlines, values, strict=True)
        return "; ".join(f"{d.council.title}: {value}" if d.council else value for d, value in named if value)

    return (
        cell(d.due.isoformat() if d.due else "" for d in deadlines),
        cell(_date(d.promised) for d in deadlines),
        cell(_date(d.happened) for d in deadlines),
        cell(words.of_deadline(d) for d in deadlines),
        cell(_days_late(d.timing) for d in deadlines),
    )


def council(own: Council, challenges: tuple[Challenge, ...], base: str) -> Row:
    """Give the row of a council; its challenges are handed in, newest first."""
    return _row(
        base + own.url,
        own.name,
        own.short_name,
        own.welsh_name,
        own.type,
        own.region,
        own.nation,
        own.gss,
        own.website,
        _date(own.started),
        _date(own.ended),
        str(len(challenges)),
        next((str(challenge.year) for challenge in challenges if challenge.year), ""),
    )


def recommendation(own: Recommendation, base: str) -> Row:
    """Give the row of a recommendation."""
    reported = own.reported
    return _row(
        base + own.url,
        own.challenge.title,
        _titles(own.councils),
        str(own.year or ""),
        type_name(own.challenge_type),
        own.ref,
        own.title,
        own.text.striptags(),
        "; ".join(theme.name for theme in own.themes),
        own.series,
        "; ".join(DECISIONS[decision] for decision in own.decisions),
        ANSWERS[own.answer],
        own.status.word if own.status else "",
        words.state(own.status),
        _date(reported.since) if reported else "",
        str(len(own.actions)),
    )


def action(own: Action, base: str, today: date) -> Row:
    """Give the row of an action; `today` is the day by which it is judged."""
    dates, status = own.dates, own.status
    return _row(
        base + own.url,
        own.challenge.title,
        _titles(own.hosts),
        str(own.year or ""),
        own.ref,
        own.text.striptags(),
        "everyday business" if own.everyday else "action",
        _titles(own.serves),
        "; ".join(own.owners),
        "; ".join(own.accountable),
        _date(dates.promised),
        _date(dates.current),
        str(len(dates.moves)),
        "; ".join(move.reason.striptags() or "No reason was given" for move in dates.moves),
        _date(dates.done),
        ("the day reported" if dates.reported else "the day given") if dates.done else "",
        status.word if status else "",
        words.action_state(own),
        RATINGS[status.rating.value] if status and status.rating else "",
        _date(own.reported.date) if own.reported else "",
        "; ".join(f"{view.said_by}: {view.status.word}" for view in own.disputes if view.status),
        TIMINGS[dates.timing.kind],
        _days_late(dates.timing),
        TIMINGS[dates.last.kind],
        today.isoformat(),
    )


def update(own: Change, base: str) -> Row:
    """Give the row of what was published."""
    return _row(
        base + own.document.url,
        _date(own.when),
        own.document.title,
        own.kind,
        own.challenge.title,
        _titles(own.councils),
        own.holds,
        own.note.striptags(),
    )


def _titles(links: tuple[Link, ...]) -> str:
    return "; ".join(link.title for link in links)


def _date(value: Date | None) -> str:
    """Give a day as year-month-day, which every spreadsheet reads alike, and all else in the words written.

    “Before 31 March 2026” is no day.
    """
    if value is None:
        return ""
    exact = value.precision is Precision.DAY and not value.note and not value.words[:1].isalpha()
    return value.start.isoformat() if exact and value.start else str(value)


def _days_late(timing: Timing) -> str:
    return str(timing.days) if (timing.is_late or timing.is_overdue) and timing.days is not None else ""
