"""Lists that can be narrowed and that run over several pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from peerchallenge import addresses
from peerchallenge.pages import Facet, FacetValue
from peerchallenge.records import Link

T = TypeVar("T")

PAGE_LENGTH = 100
"""How many entries one page of a long list shows."""
_LAST = "Year not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way(Generic[T]):
    """One way to narrow a list: what it is called, and the values of an entry, each with its name and its order."""

    id: str
    title: str
    values: Callable[[T], Iterable[str]]
    newest_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted(Generic[T]):
    """One way to narrow a list, with the entries that have each of its values, in the order of the values."""

    facet: Facet
    having: tuple[tuple[T, ...], ...]

    def __iter__(self) -> Iterator[tuple[FacetValue, tuple[T, ...]]]:
        return iter(zip(self.facet.values, self.having, strict=True))


def sorted_out(ways: Iterable[Way[T]], entries: Iterable[T], base: str) -> tuple[Sorted[T], ...]:
    """Sort entries by the values of each way; a way with a single value narrows nothing and is left out.

    Values with one address are one value, and the first spelling names it.
    """
    every = tuple(entries)
    found = []
    for way in ways:
        names: dict[str, str] = {}
        having: dict[str, list[T]] = {}
        for entry in every:
            for value in way.values(entry):
                key = addresses.slug(value)
                names.setdefault(key, value)
                if key and (not having.get(key) or having[key][-1] is not entry):
                    having.setdefault(key, []).append(entry)
        if len(having) > 1:
            order = sorted(having, key=lambda key: names[key].casefold(), reverse=way.newest_first)
            order.sort(key=lambda key: names[key].startswith(_LAST))
            values = [FacetValue(title=names[k], url=f"{base}{way.id}/{k}/", count=len(having[k])) for k in order]
            facet = Facet(id=way.id, title=way.title, values=tuple(values))
            found.append(Sorted(facet=facet, having=tuple(tuple(having[key]) for key in order)))
    return tuple(found)


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
