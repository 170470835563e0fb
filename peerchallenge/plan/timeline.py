"""Tell what happened in a challenge, oldest first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from peerchallenge.pages import TimelineEntry
from peerchallenge.records import Challenge, Document, Link, Meeting
from peerchallenge.schema.dates import Date, spell


def timeline(challenge: Challenge) -> tuple[TimelineEntry, ...]:
    """Give every dated event: the visit, the round table, publications and meetings, then what has no date.

    What the timetable awaits and what is not yet due comes at the very end.
    """
    events = [*_on_site(challenge), *_published(challenge)]
    ordered = sorted(events, key=lambda event: (event[0] is None, event[0] or date.max, event[1]))
    return (*(entry for _, _, entry in ordered), *_ahead(challenge))


def _ahead(challenge: Challenge) -> Iterator[TimelineEntry]:
    awaited = [d for d in challenge.timetable.deadlines if d.timing.kind == "due"]
    for deadline in sorted(awaited, key=lambda d: d.due or date.max):
        if deadline.due:
            yield TimelineEntry(
                when=f"{'about ' if deadline.about else ''}{spell(deadline.due)}",
                machine=deadline.due.isoformat(),
                what=f"Due: {deadline.what[:1].lower()}{deadline.what[1:]}",
                who=deadline.council.title if deadline.council else "",
                link=None,
                note=f"The council has promised it for {deadline.promised}" if deadline.promised else "",
                ahead=True,
            )


Event = tuple[date | None, int, TimelineEntry]


def _on_site(challenge: Challenge) -> Iterator[Event]:
    if challenge.onsite:
        yield _visit(challenge.onsite, challenge.onsite_end, "Peers on site", None)
    if challenge.round_table:
        yield _event(challenge.round_table, 1, "Findings discussed at a round table", "", None)


def _visit(words: str, last: Date | None, what: str, link: Link | None) -> Event:
    entry = TimelineEntry(when=words, machine=last.machine if last else "", what=what, who="", link=link)
    return last.end if last else None, 0, entry


def _published(challenge: Challenge) -> Iterator[Event]:
    for document in challenge.documents:
        if document.other_language and document.lang != challenge.lang:
            continue
        link = document.link
        who = document.council.title if document.council and len(challenge.councils) > 1 else ""
        if document.onsite:
            yield _visit(document.onsite, document.onsite_end, "Peers back on site", link)
        published = document.published if document.published_from == "document" else None
        yield from _meetings(document, link, who, published)
        if published:
            same_day = [m for m in document.meetings if m.date and m.date.start == published.start]
            what = f"{document.kind_label} published"
            yield _event(published, 3, what, who, link, "; ".join(_said(meeting) for meeting in same_day))
        elif not any(meeting.date for meeting in document.meetings) and (document.dated or not document.onsite):
            yield _undated(document, link, who)


def _undated(document: Document, link: Link, who: str) -> Event:
    if document.dated:
        return _event(document.dated, 3, document.kind_label, who, link)
    entry = TimelineEntry(when="Date not known", machine="", what=document.kind_label, who=who, link=link)
    return None, 3, entry


def _meetings(document: Document, link: Link, who: str, published: Date | None) -> Iterator[Event]:
    for meeting in document.meetings:
        if meeting.date and not (published and meeting.date.start == published.start):
            host = meeting.council.title if meeting.council else who
            what = f"{document.kind_label} considered by {meeting.body}"
            yield _event(meeting.date, 2, what, host, link, meeting.decision)


def _said(meeting: Meeting) -> str:
    """Say what a meeting decided, where it met on the day of publication."""
    return f"{meeting.body}: {meeting.decision}" if meeting.decision else f"Considered by {meeting.body}"


def _event(when: Date, rank: int, what: str, who: str, link: Link | None, note: str = "") -> Event:
    entry = TimelineEntry(when=str(when), machine=when.machine, what=what, who=who, link=link, note=note)
    return when.end, rank, entry
