"""Decides which requests the preview answers; it knows no file and no page."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes, urlsplit

_LONGEST = 2000
_DRIVE = re.compile(r"/[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class RefusedError(Exception):
    """A request that is not answered: with which status, and why in plain words."""

    def __init__(self, status: int, words: str) -> None:
        """Keep the status apart from the words."""
        self.status = status
        super().__init__(words)


def hosts(port: int) -> frozenset[str]:
    """Give the names under which a browser on this computer may ask for the preview."""
    names = ("127.0.0.1", "localhost", "[::1]")
    return frozenset((*(f"{name}:{port}" for name in names), *(names if port == 80 else ())))


def check_host(host: str | None, port: int) -> None:
    """Refuse a request that was meant for another host: a page elsewhere may have sent the browser here."""
    if (host or "").lower() not in hosts(port):
        raise RefusedError(403, f"The preview answers only at http://127.0.0.1:{port}/.")


def is_own_origin(origin: str | None, port: int) -> bool:
    """Whether a request comes from a page of the preview itself."""
    parts = urlsplit(origin or "")
    return parts.scheme == "http" and parts.netloc.lower() in hosts(port)


def path_of(raw: str) -> str:
    """Give the path of a request in plain characters, or refuse one that no link of the site could have."""
    if len(raw) > _LONGEST:
        raise RefusedError(400, "The address is too long.")
    try:
        path = unquote_to_bytes(raw).decode()
    except UnicodeDecodeError:
        raise RefusedError(400, "The address cannot be read.") from None
    if not path.startswith("/") or "\\" in path or "//" in path or _DRIVE.match(path) or _CONTROL.search(path):
        raise RefusedError(400, "The address cannot be read.")
    segments = path.split("/")
    if "." in segments or ".." in segments:
        raise RefusedError(400, "The address leads out of the site.")
    if any(segment.startswith(".") for segment in segments):
        raise RefusedError(404, "There is no such page.")
    return path
