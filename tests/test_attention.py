"""What is open at a challenge and at a council: nothing that is settled, and nothing that is another council's."""

from __future__ import annotations

from datetime import date

from record import EVENT, PLAN, REPORT, REVIEW, TEXTS, UPDATE, pages, refs
from tiny import JOINT

PAGE = "/challenges/wexcombe-2025/"
PAIR = "challenges/pair-2025/"
SHARED = """\
---
published: 2025-09-18
recommendations: [{ref: "1", text: Work together.}, {ref: "2", text: Share a team.}, {ref: "3", text: Share a van.}]
---
Findings.
"""


def attention(joined, texts=TEXTS, page=PAGE, **more):
    return pages(joined, texts, **more)[page].attention


def test_overdue_by_the_first_promise(joined):
    """A date that was moved ahead leaves an action overdue against what was promised first, and due by the last."""
    found = attention(joined)
    assert refs(found.overdue) == ["A"]
    assert refs(found.soon) == ["B", "C"]
    early = attention(joined, today=date(2027, 2, 20))
    assert refs(early.overdue) == ["A", "B", "C"]
    assert refs(early.soon) == ["A"]


def test_soon_is_ninety_days(joined):
    """What falls due on the ninetieth day is due soon; what falls due the day after is not."""
    assert refs(attention(joined, today=date(2026, 11, 2)).soon) == ["B", "C"]
    assert refs(attention(joined, today=date(2026, 11, 1)).soon) == ["B"]


def test_what_actions_lack(joined):
    """No owner, no date, no recommendation; everyday business needs no date, and who answers for it is named."""
    found = attention(joined)
    assert refs(found.without_owner) == refs(found.without_date) == refs(found.without_recommendation) == ["E"]


def test_nothing_closed_is_open(joined):
    """An action that is done, or whose plan was superseded, wants nothing any more."""
    closed = PLAN.replace("published", "superseded_by: action-plan.md\npublished")
    again = "{ref: Z, action: Begin again., for: '1', owner: Clerk, due: 2027-01-05}"
    later = f"---\npublished: 2026-08-01\nactions: [{again}]\n---\n"
    texts = {**TEXTS, f"{EVENT}response.md": closed, f"{EVENT}action-plan.md": later}
    texts[f"{EVENT}update.2026-06.md"] = UPDATE.replace("action: ", "action: response/")
    texts[f"{EVENT}progress-review.md"] = REVIEW.replace("action: ", "action: response/")
    found = attention(joined, texts)
    assert refs(found.overdue) == refs(found.without_owner) == []
    assert refs(found.soon) == ["Z"]
    half = UPDATE.replace("action: ", "action: response/").replace("complete, words: The shop is open.", "paused")
    assert attention(joined, {**texts, f"{EVENT}update.2026-06.md": half}).disputed == ()


def test_disputed(joined):
    """What the council calls complete and the peer team does not is disputed, until the council says otherwise."""
    assert refs(attention(joined).disputed) == ["D"]
    mended = {**TEXTS, f"{EVENT}update.2026-11.md": "---\nupdates: [{action: D, status: in progress}]\n---\n"}
    assert attention(joined, mended).disputed == ()


def test_unanswered_and_without_action(joined):
    """A recommendation that was turned down needs no action; one that is not answered lacks both."""
    found = attention(joined)
    assert refs(found.unanswered) == ["2"]
    assert refs(found.without_action) == ["2"]
    bare = attention(joined, {**TEXTS, f"{EVENT}response.md": PLAN.replace('for: "4", ', "")})
    assert refs(bare.without_action) == ["2", "4"]


def test_nothing_is_expected_before_its_day(joined):
    """Before the council has answered anything, and before it should have, no recommendation is called unanswered."""
    texts = {f"{EVENT}challenge.md": TEXTS[f"{EVENT}challenge.md"], f"{EVENT}report.md": REPORT}
    assert attention(joined, texts, today=date(2025, 11, 27)).unanswered == ()
    late = attention(joined, texts, today=date(2025, 11, 28))
    assert refs(late.unanswered) == refs(late.without_action) == ["1", "2", "3", "4"]


def test_under_consideration_is_not_unanswered(joined):
    """A council that says it is still considering has said something."""
    texts = {
        **TEXTS,
        f"{EVENT}response.md": PLAN.replace("actions:", '  - {to: "2", decision: under-consideration}\nactions:'),
    }
    assert attention(joined, texts).unanswered == ()


def test_steps_of_the_timetable(joined):
    """Steps that are overdue or fall due within 90 days are shown, the oldest first; what is done or far off is not."""
    texts = {f"{EVENT}challenge.md": TEXTS[f"{EVENT}challenge.md"], f"{EVENT}report.md": REPORT}
    found = attention(joined, texts, today=date(2026, 2, 10))
    assert [(link.url, deadline.step) for link, deadline in found.steps] == [(PAGE, "response"), (PAGE, "review")]


