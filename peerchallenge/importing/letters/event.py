"""Which challenge a letter belongs to, and the file of the event where there is none yet; it reads no document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from peerchallenge.begin import replies
from peerchallenge.begin.known import Event, Known
from peerchallenge.begin.questions import RefusedError, UnclearError
from peerchallenge.begin.quoting import key, remark, value, values
from peerchallenge.begin.skeletons import OFF, document
from peerchallenge.importing.asked import Asked
from peerchallenge.importing.letters import details as written
from peerchallenge.importing.letters.facts import Days
from peerchallenge.importing.letters.sent import Sent
from peerchallenge.importing.outcome import Doubt, Sure
from peerchallenge.schema.challenge import Challenge

_NO_TITLE = "Without one the page is called by council, kind and year."


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a letter goes: the challenge's id and councils; `is_new` is whether its event has to be written."""

    id: str
    councils: tuple[str, ...]
    is_new: bool
    doubts: tuple[Doubt, ...] = ()


def place(sent: Sent, asked: Asked, found: Known) -> Place:
    """Find the challenge that a document belongs to, or name a new one."""
    if asked.challenge:
        return _named(sent, asked, found)
    councils, doubts = _councils(sent, asked, found)
    same = [event for event in found.events if event.data and {*event.data.councils} == {*councils}]
    on = [event for event in same if _same_visit(event, sent)]
    if len(on) > 1:
        names = ", ".join(event.id for event in on)
        raise RefusedError(f"More than one challenge has these days ({names}): say which, with --challenge.")
    if on:
        doubts = (*doubts, *_other_kind(on[0], sent))
        return Place(id=on[0].id, councils=councils, is_new=False, doubts=doubts)
    if sent.kind == "progress-review" and same:
        alike = [event for event in same if event.data and event.data.type == sent.type.value]
        advice = "If it is of another challenge, import it again with --challenge and the name of its folder."
        doubt = Doubt(
            about="challenge", taken=(alike or same)[0].id, sure=Sure.GUESS, advice=f"It is the newest. {advice}"
        )
        return Place(id=(alike or same)[0].id, councils=councils, is_new=False, doubts=(*doubts, doubt))
    wanted = "-".join((*councils, *([] if sent.type.value == "corporate" else [sent.type.value]), _year(sent)))
    free = replies.free(found, wanted)
    _refuse_unread(next((event for event in found.events if event.id == wanted), None))
    if free != wanted:
        taken = f"{free}, because there is a “{wanted}” with other days"
        doubts = (
            *doubts,
            Doubt(about="challenge", taken=taken, sure=Sure.GUESS, advice="--challenge names the folder."),
        )
    return Place(id=free, councils=councils, is_new=True, doubts=doubts)


def _named(sent: Sent, asked: Asked, found: Known) -> Place:
    event = next((own for own in found.events if own.id == asked.challenge), None)
    if event and event.data:
        return Place(id=event.id, councils=event.data.councils, is_new=False, doubts=tuple(_other_days(event, sent)))
    _refuse_unread(event)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", asked.challenge):
        rule = "its name may have small letters, figures and single hyphens, as northwick-2025 has."
        raise RefusedError(f"--challenge {asked.challenge}: this cannot be the name of a folder; {rule}")
    councils, doubts = _councils(sent, asked, found)
    return Place(id=asked.challenge, councils=councils, is_new=True, doubts=doubts)


def _refuse_unread(event: Event | None) -> None:
    if event and event.has("challenge") and not event.data:
        wrong = f"challenges/{event.id}/challenge.md cannot be read."
        raise RefusedError(f"{wrong} The command “check” says what is wrong with it: mend that first.")


def _councils(sent: Sent, asked: Asked, found: Known) -> tuple[tuple[str, ...], tuple[Doubt, ...]]:
    replies.need_councils(found)
    text = " ".join((sent.title, *(own.words for own in sent.blocks))).casefold()
    named = {
        c.id: any(name and name.casefold() in text for name in (c.name, c.short_name, c.welsh_name))
        for c in found.councils
    }
    if asked.councils:
        try:
            ids = replies.councils(found, ", ".join(asked.councils))
        except UnclearError as unclear:
            raise RefusedError(f"--council {', '.join(asked.councils)}: {unclear}") from None
        missing = [found.council(own).name for own in ids if not named[own]]
        doubts = (Doubt(about="councils", taken=f"{name} is not named in the document", sure=Sure.ASKED,
                        advice="Look whether this is the right file.") for name in missing)  # fmt: skip
        return ids, tuple(doubts)
    title = [
        c for c in found.councils if any(n and n.casefold() in sent.title.casefold() for n in (c.name, c.short_name))
    ]
    if len(title) != 1:
        one = f"--council {(title or found.councils)[0].id}"
        joint = "For a joint challenge, give the option once for each council."
        raise RefusedError(f"Say which council it is about, by its id in councils.yml, as in {one}. {joint}")
    return (title[0].id,), (Doubt(about="councils", taken=title[0].name, where="the title", sure=Sure.GUESS),)


