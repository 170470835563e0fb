"""A challenge beside the one before it at the same council."""

from __future__ import annotations

from record import EVENT, TEXTS, UPDATE, pages, refs
from tiny import CHALLENGE

LATER = "challenges/wexcombe-2026/"
PAGE = "/challenges/wexcombe-2026/"
VISIT = "---\ncouncils: [{councils}]\ntype: {type}\nonsite: {day}\n{more}---\nA summary.\n"
AGAIN = """\
---
recommendations:
  - {ref: "1", text: Look again., theme: [Governance and culture, Capacity for improvement]}
  - {ref: "2", text: And again., theme: Governance and culture}
---
Findings.
"""


def later(councils="wexcombe", kind="corporate", day="2026-06-26", more="", report=AGAIN):
    """Give a second challenge beside the first."""
    visit = VISIT.format(councils=councils, type=kind, day=day, more=more)
    return {**TEXTS, f"{LATER}challenge.md": visit, f"{LATER}report.md": report}


def test_themes_that_came_again(joined):
    """Themes of both are shown with what was recommended each time, then what is gone and what is new."""
    found = pages(joined, later())[PAGE].comparison
    assert (found.earlier.url, found.later.url) == ("/challenges/wexcombe-2025/", PAGE)
    assert [(own.theme.name, refs(own.earlier), refs(own.later)) for own in found.themes] == [
        ("Governance and culture", ["2", "4"], ["1", "2"])
    ]
    assert [theme.name for theme in found.only_earlier] == [
        "Local priorities and outcomes",
        "Financial planning and management",
    ]
    assert [theme.name for theme in found.only_later] == ["Capacity for improvement"]
    assert refs(found.open) == ["A", "B", "C", "E", "F"]


def test_whole_years_between_visits(joined):
    """A day short of a year is no year."""
    assert pages(joined, later())[PAGE].comparison.years == 0
    assert pages(joined, later(day="2026-06-27"))[PAGE].comparison.years == 1


def test_themes_of_older_sets_are_compared_by_what_took_their_place(joined):
    """A theme whose name has changed is still the same theme, under its later name."""
    older = {
        f"{EVENT}challenge.md": CHALLENGE.replace("2025-06-24", "2018-06-24").replace("2025-06-27", "2018-06-27"),
        f"{EVENT}report.md": "---\nrecommendations: [{ref: '1', text: Save., "
        "theme: [Financial planning and viability, Financial viability and decision making]}]\n---\nFindings.\n",
    }
    again = (
        "---\nrecommendations: [{ref: '1', text: Save., theme: Financial planning and management}]\n---\nFindings.\n"
    )
    texts = {**later(report=again), **older}
    for name in ("response.md", "update.2026-06.md", "progress-review.md"):
        del texts[f"{EVENT}{name}"]
    (own,) = pages(joined, texts)[PAGE].comparison.themes
    assert own.theme.name == "Financial planning and management"
    assert (refs(own.earlier), refs(own.later)) == (["1"], ["1"])


def test_only_like_is_compared_with_like(joined):
    """Another type, another set of councils or an earlier visit is no challenge before this one."""
    for own in ({"kind": "finance"}, {"councils": "wexcombe, ashmere"}, {"day": "2025-06-27"}):
        assert pages(joined, later(**own))[PAGE].comparison is None


def test_what_it_is_said_to_follow_comes_first(joined):
    """A challenge that says which one it follows is compared with that, whatever its type."""
    found = pages(joined, later(kind="finance", more="follows: wexcombe-2025\n"))[PAGE].comparison
    assert found.earlier.url == "/challenges/wexcombe-2025/"
    elsewhere = later(more="follows: {title: A review of 2026, link: https://example.org/}\n")
    assert pages(joined, elsewhere)[PAGE].comparison is None


def test_nothing_is_compared_with_silence(joined):
    """Where either has no recommendations here, nothing can be said to be gone or new."""
    assert pages(joined, later(report="---\ntitle: Report\n---\nFindings.\n"))[PAGE].comparison is None
    assert pages(joined)["/challenges/wexcombe-2025/"].comparison is None


def test_the_council_has_its_latest_comparison(joined):
    """A council's page shows the last two; a council without shows none."""
    own = pages(joined, later())
    assert own["/councils/wexcombe/"].comparison == own[PAGE].comparison
    assert own["/councils/ashmere/"].comparison is None


def test_another_hosts_actions_are_not_open_here(joined):
    """After a joint challenge, a council's own next one shows what that council left open."""
    texts = {
        "challenges/pair-2024/challenge.md": VISIT.format(
            councils="ashmere, thornacre", type="corporate", day="2024-06-26", more=""
        ),
        "challenges/pair-2024/report.md": AGAIN,
        "challenges/pair-2024/action-plan.ashmere.md": "---\nactions: [{ref: X, action: Act.}]\n---\n",
        "challenges/pair-2024/action-plan.thornacre.md": "---\nactions: [{ref: Y, action: Act.}]\n---\n",
        "challenges/ashmere-2026/challenge.md": VISIT.format(
            councils="ashmere", type="corporate", day="2026-06-26", more="follows: pair-2024\n"
        ),
        "challenges/ashmere-2026/report.md": AGAIN,
    }
    assert refs(pages(joined, texts)["/challenges/ashmere-2026/"].comparison.open) == ["X"]


def test_done_since_is_not_open(joined):
    """An action of the earlier challenge that was completed is not shown as left open."""
    texts = {
        **later(),
        f"{EVENT}update.2026-06.md": UPDATE.replace(
            "in progress, due: February 2027, reason: Nobody applied.", "complete, words: Done."
        ),
    }
    assert "A" not in refs(pages(joined, texts)[PAGE].comparison.open)
