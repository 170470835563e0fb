"""Divides what belongs to no one challenge into parts, so that no process has much in hand; it makes nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from peerchallenge.pages import ActionsPage, ChallengesPage, CouncilPage, Page, RecommendationsPage, Sheet, ThemePage
from peerchallenge.plan.lists import Planned
from peerchallenge.records import Challenge

_Item = TypeVar("_Item")
_ROWS = 200
"""How many rows of a sheet take as much room as a small one does besides."""


def of_pages(pages: Iterable[Page], challenges: Iterable[Challenge], count: int) -> Iterator[Planned]:
    """Give so many parts with about as many pages.

    Pages that begin with the same challenges stand together, from whatever lists they are: so the rows of one challenge
    are needed at one time, and need not be kept for long.
    """
    places = {challenge.url: place for place, challenge in enumerate(challenges)}
    near = sorted(pages, key=lambda page: places.get(_first(page), -1))
    return (Planned(pages=part) for part in _divided(near, lambda _: 1, count))


def of_sheets(sheets: Iterable[Sheet], count: int) -> Iterator[Planned]:
    """Give so many parts of about one size."""
    return (Planned(sheets=part) for part in _divided(sheets, lambda sheet: 1 + len(sheet.rows) // _ROWS, count))


def _divided(every: Iterable[_Item], size: Callable[[_Item], int], count: int) -> list[tuple[_Item, ...]]:
    sizes = [(own, size(own)) for own in every]
    whole = sum(own for _, own in sizes)
    parts: list[list[_Item]] = [[] for _ in range(count)]
    before = 0
    for own, its in sizes:
        parts[before * count // whole].append(own)
        before += its
    return list(map(tuple, parts))


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
