"""Which pages there are, and what each shows."""

from __future__ import annotations

from datetime import date

import record
from tiny import CHALLENGE

from peerchallenge.pages import ChallengePage, CouncilPage, DocumentPage, RecommendationPage, RecommendationsPage
from peerchallenge.schema.site import State

REPORT = """\
---
title: Feedback report
considered: [{body: Cabinet, date: 2025-09-18, decision: noted}]
published: 2025-09-18
recommendations:
  - {ref: "1", text: Agree priorities., series: key, theme: Local priorities and outcomes}
  - {ref: "2", text: Review scrutiny., series: key, theme: Governance and culture}
  - {ref: F1, text: Train members., series: further, theme: Governance and culture}
---
## Key recommendations

[[recommendations: key]]

## Governance

Some words.

[[recommendations: further, Governance and culture]]
"""
TEXTS = {
    "challenges/wexcombe-2025/challenge.md": CHALLENGE,
    "challenges/wexcombe-2025/report.md": REPORT,
    "challenges/wexcombe-2025/response.md": (
        '---\ndated: November 2025\nresponses:\n  - {to: "1", decision: accepted}\n'
        "  - {to: F1, decision: not-accepted, reason: No.}\n---\n"
    ),
}


def planned(joined, texts=TEXTS, **more):
    return record.pages(joined, texts, **more)


def test_addresses(joined):
    """Every document and recommendation has a page at the address that the design gives it."""
    pages = planned(joined)
    assert isinstance(pages["/challenges/wexcombe-2025/"], ChallengePage)
    assert isinstance(pages["/challenges/wexcombe-2025/report/"], DocumentPage)
    assert isinstance(pages["/challenges/wexcombe-2025/response/"], DocumentPage)
    assert isinstance(pages["/challenges/wexcombe-2025/recommendations/f1/"], RecommendationPage)
    assert isinstance(pages["/councils/wexcombe/"], CouncilPage)
    assert {"/", "/search/", "/themes/governance-and-culture/", "/404.html", "/sitemap.xml"} <= set(pages)


def test_recommendations_stand_where_they_were_printed(joined):
    """Each marker shows what it names, series and theme together; what no marker asks for comes last."""
    page = planned(joined)["/challenges/wexcombe-2025/report/"]
    shown = [[r.ref for r in piece.recommendations] for piece in page.pieces if piece.recommendations]
    assert shown == [["1", "2"], ["F1"]]
    bare = REPORT.partition("## Key")[0] + "Words only.\n"
    last = planned(joined, TEXTS | {"challenges/wexcombe-2025/report.md": bare})["/challenges/wexcombe-2025/report/"]
    assert [r.ref for r in last.pieces[-1].recommendations] == ["1", "2", "F1"]


def test_what_a_search_engine_shows_of_a_recommendation_is_whole_sentences(joined):
    """A title without a full stop gets one before the next sentence, and one that has it no second."""
    titled = REPORT.replace("text: Agree priorities.", "text: Agree priorities., title: Agree what comes first")
    pages = planned(joined, TEXTS | {"challenges/wexcombe-2025/report.md": titled})
    said = [pages[f"/challenges/wexcombe-2025/recommendations/{ref}/"].description for ref in ("1", "2")]
    assert said[0].startswith("Agree what comes first. Made to Wexcombe")
    assert said[1].startswith("Review scrutiny. Made to Wexcombe")


def test_timeline_is_in_order_and_says_each_thing_once(joined):
    """A document published on the day of its meeting is one entry, with what the meeting decided."""
    page = planned(joined)["/challenges/wexcombe-2025/"]
    assert [(entry.when, entry.what, entry.note) for entry in page.timeline] == [
        ("24 to 27 June 2025", "Peers on site", ""),
        ("18 September 2025", "Feedback report published", "Cabinet: noted"),
        ("November 2025", "Council response", ""),
    ]


def test_groups_by_series(joined):
    """A challenge with two lists shows both under their names."""
    groups = planned(joined)["/challenges/wexcombe-2025/"].groups
    assert [(name, len(own)) for name, own in groups] == [("Key recommendations", 2), ("Further recommendations", 1)]


def test_narrowed_lists(joined):
    """Every value that is counted has a page that lists as many."""
    pages = planned(joined)
    whole = pages["/recommendations/"]
    assert [value.title for facet in whole.facets if facet.id == "answer" for value in facet.values] == [
        "Accepted",
        "No answer published",
        "Not accepted",
    ]
    for facet in whole.facets:
        for value in facet.values:
            page = pages[value.url]
            assert isinstance(page, RecommendationsPage)
            assert page.total == value.count > 0


