"""From the rows of a plan to its actions, answers and what is said of progress, with every doubt; it writes no text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from operator import itemgetter

from peerchallenge.importing.outcome import Doubt, Left, Sure, shown
from peerchallenge.importing.plans import due_words
from peerchallenge.importing.plans.decisions import answer
from peerchallenge.importing.plans.due_words import Due
from peerchallenge.importing.plans.entries import Entry, Taken
from peerchallenge.importing.plans.headings import Field
from peerchallenge.importing.plans.monthly import key
from peerchallenge.importing.plans.refs import numbered
from peerchallenge.importing.plans.row import Row
from peerchallenge.importing.plans.rows import Read
from peerchallenge.importing.plans.serving import Peers, Served, elsewhere
from peerchallenge.importing.plans.wording import pieces
from peerchallenge.terms import count


def taken(read: Read, peers: Peers, words_known: frozenset[str]) -> Taken:
    """Give the actions of the rows in their order; `words_known` are the words for progress that are known here."""
    found = Taken()
    before, told = "", set()
    for row in read.rows:
        served = _served(row, peers)
        if served.doubt and (row.is_new or row.recommendation != before):
            sure = Sure.LIKELY if served.handles else Sure.ASKED
            advice = "" if served.handles else "Write the numbers it serves after “for:”."
            about = f"for, {row.number or shown(row.recommendation or row.action)}"
            found.doubts.append(Doubt(about=about, taken=served.doubt, where=row.where, sure=sure, advice=advice))
            told.add(row.where)
        before = row.recommendation
        answer(found, row, served.handles, read.headings)
        _action(found, row, served, words_known, read)
    found.entries = numbered(found, peers)
    found.doubts += _summed_up(found.entries, read, told)
    return found


def _served(row: Row, peers: Peers) -> Served:
    """Find the recommendation by what names it, else by the first part of the action's number."""
    own = peers.served(row.number, row.recommendation)
    stem = re.fullmatch(r"([A-Za-z]{0,3}\d+)\.\d+[a-z]?\.?", row.ref or row.number)
    if own.handles or not stem or not peers.names:
        return own
    other = peers.served(stem[1], "")
    doubt = f"It is taken from the number of the action, {row.ref or row.number}." if other.handles else own.doubt
    return Served(handles=other.handles, doubt=doubt)


def _summed_up(entries: Iterable[Entry], read: Read, told: set[str]) -> Iterator[Doubt]:
    """Say once what holds for many rows."""
    every = tuple(entries)
    bare = [own for own in every if not own.serves and own.where not in told]
    if bare:
        taken = f"{count(len(bare), 'action')} without a recommendation"
        yield Doubt(about="for", taken=taken, where=_places(bare), sure=Sure.ASKED, advice=_WRITE_FOR)
    asked = [own for own in every if own.asked and not own.status]
    for shows in dict.fromkeys(own.asked for own in asked):
        some = [own for own in asked if own.asked == shows]
        taken = f"{count(len(some), 'row')} with {shows} and no word"
        advice = _SAY_LETTER if shows.startswith("the letter") else _SAY_WORD
        yield Doubt(about="status", taken=taken, where=_places(some), sure=Sure.ASKED, advice=advice)
    if read.unknown:
        taken = f"kept as notes beside the actions: {', '.join(f'“{title}”' for title in read.unknown)}"
        yield Doubt(about="columns that are not known", taken=taken, sure=Sure.ASKED, advice=_NOTES)


def _places(entries: list[Entry]) -> str:
    names = [own.where for own in entries]
    return ", ".join(names[:_MOST_PLACES]) + (" …" if len(names) > _MOST_PLACES else "")


_MOST_PLACES = 12
_LONGEST_STATUS = 60
_WRITE_FOR = "Write the numbers they serve after “for:”, or leave it out where they serve none."
_SAY_WORD = (
    "Write the council's own word for it after “status:”; a colour means different things in different councils."
)
_SAY_LETTER = (
    "Say what the letter means under “status_words” in site.yml, and import again: then it is read every month. "
    "Or write the council's own word for it after “status:”."
)
_NOTES = "Take the notes out, or put what is to be published under a key."


def _action(found: Taken, row: Row, served: Served, known: frozenset[str], read: Read) -> None:
    serves = served.handles
    if row.goes_on and found.entries:
        last = found.entries[-1].where
        _serve_too(found, lambda own: own.where == last, serves)
        _leave(found, row, "its action stands in a cell over several rows")
        return
    if not row.action:
        _nothing(found, row)
        return
    if (others := elsewhere(row.action)) and _lend(found, row, serves, others[0]):
        return
    own = _entry(found, row, serves, known, read)
    dated = (Field.DUE, Field.REVISED, Field.DONE)
    said = (f"{read.headings[kind]}: {' '.join(row.text(kind).split())}" for kind in dated if row.text(kind))
    remarks = (*own.remarks, f"for – {served.doubt}") if served.doubt else own.remarks
    found.entries.append(replace(own, dates="\n".join(said), remarks=remarks))


def _serve_too(found: Taken, meant: Callable[[Entry], bool], serves: tuple[str, ...], remark: str = "") -> None:
    """Let actions that are there serve other recommendations as well."""
    found.entries = [
        replace(
            own,
            serves=tuple(dict.fromkeys((*own.serves, *serves))),
            remarks=(*own.remarks, *filter(None, (remark,))),
        )
        if meant(own)
        else own
        for own in found.entries
    ]


