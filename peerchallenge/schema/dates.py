"""Dates as people write them: words with a precision, kept as written."""

from __future__ import annotations

import calendar
import difflib
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated, Any

from pydantic import AfterValidator, PlainValidator, WithJsonSchema

from peerchallenge.schema.base import refuse_curly, wrong

MONTHS = tuple(calendar.month_name[1:])
_MONTH_NUMBERS = {name[:length].casefold(): n for n, name in enumerate(MONTHS, 1) for length in (3, 4, 9)}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_LONGEST = 120
_PART = r"(?:(?:early|mid|late)[- ])?"
_THIRDS = {"early": 1, "mid": 5, "late": 9}
_BETWEEN = re.compile(r"\s+(?:to|until)\s+|\s*[-–—/]\s*")
_LEADING = re.compile(
    r"^((no later than|not later than|on or before|by|before|from|since|in|during|until|the|end|of|at)\s+)+",
    re.IGNORECASE,
)
_NOTE = re.compile(r"^(?P<main>.*?)\s*(?:\((?P<note>[^()]*)\)|(?P<onwards>onwards?|and ongoing))$", re.IGNORECASE)


class Precision(StrEnum):
    """How much of the calendar the words name."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    FINANCIAL_YEAR = "financial year"
    PERIOD = "period"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Date:
    """A date, a period or words without one."""

    words: str
    """The words as written."""
    precision: Precision = Precision.NONE
    """How much of the calendar they name."""
    start: date | None = None
    """The first day that they can mean; None where they name no date (“ongoing”)."""
    end: date | None = None
    """The last day that they can mean."""
    note: str = ""
    """What stands after the date (“subject to approval”)."""

    def __str__(self) -> str:
        """Give the words as written; a day in figures is spelt out."""
        if self.start and re.fullmatch(r"\d{4}-\d\d-\d\d", self.words):
            return spell(self.start)
        if self.start and self.precision is Precision.MONTH and re.fullmatch(r"\d{4}-\d\d", self.words):
            return f"{MONTHS[self.start.month - 1]} {self.start.year}"
        return self.words

    @property
    def machine(self) -> str:
        """The value for HTML's `datetime`, as far as the precision allows; empty where it does not."""
        if self.start is None:
            return ""
        lengths = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}
        return self.start.isoformat()[: lengths.get(self.precision, 0)]


