"""Import an action plan: what is taken of real layouts, what is asked, and that what comes again adds only news."""

from __future__ import annotations

import time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font
from tiny import CHALLENGE, COUNCILS, JOINT, SITE, TODAY

from peerchallenge.begin import known
from peerchallenge.begin.questions import RefusedError
from peerchallenge.importing import placing
from peerchallenge.importing.asked import Asked
from peerchallenge.importing.outcome import Outcome, told
from peerchallenge.importing.plans.due_words import Due, due, moved
from peerchallenge.importing.plans.plan import has_table, plan
from peerchallenge.importing.plans.serving import first_number, numbers
from peerchallenge.importing.received import Kind, Received, receive
from peerchallenge.problems import ContentError
from peerchallenge.read import parse
from peerchallenge.schema.answers import Plan, Reporting

OFFICE = Path(__file__).parent / "office"
FOLDER = "challenges/wexcombe-2025"
LETTER = """\
---
title: Feedback letter
recommendations:
  - {ref: "1", title: Agree priorities, text: Agree five or six priorities and keep to them.}
  - {ref: "2(a)", title: Spend, text: Spend less and better.}
  - {ref: "3", title: Plan., text: Write a plan for the years to come., parts: [{ref: a, text: A.}, {ref: b, text: B.}]}
---
Dear Leader,
"""
WORDS = "status_words:\n  Done: {state: complete}\n  On track: {state: in-progress, rating: on-track}\n"
LETTERS = "a. Take a list.\nb. Tell everybody."
HEAD = "No.,Recommendation,Ref.,Action,Due by,Status,Progress,Lead\n"
ROWS = (
    "1,Agree priorities,1.1,Take a list to Council.,31/03/2026,On track,List drafted.,Leader\n",
    ",,1.2,Tell everybody.,Autumn 2026,,,Leader\n",
    "2(a),Spend,2.1,Lease forty homes.,September 2026,On track,,Director\n",
)


@pytest.fixture
def content(tmp_path):
    """Give a folder of content with one challenge and its letter."""
    folder = tmp_path / "content"
    (folder / FOLDER).mkdir(parents=True)
    (folder / "site.yml").write_text(SITE + WORDS)
    (folder / "councils.yml").write_text(COUNCILS)
    (folder / FOLDER / "challenge.md").write_text(CHALLENGE)
    (folder / FOLDER / "letter.md").write_text(LETTER)
    return folder


def taken(content: Path, received: Received, **asked) -> Outcome:
    """Import a file as the command does, and write what comes of it."""
    options = {"challenge": "wexcombe-2025"} | asked
    found = plan(received, Asked(file=Path(received.path), **options), known.known(content, TODAY))
    placing.place(found.files, content, replace=False)
    return found


def table(text: str | bytes) -> Received:
    """Give a table of text as it is received."""
    data = text.encode() if isinstance(text, str) else text
    return Received(path="plan.csv", name="plan.csv", kind=Kind.CSV, data=data)


def office(name: str) -> Received:
    """Open one of the files that an office program saved."""
    return receive(OFFICE / name)


def held(content: Path, name: str):
    """Read a document that was written; whatever is wrong in it fails the test."""
    found = known.known(content, TODAY)
    own = known.within(found.inputs, "site.", "councils.", f"{FOLDER}/")
    written, problems = parse.parse(own)
    assert not [problem for problem in problems if problem.is_error]
    return next(parsed.data for parsed in written.documents if parsed.source.name == f"{FOLDER}/{name}")


def actions(content: Path) -> list[tuple]:
    """Give what the plan says of each action."""
    data = held(content, "action-plan.md")
    return [(own.ref, own.action, own.for_, own.due.words if own.due else "") for own in data.actions]


