"""Lists that can be narrowed and that run over several pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from peerchallenge import addresses
from peerchallenge.pages import Facet, FacetValue
from peerchallenge.records import Link

T = TypeVar("T")

PAGE_LENGTH = 100
"""How many entries one page of a long list shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way(Generic[T]):
    """One way to narrow a list: what it is called, and the values of an entry, each with its name and its order."""

    id: str
    title: str
    values: Callable[[T], Iterable[str]]
    newest_first: bool = False


def facets(ways: Iterable[Way[T]], entries: Iterable[T], base: str) -> tuple[Facet, ...]:
    """Count the values of each way; a way with a single value narrows nothing and is left out."""
    found = []
    for way in ways:
        counts: dict[str, int] = {}
        for entry in entries:
            for value in dict.fromkeys(way.values(entry)):
                counts[value] = counts.get(value, 0) + 1
        if len(counts) < 2:
            continue
        names = sorted(counts, key=str.casefold, reverse=way.newest_first)
        values = tuple(
            FacetValue(title=name, url=f"{base}{way.id}/{addresses.slug(name)}/", count=counts[name]) for name in names
        )
        found.append(Facet(id=way.id, title=way.title, values=values))
    return tuple(found)


def narrowed(way: Way[T], entries: Iterable[T], value: str) -> tuple[T, ...]:
    """Give the entries that have one value."""
    return tuple(entry for entry in entries if value in way.values(entry))


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """One page of a long list: its address, its number, and links to all pages, its own without an address."""

    url: str
    number: int
    start: int
    end: int
    pages: tuple[Link, ...]


def slices(count: int, url: str, length: int = PAGE_LENGTH) -> tuple[Slice, ...]:
    """Cut a list into pages; a short one has a single page and no links."""
    total = max(1, -(-count // length))
    urls = [url, *(f"{url}page-{number}/" for number in range(2, total + 1))]
    return tuple(
        Slice(
            url=own,
            number=number,
            start=(number - 1) * length,
            end=number * length,
            pages=()
            if total == 1
            else tuple(Link(title=f"Page {n}", url="" if n == number else other) for n, other in enumerate(urls, 1)),
        )
        for number, own in enumerate(urls, 1)
    )
