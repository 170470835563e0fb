"""The shipped content and the pages that it makes, without a browser."""

from __future__ import annotations

from pathlib import Path

import html5lib
import pytest

from peerchallenge.command import main

ROOT = Path(__file__).parent.parent
BUILD = ["--content", str(ROOT / "content"), "--as-of", "2026-11-22"]


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
