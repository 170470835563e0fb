"""Warn of what is reported and can hardly be meant: nothing shown for it, no reason, or a year that slipped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from peerchallenge.assemble import dating
from peerchallenge.problems import Problem, Severity
from peerchallenge.read.parsed import Parsed, problem_at
from peerchallenge.records import Status
from peerchallenge.schema import answers
from peerchallenge.schema.dates import Date
from peerchallenge.schema.document import Document
from peerchallenge.schema.site import State
from peerchallenge.timetable.counting import due_day

_HELD = "Write here"
_PLACE_HELD = re.compile(rf"^(?!\s*#)(?:.*(?::|-|\[|,) )?\"?(?P<words>{_HELD}\b)")
"""Where a file begun by `new` says what to write."""
_BEFOREHAND = timedelta(days=60)
"""How long before its own date a document may be published: papers come out before the meeting that they are for."""


def of_update(parsed: Parsed, position: int, data: answers.Update, status: Status | None) -> Iterator[Problem]:
    """Give what is doubtful in one update; `status` is what its word means."""
    about, said = data.action or data.recommendation, dating.said(parsed)
    for key, code, message, suggestion in (
        *_shown(about, data, status),
        *_moved(about, data, said),
        *_done(about, data, said, status),
    ):
        yield _warning(parsed, ("updates", position, key), code, message, suggestion)


Doubt = tuple[str, str, str, str]
"""The key that a doubt is about, its code, what is doubtful, and what to do."""


def _shown(about: str, data: answers.Update, status: Status | None) -> Iterator[Doubt]:
    if status and status.state is State.COMPLETE and not (data.evidence or data.words):
        message = f"“{about}” is said to be complete, and nothing shows it."
        yield (
            "status",
            "no-evidence",
            message,
            "Add “evidence” (an address or words) or “words” that say what was done.",
        )


def _moved(about: str, data: answers.Update, said: Date | None) -> Iterator[Doubt]:
    if data.due and not data.reason:
        message = f"The date of “{about}” moved to {data.due}, and no reason is given."
        yield "due", "no-reason", message, "Add “reason”: why the date moved."
    day = due_day(data.due)
    if day and said and said.start and day < said.start:
        message = f"The date of “{about}” moved to {data.due}, which had passed when this was said ({said})."
        yield "due", "date-passed", message, "Mend the year or the month, or leave “due” out."


def _done(about: str, data: answers.Update, said: Date | None, status: Status | None) -> Iterator[Doubt]:
    if data.done and data.done.start and said and said.end and data.done.start > said.end:
        message = f"“{about}” is said to be done on {data.done}, which lies after this was said ({said})."
        yield "done", "done-ahead", message, "Mend the year or the month."
    if data.done and not data.status:
        message = f"“{about}” has a day on which it was done and no status, so it still counts as open."
        yield "done", "done-and-open", message, "Add “status”: your word for complete."
    if data.done and status and status.state not in {State.COMPLETE, State.BUSINESS_AS_USUAL}:
        message = f"“{about}” has a day on which it was done, and its status is “{status.word}”."
        yield "done", "done-and-open", message, "Give the status that means complete, or leave “done” out."


def of_document(parsed: Parsed, today: date) -> Iterator[Problem]:
    """Warn of a name that is read as a year alone, of what is said twice, and of a slip of the year.

    `today` is the day by which all is judged.
    """
    yield from unfinished(parsed)
    yield from _ahead(parsed, today)
    yield from _month_lost(parsed)
    yield from _twice(parsed)
    yield from _published(parsed)


def unfinished(parsed: Parsed) -> Iterator[Problem]:
    """Warn of words that `new` put in the place of the writer's own, where a document is no draft any more."""
    if _HELD not in parsed.source.text or (isinstance(parsed.data, Document) and parsed.data.draft):
        return
    for number, line in enumerate(parsed.source.text.split("\n"), 1):
        if found := _PLACE_HELD.search(line):
            message = "Here the file still says what to write, and not what you want to say."
            suggestion = "Write it, or take the line out."
            column = found.start("words") + 1
            yield problem_at(
                parsed.source,
                number,
                column,
                code="unfinished",
                message=message,
                suggestion=suggestion,
                severity=Severity.WARNING,
            )


def _ahead(parsed: Parsed, today: date) -> Iterator[Problem]:
    said = dating.said(parsed)
    if (
        isinstance(parsed.data, answers.Reporting)
        and parsed.data.updates
        and said
        and said.start
        and said.start > today
    ):
        message = f"This says how things stand on a day that lies ahead ({said})."
        yield _warning(
            parsed, ("dated",), "dated-ahead", message, "Mend the year or the month, here or in the file’s name."
        )


def _month_lost(parsed: Parsed) -> Iterator[Problem]:
    for year, month in zip(parsed.labels, parsed.labels[1:], strict=False):
        if re.fullmatch(r"(19|20)\d\d", year) and re.fullmatch(r"0[1-9]|1[0-2]", month):
            message = f"“{year}.{month}” in the name of this file is read as the year {year} alone."
            yield _warning(parsed, (), "file-name", message, f"Write it with a hyphen: “{year}-{month}”.")


def _twice(parsed: Parsed) -> Iterator[Problem]:
    told = set()
    for position, data in enumerate(parsed.data.updates if isinstance(parsed.data, answers.Reporting) else ()):
        about = (data.action, data.recommendation, data.said_by)
        if data.status and about in told:
            message = f"“{data.action or data.recommendation}” is given a status twice here; the last one counts."
            yield _warning(parsed, ("updates", position, "status"), "twice", message, "Keep one of the two.")
        if data.status:
            told.add(about)


def _published(parsed: Parsed) -> Iterator[Problem]:
    data, said = parsed.data, dating.said(parsed)
    published = data.published if isinstance(data, Document) else None
    if published and published.end and said and said.start and published.end + _BEFOREHAND < said.start:
        message = f"This was published on {published}, long before the date that it bears ({said})."
        yield _warning(parsed, ("published",), "published-before", message, "Mend the year in one of the two.")


def _warning(parsed: Parsed, steps: tuple[str | int, ...], code: str, message: str, suggestion: str) -> Problem:
    return parsed.problem(*steps, code=code, message=message, suggestion=suggestion, severity=Severity.WARNING)
