"""What the tests share: tiny whole sites written in a dictionary, and the option that renews expected files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import browser
import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright
from tiny import COUNCILS, SITE, TODAY

from peerchallenge import pipeline
from peerchallenge.options import Options
from peerchallenge.problems import Problem
from peerchallenge.read import files
from peerchallenge.records import Library

# Speed is measured in benchmarks/; a slow machine must not fail a test of what is right.
settings.register_profile("project", deadline=None)
settings.load_profile("project")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update`, which renews expected files in the place of comparing with them."""
    parser.addoption("--update", action="store_true", help="renew the expected files, then read the difference")


@dataclass(frozen=True, slots=True)
class Joined:
    """A tiny site, joined, with everything that was said about it."""

    library: Library
    problems: tuple[Problem, ...]

    def said(self, code: str) -> list[str]:
        """Give the messages with a code."""
        return [problem.message for problem in self.problems if problem.code == code]


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Mapping[str, str | bytes]], Path]:
    """Write files of `content/` to an empty folder, go there, and give the folder."""

    def write(texts: Mapping[str, str | bytes]) -> Path:
        every: dict[str, str | bytes] = {"site.yml": SITE, "councils.yml": COUNCILS, **texts}
        for name, text in every.items():
            path = tmp_path / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        monkeypatch.chdir(tmp_path)
        return tmp_path

    return write


@pytest.fixture
def joined(written: Callable[[Mapping[str, str | bytes]], Path]) -> Callable[..., Joined]:
    """Read and join a tiny site given as a dictionary of files."""

    def join(texts: Mapping[str, str | bytes], *, today: date = TODAY, drafts: bool = False) -> Joined:
        written(texts)
        inputs, unread = files.read(Path("content"))
        made = pipeline.join(inputs, unread, Options(today=today, embargo_day=today, drafts=drafts))
        return Joined(made.library, made.problems)

    return join


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser that is installed on this computer."""
    found = browser.require()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=list(browser.FLAGS))
        yield opened
        opened.close()
