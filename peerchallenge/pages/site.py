"""The pages about the site as a whole: home, what changed, search, written pages, and those for machines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from markupsafe import Markup

from peerchallenge.pages.common import Page
from peerchallenge.records import Challenge, Council, Document, Link, Quote, StatusWord, TextPage, Theme, Timing
from peerchallenge.schema.dates import Date
from peerchallenge.schema.site import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One thing that is due soon: an action, or a step of a timetable."""

    when: str
    """The date in words."""
    day: date
    """The last day on which it would be on time."""
    what: Link
    """What is due, with where it stands."""
    whose: str
    """Which council or councils."""
    timing: Timing
    """How it stands to that day."""


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
    councils_url: str
    """The list of those councils."""
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
    due: tuple[Due, ...] = ()
    """What is due next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that was published."""

    when: Date
    """The date of publication, or the one on the document."""
    document: Link
    """What was published."""
    kind: str
    """What kind of document it is, in words."""
    challenge: Link
    """The challenge it belongs to."""
    councils: tuple[Link, ...]
    """Whose it is."""
    holds: str
    """What is in it: “6 recommendations”, “12 updates; 3 dates moved”; empty for words alone."""
    note: Markup
    """What is different from the version before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdatesPage(Page):
    """What was published, newest first, on the whole site or for one council."""

    template: ClassVar[str] = "pages/updates.html"

    months: tuple[tuple[str, tuple[Change, ...]], ...]
    """Each month in words with what was published in it, on this page."""
    council: Council | None = None
    """The council, where the page is about one."""
    total: int = 0
    """How many there are, over all pages."""
    pages: tuple[Link, ...] = ()
    """Pages of a long list; the one without a url is this one, and one without a title stands for several."""
    sheet: str = ""
    """The address of the whole list as a CSV file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsPage(Page):
    """What the words for progress, answers and lateness mean, and the councils' own words for progress."""

    template: ClassVar[str] = "pages/words.html"

    words: tuple[tuple[State, tuple[StatusWord, ...]], ...]
    """Each state with the words that councils use for it here."""


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

    @property
    def held(self) -> str:
        """Why it is not published yet, in a copy that shows it all the same."""
        return self.page.held


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
