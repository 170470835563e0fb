"""The rules by which letters, answers, actions and updates are joined."""

from __future__ import annotations

from datetime import date

import pytest
from tiny import CHALLENGE, JOINT

LETTER = """\
---
title: Feedback report
published: 2025-09-18
recommendations:
  - {ref: "1", text: Agree priorities., theme: Local priorities and outcomes}
  - ref: "3"
    text: Several steps on finance.
    parts:
      - {ref: 3(a), text: Close the accounts.}
      - {ref: 3(b), text: Publish the plan.}
  - {ref: R7, text: Write it down.}
---
## Findings

[[recommendations]]
"""


def one(**texts):
    return {
        "challenges/wexcombe-2025/challenge.md": CHALLENGE,
        "challenges/wexcombe-2025/report.md": LETTER,
        **{f"challenges/wexcombe-2025/{name.replace('__', '.')}.md": text for name, text in texts.items()},
    }


def thread(result, handle):
    return next(r for c in result.library.challenges for r in c.recommendations if r.handle == handle)


def test_answer_by_response(joined):
    """A response that is a decision answers its recommendation, and no other."""
    result = joined(one(response='---\nresponses:\n  - {to: "1", decision: accepted, words: We agree.}\n---\n'))
    assert [(r.handle, r.answer) for r in result.library.challenges[0].recommendations] == [
        ("1", "answered"),
        ("3", "none"),
        ("R7", "none"),
    ]
    assert "We agree." in thread(result, "1").responses[0].words


def test_answer_in_part(joined):
    """An answer to one of two parts answers the recommendation in part; to both, in full."""
    half = joined(one(response="---\nresponses:\n  - {to: 3(a), decision: accepted}\n---\n"))
    assert thread(half, "3").answer == "part"
    both = joined(one(response="---\nresponses:\n  - {to: [3(a), 3(b)], decision: accepted}\n---\n"))
    assert thread(both, "3").answer == "answered"


def test_under_consideration_is_no_answer_yet(joined):
    """“Under consideration” is shown apart and does not count as answered."""
    result = joined(one(response="---\nresponses:\n  - {to: R7, decision: under-consideration}\n---\n"))
    assert thread(result, "R7").answer == "considering"


def test_all_answers_every_recommendation(joined):
    """A response to `all` answers each."""
    result = joined(one(response="---\nresponses:\n  - {to: all, decision: accepted}\n---\n"))
    assert {r.answer for r in result.library.challenges[0].recommendations} == {"answered"}


def test_action_answers(joined):
    """An action for a recommendation answers it, and one action may serve several."""
    plan = '---\nactions:\n  - {action: Do it., for: ["1", R7], owner: Chief Executive, due: March 2026}\n---\n'
    result = joined(one(**{"action-plan": plan}))
    assert thread(result, "1").answer == thread(result, "R7").answer == "answered"
    (action,) = result.library.challenges[0].actions
    assert action.handle == "1.1"
    assert [link.title for link in action.serves] == ["Recommendation 1", "Recommendation R7"]


def test_joint_challenge_is_answered_council_by_council(joined):
    """A joint challenge is answered when each host has answered, and in part when only some have."""
    texts = {
        "challenges/joint-2024/challenge.md": JOINT,
        "challenges/joint-2024/report.md": LETTER,
        "challenges/joint-2024/response.ashmere.md": '---\nresponses: [{to: "1", decision: accepted}]\n---\n',
    }
    result = joined(texts)
    assert thread(result, "1").answer == "part"
    assert [(a.council.title, a.state) for a in thread(result, "1").answers] == [
        ("Ashmere", "answered"),
        ("Thornacre", "none"),
    ]
    texts["challenges/joint-2024/response.thornacre.md"] = (
        '---\nresponses: [{to: "1", decision: not-accepted, reason: Not viable.}]\n---\n'
    )
    assert thread(joined(texts), "1").answer == "answered"


def test_unknown_handle_is_a_problem_with_the_likely_one(joined):
    """A response to a recommendation that is not there is a problem; a near miss names the one meant."""
    result = joined(
        one(response='---\nresponses:\n  - {to: "3a", decision: accepted}\n  - {to: "9", decision: noted}\n---\n')
    )
    assert thread(result, "3").responses  # 3a is an accepted spelling of 3(a)
    assert result.said("unknown-handle") == ["There is no recommendation “9” in this challenge."]
    near = joined(one(response="---\nresponses:\n  - {to: R3, decision: accepted}\n---\n"))
    assert [p.suggestion for p in near.problems if p.code == "unknown-handle"] == ["Did you mean “3”?"]


