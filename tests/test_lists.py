"""Lists narrowed by when things are due, how late they are and what they lack; each with all its rows in a sheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record import EVENT, PLAN, TEXTS, UPDATE, pages, planned, refs
from tiny import TODAY

from peerchallenge.pages import ActionsPage, ChallengesPage, CouncilsPage, RecommendationsPage, ThemePage, UpdatesPage
from peerchallenge.plan import council_pages, due
from peerchallenge.plan.lists import PAGE_LENGTH, SHEET, Way, narrowed, slices
from peerchallenge.records import Link

LISTED = (ActionsPage, ChallengesPage, CouncilsPage, RecommendationsPage, ThemePage, UpdatesPage)
SPRING = "challenges/ashmere-2026/challenge.md"
SECOND = "---\ncouncils: [ashmere]\ntype: {}\nonsite: 2026-09-10\n---\nA summary.\n"


def values(page, way):
    """Give the values of one way to narrow a list, with their numbers."""
    return {value.title: value.count for facet in page.facets if facet.id == way for value in facet.values}


def entries(page):
    """Give what a page lists."""
    names = {ActionsPage: "actions", ChallengesPage: "challenges", RecommendationsPage: "recommendations"}
    return getattr(page, names[type(page)])


def test_actions_by_when_they_are_due(joined):
    """Overdue by the first promise, due by the date last given; what is due in 30 days is due in 90 days too."""
    own = pages(joined)
    assert values(own["/actions/"], "due") == {
        "Long overdue": 1,
        "Due within 30 days": 1,
        "Due within 90 days": 2,
        "Due later": 1,
        "No date given": 2,
        "No longer open": 2,
    }
    assert refs(own["/actions/due/long-overdue/"].actions) == ["A"]
    assert refs(own["/actions/due/due-within-90-days/"].actions) == ["B", "C"]
    assert refs(own["/actions/due/due-later/"].actions) == ["A"]


def test_due_windows_stand_in_the_order_of_time(joined):
    """The most pressing window comes first, not the first in the alphabet."""
    own = pages(joined)
    for base in ("/actions/", "/recommendations/"):
        shown = list(values(own[base], "due"))
        assert shown == [window for window in due.WINDOWS if window in shown]


def test_recommendations_by_when_their_actions_are_due(joined):
    """A recommendation stands in every window of its open actions; one without any says so."""
    own = pages(joined)
    assert values(own["/recommendations/"], "due") == {
        "Long overdue": 1,
        "Due within 30 days": 1,
        "Due within 90 days": 1,
        "Due later": 1,
        "No date given": 1,
        "No open action": 2,
    }
    assert refs(own["/recommendations/due/long-overdue/"].recommendations) == ["1"]
    assert refs(own["/recommendations/due/no-date-given/"].recommendations) == ["4"]
    assert refs(own["/recommendations/due/no-open-action/"].recommendations) == ["2", "3"]


def test_lateness(joined):
    """How actions stand to the first promise; a recommendation has each way of its actions once."""
    own = pages(joined)
    assert values(own["/actions/"], "lateness") == {
        "On time": 2,
        "Not yet due": 2,
        "Long overdue": 1,
        "No date given": 2,
    }
    assert values(own["/recommendations/"], "lateness") == {
        "On time": 1,
        "Not yet due": 1,
        "Long overdue": 1,
        "No date given": 1,
        "No action published": 2,
    }


@pytest.mark.parametrize(
    ("reason", "way"),
    [(", reason: Nobody applied.", "with-a-reason"), ("", "no-reason-given")],
    ids=("with", "without"),
)
def test_dates_moved(joined, reason, way):
    """A date that was moved without a reason is told apart from one with a reason."""
    texts = {**TEXTS, f"{EVENT}update.2026-06.md": UPDATE.replace(", reason: Nobody applied.", reason)}
    own = pages(joined, texts)
    assert refs(own[f"/actions/moved/date-moved-{way}/"].actions) == ["A"]
    assert own["/actions/moved/date-not-moved/"].total == 6


def test_what_is_missing(joined):
    """An action that lacks several things stands in each list; everyday business lacks no date."""
    assert values(pages(joined)["/actions/"], "missing") == {
        "No owner": 1,
        "No date": 1,
        "No recommendation": 1,
        "Nothing missing": 6,
    }


def test_superseded_with_its_plan(joined):
    """An open action of a plan that was superseded counts as superseded; one that was done stays done."""
    later = "---\npublished: 2026-08-01\n---\nA new plan.\n"
    gone = PLAN.replace("published", "superseded_by: action-plan.md\npublished")
    own = pages(joined, {**TEXTS, f"{EVENT}response.md": gone, f"{EVENT}action-plan.md": later})
    assert values(own["/actions/"], "progress") == {"Complete": 2, "Superseded": 5}
    assert values(own["/recommendations/"], "actions") == {"Complete": 1, "Superseded": 2, "No action published": 2}


def test_years_newest_first(joined):
    """The latest year comes first."""
    own = pages(joined, {**TEXTS, SPRING: SECOND.format("communications")})
    assert list(values(own["/challenges/"], "year")) == ["2026", "2025"]


def test_views_of_others(joined):
    """A recommendation is disputed where one of its actions is."""
    own = pages(joined)["/recommendations/views/the-council-and-others-disagree/"]
    assert refs(own.recommendations) == ["1"]


def test_challenges_by_each_step(joined):
    """Each step of the timetable narrows the list; where a challenge has no such step it says that none applies."""
    own = pages(joined, {**TEXTS, SPRING: SECOND.format("communications")})
    assert values(own["/challenges/"], "report") == {"On time": 1, "No timetable applies": 1}
    assert values(own["/challenges/"], "response") == {"On time": 1, "No timetable applies": 1}
    assert values(own["/challenges/"], "review-report") == {"Very late": 1, "No timetable applies": 1}
    assert own["/challenges/review-report/very-late/"].title == "Challenges: Very late (report of the progress review)"


def test_withheld_is_told_from_late(joined):
    """A report that is withheld is neither late nor missing."""
    held = SECOND.format("corporate").replace("onsite", "withheld: {document: report, reason: It names staff.}\nonsite")
    own = pages(joined, {**TEXTS, SPRING: held})
    assert values(own["/challenges/"], "report") == {"On time": 1, "Withheld": 1}


def test_councils_without_a_challenge(joined):
    """Councils that had none on this site have a list of their own."""
    own = pages(joined)
    assert values(own["/councils/"], "challenged") == {"Challenged": 1, "No challenge on this site": 2}
    letters = own["/councils/challenged/no-challenge-on-this-site/"].letters
    assert [council.id for _, councils in letters for council, _ in councils] == ["ashmere", "thornacre"]


def test_a_way_with_one_value_is_left_out(joined):
    """What all entries share narrows nothing."""
    own = pages(joined)
    assert {facet.id for facet in own["/actions/"].facets} == {
        "progress",
        "due",
        "lateness",
        "moved",
        "missing",
        "views",
    }
    assert "/actions/type/corporate-peer-challenge/" not in own


def test_every_number_is_that_of_its_list(joined):
    """Every value that is counted has a page that lists as many, and a heading that says what it is narrowed to."""
    own = pages(joined, {**TEXTS, SPRING: SECOND.format("communications")})
    for base in ("/actions/", "/challenges/", "/councils/", "/recommendations/"):
        assert own[base].facets
        for facet in own[base].facets:
            for value in facet.values:
                page = own[value.url]
                assert page.total == value.count > 0
                assert value.title in page.title
                assert page.crumbs[-1].url == base


def test_every_list_has_its_sheet(joined):
    """Each list offers a sheet at its first address, which holds every entry of the list once."""
    whole = planned(joined, {**TEXTS, SPRING: SECOND.format("communications")})
    sheets = {sheet.url: sheet for sheet in whole.sheets}
    assert len(sheets) == len(whole.sheets)
    for page in whole.pages:
        if isinstance(page, LISTED):
            sheet = sheets[page.sheet]
            assert sheet.url == f"{page.url}{SHEET}"
            assert len(sheet.rows) == len(set(sheet.rows)) == page.total
    assert all(len(row) == len(sheet.header) for sheet in whole.sheets for row in sheet.rows)


def test_a_long_list_has_one_sheet(joined):
    """A list over several pages has all its rows in the sheet of the first."""
    many = "".join(f"  - {{ref: M{n}, action: Step {n}., for: '1'}}\n" for n in range(2 * PAGE_LENGTH + 1))
    texts = {**TEXTS, f"{EVENT}response.md": PLAN.replace("actions:\n", f"actions:\n{many}")}
    whole = planned(joined, texts)
    shown = [page for page in whole.pages if page.url in {"/actions/", "/actions/page-2/", "/actions/page-3/"}]
    assert [len(entries(page)) for page in shown] == [100, 100, 8]
    assert {page.sheet for page in shown} == {"/actions/list.csv"}
    assert next(len(sheet.rows) for sheet in whole.sheets if sheet.url == "/actions/list.csv") == 208


def test_a_site_without_a_challenge(joined):
    """Before anything is published every list is there, empty, with the heading of its sheet."""
    whole = planned(joined, {})
    own = {page.url: page for page in whole.pages}
    for url in ("/actions/", "/challenges/", "/recommendations/", "/updates/"):
        assert own[url].total == 0
    assert all(sheet.header for sheet in whole.sheets)
    assert values(own["/councils/"], "challenged") == {}


def test_sheets_are_not_pages(joined):
    """Search engines are led to pages and not to sheets."""
    sitemap = pages(joined)["/sitemap.xml"]
    assert "https://peers.example/results/actions/" in sitemap.addresses
    assert not [address for address in sitemap.addresses if address.endswith(".csv")]


WAY = Way(id="way", title="Way", values=lambda link: link.title.split("|"), order=("c", "a"))


@given(st.lists(st.lists(st.sampled_from(["a", "b", "c", "d", "A!", "Year not known"]), min_size=1)))
def test_narrowed_lists_lose_nothing(found):
    """Every entry stands once in the list of each of its values, in the order of the whole list, and in no other."""
    every = tuple(Link(title="|".join(own), url=f"/{place}/") for place, own in enumerate(found))
    whole, *lists = narrowed((WAY,), every, "/list/")
    assert whole.entries == every
    for own in lists:
        key = own.url.split("/")[-2]
        assert own.entries == tuple(e for e in every if key in {slug(value) for value in e.title.split("|")})
    shown = [own.url.split("/")[-2] for own in lists]
    places = {"c": 0, "a": 1, "b": 2, "d": 3, "year-not-known": 4}
    assert shown == sorted(shown, key=places.__getitem__)


def slug(value):
    """Give a value's part of an address."""
    return {"A!": "a", "Year not known": "year-not-known"}.get(value, value)


