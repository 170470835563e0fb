"""Plan the whole site: every page, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator

from peerchallenge.pages import (
    Crumb,
    HomePage,
    NotFoundPage,
    Page,
    RedirectPage,
    SearchPage,
    SitemapPage,
    WrittenPage,
)
from peerchallenge.plan import challenges, indexes
from peerchallenge.records import Challenge, Document, Library, Link, Quote, Recommendation, Theme
from peerchallenge.schema.site import Site

_NEWEST = 6
_QUOTES = 4
_THEMES = 12


def plan(library: Library, site: Site, *, search: bool) -> tuple[Page, ...]:
    """Give every page of the site. `search` is whether a search index will be there."""
    by_theme = _by_theme(library)
    pages = [
        _home(library, site),
        *indexes.pages(library, by_theme),
        *(page for challenge in library.challenges for page in challenges.pages(challenge, by_theme)),
        _search(library, available=search),
        *_written(library),
    ]
    addresses = tuple(site.base_url.rstrip("/") + page.url for page in pages)
    return (
        *pages,
        *_redirects(library),
        NotFoundPage(url="/404.html", title="Page not found", description="There is no page at this address."),
        SitemapPage(url="/sitemap.xml", title="Sitemap", description="All pages.", addresses=addresses),
    )


def _by_theme(library: Library) -> dict[str, tuple[Recommendation, ...]]:
    found: dict[str, list[Recommendation]] = {theme.id: [] for theme in library.themes}
    for challenge in library.challenges:
        for recommendation in challenge.recommendations:
            for theme in dict.fromkeys(theme.id for theme in recommendation.themes):
                found[theme].append(recommendation)
    return {theme: tuple(own) for theme, own in found.items()}


def _home(library: Library, site: Site) -> HomePage:
    every = [r for challenge in library.challenges for r in challenge.recommendations]
    by_theme = _by_theme(library)
    hosts = {link.url for challenge in library.challenges for link in challenge.councils}
    return HomePage(
        url="/",
        title=site.title,
        description="What peers found at councils, what the councils answered, and what was done.",
        made_from="content/site.yml",
        newest=_newest(library),
        challenges=library.challenges[:_NEWEST],
        quotes=tuple(_quotes(library))[:_QUOTES],
        councils=len(hosts),
        total_challenges=len(library.challenges),
        recommendations=len(every),
        answered=sum(recommendation.answer == "answered" for recommendation in every),
        actions=sum(len(challenge.actions) for challenge in library.challenges),
        themes=_largest(library, by_theme),
    )


def _largest(library: Library, by_theme: dict[str, tuple[Recommendation, ...]]) -> tuple[tuple[Theme, int], ...]:
    """Give the themes with the most recommendations, A to Z."""
    counted = [(theme, len(by_theme[theme.id])) for theme in library.themes]
    largest = sorted(counted, key=lambda entry: (-entry[1], entry[0].name))[:_THEMES]
    return tuple(sorted(largest, key=lambda entry: entry[0].name.casefold()))


def _newest(library: Library) -> tuple[Document, ...]:
    dated = [d for c in library.challenges for d in c.documents if d.sort_day and not _translation(d)]
    return tuple(sorted(dated, key=lambda d: (d.sort_day, d.url), reverse=True)[:_NEWEST])


def _translation(document: Document) -> bool:
    return document.lang == "cy" and document.other_language is not None


def _quotes(library: Library) -> Iterator[tuple[Quote, Link]]:
    for challenge in library.challenges:
        for quote in challenge.quotes[:1]:
            yield quote, Link(title=challenge.title, url=challenge.url)


def _search(library: Library, *, available: bool) -> SearchPage:
    def listed(challenge: Challenge) -> tuple[Link, ...]:
        return tuple(Link(title=d.title, url=d.url, lang="cy" if d.lang == "cy" else "") for d in challenge.documents)

    return SearchPage(
        url="/search/",
        title="Search",
        description="Search the letters, responses and updates of every peer challenge on this site.",
        crumbs=(challenges.HOME,),
        groups=tuple((Link(title=c.title, url=c.url), listed(c)) for c in library.challenges),
        available=available,
    )


def _written(library: Library) -> Iterator[Page]:
    for page in library.pages:
        yield WrittenPage(
            url=page.url,
            title=page.title,
            description=page.summary.striptags() or page.title,
            crumbs=(Crumb(title="Home", url="/"),),
            lang=page.lang,
            other_language=page.other_language,
            made_from=page.path,
            page=page,
        )


def _redirects(library: Library) -> Iterator[Page]:
    for old, new in library.redirects:
        yield RedirectPage(url=old, title="This page has moved", description="This page has moved.", target=new)
