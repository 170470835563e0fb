"""Dates are read as people write them, or refused where they could be two things."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from peerchallenge.schema import dates
from peerchallenge.schema.challenge import Challenge

READ = {
    "2026-03-31": ("day", "2026-03-31", "2026-03-31"),
    "2026-3-1": ("day", "2026-03-01", "2026-03-01"),
    "2026/03/31": ("day", "2026-03-31", "2026-03-31"),
    "4 March 2025": ("day", "2025-03-04", "2025-03-04"),
    "4th March 2025": ("day", "2025-03-04", "2025-03-04"),
    "Tuesday, 4 March 2025": ("day", "2025-03-04", "2025-03-04"),
    "1st of May 2025": ("day", "2025-05-01", "2025-05-01"),
    "March 4, 2025": ("day", "2025-03-04", "2025-03-04"),
    "2025-11": ("month", "2025-11-01", "2025-11-30"),
    "March 2026": ("month", "2026-03-01", "2026-03-31"),
    "Feb. 2024": ("month", "2024-02-01", "2024-02-29"),
    "Sept 2025": ("month", "2025-09-01", "2025-09-30"),
    "Sep '25": ("month", "2025-09-01", "2025-09-30"),
    "mid-March 2026": ("month", "2026-03-01", "2026-03-31"),
    "by the end of March 2026": ("month", "2026-03-01", "2026-03-31"),
    "July 2025 onwards": ("month", "2025-07-01", "2025-07-31"),
    "April 2026 (subject to approval)": ("month", "2026-04-01", "2026-04-30"),
    "2024": ("year", "2024-01-01", "2024-12-31"),
    "2025/26": ("financial year", "2025-04-01", "2026-03-31"),
    "2025-26": ("financial year", "2025-04-01", "2026-03-31"),
    "1999/2000": ("financial year", "1999-04-01", "2000-03-31"),
    "Q3 2025/26": ("quarter", "2025-10-01", "2025-12-31"),
    "Quarter 4 2025-26": ("quarter", "2026-01-01", "2026-03-31"),
    "Autumn 2025": ("season", "2025-09-01", "2025-11-30"),
    "Winter 2025/26": ("season", "2025-12-01", "2026-02-28"),
    "winter 2027": ("season", "2027-12-01", "2028-02-29"),
    "early 2026": ("period", "2026-01-01", "2026-04-30"),
    "Mid 2026": ("period", "2026-05-01", "2026-08-31"),
    "late 2026": ("period", "2026-09-01", "2026-12-31"),
    "Spring/Summer 2025": ("period", "2025-03-01", "2025-08-31"),
    "Oct-Dec 2025": ("period", "2025-10-01", "2025-12-31"),
    "October to December 2025": ("period", "2025-10-01", "2025-12-31"),
    "Nov 2024 – Jan 2025": ("period", "2024-11-01", "2025-01-31"),
    "11 to 14 November 2024": ("period", "2024-11-11", "2024-11-14"),
    "30 June - 2 July 2025": ("period", "2025-06-30", "2025-07-02"),
    "2025-03-04 to 2025-03-06": ("period", "2025-03-04", "2025-03-06"),
}


@pytest.mark.parametrize(("words", "meant"), READ.items())
def test_words_are_read_with_their_precision(words, meant):
    """The first and the last day that the words can mean are known, and the words stay as written."""
    found = dates.read(words)
    assert (found.precision, str(found.start), str(found.end)) == meant
    assert found.words == words


@pytest.mark.parametrize(
    "words",
    ["ongoing", "as required", "TBC", "2025/27", "Q5 2025/26", "Q1 2025/30", "In progress", "9999", "When funds allow"],
)
def test_words_without_a_date_are_kept(words):
    """Words that name no date are no mistake where a date may be any words."""
    assert dates.read(words) == dates.Date(words)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("04/03/2025", "Write “2025-03-04”, which is 4 March 2025, if the day comes first."),
        ("4.3.25", "can be read in two ways"),
        ("13-04-2025", "Write “2025-04-13”."),
        ("31/31/2025", "not a day"),
        ("2025-02-30", "February 2025 ends on day 28."),
        ("2025-13-01", "Months run from 01 to 12."),
        ("31 June 2025", "June 2025 ends on day 30."),
        ("11 to 31 June 2025", "June 2025 ends on day 30."),
        ("0225-03-04", "names the year 0225"),
        ("0000-05", "names the year 0000"),
        ("Febuary 2026", "Did you mean “February 2026”?"),
        ("4 Setpember 2025", "Did you mean “4 September 2025”?"),
    ],
)
def test_what_could_mislead_is_refused(words, said):
    """A date that is two, none or misspelt is refused, with what was probably meant."""
    with pytest.raises(PydanticCustomError) as refused:
        dates.read(words)
    assert said in f"{refused.value.context['text']} {refused.value.context['suggestion']}"


def test_a_visit_in_words():
    """One date is both ends of a visit; words that name two are its first and its last day."""
    for words, start, end in (("4 March 2025", 4, 4), ("11 to 14 March 2025", 11, 14)):
        onsite = Challenge(councils=("x",), type="corporate", onsite=words).onsite
        assert (onsite.start.start, onsite.end.end) == (date(2025, 3, start), date(2025, 3, end))
        assert onsite.start.precision is dates.Precision.DAY


DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))


@given(DAYS)
def test_every_day_comes_back(day):
    """A day in figures or spelt out is that day, and reads as it would be said."""
    for words in (day.isoformat(), dates.spell(day), f"{day:%A} {dates.spell(day)}"):
        found = dates.read(words)
        assert (found.start, found.end, found.precision) == (day, day, dates.Precision.DAY)
    assert str(dates.read(day.isoformat())) == dates.spell(day)


@given(DAYS, st.integers(min_value=1, max_value=400))
def test_every_pair_of_days_is_a_span(day, length):
    """Two days joined by a word are a period from the one to the other."""
    last = min(day + timedelta(days=length), date(2199, 12, 31))
    if last > day:
        found = dates.read(f"{dates.spell(day)} to {dates.spell(last)}")
        assert (found.start, found.end) == (day, last)


WORDS = st.sampled_from(
    [
        *("March", "Spring", "Winter", "Q4", "2025", "/26", "0000", "9999", "31", "32nd", "-", "/", ".", "to", "early"),
        *("mid", "'", "(", ")", "by", "end", "onwards", "2025-12-31", "99", "٣", "²", " "),
    ]
)


@given(
    st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=8).map(" ".join), st.lists(WORDS, max_size=8).map("".join))
)
def test_any_words_are_read_or_refused(words):
    """No words raise anything but our own refusal, and a period never ends before it starts."""
    try:
        found = dates.read(words)
    except PydanticCustomError:
        return
    assert (found.start or date.min) <= (found.end or date.min)
    assert bool(found.start) == bool(found.machine) or found.precision.value in {
        "quarter",
        "season",
        "period",
        "financial year",
    }
    assert str(found) or not words.split()