ASIDE = Way(id="aside", title="Aside", values=lambda link: link.title.split("|"), heading="with {} here", offered=False)


@given(st.lists(st.lists(st.sampled_from(["a", "b", "c"]), min_size=1), min_size=1))
def test_a_way_put_aside(found):
    """What is not offered has the same lists, for a single value too; the whole list does not show it, its own do."""
    every = tuple(Link(title="|".join(own), url=f"/{place}/") for place, own in enumerate(found))
    whole, *own = narrowed((ASIDE,), every, "/list/")
    offered = {v.url: v.entries for v in narrowed((WAY,), every, "/list/")[1:]}
    assert whole.facets == ()
    assert {each.chosen for each in own} == {f"with {value} here" for value in {v for values in found for v in values}}
    for each in own:
        assert offered.get(each.url.replace("aside", "way"), every) == each.entries
        assert [value.url for facet in each.facets for value in facet.values] == [other.url for other in own]


def test_lists_put_aside_are_planned_apart(joined):
    """They are pages with sheets like any other, way by way, and not among those that are published in any case."""
    made = council_pages.planned(joined(TEXTS).library, {}, "https://peers.example", TODAY)
    theme = next(own for own in made.aside if own.pages[0].url.startswith("/councils/theme/"))
    assert [page.title for page in theme.pages] == [
        "Councils: with recommendations on Financial planning and management",
        "Councils: with recommendations on Governance and culture",
        "Councils: with recommendations on Local priorities and outcomes",
    ]
    assert [sheet.url for sheet in theme.sheets] == [page.sheet for page in theme.pages]
    assert theme.pages[0].crumbs[-1].url == "/councils/"
    assert not {page.url for page in theme.pages} & {page.url for page in made.pages}