def test_partial_list_only_warns(joined):
    """Where the document says that it makes more than are listed, an unknown handle is a warning."""
    letter = LETTER.replace("published:", "count: 12\npublished:")
    texts = one(response='---\nresponses:\n  - {to: "9", decision: accepted}\n---\n')
    texts["challenges/wexcombe-2025/report.md"] = letter
    result = joined(texts)
    assert [p.severity for p in result.problems if p.code == "handle-not-held"] == ["warning"]


def test_response_without_letter_warns(joined):
    """A response whose letter is not held is a warning, and the response is published all the same."""
    texts = one(response='---\ntitle: Our response\nresponses:\n  - {to: "1", decision: accepted}\n---\n')
    del texts["challenges/wexcombe-2025/report.md"]
    result = joined(texts)
    assert [p.severity for p in result.problems if p.code == "no-letter"] == ["warning"]
    assert [d.title for d in result.library.challenges[0].documents] == ["Our response"]


def test_no_number_printed(joined):
    """A recommendation without a printed number is called by its position, and the page prints no number."""
    letter = (
        "---\nrecommendations:\n  - {text: Set up a link.}\n"
        "  - {title: Order the projects, text: Put them in order.}\n---\n"
    )
    texts = one()
    texts["challenges/wexcombe-2025/report.md"] = letter
    made = joined(texts).library.challenges[0].recommendations
    assert [(r.handle, r.ref, r.url.rsplit("/", 2)[1]) for r in made] == [("1", "", "1"), ("2", "", "2")]
    assert made[1].name == "Order the projects"


def test_review_repeats_a_number(joined):
    """A progress review's own recommendation 1 does not take the place of the letter's."""
    review = '---\nonsite: 2026-04-14\nrecommendations:\n  - {ref: "1", text: Go faster., follows: "1"}\n---\n'
    made = joined(one(**{"progress-review": review})).library.challenges[0].recommendations
    assert made[-1].handle == "progress-review/1"
    assert made[-1].url.endswith("/recommendations/progress-review-1/")
    assert made[-1].follows
    assert made[-1].follows.url == made[0].url
    assert made[0].followed_by[0].url == made[-1].url


def test_two_with_one_handle(joined):
    """Two recommendations of one document with one number are a problem that names both lines."""
    texts = one()
    texts["challenges/wexcombe-2025/report.md"] = LETTER.replace("ref: R7", 'ref: "1"')
    assert joined(texts).said("handle-twice") == [
        "Two recommendations are called “1”; the first is on line 5.",
    ]


PLAN = """\
---
dated: 2025-11-01
actions:
  - {ref: A1, action: Publish the accounts., for: "1", due: 2026-03-31}
  - {ref: A2, action: Review the committees., due: ongoing}
---
"""


def test_updates_in_date_order_and_never_rolled_up(joined):
    """Updates of an action run oldest first; its state is its own and not its recommendation's."""
    result = joined(
        one(
            **{"action-plan": PLAN},
            **{
                "update__2026-03": "---\nupdates:\n  - {action: A1, status: complete, evidence: https://wexcombe.example/a}\n---\n"
            },
            **{
                "update__2026-01": "---\ndated: 2026-01-15\nupdates:\n"
                "  - {action: A1, status: In progress, words: Begun.}\n---\n"
            },
        )
    )
    action = next(a for a in result.library.challenges[0].actions if a.handle == "A1")
    assert [u.status.state for u in action.updates] == ["in-progress", "complete"]
    assert action.status.word == "complete"
    assert thread(result, "1").status is None


def test_status_word_without_a_meaning(joined):
    """A status word that nothing explains is a problem that says where to explain it."""
    result = joined(
        one(**{"action-plan": PLAN}, update__2026="---\nupdates: [{action: A1, status: Getting there}]\n---\n")
    )
    (problem,) = [p for p in result.problems if p.code == "status-word"]
    assert problem.message == "Nothing says what the status “Getting there” means."
    assert "site.yml" in problem.suggestion
    assert (problem.path, problem.line) == ("content/challenges/wexcombe-2025/update.2026.md", 2)


def test_complete_needs_something_to_show(joined):
    """“Complete” without evidence or words is a warning."""
    result = joined(one(**{"action-plan": PLAN}, update__2026="---\nupdates: [{action: A1, status: Complete}]\n---\n"))
    assert result.said("no-evidence") == ["“A1” is said to be complete, and nothing shows it."]