def test_merged_recommendations_and_colours_of_a_workbook(content):
    """Each action has its recommendation and date; a colour is asked about, and what is hidden is told, not taken."""
    found = taken(content, office("forest.xlsx"))
    assert actions(content) == [
        ("1.1", "Take a list to Council.", ("1",), "2026-02-26"),
        ("1.2", "Tell everybody.", ("1",), "Autumn 2025"),
        ("2.1", "Lease forty homes.", ("2(a)",), "2026-03-31"),
        ("2.10", "Sell none.", ("2(a)",), "ongoing"),
        ("3.1", "Write it.", ("3",), "2025-03-31"),
    ]
    data, text = held(content, "action-plan.md"), (content / FOLDER / "action-plan.md").read_text()
    assert [(own.action, own.status, own.due and own.due.words) for own in data.updates] == [
        ("1.1", "", None),
        ("3.1", "", "2025-06-30"),
    ]
    assert "# The table shows the colour amber and no word." in text
    assert "# Column “Budget”: £40000" in text or "# Column “Budget”: 40000" in text
    said = told(found)
    assert "2 rows with the colour green and no word, from row 3, row 5" in said
    assert "“2025-03-31” was promised first, and “2025-06-30” is the date now, from row 7, column “Timescales”" in said
    assert "the sheet “Workings”: it is hidden." in said
    assert "1 row hidden or filtered away (8)" in said
    assert "1 comment of colleagues (D3)" in said
    assert "Secret" not in text
    assert "Not for the public" not in text


def test_the_file_as_sent_is_kept_beside_its_plan_and_not_published(content):
    """The workbook lies beside the plan, and the entry that would publish it is a comment."""
    taken(content, office("forest.xlsx"))
    assert (content / FOLDER / "action-plan.xlsx").read_bytes() == (OFFICE / "forest.xlsx").read_bytes()
    assert not held(content, "action-plan.md").files


def test_letters_in_one_cell_pair_actions_with_dates(content):
    """Each letter is an action with its own date; the letters that begin anew have the recommendation's number."""
    found = taken(content, office("oak.docx"))
    assert [(ref, day) for ref, _, _, day in actions(content)] == [
        ("1a", "July 2025"),
        ("1b", "Autumn 2025"),
        ("2(a)a", "As and when required"),
        ("2(a)b", "As and when required"),
        ("", "April 2026 (subject to approval)"),
    ]
    assert held(content, "action-plan.md").actions[4].owner == ("Planning", "Housing")
    assert told(found).count("the letters of the actions begin anew") == 1


def test_one_set_of_actions_for_two_recommendations_and_words_in_the_place_of_dates(content):
    """A row that only points at another lends its number to those actions; “Complete” is a status and no date."""
    found = taken(content, office("ash.docx"))
    assert [(action, for_, day) for _, action, for_, day in actions(content)] == [
        ("Take a list to Council.", ("1", "3"), ""),
        ("Lease forty homes.", ("2(a)",), "Ongoing"),
    ]
    assert [(u.action, u.status) for u in held(content, "action-plan.md").updates] == [
        ("1.1", "Complete"),
        ("2(a).1", "Ongoing"),
    ]
    assert "Ongoing: {state: in-progress}" in told(found)


def test_a_table_under_each_heading(content):
    """The heading before a table says which recommendation it is for, and numbers that Word counts are read."""
    taken(content, office("elm.docx"))
    assert [(ref, for_) for ref, _, for_, _ in actions(content)] == [("1", ("1",)), ("2", ("1",)), ("3", ("3",))]
    assert "#updates:" in (content / FOLDER / "action-plan.md").read_text()


@pytest.mark.parametrize("name", ["forest.xlsx", "oak.docx", "ash.docx", "elm.docx"])
def test_the_same_file_again_changes_nothing(content, name):
    """A second import of a file that was just imported writes no file and says so."""
    taken(content, office(name))
    found = taken(content, office(name))
    assert not found.files
    assert "Nothing has changed" in told(found)


