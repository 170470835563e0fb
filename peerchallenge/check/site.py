"""The finished site as the checks see it: what is known of each page, and what is wrong with it; it judges nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from peerchallenge.check.page import PageFacts
from peerchallenge.problems import Problem, Severity
from peerchallenge.sources import Output


class File(NamedTuple):
    """One file of the site. `made_from` or `copy_of` name the file to mend; a `redirect` is a page that leads on."""

    path: str
    made_from: str = ""
    copy_of: str = ""
    redirect: bool = False


class Note(NamedTuple):
    """One page, as far as other pages ask after it.

    `places` are the names of its places, each between two zero bytes. `title` is what a written page is told apart by:
    its language and its titles.
    """

    path: str
    made_from: str
    redirect: bool
    places: str
    title: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """The address by which a reader knows it."""
        return address(self.path)

    def has(self, place: str) -> bool:
        """Whether a place of that name is on it."""
        return f"\0{place}\0" in self.places

    def fault(self, code: str, message: str, suggestion: str = "", severity: Severity = Severity.ERROR) -> Fault:
        """Say what is wrong with this page; the words go on from “Page /address/: ”."""
        return Fault(self.path, self.made_from, code, message, suggestion, severity)


class Fault(NamedTuple):
    """Something wrong with one page."""

    path: str
    made_from: str
    code: str
    message: str
    suggestion: str
    severity: Severity

    @property
    def address(self) -> str:
        """The address of the page."""
        return address(self.path)

    def problem(self) -> Problem:
        """Make a problem that names the file to mend and, in its words, the page where it shows."""
        return Problem(
            path=self.made_from or self.path,
            severity=self.severity,
            code=self.code,
            message=f"Page {self.address}: {self.message}",
            suggestion=self.suggestion,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page with what it holds."""

    note: Note
    facts: PageFacts

    def fault(self, code: str, message: str, suggestion: str = "", severity: Severity = Severity.ERROR) -> Fault:
        """Say what is wrong with this page; the words go on from “Page /address/: ”."""
        return self.note.fault(code, message, suggestion, severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where the site will stand: the whole address of its home page, and the path of that with `/` at both ends."""

    url: str
    base_path: str


def address(path: str) -> str:
    """Give the address by which a reader knows a file of the site."""
    return "/" + (path.removesuffix("index.html") if path == "index.html" or path.endswith("/index.html") else path)


def file(output: Output) -> File:
    """Give what is known of an output without its content."""
    return File(output.path, output.made_from, output.copy_of, b'http-equiv="refresh"' in output.data[:2000])
