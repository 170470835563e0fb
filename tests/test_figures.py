"""The figures: every number can be counted again by hand, adds up, and leads to a list with as many entries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from fixtures_pages import CHALLENGE, COUNCIL, EVENT, WEXCOMBE, action, recommendation, response, update
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from record import EVENT as FOLDER
from record import TEXTS, planned
from tiny import CHALLENGE as TINY
from tiny import TODAY

from peerchallenge import addresses, pipeline
from peerchallenge.options import Options
from peerchallenge.pages import Chart, FiguresPage, Number
from peerchallenge.plan.figures import figures, numbers
from peerchallenge.plan.figures.drawing import share
from peerchallenge.plan.figures.recurring import MOST
from peerchallenge.plan.lists import SHEET, Planned
from peerchallenge.plan.site import plan
from peerchallenge.read import files
from peerchallenge.records import (
    Action,
    Answer,
    Challenge,
    Deadline,
    Library,
    Link,
    Move,
    Recommendation,
    Slippage,
    Taken,
    Theme,
    Timetable,
    Timing,
)
from peerchallenge.schema.dates import read
from peerchallenge.schema.site import Site, State
from peerchallenge.terms import DECISIONS, TIMINGS

ROOT = Path(__file__).parent.parent
ASHMERE = Link(title="Ashmere", url="/councils/ashmere/")
VISIT = "---\ncouncils: [{}]\ntype: corporate\nonsite: {}\n---\nA summary.\n"
FOUR = """\
- {id: wexcombe, name: Wexcombe Borough Council, type: district council, region: South West, nation: England}
- {id: ashmere, name: Ashmere District Council, type: district council, region: South West, nation: England}
- {id: holmsea, name: Holmsea City Council, type: unitary authority, region: South East, nation: England}
- {id: dunmoor, name: Dunmoor District Council, type: district council, nation: England, ended: 2023-03-31}
"""
REPORT = (
    "---\npublished: {}\nrecommendations:\n"
    '  - {{ref: "1", text: Agree priorities., theme: Governance and culture}}\n---\nFindings.\n'
)


def library(*challenges: Challenge, councils=(COUNCIL,), themes=()) -> Library:
    """Give a library of records made by hand."""
    return Library(
        councils=councils, challenges=challenges, themes=themes, pages=(), redirects=(), originals=frozenset()
    )


def event(name: str = "one", **more: object) -> Challenge:
    """Give a challenge of Wexcombe in June 2025 with nothing published."""
    url = f"/challenges/{name}/"
    bare = replace(EVENT, id=name, url=url, title=name, documents=(), recommendations=(), actions=())
    return replace(bare, **({"timetable": Timetable()} | more))  # type: ignore[arg-type]


def step(name: str, kind: str, **more: object) -> Deadline:
    """Give a step of a timetable that stands so to its day."""
    return replace(Deadline(step=name, what=name, timing=Timing(kind=kind, words=kind)), **more)  # type: ignore[arg-type]


def with_steps(*deadlines: Deadline, name: str = "one", **more: object) -> Challenge:
    """Give a challenge with a timetable of these steps."""
    return event(name, timetable=Timetable(rule="lga-2024", deadlines=deadlines), **more)


def charts(page: FiguresPage) -> dict[str, Chart]:
    """Give every chart of the page by its id."""
    return {chart.id: chart for part in page.parts for chart in part.charts}


def drawn(own: Library, *, behind=None, today: date = TODAY) -> dict[str, Chart]:
    """Count a library and give the charts."""
    return charts(figures(own, behind or {}, today)[0])


def rows(chart: Chart) -> dict[str, tuple[str, ...]]:
    """Give what a reader sees: the numbers of each row, in words."""
    return {bar.label: tuple(number.words for number in bar.numbers) for bar in chart.bars}


def figures_of(joined, texts, **more) -> FiguresPage:
    """Give the page of figures of a tiny site in which nothing is wrong."""
    return next(page for page in planned(joined, texts, **more).pages if isinstance(page, FiguresPage))


def text_of(page: FiguresPage, part: str) -> str:
    """Give the sentences at the head of a part."""
    return next(own.text for own in page.parts if own.id == part)


# Take-up


def test_take_up_by_type_and_region(joined):
    """Each kind shows how many of all had a challenge; a council no longer in being is counted apart."""
    page = figures_of(
        joined,
        {
            "councils.yml": FOUR,
            "challenges/one/challenge.md": VISIT.format("wexcombe", "2025-06-27"),
            "challenges/two/challenge.md": VISIT.format("dunmoor", "2017-06-27"),
        },
    )
    own = charts(page)
    assert rows(own["challenged-by-type"]) == {"District council": ("1", "2"), "Unitary authority": ("0", "1")}
    assert rows(own["challenged-by-region"]) == {"South West": ("1", "2"), "South East": ("0", "1")}
    assert [number.words for number in own["challenged-by-region"].total] == ["1", "3"]
    assert "for 1 of 3 councils and other bodies, and for 1 of 1 no longer in being" in text_of(page, "take-up")
    assert rows(own["challenged"]) == {"Challenged": ("2",), "No challenge on this site": ("2",)}
    assert own["challenged"].bars[1].numbers[0].url == "/councils/challenged/no-challenge-on-this-site/"


def test_the_last_visit_counts_each_council_once(joined):
    """A council is counted in the year of its latest visit; one whose only visit lies ahead has its own row."""
    page = figures_of(
        joined,
        {
            "councils.yml": FOUR,
            "challenges/a/challenge.md": VISIT.format("wexcombe", "2018-06-27"),
            "challenges/b/challenge.md": VISIT.format("wexcombe", "2025-06-27"),
            "challenges/c/challenge.md": VISIT.format("wexcombe", "2027-06-27"),
            "challenges/d/challenge.md": VISIT.format("ashmere", "2027-01-12"),
            "challenges/e/challenge.md": "---\ncouncils: [holmsea]\ntype: corporate\n---\nA summary.\n",
        },
    )
    assert rows(charts(page)["last-challenged"]) == {"Still to come": ("1",), "2025": ("1",), "Year not known": ("1",)}


def test_what_adds_up_is_shown_whole():
    """However many years there are, each has its row, so that the rows make the total and each has its list."""
    councils = tuple(replace(COUNCIL, id=f"c{n}", url=f"/councils/c{n}/") for n in range(20))
    own = library(
        *(event(f"e{n}", councils=(Link(title="C", url=f"/councils/c{n}/"),), year=2000 + n) for n in range(20)),
        councils=councils,
    )
    chart = drawn(own)["last-challenged"]
    assert [bar.label for bar in chart.bars] == [str(year) for year in range(2019, 1999, -1)]
    assert chart.total[0].value == sum(bar.numbers[0].value for bar in chart.bars) == 20


def test_two_spellings_of_a_type_are_one(joined):
    """A kind of council written in two ways is one row, as it is one list."""
    two = FOUR.replace("Wexcombe Borough Council, type: district", "Wexcombe Borough Council, type: DISTRICT")
    visit = {"challenges/one/challenge.md": VISIT.format("wexcombe", "2025-06-27")}
    page = figures_of(joined, {"councils.yml": two, **visit})
    chart = charts(page)["challenged-by-type"]
    assert rows(chart) == {"District council": ("1", "2"), "Unitary authority": ("0", "1")}
    assert [number.url for number in chart.bars[0].numbers] == [
        "/councils/type-challenged/district-council/",
        "/councils/type-in-being/district-council/",
    ]


# Published on time


def test_each_step_is_counted_as_it_stands():
    """On time, late, awaited, withheld: every deadline is in one row of its step, and a share is of what is judged."""
    kinds = ("on-time", "on-time", "on-time", "late", "very-overdue", "due", "unclear")
    own = [with_steps(step("report", kind), name=f"c{n}") for n, kind in enumerate(kinds)]
    held = with_steps(step("report", "closed", state="withheld"), name="held")
    quiet = with_steps(step("report", "closed", state="confidential"), name="quiet")
    chart = drawn(library(*own, held, quiet, event("none")))["report-on-time"]
    assert rows(chart) == {
        "On time": ("3",),
        "Late": ("1",),
        "Not yet due": ("1",),
        "Long overdue": ("1",),
        "Cannot be told from the dates given": ("1",),
        "Withheld": ("1",),
        "Confidential": ("1",),
    }
    assert chart.text == "3 of 5 that can be judged today were on time (60%)."
    assert chart.total[0].words == "9"


def test_a_challenge_without_a_timetable_is_not_judged():
    """Where no timetable applies nothing is late, and the part says how many challenges it leaves out."""
    page, _ = figures(library(with_steps(step("report", "due")), event("two"), event("three")), {}, TODAY)
    assert "In 1 of 3 challenges a rule or the council itself sets days" in text_of(page, "on-time")
    assert charts(page)["report-on-time"].text == "None can be judged yet."
    none, _ = figures(library(event()), {}, TODAY)
    assert "on-time" not in {part.id for part in none.parts}


def test_councils_of_a_joint_challenge_that_stand_differently():
    """Challenges are counted: one whose councils are both late is late once, and one late and one not is in both."""
    both = with_steps(step("response", "late", council=WEXCOMBE), step("response", "late", council=ASHMERE))
    apart = with_steps(step("response", "late", council=WEXCOMBE), step("response", "on-time", council=ASHMERE))
    chart = drawn(library(both, replace(apart, id="two")))["response-on-time"]
    assert rows(chart) == {"On time": ("1",), "Late": ("2",)}
    assert chart.total == ()
    assert "counted under each way" in chart.note
    alike = drawn(library(both))["response-on-time"]
    assert (rows(alike), alike.total[0].words, alike.note) == ({"Late": ("1",)}, "1", "")


# Answers


def test_answers_add_up_where_each_has_one():
    """Every recommendation is in one row, and the rows make the total."""
    own = (
        recommendation("1", "A", "A", responses=(response("accepted", "Yes."),), answer="answered"),
        recommendation("2", "B", "B", responses=(response("", "We will."),), answer="answered"),
        recommendation("3", "C", "C"),
    )
    chart = drawn(library(event(recommendations=own)))["answers-given"]
    assert rows(chart) == {
        "Accepted": ("1",),
        "Answered with actions or in words": ("1",),
        "No answer published": ("1",),
    }
    assert chart.total[0].words == "3"
    assert chart.text == "2 of 3 recommendations are answered in full; no answer to 1 is published."


def test_the_whole_list_is_behind_what_all_have():
    """Where every recommendation has one answer there is no narrowed list, and the number leads to the whole one."""
    own = library(event(recommendations=(recommendation("1", "A", "A"), recommendation("2", "B", "B"))))
    chart = drawn(own, behind={"/recommendations/": 2})["answers-given"]
    assert [bar.numbers[0].url for bar in chart.bars] == ["/recommendations/"]


def test_answers_that_differ_are_not_added_up():
    """Two councils, two answers: the recommendation is under both, and the page says why there is no total."""
    both = (response("accepted", "Yes."), response("not-accepted", "No.", council=ASHMERE))
    chart = drawn(library(event(recommendations=(recommendation("1", "A", "A", responses=both, answer="answered"),))))
    assert rows(chart["answers-given"]) == {"Accepted": ("1",), "Not accepted": ("1",)}
    assert chart["answers-given"].total == ()
    assert "counted under each answer" in chart["answers-given"].note


def test_recommendations_that_are_not_held_are_owned_up_to(joined):
    """Where a letter makes more than are here, the figures say how many they do not count."""
    texts = {f"{FOLDER}challenge.md": TINY, f"{FOLDER}report.md": REPORT.format("2025-09-18\ncount: 4")}
    assert "make 3 recommendations more" in text_of(figures_of(joined, texts), "answers")


# Progress


def test_progress_by_hand(joined):
    """Seven actions: states, lateness and moves are as the plan and its update say."""
    own = charts(figures_of(joined, TEXTS))
    assert rows(own["progress-of-actions"]) == {
        "Nothing reported yet": ("4",),
        "In progress": ("1",),
        "Complete": ("2",),
    }
    assert rows(own["lateness-of-actions"]) == {
        "On time": ("2",),
        "Not yet due": ("2",),
        "Long overdue": ("1",),
        "No date given": ("2",),
    }
    assert own["lateness-of-actions"].text == "2 of 3 that can be judged today were on time."
    assert rows(own["moved-dates"]) == {"Date moved, with a reason": ("1",), "Date not moved": ("6",)}
    assert rows(own["disagreements"]) == {"Recommendations, or an action for them": ("1",), "Actions": ("1",)}


def test_recommendations_and_actions_are_never_added_up(joined):
    """An action that is done leaves its recommendation as it was, and the page says so."""
    page = figures_of(joined, TEXTS)
    assert "progress-of-recommendations" not in charts(page)
    assert "never added together" in text_of(page, "progress")


def test_a_date_moved_twice_is_one_action():
    """The sentence tells actions and moves apart, and one move without a reason counts as without."""
    moves = tuple(
        Move(before=read("May 2025"), after=read("June 2025"), said=None, reason=Markup(why), document=CHALLENGE)
        for why in ("", "Nobody applied.")
    )
    own = replace(action("1", "Act", "May 2025"), dates=Slippage(promised=read("May 2025"), moves=moves))
    chart = drawn(library(event(actions=(own, action("2", "Wait", "May 2026")))))["moved-dates"]
    assert rows(chart) == {"Date moved, no reason given": ("1",), "Date not moved": ("1",)}
    assert chart.text == "The date of 1 action has moved, 2 times in all."


def test_a_dispute_over_an_action_alone():
    """Where no recommendation is disputed the number is nought, and leads to no list."""
    peers = update("2026-02-01", "in progress", State.IN_PROGRESS, "Not yet.", said_by="The peer team")
    own = action("1", "Act", "May 2025", update("2026-01-01", "complete", State.COMPLETE, "Done."), peers)
    chart = drawn(library(event(actions=(own,))), behind={"/recommendations/": 0, "/actions/": 1})["disagreements"]
    assert rows(chart) == {"Recommendations, or an action for them": ("0",), "Actions": ("1",)}
    assert [bar.numbers[0].url for bar in chart.bars] == ["", "/actions/"]


# Months


def months(name: str, *, visit: str, report: str, answer: str = "", year: int = 2025) -> Challenge:
    """Give a challenge whose report, and perhaps answer, was published on these dates; no rule applies to it."""
    steps = (taken("report", report), *((taken("response", answer),) if answer else ()))
    return event(name, timetable=Timetable(taken=steps), onsite_end=read(visit), year=year)


def taken(name: str, on: str, council: Link = WEXCOMBE, document: str = "") -> Taken:
    """Give a step that a council took on a day."""
    link = Link(title=name, url=f"/{document or f'{name}-{council.title}'}/")
    return Taken(step=name, council=council, on=read(on) if on else None, document=link)


def test_medians_with_their_number():
    """Three are enough for a median, two are shown as they are, and a year is judged by its own."""
    own = library(
        months("a", visit="2025-01-10", report="2025-03-10"),
        months("b", visit="2025-01-10", report="2025-03-09"),
        months("c", visit="2025-01-31", report="2025-06-30"),
        months("d", visit="2024-01-10", report="2024-08-10", year=2024),
        months("e", visit="2024-01-10", report="2024-04-09", year=2024),
    )
    chart = drawn(own)["months-to-report"]
    assert rows(chart) == {"2025": ("median 2", "3"), "2024": ("2 and 7", "2")}
    assert chart.bars[1].numbers[0].value is None
    assert chart.text == "About 2 months, the median of 5."


def test_a_median_between_two():
    """Of four the median may be a half, in the table, in the sentence and for the bar."""
    reports = ("2025-02-10", "2025-02-11", "2025-03-10", "2025-03-11")
    own = library(*(months(report, visit="2025-01-10", report=report) for report in reports))
    chart = drawn(own)["months-to-report"]
    assert (chart.bars[0].numbers[0].value, chart.bars[0].numbers[0].words) == (1.5, "median 1½")
    assert chart.text == "About 1½ months, the median of 4."


def test_months_at_once():
    """Nought months is not “about 0 months”, and its bar divides by nothing."""
    own = library(*(months(name, visit="2025-01-10", report="2025-01-20") for name in "abc"))
    chart = drawn(own)["months-to-report"]
    assert chart.text == "Less than a month, the median of 3."
    assert chart.largest == 1


def test_a_month_counts_from_its_last_day_and_less_is_left_out():
    """A report of May counts to 31 May; one of spring, or before the visit, is left out and said to be."""
    own = library(
        months("a", visit="2025-01-31", report="May 2025"),
        months("b", visit="2025-01-31", report="Spring 2025"),
        months("c", visit="2025-01-31", report="2025-01-30"),
    )
    page, sheets = figures(own, {}, TODAY)
    chart = charts(page)["months-to-report"]
    assert rows(chart) == {"2025": ("4", "1")}
    assert "Left out: 1 where a date is not known to the month; 1 where the later step came first." in chart.note
    sheet = next(sheet for sheet in sheets if sheet.url == chart.sheet)
    assert [row[-3:] for row in sheet.rows] == [
        ("2025-01-31", "2025-05-31", "4"),
        ("2025-01-31", "", ""),
        ("2025-01-31", "2025-01-30", ""),
    ]


def test_each_council_of_a_joint_challenge_answers_in_its_own_time():
    """One report and two answers are one measure of the first kind and two of the second, in one challenge."""
    steps = (
        taken("report", "2025-03-10", WEXCOMBE, "shared"),
        taken("report", "2025-03-10", ASHMERE, "shared"),
        taken("response", "2025-04-10", WEXCOMBE),
        taken("response", "2025-09-10", ASHMERE),
    )
    joint = event(timetable=Timetable(taken=steps), onsite_end=read("2025-01-10"))
    alone = months("two", visit="2025-01-10", report="2025-03-10", answer="2025-05-10")
    own = drawn(library(joint))
    assert rows(own["months-to-report"]) == {"2025": ("2", "1")}
    assert rows(own["months-to-response"]) == {"2025": ("1 and 6", "1")}
    assert "measured apart" in own["months-to-response"].note
    page, sheets = figures(library(joint, alone), {}, TODAY)
    assert rows(charts(page)["months-to-response"]) == {"2025": ("median 2 of 3", "2")}
    who = {sheet.url: [row[1] for row in sheet.rows] for sheet in sheets}
    assert who["/figures/months-to-report.csv"] == ["Wexcombe and Ashmere", "Wexcombe"]
    assert who["/figures/months-to-response.csv"] == ["Wexcombe", "Ashmere", "Wexcombe"]


def test_years_before_any_rule_are_measured(joined):
    """A visit of 2018 falls under no timetable, and how long its report and answer took is told all the same."""
    texts = {
        f"{FOLDER}challenge.md": VISIT.format("wexcombe", "2018-06-27"),
        f"{FOLDER}report.md": REPORT.format("2018-09-27"),
        f"{FOLDER}response.md": "---\npublished: 2018-10-30\nactions:\n  - {action: Write it down., for: '1'}\n---\n",
    }
    page = figures_of(joined, texts)
    assert "on-time" not in {part.id for part in page.parts}
    assert rows(charts(page)["months-to-report"]) == {"2018": ("3", "1")}
    assert rows(charts(page)["months-to-response"]) == {"2018": ("1", "1")}
    assert "whether or not a timetable applies" in text_of(page, "months")


def test_what_cannot_be_measured_is_said():
    """An answer without a report, and challenges without either, are left out by number and reason."""
    own = library(
        months("a", visit="2025-01-10", report="2025-03-10", answer="2025-04-10"),
        event("held", timetable=Timetable(taken=(taken("response", "2025-05-10"),))),
        event("new"),
    )
    found = drawn(own)
    assert "Left out: 2 challenges with no report published here." in found["months-to-report"].note
    assert (
        "Left out: 1 without a report here to count from; 1 challenge with no response and plan published here."
        in found["months-to-response"].note
    )


def test_an_answer_is_measured_from_its_own_report():
    """Where each council of a joint challenge published the report on its own day, its answer counts from that day."""
    steps = (
        taken("report", "2025-03-10", WEXCOMBE),
        taken("report", "2025-05-10", ASHMERE),
        taken("response", "2025-06-10", ASHMERE),
    )
    own = drawn(library(event(timetable=Timetable(taken=steps), onsite_end=read("2025-01-10"))))
    assert rows(own["months-to-report"]) == {"2025": ("2 and 4", "1")}
    assert rows(own["months-to-response"]) == {"2025": ("1", "1")}


# What recurs


def theme(name: str, family: str = "") -> Theme:
    """Give a theme."""
    return Theme(id=addresses.slug(name), name=name, url=f"/themes/{addresses.slug(name)}/", family=family)


def on(challenge: Challenge, *themes: Theme, councils: tuple[Link, ...] = (WEXCOMBE,)) -> Challenge:
    """Give a challenge with a recommendation on each theme."""
    made = tuple(
        recommendation(
            str(n),
            "A",
            "A",
            themes=(own,),
            councils=councils,
            url=f"{challenge.url}recommendations/{n}/",
            challenge=Link(title=challenge.title, url=challenge.url),
        )
        for n, own in enumerate(themes, 1)
    )
    return replace(challenge, recommendations=made, councils=councils)


MONEY, OLD_MONEY = theme("Money", "money"), theme("Viability", "money")
PEOPLE = theme("People")


def test_themes_of_one_family_count_together():
    """An earlier theme counts with the one that took its place, and the council that had both had it twice."""
    own = library(
        on(event("new"), MONEY, MONEY, PEOPLE),
        on(event("old"), OLD_MONEY),
        on(event("other"), MONEY, councils=(ASHMERE,)),
        themes=(MONEY, PEOPLE, OLD_MONEY),
    )
    page, sheets = figures(own, {MONEY.url: 3, PEOPLE.url: 1}, TODAY)
    found = charts(page)
    assert rows(found["themes-recommended-on"]) == {"Money": ("2", "3", "4"), "People": ("1", "1", "1")}
    assert [bar.numbers[2].url for bar in found["themes-recommended-on"].bars] == ["", PEOPLE.url]
    assert rows(found["themes-again"]) == {"Money": ("1",)}
    sheet = next(sheet for sheet in sheets if sheet.url == found["themes-again"].sheet)
    assert sheet.rows == (("Money", "Wexcombe", "new", "2025", "2"), ("Money", "Wexcombe", "old", "2025", "1"))


def test_one_council_is_told_in_a_sentence_what_came_up_again():
    """Where there is one council, how many themes came up again is said, and no chart counts the one council."""
    own = library(on(event("new"), MONEY), on(event("old"), OLD_MONEY, PEOPLE), themes=(MONEY, PEOPLE, OLD_MONEY))
    page, _ = figures(own, {}, TODAY)
    assert "1 theme came up in more than one challenge." in text_of(page, "recurring")
    assert rows(charts(page)["themes-recommended-on"]) == {"Money": ("2", "2"), "People": ("1", "1")}
    assert "themes-again" not in charts(page)


def test_a_long_list_of_themes_says_what_is_left_out():
    """Twelve themes are shown, the note counts the others, and the sheet has all."""
    themes = tuple(theme(f"Theme {n:02}") for n in range(30))
    page, sheets = figures(library(on(event(), *themes), themes=themes), {}, TODAY)
    chart = charts(page)["themes-recommended-on"]
    assert len(chart.bars) == MOST
    assert "18 more are in the spreadsheet" in chart.note
    assert [len(sheet.rows) for sheet in sheets if sheet.url == chart.sheet] == [30]


# Sites of every size


def test_an_empty_site_has_no_figures():
    """Nothing published is nothing counted, and nothing is divided."""
    page, sheets = figures(library(councils=()), {}, TODAY)
    assert (page.parts, sheets) == ((), ())


def test_a_site_of_one_council(joined):
    """It is told in a sentence how many challenges it had, and compared with nobody."""
    texts = TEXTS | {"councils.yml": "- {id: wexcombe, name: Wexcombe Borough Council, nation: England}\n"}
    page = figures_of(joined, texts)
    assert text_of(page, "take-up") == "1 challenge of Wexcombe Borough Council is published here."
    assert not any(name.startswith(("challenged", "last", "themes-again")) for name in charts(page))
    assert charts(page)["themes-recommended-on"].columns == ("Challenges", "Recommendations")


@pytest.mark.parametrize(
    ("value", "whole", "words"),
    [
        (1, 4, ""),
        (4, 4, ""),
        (3, 5, " (60%)"),
        (0, 9, ""),
        (9, 9, ""),
        (5, 8, " (63%)"),
        (999, 1000, " (more than 99%)"),
        (1, 1000, " (less than 1%)"),
        (0, 0, ""),
    ],
)
def test_shares(value, whole, words):
    """None of fewer than five, none where it is all or nothing, halves rounded up as by hand, never “100%” of less."""
    assert share(value, whole) == words


# The example site


@pytest.fixture(scope="module")
def example():
    """What is planned for the shipped content."""
    with pytest.MonkeyPatch.context() as here:
        here.chdir(ROOT)
        inputs, unread = files.read(Path("content"))
        made = pipeline.join(inputs, unread, Options(today=TODAY, embargo_day=TODAY, drafts=False))
    return plan(made.library, Site(title="Site", base_url="https://x.example/"), search=True, today=TODAY)


def counts(chart: Chart) -> list[Number]:
    """Give every count of a chart, totals too; how many months something took is measured and not counted."""
    found = (*(bar.numbers for bar in chart.bars), chart.total)
    return [n for own in found for column, n in zip(chart.columns, own, strict=False) if column != "Months"]


def wrongly_linked(own: Planned) -> list[tuple[str, Number]]:
    """Give the counts that do not lead to a list, with its sheet, of exactly so many; nought leads nowhere."""
    entries = {sheet.url.removesuffix(SHEET): len(sheet.rows) for sheet in own.sheets}
    totals = {page.url: page.total for page in own.pages if hasattr(page, "total")}
    page = next(page for page in own.pages if isinstance(page, FiguresPage))
    return [
        (chart.id, n)
        for chart in charts(page).values()
        for n in counts(chart)
        if (n.value != entries.get(n.url) or n.value != totals.get(n.url) if n.value else n.url)
    ]


def unreached(own: Planned) -> set[str]:
    """Give the lists that no other list offers and that neither a figure nor a list it leads to does."""
    page = next(page for page in own.pages if isinstance(page, FiguresPage))
    pages = {page.url: page for page in own.pages if getattr(page, "chosen", "")}
    tops = [page for page in own.pages if getattr(page, "facets", ()) and not page.chosen]
    offered = {value.url for top in tops for facet in top.facets for value in facet.values}
    linked = {number.url for number in numbers(page)} & pages.keys()
    beside = {value.url for url in linked for facet in pages[url].facets for value in facet.values}
    return {url for url in pages if "/page-" not in url} - offered - linked - beside


def test_every_count_of_the_example_leads_to_its_list(example):
    """Every count but nought is a link to a list that has exactly so many entries, and no list lies idle."""
    page = next(page for page in example.pages if isinstance(page, FiguresPage))
    assert sum(len(counts(chart)) for chart in charts(page).values()) > 100
    assert wrongly_linked(example) == []
    assert unreached(example) == set()


TWO_THEMES = REPORT.replace("theme: Governance", "theme: [Finance, Governance").replace("culture}", "culture]}")
ONE = "- {id: wexcombe, name: Wexcombe Borough Council, nation: England}\n"
SITES = {
    "nothing": {},
    "record": TEXTS,
    "one council": TEXTS | {"councils.yml": ONE},
    "one council, twice": {
        "councils.yml": ONE,
        "challenges/one/challenge.md": VISIT.format("wexcombe", "2018-06-27"),
        "challenges/one/report.md": REPORT.format("2018-09-27"),
        "challenges/two/challenge.md": VISIT.format("wexcombe", "2025-06-27"),
        "challenges/two/report.md": REPORT.format("2025-09-27"),
    },
    "all alike": {
        "councils.yml": ONE + ONE.replace("wexcombe", "ashmere"),
        "challenges/one/challenge.md": VISIT.format("wexcombe, ashmere", "2025-06-27"),
        "challenges/one/report.md": REPORT.format("2025-09-27"),
    },
    "councils that are gone": {
        "councils.yml": FOUR,
        "challenges/one/challenge.md": VISIT.format("wexcombe", "2025-06-27"),
        "challenges/two/challenge.md": VISIT.format("dunmoor", "2017-06-27"),
        "challenges/two/report.md": TWO_THEMES.format("2017-09-27"),
        "challenges/three/challenge.md": VISIT.format("wexcombe, holmsea", "2024-06-27"),
        "challenges/three/report.md": TWO_THEMES.format("2024-09-27"),
        "challenges/four/challenge.md": VISIT.format("holmsea", "2027-06-27"),
    },
}


@pytest.mark.parametrize("name", SITES)
def test_every_count_of_a_tiny_site_leads_to_its_list(joined, name):
    """So it is on a site of any size: of one council, where all is alike, where councils have ended."""
    own = planned(joined, SITES[name])
    assert wrongly_linked(own) == []
    assert unreached(own) == set()


def test_the_lists_hold_what_was_counted(joined):
    """The list behind a number names the very councils and challenges, and its heading says plainly what they are."""
    own = {page.url: page for page in planned(joined, SITES["councils that are gone"]).pages}

    def found(url):
        return own[url].title, [council.id for _, councils in own[url].letters for council, _ in councils]

    assert found("/councils/type-challenged/district-council/") == (
        "Councils: District council, with a challenge here, still in being",
        ["wexcombe"],
    )
    assert found("/councils/last/2025/") == ("Councils: 2025 (latest visit), still in being", ["wexcombe"])
    assert found("/councils/last/2024/")[1] == ["holmsea"]
    assert found("/councils/theme/finance/") == (
        "Councils: with recommendations on Finance",
        ["dunmoor", "holmsea", "wexcombe"],
    )
    assert [c.id for c in own["/challenges/theme/finance/"].challenges] == ["three", "two"]
    measured = own["/challenges/months-to-report/2017/"]
    assert measured.title == "Challenges: 2017, measured from the visit to the report"
    assert [c.id for c in measured.challenges] == ["two"]
    assert "/councils/type-in-being/district-council/" in own


def test_lists_that_no_figure_leads_to_are_not_there(joined):
    """Where all councils are still there and of one kind, lists that would say the same as others are left out."""
    own = {page.url for page in planned(joined, SITES["all alike"]).pages}
    assert "/councils/theme/governance-and-culture/" in own
    assert not [url for url in own if "in-being" in url or "-challenged/" in url or "/last/" in url or "/being/" in url]


def test_every_chart_has_its_sheet(example):
    """The address that a chart gives is that of a sheet with a row for each of its rows, or what they were made of."""
    page = next(page for page in example.pages if isinstance(page, FiguresPage))
    sheets = {sheet.url: sheet for sheet in example.sheets}
    assert len(charts(page)) >= 15
    for chart in charts(page).values():
        sheet = sheets[chart.sheet]
        assert all(len(row) == len(sheet.header) for row in sheet.rows)
        assert len(sheet.rows) >= len(chart.bars)


# Whatever is published

KINDS = st.sampled_from(tuple(TIMINGS))
STEPS = st.builds(
    lambda name, kind, state, on: step(name, kind, state=state, happened=read(on) if on else None),
    st.sampled_from(("report", "response", "review", "review_report")),
    KINDS,
    st.sampled_from(("done", "awaited", "withheld", "confidential", "unneeded")),
    st.sampled_from(("", "2025-03-10", "May 2025", "2025", "2019-01-01")),
)
UPDATES = st.sampled_from(tuple(State)).map(lambda state: update("2026-01-01", state.value, state, "Said."))
ACTIONS = st.builds(
    lambda kind, own: replace(
        action("1", "Act", "May 2025", *own), dates=Slippage(timing=Timing(kind=kind, words=kind))
    ),
    KINDS,
    st.lists(UPDATES, max_size=2),
)
TAKEN = st.builds(
    taken,
    st.sampled_from(("report", "response")),
    st.sampled_from(("", "2025-08-10", "May 2026", "2025", "2019-01-01")),
    st.sampled_from((WEXCOMBE, ASHMERE)),
    st.sampled_from(("", "shared")),
)


@st.composite
def challenges(draw: st.DrawFn) -> Challenge:
    """Give a challenge with anything in it."""
    name = f"c{draw(st.integers(0, 10**9))}"
    hosts = tuple(draw(st.lists(st.sampled_from((WEXCOMBE, ASHMERE)), min_size=1, max_size=2, unique=True)))
    made: list[Recommendation] = []
    for n in range(draw(st.integers(0, 4))):
        decisions = draw(st.lists(st.sampled_from(("", *DECISIONS)), max_size=2))
        made.append(
            recommendation(
                str(n),
                "A",
                "A",
                url=f"/challenges/{name}/recommendations/{n}/",
                councils=hosts,
                themes=tuple(draw(st.lists(st.sampled_from((MONEY, OLD_MONEY, PEOPLE)), max_size=2))),
                responses=tuple(response(decision, "So.") for decision in decisions),
                answer="answered" if decisions else "none",
                answers=(Answer(council=WEXCOMBE, state="none"),),
                updates=tuple(draw(st.lists(UPDATES, max_size=2))),
            )
        )
    made_in = Link(title=name, url=f"/challenges/{name}/")
    actions: list[Action] = [replace(own, challenge=made_in) for own in draw(st.lists(ACTIONS, max_size=4))]
    steps = st.lists(TAKEN, max_size=4, unique_by=lambda own: (own.step, own.council))
    timetable = Timetable(rule="none", deadlines=tuple(draw(st.lists(STEPS, max_size=5))), taken=tuple(draw(steps)))
    year = draw(st.sampled_from((None, 2019, 2025)))
    return event(
        name, councils=hosts, recommendations=tuple(made), actions=tuple(actions), timetable=timetable, year=year
    )


LIBRARIES = st.builds(
    lambda own, types: library(
        *own,
        councils=tuple(
            replace(COUNCIL, url=link.url, type=kind, is_over=over)
            for link, (kind, over) in zip((WEXCOMBE, ASHMERE), types, strict=True)
        ),
        themes=(MONEY, OLD_MONEY, PEOPLE),
    ),
    st.lists(challenges(), max_size=5, unique_by=lambda own: own.url),
    st.tuples(*2 * (st.tuples(st.sampled_from(("", "–", "district council", "county council")), st.booleans()),)),
)


@given(LIBRARIES)
def test_the_parts_of_each_whole_add_up(own):
    """Whatever is published, the rows of a chart with a total make that total, and no bar is wider than the widest."""
    page, sheets = figures(own, {}, TODAY)
    found = [chart for part in page.parts for chart in part.charts]
    for chart in found:
        for column, total in enumerate(chart.total):
            assert total.value == sum(bar.numbers[column].value for bar in chart.bars), chart.id
        assert all(0 <= (bar.numbers[0].value or 0) <= chart.largest for bar in chart.bars)
        assert all(len(bar.numbers) == len(chart.columns) for bar in chart.bars)
        if chart.is_part:
            assert all(bar.numbers[0].value <= bar.numbers[1].value for bar in chart.bars)
    ids = [chart.id for chart in found] + [part.id for part in page.parts]
    assert len(set(ids)) == len(ids)
    assert [sheet.url for sheet in sheets] == [chart.sheet for chart in found]


@given(LIBRARIES)
def test_wholes_are_what_is_there(own):
    """Actions and recommendations are each counted once: the totals are the lengths of the lists."""
    found = drawn(own)
    wholes = {
        "progress-of-actions": sum(len(challenge.actions) for challenge in own.challenges),
        "lateness-of-actions": sum(len(challenge.actions) for challenge in own.challenges),
        "progress-of-recommendations": sum(len(challenge.recommendations) for challenge in own.challenges),
    }
    for name, whole in wholes.items():
        if name in found:
            assert found[name].total[0].value == whole


@given(LIBRARIES)
def test_every_count_leads_to_its_list(own):
    """Whatever is published, every count but nought leads to a list of exactly so many, and no list lies idle."""
    made = plan(own, Site(title="Site", base_url="https://x.example/"), search=False, today=TODAY)
    assert wrongly_linked(made) == []
    assert unreached(made) == set()
