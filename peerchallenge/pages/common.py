"""What every page and every list has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from peerchallenge.records import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    """One step of the breadcrumb trail."""

    title: str
    """What the step is called."""
    url: str
    """Where it leads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """One value by which a list can be narrowed, with its own page."""

    title: str
    """The value in words."""
    url: str
    """The page that lists what has this value."""
    count: int
    """How many entries have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One way to narrow a list: by theme, by year, by answer."""

    id: str
    """The name used in addresses."""
    title: str
    """What the way is called: Theme, Year."""
    values: tuple[FacetValue, ...]
    """The values in the order shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What every page has."""

    template: ClassVar[str]
    indexed: ClassVar[bool] = False

    url: str
    """The path on this site, without the base path: /councils/wexcombe/."""
    title: str
    """The heading of the page, and the first part of its title."""
    description: str
    """A sentence for search engines and link previews."""
    crumbs: tuple[Crumb, ...] = ()
    """The way back, from the home page to the page above."""
    lang: str = "en"
    """The language of the page's own words: en or cy."""
    other_language: Link | None = None
    """The same page in the other language, where there is one."""
    made_from: str = ""
    """The file in content/ to mend where something on the page is wrong."""

    @property
    def held(self) -> str:
        """Why what the page shows is not published yet, in a copy that shows it all the same."""
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One list as a table for a spreadsheet, at the address of the list with `list.csv` after it."""

    url: str
    """The path on this site: /recommendations/list.csv."""
    header: tuple[str, ...]
    """What each column holds."""
    rows: tuple[tuple[str, ...], ...]
    """One row for each entry of the list, over all its pages."""
