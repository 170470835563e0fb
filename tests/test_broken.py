"""Broken content gives just the words that stand beside it: `pytest --update` renews them."""

from __future__ import annotations

from pathlib import Path

import pytest

from peerchallenge.command import main

CASES = sorted(path for path in (Path(__file__).parent / "broken").iterdir() if path.is_dir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_words_for_broken_content(case, monkeypatch, capsys, request):
    """Everything that is wrong in a folder is said at once, in the order and the words expected."""
    monkeypatch.chdir(case)
    assert main(["check", "--as-of", "2026-11-22"]) == 1
    shown = capsys.readouterr().out
    expected = case / "problems.txt"
    if request.config.getoption("--update"):
        expected.write_text(shown, encoding="utf-8")
    assert shown == expected.read_text(encoding="utf-8")
