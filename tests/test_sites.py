"""Tiny whole sites give just the pages that stand beside them: `pytest --update` renews them.

Their templates are a few lines each and show facts without a look, so that only what is said can change them.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tiny import TODAY

from peerchallenge import pipeline, settings
from peerchallenge.options import Options
from peerchallenge.read import files

SITES = Path(__file__).parent / "sites"
CASES = sorted(path.name for path in SITES.iterdir() if (path / "content").is_dir())


@pytest.mark.parametrize("case", CASES)
def test_a_tiny_site_shows_what_is_expected(case, tmp_path, monkeypatch, request):
    """Every page of the challenge says what is expected of it, and there is no other."""
    shutil.copytree(SITES / case / "content", tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    inputs, problems = files.read(Path("content"), program=SITES)
    options = Options(today=TODAY, embargo_day=TODAY)
    joined = pipeline.join(inputs, problems, options)
    outputs, wrong = pipeline.make(inputs, joined.library, settings.settings(joined.site, options), options)
    assert [problem.message for problem in (*joined.problems, *wrong)] == []
    made = {o.path: o.data.decode() for o in outputs if o.path.startswith(("challenges/", "cy/")) and "-20" in o.path}
    expected = SITES / case / "expected"
    if request.config.getoption("--update"):
        shutil.rmtree(expected, ignore_errors=True)
        for path, text in made.items():
            (expected / path).parent.mkdir(parents=True, exist_ok=True)
            (expected / path).write_text(text, "utf-8")
    there = {p.relative_to(expected).as_posix(): p.read_text("utf-8") for p in expected.rglob("*") if p.is_file()}
    assert made == there