def spell(day: date) -> str:
    """Write a day as the site shows it: 4 March 2025."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _last_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _months(words: str, precision: Precision, year: int, month: int, length: int) -> Date:
    last = month + length - 1
    end = _last_of_month(_in_use(words, year) + (last - 1) // 12, (last - 1) % 12 + 1)
    return Date(words, precision, date(year, month, 1), end)


def _day(words: str, year: int, month: int, day: int) -> Date:
    _in_use(words, year)
    try:
        found = date(year, month, day)
    except ValueError:
        last = _last_of_month(year, month) if 1 <= month <= 12 else None
        hint = f"{MONTHS[month - 1]} {year} ends on day {last.day}." if last else "Months run from 01 to 12."
        raise wrong("date", f"“{words}” is not a day in the calendar.", hint) from None
    return Date(words, Precision.DAY, found, found)


def _in_use(words: str, year: int) -> int:
    if not 1900 <= year < 2200:
        raise wrong("date", f"“{words}” names the year {year:04}.", "Write the year with four figures: 2025.")
    return year


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _refuse_ambiguous(words: str) -> None:
    found = re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{2}|\d{4})", words)
    if not found:
        return
    first, second, year = int(found[1]), int(found[2]), _in_use(words, _year(found[3]))
    day, month = (first, second) if second <= 12 else (second, first)
    meant = _day(words, year, month, day).start
    message = f"“{words}” can be read in two ways." if max(first, second) <= 12 else f"“{words}” is not year-month-day."
    assumed = f", which is {spell(meant)}, if the day comes first" if meant and max(first, second) <= 12 else ""
    sure = str(meant) if max(first, second) > 12 and len(found[3]) == 4 else ""
    raise wrong("date", message, f"Write “{meant}”{assumed}.", sure)


def _month_number(text: str) -> int | None:
    name = text.casefold()
    number = _MONTH_NUMBERS.get(name[:3])
    return number if number and (name == "sept" or MONTHS[number - 1].casefold().startswith(name)) else None


def _is_next(first: str, second: str) -> bool:
    return str(int(first) + 1).endswith(str(int(second)).zfill(len(second)))


def _read_figures(words: str, main: str) -> Date | None:
    if found := re.fullmatch(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", main):
        return _day(words, int(found[1]), int(found[3]), int(found[4]))
    if found := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", main):
        return _months(words, Precision.MONTH, int(found[1]), int(found[2]), 1)
    if (found := re.fullmatch(r"(\d{4})[-–/](\d{2}|\d{4})", main)) and _is_next(found[1], found[2]):
        return _months(words, Precision.FINANCIAL_YEAR, int(found[1]), 4, 12)
    found = re.fullmatch(r"(?:Q|Quarter )([1-4]),?(?: of)? (\d{4})[-–/](\d{2}|\d{4})", main, re.IGNORECASE)
    if found and _is_next(found[2], found[3]):
        first = int(found[1]) * 3 + 1
        return _months(words, Precision.QUARTER, int(found[2]) + (first > 12), (first - 1) % 12 + 1, 3)
    if re.fullmatch(r"(?:19|20)\d\d", main):
        return _months(words, Precision.YEAR, int(main), 1, 12)
    return None


def _read_named(words: str, main: str) -> Date | None:
    pattern = rf"(?:[A-Za-z]+day,? )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH},? (?P<year>\d{{4}})"
    if (found := re.fullmatch(pattern, main)) and (month := _month_number(found["month"])):
        return _day(words, int(found["year"]), month, int(found["day"]))
    if found := re.fullmatch(rf"{_MONTH},? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?, (?P<year>\d{{4}})", main):
        month = _month_number(found["month"])
        return _day(words, int(found["year"]), month, int(found["day"])) if month else None
    if found := re.fullmatch(r"winter (\d{4})[-–/](\d\d|\d{4})", main, re.IGNORECASE):
        return _months(words, Precision.SEASON, int(found[1]), 12, 3) if _is_next(found[1], found[2]) else None
    found = re.fullmatch(rf"{_PART}{_MONTH},?(?: of)? '?(?P<year>\d{{4}}|\d\d)", main, re.IGNORECASE)
    if found and (month := _month_number(found["month"])):
        # In British writing the day goes before the month, so two figures after it are a year: councils write “Oct 24”.
        return _months(words, Precision.MONTH, _year(found["year"]), month, 1)
    if found and (season := _SEASONS.get(found["month"].casefold())) and len(found["year"]) == 4:
        return _months(words, Precision.SEASON, int(found["year"]), season, 3)
    if found := re.fullmatch(r"(early|mid|late)[- ](\d{4})", main, re.IGNORECASE):
        return _months(words, Precision.PERIOD, int(found[2]), _THIRDS[found[1].casefold()], 4)
    return None


def _read_one(words: str, main: str) -> Date | None:
    return _read_figures(words, main) or _read_named(words, main)


def _ends(words: str) -> tuple[Date, Date] | None:
    """Read “11 to 14 November 2024”, “Oct-Dec 2025”: the first part borrows from the last what it does not say."""
    for sign in _BETWEEN.finditer(words):
        first, second = words[: sign.start()], words[sign.end() :]
        last = _read_one(second, second)
        year = re.search(r" \d{4}$", second)
        month = re.search(r" [A-Za-z]+\.?,? \d{4}$", second)
        borrowed = (first, *(f"{first}{end[0]}" for end in (year, month) if end))
        start = next((found for text in borrowed if (found := _read_one(text, text))), None)
        if start and last and start.start and last.end and last.start and start.start < last.start:
            return start, last
    return None


def span(text: str) -> tuple[Date, Date] | None:
    """Read the first and the last day of words that name two: “11 to 14 November 2024”."""
    words = " ".join(text.split())
    return _ends(words) if len(words) <= _LONGEST else None


@cache  # it forgets nothing: one date for the same words, so that what is packed has the same bytes
def read(text: str) -> Date:
    """Read words as a date with the precision that they have.

    Words that name no date are kept without one. A date that could be read in two ways, that is not in the
    calendar or whose month is misspelt is refused. Seasons are of the northern hemisphere and quarters of the
    financial year, which begins on 1 April.
    """
    words = " ".join(text.split())
    if len(words) > _LONGEST:
        return Date(words)
    _refuse_ambiguous(words)
    note = _NOTE.match(words)
    main, after = (note["main"], note["note"] or note["onwards"] or "") if note else (words, "")
    main = _LEADING.sub("", main)
    if found := _read_one(words, main):
        return Date(words, found.precision, found.start, found.end, after)
    if ends := _ends(main):
        return Date(words, Precision.PERIOD, ends[0].start, ends[1].end, after)
    _refuse_misspelt(words, main)
    return Date(words)


def _refuse_misspelt(words: str, main: str) -> None:
    found = re.fullmatch(r"(?:\d{1,2}(?:st|nd|rd|th)? )?([A-Za-z]{4,}) \d{4}", main)
    known = (*MONTHS, *(name.title() for name in _SEASONS))
    if found and (close := difflib.get_close_matches(found[1].title(), known, n=1, cutoff=0.8)):
        hint = f"Did you mean “{words.replace(found[1], close[0])}”?"
        raise wrong("date", f"“{found[1]}” is not the name of a month.", hint)


def _validate(value: Any) -> Date:
    if isinstance(value, Date):
        return value
    if not isinstance(value, str):
        raise wrong("date", "A date stands here on its own, not a list or a group of details.")
    return read(str(refuse_curly(value)))


def _known(value: Date) -> Date:
    if value.start is None:
        raise wrong(
            "date",
            f"“{value.words}” is not a date.",
            "Write a day (2025-03-04), a month (March 2025) or a year.",
        )
    return value


def _exact(value: Date) -> Date:
    if value.precision is not Precision.DAY:
        raise wrong("date", f"“{value.words}” is not one day.", "Write year-month-day, for example 2025-03-04.")
    return value


_SCHEMA = WithJsonSchema({"type": "string", "description": "A date: 2025-03-04, March 2025, Autumn 2025 or 2025."})
AnyDate = Annotated[Date, PlainValidator(_validate), _SCHEMA]
"""A date, a period, or words such as “ongoing”."""
KnownDate = Annotated[Date, PlainValidator(_validate), AfterValidator(_known), _SCHEMA]
"""A date or a period: at least a year."""
Day = Annotated[Date, PlainValidator(_validate), AfterValidator(_exact), _SCHEMA]
"""One day."""
