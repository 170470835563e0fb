"""Which pages there are, and what each shows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tiny import CHALLENGE

from peerchallenge.pages import ChallengePage, CouncilPage, DocumentPage, RecommendationPage, RecommendationsPage
from peerchallenge.plan.lists import slices
from peerchallenge.plan.site import plan
from peerchallenge.schema.site import Site

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


def planned(joined, texts=TEXTS):
    result = joined(texts)
    assert not [problem for problem in result.problems if problem.is_error]
    site = Site(title="Test site", base_url="https://peers.example/")
    return {page.url: page for page in plan(result.library, site, search=True)}


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
    assert [r.ref for r in planned(joined)["/councils/wexcombe/"].open] == ["2"]


def test_neighbours(joined):
    """A recommendation leads to the one before and the one after it."""
    page = planned(joined)["/challenges/wexcombe-2025/recommendations/2/"]
    assert page.previous.url.endswith("/recommendations/1/")
    assert page.following.url.endswith("/recommendations/f1/")


@given(st.integers(0, 600), st.integers(5, 150))
def test_long_lists_lose_nothing(count, length):
    """The pages of a long list hold every entry once, in order."""
    parts = slices(count, "/list/", length)
    shown = [entry for part in parts for entry in range(count)[part.start : part.end]]
    assert shown == list(range(count))
    assert len({part.url for part in parts}) == len(parts)
    assert all(len(part.pages) in {0, len(parts)} for part in parts)
