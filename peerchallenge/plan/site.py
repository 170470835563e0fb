"""Plan the whole site: every page, in a fixed order, and every sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from peerchallenge.pages import NotFoundPage, Page, RedirectPage, SearchPage, SitemapPage, WrittenPage
from peerchallenge.plan import (
    action_lists,
    challenge_lists,
    challenges,
    council_pages,
    figures,
    neighbours,
    recommendation_lists,
    rows,
    status_words,
    theme_pages,
    updates,
)
from peerchallenge.plan.challenges import Beside
from peerchallenge.plan.comparison import comparisons
from peerchallenge.plan.home import home
from peerchallenge.plan.lists import Planned, together
from peerchallenge.plan.trail import HOME
from peerchallenge.records import Challenge, Library, Link
from peerchallenge.schema.site import Site


def plan(library: Library, site: Site, *, search: bool, today: date) -> Planned:
    """Give every page and sheet of the site.

    `search` is whether a search index will be there, `today` the day by which is judged what is due soon.
    """
    around = surroundings(library)
    by_name = sorted(library.challenges, key=lambda own: own.id)
    of_challenges = (page for own in by_name for page in challenges.pages(own, around[own.id], today))
    shared = shared_pages(library, site, search=search, today=today)
    return together((shared, Planned(pages=tuple(of_challenges))))


def surroundings(library: Library) -> Mapping[str, Beside]:
    """Give what the pages of each challenge show of others, by its id."""
    having, compared = theme_pages.by_theme(library), comparisons(library.challenges)
    return {own.id: neighbours.beside(own, having, compared) for own in library.challenges}


def shared_pages(library: Library, site: Site, *, search: bool, today: date) -> Planned:
    """Give every page and sheet that belongs to no one challenge. None shows the text of a challenge's document."""
    base = site.base_url.rstrip("/")
    having = theme_pages.by_theme(library)
    compared = comparisons(library.challenges)
    made = {r.url: rows.recommendation(r, base) for challenge in library.challenges for r in challenge.recommendations}
    listed = together(
        (
            challenge_lists.planned(library, base),
            council_pages.planned(library, compared, base, today),
            theme_pages.planned(library, having, made),
            recommendation_lists.planned(library, made, today),
            action_lists.planned(library, base, today),
            updates.planned(library, base),
        )
    )
    counted = figures.planned(library, listed, today)
    pages = (
        home(library, having, site),
        *listed.pages,
        *counted.pages,
        status_words.page(library),
        _search(library, available=search),
        *_written(library),
    )
    addresses = (
        *(page.url for page in pages),
        *(url for own in library.challenges for url in challenges.addresses_of(own)),
    )
    return Planned(
        pages=(*pages, *_redirects(library), *_for_machines(tuple(base + url for url in addresses))),
        sheets=(*listed.sheets, *counted.sheets),
    )


def _for_machines(addresses: tuple[str, ...]) -> Iterator[Page]:
    yield NotFoundPage(url="/404.html", title="Page not found", description="There is no page at this address.")
    yield SitemapPage(url="/sitemap.xml", title="Sitemap", description="All pages.", addresses=addresses)


def _search(library: Library, *, available: bool) -> SearchPage:
    def listed(challenge: Challenge) -> tuple[Link, ...]:
        return tuple(document.link for document in challenge.documents)

    return SearchPage(
        url="/search/",
        title="Search",
        description="Search the letters, responses and updates of every peer challenge on this site.",
        crumbs=(HOME,),
        groups=tuple((Link(title=c.title, url=c.url), listed(c)) for c in library.challenges),
        available=available,
    )


def _written(library: Library) -> Iterator[Page]:
    for page in library.pages:
        yield WrittenPage(
            url=page.url,
            title=page.title,
            description=page.summary.striptags() or page.title,
            crumbs=(HOME,),
            lang=page.lang,
            other_language=page.other_language,
            made_from=page.path,
            page=page,
        )


def _redirects(library: Library) -> Iterator[Page]:
    for own in library.redirects:
        words = "This page has moved"
        yield RedirectPage(url=own.old, title=words, description=f"{words}.", target=own.new, made_from=own.path)
