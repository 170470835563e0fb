"""A mend writes the lines shown and touches nothing else."""

from __future__ import annotations

from peerchallenge.problems import Problem
from peerchallenge.read.mend import mend


def problem(number, line, excerpt):
    return Problem(path="x.md", line=number, code="misread", message="Wrong.", excerpt=excerpt, mend=(number, line))


def test_only_the_lines_named_change():
    """Each mend stands in the place of its line; a problem without one changes nothing."""
    found = (problem(2, 'b: "c: d"', "b: c: d"), Problem(path="x.md", line=1, code="x", message="Wrong."))
    assert mend("a: 1\nb: c: d\nc: 2\n", found) == 'a: 1\nb: "c: d"\nc: 2\n'


def test_a_line_that_changed_since_is_left_alone():
    """What was edited after the check is never overwritten, nor is a line that is gone."""
    assert mend("a: 1\nb: new\n", (problem(2, "b: x", "b: old"), problem(9, "c: x", "c"))) == "a: 1\nb: new\n"


def test_of_two_mends_the_first_is_written():
    """A line is mended once; what is left shows at the next check."""
    assert mend("a: b\n", (problem(1, "one", "a: b"), problem(1, "two", "a: b"))) == "one\n"


def test_two_mends_of_one_line_are_both_written():
    """What two mends change in different places of a line is changed in both."""
    found = (problem(1, '[{to: "1", do: B}]', "[{to: 1, do: B}]"), problem(1, "[{to: 1, do: b}]", "[{to: 1, do: B}]"))
    assert mend("[{to: 1, do: B}]\n", found) == '[{to: "1", do: b}]\n'