def test_only_what_changed_becomes_an_update(content):
    """The plan stays as it is; the update has the one new status and the moved date, with a place for the reason."""
    taken(content, table(HEAD + "".join(ROWS)))
    before = (content / FOLDER / "action-plan.md").read_bytes()
    new = (
        "".join(ROWS)
        .replace("31/03/2026,On track", "30/06/2026,on track")
        .replace("Tell everybody.", "Tell everybody!")
    )
    found = taken(content, table(HEAD + new.replace("September 2026,On track,", "September 2026,Done,Leased.")))
    assert (content / FOLDER / "action-plan.md").read_bytes() == before
    assert [file.name for file in found.files] == [f"{FOLDER}/update.2026-11.md"]
    data = held(content, "update.2026-11.md")
    assert [(u.action, u.status, u.words, u.due and u.due.words) for u in data.updates] == [
        ("1.1", "on track", "", "2026-06-30"),
        ("2.1", "Done", "Leased.", None),
    ]
    assert "    #reason: Write here why the date moved" in (content / FOLDER / "update.2026-11.md").read_text()
    assert "moved from 31 March 2026 to 30 June 2026; the table gives no reason" in told(found)
    assert not taken(
        content, table(HEAD + new.replace("September 2026,On track,", "September 2026,Done,Leased."))
    ).files


def test_the_reason_in_the_table_goes_with_the_move_it_was_given_for(content):
    """A reason stands beside the date that moved; when the date moves once more, the old reason is not used again."""
    head = "Ref,Recommendation,Action,Due by,Status,Reason for change\n"
    row = "1.1,1,Take a list.,{},On track,{}\n"
    taken(content, table(head + row.format("March 2026", "")))
    taken(content, table(head + row.format("June 2026", "The budget came late.")), date="2026-10")
    assert held(content, "update.2026-10.md").updates[0].reason == "The budget came late."
    found = taken(content, table(head + row.format("July 2026", "The budget came late.")))
    assert not held(content, "update.2026-11.md").updates[0].reason
    assert "the table gives no reason" in told(found)


def test_rows_that_are_gone_or_new_are_asked_about(content):
    """A row that is no longer there stands as a question, a new one as lines for another plan; neither is done."""
    taken(content, table(HEAD + "".join(ROWS)))
    later = HEAD + ROWS[0] + ROWS[2] + "3,Plan.,3.1,Write it at last.,March 2027,,,Leader\n"
    found = taken(content, table(later), date="2026-12")
    text = (content / FOLDER / "update.2026-12.md").read_text()
    assert '  #- action: "1.2"' in text
    assert "#    action: Write it at last." in text
    assert not held(content, "update.2026-12.md").updates
    assert "it is no longer in the table; was it dropped?" in told(found)
    assert not taken(content, table(later)).files


def test_a_reason_that_comes_later_is_pointed_out(content):
    """Where the table gives the reason only after the move is published, nothing is written and it is told."""
    head, row = "Ref,Recommendation,Action,Due by,Status,Reason for change\n", "1.1,1,Take a list.,{},On track,{}\n"
    for due_by, date in (("March 2026", "2026-09"), ("June 2026", "2026-10")):
        taken(content, table(head + row.format(due_by, "")), date=date)
    found = taken(content, table(head + row.format("June 2026", "The budget came late.")))
    assert not found.files
    assert "gives a reason now for the date that moved: “The budget came late.”" in told(found)


def test_an_update_in_the_month_of_the_plan_is_later_than_the_plan(content):
    """What is said in a month counts from its first day, so after a plan of the tenth the update has a day too."""
    taken(content, table(HEAD + ROWS[2]), date="2026-11-10")
    rows = HEAD + ROWS[2].replace("On track", "Done")
    taken(content, table(rows))
    assert held(content, "update.2026-11-22.md").updates[0].status == "Done"
    assert not taken(content, table(rows)).files


def test_what_was_asked_before_is_not_asked_again(content):
    """An update tells of the rows that it asks about, and not of those that an earlier one asked about."""
    taken(content, table(HEAD + "".join(ROWS)))
    taken(content, table(HEAD + "".join(ROWS[:2])), date="2026-10")
    found = taken(content, table(HEAD + ROWS[0] + ROWS[1].replace("Autumn", "Winter")))
    assert "no longer in the table" not in told(found)
    assert "moved from Autumn 2026 to Winter 2026" in told(found)