def test_update_means_the_plan_in_force(joined):
    """An update means the plan that was current on its date, though a later one has the same refs."""
    first = PLAN.replace("actions:", "superseded_by: action-plan.2026\nactions:")
    second = PLAN.replace("2025-11-01", "2026-05-01").replace("Publish the accounts.", "Publish them sooner.")
    result = joined(
        one(
            **{"action-plan": first, "action-plan__2026": second},
            update__a="---\ndated: 2026-02-01\nupdates: [{action: A1, status: paused}]\n---\n",
            update__b="---\ndated: 2026-08-01\nupdates: [{action: A1, status: in progress}]\n---\n",
        )
    )
    states = {a.text.striptags(): a.status.state for a in result.library.challenges[0].actions if a.status}
    assert states == {"Publish the accounts.": "paused", "Publish them sooner.": "in-progress"}
    old = next(a for a in result.library.challenges[0].actions if "accounts" in a.text)
    assert old.superseded


def test_unknown_council(joined):
    """A challenge of a council that is not listed is a problem with the one that was meant."""
    texts = {"challenges/x-2025/challenge.md": CHALLENGE.replace("[wexcombe]", "[wexcomb]")}
    (problem,) = [p for p in joined(texts).problems if p.code == "unknown-council"]
    assert problem.suggestion == "Did you mean “wexcombe”?"


def test_succession_is_shown_both_ways(joined):
    """A council knows those it took over from, and an abolished one those that took over."""
    councils = (
        "- {id: old, name: Old Council, ended: 2023-03-31, replaced_by: [new]}\n"
        "- {id: new, name: New Council, started: 2023-04-01}\n"
    )
    made = {council.id: council for council in joined({"councils.yml": councils}).library.councils}
    assert made["old"].is_over
    assert not made["new"].is_over
    assert made["old"].successors[0].url == made["new"].url
    assert made["new"].predecessors[0].url == made["old"].url


def test_file_named_and_not_there(joined):
    """An original that is named and not there is a problem; one that is there and not named is a warning."""
    texts = one(response="---\nfiles: [{path: reply.pdf}]\n---\n")
    texts["challenges/wexcombe-2025/response.pdf"] = b"%PDF-1.7"
    result = joined(texts)
    assert result.said("missing-file") == ["The file “reply.pdf” is not in this folder."]
    assert result.said("not-published") == ["No document names this file, so it is not published."]


def test_drafts_are_held_back(joined):
    """A draft is not published, whatever is wrong with it; a draft challenge hides its folder."""
    draft = "---\ndraft: true\nresponses: [{nonsense: yes}]\n---\n"
    result = joined(one(response=draft))
    assert not result.problems
    assert [d.kind for d in result.library.challenges[0].documents] == ["report"]
    hidden = one()
    hidden["challenges/wexcombe-2025/challenge.md"] = CHALLENGE.replace("type:", "draft: true\ntype:")
    assert joined(hidden).library.challenges == ()


@pytest.mark.parametrize(("day", "shown"), [(date(2026, 3, 30), False), (date(2026, 3, 31), True)])
def test_embargo_lifts_with_its_day(joined, day, shown):
    """A document under embargo is published from its day on and not before."""
    result = joined(one(response="---\nembargo_until: 2026-03-31\n---\n"), today=day)
    assert ("response" in [d.kind for d in result.library.challenges[0].documents]) is shown


def test_details_and_text_are_wrong_in_one_run(joined):
    """A mistake in the details does not hide one in the text, of the same file or of another in the folder."""
    result = joined(
        one(response="---\ntitel: Reply\n---\n![](chart.png)\n", scrutiny="---\ntitle: S\n---\n![](b.png)\n")
    )
    found = [(p.path.rsplit("/", 1)[-1], p.line) for p in result.problems if p.is_error]
    assert found == [("response.md", 2), ("response.md", 4), ("scrutiny.md", 4)]


def test_redirects(joined):
    """An old address leads to the page's present one; what is not an address here is a problem."""
    result = joined(one(response="---\naliases: [/old/reply/, elsewhere]\n---\n"))
    (found,) = result.library.redirects
    assert (found.old, found.new) == ("/old/reply/", "/challenges/wexcombe-2025/response/")
    assert result.said("alias") == ["“elsewhere” is not an address on this site."]


