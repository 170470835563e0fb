"""The hard cases of real challenges, in their own shapes: who was late, who cannot be judged, and who disagrees."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from peerchallenge.theme_sets import THEME_SETS
from peerchallenge.timetable.rules import RULE_SETS

BODIES = """\
- {id: islington, name: London Borough of Islington, nation: England}
- {id: norfolk-north, name: North Norfolk District Council, nation: England}
- {id: hams, name: South Hams District Council, nation: England}
- {id: devon-west, name: West Devon Borough Council, nation: England}
- {id: selby, name: Selby District Council, nation: England, ended: 2023-03-31, replaced_by: [york-north]}
- {id: york-north, name: North Yorkshire Council, nation: England, started: 2023-04-01}
- {id: torfaen, name: Torfaen County Borough Council, nation: Wales}
"""
TODAY = date(2026, 11, 22)


def event(onsite: str, council: str = "islington", kind: str = "corporate", more: str = "") -> str:
    """Write a challenge.md."""
    return f"---\ncouncils: [{council}]\ntype: {kind}\nonsite: {onsite}\n{more}---\nA summary.\n"


def document(more: str) -> str:
    """Write any other document."""
    return f"---\n{more}\n---\nWords.\n"


def considered(day: str, body: str = "Cabinet", council: str = "") -> str:
    """Write the meeting that took a document."""
    return f"considered: [{{body: {body}, date: {day}{f', council: {council}' if council else ''}}}]"


@pytest.fixture
def timetable(joined):
    """Give what the timetable of one challenge says of each step."""

    def told(files, *, today=TODAY, extra=None):
        texts = {"councils.yml": BODIES, **(extra or {})}
        texts |= {f"challenges/one-2025/{name}.md": text for name, text in files.items()}
        result = joined(texts, today=today)
        assert [problem.message for problem in result.problems if problem.is_error] == []
        (challenge,) = result.library.challenges
        return challenge.timetable

    return told


def row(found, step):
    """Give the one row of a step."""
    (only,) = [deadline for deadline in found.deadlines if deadline.step == step]
    return only


def test_islington_is_on_time(timetable):
    """A visit known to the month, a report and a plan taken by meetings in May and July, a review in December."""
    found = timetable(
        {
            "challenge": event(
                "February 2025", more="deadlines: {review: {promised: December 2025, reason: Agreed.}}\n"
            ),
            "report": document(considered("2025-05-22", "Executive")),
            "action-plan": document(considered("2025-07-17", "Executive")),
            "progress-review": document("onsite: December 2025"),
        }
    )
    assert found.rule == "lga-2024"
    assert row(found, "report").sum == "End of February 2025 + 3 months = about 28 May 2025"
    assert [deadline.timing.kind for deadline in found.deadlines[:3]] == ["on-time"] * 3
    assert row(found, "review").by_promise.kind == "on-time"
    assert row(found, "review_report").missing == "It was published, and the day is not given."


def test_the_sum_is_shown(timetable):
    """The page can say how the day was counted and by which rule."""
    found = timetable({"challenge": event("{start: 2025-02-11, end: 2025-02-13}")})
    assert row(found, "response").sum == "13 February 2025 + 5 months = 13 July 2025"
    assert found.title == "LGA requirement, 2024"
    assert found.source.startswith("https://")


def test_chelmsford_says_no_later_than_may(timetable):
    """A promise known to the month stands beside the rule, and each is judged by itself."""
    more = "deadlines: {response: {promised: May 2025}}\n"
    files = {
        "challenge": event("{start: 2024-12-03, end: 2024-12-06}", more=more),
        "action-plan": document("published: 2025-05-20"),
    }
    plan = row(timetable(files), "response")
    assert plan.due == date(2025, 5, 6)
    assert (plan.timing.words, plan.by_promise.words) == ("14 days late", "On time, 11 days early")


def test_north_norfolk_reviews_at_fifteen_months(timetable):
    """Five months after about ten is late, and the rule of its own year sets no day for report or plan."""
    files = {
        "challenge": event("{start: 2023-09-12, end: 2023-09-15}", "norfolk-north"),
        "report": document("published: 2024-02-01"),
        "progress-review": document("onsite: 2024-12-12"),
    }
    found = timetable(files)
    assert [deadline.step for deadline in found.deadlines] == ["review"]
    assert row(found, "review").timing.words == "4 months late (150 days)"


def test_tower_hamlets_reviews_at_twenty_five_months(timetable):
    """A year and more after the time is very late."""
    files = {
        "challenge": event("September 2023"),
        "progress-review": document("onsite: {start: 2025-10-07, end: 2025-10-08}"),
    }
    timing = row(timetable(files), "review").timing
    assert (timing.kind, timing.words) == ("very-late", "14 months late (435 days)")


@pytest.mark.parametrize("onsite", ["February 2023", "November 2019", "{start: 2018-01-29, end: 2018-02-01}"])
def test_before_the_rule_nobody_is_late(timetable, onsite):
    """Harrow, Woking and Redditch were slow when no rule set a day: no timetable applies, and the page says so."""
    found = timetable({"challenge": event(onsite), "report": document("published: 2023-10-27")})
    assert found.deadlines == ()
    assert found.why.startswith("No timetable applied yet")


def test_without_a_visit_it_says_which_date_is_missing(timetable):
    """Where the days on site are not given, nothing is counted and nothing is called late."""
    text = "---\ncouncils: [islington]\ntype: corporate\nrules: lga-2024\n---\nA summary.\n"
    found = timetable({"challenge": text, "report": document("published: 2025-09-18")})
    assert {deadline.timing.kind for deadline in found.deadlines} == {"no-date"}
    assert row(found, "report").missing.startswith("The days on site are not given")


def test_a_meeting_for_each_of_two_hosts(timetable):
    """South Hams and West Devon took one report on two days: each is told by its own meeting, and judged by it."""
    meetings = (
        "considered:\n  - {body: Hub Committee, date: 2025-02-12, council: devon-west}\n"
        "  - {body: Executive, date: 2025-02-21, council: hams}"
    )
    files = {
        "challenge": event("{start: 2024-11-11, end: 2024-11-14}", "hams, devon-west"),
        "report": document(meetings),
        "action-plan.hams": document("published: 2025-04-10"),
    }
    found = timetable(files)
    reports = {d.council.title: d.timing.words for d in found.deadlines if d.step == "report"}
    plans = {d.council.title: d.state for d in found.deadlines if d.step == "response"}
    assert reports == {
        "South Hams District Council": "7 days late",
        "West Devon Borough Council": "On time, 2 days early",
    }
    assert plans == {"South Hams District Council": "done", "West Devon Borough Council": "awaited"}
    assert row(found, "review").council is None


def test_a_response_without_actions_is_no_plan_in_england(timetable):
    """The plan is met by the first plan or by a response that has actions."""
    files = {
        "challenge": event("{start: 2025-02-11, end: 2025-02-13}"),
        "letter": document('recommendations: [{ref: "1", text: Do it.}]\npublished: 2025-04-01'),
        "response": document('published: 2025-05-01\nresponses: [{to: "1", decision: accepted}]'),
    }
    assert row(timetable(files), "response").state == "awaited"
    acting = document('published: 2025-05-01\nactions: [{action: Do it., for: "1"}]')
    assert row(timetable(files | {"response": acting}), "response").happened.words == "2025-05-01"


def test_a_response_is_enough_in_wales(timetable):
    """The Welsh law asks for a response, by four months before the next ordinary election."""
    files = {
        "challenge": event("{start: 2024-09-16, end: 2024-09-20}", "torfaen", "panel-performance-assessment"),
        "report": document('recommendations: [{ref: "1", text: Do it.}]\npublished: 2026-11-07'),
        "response": document('published: 2026-11-20\nresponses: [{to: "1", decision: accepted}]'),
    }
    found = timetable(files)
    assert row(found, "report").sum == "Ordinary election 6 May 2027 − 6 months = 6 November 2026"
    assert (row(found, "report").timing.words, row(found, "response").timing.kind) == ("1 day late", "on-time")
    later = event("September 2027", "torfaen", "panel-performance-assessment")
    without = timetable({"challenge": later})
    assert row(without, "report").missing == "The day of the next ordinary election is not known to this site."
    site = "title: T\nbase_url: https://x.example/\nrules: {wales-2021: {elections: [2032-05-06]}}\n"
    assert row(timetable({"challenge": later}, extra={"site.yml": site}), "report").due == date(2031, 11, 6)


def test_a_planning_plan_stands_beside_its_report(timetable):
    """Its day is the report's own, and the look back is a period."""
    files = {
        "challenge": event("{start: 2024-03-19, end: 2024-03-21}", kind="planning"),
        "report": document("published: 2024-07-05"),
        "action-plan": document("published: 2024-09-01"),
    }
    found = timetable(files)
    assert row(found, "response").timing.words == "58 days late"
    assert row(found, "review").sum == "21 March 2024 + 6 to 12 months = 21 September 2024 to 21 March 2025"


