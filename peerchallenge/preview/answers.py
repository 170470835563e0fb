"""What the preview answers to a request for a page, from a snapshot alone; it opens no connection and reads no file."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import quote

from peerchallenge.preview.snapshot import File, Snapshot

HTML = "text/html; charset=utf-8"
_POLICY = re.compile(rb"""<meta\s+http-equiv=["']?content-security-policy["']?\s+content="([^"]*)\"""", re.IGNORECASE)
OWN_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'"
_HEAD_END = re.compile(rb"</head\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Version:
    """Which state of an address a browser shows: its words, and the style sheets of the site."""

    page: str
    look: str

    @property
    def tag(self) -> str:
        """The entity tag, by which a browser asks whether what it holds is still right."""
        return f'"{_digest(self.page, self.look)}"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is sent: a status, headers and the body."""

    status: int = 200
    data: bytes = b""
    content_type: str = HTML
    tag: str = ""
    location: str = ""


def version_of(snapshot: Snapshot, address: str | None) -> Version:
    """Give the version of what stands at an address; where nothing does, of that."""
    digest = (address and snapshot.digest_of(address)) or ("missing" if snapshot.good else "broken")
    return Version(digest, _digest(*snapshot.styles))


def address_in(snapshot: Snapshot, path: str) -> str | None:
    """Give the address within the site, without its base path, or None for a path that lies outside."""
    if not path.startswith(snapshot.base_path):
        return None
    address = "/" + path[len(snapshot.base_path) :]
    return address.removesuffix("index.html") if address.endswith("/index.html") else address


def answer(snapshot: Snapshot, path: str, known: str, notice: str) -> Answer:
    """Answer a request for a path, as the published site would; `known` are the tags of what the browser holds."""
    address = address_in(snapshot, path)
    if address is None:
        return _outside(snapshot, path)
    version = version_of(snapshot, address)
    if version.tag in known and snapshot.digest_of(address):
        return Answer(status=304, tag=version.tag)
    found = snapshot.find(address)
    if found is not None:
        return Answer(data=_live(found, version), content_type=found.content_type, tag=version.tag)
    if not address.endswith("/") and snapshot.digest_of(f"{address}/"):
        return Answer(status=302, location=quote(f"{path}/"))
    if not snapshot.good and snapshot.find("/") is None:
        return Answer(status=503, data=_live(File(_nothing_yet(notice), HTML), version))
    missing = snapshot.find("/404.html") or File(plain("There is no such page."), HTML)
    return Answer(status=404, data=_live(missing, version), content_type=missing.content_type)


def policy_of(data: bytes) -> str:
    """Give the content security policy of a page: what its own meta element says, and that no other page frames it."""
    found = _POLICY.search(data[:4096])
    own = unescape(found[1].decode("latin-1")) if found else ""
    return "; ".join((*([own.rstrip("; ")] if own else []), "frame-ancestors 'none'"))


def plain(words: str) -> bytes:
    """Make a short page that says why there is nothing to see."""
    return _page("Preview", f"<main><h1>Preview</h1><p>{escape(words)}</p></main>")


def _outside(snapshot: Snapshot, path: str) -> Answer:
    if path in {"/", snapshot.base_path.rstrip("/")}:
        return Answer(status=302, location=quote(snapshot.base_path))
    if path == "/-/to-do/":
        return Answer(status=302, location=quote(f"{snapshot.base_path}-/to-do/"))
    return Answer(status=404, data=plain(f"The site begins at {snapshot.base_path}."))


def _nothing_yet(notice: str) -> bytes:
    says = "<h1>Nothing can be shown yet</h1><p>Mend what is listed below: this page then shows the site by itself.</p>"
    place = f'<div id="preview-problems">{notice}</div>'
    return _page("Preview: mend these first", f"<main>{says}{place}</main>")


def _page(title: str, body: str) -> bytes:
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{OWN_POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
        f'<link rel="stylesheet" href="/-/preview.css"></head><body class="own">{body}</body></html>\n'
    ).encode()


def _live(found: File, version: Version) -> bytes:
    """Add the script of the preview to a page, on its way to the browser and nowhere else."""
    if not found.content_type.startswith("text/html"):
        return found.data
    words = f'data-page="{escape(version.page)}" data-look="{escape(version.look)}"'
    script = f'<script src="/-/preview.js" {words} defer></script>'.encode()
    end = _HEAD_END.search(found.data)
    at = end.start() if end else len(found.data)
    return found.data[:at] + script + found.data[at:]


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=8).hexdigest()