def test_one_mistake_leaves_the_others_alone(joined):
    """A broken file hides what it would make, and everything wrong elsewhere is still said."""
    texts = one(response="---\nresponses: [{to: 1, decison: accepted}]\n---\n")
    texts["challenges/b-2025/challenge.md"] = CHALLENGE.replace("[wexcombe]", "[nowhere]")
    result = joined(texts)
    assert {p.path for p in result.problems if p.is_error} == {
        "content/challenges/b-2025/challenge.md",
        "content/challenges/wexcombe-2025/response.md",
    }


def test_a_welsh_draft_hides_only_itself(joined):
    """A Welsh file that is held back leaves the English one on the site."""
    texts = one(report__cy="---\ndraft: true\ntitle: Adroddiad\n---\nGeiriau.\n")
    result = joined(texts)
    assert [(d.kind, d.lang) for d in result.library.challenges[0].documents] == [("report", "en")]
    texts = one(challenge__cy="---\nembargo_until: 2099-01-01\ntitle: Her\n---\nCrynodeb.\n")
    assert [c.id for c in joined(texts).library.challenges] == ["wexcombe-2025"]


def test_welsh_words_stand_in_the_welsh_thread(joined):
    """The Welsh page has the Welsh words of letter, answer and action; the facts are those of the English files."""
    plan = '---\nactions:\n  - {ref: A1, action: Do it., for: "1", owner: Director}\n---\n'
    texts = one(
        **{"action-plan": plan, "action-plan__cy": "---\nactions:\n  - {ref: A1, action: Ei wneud.}\n---\n"},
        response='---\nresponses: [{to: "1", decision: accepted, words: We agree.}]\n---\n',
        response__cy='---\nresponses: [{to: "1", words: Cytunwn.}]\n---\n',
        challenge__cy="---\ntitle: Her\n---\nCrynodeb.\n",
    )
    result = joined(texts)
    english = result.library.challenges[0]
    welsh = english.in_welsh
    assert not [p for p in result.problems if p.is_error]
    assert "We agree." in english.recommendations[0].responses[0].words
    assert "Cytunwn." in welsh.recommendations[0].responses[0].words
    assert welsh.recommendations[0].responses[0].decision == "accepted"
    assert "Ei wneud." in welsh.recommendations[0].actions[0].text
    assert welsh.recommendations[0].actions[0].owners == ("Director",)
    assert [(d.kind, d.lang) for d in english.documents] == [
        ("report", "en"),
        ("response", "en"),
        ("response", "cy"),
        ("action-plan", "en"),
        ("action-plan", "cy"),
    ]
    assert len(english.actions) == 1


@pytest.mark.parametrize(
    "earlier",
    [
        '{ref: "1", text: First., also: ["2"]}',
        '{ref: "1", text: First., parts: [{ref: "1", text: A.}, {ref: "2", text: B.}]}',
    ],
)
def test_a_printed_number_comes_before_other_names(joined, earlier):
    """A recommendation's own number is never taken by a part or another name of an earlier one."""
    texts = one(response='---\nresponses: [{to: "2", decision: not-accepted, reason: No.}]\n---\n')
    letter = f'---\nrecommendations:\n  - {earlier}\n  - {{ref: "2", text: Second.}}\n---\n'
    texts["challenges/wexcombe-2025/report.md"] = letter
    result = joined(texts)
    assert thread(result, "2").decisions == ("not-accepted",)
    assert thread(result, "1").responses == ()


def test_a_name_that_means_two_things_means_neither(joined):
    """A part `a` of two recommendations has to be named with its recommendation."""
    letter = (
        "---\nrecommendations:\n"
        '  - {ref: "1", text: First., parts: [{ref: a, text: A.}]}\n'
        '  - {ref: "2", text: Second., parts: [{ref: a, text: A.}]}\n---\n'
    )
    texts = one(response="---\nresponses: [{to: 2a, decision: accepted}, {to: a, decision: noted}]\n---\n")
    texts["challenges/wexcombe-2025/report.md"] = letter
    result = joined(texts)
    assert [r.part for r in thread(result, "2").responses] == ["a"]
    assert thread(result, "1").responses == ()
    assert result.said("unknown-handle") == ["There is no recommendation “a” in this challenge."]


def test_all_gives_way_to_an_answer_by_name(joined):
    """`all` stands for the recommendations that the same response does not answer by name."""
    response = (
        "---\nresponses:\n  - {to: all, decision: accepted}\n  - {to: R7, decision: not-accepted, reason: No.}\n---\n"
    )
    result = joined(one(response=response))
    assert thread(result, "1").decisions == ("accepted",)
    assert thread(result, "R7").decisions == ("not-accepted",)


