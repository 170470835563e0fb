"""Sheets: what stands in their columns, and files that spreadsheets open rightly and that run nothing."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record import EVENT, PLAN, TEXTS, planned
from tiny import JOINT

from peerchallenge.pages import Sheet
from peerchallenge.render.sheets import outputs

SHEET = Sheet(url="/actions/list.csv", header=("Address", "Action"), rows=(("a", "Hören, “sehen”"), ("b", 'x, "y"')))


def read(data: bytes) -> list[list[str]]:
    """Read a file as a spreadsheet would."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def rows(joined, url, texts=TEXTS, **more):
    """Give the rows of a sheet by their columns."""
    sheet = next(sheet for sheet in planned(joined, texts, **more).sheets if sheet.url == url)
    return [dict(zip(sheet.header, row, strict=True)) for row in sheet.rows]


def test_excel_on_windows_reads_it():
    """The file says that it is UTF-8 in the way that Excel knows, and its lines end as on Windows."""
    (made,) = outputs([SHEET])
    assert made.path == "actions/list.csv"
    assert made.data.startswith(b"\xef\xbb\xbfAddress,Action\r\n")
    assert made.data.count(b"\n") == made.data.count(b"\r\n") == 3
    assert read(made.data)[1:] == [["a", "Hören, “sehen”"], ["b", 'x, "y"']]


@pytest.mark.parametrize("cell", ["=1+1", "+44 1632 960000", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-", "+1.2.3", "-1e5"])
def test_nothing_is_run(cell):
    """What a spreadsheet would take for a formula begins with an apostrophe."""
    (made,) = outputs([Sheet(url="/a.csv", header=("Words",), rows=((cell,),))])
    assert read(made.data)[1] == [f"'{cell}"]


@pytest.mark.parametrize("cell", ["-12", "+3", "-1.5", "12", "a=b", "1-2", "", "3(a)", "(-1)"])
def test_what_is_harmless_stays(cell):
    """Numbers stay numbers, and signs within words stay as they are."""
    (made,) = outputs([Sheet(url="/a.csv", header=("Words", "More"), rows=((cell, "x"),))])
    assert read(made.data)[1] == [cell, "x"]


@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=("Cs",))), st.sampled_from(["=", "@x", "-1", "a"]))))
def test_nothing_is_lost(found):
    """Whatever the cells hold, the rows come back as they were, but for the apostrophe."""
    (made,) = outputs([Sheet(url="/a.csv", header=("A", "B"), rows=tuple(found))])
    plain = [tuple(cell.removeprefix("'") for cell in row) for row in read(made.data)[1:]]
    assert plain == [tuple(cell.removeprefix("'") for cell in row) for row in found]


def test_columns_of_actions(joined):
    """One fact stands in each column: promised and moved dates apart, the council's word beside the shared one."""
    first, *_ = rows(joined, "/actions/list.csv")
    assert first == {
        "Address": "https://peers.example/results/challenges/wexcombe-2025/response/#action-response-a",
        "Challenge": "Wexcombe: corporate peer challenge, 2025",
        "Council": "Wexcombe",
        "Year": "2025",
        "Number": "A",
        "Action": "Write a plan.",
        "Kind": "action",
        "For": "Recommendation 1",
        "Owner": "Chief Executive",
        "Accountable": "",
        "First promised": "March 2026",
        "Date last given": "February 2027",
        "Times moved": "1",
        "Reasons for moves": "Nobody applied.",
        "Done": "",
        "Done is": "",
        "Status (own word)": "in progress",
        "State": "In progress",
        "Rating": "",
        "Last reported": "June 2026",
        "Others say": "",
        "How it stands": "Long overdue",
        "Days late": "236",
        "How it stands to the date last given": "Not yet due",
        "As at": "2026-11-22",
    }


def test_columns_of_recommendations(joined):
    """The peers' words stand without marks, the decision and the answer apart, and what is not known is empty."""
    _, second, third, _ = rows(joined, "/recommendations/list.csv")
    assert (second["Number"], second["Words"], second["Decision"]) == ("2", "Review scrutiny.", "")
    assert (second["Answer"], second["Actions"]) == ("No answer published", "0")
    assert (third["Decision"], third["Answer"], third["Theme"]) == (
        "Not accepted",
        "Answered",
        "Financial planning and management",
    )
    assert (third["Progress (own word)"], third["Progress (shared list)"], third["As at"]) == (
        "",
        "Nothing reported yet",
        "",
    )


def test_columns_of_challenges(joined):
    """Each step has what was due, promised and happened, and how the two stand, in columns of their own."""
    (own,) = rows(joined, "/challenges/list.csv")
    assert own["Last day"] == "2025-06-27"
    assert own["Timetable"] == "LGA requirement, 2024"
    assert [own[f"Feedback report: {c}"] for c in ("due", "promised", "happened", "how it stands", "days late")] == [
        "2025-09-27",
        "",
        "2025-09-18",
        "On time",
        "",
    ]
    assert own["Report of the progress review: how it stands"] == "Very late"
    assert own["Report of the progress review: days late"] == "96"


def test_hosts_that_stand_differently_are_named(joined):
    """Where the councils of a joint challenge stand differently at a step, the cell says which is which."""
    texts = {
        "challenges/pair-2025/challenge.md": JOINT.replace("type", "onsite: 2025-06-27\ntype"),
        "challenges/pair-2025/report.md": "---\npublished: 2025-09-18\n---\nFindings.\n",
        "challenges/pair-2025/action-plan.ashmere.md": "---\npublished: 2025-11-20\n"
        "actions: [{ref: X, action: Act.}]\n---\n",
    }
    (own,) = rows(joined, "/challenges/list.csv", texts)
    assert own["Feedback report: happened"] == "2025-09-18"
    assert own["Response and plan: happened"] == "Ashmere: 2025-11-20"
    assert own["Response and plan: how it stands"] == "Ashmere: On time; Thornacre: Long overdue"


def test_columns_of_councils_and_updates(joined):
    """A council says how many challenges it had; an update says what is in it."""
    ashmere, _, wexcombe = rows(joined, "/councils/list.csv")
    assert (ashmere["Challenges"], ashmere["Last challenge"]) == ("0", "")
    assert (wexcombe["Challenges"], wexcombe["Last challenge"]) == ("1", "2025")
    newest, *_ = rows(joined, "/councils/wexcombe/updates/list.csv")
    assert (newest["Date"], newest["Kind"], newest["Holds"]) == (
        "2026-10-01",
        "Progress review",
        "progress on 1 action",
    )


def test_a_row_is_alike_in_every_sheet(joined):
    """An entry has the same row in the whole list, in narrowed ones and under its theme."""
    sheets = {sheet.url: sheet.rows for sheet in planned(joined).sheets}
    whole = set(sheets["/recommendations/list.csv"])
    assert set(sheets["/themes/governance-and-culture/list.csv"]) < whole
    assert set(sheets["/recommendations/answer/accepted/list.csv"]) < whole


def test_days_are_written_for_machines_and_all_else_as_given(joined):
    """A day is year-month-day; words that are more or less than a day are left as they were written."""
    dates = ("2026-03-31", "31 March 2026 (at the latest)", "March 2026", "April 2026 (subject to approval)", "ongoing")
    actions = "".join(f"  - {{ref: D{n}, action: Act., due: '{words}'}}\n" for n, words in enumerate(dates))
    texts = {**TEXTS, f"{EVENT}response.md": PLAN.replace("actions:\n", f"actions:\n{actions}")}
    found = rows(joined, "/actions/list.csv", texts)
    assert tuple(row["First promised"] for row in found[: len(dates)]) == dates