@pytest.mark.parametrize(
    ("entry", "state", "words"),
    [
        ("{document: Feedback report, reason: It names officers.}", "withheld", "Withheld"),
        ("{document: the letter, reason: R., confidential: true}", "confidential", "Confidential by design"),
    ],
)
def test_withheld_and_confidential_are_states_with_reasons(timetable, entry, state, words):
    """A council that holds a report back is not called late, and the reason is there."""
    found = timetable({"challenge": event("{start: 2025-02-11, end: 2025-02-13}", more=f"withheld: [{entry}]\n")})
    report = row(found, "report")
    assert (report.state, report.timing.words) == (state, words)
    assert report.withheld.striptags()
    assert row(found, "response").state == "awaited"


def test_pending_is_due_and_not_late(timetable):
    """A challenge just held has everything before it."""
    found = timetable({"challenge": event("{start: 2026-11-10, end: 2026-11-13}")})
    assert {deadline.timing.kind for deadline in found.deadlines} == {"due"}


def test_a_date_in_the_place_of_the_rule(timetable, joined):
    """It is judged by, the rule's day is kept, and without a reason there is a warning."""
    more = "deadlines: {report: {due: 2025-06-30}}\n"
    files = {
        "challenge": event("{start: 2025-02-11, end: 2025-02-13}", more=more),
        "report": document("published: 2025-06-20"),
    }
    report = row(timetable(files), "report")
    assert (report.due, report.by_rule) == (date(2025, 6, 30), date(2025, 5, 13))
    assert (report.timing.kind, report.reason) == ("on-time", "")
    said = joined({"councils.yml": BODIES} | {f"challenges/one-2025/{k}.md": v for k, v in files.items()}).said(
        "no-reason"
    )
    assert said == ["The day in the place of the rule’s (30 June 2025) has no reason, and the page says so."]