def test_status_is_the_councils_and_its_date_is_its_own(joined):
    """The council's status stands, with the day it was done, beside the peers' later view; words change nothing."""
    result = joined(
        one(
            **{
                "action-plan": PLAN,
                "update__2026-01": "---\nupdates:\n"
                "  - {action: A1, status: complete, words: Done., done: 2026-01-12}\n---\n",
                "update__2026-06": "---\nupdates: [{action: A1, words: Still done.}]\n---\n",
                "progress-review": "---\ndated: 2026-07-01\nupdates: [{action: A1, status: in progress}]\n---\n",
            }
        )
    )
    action = next(a for a in result.library.challenges[0].actions if a.handle == "A1")
    assert action.status.state == "complete"
    assert str(action.reported.since) == "12 January 2026"
    assert [u.said_by for u in action.updates] == ["The council", "The council", "The peer team"]


def test_a_held_back_successor_is_no_mistake(joined):
    """A plan superseded by one under embargo is in force, without a problem, until the day."""
    first = PLAN.replace("actions:", "superseded_by: action-plan.2026\nactions:")
    second = PLAN.replace("dated: 2025-11-01", "dated: 2026-05-01\nembargo_until: 2099-01-01")
    result = joined(one(**{"action-plan": first, "action-plan__2026": second}))
    assert not result.problems
    assert {a.superseded for a in result.library.challenges[0].actions} == {None}


def test_mark_that_names_nothing(joined):
    """A mark for a list that is not there is a problem at its line, with the one that was meant."""
    texts = one()
    texts["challenges/wexcombe-2025/report.md"] = LETTER.replace("]]", ": Local prioritys and outcomes]]")
    (problem,) = [p for p in joined(texts).problems if p.code == "unknown-list"]
    assert (problem.line, problem.suggestion) == (15, "Did you mean “Local priorities and outcomes”?")


def test_one_theme_in_two_spellings(joined):
    """A theme written with other capitals is the same theme, under its first spelling."""
    texts = one()
    second = LETTER.replace("Local priorities and outcomes", "Local Priorities and Outcomes")
    texts |= {"challenges/x-2025/challenge.md": CHALLENGE, "challenges/x-2025/report.md": second}
    assert [theme.name for theme in joined(texts).library.themes] == ["Local priorities and outcomes"]


def test_originals_that_could_run_are_not_published(joined):
    """A page or program is refused as an original."""
    texts = one(response="---\nfiles: [{path: x.html}]\n---\n")
    texts["challenges/wexcombe-2025/x.html"] = b"<script>alert(1)</script>"
    assert len(joined(texts).said("not-publishable")) == 1


def test_joint_answer_without_a_council(joined):
    """Where one host answers apart, an answer that names no host is doubtful and said so."""
    texts = {
        "challenges/joint-2024/challenge.md": JOINT,
        "challenges/joint-2024/report.md": LETTER,
        "challenges/joint-2024/response.md": '---\nresponses: [{to: "1", decision: accepted}]\n---\n',
        "challenges/joint-2024/response.ashmere.md": '---\nresponses: [{to: "1", decision: noted}]\n---\n',
    }
    assert len(joined(texts).said("whose")) == 1


def test_pages_link_to_each_other_and_show_pictures(joined):
    """A page may link to another by its file, and show a picture that stands beside it."""
    about = "---\ntitle: About\n---\n![A map](map.png), and [privacy](privacy.md), and [gone](gone.md).\n"
    texts = {"pages/about.md": about, "pages/privacy.md": "---\ntitle: Privacy\n---\nWords.\n", "pages/map.png": b"png"}
    result = joined(texts)
    html = next(page.body for page in result.library.pages if page.id == "about").__html__()
    assert 'src="/files/map.png"' in html
    assert 'href="/privacy/"' in html
    assert result.library.originals == {"pages/map.png"}
    assert result.said("missing-file") == ["The text links to “gone.md”, and there is no such file in this folder."]


@pytest.mark.parametrize(
    ("word", "line"), [("Amber: delayed", '"Amber: delayed": {state'), ("On hold", "On hold: {state")]
)
def test_the_line_to_add_can_be_pasted(joined, word, line):
    """The line that a status word needs is in quotation marks where the word would be misread without."""
    update = f'---\nupdates: [{{action: A1, status: "{word}"}}]\n---\n'
    result = joined(one(**{"action-plan": PLAN, "update__2026-01": update}))
    (problem,) = [p for p in result.problems if p.code == "status-word"]
    assert line in problem.suggestion
