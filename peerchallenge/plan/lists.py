"""Lists that can be narrowed, that run over several pages and that have a sheet with all their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from peerchallenge import addresses
from peerchallenge.pages import Facet, FacetValue, Page, Sheet
from peerchallenge.records import Link


class Entry(Protocol):
    """What stands in a list: it has an address of its own."""

    @property
    def url(self) -> str:
        """The address."""


T = TypeVar("T", bound=Entry)
Row = tuple[str, ...]
"""One entry in a sheet."""

PAGE_LENGTH = 100
"""How many entries one page of a long list shows."""
SHEET = "list.csv"
"""What stands after the address of a list in that of its sheet."""
_LAST = "Year not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """The pages of a site, or of a part of it, and the sheets that they offer."""

    pages: tuple[Page, ...] = ()
    sheets: tuple[Sheet, ...] = ()


def together(parts: Iterable[Planned]) -> Planned:
    """Put parts of a site behind one another."""
    every = tuple(parts)
    return Planned(
        pages=tuple(page for part in every for page in part.pages),
        sheets=tuple(sheet for part in every for sheet in part.sheets),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Way(Generic[T]):
    """One way to narrow a list: what it is called, and the values of an entry.

    Values stand in the `order` given, and those that it does not name after them, A to Z or newest first. `says` is
    what the heading of a narrowed list says in brackets after the value: the title of the way, unless told otherwise.
    """

    id: str
    title: str
    values: Callable[[T], Iterable[str]]
    order: tuple[str, ...] = ()
    newest_first: bool = False
    says: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed(Generic[T]):
    """A list as it is planned: the whole, or what has one value."""

    url: str
    entries: tuple[T, ...]
    facets: tuple[Facet, ...] = ()
    chosen: str = ""

    @property
    def sheet(self) -> str:
        """The address of its sheet."""
        return f"{self.url}{SHEET}"

    def title(self, whole: str, number: int) -> str:
        """Give the heading of one of its pages; `whole` is what the whole list is called."""
        name = f"{whole}: {self.chosen}" if self.chosen else whole
        return f"{name}, page {number}" if number > 1 else name


def narrowed(ways: Iterable[Way[T]], entries: tuple[T, ...], base: str) -> tuple[Narrowed[T], ...]:
    """Give the whole list and, for each value of each way, the list of what has it.

    A way with a single value narrows nothing and is left out.
    """
    found = [(way, own) for way in ways if len(own := _sorted_out(way, entries, base)) > 1]
    facets = tuple(Facet(id=way.id, title=way.title, values=tuple(value for value, _ in own)) for way, own in found)
    lists = [Narrowed(url=base, entries=entries, facets=facets)]
    for (way, own), facet in zip(found, facets, strict=True):
        says = way.title.lower() if way.says is None else way.says
        after = f" ({says})" if says else ""
        lists += [Narrowed(url=v.url, entries=had, facets=(facet,), chosen=f"{v.title}{after}") for v, had in own]
    return tuple(lists)


def _sorted_out(way: Way[T], entries: tuple[T, ...], base: str) -> tuple[tuple[FacetValue, tuple[T, ...]], ...]:
    """Sort entries by their values. Values with one address are one value, and the first spelling names it."""
    keys: dict[str, str] = {}
    names: dict[str, str] = {}
    having: dict[str, list[T]] = {}
    for entry in entries:
        for value in way.values(entry):
            key = keys[value] if value in keys else keys.setdefault(value, addresses.slug(value))
            names.setdefault(key, value)
            if key and (not having.get(key) or having[key][-1] is not entry):
                having.setdefault(key, []).append(entry)
    return tuple(
        (FacetValue(title=names[key], url=f"{base}{way.id}/{key}/", count=len(having[key])), tuple(having[key]))
        for key in _in_order(way, {key: names[key] for key in having})
    )


def _in_order(way: Way[T], names: Mapping[str, str]) -> list[str]:
    places = {value: place for place, value in enumerate(way.order)}
    order = sorted(names, key=lambda key: names[key].casefold(), reverse=way.newest_first)
    return sorted(order, key=lambda key: (places.get(names[key], len(places)), names[key].startswith(_LAST)))


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


def planned(
    lists: Iterable[Narrowed[T]],
    page: Callable[[Narrowed[T], Slice], Page],
    header: Row,
    rows: Mapping[str, Row],
    length: int = PAGE_LENGTH,
) -> Planned:
    """Give the pages and the sheet of each list; `rows` are those of all entries, by their address."""
    every = tuple(lists)
    return Planned(
        pages=tuple(page(own, part) for own in every for part in slices(len(own.entries), own.url, length)),
        sheets=tuple(
            Sheet(url=own.sheet, header=header, rows=tuple(rows[entry.url] for entry in own.entries)) for own in every
        ),
    )