def test_an_abolished_council_owes_nothing_after_its_end(timetable):
    """What fell due after its last day is not awaited of it."""
    files = {"challenge": event("{start: 2022-11-07, end: 2022-11-10}", "selby", more="rules: lga-2024\n")}
    found = timetable(files)
    assert row(found, "report").timing.words == "Not published here when the council ended on 31 March 2023"
    assert row(found, "response").missing == "The council ended on 31 March 2023, before this fell due."
    assert {d.state for d in found.deadlines} == {"unneeded"}


def test_an_undated_first_plan_keeps_the_second_from_being_called_late(timetable):
    """Where a document has no date nobody can say that the later one was the first."""
    files = {
        "challenge": event("{start: 2024-09-10, end: 2024-09-13}"),
        "action-plan": document("superseded_by: action-plan.2026.md"),
        "action-plan.2026": document("published: 2026-06-01"),
    }
    plan = row(timetable(files), "response")
    assert (plan.timing.kind, plan.state) == ("unclear", "done")


PLAN = """\
---
published: 2025-07-01
actions:
  - {ref: "1", action: Open the board., for: "1", due: March 2026}
  - {ref: "2", action: Tell people., for: "1"}
---
"""
LETTER = document('recommendations: [{ref: "1", text: Do it.}]\npublished: 2025-05-01')


@pytest.fixture
def actions(joined):
    """Give the actions of one challenge, by number, from its updates."""

    def told(*updates: tuple[str, str], council: str = "islington", today: date = TODAY):
        files = {
            "challenge": event("{start: 2025-02-11, end: 2025-02-13}", council),
            "letter": LETTER,
            "action-plan": PLAN,
        }
        for day, text in updates:
            kind = "progress-review" if "team" in text else "update"
            files[f"{kind}.{day}"] = document(f"dated: {day}\nupdates:\n{text}")
        texts = {"councils.yml": BODIES} | {f"challenges/one-2025/{name}.md": text for name, text in files.items()}
        result = joined(texts, today=today)
        assert [problem.message for problem in result.problems if problem.is_error] == []
        return {action.ref: action for action in result.library.challenges[0].actions}

    return told