def test_a_second_update_in_a_month_has_the_day_in_its_name(content):
    """What was published this month stays; the next update has a name of its own."""
    taken(content, table(HEAD + "".join(ROWS)))
    taken(content, table(HEAD + "".join(ROWS).replace("On track", "Done")))
    found = taken(content, table(HEAD + "".join(ROWS).replace("On track", "Paused")))
    assert [file.name for file in found.files] == [f"{FOLDER}/update.2026-11-22.md"]


def test_actions_without_numbers_are_found_by_their_words(content):
    """A row that is put in between moves none of the others."""
    head = "Recommendation,Action,Status\n"
    taken(content, table(f"{head}1. Agree priorities,Take a list.,On track\n,Tell everybody.,On track\n"))
    new = f"{head}1. Agree priorities,Ask the public first.,\n,Take a list.,On track\n,Tell everybody.,Done\n"
    taken(content, table(new))
    assert [(u.action, u.status) for u in held(content, "update.2026-11.md").updates] == [("1.2", "Done")]


def test_numbers_of_actions_beside_recommendations_that_stand_in_every_row(content):
    """A number that changes while the recommendation goes on is the action's."""
    rows = "1.1,Agree priorities,Take a list.\n1.2,Agree priorities,Tell everybody.\n2.1,Spend,Lease homes.\n"
    taken(content, table("Ref,Recommendation,Action\n" + rows))
    assert [(ref, for_) for ref, _, for_, _ in actions(content)] == [
        ("1.1", ("1",)),
        ("1.2", ("1",)),
        ("2.1", ("2(a)",)),
    ]


def test_headings_in_other_words_and_another_order(content):
    """A heading means the same in another order or as a question; percentages and days of writing are no dates."""
    head = "What are we going to do?,Officer responsible,Member responsible,To be completed,% complete,Last updated\n"
    found = taken(content, table(f"Rec no,{head}3,Write it.,Ann,Cllr Bee,May 2026,50%,1 May 2026\n"))
    own = held(content, "action-plan.md").actions[0]
    assert (own.for_, own.owner, own.accountable, own.due.words) == (("3",), ("Ann",), ("Cllr Bee",), "May 2026")
    assert "“% complete”, “Last updated”" in told(found)


def test_rows_that_only_count_or_speak_to_colleagues_are_no_actions_and_no_title(content):
    """A sum at the end is left out, and “draft” over the table is not published as its title."""
    over = "DRAFT v3 – not for publication,,\nImprovement plan,,\n"
    taken(content, table(over + "Rec no,Action,Lead\n1,Take a list.,Ann\nTotal actions,6,\n"))
    assert held(content, "action-plan.md").title == "Improvement plan"
    assert [text for _, text, _, _ in actions(content)] == ["Take a list."]


def test_actions_counted_in_one_cell_pair_with_their_dates(content):
    """“1. … 2. …” are two actions, and what other cells count goes with them."""
    row = '1,"1. Take a list.\n2. Tell everybody.","1. May 2026\n2. June 2026"\n'
    taken(content, table(f"Rec no,Action,Due\n{row}"))
    assert [(text, for_, day) for _, text, for_, day in actions(content)] == [
        ("Take a list.", ("1",), "May 2026"),
        ("Tell everybody.", ("1",), "June 2026"),
    ]


def test_a_short_title_or_two_numbers_name_recommendations(content):
    """A row is for the recommendation whose whole title it has, or for each that it counts before its words."""
    taken(content, table("Recommendation,Action\nSpend,Lease homes.\n1 & 3. Priorities,Take a list.\n"))
    assert [for_ for _, _, for_, _ in actions(content)] == [("2(a)",), ("1", "3")]


