"""Where an import puts a letter: what it calls the file, and which challenge it joins."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from test_import_letter import EVERY, bring, folder, only, tree  # noqa: F401 - the fixture

from peerchallenge.command import main


@pytest.mark.parametrize("name", ["sent", "sent.doc", "SENT.DOCX", "sent.docx (1)"])
def test_a_file_is_called_by_what_it_is(folder, name):  # noqa: F811
    """Whatever the name ends in, the original gets the ending that its readers need."""
    assert bring(EVERY["tiers"], name=name) == 0
    assert {path.name for path in only(folder, "report.md").parent.iterdir()} >= {"report.docx"}


def test_an_event_that_cannot_be_read(folder, capsys):  # noqa: F811
    """Beside a challenge whose file is broken no second one is begun."""
    assert bring(EVERY["tiers"]) == 0
    event = only(folder, "challenge.md")
    event.write_text(event.read_text("utf-8").replace("councils: [", "councils: [["), "utf-8")
    before = tree(folder)
    assert bring(EVERY["tiers"]) == 2
    assert "challenge.md cannot be read" in capsys.readouterr().err
    assert tree(folder) == before


def test_two_challenges_with_the_same_days(folder, capsys):  # noqa: F811
    """Which of two is meant is asked, and neither is added to."""
    for challenge in ("one-2025", "two-2025"):
        assert bring(EVERY["tiers"], "--challenge", challenge) == 0
    assert bring(EVERY["tiers"]) == 2
    assert "More than one challenge has these days (one-2025, two-2025)" in capsys.readouterr().err


def test_a_second_import_says_that_nothing_is_new(folder, capsys):  # noqa: F811
    """The same file once more writes nothing, and says so."""
    assert bring(EVERY["tiers"]) == 0
    capsys.readouterr()
    assert bring(EVERY["tiers"]) == 0
    assert capsys.readouterr().out.startswith("All of it is there already.")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes with a name")
def test_what_never_ends_is_not_read(folder, capsys):  # noqa: F811
    """A pipe is refused instead of waited for."""
    os.mkfifo(Path("sent.docx"))
    assert main(["import", "sent.docx", "--council", "northwick"]) == 1
    assert "no file that can be read to its end" in capsys.readouterr().out
