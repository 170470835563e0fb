"""Serves the preview on this computer alone, on livereload; it knows nothing of how the site is made."""

from __future__ import annotations

import asyncio
import errno
import logging
import secrets
import socket
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tornado import httpserver, iostream, web

from peerchallenge.preview import editor, overlay, pages, watching
from peerchallenge.preview.live import Live, PageSocket, Server
from peerchallenge.preview.rebuilding import rebuild
from peerchallenge.preview.snapshot import Maker, Snapshot

_MOST_CONNECTIONS, _SECONDS_TO_ASK, _LARGEST_REQUEST = 128, 10, 16_384

Say = Callable[[str], None]


def serve(
    maker: Maker,
    watched: tuple[Path, ...],
    port: int,
    say: Say,
    ready: Callable[[str], None] | None = None,
    ignored: tuple[Path, ...] = (),
) -> None:
    """Serve the preview until Ctrl-C, and make the site anew whenever something in the watched folders changes.

    `ready` is called with the address, in a thread of its own, once the first page can be shown. `ignored` are
    folders inside the others whose changes do not count. Raises `OSError`, in words for the reader, where the port
    cannot be had; port 0 takes a free one.
    """
    preview = Preview(maker, watched, say, ready, ignored)
    try:
        preview.serve(port)
    except KeyboardInterrupt:
        say("The preview has ended.")


class Preview(Server):  # type: ignore[misc] # the library has no types
    """livereload's server with the pages of a snapshot: it builds beside answering, and ends cleanly."""

    def __init__(
        self,
        maker: Maker,
        folders: tuple[Path, ...],
        say: Say,
        ready: Callable[[str], None] | None,
        ignored: tuple[Path, ...],
    ) -> None:
        """Take what `serve` was given; nothing starts yet."""
        super().__init__()
        self.maker, self.folders, self.say, self.ready, self.ignored = maker, folders, say, ready, ignored
        self.token = secrets.token_urlsafe(16)
        self.open = editor.opener()

    def serve(self, port: int) -> None:
        """Serve until interrupted."""
        asyncio.run(self.run(port))

    async def run(self, port: int) -> None:
        """Listen, watch and build until cancelled."""
        _quieten(self.say)
        listening = _listening(port)
        port = listening.getsockname()[1]
        live, changes, stopped = Live(), watching.Changes(), threading.Event()
        server = _Listener(
            self.application(live, port),
            idle_connection_timeout=_SECONDS_TO_ASK,
            body_timeout=_SECONDS_TO_ASK,
            max_header_size=_LARGEST_REQUEST,
            max_body_size=_LARGEST_REQUEST,
        )
        server.add_socket(listening)
        try:
            folders = watching.watched(self.folders, self.ignored)
            await live.run(watching.watch, folders, changes, stopped, self.say)
            rebuild(self.maker, changes, partial(self._show, live, asyncio.get_running_loop(), port), self.say)
            while True:  # noqa: ASYNC110 there is nothing to wait for but the end
                await asyncio.sleep(1)  # on Windows Ctrl-C is only noticed when the loop wakes up
        finally:
            stopped.set()
            changes.close()
            server.stop()
            server.hang_up()
            live.workers.shutdown(wait=False, cancel_futures=True)

    def application(self, live: Live, port: int) -> web.Application:
        """Give what answers, by address; livereload's own routes are left out, for they trust every site."""
        shared = {"live": live, "port": port}
        routes = [
            (r"/livereload", PageSocket, shared),
            (r".*/-/(preview\.js|preview\.css|todo\.css)", pages.AssetHandler, shared),
            (r"/-/panel", pages.PanelHandler, shared),
            (r"/-/open", pages.OpenHandler, {**shared, "token": self.token, "open_file": partial(self._open, live)}),
            (r".*", pages.PageHandler, shared),
        ]
        return web.Application(routes, log_function=lambda _request: None, websocket_max_message_size=_LARGEST_REQUEST)

    def _show(self, live: Live, loop: asyncio.AbstractEventLoop, port: int, snapshot: Snapshot) -> None:
        notice = overlay.html(snapshot.problems, self.token if self.open else "", is_shown=snapshot.good)
        ready, self.ready = self.ready, None
        try:
            loop.call_soon_threadsafe(live.show, snapshot, notice)
        except RuntimeError:
            return  # the preview has ended meanwhile
        if ready:
            address = f"http://127.0.0.1:{port}{snapshot.base_path}"
            threading.Thread(target=ready, args=(address,), daemon=True).start()

    def _open(self, live: Live, name: str, line: int, column: int) -> bool:
        problems = live.snapshot.problems if live.snapshot else ()
        asked = Path(name).parent if any(problem.path == name for problem in problems) else None
        path = editor.may_open(name, (*self.folders, *([asked] if asked else [])))
        if path is None or self.open is None:
            return False
        self.open(path, line, column)
        return True


class _Listener(httpserver.HTTPServer):
    """A server that takes so many connections and no more, so that nobody can use up the files it may open."""

    def initialize(self, *given: object, **named: object) -> None:
        """Begin without connections."""
        super().initialize(*given, **named)  # type: ignore[arg-type] # passed on as they are
        self.streams: set[iostream.IOStream] = set()

    def handle_stream(self, stream: iostream.IOStream, address: tuple[str, int]) -> None:
        """Take a connection, or close it at once where there are too many."""
        self.streams = {stream for stream in self.streams if not stream.closed()}
        if len(self.streams) >= _MOST_CONNECTIONS:
            stream.close()
            return
        self.streams.add(stream)
        super().handle_stream(stream, address)

    def hang_up(self) -> None:
        """Close every connection."""
        for stream in self.streams:
            stream.close()


def _listening(port: int) -> socket.socket:
    try:
        bound = socket.create_server(("127.0.0.1", port))
    except OSError as error:
        if error.errno in {errno.EADDRINUSE, errno.EACCES} or getattr(error, "winerror", 0) in {10013, 10048}:
            taken = "is in use by another program" if error.errno != errno.EACCES else "is kept for other programs"
            other = port + 1 if 1024 <= port < 65535 else 8001
            words = f"Port {port} {taken}, perhaps another preview. Choose another port: --port {other}"
            raise OSError(error.errno, words) from None
        raise
    bound.setblocking(False)  # noqa: FBT003 the library takes it by place
    return bound


class _Rare(logging.Handler):
    """Says a fault of the server in one short line, and no more than one a second."""

    def __init__(self, say: Say) -> None:
        super().__init__(logging.ERROR)
        self.say, self.last = say, 0.0

    def emit(self, record: logging.LogRecord) -> None:
        """Say the fault, without how the program came to it."""
        now = time.monotonic()
        if now - self.last < 1:
            return
        self.last = now
        error = record.exc_info[1] if record.exc_info else None
        words = f"{type(error).__name__}: {error}" if error else record.getMessage()
        self.say(f"The preview could not answer a request: {' '.join(words.split())[:200]}")


def _quieten(say: Say) -> None:
    """Have the libraries' own messages said rarely and shortly."""
    for name in ("tornado", "livereload", "asyncio"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [_Rare(say)], False
