"""When things are due, and what counts as late: rules, calendar months, periods and promises."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from peerchallenge.schema.dates import read
from peerchallenge.schema.site import RuleChange, State
from peerchallenge.timetable import judge
from peerchallenge.timetable.counting import add_months, due_day, length, months_between
from peerchallenge.timetable.rules import RULE_SETS, choose, rule_sets

DAYS = st.dates(date(2011, 1, 1), date(2060, 12, 31))
MONTHS = st.integers(-60, 60)
SHIPPED = rule_sets({})
ENGLAND = ("England",)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2025-02-13", 5, "2025-07-13"),
        ("2024-10-31", 3, "2025-01-31"),
        ("2024-10-31", 5, "2025-03-31"),
        ("2024-11-30", 3, "2025-02-28"),
        ("2023-11-30", 3, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2027-05-06", -6, "2026-11-06"),
        ("2026-03-31", -1, "2026-02-28"),
    ],
)
def test_calendar_months(day, months, expected):
    """The same day of a later month, or the last day of a month that has no such day."""
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(expected)


@given(DAYS, MONTHS)
def test_months_are_clamped_and_never_skip_one(day, months):
    """The sum lies in the month that many months on, on the same day or on the month's last."""
    found = add_months(day, months)
    assert found.year * 12 + found.month == day.year * 12 + day.month + months
    assert found.day == day.day or (found.day < day.day and (found + timedelta(days=1)).day == 1)


@given(DAYS, st.integers(0, 60))
def test_months_between_undoes_the_sum(day, months):
    """As many whole months lie between a day and its sum as were added."""
    assert months_between(day, add_months(day, months)) == months


@given(DAYS, DAYS)
def test_months_between_counts_whole_months(first, last):
    """One month more would go beyond, and the order of the two days does not matter."""
    months = months_between(first, last)
    earlier, later = min(first, last), max(first, last)
    assert add_months(earlier, months) <= later < add_months(earlier, months + 1)
    assert months == months_between(last, first)


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("2026-03-31", date(2026, 3, 31)),
        ("March 2026", date(2026, 3, 31)),
        ("by March 2026", date(2026, 3, 31)),
        ("before March 2026", date(2026, 2, 28)),
        ("before 1 April 2026", date(2026, 3, 31)),
        ("before the end of March 2026", date(2026, 3, 31)),
        ("no later than May 2025", date(2025, 5, 31)),
        ("since May 2025", None),
        ("Autumn 2025", date(2025, 11, 30)),
        ("Q3 2025/26", date(2025, 12, 31)),
        ("2024", date(2024, 12, 31)),
        ("April 2026 (subject to approval)", date(2026, 4, 30)),
        ("October 2025 onwards", None),
        ("July 2023 and ongoing", None),
        ("from May 2026", None),
        ("ongoing", None),
        ("As and when required", None),
    ],
)
def test_the_last_day_of_a_promise(words, last):
    """A period is kept until its last day; words that say when something begins can never be late."""
    assert due_day(read(words)) == last


@pytest.mark.parametrize(
    ("happened", "kind", "words"),
    [
        ("2025-07-13", "on-time", "On time, on the day"),
        ("2025-07-05", "on-time", "On time, 8 days early"),
        ("2025-07-14", "late", "1 day late"),
        ("2025-08-16", "late", "34 days late"),
        ("2025-10-13", "late", "3 months late (92 days)"),
        ("2025-10-14", "very-late", "3 months late (93 days)"),
        ("June 2025", "on-time", "On time"),
        ("July 2025", "unclear", "Cannot be told from the dates given"),
        ("Summer 2025", "unclear", "Cannot be told from the dates given"),
        ("August 2025", "late", "At least 19 days late"),
        ("2026", "very-late", "At least 5 months late (172 days)"),
        ("by August 2025", "unclear", "Cannot be told from the dates given"),
        ("before 14 July 2025", "on-time", "On time"),
        ("before September 2025", "unclear", "Cannot be told from the dates given"),
        ("from August 2025", "late", "At least 19 days late"),
        ("from June 2025", "unclear", "Cannot be told from the dates given"),
        ("ongoing", "unclear", "Cannot be told: the day it happened is not given"),
        ("2027-07-12", "very-late", "23 months late (729 days)"),
        ("2027-07-13", "very-late", "2 years late (730 days)"),
        ("2028-08-20", "very-late", "3 years and 1 month late (1,134 days)"),
    ],
)
def test_what_happened_beside_its_day(happened, kind, words):
    """Late only where the whole period named lies after the day; otherwise it cannot be told."""
    timing = judge.judge(date(2025, 7, 13), read(happened), date(2026, 11, 22))
    assert (timing.kind, timing.words) == (kind, words)


