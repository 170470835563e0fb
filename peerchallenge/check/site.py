"""The finished site as the checks see it: every file by its path, every page with what it holds; it judges nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from peerchallenge.check.page import PageFacts
from peerchallenge.problems import Problem, Severity
from peerchallenge.sources import Output

Read = Callable[[bytes], PageFacts]


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedPage:
    """One page, its address, and what it holds."""

    path: str
    address: str
    made_from: str
    facts: PageFacts
    places: frozenset[str]

    def fault(self, code: str, message: str, suggestion: str = "", severity: Severity = Severity.ERROR) -> Fault:
        """Say what is wrong with this page; the words go on from “Page /address/: ”."""
        return Fault(self, code, message, suggestion, severity)


class Fault(NamedTuple):
    """Something wrong with one page."""

    page: FinishedPage
    code: str
    message: str
    suggestion: str
    severity: Severity

    def problem(self) -> Problem:
        """Make a problem that names the file to mend and, in its words, the page where it shows."""
        return Problem(
            path=self.page.made_from or self.page.path,
            severity=self.severity,
            code=self.code,
            message=f"Page {self.page.address}: {self.message}",
            suggestion=self.suggestion,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedSite:
    """All files and pages. `url` is the whole address of the home page; `base_path` its path, with `/` at both ends."""

    url: str
    base_path: str
    paths: frozenset[str]
    pages: Mapping[str, FinishedPage]


def finished_site(outputs: Iterable[Output], url: str, base_path: str, read: Read) -> FinishedSite:
    """Read every page once. Of two files at one path the first counts."""
    pages: dict[str, FinishedPage] = {}
    paths: set[str] = set()
    for output in outputs:
        if output.path.endswith(".html") and not output.copy_of and output.path not in paths:
            pages[output.path] = _page(output, read(output.data))
        paths.add(output.path)
    return FinishedSite(url=url, base_path=base_path, paths=frozenset(paths), pages=pages)


def address(path: str) -> str:
    """Give the address by which a reader knows a file of the site."""
    return "/" + (path.removesuffix("index.html") if path == "index.html" or path.endswith("/index.html") else path)


def _page(output: Output, facts: PageFacts) -> FinishedPage:
    return FinishedPage(
        path=output.path,
        address=address(output.path),
        made_from=output.made_from,
        facts=facts,
        places=frozenset(facts.ids),
    )