def test_four_dates_never_merge(actions):
    """First promised, each revised date with its reason, and done are kept, and late is judged by the first promise."""
    action = actions(
        ("2026-02-10", '  - {action: "1", status: In progress, due: 2026-06-30, reason: No chair was found.}'),
        ("2026-07-02", '  - {action: "1", status: In progress, due: September 2026}'),
        ("2026-10-05", '  - {action: "1", status: Complete, words: It met., done: 2026-09-24}'),
    )["1"]
    dates = action.dates
    assert [(str(m.before), str(m.after), m.reason.striptags()) for m in dates.moves] == [
        ("March 2026", "30 June 2026", "No chair was found."),
        ("30 June 2026", "September 2026", ""),
    ]
    assert (str(dates.promised), str(dates.current), str(dates.done)) == (
        "March 2026",
        "September 2026",
        "24 September 2026",
    )
    assert (dates.timing.kind, dates.by_revised.kind) == ("very-late", "on-time")


def test_a_date_moved_without_a_reason_is_a_warning(joined):
    """The writer is told, and the page shows that there is none."""
    text = document('dated: 2026-02-10\nupdates: [{action: "1", status: In progress, due: 2026-06-30}]')
    files = {"challenge": event("2025-02-13"), "letter": LETTER, "action-plan": PLAN, "update.2026-02": text}
    result = joined({"councils.yml": BODIES} | {f"challenges/a/{k}.md": v for k, v in files.items()})
    assert result.said("no-reason") == ["The date of “1” moved to 30 June 2026, and no reason is given."]


def test_the_same_day_in_other_words_is_no_move(actions):
    """A plan that repeats its date has not moved it."""
    action = actions(("2026-02-10", '  - {action: "1", status: In progress, due: 2026-03, reason: As before.}'))["1"]
    assert action.dates.moves == ()


def test_a_first_date_given_later_is_the_promise(actions):
    """An action without a date in the plan is judged by the first date that the council gave."""
    action = actions(("2026-02-10", '  - {action: "2", status: In progress, due: 2026-06-30, reason: Agreed.}'))["2"]
    assert (str(action.dates.promised), action.dates.moves) == ("30 June 2026", ())
    assert action.dates.timing.kind == "very-overdue"


def test_saying_complete_again_is_not_finishing_again(actions):
    """Done is the day it was first said to be, unless it was taken back in between."""
    once = ("2026-03-20", '  - {action: "1", status: Complete, words: It met.}')
    again = ("2026-09-20", '  - {action: "1", status: Complete, words: It still meets.}')
    back = ("2026-06-01", '  - {action: "1", status: In progress, words: It has stopped.}')
    assert str(actions(once, again)["1"].dates.done) == "20 March 2026"
    assert actions(once, again)["1"].dates.timing.kind == "on-time"
    assert str(actions(once, back, again)["1"].dates.done) == "20 September 2026"


def test_contradictions_stand_side_by_side(actions):
    """The council says complete, the peers say in progress: both views are kept, and the contradiction is named."""
    council = ("2026-03-20", '  - {action: "1", status: Complete, words: It met.}')
    peers = ("2026-04-24", '  - {action: "1", status: In progress, words: It met once.}\nteam: []')
    action = actions(council, peers)["1"]
    assert [(view.said_by, view.status.word) for view in action.views] == [
        ("The council", "Complete"),
        ("The peer team", "In progress"),
    ]
    assert [view.said_by for view in action.disputes] == ["The peer team"]
    assert action.status.word == "Complete"
    repeated = ("2026-06-20", '  - {action: "1", status: Complete, words: It met twice.}')
    assert actions(council, peers, repeated)["1"].disputes
    taken_back = ("2026-06-20", '  - {action: "1", status: In progress, words: They are right.}')
    assert actions(council, peers, taken_back)["1"].disputes == ()


def test_an_earlier_view_is_overtaken_and_not_contradicted(actions):
    """What the peers saw before the council finished is history."""
    peers = ("2026-01-24", '  - {action: "1", status: In progress, words: Not yet.}\nteam: []')
    council = ("2026-03-20", '  - {action: "1", status: Complete, words: It met.}')
    started = ("2025-12-01", '  - {action: "1", status: In progress, words: Begun.}')
    assert actions(peers, council)["1"].disputes == ()
    assert actions(started, peers, council)["1"].disputes == ()


def test_actions_of_an_abolished_council(actions):
    """Nothing is awaited of a council that is no more, and the page says how it was left."""
    action = actions(council="selby", today=TODAY)["1"]
    assert action.dates.timing.words == "Not reported done when the council ended on 31 March 2023"
    assert not action.is_open


