"""What the records say of what is held back, as a day and as part of a sentence; it decides nothing."""

from __future__ import annotations

from datetime import date

from peerchallenge.schema import dates

_EMBARGO, _MIDNIGHT = "Under embargo until ", ", 00:00"


def lifts(held: str) -> date | None:
    """Give the day from which something may be published; None for a draft, of which nobody can say."""
    if not held.startswith(_EMBARGO):
        return None
    return dates.read(held.removeprefix(_EMBARGO).removesuffix(_MIDNIGHT)).start


def in_words(held: str) -> str:
    """Say how something is here: “as a draft”, “under embargo until 3 May 2026, 00:00”."""
    return f"as a {held.lower()}" if lifts(held) is None else held[:1].lower() + held[1:]
