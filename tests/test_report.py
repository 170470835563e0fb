"""Problems are shown so that a person, a program or GitHub finds the place and the fix."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerchallenge import report
from peerchallenge.problems import Problem, Severity

ONE = Problem(
    path="content/x.md",
    line=3,
    column=8,
    code="date",
    message="“soon” is not a date.",
    suggestion="Write a day.",
    excerpt="dated: soon",
)


def problem(**values):
    return Problem(**{"path": "content/x.md", "code": "c", "message": "Wrong.", **values})


def test_a_problem_shows_its_place_its_line_and_its_fix():
    """The place comes first, then the line with a mark under the value, what is wrong, and the fix."""
    assert report.text([ONE]) == (
        "content/x.md:3:8  error\n"
        "    3 | dated: soon\n"
        "      |        ^\n"
        "  “soon” is not a date.\n"
        "  Write a day.\n"
        "\n"
        "1 problem in 1 file."
    )


def test_nothing_is_said_of_nothing():
    """Without problems there is no text."""
    assert report.text([]) == ""


def test_errors_come_before_warnings_and_are_counted():
    """Errors stand first whatever their place, and the last line counts both."""
    shown = report.text([problem(path="a.md", severity=Severity.WARNING, message="Odd."), problem(path="b.md")])
    assert shown.index("Wrong.") < shown.index("Odd.")
    assert shown.endswith("\n\n1 problem and 1 warning in 2 files.")


def test_the_same_mistake_in_many_places_is_said_once():
    """Equal words are shown once, with the first places and the number of the others."""
    shown = report.text([problem(path=f"{n:02}.md") for n in range(15)])
    assert shown.count("Wrong.") == 1
    assert shown.startswith("00.md  error\n01.md  error\n02.md  error\nand 12 more places\n")
    assert shown.endswith("15 problems in 15 files.")
    assert "and 1 more place\n" in report.text([problem(path=f"{n}.md") for n in range(4)])


def test_a_flood_is_dammed():
    """Of more mistakes than anyone reads at once the first hundred are shown, and all are counted."""
    shown = report.text([problem(message=f"Wrong {n:04}.") for n in range(150)])
    assert "Wrong 0099." in shown
    assert "Wrong 0100." not in shown
    assert shown.endswith("50 more are not shown: mend these first.\n\n150 problems in 1 file.")


def marked(line, column):
    shown = report.text([problem(line=1, column=column, excerpt=line)]).split("\n")
    return shown[1], shown[2].index("^") if "^" in shown[2] else -1


@pytest.mark.parametrize(
    ("line", "column", "under"),
    [
        ("title: x", 8, "x"),
        ("\ttitle: x", 9, "x"),
        ("e\u0301title: x", 10, "x"),
        ("a" * 300 + "X" + "b" * 300, 301, "X"),
    ],
)
def test_the_mark_stands_under_the_place(line, column, under):
    """Tabs and accents of their own do not move the mark, and a long line is cut round it."""
    shown, mark = marked(line, column)
    assert len(shown) <= 100
    assert shown.replace("\u0301", "")[mark] == under


def test_wide_characters_take_two_places():
    """The mark counts the cells of a screen, and not characters."""
    _, mark = marked("漢字: x", 5)
    assert mark == len("    1 | ") + 6


def test_nothing_reaches_the_screen_that_could_disturb_it():
    """Escape and direction characters are shown as a mark, wherever they stand."""
    nasty = "a\x1b[2J\u202eb\u2028c\r"
    shown = report.text([problem(path=nasty, message=nasty, suggestion=nasty, line=1, column=1, excerpt=nasty)])
    assert not {"\x1b", "\u202e", "\u2028", "\r"} & set(shown)


def test_colour_only_where_asked_for():
    """Colour is for terminals, and changes no words."""
    assert "\x1b[31m" in report.text([ONE], color=True)
    assert "\x1b" not in report.text([ONE])


def test_json_is_a_list_of_records():
    """Other programs get every fact of a problem under fixed names."""
    (record,) = json.loads(report.as_json([ONE]))
    assert record == {
        "path": "content/x.md",
        "line": 3,
        "column": 8,
        "severity": "error",
        "code": "date",
        "message": "“soon” is not a date.",
        "suggestion": "Write a day.",
    }
    assert json.loads(report.as_json([])) == []


def test_github_gets_escaped_commands():
    """A comma, a colon, a per cent sign or a line end cannot break out of its field."""
    awkward = problem(path="a,b:c%.md", line=2, column=0, message="50%\nmore", severity=Severity.WARNING)
    assert report.github([awkward]) == "::warning file=a%2Cb%3Ac%25.md,line=2,col=1,title=c::50%25%0Amore"
    assert report.github([problem()]) == "::error file=content/x.md,title=c::Wrong."


@given(st.text(), st.integers(min_value=0, max_value=500), st.text())
def test_any_problem_can_be_shown(line, column, words):
    """No line, column or word breaks a report, and no line of an excerpt is wider than the screen."""
    shown = report.text([problem(line=1, column=column, excerpt=line, message=words)])
    assert shown
    json.loads(report.as_json([problem(excerpt=line, message=words)]))
    assert "\n" not in report.github([problem(message=words)])


def test_a_line_to_write_is_shown_with_its_indent():
    """The mended line stands just as the wrong one does, so that it can be copied whole."""
    line = '    text: "Act: now"'
    found = Problem(
        path="x.md",
        line=3,
        column=11,
        code="x",
        message="Wrong.",
        excerpt="    text: Act: now",
        suggestion=f"Write: {line}",
        mend=(3, line),
    )
    assert f"\n  Wrong.\n  Write:\n    3 | {line}\n" in report.text([found])