def _leave(found: Taken, row: Row, why: str) -> None:
    if row.rest:
        found.left.append(Left(what=shown(" · ".join(row.rest)), where=row.where, why=why))


def _nothing(found: Taken, row: Row) -> None:
    """Say what stands in a row without an action."""
    said = shown(" · ".join(row.rest))
    if row.is_new and not any(kind in row.values for kind in (Field.RESPONSE, Field.DECISION)):
        name = row.number or shown(row.recommendation)
        taken = f"no action stands beside it{f'; there is {said}' if row.rest else ''}"
        found.doubts.append(Doubt(about=f"recommendation {name}", taken=taken, where=row.where, sure=Sure.ASKED))
    elif not row.is_new:
        _leave(found, row, "no action stands in this row")


def _lend(found: Taken, row: Row, serves: tuple[str, ...], other: str) -> bool:
    """Let the actions of another recommendation serve this one too, where the row only points at them."""
    bare = re.sub(r"\W+", "", other).casefold().lstrip("r")

    def meant(own: Entry) -> bool:
        names = (own.ref, *own.serves)
        return any(re.sub(r"\W+", "", name).casefold().lstrip("r") == bare for name in names)

    if not serves or not any(meant(own) for own in found.entries):
        return False
    _serve_too(found, meant, serves, f"For {', '.join(serves)} the table says: {row.action}")
    _leave(found, row, "it stands beside words that only point at other actions")
    taken = f"the actions under {other} are given for {', '.join(serves)} too"
    found.doubts.append(
        Doubt(about=f"for, {', '.join(serves)}", taken=taken, where=f"{row.where}: {shown(row.action)}")
    )
    return True


def _entry(found: Taken, row: Row, serves: tuple[str, ...], known: frozenset[str], read: Read) -> Entry:
    headings = read.headings
    own = due_words.moved(due_words.due(row.text(Field.DUE)), row.text(Field.REVISED))
    done, undone, unsure = _done(row.text(Field.DONE))
    if own.first and read.has_statuses:  # “ongoing” is a date where another column is for statuses
        own = replace(own, status="")
    status, rating, asked = _status(row, own, known)
    rated = (f"RAG: {rating}",) if rating else ()
    if len(status) > _LONGEST_STATUS:  # a sentence is no word for progress
        status, rated = "", (status, *rated)
    progress = row.values.get(Field.PROGRESS, ())
    if not (status or read.has_statuses) and len(progress) == 1 and key(progress[0]) in known:
        status, progress = progress[0], ()  # a word for progress and nothing else
    said = (*progress, *rated)
    remarks = [*(f"Column “{title}”: {text}" for title, text in row.notes), *row.links]
    if own.kept:
        remarks.append(f"For the date the table says: {own.kept}")
    if undone:
        remarks.append(f"For the day it was done the table says: {undone}")
    name = row.ref or shown(row.action)
    doubtful = (("due", own.doubt, own.first), ("done", unsure, done))
    for about, said_of_it, value in filter(itemgetter(1), doubtful):
        where = f"{row.where}, column “{headings.get(Field(about), headings.get(Field.REVISED, about))}”"
        sure = Sure.LIKELY if value else Sure.ASKED
        found.doubts.append(Doubt(about=f"action {name}, {about}", taken=said_of_it, where=where, sure=sure))
        remarks.append(said_of_it)
    if own.status and status == own.status:
        where = f"{row.where}, column “{headings[Field.DUE]}”"
        taken = f"“{own.status}” stands where the date would"
        found.doubts.append(Doubt(about=f"action {name}, status", taken=taken, where=where))
    return Entry(
        where=row.where,
        text=row.action,
        serves=serves,
        ref=row.ref.strip().rstrip(".:)").strip("“”\"' ") if "(" not in row.ref else row.ref.strip(),
        owners=pieces(row.values.get(Field.OWNER, ())),
        accountable=pieces(row.values.get(Field.ACCOUNTABLE, ())),
        due=own,
        measure=row.text(Field.MEASURE),
        status=status,
        said=said,
        evidence=row.text(Field.EVIDENCE),
        reason=row.text(Field.REASON) or own.reason,
        done=done,
        asked=asked,
        remarks=tuple(remarks),
    )


def _done(text: str) -> tuple[str, str, str]:
    """Give the day on which it was done, words that name none, and what was assumed."""
    read = due_words.due(text)
    named = read.first if read.first and due_words.named(read.first) else ""
    return named, "" if named else " ".join(text.split()), read.doubt if named else ""


def _status(row: Row, own: Due, known: frozenset[str]) -> tuple[str, str, str]:
    """Give the status in the council's word, the rating beside it, and what has to be asked."""
    status, rating = (" ".join(row.text(kind).split()) for kind in (Field.STATUS, Field.RATING))
    if not status and rating:
        status, rating = rating, ""
    status = status or own.status
    shows = [f"the colour {' and '.join(row.colours)}"] if row.colours else []
    shows += ["words struck through"] if row.struck else []
    if len(status) == 1 and key(status) not in known:
        return "", rating, " and ".join((f"the letter {status}", *shows))
    return status, rating, " and ".join(shows)