def _same_visit(event: Event, sent: Sent) -> bool:
    """Whether a document names the days of an event: the first that it names, or for a review any."""
    visit = event.data.onsite if event.data else None
    days = sent.visits if sent.kind == "progress-review" else sent.visits[:1]
    if visit is None or not (visit.start.start and visit.end.end):
        return False
    ends = ((first.start, last.end) for first, last in days)
    return any(first and last and first <= visit.end.end and last >= visit.start.start for first, last in ends)


def _other_days(event: Event, sent: Sent) -> Iterator[Doubt]:
    if (
        sent.days
        and sent.kind != "progress-review"
        and event.data
        and event.data.onsite
        and not _same_visit(event, sent)
    ):
        visit = event.data.onsite
        taken = (
            f"challenge.md says {visit.start} to {visit.end}, and the document {sent.days.first} to {sent.days.last}"
        )
        yield Doubt(
            about="onsite", taken=taken, where=sent.days.doubt.where, sure=Sure.ASKED, advice="Look which is right."
        )


def _other_kind(event: Event, sent: Sent) -> Iterator[Doubt]:
    """Ask where a challenge has the days of a document and is of another kind than the document says."""
    if event.data and event.data.type != sent.type.value and sent.type.doubt.sure is not Sure.GUESS:
        taken = f"{event.id} has the same days, and is {event.data.type} where the document says {sent.type.value}"
        advice = "If it is another challenge, take the new files away and import again with --challenge and a new name."
        yield Doubt(about="challenge", taken=taken, sure=Sure.ASKED, advice=advice)


def visit(sent: Sent) -> Days | None:
    """Give the days of the challenge itself; a review names its own, and may name those of the visit before."""
    if sent.kind != "progress-review":
        return sent.days
    own = sent.days.first.start if sent.days else None
    earlier = [(first, last) for first, last in sent.visits if own and last.start and last.start < own]
    if not earlier:
        return None
    first, last = earlier[0]
    doubt = Doubt(about="onsite of the challenge", taken=f"{first} to {last}", where="the earlier visit that it names",
                  sure=Sure.GUESS, advice="The days of the review stand in its own file.")  # fmt: skip
    return Days(first=first, last=last, doubt=doubt)


def _year(sent: Sent) -> str:
    days = visit(sent) or sent.days
    day = days.last.start if days else None
    words = str(day.year) if day else sent.dated.value if sent.dated else ""
    found = re.search(r"\b(?:19|20)\d\d\b", words)
    if not found:
        raise RefusedError("No days on site and no date were found in it, so its folder has no name. Give one with "
                           "--challenge: council and year, as in --challenge northwick-2025.")  # fmt: skip
    return found[0]


def _team_to_write() -> Iterator[str]:
    """Give the lines of a team that was not found, none of which is read."""
    yield from key(
        Challenge, "team", also="None was found: write each member so, with a hyphen before the role.", off=True
    )
    for first, name, example in (
        ("- ", "role", "Lead officer peer"),
        ("  ", "name", "Write here the name"),
        ("  ", "post", "Chief Executive"),
        ("  ", "organisation", "Wexcombe Borough Council"),
    ):
        yield f"#  {first}{name}: {example}"


def challenge(sent: Sent, place: Place) -> str:
    """Write `challenge.md`: what the document says of the event, and lines to fill in for what it does not."""
    details = remark(OFF)
    details += [*key(Challenge, "councils", values(place.councils)), *written.known("type", sent.type)]
    details += key(Challenge, "title", "Write here the title", also=_NO_TITLE, off=True)
    if days := visit(sent):
        details += days.doubt.remark()
        details += [f"onsite: {{start: {days.first.words}, end: {days.last.words}}}"]
    else:
        details += key(Challenge, "onsite", "24 to 27 June 2025", also="No days were found in the document.", off=True)
    if sent.author and sent.author.value != "Local Government Association":
        details += written.known("run_by", sent.author)
    if sent.scope:
        details += written.listed("extra_scope", *sent.scope)
    for name, fact in sent.counts:
        details += [*fact.doubt.remark(), f"{name}: {value(fact.value)}"]
    if sent.team and sent.kind != "progress-review":
        details += written.team(sent.team)
    elif sent.kind != "progress-review":
        details += _team_to_write()
    details += remark("Below the line of hyphens goes a summary of two or three sentences in plain English.")
    return document(details, [])