def test_an_answer_left_out_of_a_plan_in_time(joined):
    """A recommendation that a plan leaves out is shown as overdue since the plan's day; one of a review has no day."""
    files = {
        "challenge": event("{start: 2025-02-11, end: 2025-02-13}"),
        "letter": document('recommendations: [{ref: "1", text: A.}, {ref: "2", text: B.}]\npublished: 2025-05-01'),
        "action-plan": PLAN,
        "progress-review": document(
            'onsite: 2025-12-10\npublished: 2026-01-20\nrecommendations: [{ref: "3", text: C.}]'
        ),
    }
    result = joined({"councils.yml": BODIES} | {f"challenges/a/{k}.md": v for k, v in files.items()}, today=TODAY)
    found = {r.ref: r.answers[0] for r in result.library.challenges[0].recommendations}
    assert found["1"].timing is None
    assert (found["2"].state, found["2"].timing.kind) == ("none", "very-overdue")
    assert (found["3"].state, found["3"].timing) == ("none", None)


@pytest.mark.parametrize(
    ("texts", "code", "words"),
    [
        ({"rules": "lga-2042"}, "unknown-rules", "There is no rule set “lga-2042”."),
        ({"site": "rules: {wales: {report: 3}}"}, "unknown-rules", "There is no rule set “wales” to change."),
    ],
)
def test_rule_sets_that_there_are_not(joined, texts, code, words):
    """A rule set that does not exist is a problem, in either place."""
    rules = f"rules: {texts['rules']}\n" if "rules" in texts else ""
    site = f"title: T\nbase_url: https://x.example/\n{texts.get('site', '')}\n"
    result = joined({"councils.yml": BODIES, "site.yml": site, "challenges/a/challenge.md": event("2025", more=rules)})
    assert result.said(code) == [words]


def test_theme_sets_by_date_and_by_name(joined):
    """A challenge that names no themes has those of its year, and an id of a theme means that of its own set."""
    report = document("recommendations: [{text: Save., theme: financial-planning}]")
    texts = {"councils.yml": BODIES, "challenges/a/challenge.md": event("May 2018"), "challenges/a/report.md": report}
    texts |= {"challenges/b/challenge.md": event("May 2025"), "challenges/b/report.md": report}
    texts |= {"challenges/c/challenge.md": event("May 2026", more="themes: corporate-2017\n")}
    texts |= {"challenges/d/challenge.md": event("May 2026", more="themes: [Money, People]\n")}
    library = joined(texts).library
    found = {challenge.id: challenge for challenge in library.challenges}
    assert found["a"].themes[0] == "Understanding of the local place and priority setting"
    assert found["c"].themes == found["a"].themes
    assert (found["d"].themes, found["d"].theme_set) == (("Money", "People"), "")
    old, new = (found[name].recommendations[0].themes[0] for name in ("a", "b"))
    assert (old.name, new.name) == ("Financial planning and viability", "Financial planning and management")
    assert old.family == new.family == "financial-planning-and-management"


@pytest.mark.parametrize(
    ("challenge", "theme", "said"),
    [
        ("themes: corporate-2012\n", "governance", []),
        ("themes: corporate-2071\n", "governance", ["There is no theme set with the id “corporate-2071”"]),
        ("", "financial-planing", ["There is no theme with the id “financial-planing”"]),
        ("themes: [Money]\n", "Financial planing", []),
    ],
)
def test_a_misspelt_id_of_a_theme_is_a_problem(joined, challenge, theme, said):
    """What looks like an id and is nearly one is not made a theme of its own; names as printed are left alone."""
    texts = {"councils.yml": BODIES, "challenges/a/challenge.md": event("May 2025", more=challenge)}
    texts["challenges/a/report.md"] = document(f"recommendations: [{{text: Save., theme: {theme}}}]")
    assert [message.partition(",")[0] for message in joined(texts).said("unknown-theme")] == said


def test_status_words_are_listed_with_what_they_mean(joined):
    """The words of the site and those of one council are there, each with its state, rating and meaning."""
    site = "title: T\nbase_url: https://x.example/\nstatus_words: {Green: {state: complete, meaning: Signed off.}}\n"
    bodies = BODIES + "- {id: york, name: York, status_words: {Green: {state: in-progress, rating: on-track}}}\n"
    words = joined({"site.yml": site, "councils.yml": bodies}).library.status_words
    assert [(w.status.word, w.status.state.value, w.meaning, w.council and w.council.title) for w in words] == [
        ("Green", "complete", "Signed off.", None),
        ("Green", "in-progress", "", "York"),
    ]


