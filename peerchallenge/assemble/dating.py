"""When a document was published, and where that day is taken from."""

from __future__ import annotations

from datetime import date

from peerchallenge.read.parsed import Parsed
from peerchallenge.schema import dates
from peerchallenge.schema.challenge import Onsite
from peerchallenge.schema.dates import MONTHS, Date
from peerchallenge.schema.document import Document


def published(document: Document, council: str = "") -> tuple[Date | None, str]:
    """Give the day of publication and where it comes from: the document, or the first meeting that has a date.

    With a `council`, the meetings of other councils do not count: each host of a joint challenge takes it to its own.
    """
    if document.published:
        return document.published, "document"
    meetings = [meeting for meeting in document.considered if not council or meeting.council in {None, council}]
    met = min(
        (meeting.date for meeting in meetings if meeting.date), key=lambda met: met.start or date.max, default=None
    )
    return (met, "meeting") if met else (None, "")


def said(parsed: Parsed) -> Date | None:
    """Give the date of what a document says: the one on it, else the label in its name, else its publication."""
    document = parsed.data
    if not isinstance(document, Document):
        return None
    if document.dated:
        return document.dated
    return label(parsed) or published(document)[0]


def label(parsed: Parsed) -> Date | None:
    """Give the date in a file's name: update.2025-11.md."""
    labels = (dates.read(label) for label in parsed.labels if label[:1].isdigit())
    return next((found for found in labels if found.start), None)


def day(parsed: Parsed) -> date | None:
    """Give the day by which a document is put in order, or None."""
    document = parsed.data
    if not isinstance(document, Document):
        return None
    known = published(document)[0] or said(parsed)
    visit = getattr(document, "onsite", None)
    return known.start if known else visit.end.start if isinstance(visit, Onsite) else None


def visit_in_words(visit: Onsite | None) -> str:
    """Write the days on site as a reader would: 10 to 12 December 2024."""
    if visit is None:
        return ""
    start, end = visit.start, visit.end
    if str(start) == str(end) or not (start.start and end.start):
        return str(end)
    if start.precision is not dates.Precision.DAY or end.precision is not dates.Precision.DAY:
        return f"{start} to {end}"
    if start.start.year != end.start.year:
        return f"{start} to {end}"
    if start.start.month != end.start.month:
        return f"{start.start.day} {MONTHS[start.start.month - 1]} to {end}"
    return f"{start.start.day} to {end}"
