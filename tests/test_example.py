"""The shipped content and the pages that it makes, without a browser."""

from __future__ import annotations

import csv
import re
from html import unescape
from pathlib import Path

import html5lib
import pytest

from peerchallenge.command import main

ROOT = Path(__file__).parent.parent
TODAY = ["--as-of", "2026-11-22"]
BUILD = ["--content", str(ROOT / "content"), *TODAY]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example site."""
    folder = tmp_path_factory.mktemp("built") / "site"
    assert main([*BUILD, "--output", str(folder)]) == 0
    return folder


def test_every_page_is_valid_html(built: Path) -> None:
    """A strict parser finds nothing wrong with any page."""
    parser = html5lib.HTMLParser(strict=False)
    wrong: dict[str, list[object]] = {}
    for path in sorted(built.rglob("*.html")):
        if "pagefind" not in path.parts:
            parser.parse(path.read_bytes())
            if parser.errors:
                wrong[path.relative_to(built).as_posix()] = parser.errors[:3]
    assert wrong == {}


def test_content_is_without_a_warning(capsys: pytest.CaptureFixture[str]) -> None:
    """The content that people copy has nothing wrong with it, not even a warning."""
    assert main(["check", *BUILD, "--strict", "--format", "json"]) == 0
    assert capsys.readouterr().out.strip() == "[]"


def test_same_bytes_twice(built: Path, tmp_path: Path) -> None:
    """Two builds of the same content give the same files, the search index apart."""
    again = tmp_path / "site"
    assert main([*BUILD, "--output", str(again)]) == 0

    def files(folder: Path) -> dict[str, bytes]:
        paths = (path for path in folder.rglob("*") if path.is_file() and "pagefind" not in path.parts)
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}

    assert files(built) == files(again)


def test_the_hard_cases_are_there(built: Path) -> None:
    """The example holds what the design asks of it: size, and the cases that are hard in practice."""
    challenges = [path for path in (ROOT / "content/challenges").iterdir() if path.is_dir()]
    recommendations = list(built.glob("challenges/*/recommendations/*/index.html"))
    letters = [p for name in ("letter", "report") for p in (ROOT / "content").rglob(f"{name}.md")]
    long = [path for path in letters if len(path.read_text("utf-8").split("\n---\n", 1)[1].split()) >= 1500]
    assert len(challenges) >= 12
    assert len(recommendations) >= 90
    assert len(long) >= 5
    assert (built / "cy/challenges/cwm-derwen-2024/report/index.html").is_file()


def test_every_way_of_standing_to_a_date_is_there(built: Path) -> None:
    """A reader of the example can see what on time, late, overdue, withheld and the rest look like."""

    def kinds(folder: str) -> set[str]:
        return {path.name for path in (built / folder).iterdir() if path.is_dir()}

    assert kinds("actions/lateness") >= {
        "late",
        "long-overdue",
        "no-date-given",
        "no-longer-awaited",
        "not-yet-due",
        "on-time",
        "overdue",
        "very-late",
    }
    assert kinds("challenges/report") >= {"on-time", "late", "very-late", "not-yet-due", "withheld"}
    assert kinds("challenges/review") >= {"on-time", "very-late", "long-overdue", "not-yet-due"}
    assert kinds("recommendations/views") >= {"the-council-and-others-disagree"}


def test_most_actions_have_been_reported_on(built: Path) -> None:
    """Silence is seen in the example, and is the exception: a site of nothing but “Long overdue” is no pattern."""
    with (built / "actions/list.csv").open(encoding="utf-8-sig", newline="") as file:
        states = [row["State"] for row in csv.DictReader(file)]
    silent = states.count("Nothing reported yet")
    assert 0 < silent < len(states) / 10


def test_dates_move_with_a_reason(built: Path) -> None:
    """No date in the example moves without saying why."""
    moved = {path.name for path in (built / "actions/moved").iterdir() if path.is_dir()}
    assert moved == {"date-moved-with-a-reason", "date-not-moved"}


README = {
    "councils.yml": "- id: northwick",
    "challenges/northwick-2025/challenge.md": "councils: [northwick]\n",
    "challenges/northwick-2025/letter.md": "title: Feedback report",
    "challenges/northwick-2025/response.md": "title: Our response",
    "challenges/northwick-2025/action-plan.md": "title: Action plan",
    "challenges/northwick-2025/update.2026-11.md": "title: Progress in November 2026",
}


def test_the_readme_can_be_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The files shown in the README make a site without a warning, and it says what the README promises."""
    readme = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"^( *)```(?:markdown|yaml)\n(.*?)^ *```$", readme, re.DOTALL | re.MULTILINE)
    shown = [re.sub(f"^{indent}", "", text, flags=re.MULTILINE) for indent, text in blocks]
    content = tmp_path / "content"
    for name, mark in README.items():
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(next(text for text in shown if mark in text), "utf-8")
    (content / "site.yml").write_bytes((ROOT / "content/site.yml").read_bytes())
    asked = ["--content", str(content), "--output", str(tmp_path / "site"), *TODAY]
    assert main([*asked, "--strict"]) == 0, capsys.readouterr().out

    pages = tmp_path / "site/challenges/northwick-2025/recommendations"
    words = {ref: unescape(re.sub(r"<[^>]+>", " ", (pages / ref / "index.html").read_text("utf-8"))) for ref in "12"}
    assert "On time, 14 days early" in words["1"]
    for promise in ("Overdue by 53 days", "Due in 60 days", "One landlord sold nine homes"):
        assert promise in words["2"]
        assert promise in " ".join(readme.split())