def sheets(tmp_path: Path, *every: tuple[str, list[list]], hidden: int = 0) -> Received:
    """Save a workbook with sheets of rows, one row of the first hidden."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in every:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    if hidden:
        book.worksheets[0].row_dimensions[hidden].hidden = True
    book.save(tmp_path / "plan.xlsx")
    return receive(tmp_path / "plan.xlsx")


def test_a_sheet_for_each_recommendation_is_one_plan(content, tmp_path):
    """The words over each table say what it is for; last month's sheet with the same actions is no part of it."""
    head, first, third = ["Action", "Due"], ["Take a list.", "May 2026"], ["Write it.", "June 2026"]
    one, other = ("1", [["Recommendation 1: Agree"], head, first]), ("3", [["Recommendation 3 cont."], head, third])
    found = taken(content, sheets(tmp_path, one, other, ("October", [["Recommendation 1"], head, first])))
    assert [(text, for_) for _, text, for_, _ in actions(content)] == [("Take a list.", ("1",)), ("Write it.", ("3",))]
    assert "the sheet “October”: another sheet was taken" in told(found)


def test_evidence_alone_is_said_in_words_and_only_once(content):
    """Where evidence is all that a row says of progress it is published, and the same sheet again holds no news."""
    rows = "Rec no,Action,RAG,Evidence\n1,Take a list.,,Minutes of May\n3,Write it.,G,https://wexcombe.example/plan\n"
    rows += "2(a),Lease homes.,On track,https://wexcombe.example/homes\n"
    taken(content, table(rows))
    said = [own.words for own in held(content, "action-plan.md").updates]
    assert said == ["Minutes of May", "https://wexcombe.example/plan", ""]
    assert not taken(content, table(rows)).files
    taken(content, table(rows.replace("Minutes of May", "Minutes of June")))
    assert [own.words for own in held(content, "update.2026-11.md").updates] == ["Minutes of June"]


def test_a_letter_is_read_once_somebody_has_said_what_it_means(content):
    """A letter of RAG is asked about, with where to say its meaning; from then on its changes are news."""
    rows = "Rec no,Action,RAG\n1,Take a list.,G\n"
    assert "under “status_words” in site.yml" in told(taken(content, table(rows)))
    (content / "site.yml").write_text(SITE + WORDS + "  G: {state: in-progress}\n  R: {state: in-progress}\n")
    taken(content, table(rows.replace(",G", ",R")))
    assert [own.status for own in held(content, "update.2026-11.md").updates] == ["R"]


def test_words_struck_through_are_asked_about_and_addresses_kept(content, tmp_path):
    """An action that somebody struck out may be done or dropped: it is asked; where a cell leads stands beside it."""
    book = openpyxl.Workbook()
    for row in (["Rec no", "Action", "Evidence"], [1, "Take a list.", "Minutes"], [3, "Write it.", None]):
        book.active.append(row)
    book.active["B3"].font = Font(strike=True)
    book.active["C2"].hyperlink = "https://wexcombe.example/minutes"
    book.save(tmp_path / "plan.xlsx")
    found = taken(content, receive(tmp_path / "plan.xlsx"))
    text = (content / FOLDER / "action-plan.md").read_text()
    assert "1 row with words struck through and no word, from row 3" in told(found)
    assert "# The table shows words struck through and no word." in text
    assert "# Column “Evidence” leads to https://wexcombe.example/minutes" in text


def test_a_row_under_a_hidden_one_has_its_recommendation(content, tmp_path):
    """What is filtered away is not read, and the row below is not counted to the recommendation above it."""
    rows = [["No", "Recommendation", "Action"], [1, "Agree priorities", "Take a list."], [3, "Plan.", "Secret."]]
    found = taken(content, sheets(tmp_path, ("Plan", [*rows, [None, None, "Write it."]]), hidden=3))
    assert [(text, for_) for _, text, for_, _ in actions(content)] == [("Take a list.", ("1",)), ("Write it.", ("3",))]
    assert "Secret" not in told(found)


