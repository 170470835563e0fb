"""Read a due date as councils write it into a cell: day first, two dates in one, a status in its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from peerchallenge.begin import questions
from peerchallenge.begin.questions import UnclearError
from peerchallenge.schema.dates import MONTHS, AnyDate, Date

_FIGURES = re.compile(r"(?<![\w/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\w/-]|\.\d)")
_MOVED = r"(?:revised|moved|changed|extended|amended|slipped|delayed|deferred|postponed|rescheduled|pushed back)"
_REASON = r"(?:[\s,;–-]+(?:because(?: of)?|due to|owing to|as a result of)\s+(?P<reason>[^()]+?))?"
_LATER = re.compile(
    rf"^(?:(?:original(?:ly)?|first|was)(?: (?:due )?date)?\s*:?\s*)?(?P<first>.+?)[\s,;(–-]+"
    rf"(?:{_MOVED} (?:un)?to|(?:is )?now|new(?: date)?|revised(?: date)?|→|->)"
    rf"\s*:?\s*(?!from\b)(?P<later>[^()]+?){_REASON}\)?$",
    re.IGNORECASE | re.DOTALL,
)
_EARLIER = re.compile(
    r"^(?P<later>.+?)\s*[(\[,;–-]+\s*"
    rf"(?:was|previously|originally|original date|formerly|{_MOVED} from|from)"
    rf"\s*:?\s*(?P<first>[^()]+?){_REASON}[)\]]?$",
    re.IGNORECASE | re.DOTALL,
)
_STATUS = re.compile(
    r"(?:completed?|done|delivered|implemented|closed|in progress|on track|ongoing|not started|superseded|paused)\.?",
    re.IGNORECASE,
)
_UNMOVED = re.compile(
    r"n/?a|none|nil|no change|unchanged|not applicable|as (?:original|before|above)|same", re.IGNORECASE
)
"""What a column for revised dates says of a date that has not moved."""
_POINTS = re.compile(r"(?:as|see|same as) (?:above|below|before)|ditto|\"", re.IGNORECASE)
_CALENDAR = re.compile(rf"\d|\b(?:{'|'.join(name[:3] for name in MONTHS)})", re.IGNORECASE)
_LONGEST = 200
_READ = questions.by_schema(AnyDate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What a cell says of a date. `first` was promised first, `later` in its place; `kept` are words that are neither.

    `status` is a word for progress that stands where the date would. `doubt` says what was assumed. `reason` is why it
    moved, where the cell says that too.
    """

    first: str = ""
    later: str = ""
    status: str = ""
    kept: str = ""
    doubt: str = ""
    reason: str = ""


NO_DUE = Due()
"""What a cell says that is empty."""


def due(text: str) -> Due:
    """Read the words of a cell; what cannot be read is kept, and never guessed."""
    words = " ".join(text.split()).strip("“”\"' ")
    if not words:
        return Due()
    if _POINTS.fullmatch(words):
        return Due(kept=words, doubt="It points at another row, and no date is taken from there.")
    if _STATUS.fullmatch(words):
        date = words if words.casefold().startswith("ongoing") else ""
        return Due(first=date, status=words.rstrip("."), kept="" if date else words)
    plain, doubt = in_order(words)
    for form in (_EARLIER, _LATER) if len(plain) <= _LONGEST else ():
        if (found := form.match(plain)) and named(found["first"]) and named(found["later"]):
            first, later = found["first"].strip(" ,;"), found["later"].strip(" ,;")
            said = f"“{first}” was promised first, and “{later}” is the date now."
            return Due(first=first, later=later, doubt=f"{said} {doubt}".strip(), reason=found["reason"] or "")
    try:
        _READ(plain)
    except UnclearError as unclear:
        return Due(kept=words, doubt=f"It cannot be read as a date. {unclear}")
    if _CALENDAR.search(plain) and not named(plain):
        doubt = f"{doubt} {_UNCOUNTED}".strip()
    return Due(first=plain, doubt=doubt)


_UNCOUNTED = "No day can be counted from it; write a day, a month or a quarter alone if it is one."


def moved(own: Due, revised: str) -> Due:
    """Add what a column for revised dates says."""
    if _UNMOVED.fullmatch(" ".join(revised.split())):
        return own
    new = due(revised)
    if not new.first:
        return replace(own, kept=own.kept or new.kept, doubt=own.doubt or new.doubt)
    now = new.later or new.first
    if not own.first:
        return replace(own, first=now, doubt=own.doubt or new.doubt)
    return own if means(own.later or own.first) == means(now) else replace(own, later=now, doubt=own.doubt or new.doubt)


_NAMED = re.compile(
    r"(?<![\w-])(?:(\d{1,2})-)?([A-Z][a-z]{2,8})-(\d{4}|\d\d)(?![\w-])"
    r"|(?<![\w-])(\d{1,2}(?:st|nd|rd|th)?) ([A-Z][a-z]{2,8}) '?(\d\d)(?![\w/:-])"
)
"""How a workbook shows days and months: 31-Mar-26, Mar-26; and days with a short year: 31 Mar 26."""


def in_order(words: str) -> tuple[str, str]:
    """Write every date in figures as year-month-day, the day read first, and say where that is not certain."""
    unsure = []

    def turned(found: re.Match[str]) -> str:
        first, second, year = int(found[1]), int(found[3]), found[4]
        day, month = (first, second) if second <= 12 else (second, first)
        iso = f"{year if len(year) == 4 else f'20{year}'}-{month:02}-{day:02}"
        if first <= 12 and second <= 12 and first != second:
            unsure.append(f"“{found[0]}” is taken with the day first.")
        return iso if named(iso) else found[0]

    plain = _NAMED.sub(_spelt, _FIGURES.sub(turned, words))
    return plain, " ".join(unsure)


def _spelt(found: re.Match[str]) -> str:
    day, month, said = found.group(1, 2, 3) if found[2] else found.group(4, 5, 6)
    year = said if len(said) == 4 else f"20{said}"
    spelt = f"{day} {month} {year}" if day else f"{month} {year}"
    return spelt if named(spelt) else found[0]


def means(words: str) -> object:
    """Give what a date means, so that the same day in other words is the same."""
    found = named(words)
    return (found.start, found.end) if found else " ".join(words.casefold().split())


def same(words: str, other: Date | None) -> bool:
    """Whether words mean a date that is known."""
    if other is None:
        return False
    return means(words) == ((other.start, other.end) if other.start else " ".join(other.words.casefold().split()))


def named(words: str) -> Date | None:
    """Read words that name a time in the calendar; None where they do not."""
    try:
        found = _READ(words.strip(" ,;"))
    except UnclearError:
        return None
    return found if isinstance(found, Date) and found.start else None