@pytest.mark.parametrize(
    ("today", "kind", "words"),
    [
        ("2025-06-30", "due", "Due in 13 days"),
        ("2025-07-12", "due", "Due in 1 day"),
        ("2025-07-13", "due", "Due today"),
        ("2025-07-14", "overdue", "Overdue by 1 day"),
        ("2025-10-13", "overdue", "Overdue by 3 months (92 days)"),
        ("2025-10-14", "very-overdue", "Long overdue by 3 months (93 days)"),
    ],
)
def test_what_is_awaited_on_a_day(today, kind, words):
    """It is due until the end of its day, overdue from the next, and long overdue after three months."""
    timing = judge.judge(date(2025, 7, 13), None, date.fromisoformat(today))
    assert (timing.kind, timing.words) == (kind, words)


def test_about_is_not_a_day():
    """What a rule puts at about ten months is not late at twelve, and is counted from ten when it is late."""
    due, today = date(2025, 10, 12), date(2027, 1, 1)
    assert judge.judge(due, read("2025-12-12"), today, about=2).words == "On time, as near as “about” goes"
    assert judge.judge(due, read("2025-12-13"), today, about=2).words == "2 months late (62 days)"
    assert judge.judge(due, None, date(2025, 12, 1), about=2).words == "Due about now"


PERIODS = st.tuples(DAYS, st.integers(0, 400)).map(lambda p: (p[0], p[0] + timedelta(days=p[1])))


@given(DAYS, DAYS, DAYS)
def test_a_day_is_late_exactly_when_it_lies_after(due, happened, today):
    """Of an exact day nothing is ever unclear, and the number of days is the difference."""
    timing = judge.judge(due, read(happened.isoformat()), today)
    assert timing.is_late == (happened > due)
    assert timing.kind in {"on-time", "late", "very-late"}
    assert timing.days == (happened - due).days


@given(DAYS, st.integers(2012, 2059), st.integers(1, 12), DAYS)
def test_a_month_is_judged_by_all_its_days(due, year, month, today):
    """A month is late when every day in it is, on time when none is, and otherwise cannot be told."""
    first = date(year, month, 1)
    days = {judge.judge(due, read(day.isoformat()), today).is_late for day in _days_of(first)}
    timing = judge.judge(due, read(f"{first:%B} {year}"), today)
    assert timing.kind == "unclear" if len(days) == 2 else timing.is_late == days.pop()


def _days_of(first: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((add_months(first, 1) - first).days)]


@given(DAYS, DAYS, DAYS, st.integers(0, 3))
def test_waiting_only_gets_worse(due, today, later, about):
    """What is overdue on one day is no less overdue on a later one."""
    assume(today <= later)
    order = ["due", "overdue", "very-overdue"]
    before, after = (order.index(judge.judge(due, None, day, about=about).kind) for day in (today, later))
    assert before <= after


@given(DAYS, DAYS)
def test_lengths_are_the_same_both_ways(first, last):
    """A length of time says its days, whichever of its ends comes first."""
    assert length(first, last) == length(last, first)
    assert f"{abs((last - first).days):,} day" in length(first, last)


