"""A real browser and a server that sends what production should send; without a browser the tests say so and skip."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_WINDOWS = (
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def program() -> str | None:
    """Find a browser that is installed; PEER_CHROMIUM names another."""
    named = os.environ.get("PEER_CHROMIUM")
    installed = (shutil.which(name) for name in _PROGRAMS)
    return named or next((path for path in (*installed, *_WINDOWS) if path and Path(path).exists()), None)


def require() -> str:
    """Give the browser; where there is none skip with the reason, or fail where CI=true."""
    found = program()
    if found:
        return found
    reason = "no Chromium, Chrome or Edge was found; install one, or name it in PEER_CHROMIUM"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


class _Handler(SimpleHTTPRequestHandler):
    """Serves one folder under a base path, with the production policy and the site's own 404 page."""

    base = "/"

    def translate_path(self, path: str) -> str:
        """Take the base path off; what is outside it is not there."""
        if not path.startswith(self.base):
            return str(Path(self.directory) / "nowhere")
        return super().translate_path("/" + path.removeprefix(self.base))

    def end_headers(self) -> None:
        """Send the policy with every answer."""
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""


@contextmanager
def served(folder: Path, base: str = "/") -> Iterator[str]:
    """Serve a folder on this machine and give its address, without a slash at the end."""
    handler = type("Handler", (_Handler,), {"base": base})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{base.rstrip('/')}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
