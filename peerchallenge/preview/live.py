"""Tells the browsers that show the preview what has changed, in livereload's protocol; it makes no page."""

from __future__ import annotations

import asyncio
import contextlib
import json
import warnings
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlsplit

from tornado.websocket import WebSocketClosedError

from peerchallenge.preview import guard
from peerchallenge.preview.answers import Version, address_in, version_of
from peerchallenge.preview.snapshot import Snapshot

with warnings.catch_warnings():
    # On Windows livereload chooses its event loop as it is imported, in a way that newer Pythons warn of.
    warnings.simplefilter("ignore", DeprecationWarning)
    from livereload import Server  # type: ignore[import-untyped]
    from livereload.handlers import LiveReloadHandler  # type: ignore[import-untyped]

__all__ = ["Live", "PageSocket", "Server"]

_MOST_PAGES = 64
_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")


@dataclass(slots=True)
class Live:
    """What is shown now, and in which open pages."""

    snapshot: Snapshot | None = None
    notice: str = ""
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    pages: set[PageSocket] = field(default_factory=set)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    workers: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(4, thread_name_prefix="pages"))

    async def current(self) -> Snapshot:
        """Give the snapshot to show; the first is waited for."""
        await self.arrived.wait()
        if self.snapshot is None:
            raise AssertionError("it arrives with a snapshot")
        return self.snapshot

    async def run(self, work: Callable[_Given, _Made], *given: _Given.args, **named: _Given.kwargs) -> _Made:
        """Do something in a worker thread, so that the server goes on answering."""
        return await asyncio.get_running_loop().run_in_executor(self.workers, lambda: work(*given, **named))

    def show(self, snapshot: Snapshot, notice: str) -> None:
        """Show a new snapshot with its problems as HTML, and tell every open page."""
        self.snapshot, self.notice = snapshot, notice
        self.arrived.set()
        for page in tuple(self.pages):
            self.begin(page.learn(snapshot))

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something without waiting for it."""
        task = asyncio.ensure_future(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)


class PageSocket(LiveReloadHandler):  # type: ignore[misc] # the library has no types
    """One open page, that speaks livereload's protocol and, if it is ours, hears of problems as well."""

    live: Live
    port: int
    path = ""
    ours = False
    shown: Version | None = None

    def initialize(self, live: Live, port: int) -> None:
        """Take what the server shows."""
        self.live, self.port = live, port

    def prepare(self) -> None:
        """Refuse what another site sent; the libraries let more through than they used to, or all."""
        host, origin = (self.request.headers.get(name) for name in ("Host", "Origin"))
        known = (host or "").lower() in guard.hosts(self.port)
        own = origin is None or guard.is_own_origin(origin, self.port)
        if not known or not own or len(self.live.pages) >= _MOST_PAGES:
            self.set_status(403)
            self.finish()

    def open(self, *_: str) -> None:
        """Send each message at once, without waiting for others to go with it."""
        self.set_nodelay(True)

    def on_close(self) -> None:
        """Forget the page."""
        self.live.pages.discard(self)

    def send_message(self, message: dict[str, Any]) -> None:
        """Send a message; a page that has just been closed needs none."""
        self.live.begin(self._send(message))

    async def _send(self, message: dict[str, Any]) -> None:
        with contextlib.suppress(WebSocketClosedError):
            await self.write_message(message)

    async def on_message(self, message: str | bytes) -> None:
        """Answer the greeting, and learn which page it is and what it shows."""
        said = _record(message)
        if said.get("command") == "hello":
            super().on_message(json.dumps({"command": "hello"}))
        elif said.get("command") == "info":
            await self._introduce(said)

    async def _introduce(self, said: dict[str, Any]) -> None:
        try:
            self.path = guard.path_of(urlsplit(str(said.get("url", ""))).path)
        except (guard.RefusedError, ValueError):
            self.close()
            return
        self.ours = "page" in said
        self.shown = Version(str(said["page"]), str(said.get("look", ""))) if self.ours else None
        self.live.pages.add(self)
        await self.learn(await self.live.current())

    async def learn(self, snapshot: Snapshot) -> None:
        """Tell the page what it has to do to show a snapshot."""
        now = await self.live.run(version_of, snapshot, address_in(snapshot, self.path))
        if snapshot is not self.live.snapshot:
            return
        before, self.shown = self.shown or now, now
        if now.page != before.page:
            self.send_message({"command": "reload", "path": self.path, "liveCSS": False})
            return
        if now.look != before.look:
            styles = [snapshot.base_path + style.removeprefix("/") for style in snapshot.styles]
            self.send_message({"command": "reload", "path": "site.css", "liveCSS": True, "styles": styles})
        if self.ours:
            self.send_message({"command": "state", "page": now.page, "look": now.look, "problems": self.live.notice})


def _record(message: str | bytes) -> dict[str, Any]:
    try:
        said = json.loads(message)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
