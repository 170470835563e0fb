"""The pages that list: challenges, councils, themes, recommendations and actions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from peerchallenge.pages.challenge import NOTHING, Attention, Comparison
from peerchallenge.pages.common import Facet, Page
from peerchallenge.records import Action, Challenge, Council, Link, Recommendation, Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage(Page):
    """A list, whole or narrowed to one value, on one page or several."""

    facets: tuple[Facet, ...]
    """The ways to narrow the list, each with its values."""
    chosen: str = ""
    """The value to which the list is narrowed; empty on the whole list."""
    total: int = 0
    """How many entries there are, over all its pages."""
    pages: tuple[Link, ...] = ()
    """Pages of a long list; the one without a url is this one, and one without a title stands for several."""
    sheet: str = ""
    """The address of the whole list as a CSV file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengesPage(ListPage):
    """A list of challenges, whole or narrowed to one value."""

    template: ClassVar[str] = "pages/challenges.html"

    challenges: tuple[Challenge, ...]
    """The challenges on this page, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilsPage(ListPage):
    """The councils, A to Z, or those of one type or region."""

    template: ClassVar[str] = "pages/councils.html"

    letters: tuple[tuple[str, tuple[tuple[Council, int], ...]], ...]
    """Each first letter with its councils and the number of challenges of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilPage(Page):
    """One council: its challenges, what is open, who came before and after."""

    template: ClassVar[str] = "pages/council.html"

    council: Council
    """The council."""
    challenges: tuple[Challenge, ...]
    """Its challenges, newest first."""
    inherited: tuple[tuple[Council, tuple[Challenge, ...]], ...]
    """The challenges of the councils it took over from."""
    attention: Attention = NOTHING
    """What is open and wants looking at, in all its challenges."""
    comparison: Comparison | None = None
    """Its last two challenges of one kind beside each other."""
    updates: str = ""
    """The page of what was published for it; empty where nothing was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemesPage(Page):
    """The themes."""

    template: ClassVar[str] = "pages/themes.html"

    themes: tuple[tuple[Theme, int, int], ...]
    """Each theme with the number of recommendations and of councils."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemePage(Page):
    """One theme across councils, with the answers side by side."""

    template: ClassVar[str] = "pages/theme.html"

    theme: Theme
    """The theme."""
    recommendations: tuple[Recommendation, ...]
    """Its recommendations on this page, newest challenge first."""
    total: int = 0
    """How many there are, over all its pages."""
    pages: tuple[Link, ...] = ()
    """Pages of a long list; the one without a url is this one, and one without a title stands for several."""
    sheet: str = ""
    """The address of the whole list as a CSV file."""
    related: tuple[tuple[Theme, int], ...] = ()
    """The themes of other sets that took its place or whose place it took, with the number of recommendations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationsPage(ListPage):
    """All recommendations, or those with one value."""

    template: ClassVar[str] = "pages/recommendations.html"

    recommendations: tuple[Recommendation, ...]
    """The recommendations on this page, newest challenge first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionsPage(ListPage):
    """All actions, or those with one value."""

    template: ClassVar[str] = "pages/actions.html"

    actions: tuple[Action, ...]
    """The actions on this page, newest challenge first."""
