"""The list of everything that may be written, which is made from the schema."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from peerchallenge.read.wording import keys
from peerchallenge.schema.answers import Decision
from peerchallenge.schema.guide import guide
from peerchallenge.schema.guide_words import ANSWERS, RATINGS, STATES
from peerchallenge.schema.kinds import KINDS
from peerchallenge.schema.site import Rating, State

ROOT = Path(__file__).parent.parent
MADE = guide()


def anchor(title: str) -> str:
    """Give the address of a heading as a viewer of Markdown makes it."""
    return re.sub(r"[^\w -]", "", title.casefold()).replace(" ", "-")


def test_it_is_up_to_date() -> None:
    """`docs/content.md` says what the schema says: run `python -m peerchallenge.schema.guide` to renew it."""
    assert (ROOT / "docs/content.md").read_text("utf-8") == MADE


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_file_and_key_is_told(kind: type) -> None:
    """Each kind of file has a heading with its name, and each key that it may have stands in a table."""
    assert re.search(rf"^### {kind.label}: `{kind.kind}\.[^`]*md`$", MADE, re.MULTILINE)
    for key in keys(kind):
        assert f"\n| `{key}`" in MADE, key


def test_every_key_has_its_kind_and_a_sentence() -> None:
    """No row of a table has an empty place, and none begins or ends with a stray comma."""
    rows = [line.split(" | ") for line in MADE.splitlines() if line.startswith("| `")]
    assert rows
    for row in rows:
        assert all(re.search(r"\w", cell) and not re.match(r"\W*,", cell) for cell in row), row


def test_every_decision_state_and_rating_is_explained() -> None:
    """A word that may be written says when to write it."""
    assert [*ANSWERS, *STATES, *RATINGS] == [*Decision, *State, *Rating]


def test_every_link_leads_to_a_heading() -> None:
    """Whoever follows a link to a group of keys arrives there, and at the only heading of that name."""
    headings = [anchor(title) for title in re.findall(r"^#+ (.*)$", MADE, re.MULTILINE)]
    assert len(set(headings)) == len(headings)
    assert set(re.findall(r"\]\(#([^)]*)\)", MADE)) <= set(headings)


def test_it_is_in_plain_words() -> None:
    """An officer meets no name of a type."""
    assert re.findall(r"\b(str|int|bool|tuple|dict|None|Optional|enum|Any|pydantic|NoneType)\b", MADE) == []


def test_the_settings_and_the_readme_lead_to_it() -> None:
    """It is found from where people begin."""
    assert "docs/content.md" in (ROOT / "README.md").read_text("utf-8")
    assert "docs/content.md" in (ROOT / "content/site.yml").read_text("utf-8").splitlines()[0]
