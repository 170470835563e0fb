"""Where councils, challenges, documents, recommendations, themes and pages stand on the site."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import lru_cache
from pathlib import PurePosixPath


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """Make a segment of an address: small letters, figures, and hyphens for all else; accents are dropped."""
    plain = text.casefold()
    if not plain.isascii():
        spread = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in spread if not unicodedata.combining(letter))
    # One object for one address, however long the cache remembers it: what is packed has the same bytes then.
    return sys.intern(re.sub(r"[^a-z0-9]+", "-", plain).strip("-"))


def in_language(url: str, language: str) -> str:
    """Give the address of the same page in Welsh, or leave it."""
    return f"/cy{url}" if language == "cy" else url


def council(council_id: str) -> str:
    """Give the page of a council."""
    return f"/councils/{council_id}/"


def theme(theme_id: str) -> str:
    """Give the page of a theme."""
    return f"/themes/{theme_id}/"


def challenge(challenge_id: str) -> str:
    """Give the page of a challenge."""
    return f"/challenges/{challenge_id}/"


def document(challenge_id: str, stem: str) -> str:
    """Give the page of a document, from its file name without `.cy` and `.md`."""
    return f"/challenges/{challenge_id}/{slug(stem)}/"


def recommendation(challenge_id: str, handle: str) -> str:
    """Give the page of a recommendation."""
    return f"/challenges/{challenge_id}/recommendations/{slug(handle)}/"


def original(challenge_id: str, name: str) -> str:
    """Give the address of an original, which keeps the ending of its name."""
    path = PurePosixPath(name)
    return f"/challenges/{challenge_id}/{slug(path.stem)}{path.suffix.lower()}"


def page(page_id: str, language: str = "en") -> str:
    """Give the address of a page about the site in its language."""
    return in_language(f"/{slug(page_id)}/", language)


def page_file(name: str) -> str:
    """Give the address of a file that a page about the site shows or links to."""
    path = PurePosixPath(name)
    return f"/files/{slug(path.stem)}{path.suffix.lower()}"


def file_of(url: str) -> str:
    """Give the file that a path is served from."""
    return url.lstrip("/") + ("index.html" if url.endswith("/") else "")
