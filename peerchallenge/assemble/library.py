"""Make the library: every published fact, joined and sorted. The last stage that knows files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from peerchallenge import addresses
from peerchallenge.assemble import consistency, councils, deadlines, papers, statuses, texts, themes
from peerchallenge.assemble.folder import title
from peerchallenge.assemble.folders import Convert, Ground, Joined
from peerchallenge.assemble.texts import Converter
from peerchallenge.problems import Problem
from peerchallenge.read import held_back, pasted
from peerchallenge.read.parse import Common
from peerchallenge.read.parsed import Parsed
from peerchallenge.records import Challenge, Council, Library, Link, Redirect, StatusWord, TextPage, Theme
from peerchallenge.schema import site
from peerchallenge.schema.document import Document
from peerchallenge.timetable import rules


def ground(common: Common, today: date, embargo_day: date, *, drafts: bool) -> Ground:
    """Gather what every folder is joined with; pages that may not be published yet are left out, unless wanted."""
    settings = _settings(common)
    bodies = {p.data.id: p.data for p in common.councils if isinstance(p.data, site.Council)}
    pages = held_back.marked(common.pages, embargo_day)
    return Ground(
        common=replace(common, pages=tuple(page for page in pages if drafts or not page.held)),
        known=councils.links(common.councils),
        words=statuses.status_words(settings, tuple(bodies.values())),
        themes=themes.themes(settings.themes, {}),
        bodies=bodies,
        rules=rules.rule_sets(settings.rules),
        today=today,
        embargo_day=embargo_day,
        drafts=drafts,
    )


def respelt(ground: Ground, joined: Mapping[str, Joined]) -> Mapping[str, Ground]:
    """Give the folders that have to be joined again, with the ground for it.

    Councils write one theme in several ways, which have one address; the first folder's way names it for all.
    """
    first: dict[str, str] = {}
    for own in joined.values():
        for key, name in own.spellings:
            first.setdefault(key, name)
    others = {
        folder: {key: first[key] for key, name in own.spellings if first[key] != name} for folder, own in joined.items()
    }
    return {
        folder: replace(ground, themes=replace(ground.themes, names={**spelt, **ground.themes.names}))
        for folder, spelt in others.items()
        if spelt
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What stands outside the folders of challenges: councils, pages, words; and what is wrong with it."""

    councils: tuple[Council, ...]
    pages: tuple[TextPage, ...]
    redirects: tuple[Redirect, ...]
    originals: frozenset[str]
    status_words: tuple[StatusWord, ...]
    problems: tuple[Problem, ...]


def outside(ground: Ground, absent: frozenset[str], convert: Convert) -> Outside:
    """Make what stands outside; `absent` are the names of pages that are there and may not be published."""
    common, settings = ground.common, _settings(ground.common)
    every = (*common.councils, *common.pages, *((common.site,) if common.site else ()))
    converted = convert(texts.texts(every))
    of_pages = Converter(converted, _beside_pages(common), common.pages)
    places = ((page, addresses.page(_page_id(page), page.language)) for page in common.pages)
    redirects, wrong_aliases = consistency.redirects(places)
    problems = (
        *councils.problems(common.councils),
        *pasted.once(texts.problems(every, converted), common.problems),
        *of_pages.problems(absent),
        *wrong_aliases,
        *deadlines.unknown_rules(common.site, ground.rules),
        *themes.nearly_shipped(common.site, settings.themes),
        *statuses.said_twice(every),
    )
    return Outside(
        councils=councils.councils(common.councils, Converter(converted, {}).body, ground.today),
        pages=_pages(common.pages, of_pages),
        redirects=redirects,
        originals=frozenset(f"pages/{name}" for name in of_pages.files_named() if not name.endswith(".md")),
        status_words=statuses.listed(settings, tuple(ground.bodies.values()), ground.known),
        problems=(*common.problems, *(problems if common.site else ())),
    )


def assemble(outside: Outside, joined: Iterable[Joined], made: Iterable[Challenge]) -> Library:
    """Put together what came of every folder; `made` are their challenges, each linked to no other yet."""
    linked = _linked(made)
    own = tuple(joined)
    return Library(
        councils=outside.councils,
        challenges=linked,
        themes=_themes(linked),
        pages=outside.pages,
        redirects=(*(redirect for folder in own for redirect in folder.redirects), *outside.redirects),
        originals=outside.originals.union(*(folder.used for folder in own)),
        status_words=outside.status_words,
    )


def _settings(common: Common) -> site.Site:
    """Give the settings; without any the build stops, and until then the ordinary ones hold."""
    data = common.site.data if common.site else None
    return data if isinstance(data, site.Site) else site.Site(title="?")


def _linked(made: Iterable[Challenge]) -> tuple[Challenge, ...]:
    """Link each challenge to the one before and to those after it, and put the newest first."""
    by_url = {challenge.url: challenge for challenge in made}
    after: dict[str, list[Link]] = {}
    for challenge in by_url.values():
        if challenge.follows and challenge.follows.url in by_url:
            link = Link(title=challenge.title, url=challenge.url)
            after.setdefault(challenge.follows.url, []).append(link)
    linked = [
        replace(
            challenge,
            follows=_earlier(challenge.follows, by_url),
            followed_by=tuple(after.get(challenge.url, ())),
        )
        for challenge in by_url.values()
    ]
    return tuple(sorted(linked, key=lambda c: (-(c.sort_day or date.min).toordinal(), c.id)))


def _earlier(earlier: Link | None, by_url: Mapping[str, Challenge]) -> Link | None:
    """Give the link to the challenge before, with its title; none where that is not published."""
    if earlier is None or not earlier.url.startswith("/"):
        return earlier
    return replace(earlier, title=by_url[earlier.url].title) if earlier.url in by_url else None


def _themes(made: Iterable[Challenge]) -> tuple[Theme, ...]:
    found = {theme.id: theme for c in made for r in c.recommendations for theme in r.themes}
    return tuple(sorted(found.values(), key=lambda theme: theme.name.casefold()))


def _page_id(parsed: Parsed) -> str:
    return parsed.source.name.rsplit("/", 1)[-1].removesuffix(".md").removesuffix(".cy")


def _beside_pages(common: Common) -> dict[str, str]:
    """Give what a link from one page to another, or to a file in `pages/`, leads to."""
    files = (o.name.removeprefix("pages/") for o in common.originals)
    pages = {p.source.name.removeprefix("pages/"): addresses.page(_page_id(p), p.language) for p in common.pages}
    return {name: addresses.page_file(name) for name in files} | pages


def _pages(written: tuple[Parsed, ...], convert: Converter) -> tuple[TextPage, ...]:
    by_url = {addresses.page(_page_id(parsed), parsed.language): parsed for parsed in written}

    def other(parsed: Parsed) -> Link | None:
        language = "en" if parsed.language == "cy" else "cy"
        url = addresses.page(_page_id(parsed), language)
        return Link(title=title(by_url[url]), url=url, lang=language) if url in by_url else None

    return tuple(
        TextPage(
            path=parsed.source.path,
            id=_page_id(parsed),
            title=title(parsed),
            url=url,
            lang=parsed.language,
            other_language=other(parsed),
            summary=convert.passage(parsed.data.summary),
            body=convert.body(parsed),
            sources=papers.origins(parsed.data),
            held=parsed.held,
        )
        for url, parsed in by_url.items()
        if isinstance(parsed.data, Document)
    )