def test_the_guide_names_every_rule_set_and_theme_set():
    """Whoever writes finds the ids of all sets in docs/content.md."""
    guide = (Path(__file__).parent.parent / "docs/content.md").read_text("utf-8")
    assert [own.id for own in (*RULE_SETS, *THEME_SETS) if f"`{own.id}`" not in guide] == []


def test_what_is_only_reported_is_told_so(actions):
    """Without a day on which it was done the report's counts, and the page does not say that it was done then."""
    late = actions(("2026-06-20", '  - {action: "1", status: Complete, words: It met.}'))["1"].dates
    assert (late.reported, late.timing.kind) == (True, "late")
    assert late.timing.words == "Reported done 2 months late (81 days)"
    early = actions(("2026-03-20", '  - {action: "1", status: Complete, words: It met.}'))["1"].dates
    assert early.timing.words == "On time"
    given = actions(("2026-06-20", '  - {action: "1", status: Complete, words: It met., done: 2026-04-20}'))["1"].dates
    assert (given.reported, given.timing.words) == (False, "20 days late")


@pytest.mark.parametrize(
    ("update", "code", "words"),
    [
        ("status: Complete, words: W., done: 2027-02-12", "done-ahead", "which lies after this was said"),
        ("status: In progress, due: 2025-01-21, reason: R.", "date-passed", "which had passed when this was said"),
        ("status: In progress, words: W., done: 2026-02-01", "done-and-open", "its status is “In progress”"),
        ("status: Complete, words: W., done: 2026-02-01", "", ""),
        ("status: In progress, due: 2026-05-21, reason: R.", "", ""),
    ],
)
def test_a_year_that_slipped_is_a_warning(joined, update, code, words):
    """What can hardly be meant is told to the writer, with the line, and does not stop the build."""
    text = document(f'dated: 2026-02-10\nupdates:\n  - {{action: "1", {update}}}')
    files = {"challenge": event("2025-02-13"), "letter": LETTER, "action-plan": PLAN, "update.2026-02": text}
    result = joined({"councils.yml": BODIES} | {f"challenges/a/{k}.md": v for k, v in files.items()})
    assert [p.code for p in result.problems] == ([code] if code else [])
    assert all(words in p.message and p.line and not p.is_error for p in result.problems)


@pytest.mark.parametrize(("published", "said"), [("2024-11-19", 1), ("2025-11-01", 0), ("2025-12-10", 0)])
def test_published_long_before_its_date(joined, published, said):
    """Papers come out before their meeting, and not a year before."""
    text = document(f"dated: 2025-11-19\npublished: {published}\nrecommendations: [{{text: Save.}}]")
    result = joined(
        {"councils.yml": BODIES, "challenges/a/challenge.md": event("2025"), "challenges/a/report.md": text}
    )
    assert len(result.said("published-before")) == said


def test_a_meeting_that_is_only_called_has_taken_nothing(timetable):
    """A document dated after the day of the build has not been published yet, so it is neither on time nor late."""
    files = {
        "challenge": event("{start: 2025-02-11, end: 2025-02-13}"),
        "report": document(considered("2025-05-10")),
    }
    assert row(timetable(files, today=date(2025, 3, 1)), "report").timing.words == "Due in 2 months (73 days)"
    assert row(timetable(files, today=date(2025, 5, 10)), "report").timing.words == "On time, 3 days early"


def test_the_earliest_meeting_counts_in_whatever_order(timetable):
    """Council in September does not make late what Cabinet took in July."""
    meetings = "considered: [{body: Council, date: 2025-09-01}, {body: Cabinet, date: 2025-07-01}]"
    files = {"challenge": event("{start: 2025-02-11, end: 2025-02-13}"), "action-plan": document(meetings)}
    assert row(timetable(files), "response").timing.words == "On time, 12 days early"


@pytest.mark.parametrize(
    ("words", "steps"),
    [
        ("Planning peer review report", ["report"]),
        ("Letter of explanation", ["report"]),
        ("Financial planning report", ["report"]),
        ("Progress review report", ["review_report"]),
        ("Action plan", ["response"]),
        ("Cynllun gweithredu", ["response"]),
        ("Position statement", []),
    ],
)
def test_what_is_withheld_is_told_by_its_words(timetable, words, steps):
    """Peer review is what people call the challenge, and planning is no plan."""
    more = f"withheld: [{{document: {words}, reason: R.}}]\n"
    found = timetable({"challenge": event("{start: 2025-02-11, end: 2025-02-13}", more=more)})
    assert [deadline.step for deadline in found.deadlines if deadline.state == "withheld"] == steps