def test_a_status_and_a_rating_are_kept_apart(content):
    """The status is the council's word; a rating in words stands beside it, a letter alone is asked about."""
    head = "Rec,Action,Status,RAG\n"
    found = taken(content, table(f"{head}1,Take a list.,On track,Amber\n3,Write it.,,A\n2(a),Lease.,,Done\n"))
    data = held(content, "action-plan.md")
    assert [(u.action, u.status, u.words) for u in data.updates] == [
        ("1.1", "On track", "RAG: Amber"),
        ("2(a).1", "Done", ""),
    ]
    assert "1 row with the letter A and no word" in told(found)


def test_answers_beside_the_actions_become_a_response(content):
    """A column of answers makes a response; a decision is taken only where it is said plainly."""
    rows = "1,Accepted,Take a list.\n2(a),We shall see what can be done.,Lease.\n3,Not agreed.,\n"
    taken(content, table("Recommendation,Council response,Action\n" + rows))
    data = held(content, "response.md")
    assert [(own.to, own.decision and own.decision.value, own.words) for own in data.responses] == [
        (("1",), "accepted", ""),
        (("2(a)",), None, "We shall see what can be done."),
        (("3",), "not-accepted", "Not agreed."),
    ]
    assert [own.action for own in data.actions] == ["Take a list.", "Lease."]


def test_one_action_for_several_recommendations(content):
    """“1 & 3”, “1-3” and words alone lead to the recommendations; what leads nowhere is left out and asked about."""
    rows = "1 & 3,First.\nRec 1-3,Second.\nSpend less and better,Third.\nR9,Fourth.\n3(b),Fifth.\n"
    found = taken(content, table("Recommendation,Action,Lead\n" + rows.replace(".\n", ".,Leader\n")))
    served = [own.for_ for own in held(content, "action-plan.md").actions]
    assert served == [("1", "3"), ("1", "3"), ("2(a)",), (), ("3(b)",)]
    assert "no recommendation “R9” is held" in told(found)


def test_an_action_over_several_rows_is_one_action(content, tmp_path):
    """A merged cell with lettered actions serves each recommendation beside it; what else stands there is told."""
    book = openpyxl.Workbook()
    for row in (["No.", "Recommendation", "Action", "Lead"], [1, "Agree priorities", LETTERS, "Leader"]):
        book.active.append(row)
    book.active.append([3, "Plan.", None, "Somebody else"])
    book.active.merge_cells("C2:C3")
    book.save(tmp_path / "merged.xlsx")
    found = taken(content, receive(tmp_path / "merged.xlsx"))
    assert [(ref, for_) for ref, _, for_, _ in actions(content)] == [("a", ("1", "3")), ("b", ("1", "3"))]
    assert "“Somebody else” (row 3): its action stands in a cell over several rows." in told(found)


def test_the_day_of_the_progress_is_the_one_asked_for(content):
    """With --date the progress in a plan has that month; without, the plan asks for it."""
    taken(content, table(HEAD + "".join(ROWS)), date="October 2026")
    assert held(content, "action-plan.md").dated.words == "2026-10"
    with pytest.raises(RefusedError, match="--date soon: “soon” is not a date"):
        taken(content, table(HEAD + ROWS[0]), date="soon")


def test_a_plan_too_large_for_a_file_is_refused(content):
    """Nothing is written that could not be read again."""
    rows = "".join(f"1,,1.{at},{'word ' * 100},,,,\n" for at in range(800))
    with pytest.raises(ContentError, match="could not be read again"):
        taken(content, table(HEAD + rows))


def test_what_another_council_says_of_a_shared_action_is_no_news_of_this_one(content):
    """Of one plan for two councils each reports its own part, and the date that one moved has not moved back."""
    (content / FOLDER / "challenge.md").write_text(JOINT)
    rows = "Rec no,Action,Due,Status\n1,Take a list.,{} 2026,On track\n"
    taken(content, table(rows.format("March")), date="2026-08")
    taken(content, table(rows.format("June")), date="2026-09", councils=("thornacre",))
    assert not taken(content, table(rows.format("March")), councils=("ashmere",)).files
    taken(content, table(rows.format("May")), date="2026-10", councils=("ashmere",))
    assert not taken(content, table(rows.format("May")), councils=("ashmere",)).files


