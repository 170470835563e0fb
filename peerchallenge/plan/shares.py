"""Divides what belongs to no one challenge into parts, so that no process has much in hand; it makes nothing itself."""

from __future__ import annotations

from collections.abc import Iterable

from peerchallenge.pages import ActionsPage, ChallengesPage, CouncilPage, Page, RecommendationsPage, Sheet, ThemePage
from peerchallenge.plan.lists import Planned
from peerchallenge.records import Challenge

_ROWS = 200
"""How many rows of a sheet take as much room as a page."""


def divided(planned: Planned, challenges: Iterable[Challenge], count: int) -> tuple[Planned, ...]:
    """Give so many parts of about one size.

    Pages that begin with the same challenges stand together, from whatever lists they are: so the rows of one challenge
    are needed at one time, and need not be kept for long.
    """
    places = {challenge.url: place for place, challenge in enumerate(challenges)}
    pages = sorted(planned.pages, key=lambda page: places.get(_first(page), -1))
    sizes = [(own, 1) for own in pages] + [(own, 1 + len(own.rows) // _ROWS) for own in planned.sheets]
    whole = sum(size for _, size in sizes)
    parts: list[list[Page | Sheet]] = [[] for _ in range(count)]
    before = 0
    for own, size in sizes:
        parts[before * count // whole].append(own)
        before += size
    return tuple(
        Planned(
            pages=tuple(own for own in part if isinstance(own, Page)),
            sheets=tuple(own for own in part if isinstance(own, Sheet)),
        )
        for part in parts
    )


def _first(page: Page) -> str:
    """Give the address of the challenge that a list begins with; empty for what is not such a list."""
    match page:
        case ActionsPage(actions=(entry, *_)):
            return entry.challenge.url
        case RecommendationsPage(recommendations=(entry, *_)) | ThemePage(recommendations=(entry, *_)):
            return entry.challenge.url
        case ChallengesPage(challenges=(entry, *_)) | CouncilPage(challenges=(entry, *_)):
            return entry.url
    return ""