def test_a_financial_year_is_not_a_month(actions):
    """2024-25 is shown as it was written."""
    action = actions(("2026-02-10", '  - {action: "2", status: In progress, due: 2026-27, reason: Agreed.}'))["2"]
    assert (str(action.dates.promised), action.dates.timing.due) == ("2026-27", date(2027, 3, 31))


def test_an_ongoing_action_is_judged_by_the_first_date_it_gets(actions):
    """“Ongoing” promises nothing; the first day that the council names is the first promise."""
    first = ("2026-02-10", '  - {action: "2", status: In progress, due: ongoing, reason: Always.}')
    later = ("2026-03-10", '  - {action: "2", status: In progress, due: 2026-06-30, reason: Agreed.}')
    dates = actions(first, later)["2"].dates
    assert (str(dates.promised), dates.moves, dates.timing.kind) == ("30 June 2026", (), "very-overdue")


def test_everyday_business_is_not_awaited(joined):
    """An action that goes on as everyday business is never overdue, whatever date stands beside it."""
    plan = '---\nactions: [{action: Go on., for: "1", due: March 2025, kind: business-as-usual}]\n---\n'
    files = {"challenge": event("2025-02-13"), "letter": LETTER, "action-plan": plan}
    library = joined({"councils.yml": BODIES} | {f"challenges/a/{k}.md": v for k, v in files.items()}).library
    assert library.challenges[0].actions[0].dates.timing.kind == "closed"


def test_two_councils_share_an_action(joined):
    """It is done when both say so; each moves its own date, and the other's is no move of it."""
    files = {
        "challenge": event("{start: 2025-02-11, end: 2025-02-13}", "hams, devon-west"),
        "letter": LETTER,
        "action-plan": PLAN,
        "update.hams.2025-12": document('updates: [{action: "1", status: Not started, due: May 2026, reason: A.}]'),
        "update.devon-west.2025-12": document('updates: [{action: "1", status: Complete, words: B.}]'),
    }
    result = joined({"councils.yml": BODIES} | {f"challenges/a/{k}.md": v for k, v in files.items()}, today=TODAY)
    action = next(action for action in result.library.challenges[0].actions if action.ref == "1")
    assert (action.status.word, action.is_open) == ("Not started", True)
    assert [view.status.word for view in action.views] == ["Complete", "Not started"]
    assert [str(move.before) for move in action.dates.moves] == ["March 2026"]


@pytest.mark.parametrize("nation", ["england", "Lloegr", "ENGLAND"])
def test_a_nation_is_read_as_it_may_be_written(timetable, nation):
    """Capitals and Welsh names change no timetable."""
    bodies = BODIES.replace("Islington, nation: England", f"Islington, nation: {nation}")
    found = timetable({"challenge": event("2025-02-13")}, extra={"councils.yml": bodies})
    assert found.rule == "lga-2024"


def test_a_plan_in_the_month_of_its_report(timetable):
    """Beside a report of which only the month is known, a plan of that month may have been late."""
    files = {"challenge": event("2024-03-21", kind="planning"), "report": document("published: July 2024")}
    for published, kind in (("2024-07-01", "on-time"), ("2024-07-20", "unclear"), ("2024-08-01", "late")):
        plan = document(f"published: {published}")
        assert row(timetable(files | {"action-plan": plan}), "response").timing.kind == kind


@pytest.mark.parametrize(
    ("files", "code", "line"),
    [
        (
            {"challenge": event("2025", more="deadlines: {report: {due: from May 2025, reason: R.}}\n")},
            "no-last-day",
            5,
        ),
        ({"report": document("published: 2024-01-01")}, "before-the-visit", 2),
        (
            {
                "letter": LETTER,
                "action-plan": PLAN,
                "update.2027-06": document('updates: [{action: "1", status: Complete, words: W.}]'),
            },
            "dated-ahead",
            2,
        ),
        ({"update.2026.02": document("summary: Words.")}, "file-name", 2),
        ({"report": document("recommendations: [{text: A., theme: 财务}]")}, "theme-address", 2),
        ({"action-plan": document("actions: [{ref: '1.1', action: A.}, {ref: 1-1, action: B.}]")}, "same-address", 2),
    ],
)
def test_slips_are_told_with_their_line(joined, files, code, line):
    """Whoever wrote it is led to the line."""
    every = {"challenge": event("2025-02-13")} | files
    result = joined({"councils.yml": BODIES} | {f"challenges/a/{k}.md": v for k, v in every.items()})
    assert [p.line for p in result.problems if p.code == code] == [line]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("rules: {lga-2023: {report: 3}}", "rule-without"),
        ("rules: {lga-2024: {elections: [2027-05-06]}}", "rule-without"),
        ("rules: {pas: {response: 3}}", "rule-without"),
        ("rules: {pas: {review: 4}}", "rule-without"),
        ("themes: {corporate-2o21: {money: Money}}", "unknown-theme"),
        ("status_words: {On hold: {state: paused}, on-hold: {state: dropped}}", "status-twice"),
    ],
)
def test_settings_that_would_do_nothing(joined, more, code):
    """What could only be a slip in site.yml is a problem with its line."""
    result = joined({"site.yml": f"title: T\nbase_url: https://x.example/\n{more}\n"})
    assert [(p.code, p.line) for p in result.problems if p.code != "no-challenges"] == [(code, 3)]


