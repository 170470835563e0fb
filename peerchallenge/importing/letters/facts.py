"""What a letter says of the event (days, team, people met, kind), each with where it stands; it invents nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from peerchallenge.importing.outcome import Doubt, Sure, shown
from peerchallenge.importing.texts.blocks import Block
from peerchallenge.schema import dates
from peerchallenge.schema.dates import MONTHS, Date, Precision

_TOP = 12
_WEEKDAY = r"(?:(?:Mon|Tues?|Wednes|Thurs?|Fri|Satur|Sun)(?:day)?,?\s+)?"
_DAY = rf"{_WEEKDAY}\d{{1,2}}\s?(?:st|nd|rd|th)?"
_MONTH = f"(?:{'|'.join(f'{name[:3]}(?:{name[3:]})?' if len(name) > 3 else name for name in MONTHS)}|Sept)\\.?"
_SPAN = re.compile(
    rf"(?P<first>\b{_DAY}(?:\s+{_MONTH}(?:,?\s+\d{{4}})?)?)\s*(?:[-–—&/]|to|and|until)\s*(?P<last>{_DAY}\s+{_MONTH},?\s+\d{{4}})\b",
    re.IGNORECASE,
)
_ONE = re.compile(rf"\b(?:on|took place on|held on)\s+(?P<day>{_DAY}\s+{_MONTH},?\s+\d{{4}})\b", re.IGNORECASE)
_VISIT = re.compile(r"on-?\s?site|took place|visit|were with you|was held|delivered|days|returned", re.IGNORECASE)
_AGAIN = re.compile(r"progress review|return|re-?visit|came back|follow-up", re.IGNORECASE)
_DATED = re.compile(
    rf"(?:date[d:]*\s*|published:?\s*|final report:?\s*|report:?\s*)?(?P<date>(?:{_DAY}\s+)?{_MONTH},?\s+\d{{4}})\.?",
    re.IGNORECASE,
)
_WORD = r"(?:more than|over|around|approximately|circa|about|nearly|almost|at least|some|just over|just under|up to)"
_NUMBER = rf"(?P<qualifier>{_WORD}\s+)?(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}})\b"
_COUNTS = {
    "people_met": rf"\b(?:spoke|speaking|spoken|talked|met|meeting|heard|engaged|interviewed)\b[^.]{{0,60}}?\b{_NUMBER}"
    r"\s+(?:[\w’'-]+\s+){0,3}?(?:people|individuals|stakeholders|staff|participants)\b",
    "meetings": rf"\b{_NUMBER}\s+(?:[\w’'-]+\s+){{0,2}}?(?:meetings|sessions|interviews and meetings)\b",
    "hours": rf"\b{_NUMBER}\s+hours\b",
}
_KINDS = (
    ("panel-performance-assessment", r"panel performance assessment|asesiad perfformiad"),
    ("adult-social-care", r"adult social care|adults? services"),
    ("children", r"child(?:ren)?[’']?s? (?:social care|services)|corporate parenting|\bSEND\b"),
    ("fire", r"fire (?:and rescue|peer|service)|operational assessment"),
    ("planning", r"planning (?:service|committee|department|peer)|planning advisory service"),
    ("finance", r"financ(?:e|ial) peer|finance and governance peer"),
    ("governance", r"governance peer"),
    ("housing", r"housing (?:services? )?peer"),
    ("communications", r"communications? (?:peer|health ?check|review)"),
    ("equality", r"equalit(?:y|ies)[\w ,]* peer"),
    ("corporate", r"corporate[\w ]* peer|corporate peer|\bCPC\b"),
)
_RUN_BY = (
    ("Planning Advisory Service", r"planning advisory service"),
    ("Welsh Local Government Association", r"welsh local government association|\bWLGA\b"),
    ("National Fire Chiefs Council", r"national fire chiefs council|\bNFCC\b"),
    ("Local Government Association", r"local government association|\bLGA\b"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A value with the doubt that goes with it."""

    value: str
    doubt: Doubt


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days on site."""

    first: Date
    last: Date
    doubt: Doubt


def where(block: Block) -> str:
    """Say where a block stands."""
    if block.kind == "title":
        return "the title"
    return f"paragraph {block.place}: {shown(f'{block.label} {block.words}')}"


def visits(blocks: tuple[Block, ...]) -> tuple[Days, ...]:
    """Find all days on which a team came: in the first lines, else where the text speaks of a visit."""
    return tuple(days for number, own in enumerate(blocks) for days in _days(own, likely=number < _TOP))


def onsite(found: tuple[Days, ...], *, review: bool) -> Days | None:
    """Choose the days on site: the first named; for a `review`, the first named with a word for coming back."""
    again = [days for days in found if _AGAIN.search(days.doubt.where)] if review else []
    if not found:
        return None
    chosen = (again or found)[0]
    others = {f"{d.first} to {d.last}" for d in found if (d.first, d.last) != (chosen.first, chosen.last)}
    if not others:
        return chosen
    advice = f"The document also names {'; '.join(sorted(others)[:3])}: look which is right."
    sure = Sure.LIKELY if again else Sure.GUESS
    doubt = Doubt(about="onsite", taken=chosen.doubt.taken, where=chosen.doubt.where, sure=sure, advice=advice)
    return Days(first=chosen.first, last=chosen.last, doubt=doubt)


def _days(block: Block, *, likely: bool) -> Iterator[Days]:
    speaks = bool(_VISIT.search(block.words))
    if not (likely or speaks):
        return
    for found in _SPAN.finditer(block.words):
        if pair := _pair(found["first"], found["last"]):
            yield _told(block, *pair, Sure.SURE if speaks or block.kind == "title" else Sure.LIKELY)
    one = None if _SPAN.search(block.words) or not speaks else _ONE.search(block.words)
    if one and (day := _read(_tidy(one["day"]))):
        yield _told(block, day, day, Sure.GUESS)


def _told(block: Block, first: Date, last: Date, sure: Sure) -> Days:
    doubt = Doubt(about="onsite", taken=f"{first} to {last}", where=where(block), sure=sure)
    return Days(first=first, last=last, doubt=doubt)


def _pair(first: str, last: str) -> tuple[Date, Date] | None:
    """Read two days, of which the first borrows the month and the year of the last."""
    words, end = _tidy(first), _tidy(last)
    *_, month, year = end.split(" ")
    start = next((d for text in (words, f"{words} {year}", f"{words} {month} {year}") if (d := _read(text))), None)
    stop = _read(end)
    if (
        start
        and stop
        and start.start
        and stop.start
        and start.start <= stop.start
        and (stop.start - start.start).days < 60
    ):
        return start, stop
    return None


def _tidy(words: str) -> str:
    bare = re.sub(rf"^{_WEEKDAY}", "", " ".join(words.split()), flags=re.IGNORECASE)
    return re.sub(r"(\d)\s?(?:st|nd|rd|th)\b", r"\1", bare).replace(",", "").replace(".", "")


def _read(words: str) -> Date | None:
    """Read a day, written as the files of this project write one."""
    try:
        found = dates.read(words)
    except ValueError:
        return None
    if found.precision is not Precision.DAY or found.start is None:
        return None
    return dates.read(found.start.isoformat())


def dated(blocks: Iterable[Block]) -> Fact | None:
    """Find a line near the top that is a date and nothing else."""
    for block in tuple(blocks)[:_TOP]:
        found = _DATED.fullmatch(block.words)
        if not found or block.kind == "table":
            continue
        day = _read(_tidy(found["date"]))
        words = day.words if day else " ".join(found["date"].split())
        return Fact(value=words, doubt=Doubt(about="dated", taken=words, where=where(block)))
    return None


def counts(blocks: Iterable[Block]) -> Iterator[tuple[str, Fact]]:
    """Find how many people were met, in how many meetings and hours, with the word that goes before each number."""
    every = tuple(blocks)
    for key, pattern in _COUNTS.items():
        said = [(block, " ".join(f"{own['qualifier'] or ''} {own['number']}".split()))
                for block in every for own in re.finditer(pattern, block.words, re.IGNORECASE)]  # fmt: skip
        if not said:
            continue
        block, value = said[0]
        others = list(dict.fromkeys(other for _, other in said if other.casefold() != value.casefold()))
        advice = f"The document also says {' and '.join(others[:3])}: look which is right." if others else ""
        sure = Sure.GUESS if others else Sure.LIKELY
        doubt = Doubt(about=key, taken=value, where=where(block), sure=sure, advice=advice)
        yield key, Fact(value=value.lower(), doubt=doubt)


def kind(title: str, blocks: tuple[Block, ...]) -> Fact:
    """Find the kind of challenge: in the title, else in the first lines."""
    for sure, text in ((Sure.SURE, title), (Sure.LIKELY, " ".join(own.words for own in blocks[:_TOP]))):
        named = [name for name, pattern in _KINDS if re.search(pattern, text, re.IGNORECASE)]
        if named:
            value = (
                "corporate" if "corporate" in named and re.search(r"corporate peer", text, re.IGNORECASE) else named[0]
            )
            source = f"the words {shown(text)}"
            return Fact(value=value, doubt=Doubt(about="type", taken=value, where=source, sure=sure))
    advice = "The document does not say its kind. Most are corporate; write another in its place if this one is not."
    return Fact(value="corporate", doubt=Doubt(about="type", taken="corporate", sure=Sure.GUESS, advice=advice))


def author(blocks: Iterable[Block]) -> Fact | None:
    """Find who ran the challenge and wrote the document, among those that do."""
    for block in blocks:
        for name, pattern in _RUN_BY:
            if re.search(pattern, block.words, re.IGNORECASE if " " in pattern else 0):
                return Fact(value=name, doubt=Doubt(about="author", taken=name, where=where(block)))
    return None


def scope(blocks: tuple[Block, ...]) -> tuple[tuple[str, ...], Doubt] | None:
    """Find what the council asked for besides: the entries under a sentence that says so."""
    asks = re.compile(
        r"(?:in addition|also asked|additional|as well as|further to)\b.*(?:\:|following|areas?|asked)", re.IGNORECASE
    )
    for at, block in enumerate(blocks):
        if (
            block.kind == "text"
            and asks.search(block.words)
            and re.search(r"scope|ask|focus|feedback|look", block.words)
        ):
            entries = []
            for own in blocks[at + 1 :]:
                if own.kind != "item":
                    break
                entries.append(own.words.rstrip(";.,"))
            if 0 < len(entries) <= 6:
                taken = "; ".join(entries)
                return tuple(entries), Doubt(about="extra_scope", taken=taken, where=where(block), sure=Sure.GUESS)
    return None