def test_council_page_lists_what_is_open(joined):
    """What the council has not answered is on its page."""
    assert [r.ref for r in planned(joined)["/councils/wexcombe/"].attention.unanswered] == ["2"]


def test_neighbours(joined):
    """A recommendation leads to the one before and the one after it."""
    page = planned(joined)["/challenges/wexcombe-2025/recommendations/2/"]
    assert page.previous.url.endswith("/recommendations/1/")
    assert page.following.url.endswith("/recommendations/f1/")


def test_what_lies_ahead_ends_the_timeline(joined):
    """Steps that are awaited and not yet due come after all that happened; overdue ones are no part of it."""
    texts = {name: text for name, text in TEXTS.items() if "response" not in name}
    timeline = planned(joined, texts, today=date(2026, 1, 10))["/challenges/wexcombe-2025/"].timeline
    assert [(entry.when, entry.what) for entry in timeline if entry.ahead] == [
        ("about 27 April 2026", "Due: progress review"),
        ("27 June 2026", "Due: report of the progress review"),
    ]
    assert [entry.ahead for entry in timeline] == sorted(entry.ahead for entry in timeline)


def test_home_shows_what_is_due_next(joined):
    """Actions by the date last given and steps of the timetable, the soonest first; what is overdue is not next."""
    shown = planned(joined, record.TEXTS)["/"].due
    assert [(own.when, own.what.title, own.whose) for own in shown] == [
        ("15 December 2026", "Action B: Hold a meeting.", "Wexcombe"),
        ("31 January 2027", "Action C: Ask residents.", "Wexcombe"),
        ("February 2027", "Action A: Write a plan.", "Wexcombe"),
    ]
    assert [own.timing.kind for own in shown] == ["due"] * 3


def test_home_takes_the_earlier_of_rule_and_promise(joined):
    """A step is due next on the day promised, where that comes before the rule's."""
    promised = CHALLENGE.replace("onsite", "deadlines: {report: {promised: 2025-08-31}}\nonsite")
    shown = planned(joined, {"challenges/wexcombe-2025/challenge.md": promised}, today=date(2025, 7, 1))["/"].due
    assert [(own.when, own.what.title) for own in shown] == [
        ("31 August 2025", "Feedback report"),
        ("27 November 2025", "Action plan"),
        ("About 27 April 2026", "Progress review"),
        ("27 June 2026", "Report of the progress review"),
    ]


def test_home_shows_no_more_than_six(joined):
    """The front page is not a list."""
    actions = "".join(f"  - {{ref: N{n}, action: Act., due: 2027-03-{n + 1:02}}}\n" for n in range(9))
    plan = record.PLAN.replace("actions:\n", f"actions:\n{actions}")
    shown = planned(joined, record.TEXTS | {f"{record.EVENT}response.md": plan})["/"].due
    assert [own.what.title[:9] for own in shown][3:] == ["Action N0", "Action N1", "Action N2"]


def test_themes_of_other_sets_are_related(joined):
    """A theme leads to the one that took its place, and the other way round."""
    older = CHALLENGE.replace("2025-06-24", "2018-06-24").replace("2025-06-27", "2018-06-27")
    texts = TEXTS | {
        "challenges/wexcombe-2018/challenge.md": older,
        "challenges/wexcombe-2018/report.md": "---\nrecommendations: [{ref: '1', text: Save., "
        "theme: Financial planning and viability}]\n---\nFindings.\n",
        "challenges/wexcombe-2025/report.md": REPORT.replace(
            "Local priorities and outcomes", "Financial planning and management"
        ),
    }
    own = planned(joined, texts)
    (later,) = own["/themes/financial-planning-and-viability/"].related
    assert (later[0].name, later[1]) == ("Financial planning and management", 1)
    (earlier,) = own["/themes/financial-planning-and-management/"].related
    assert (earlier[0].name, earlier[1]) == ("Financial planning and viability", 1)
    assert own["/themes/governance-and-culture/"].related == ()


def test_words_stand_under_their_states(joined):
    """Every state is there, in its order, with the councils' own words under it, A to Z."""
    site = (
        "title: Test site\nbase_url: https://peers.example/\nstatus_words:\n"
        "  under way: {state: in-progress}\n  At risk: {state: in-progress, rating: some-concern}\n"
    )
    said = record.UPDATE.replace("in progress", "At risk").replace("complete, words: It", "Under way, words: It")
    page = planned(joined, record.TEXTS | {"site.yml": site, f"{record.EVENT}update.2026-06.md": said})["/words/"]
    assert [state for state, _ in page.words] == list(State)
    words = {state: [own.status.word for own in words] for state, words in page.words}
    assert words[State.IN_PROGRESS] == ["At risk", "under way"]
    assert words[State.DROPPED] == []
