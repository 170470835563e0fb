"""The kinds of page: what each template is given, with a sentence for every field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from peerchallenge.records import (
    Action,
    Challenge,
    Council,
    Document,
    Link,
    Quote,
    Recommendation,
    TextPage,
    Theme,
)


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
class Piece:
    """A stretch of a document: either HTML, or recommendations printed at that place."""

    html: Markup = Markup()  # noqa: RUF009 - Markup is a string and never changes
    """The converted text; empty where recommendations stand."""
    recommendations: tuple[Recommendation, ...] = ()
    """The recommendations printed here; empty where text stands."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(Page):
    """The front page."""

    template: ClassVar[str] = "pages/home.html"

    newest: tuple[Document, ...]
    """The documents published last, newest first."""
    challenges: tuple[Challenge, ...]
    """The newest challenges."""
    quotes: tuple[tuple[Quote, Link], ...]
    """What councils said, each with its challenge."""
    councils: int
    """How many councils have a challenge here."""
    total_challenges: int
    """How many challenges there are."""
    recommendations: int
    """How many recommendations there are."""
    answered: int
    """How many of them every council concerned has answered."""
    actions: int
    """How many actions councils have published."""
    themes: tuple[tuple[Theme, int], ...]
    """The themes with the number of recommendations under each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengesPage(Page):
    """A list of challenges, whole or narrowed to one value."""

    template: ClassVar[str] = "pages/challenges.html"

    challenges: tuple[Challenge, ...]
    """The challenges on this page, newest first."""
    facets: tuple[Facet, ...]
    """The ways to narrow the list: year, type."""
    chosen: str = ""
    """The value to which the list is narrowed; empty on the whole list."""
    total: int = 0
    """How many challenges the whole list has, over all its pages."""
    pages: tuple[Link, ...] = ()
    """The pages of a long list; the one without a url is this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengePage(Page):
    """One challenge on one page: summary, timeline, each recommendation's thread, documents, team."""

    template: ClassVar[str] = "pages/challenge.html"

    challenge: Challenge
    """The challenge."""
    timeline: tuple[TimelineEntry, ...]
    """What happened, oldest first."""
    groups: tuple[tuple[str, tuple[Recommendation, ...]], ...]
    """The recommendations as printed, under series or document; one group without a name where there is one list."""
    partial: tuple[str, ...]
    """Sentences that say where a list is known in part: “4 of 9 shown here”."""
    loose_actions: tuple[Action, ...]
    """Actions that serve no recommendation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One thing that happened."""

    when: str
    """The date in words; “date not known” where there is none."""
    machine: str
    """The date for HTML's datetime, or empty."""
    what: str
    """What happened: “On site”, “Feedback report published”."""
    who: str
    """Which council or body, where it matters."""
    link: Link | None
    """The document or meeting."""
    note: str = ""
    """A decision or a remark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage(Page):
    """One document as readable HTML."""

    template: ClassVar[str] = "pages/document.html"
    indexed: ClassVar[bool] = True

    challenge: Challenge
    """The challenge it belongs to."""
    document: Document
    """The document."""
    pieces: tuple[Piece, ...]
    """The text in order, with the recommendations where they were printed."""
    siblings: tuple[Link, ...]
    """The challenge's other documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationPage(Page):
    """One recommendation: peers' words, answers, actions, dated history."""

    template: ClassVar[str] = "pages/recommendation.html"

    recommendation: Recommendation
    """The recommendation with its whole thread."""
    challenge: Challenge
    """The challenge it was made in."""
    previous: Link | None
    """The recommendation before it in the same list."""
    following: Link | None
    """The recommendation after it."""
    same_theme: tuple[Recommendation, ...]
    """Some recommendations to other councils on the same theme."""
    citation: str
    """How to cite it, in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilsPage(Page):
    """The councils, A to Z, or those of one type or region."""

    template: ClassVar[str] = "pages/councils.html"

    letters: tuple[tuple[str, tuple[tuple[Council, int], ...]], ...]
    """Each first letter with its councils and the number of challenges of each."""
    facets: tuple[Facet, ...]
    """The ways to narrow the list: type, region."""
    chosen: str = ""
    """The value to which the list is narrowed."""
    total: int = 0
    """How many councils are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilPage(Page):
    """One council: its challenges, what is open, who came before and after."""

    template: ClassVar[str] = "pages/council.html"

    council: Council
    """The council."""
    challenges: tuple[Challenge, ...]
    """Its challenges, newest first."""
    open: tuple[Recommendation, ...]
    """Recommendations that it has not answered, or answered in part."""
    inherited: tuple[tuple[Council, tuple[Challenge, ...]], ...]
    """The challenges of the councils it took over from."""


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
    """The pages of a long list; the one without a url is this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationsPage(Page):
    """All recommendations, or those with one value."""

    template: ClassVar[str] = "pages/recommendations.html"

    recommendations: tuple[Recommendation, ...]
    """The recommendations on this page, newest challenge first."""
    facets: tuple[Facet, ...]
    """The ways to narrow the list: answer, progress, progress of actions, theme, year, type, council."""
    chosen: str = ""
    """The value to which the list is narrowed."""
    total: int = 0
    """How many there are, over all its pages."""
    pages: tuple[Link, ...] = ()
    """The pages of a long list; the one without a url is this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(Page):
    """Words, by the search engine; the whole list of documents for readers without script."""

    template: ClassVar[str] = "pages/search.html"

    groups: tuple[tuple[Link, tuple[Link, ...]], ...]
    """Every challenge with its documents."""
    available: bool = True
    """Whether there is a search index; without one the page is the list alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPage(Page):
    """A page from `content/pages/`."""

    template: ClassVar[str] = "pages/written.html"

    page: TextPage
    """The page as written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectPage(Page):
    """An old address that leads to the present one."""

    template: ClassVar[str] = "pages/redirect.html"

    target: str
    """The path of the page that took its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundPage(Page):
    """What is shown for an address that is not there: `404.html`."""

    template: ClassVar[str] = "pages/not-found.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapPage(Page):
    """The list of all pages for search engines: `sitemap.xml`."""

    template: ClassVar[str] = "pages/sitemap.xml"

    addresses: tuple[str, ...]
    """The whole addresses of all pages."""


PAGES: tuple[type[Page], ...] = (
    HomePage,
    ChallengesPage,
    ChallengePage,
    DocumentPage,
    RecommendationPage,
    CouncilsPage,
    CouncilPage,
    ThemesPage,
    ThemePage,
    RecommendationsPage,
    SearchPage,
    WrittenPage,
    RedirectPage,
    NotFoundPage,
    SitemapPage,
)
"""Every kind of page; adding one is a class here, the function that makes it in `plan`, and a template."""
