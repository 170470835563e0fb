"""The command as people and scripts use it: what it prints, what it writes, and its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tiny import CHALLENGE

from peerchallenge.command import main

ROOT = Path(__file__).parent.parent
GOOD = {
    "challenges/wexcombe-2025/challenge.md": CHALLENGE,
    "challenges/wexcombe-2025/letter.md": "---\ntitle: Feedback letter\ndated: 2025-09-01\n---\nDear Leader,\n",
    "pages/about.md": "---\ntitle: About\n---\nWords.\n",
}
BAD = GOOD | {
    "challenges/wexcombe-2025/letter.md": "---\ntitel: Feedback letter\ndated: 01/09/2025\n---\nDear Leader,\n"
}


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_build_is_the_default(written, capsys):
    """Without a command it builds, says what it made, and exits with 0."""
    folder = written(GOOD)
    assert main([]) == 0
    said = capsys.readouterr().out
    assert "1 challenge, 0 recommendations, 3 councils" in said
    assert "Slowest:" in said
    assert (folder / "site/challenges/wexcombe-2025/letter/index.html").is_file()


def test_options_before_or_after_the_command(written):
    """Options may stand on either side of the command."""
    folder = written(GOOD)
    assert main(["--output", "here", "build"]) == 0
    assert main(["build", "--output", "there"]) == 0
    assert (folder / "here/index.html").is_file()
    assert (folder / "there/index.html").is_file()


def test_wrong_content_leaves_the_last_good_site(written, capsys):
    """With a mistake nothing is written, every mistake is named at its line, and the exit code is 1."""
    folder = written(GOOD)
    assert main([]) == 0
    before = tree(folder / "site")
    written(BAD)
    assert main([]) == 1
    said = capsys.readouterr().out
    assert "content/challenges/wexcombe-2025/letter.md:2" in said
    assert "Did you mean “title”?" in said
    assert "2025-09-01" in said
    assert "stands as it was" in said
    assert tree(folder / "site") == before


def test_check_writes_nothing(written):
    """`check` finds what is wrong and leaves no file behind."""
    folder = written(GOOD)
    before = tree(folder)
    assert main(["check"]) == 0
    assert tree(folder) == before
    written(BAD)
    assert main(["check"]) == 1


def test_json(written, capsys):
    """`--format json` is a list of problems with exactly the keys that were promised."""
    written(BAD)
    assert main(["check", "--format", "json"]) == 1
    problems = json.loads(capsys.readouterr().out)
    assert [(p["line"], p["severity"]) for p in problems] == [(2, "error"), (3, "error")]
    assert set(problems[0]) == {"path", "line", "column", "severity", "code", "message", "suggestion"}


def test_json_without_problems(written, capsys):
    """With nothing wrong the list is empty, and it is still a list."""
    written(GOOD)
    assert main(["check", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_github(written, capsys):
    """`--format github` makes annotations."""
    written(BAD)
    assert main(["check", "--format", "github"]) == 1
    assert "::error file=content/challenges/wexcombe-2025/letter.md,line=2," in capsys.readouterr().out


def test_strict(written):
    """`--strict` lets a warning stop the build."""
    warned = GOOD | {"challenges/wexcombe-2025/notes.pdf": b"%PDF-1.7"}
    written(warned)
    assert main(["check"]) == 0
    assert main(["check", "--strict"]) == 1


def test_fix(written, capsys):
    """`check --fix` writes the mended line, says so, and what it mended is then right."""
    cut = GOOD | {"challenges/wexcombe-2025/letter.md": "---\ntitle: Letter #3 of 4\n---\nDear Leader,\n"}
    folder = written(cut)
    assert main(["check"]) == 1
    assert main(["check", "--fix"]) == 0
    assert "Mended" in capsys.readouterr().out
    text = (folder / "content/challenges/wexcombe-2025/letter.md").read_text("utf-8")
    assert "Letter #3 of 4" in text.split("\n")[1]
    assert text.split("\n")[1] != "title: Letter #3 of 4"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--as-of", "31/03/2026"], "year-month-day"),
        (["--as-of", "2026-02-30"], "year-month-day"),
        (["--as-of", "2026-W01-1"], "year-month-day"),
        (["--base-url", "peers.example.gov.uk"], "https://"),
        (["--base-url", "https://"], "https://"),
        (["--base-url", "https://x.example/a b"], "https://"),
        (["--format", "xml"], "choose from"),
        (["biuld"], "invalid choice"),
    ],
)
def test_wrong_command(written, capsys, arguments, words):
    """A command that cannot be carried out says why, and exits with 2."""
    written(GOOD)
    assert main(arguments) == 2
    assert words in capsys.readouterr().err


def test_source_date_epoch(written, monkeypatch, capsys):
    """SOURCE_DATE_EPOCH is today where --as-of is not given; one that is no number is refused."""
    folder = written(GOOD)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1775000000")
    assert main([]) == 0
    assert "31 March 2026" in (folder / "site/index.html").read_text("utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "tomorrow")
    assert main([]) == 2
    assert "tomorrow" in capsys.readouterr().err


def test_empty_folder(tmp_path, monkeypatch, capsys):
    """A first run where there is nothing yet says what to do next."""
    monkeypatch.chdir(tmp_path)
    assert main([]) == 1
    said = capsys.readouterr().out
    assert "There is no folder “content” here" in said
    assert "README.md" in said
    assert list(tmp_path.iterdir()) == []


def test_folder_of_somebody_else(written, capsys):
    """A folder with files that the program did not make is refused, and nothing in it is touched."""
    folder = written(GOOD)
    (folder / "site").mkdir()
    (folder / "site/thesis.txt").write_text("three years of work", "utf-8")
    assert main([]) == 1
    assert "did not make" in capsys.readouterr().out
    assert tree(folder / "site") == {"thesis.txt": b"three years of work"}


def test_withdrawn_pages_are_gone(written):
    """A document that is taken out of the content is taken off the site."""
    folder = written(GOOD)
    assert main([]) == 0
    (folder / "content/challenges/wexcombe-2025/letter.md").unlink()
    assert main([]) == 0
    assert not (folder / "site/challenges/wexcombe-2025/letter").exists()


def test_own_templates_come_first(written):
    """A template beside the content stands in the place of the shipped one, and the others stay."""
    folder = written(GOOD)
    own = folder / "templates/pages/not-found.html"
    own.parent.mkdir(parents=True)
    own.write_text(
        '{# page: NotFoundPage #}\n{% extends "base.html" %}\n{% block main %}<h1>Lost?</h1>{% endblock %}\n', "utf-8"
    )
    assert main([]) == 0
    assert "<h1>Lost?</h1>" in (folder / "site/404.html").read_text("utf-8")


def test_misspelt_field_in_a_template(written, capsys):
    """A misspelt name in a template is named with its line and the likely fix."""
    folder = written(GOOD)
    own = folder / "templates/pages/council.html"
    own.parent.mkdir(parents=True)
    own.write_text("{# page: CouncilPage #}\n<h1>{{ page.council.nmae }}</h1>\n", "utf-8")
    assert main([]) == 1
    said = capsys.readouterr().out
    assert "templates/pages/council.html:2" in said
    assert "Did you mean “name”?" in said


def test_as_a_program_in_a_pipe(written):
    """In a pipe there is no progress and no colour, only the report."""
    folder = written(GOOD)
    done = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), "--as-of", "2026-11-22"],
        cwd=folder,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    assert b"\x1b" not in done.stdout


def test_wheel_carries_templates_and_assets(tmp_path):
    """The wheel has the templates and assets that a site needs."""
    order = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    done = subprocess.run(order, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "peerchallenge/shipped/templates/base.html" in names
    assert any(name.startswith("peerchallenge/shipped/assets/css/") for name in names)
    assert "build.py" not in names


def test_a_draft_challenge_never_stops_a_public_build(written, capsys):
    """Whatever is wrong in a draft challenge's folder, the rest is published, and the report says what is held back."""
    draft = {
        "challenges/draft-2026/challenge.md": CHALLENGE.replace("type:", "draft: true\ntype:"),
        "challenges/draft-2026/letter.md": "---\nnonsense\n---\n",
        "challenges/draft-2026/response.md": "caf\xe9".encode("latin-1"),
    }
    folder = written(GOOD | draft)
    assert main([]) == 0
    assert "held back" in capsys.readouterr().out
    assert not (folder / "site/challenges/draft-2026").exists()
    assert main(["check", "--drafts"]) == 1


def test_drafts_are_marked_for_search_engines(written):
    """A copy with drafts says so on every page and asks not to be indexed."""
    folder = written(GOOD)
    assert main(["--drafts"]) == 0
    assert 'content="noindex"' in (folder / "site/index.html").read_text("utf-8")
    assert main([]) == 0
    assert "noindex" not in (folder / "site/index.html").read_text("utf-8")


def test_a_letter_without_headings_can_have_recommendations_in_its_text(written):
    """Recommendations stand on the level below what is above them, in an old letter the title alone."""
    details = "---\ntitle: Letter\nrecommendations:\n  - {ref: '1', text: Do it.}\n---\n"
    letter = details + "%sDear Jo\n\n[[recommendations]]\n\nYours\n"
    for above, level in (("", "h2"), ("## Findings\n\n", "h3")):
        folder = written({"challenges/w-2025/challenge.md": CHALLENGE, "challenges/w-2025/letter.md": letter % above})
        assert main(["build"]) == 0
        page = (folder / "site/challenges/w-2025/letter/index.html").read_text("utf-8")
        assert f'<{level} id="rec-1">Recommendation 1</{level}>' in page
