"""Answers the requests of browsers from what is shown now; it decides no more than who is asked."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tornado import web

from peerchallenge.preview import answers, guard
from peerchallenge.preview.live import Live

_ASSETS = Path(__file__).parent / "assets"
_KINDS = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Handler(web.RequestHandler):
    """What all handlers share: the headers, the guard, and plain pages for what is refused."""

    live: Live
    port: int

    def initialize(self, live: Live, port: int) -> None:
        """Take what the server shows."""
        self.live, self.port = live, port

    def set_default_headers(self) -> None:
        """Send the headers that every answer has."""
        self.clear_header("Server")
        for name, value in _HEADERS.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        """Refuse requests for other hosts."""
        guard.check_host(self.request.headers.get("Host"), self.port)

    def compute_etag(self) -> None:
        """Leave the entity tag to those who know what is shown."""

    def write_error(self, status_code: int, **details: Any) -> None:
        """Say in a line why there is no answer; never how the program came to it."""
        error = details.get("exc_info", (None, None))[1]
        refused = isinstance(error, guard.RefusedError)
        self.set_status(error.status if isinstance(error, guard.RefusedError) else status_code)
        self.set_header("Content-Type", answers.HTML)
        self.set_header("Content-Security-Policy", answers.OWN_POLICY)
        self.finish(answers.plain(str(error) if refused else "The preview cannot answer this."))

    def log_exception(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        """Say nothing of what was refused on purpose."""
        if not isinstance(error, (guard.RefusedError, web.HTTPError)):
            super().log_exception(kind, error, trace)


class PageHandler(Handler):
    """The pages and files of the site."""

    async def get(self) -> None:
        """Answer as the published site would."""
        path = guard.path_of(self.request.path)
        snapshot = await self.live.current()
        known = self.request.headers.get("If-None-Match", "")
        found = await self.live.run(answers.answer, snapshot, path, known, self.live.notice)
        self.set_status(found.status)
        if found.tag:
            self.set_header("ETag", found.tag)
        if found.location:
            asked = f"?{self.request.query}" if self.request.query else ""
            self.set_header("Location", found.location + asked)
        if found.status == 304:
            # What stands in this answer replaces what the browser keeps with the page; the page's own policy must stay.
            self.clear_header("Content-Security-Policy")
            return
        self.set_header("Content-Type", found.content_type)
        if found.content_type.startswith("text/html"):
            self.set_header("Content-Security-Policy", answers.policy_of(found.data))
        self.write(found.data)

    head = get


class AssetHandler(Handler):
    """The preview's own script and styles; those of its own pages are asked for under the base path."""

    def get(self, name: str) -> None:
        """Send a file of the preview."""
        path = _ASSETS / name
        self.set_header("Content-Type", _KINDS[path.suffix])
        self.write(path.read_bytes())


class PanelHandler(Handler):
    """What is left to do on one page."""

    async def get(self) -> None:
        """Send the panel of the page that is asked for."""
        snapshot = await self.live.current()
        address = answers.address_in(snapshot, guard.path_of(self.get_query_argument("page", "/")))
        panel = await self.live.run(snapshot.panel, address) if address else None
        if panel is None:
            self.set_status(204)
            return
        self.set_header("Content-Type", answers.HTML)
        self.write(panel)


class OpenHandler(Handler):
    """Opens a file in the editor, for a page of this run and for nobody else."""

    open_file: Callable[[str, int, int], bool]
    token: str

    def initialize(self, live: Live, port: int, token: str, open_file: Callable[[str, int, int], bool]) -> None:  # type: ignore[override] # it is given more than the others
        """Take what a page has to know, and what opens a file."""
        super().initialize(live, port)
        self.token, self.open_file = token, open_file

    async def post(self) -> None:
        """Open the file, and stay on the page."""
        own = guard.is_own_origin(self.request.headers.get("Origin"), self.port)
        if not own or not secrets.compare_digest(self.get_body_argument("token", "").encode(), self.token.encode()):
            raise guard.RefusedError(403, "Only a page of this preview can open files.")
        place = [self.get_body_argument(name, "0") for name in ("line", "column")]
        line, column = (int(number) if number.isdecimal() and len(number) < 8 else 0 for number in place)
        opened = await self.live.run(self.open_file, self.get_body_argument("file", ""), line, column)
        if not opened:
            raise guard.RefusedError(404, "The file cannot be opened from here.")
        self.set_status(204)