def test_a_joint_challenge_has_a_plan_for_each_council(content):
    """The file is named after its council, and the other council's plan does not count as published."""
    (content / FOLDER / "challenge.md").write_text(JOINT)
    first = taken(content, table(HEAD + "".join(ROWS)), councils=("ashmere",))
    second = taken(content, table(HEAD + "".join(ROWS)), councils=("thornacre",))
    assert [found.files[0].name for found in (first, second)] == [
        f"{FOLDER}/action-plan.ashmere.md",
        f"{FOLDER}/action-plan.thornacre.md",
    ]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"challenge": ""}, "Say with --challenge which challenge the plan is for: wexcombe-2025."),
        ({"challenge": "wexcombe-2052"}, "Did you mean “wexcombe-2025”?"),
        ({"sheet": "Plann"}, "There are: Cover, Plan, Workings. Did you mean “Plan”?"),
        ({"councils": ("ashmere",)}, "“ashmere” is not one of the councils"),
    ],
)
def test_what_was_asked_wrongly_is_refused(content, asked, said):
    """A command that cannot be carried out says what to write."""
    with pytest.raises(RefusedError, match=said.replace("?", r"\?").replace(".", r"\.")):
        taken(content, office("forest.xlsx"), **asked)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 no workbook", "This file is damaged"),
        (b"", "This file is damaged"),
    ],
)
def test_a_damaged_file_is_told_in_a_sentence(content, data, said):
    """Whatever a library makes of a file, it is a problem and no traceback."""
    for kind in (Kind.EXCEL, Kind.WORD):
        with pytest.raises(ContentError, match=said):
            taken(content, Received(path="p", name="p", kind=kind, data=data))


def test_a_table_that_is_no_plan_is_refused_with_its_headings(content):
    """Where no column for actions is found, the message shows which headings were."""
    with pytest.raises(ContentError, match="the first row with several cells holds “Name”, “Post”"):
        taken(content, table("Name,Post\nA Person,Leader\n"))
    assert has_table(office("oak.docx"))


def test_a_sheet_that_never_ends_is_refused_quickly(content, tmp_path):
    """A sheet formatted to its last row is read, one with words beyond the bounds is refused; neither takes long."""
    book = openpyxl.Workbook()
    book.active.append(["Recommendation", "Action", "Owner"])
    book.active.append([1, "Take a list.", "Leader"])
    book.active.cell(1_048_576, 16_384).number_format = "0.00"
    book.save(tmp_path / "wide.xlsx")
    begun = time.monotonic()
    taken(content, receive(tmp_path / "wide.xlsx"))
    book.active.cell(9_000, 1).value = "far away"
    book.save(tmp_path / "far.xlsx")
    with pytest.raises(ContentError, match="words beyond its row 5,000"):
        taken(content, receive(tmp_path / "far.xlsx"))
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("divider", [",", ";", "\t"])
def test_tables_of_text_however_they_were_saved(content, encoding, divider):
    """The pound sign and the dash come out as they are, whatever divides the cells."""
    rows = f"Recommendation{divider}Action{divider}Owner\n1{divider}Save £5m – at least{divider}Leader\n"
    taken(content, table(rows.encode(encoding)))
    assert actions(content)[0][1] == "Save £5m – at least"


def test_dates_as_councils_write_them():
    """Figures are read with the day first and asked about where both could be a month; words stay words."""
    assert due("31/03/2026").first == "2026-03-31"
    assert not due("31/03/2026").doubt
    assert due("03/04/26").first == "2026-04-03"
    assert "the day first" in due("03/04/26").doubt
    assert (due("March 2025 (was January 2025)").first, due("March 2025 (was January 2025)").later) == (
        "January 2025",
        "March 2025",
    )
    assert due("Marhc 2026").kept == "Marhc 2026"
    assert not due("Marhc 2026").first
    assert due("Q3 2025/26").first == "Q3 2025/26"