@given(st.integers(0, 600), st.integers(5, 150))
def test_long_lists_lose_nothing(count, length):
    """The pages of a long list hold every entry once, in order."""
    parts = slices(count, "/list/", length)
    shown = [entry for part in parts for entry in range(count)[part.start : part.end]]
    assert shown == list(range(count))
    assert len({part.url for part in parts}) == len(parts)
    known = {part.url for part in parts}
    for part in parts:
        links = [link for link in part.pages if link.title]
        assert {link.url for link in links if link.url} <= known - {part.url}
        assert len(links) <= 9
        assert [link.title for link in links if not link.url] == ([f"Page {part.number}"] if len(parts) > 1 else [])
    reached = {link.url for part in parts for link in part.pages if link.url}
    assert reached == (known if len(parts) > 1 else set())


def test_left_out_pages_are_shown_as_a_gap():
    """From the middle of a long list lead links to both ends and to what is near; one page alone is no gap."""

    def said(number: int, of: int) -> str:
        return " ".join(link.title.removeprefix("Page ") or "…" for link in slices(of, "/list/", 1)[number - 1].pages)

    assert said(1, 9) == "1 2 3 … 9"
    assert said(5, 9) == "1 2 3 4 5 6 7 8 9"
    assert said(6, 12) == "1 … 4 5 6 7 8 … 12"
    assert said(2, 3) == "1 2 3"