def test_steps_of_several_challenges_stand_by_their_days(joined):
    """At a council the step that is due first comes first, whichever challenge it belongs to."""
    visit = TEXTS[f"{EVENT}challenge.md"]
    texts = {f"{EVENT}challenge.md": visit, "challenges/again/challenge.md": visit.replace("06-2", "07-2")}
    found = attention(joined, texts, "/councils/wexcombe/", today=date(2025, 12, 1))
    assert [(link.url, deadline.step) for link, deadline in found.steps] == [
        (PAGE, "report"),
        ("/challenges/again/", "report"),
        (PAGE, "response"),
        ("/challenges/again/", "response"),
    ]


def test_a_promise_presses_too(joined):
    """A step that the council promised for an earlier day than the rule's presses from that day."""
    promised = TEXTS[f"{EVENT}challenge.md"].replace("onsite", "deadlines: {response: {promised: 2025-07-31}}\nonsite")
    texts = {f"{EVENT}challenge.md": promised, f"{EVENT}report.md": REPORT}

    def pressing(own):
        return [d.step for _, d in attention(joined, own, today=date(2025, 8, 1)).steps]

    assert pressing(texts) == ["response", "report"]
    plain = {**texts, f"{EVENT}challenge.md": TEXTS[f"{EVENT}challenge.md"]}
    assert pressing(plain) == ["report"]


def test_each_council_of_a_joint_challenge_has_its_own(joined):
    """A council's page shows its own actions and answers; the challenge's page shows those of both."""
    texts = {
        f"{PAIR}challenge.md": JOINT,
        f"{PAIR}report.md": SHARED,
        f"{PAIR}response.ashmere.md": "---\npublished: 2025-11-01\nresponses: [{to: '1', decision: accepted}]\n"
        "actions: [{ref: X, action: Buy it., for: '2', due: 2026-01-31}]\n---\n",
        f"{PAIR}response.thornacre.md": "---\npublished: 2025-11-01\n"
        "responses: [{to: ['1', '2'], decision: accepted}]\n"
        "actions: [{ref: Y, action: Sell it., for: '1', due: 2026-02-28}]\n---\n",
    }
    ashmere = attention(joined, texts, "/councils/ashmere/")
    thornacre = attention(joined, texts, "/councils/thornacre/")
    both = attention(joined, texts, "/challenges/pair-2025/")
    assert (refs(ashmere.overdue), refs(thornacre.overdue), refs(both.overdue)) == (["X"], ["Y"], ["X", "Y"])
    assert refs(ashmere.unanswered) == refs(thornacre.unanswered) == refs(both.unanswered) == ["3"]
    assert (refs(ashmere.without_action), refs(thornacre.without_action)) == (["1", "3"], ["2", "3"])
    assert refs(both.without_action) == ["3"]


def test_another_hosts_step_is_not_ours(joined):
    """A plan that one council of a joint challenge has published is overdue at the other alone."""
    texts = {
        f"{PAIR}challenge.md": JOINT.replace("type", "onsite: 2025-06-27\ntype"),
        f"{PAIR}report.md": SHARED,
        f"{PAIR}action-plan.ashmere.md": "---\npublished: 2025-11-01\nactions: [{ref: X, action: Act.}]\n---\n",
    }
    day = date(2025, 12, 1)
    assert attention(joined, texts, "/councils/ashmere/", today=day).steps == ()
    own, both = (
        attention(joined, texts, page, today=day) for page in ("/councils/thornacre/", "/challenges/pair-2025/")
    )
    assert [deadline.step for _, deadline in own.steps] == [deadline.step for _, deadline in both.steps] == ["response"]


def test_another_hosts_dispute_is_not_ours(joined):
    """What peers hold against one council of a joint challenge does not stand on the other's page."""
    said = "---\nupdates: [{recommendation: '1', status: complete, words: Done.}]\n---\n"
    texts = {
        f"{PAIR}challenge.md": JOINT,
        f"{PAIR}report.md": SHARED,
        f"{PAIR}update.ashmere.2026-01.md": said,
        f"{PAIR}progress-review.md": "---\npublished: 2026-02-01\n"
        "updates: [{recommendation: '1', status: in progress}]\n---\n",
    }
    assert refs(attention(joined, texts, "/councils/ashmere/").disputed) == ["1"]
    assert attention(joined, texts, "/councils/thornacre/").disputed == ()


def test_a_council_with_nothing_open(joined):
    """Where nothing wants looking at there is nothing to show."""
    assert not attention(joined, page="/councils/ashmere/")
    assert attention(joined, page="/councils/wexcombe/")
