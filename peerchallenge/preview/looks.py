"""Makes files of pages with one look, and keeps those it made last; it knows nothing of what pages show."""

from __future__ import annotations

import mimetypes
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path

from peerchallenge.pages import Page, Sheet
from peerchallenge.parts import Setting
from peerchallenge.preview.snapshot import File
from peerchallenge.problems import Problem
from peerchallenge.remember.answers import once
from peerchallenge.remember.digest import digest
from peerchallenge.remember.store import Memory
from peerchallenge.render import sheets, templates
from peerchallenge.sources import Output

_HTML = "text/html; charset=utf-8"
_MOST_KEPT, _MOST_ROWS, _LAST = 200, 2000, 3
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
Made = Callable[[], Page | Sheet | None]
"""Makes a page, if there is one."""


class Look:
    """The templates, assets and settings of one moment; where a template fails, a page looks as it did before."""

    def __init__(self, setting: Setting, before: Look | None = None) -> None:
        """Read the templates; `before` is the look until now."""
        bench = setting.bench
        self.sum, self.sum_but_for_style = setting.look, setting.look_but_for_style
        self.plain = templates.renderer(bench.templates, bench.assets, bench.view, rows=_MOST_ROWS)
        self.problems: list[Problem] = []
        """What is wrong with the templates, as far as pages were asked for."""
        self.is_tried = False
        """Whether pages were made with it to see whether its templates are right."""
        self.asked: deque[str] = deque(before.asked if before else (), maxlen=_LAST)
        """The pages that were asked for last."""
        self.before: Look | None = before.before if before and before.problems else before
        """The last one that was right; no more are kept."""
        if self.before:
            self.before.before = None
        self._made: dict[tuple[str, str], File] = {}
        self._lock = threading.Lock()

    def file(self, address: str, key: str, page: Made, memory: Memory | None = None) -> File | None:
        """Give the file of a page; `key` sums up what it shows, by which it is remembered where there is a `memory`."""
        with self._lock:
            known = self._made.get((address, key))
        return known or self._kept(address, key, page, memory)

    def _kept(self, address: str, key: str, page: Made, memory: Memory | None) -> File | None:
        try:
            data = (
                once(digest("shown", address, key, self.sum), lambda: (self._data(page()),), memory)[0]
                if memory
                else self._data(page())
            )
        except _BrokenError as broken:
            return self._as_before(broken.problem, address, key, page)
        if data is None:
            return None
        file = File(data, kind_of(address))
        with self._lock:
            self._made[address, key] = file
            if len(self._made) > _MOST_KEPT:
                del self._made[next(iter(self._made))]
            if file.content_type == _HTML and address not in self.asked:
                self.asked.append(address)
        return file

    def _data(self, page: Page | Sheet | None) -> bytes | None:
        if page is None:
            return None
        if isinstance(page, Sheet):
            (sheet,) = sheets.outputs((page,))
            return sheet.data
        result = self.plain(page)
        if isinstance(result, Output):
            return result.data
        raise _BrokenError(result)

    def _as_before(self, problem: Problem, address: str, key: str, page: Made) -> File | None:
        same = (
            (problem.path, problem.line, problem.suggestion) == (p.path, p.line, p.suggestion) for p in self.problems
        )
        if not any(same):
            self.problems.append(problem)
        if self.before:
            return self.before.file(address, key, page)
        return File(f"{problem.message} {problem.suggestion}".encode(), "text/plain; charset=utf-8")


class _BrokenError(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def kind_of(address: str) -> str:
    """Give the content type of what stands at an address."""
    ending = Path(address).suffix.lower()
    if address.endswith("/") or ending == ".html":
        return _HTML
    return _TYPES.get(ending) or mimetypes.guess_type(address)[0] or "application/octet-stream"
