"""Words that are escaped come out of the converter as they stand, and a file is read where it can harm nobody."""

from __future__ import annotations

import re
import time
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerchallenge import characters
from peerchallenge.importing.apart import read_apart
from peerchallenge.importing.plans.wording import markdown, pieces
from peerchallenge.importing.texts.marks import escaped
from peerchallenge.problems import ContentError
from peerchallenge.prose.convert import Text, convert

BLOCKS = r"</?(?:p|li|ul|ol|h\d|div|table|thead|tbody|tr|td|th|blockquote|pre|hr|dl|dt|dd|sup|section|br|img)\b[^>]*>"
KEPT = "[\ue000-\ue003]"
"""Signs that have a meaning within the converter."""
SIGNS = st.one_of(
    st.sampled_from([*"*_`[]()<>!#&;:\\-+=|~^{}.\"'1a b0•·%/o@\n"]),
    st.sampled_from(
        ["https://", "1. ", "- ", "[[recommendations]]", "{{recommendations}}", "&amp;", "&#38;", "<!-- x"]
    ),
    st.sampled_from(["```", "~~~", "[^1]: ", "*[A]: ", "| a |\n|--|", "<https://a.b>", "<a@b.uk>", "](x.pdf)", "<!--"]),
    st.characters(exclude_categories=["Cs", "Cc"]),
)


def words(html: str) -> list[str]:
    """Give the words that a reader sees."""
    return unescape(re.sub(r"<[^>]*>", "", re.sub(BLOCKS, " ", html))).split()


@settings(max_examples=400, deadline=None)
@given(st.lists(SIGNS, max_size=14).map("".join), st.sampled_from(["document", "passage", "line"]))
def test_escaped_words_come_out_as_they_stand(text, kind):
    """No sign is lost, none is added, and nothing is wrong with the text."""
    if characters.strange(text) is not None or re.search(KEPT, text):
        return
    made = convert(Text(kind, escaped(text)))
    assert words("".join(made.body.pieces)) == text.split()
    assert not [problem for problem in made.problems if problem.severity == "error"]


@pytest.mark.parametrize(
    "plain", ["Save £5m (a third)", "Director A / Head of B", "snake_case, 5 < 6 & 7", "1.1 and 2.", "well-known – so"]
)
def test_ordinary_words_stay_as_they_are(plain):
    """Where nothing would be misread, nothing is added."""
    assert escaped(plain) == plain


def test_lines_of_a_cell_become_paragraphs_and_lists():
    """Lines with a bullet are a list; other lines are paragraphs; names are divided at lines and semicolons only."""
    assert markdown("We will:\n• ask\n• answer *all*\n# done") == "We will:\n\n- ask\n- answer \\*all\\*\n\n\\# done"
    assert pieces(["A and B / C;\nD", "D"]) == ("A and B / C", "D")


def sleeps(_: object) -> None:
    """Take longer than it may."""
    time.sleep(30)


def fails(_: object) -> None:
    """Fail as a library does."""
    raise KeyError


@pytest.mark.parametrize(("function", "said"), [(sleeps, "not read to its end within 1 second"), (fails, "damaged")])
def test_a_reader_that_fails_or_does_not_end_is_a_problem_of_the_file(function, said):
    """What happens in another process comes back as a sentence about the file."""
    with pytest.raises(ContentError, match=said):
        read_apart(function, 1, "plan.xlsx", seconds=1)
