"""Count in calendar months, and write lengths of time in words."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from peerchallenge.schema.dates import Date
from peerchallenge.terms import count

_IN_MONTHS = 61
"""From how many days on a length of time is told in months too: nobody pictures 152 days."""
_IN_YEARS = 24
"""From how many months on it is told in years."""


def add_months(day: date, months: int) -> date:
    """Give the same day so many calendar months later, or earlier; the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_between(first: date, last: date) -> int:
    """Give how many whole calendar months lie between two days; the rest of a month is dropped."""
    earlier, later = sorted((first, last))
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months if add_months(earlier, months) <= later else months - 1


def length(first: date, last: date, how: str = "") -> str:
    """Write how long lies between two days: “34 days late”, “5 months late (152 days)”, “2 years and 1 month late (…)”.

    The days are always there, and from 61 of them on the whole calendar months too.
    """
    days, how = abs((last - first).days), f" {how}" if how else ""
    if days < _IN_MONTHS:
        return count(days, "day") + how
    return f"{_spoken(months_between(first, last))}{how} ({count(days, 'day')})"


def _spoken(months: int) -> str:
    years, rest = divmod(months, 12)
    if months < _IN_YEARS:
        return count(months, "month")
    return count(years, "year") + (f" and {count(rest, 'month')}" if rest else "")


def due_day(promised: Date | None) -> date | None:
    """Give the last day on which a promise is kept, or None where the words set no end.

    “March 2026” is kept until its last day, and so is “before the end of March 2026”; “before March 2026” is kept until
    the day before its first. “October 2025 onwards” and “from May 2026” say when something begins, and are never late.
    """
    return between(promised)[1] if promised else None


def between(when: Date) -> tuple[date | None, date | None]:
    """Give the first and the last day that a date can mean; None at an end that the words leave open.

    “By March 2025” says when something had happened at the latest and not when it began to be so.
    """
    if when.start is None or when.end is None:
        return None, None
    words = when.words.casefold()
    if re.match(r"(from|since)\b", words) or re.search(r"\b(onwards?|ongoing)\b", words):
        return when.start, None
    if re.match(r"before\b(?!.*\bend of\b)", words):
        return None, when.start - timedelta(days=1)
    if re.match(r"(by|before|until|no later than|not later than|on or before)\b", words):
        return None, when.end
    return when.start, when.end
