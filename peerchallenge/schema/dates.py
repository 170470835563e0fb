"""Dates as people write them: words with a precision, kept as written."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, PlainValidator, WithJsonSchema

from peerchallenge.schema.base import wrong

MONTHS = tuple(calendar.month_name[1:])
_MONTH_NUMBERS = {name[:length].casefold(): n for n, name in enumerate(MONTHS, 1) for length in (3, 4, 9)}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_NOTE = re.compile(r"^(?P<main>.*?)\s*(?:\((?P<note>[^()]*)\)|(?P<onwards>onwards?|and ongoing))$", re.IGNORECASE)


class Precision(StrEnum):
    """How much of the calendar the words name."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    FINANCIAL_YEAR = "financial year"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Date:
    """A date, a period or words without one.

    `start` and `end` are the first and the last day that the words can mean; both are None where the
    words name no date (“ongoing”). `note` is what stands after the date (“subject to approval”).
    """

    words: str
    precision: Precision = Precision.NONE
    start: date | None = None
    end: date | None = None
    note: str = ""

    def __str__(self) -> str:
        """Give the words as written; a day in figures is spelt out."""
        if self.start and re.fullmatch(r"\d{4}-\d\d-\d\d", self.words):
            return spell(self.start)
        if self.start and re.fullmatch(r"\d{4}-\d\d", self.words):
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
    end = _last_of_month(year + (last - 1) // 12, (last - 1) % 12 + 1)
    return Date(words, precision, date(year, month, 1), end)


def _day(words: str, year: int, month: int, day: int) -> Date:
    try:
        found = date(year, month, day)
    except ValueError:
        last = _last_of_month(year, month) if 1 <= month <= 12 else None
        hint = f"{MONTHS[month - 1]} {year} ends on day {last.day}." if last else "Months run from 01 to 12."
        raise wrong("date", f"“{words}” is not a day in the calendar.", hint) from None
    return Date(words, Precision.DAY, found, found)


def _refuse_slashes(words: str) -> None:
    found = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{2}|\d{4})", words)
    if not found:
        return
    first, second, year = (int(part) for part in found.groups())
    year += 2000 if year < 100 else 0
    day, month = (first, second) if second <= 12 else (second, first)
    message = f"“{words}” can be read in two ways."
    try:
        meant = date(year, month, day)
    except ValueError:
        raise wrong("date", f"“{words}” is not a day in the calendar.", "Write year-month-day.") from None
    assumed = "if the day comes first" if (day, month) == (first, second) else "as the month comes first"
    raise wrong("date", message, f"Write “{meant.isoformat()}”, which is {spell(meant)}, {assumed}.")


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _month_number(text: str) -> int | None:
    name = text.casefold()
    number = _MONTH_NUMBERS.get(name[:3])
    return number if number and MONTHS[number - 1].casefold().startswith(name.replace("sept", "sep")) else None


def _read_named(words: str, main: str) -> Date | None:
    if found := re.fullmatch(rf"(?:\w+day,? )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH},? (?P<year>\d{{4}})", main):
        month = _month_number(found["month"])
        return _day(words, int(found["year"]), month, int(found["day"])) if month else None
    if found := re.fullmatch(rf"{_MONTH},? '?(?P<year>\d{{4}}|\d\d)", main):
        month = _month_number(found["month"])
        if month:
            return _months(words, Precision.MONTH, _year(found["year"]), month, 1)
        season = _SEASONS.get(found["month"].casefold())
        if season and len(found["year"]) == 4:
            return _months(words, Precision.SEASON, int(found["year"]), season, 3)
    if re.fullmatch(r"winter \d{4}[/-]\d\d", main, re.IGNORECASE):
        return _months(words, Precision.SEASON, int(main[7:11]), 12, 3)
    return None


def _read_figures(words: str, main: str) -> Date | None:
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", main):
        return _day(words, *(int(part) for part in found.groups()))
    if found := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", main):
        return _months(words, Precision.MONTH, int(found[1]), int(found[2]), 1)
    if found := re.fullmatch(r"(?:Q(?:uarter )?([1-4]),? )(\d{4})[/-](\d{2}|\d{4})", main, re.IGNORECASE):
        first = int(found[1]) * 3 + 1
        return _months(words, Precision.QUARTER, int(found[2]) + (first > 12), (first - 1) % 12 + 1, 3)
    if found := re.fullmatch(r"(\d{4})/(\d{2}|\d{4})", main):
        return _months(words, Precision.FINANCIAL_YEAR, int(found[1]), 4, 12)
    if found := re.fullmatch(r"(?:19|20)\d\d", main):
        return _months(words, Precision.YEAR, int(main), 1, 12)
    return None


def read(text: str) -> Date:
    """Read words as a date with the precision that they have.

    Words that name no date are kept without one. A date that could be read in two ways, or that is
    not in the calendar, is refused. Seasons are of the northern hemisphere and quarters of the
    financial year, which begins on 1 April.
    """
    words = " ".join(text.split())
    _refuse_slashes(words)
    note = _NOTE.match(words)
    main, after = (note["main"], note["note"] or note["onwards"] or "") if note else (words, "")
    main = re.sub(r"^(by|before|from|in|during|(by )?(the )?end (of )?)\s+", "", main, flags=re.IGNORECASE)
    found = _read_figures(words, main) or _read_named(words, main)
    if found is None:
        return Date(words)
    return Date(words, found.precision, found.start, found.end, after)


def _validate(value: Any) -> Date:
    if isinstance(value, Date):
        return value
    if not isinstance(value, str):
        raise wrong("date", "A date stands here on its own, not a list or a group of details.")
    return read(value)


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
