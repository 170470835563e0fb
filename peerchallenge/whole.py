"""All challenges together, for the pages that belong to no one of them; each process makes of it what it needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from peerchallenge.assemble import library
from peerchallenge.assemble.folders import Joined
from peerchallenge.assemble.library import Outside
from peerchallenge.plan import shares
from peerchallenge.plan.challenges import Beside
from peerchallenge.plan.lists import Planned
from peerchallenge.plan.site import shared_pages, surroundings
from peerchallenge.records import Challenge, Library
from peerchallenge.remember.answers import Answer
from peerchallenge.remember.packing import unpack
from peerchallenge.schema.site import Site

OUTLINE = 1
"""The place of the outline of a challenge in what is remembered of its folder."""
SHEETS = "/sheets/"
"""How the name of a part begins that has sheets, which stay as they are when the look of pages changes."""
_PAGES = "/pages/"
_EACH = 300
"""For how many recommendations and councils there is a part of pages and one of sheets: each is some megabytes."""


@dataclass(frozen=True, kw_only=True)
class Whole:
    """What shared pages are made from: `said` of every folder, and the outline of each challenge by its name.

    Nothing is made before it is asked for. So a process can be handed this while it is small, and what it makes of it
    is gone with the process. Who `keeps` the outlines will need most of them again.
    """

    outside: Outside
    said: tuple[Joined, ...]
    outlines: Mapping[str, Answer]
    site: Site
    search: bool
    today: date
    keeps: bool

    @cached_property
    def library(self) -> Library:
        """All challenges, without the texts of their documents."""
        return library.assemble(self.outside, self.said, self._challenges())

    def _challenges(self) -> Iterator[Challenge]:
        texts: dict[str, str] = {}
        for answer in self.outlines.values():
            yield answer[OUTLINE] if self.keeps else unpack(answer.packed(OUTLINE), texts)

    @cached_property
    def planned(self) -> Planned:
        """The pages and sheets that belong to no one challenge."""
        return shared_pages(self.library, self.site, search=self.search, today=self.today)

    @cached_property
    def around(self) -> tuple[Beside, ...]:
        """What the pages of each challenge show of others, in the order of the names."""
        found = surroundings(self.library)
        return tuple(found[name] for name in self.outlines)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts in which these are made; how many there are is known before any is planned."""
        return tuple(f"{kind}{number}" for kind in (_PAGES, SHEETS) for number in range(self._count))

    @property
    def _count(self) -> int:
        return 1 + (sum(own.recommendations or 0 for own in self.said) + len(self.outside.councils)) // _EACH

    @cached_property
    def shares(self) -> Mapping[str, Planned]:
        """The pages or sheets of each part, by its name."""
        pages = shares.of_pages(self.planned.pages, self.library.challenges, self._count)
        return dict(zip(self.names, (*pages, *shares.of_sheets(self.planned.sheets, self._count)), strict=True))
