"""What was published, newest first, on the whole site and for each council."""

from __future__ import annotations

from record import EVENT, PLAN, REPORT, TEXTS, pages
from tiny import CHALLENGE, JOINT

PAIR = "challenges/pair-2025/"


def listed(page):
    """Give each month with the addresses of what was published in it."""
    return [(month, [change.document.url.split("/")[-2] for change in own]) for month, own in page.months]


def test_newest_first_by_month(joined):
    """Documents stand under the month of their publication, or of the date on them."""
    page = pages(joined)["/updates/"]
    assert listed(page) == [
        ("October 2026", ["progress-review"]),
        ("June 2026", ["update-2026-06"]),
        ("November 2025", ["response"]),
        ("September 2025", ["report"]),
    ]
    assert page.total == 4


def test_what_is_in_each(joined):
    """Recommendations, answers, actions, progress and moved dates are counted, each kind by itself."""
    found = {c.document.url.split("/")[-2]: c.holds for _, own in pages(joined)["/updates/"].months for c in own}
    assert found == {
        "report": "4 recommendations",
        "response": "answers to 3 recommendations and 7 actions",
        "update-2026-06": "progress on 3 actions; 1 date moved",
        "progress-review": "progress on 1 action",
    }


def test_a_plan_that_prints_statuses(joined):
    """Statuses within a plan are progress; those of recommendations are told apart from those of actions."""
    plan = PLAN.replace(
        "actions:\n", "updates: [{action: A, status: paused}, {recommendation: '1', status: paused}]\nactions:\n"
    )
    found = pages(joined, {**TEXTS, f"{EVENT}response.md": plan})["/updates/"].months
    assert found[2][1][0].holds == (
        "answers to 3 recommendations and 7 actions; progress on 1 action and 1 recommendation"
    )


def test_words_alone_hold_nothing(joined):
    """A document without recommendations, answers or progress says no number; its change note is shown."""
    texts = {
        **TEXTS,
        f"{EVENT}scrutiny.md": "---\ndated: 2026-11-02\nchange_note: A name was corrected.\n---\nComments.\n",
    }
    (newest,) = pages(joined, texts)["/updates/"].months[0][1]
    assert newest.holds == ""
    assert newest.note.striptags() == "A name was corrected."


def test_dates_that_are_no_month(joined):
    """A season or a year is its own heading, and what has no date comes last."""
    texts = {
        **TEXTS,
        f"{EVENT}scrutiny.md": "---\ndated: Autumn 2025\n---\nComments.\n",
        f"{EVENT}addendum.md": "---\ntitle: Addendum\n---\nWords.\n",
    }
    assert [month for month, _ in listed(pages(joined, texts)["/updates/"])] == [
        "October 2026",
        "June 2026",
        "Autumn 2025",
        "November 2025",
        "September 2025",
        "Date not known",
    ]


def test_a_translation_is_not_listed_twice(joined):
    """A document in two languages was published once; one in Welsh alone is listed with its language."""
    texts = {
        **TEXTS,
        f"{EVENT}report.cy.md": "---\ntitle: Adroddiad\nrecommendations:\n"
        + "".join(f"  - {{ref: '{n}', text: Geiriau.}}\n" for n in range(1, 5))
        + "---\nGeiriau.\n",
        f"{EVENT}scrutiny.cy.md": "---\ndated: 2025-09-20\ntitle: Sylwadau\n---\nGeiriau.\n",
    }
    found = [c.document for _, own in pages(joined, texts)["/updates/"].months for c in own]
    assert [link.title for link in found if "report" in link.url] == ["Feedback report"]
    assert [link.lang for link in found if "scrutiny" in link.url] == ["cy"]


def test_each_council_has_its_own(joined):
    """A council of a joint challenge sees the shared report and its own answer, not the other's."""
    texts = {
        f"{PAIR}challenge.md": JOINT,
        f"{PAIR}report.md": REPORT,
        f"{PAIR}action-plan.ashmere.md": "---\npublished: 2025-12-01\nactions: [{ref: X, action: Act.}]\n---\n",
    }
    own = pages(joined, texts)
    assert listed(own["/councils/ashmere/updates/"]) == [
        ("December 2025", ["action-plan-ashmere"]),
        ("September 2025", ["report"]),
    ]
    assert listed(own["/councils/thornacre/updates/"]) == [("September 2025", ["report"])]
    assert own["/councils/thornacre/updates/"].council.id == "thornacre"


def test_a_council_without_any_has_no_page(joined):
    """Where nothing was published for a council, nothing leads to a page of updates."""
    texts = {
        f"{PAIR}challenge.md": JOINT,
        f"{PAIR}action-plan.ashmere.md": "---\nactions: [{ref: X, action: Act.}]\n---\n",
    }
    own = pages(joined, texts)
    assert own["/councils/ashmere/"].updates in own
    assert own["/councils/thornacre/"].updates == ""
    assert "/councils/thornacre/updates/" not in own


def test_fifty_to_a_page(joined):
    """A long list runs over several pages, each under its months, and loses nothing."""
    texts = {f"{EVENT}challenge.md": CHALLENGE}
    texts |= {
        f"{EVENT}update.n{n}.md": f"---\ndated: {2020 + n // 12}-{n % 12 + 1:02}\n---\nWords.\n" for n in range(60)
    }
    own = pages(joined, texts)
    first, second = own["/updates/"], own["/updates/page-2/"]
    assert [sum(len(found) for _, found in page.months) for page in (first, second)] == [50, 10]
    assert (first.total, second.total) == (60, 60)
    assert second.title == "Updates, page 2"
    assert second.crumbs[-1].url == "/updates/"