def test_months_are_bounded(joined):
    """A slip of the finger cannot put a deadline beyond the calendar."""
    result = joined({"site.yml": "title: T\nbase_url: https://x.example/\nrules: {lga-2024: {report: 99999999}}\n"})
    assert [p.line for p in result.problems if p.is_error] == [3]


def test_the_first_review_counts_by_its_own_days(timetable):
    """A review held in April and written up late comes before one held in October."""
    files = {
        "challenge": event("{start: 2024-06-10, end: 2024-06-13}"),
        "progress-review.first": document("onsite: 2025-04-10\npublished: 2025-12-01"),
        "progress-review.second": document("onsite: 2025-10-20\npublished: 2025-11-01"),
    }
    assert row(timetable(files), "review").timing.words == "On time, 3 days early"


def test_each_host_took_what_it_took_first(timetable):
    """A host's own letter in September stands before a shared report that it took in December."""
    shared = (
        "considered:\n  - {body: Cabinet, date: 2024-08-01, council: devon-west}\n"
        "  - {body: Cabinet, date: 2024-12-01, council: hams}"
    )
    files = {
        "challenge": event("{start: 2024-06-10, end: 2024-06-13}", "hams, devon-west"),
        "report": document(shared),
        "letter.hams": document("published: 2024-09-01"),
    }
    found = timetable(files)
    taken = {d.council.title: str(d.happened) for d in found.deadlines if d.step == "report"}
    assert taken == {"South Hams District Council": "1 September 2024", "West Devon Borough Council": "1 August 2024"}


def test_words_before_a_date_are_no_moves_of_it(actions):
    """“As required”, then “ongoing”, then a day: the day is the first promise and nothing has moved."""
    dates = actions(
        ("2026-02-10", '  - {action: "2", status: In progress, due: as required, reason: A.}'),
        ("2026-03-10", '  - {action: "2", status: In progress, due: ongoing, reason: B.}'),
        ("2026-04-10", '  - {action: "2", status: In progress, due: 2027-01-31, reason: C.}'),
    )["2"].dates
    assert (str(dates.promised), dates.moves, str(dates.current)) == ("31 January 2027", (), "31 January 2027")


def test_a_date_moved_earlier_and_passed_presses(actions):
    """Whichever of the two dates has passed, the action is overdue by it."""
    dates = actions(("2026-01-10", '  - {action: "1", status: In progress, due: 2026-02-28, reason: Sooner.}'))[
        "1"
    ].dates
    assert (dates.pressing, dates.last.due) == (dates.timing, date(2026, 2, 28))
    early = actions(
        ("2026-01-10", '  - {action: "1", status: In progress, due: 2026-02-28, reason: Sooner.}'),
        today=date(2026, 3, 15),
    )["1"].dates
    assert (early.timing.kind, early.pressing.kind) == ("due", "overdue")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (document("title: Write here the title"), [2]),
        ("---\ndraft: true\ntitle: Write here the title\n---\n", []),
        ("---\ntitle: A\n# Write here\n#summary: Write here\n---\nWrite here, in a sentence, what has changed.\n", [6]),
        ("---\ntitle: A\n---\nPeople may write here, and Write here is a sentence.\n", []),
    ],
)
def test_what_new_put_in_a_place_is_told_until_it_is_written(joined, text, lines):
    """A file begun by the command is never published with the command's own words in it and nobody told."""
    files = {"councils.yml": BODIES, "challenges/a/challenge.md": event("2025"), "challenges/a/news.md": text}
    assert [p.line for p in joined(files).problems if p.code == "unfinished"] == lines