@pytest.mark.parametrize(
    ("state", "done", "kind"),
    [
        (State.COMPLETE, "2026-03-01", "on-time"),
        (State.COMPLETE, "2026-05-01", "late"),
        (State.COMPLETE, None, "unclear"),
        (State.DROPPED, None, "closed"),
        (State.SUPERSEDED, None, "closed"),
        (State.BUSINESS_AS_USUAL, None, "closed"),
        (State.PAUSED, None, "very-overdue"),
        (State.IN_PROGRESS, None, "very-overdue"),
        (None, None, "very-overdue"),
    ],
)
def test_an_action_beside_its_promise(state, done, kind):
    """A paused action is as overdue as any other; one that is dropped is awaited no longer."""
    timing = judge.action(read("March 2026"), read(done) if done else None, state, date(2026, 11, 22))
    assert timing.kind == kind


@pytest.mark.parametrize(
    ("kind", "nations", "run_by", "last", "rule"),
    [
        ("corporate", ENGLAND, "", "2024-04-01", "lga-2024"),
        ("corporate", ENGLAND, "", "2024-03-31", "lga-2023"),
        ("finance", ENGLAND, "Local Government Association", "2025-02-13", "lga-2024"),
        ("governance", ENGLAND, "LGA and Solace", "2025-02-13", "lga-2024"),
        ("corporate", ENGLAND, "", "2023-04-01", "lga-2023"),
        ("corporate", ENGLAND, "", "2023-03-31", None),
        ("corporate", ENGLAND, "", "March 2024", "lga-2023"),
        ("corporate", ENGLAND, "", "Spring 2024", None),
        ("corporate", ENGLAND, "", "2024", None),
        ("corporate", ("",), "", "2025-02-13", "lga-2024"),
        ("corporate", ("Wales",), "", "2025-02-13", None),
        ("corporate", ("England", "Wales"), "", "2025-02-13", None),
        ("corporate", ENGLAND, "Solace", "2025-02-13", None),
        ("planning", ENGLAND, "", "2019-01-01", "pas"),
        ("planning", ENGLAND, "Planning Advisory Service", None, "pas"),
        ("adult-social-care", ENGLAND, "", "2025-02-13", None),
        ("panel-performance-assessment", ("Wales",), "Data Cymru", "2024-09-20", "wales-2021"),
        ("panel-performance-assessment", ENGLAND, "", "2024-09-20", None),
        ("corporate", ENGLAND, "", None, None),
    ],
)
def test_the_rule_set_is_chosen(kind, nations, run_by, last, rule):
    """Type, nation, who ran it and the last day on site choose the rule; what fits none has none, and says why."""
    chosen = choose(SHIPPED, "", kind, nations, run_by, read(last) if last else None)
    assert (chosen.rule.id if chosen.rule else None) == rule
    assert chosen.why.endswith(".")


def test_a_rule_set_by_name():
    """What is written in challenge.md stands over the choice, `none` included."""
    last = read("2025-02-13")
    assert choose(SHIPPED, "lga-2024", "housing", ("Scotland",), "", last).rule is SHIPPED["lga-2024"]
    assert choose(SHIPPED, "none", "corporate", ENGLAND, "", last).rule is None


@given(DAYS, st.sampled_from(["corporate", "finance", "governance"]))
def test_of_the_lga_rules_at_most_one_holds(day, kind):
    """Every last day on site falls under one version of the rule, or under none before the first."""
    holding = [rule.id for rule in RULE_SETS if kind in rule.types and rule.begins <= day <= rule.ends]
    assert len(holding) == (1 if day >= date(2023, 4, 1) else 0)


def test_site_yml_adds_elections_and_changes_months():
    """A new election is added to those known, and a month count changes one step and no other."""
    changed = rule_sets(
        {
            "wales-2021": RuleChange.model_validate({"elections": ["2032-05-06"]}),
            "lga-2024": RuleChange.model_validate({"report": 4}),
        }
    )
    assert changed["wales-2021"].elections == (*SHIPPED["wales-2021"].elections, date(2032, 5, 6))
    assert [step.months for step in changed["lga-2024"].steps] == [4, 5, 10, 12]
    assert changed["lga-2024"].standing.endswith("This site counts other months than the rule.")
    assert changed["lga-2023"] == SHIPPED["lga-2023"]