@pytest.mark.parametrize(
    ("cell", "first", "later", "reason"),
    [
        ("March 2026 (revised from December 2025)", "December 2025", "March 2026", ""),
        ("31/03/2025 revised to 30/06/2025", "2025-03-31", "2025-06-30", ""),
        ("Dec 2025 – delayed to March 2026", "Dec 2025", "March 2026", ""),
        ("30/06/26 – moved from 31/03/26 because Ann was ill", "2026-03-31", "2026-06-30", "Ann was ill"),
        ("Original: Dec 2025\nRevised: March 2026", "Dec 2025", "March 2026", ""),
    ],
)
def test_a_date_that_moved_is_never_taken_the_wrong_way_round(cell, first, later, reason):
    """However two dates stand in one cell, the earlier promise is the first one, and why it moved is kept."""
    found = due(cell)
    assert (found.first, found.later, found.reason) == (first, later, reason)


def test_dates_that_nothing_can_be_counted_from_are_told():
    """What cannot be counted from is published as it is, and said; what only points elsewhere is no date."""
    assert due("Complete by Sept 2026").first == "Complete by Sept 2026"
    assert "No day can be counted" in due("Complete by Sept 2026").doubt
    assert not due("TBC").doubt
    assert due("15 Jan 26").first == "15 Jan 2026"
    assert due("as above") == Due(kept="as above", doubt=due("as above").doubt)
    assert moved(due("March 2026"), "n/a") == due("March 2026")


def test_numbers_of_recommendations_as_councils_write_them():
    """Numbers are read out of many spellings, and never out of a sentence that only begins with one."""
    assert numbers("Recommendations 2 to 4") == ("2", "3", "4")
    assert numbers("R1, R2 and R4") == ("R1", "R2", "R4")
    assert first_number("R3 Strengthen it") == (("R3",), "Strengthen it")
    assert first_number("3 councils agree") == ((), "3 councils agree")


HOSTILE = (
    *(
        "a: b # c",
        "- x",
        '"q"',
        "'",
        "{",
        "[x]",
        "%",
        "@y",
        "`",
        "\t",
        "a\nb",
        "👩\u200d🏫",
        "x" * 3000,
        "---",
        "“1”",
        "...",
    ),
    *(
        "a. b\nb. c",
        "1.1 a\n1.2 b",
        "31/12/2026",
        "31/02/2026",
        "1-3",
        "Rec 1",
        "=1+1",
        "\\",
        "<b>",
        "<!--",
        "null",
        "#",
    ),
    *("See 1 above", "Total", "- - -\n- a", "| a |\n|---|", "[[recommendations]]", "https://[x", "RAG", "no", "•"),
)
CELL = st.one_of(st.text(max_size=40), st.sampled_from(HOSTILE))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELL, min_size=9, max_size=9), max_size=4))
def test_whatever_stands_in_the_cells_the_text_can_be_read(content, rows):
    """Every text that is written is YAML with keys that are known, and holds each action's words."""
    import csv
    import io

    written = io.StringIO()
    head = ["No.", "Recommendation", "Ref.", "Action", "Due by", "Status", "Progress", "Owner", "Budget"]
    csv.writer(written).writerows([head, *rows, ["1", "", "", "The last", "", "", "", "", ""]])
    for old in (*(content / FOLDER).glob("action-plan*"), *(content / FOLDER).glob("update*")):
        old.unlink()
    data = table(written.getvalue().encode("utf-8", "surrogatepass"))
    taken(content, data)
    data_read = held(content, "action-plan.md")
    assert isinstance(data_read, Plan)
    assert data_read.actions[-1].action == "The last"
    again = taken(content, data)
    assert not again.files
    assert isinstance(data_read, Reporting)
