"""Lists that can be narrowed, that run over several pages and that have a sheet with all their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from peerchallenge import addresses
from peerchallenge.pages import Facet, FacetValue, Page, Sheet
from peerchallenge.plan import words
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
_NEAR = 2
"""How many pages before and after one it has links to: with links to all, a long list grows with its square."""
SHEET = "list.csv"
"""What stands after the address of a list in that of its sheet."""
_LAST = (words.NO_YEAR, words.NO_TYPE, words.NO_REGION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """The pages of a site, or of a part of it, and the sheets that they offer.

    `aside` are lists that no other list leads to, one part for each way; one is kept where a figure leads to it.
    """

    pages: tuple[Page, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    aside: tuple[Planned, ...] = ()


def together(parts: Iterable[Planned]) -> Planned:
    """Put parts of a site behind one another."""
    every = tuple(parts)
    return Planned(
        pages=tuple(page for part in every for page in part.pages),
        sheets=tuple(sheet for part in every for sheet in part.sheets),
        aside=tuple(own for part in every for own in part.aside),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Way(Generic[T]):
    """One way to narrow a list: what it is called, and the values of an entry.

    Values stand in the `order` given, and those that it does not name after them, A to Z or newest first. `says` is
    what the heading of a narrowed list says in brackets after the value: the title of the way, unless told otherwise.
    `heading` stands for both, with {} where the value goes. What is not `offered` is not shown on the whole list: it is
    there for the numbers that lead to it, and for a single value too.
    """

    id: str
    title: str
    values: Callable[[T], Iterable[str]]
    order: tuple[str, ...] = ()
    newest_first: bool = False
    says: str | None = None
    heading: str = ""
    offered: bool = True

    def chosen(self, value: str) -> str:
        """Give what the heading says of the list with one value."""
        says = self.title.lower() if self.says is None else self.says
        return (self.heading or (f"{{}} ({says})" if says else "{}")).format(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed(Generic[T]):
    """A list as it is planned: the whole, or what has one value; `aside` is the id of a way that is not offered."""

    url: str
    entries: tuple[T, ...]
    facets: tuple[Facet, ...] = ()
    chosen: str = ""
    aside: str = ""

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

    A way with a single value narrows nothing, and is left out if it is offered.
    """
    sorted_out = [(way, by_value(way.values, entries)) for way in ways]
    found = [(way, own, _facet(way, own, base)) for way, own in sorted_out if len(own) > (1 if way.offered else 0)]
    lists = [Narrowed(url=base, entries=entries, facets=tuple(facet for way, _, facet in found if way.offered))]
    for way, own, facet in found:
        aside = "" if way.offered else way.id
        lists += [
            Narrowed(url=v.url, entries=own[v.title], facets=(facet,), chosen=way.chosen(v.title), aside=aside)
            for v in facet.values
        ]
    return tuple(lists)


def _facet(way: Way[T], own: Mapping[str, tuple[T, ...]], base: str) -> Facet:
    values = (
        FacetValue(title=name, url=f"{base}{way.id}/{addresses.slug(name)}/", count=len(own[name]))
        for name in _in_order(way, own)
    )
    return Facet(id=way.id, title=way.title, values=tuple(values))


def by_value(values: Callable[[T], Iterable[str]], entries: Iterable[T]) -> dict[str, tuple[T, ...]]:
    """Sort entries by their values. Values with one address are one value, and the first spelling names it."""
    keys: dict[str, str] = {}
    names: dict[str, str] = {}
    having: dict[str, list[T]] = {}
    for entry in entries:
        for value in values(entry):
            key = keys[value] if value in keys else keys.setdefault(value, addresses.slug(value))
            own = having.setdefault(names.setdefault(key, value), []) if key else []
            if not own or own[-1] is not entry:
                own.append(entry)
    return {name: tuple(own) for name, own in having.items()}


def _in_order(way: Way[T], names: Iterable[str]) -> list[str]:
    places = {value: place for place, value in enumerate(way.order)}
    order = sorted(names, key=str.casefold, reverse=way.newest_first)
    return sorted(order, key=lambda name: (places.get(name, len(places)), name.startswith(_LAST)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """One page of a long list: its address, its number, and links to its first, last and neighbouring pages.

    The link without an address is this page; the one without a title stands for those that are left out.
    """

    url: str
    number: int
    start: int
    end: int
    pages: tuple[Link, ...]


def slices(count: int, url: str, length: int = PAGE_LENGTH) -> tuple[Slice, ...]:
    """Cut a list into pages; a short one has a single page and no links."""
    total = max(1, -(-count // length))
    urls = (url, *(f"{url}page-{number}/" for number in range(2, total + 1)))
    return tuple(
        Slice(
            url=own,
            number=number,
            start=(number - 1) * length,
            end=number * length,
            pages=tuple(_links(number, urls)) if total > 1 else (),
        )
        for number, own in enumerate(urls, 1)
    )


def _links(here: int, urls: tuple[str, ...]) -> Iterator[Link]:
    """Give the links from one page to others; a gap of a single page is filled with it."""
    total = len(urls)
    shown = sorted({1, total, *range(max(1, here - _NEAR), min(total, here + _NEAR) + 1)})
    before = 0
    for number in shown:
        if number == before + 2:
            yield Link(title=f"Page {number - 1}", url=urls[number - 2])
        elif number > before + 2:
            yield Link(title="", url="")
        yield Link(title=f"Page {number}", url="" if number == here else urls[number - 1])
        before = number


def planned(
    lists: Iterable[Narrowed[T]],
    page: Callable[[Narrowed[T], Slice], Page],
    header: Row,
    rows: Mapping[str, Row],
    length: int = PAGE_LENGTH,
) -> Planned:
    """Give the pages and the sheet of each list; `rows` are those of all entries, by their address."""

    def made(some: Iterable[Narrowed[T]]) -> Planned:
        every = tuple(some)
        return Planned(
            pages=tuple(page(own, part) for own in every for part in slices(len(own.entries), own.url, length)),
            sheets=tuple(
                Sheet(url=own.sheet, header=header, rows=tuple(rows[entry.url] for entry in own.entries))
                for own in every
            ),
        )

    ways: dict[str, list[Narrowed[T]]] = {"": []}
    for own in lists:
        ways.setdefault(own.aside, []).append(own)
    return replace(made(ways.pop("")), aside=tuple(made(some) for some in ways.values()))
