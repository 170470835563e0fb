"""Make the library: every published fact, joined and sorted. The last stage that knows files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from peerchallenge import addresses
from peerchallenge.assemble import consistency, councils, deadlines, folders, papers, statuses, texts, themes
from peerchallenge.assemble.folder import title
from peerchallenge.assemble.texts import Converter
from peerchallenge.problems import Problem, did_you_mean
from peerchallenge.prose.convert import Converted, Text
from peerchallenge.read.held_back import held_back
from peerchallenge.read.parse import Written
from peerchallenge.read.parsed import Parsed
from peerchallenge.records import Challenge, Library, Link, TextPage, Theme
from peerchallenge.schema import challenge as schema
from peerchallenge.schema import site
from peerchallenge.schema.document import Document
from peerchallenge.sources import Inputs

Convert = Callable[[Iterable[Text]], Mapping[Text, Converted]]


def published(written: Written, today: date, *, drafts: bool) -> Written:
    """Leave out what is held back, unless drafts are wanted."""
    if drafts:
        return written
    held = held_back((*written.documents, *written.pages), today)
    return replace(
        written,
        documents=tuple(parsed for parsed in written.documents if parsed.source.name not in held),
        pages=tuple(parsed for parsed in written.pages if parsed.source.name not in held),
    )


def absent(inputs: Inputs, public: Written) -> frozenset[str]:
    """Give the names of the documents and pages that were there to read and may not be published."""
    shown = {parsed.source.name for parsed in (*public.documents, *public.pages)}
    texts_of = (source.name for source in inputs.texts if source.name.startswith(("challenges/", "pages/")))
    return frozenset(name for name in texts_of if name not in shown)


def assemble(
    written: Written, convert: Convert, today: date, absent: frozenset[str] = frozenset()
) -> tuple[Library, tuple[Problem, ...]]:
    """Join everything that may be published, with what is wrong in how it hangs together.

    `today` is the day by which lateness is judged and a council counts as abolished. `absent` are the names of files
    that are there and not among what was written, because they are held back: what leads to them leads nowhere, and
    is no mistake. Challenges with a broken file are not joined: what is wrong with them was said when they were read.
    Their texts are converted all the same, so that everything that is wrong is said in one run.
    """
    settings = written.site.data if written.site and isinstance(written.site.data, site.Site) else None
    if settings is None or written.site is None:
        return Library(councils=(), challenges=(), themes=(), pages=(), redirects=(), originals=frozenset()), ()
    sound = tuple(p for p in written.documents if p.challenge not in written.broken)
    every = (*written.documents, *written.councils, *written.pages, written.site)
    converted = convert(texts.texts(every))
    shared = folders.shared(written, sound, settings, converted, absent, today)
    joined = [folders.join(shared, folder_id, own) for folder_id, own in _by_folder(sound).items()]
    made = [entry.challenge for entry in joined if entry.challenge]
    used = frozenset(name for entry in joined for name in entry.used)
    places = [place for entry in joined for place in entry.places]
    places += [(page, addresses.page(_page_id(page), page.language)) for page in written.pages]
    redirects, wrong_aliases = consistency.redirects(places)
    of_pages = Converter(converted, _beside_pages(written), written.pages)
    used |= {f"pages/{name}" for name in of_pages.files_named() if not name.endswith(".md")}
    shown = {challenge.id for challenge in made} - {name.split("/")[1] for name in absent if "/" in name}
    library = Library(
        councils=councils.councils(written.councils, Converter(converted, {}).body, today),
        challenges=_linked(made),
        themes=_themes(made),
        pages=_pages(written.pages, of_pages),
        redirects=redirects,
        originals=used,
        status_words=statuses.listed(settings, tuple(shared.bodies.values()), shared.known),
    )
    problems = (
        *councils.problems(written.councils),
        *texts.problems(every, converted),
        *(problem for entry in joined for problem in entry.problems),
        *_unknown_follows(sound, written, absent),
        *of_pages.problems(absent),
        *wrong_aliases,
        *deadlines.unknown_rules(written.site, shared.rules),
        *themes.nearly_shipped(written.site, settings.themes),
        *statuses.said_twice((written.site, *written.councils)),
        *consistency.unused((o for o in written.originals if o.name.split("/")[1] in shown), used),
    )
    return library, problems


def _by_folder(sound: tuple[Parsed, ...]) -> dict[str, list[Parsed]]:
    folders: dict[str, list[Parsed]] = {}
    for parsed in sound:
        folders.setdefault(parsed.challenge, []).append(parsed)
    return folders


def _unknown_follows(sound: tuple[Parsed, ...], written: Written, absent: frozenset[str]) -> Iterator[Problem]:
    ids = {parsed.challenge for parsed in written.documents} | written.broken
    ids |= {name.split("/")[1] for name in absent if name.startswith("challenges/")}
    for parsed in sound:
        earlier = parsed.data.follows if isinstance(parsed.data, schema.Challenge) else None
        if not isinstance(earlier, str) or (earlier in ids and earlier != parsed.challenge):
            continue
        yield parsed.problem(
            "follows",
            code="unknown-challenge",
            message=f"There is no challenge “{earlier}” in content/challenges."
            if earlier != parsed.challenge
            else "This challenge follows itself.",
            suggestion=did_you_mean(earlier, ids - {parsed.challenge})
            or "Mend the id, or write a title, date and link instead.",
        )


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


def _beside_pages(written: Written) -> dict[str, str]:
    """Give what a link from one page to another, or to a file in `pages/`, leads to."""
    files = (o.name.removeprefix("pages/") for o in written.originals if o.name.startswith("pages/"))
    pages = {p.source.name.removeprefix("pages/"): addresses.page(_page_id(p), p.language) for p in written.pages}
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
        )
        for url, parsed in by_url.items()
        if isinstance(parsed.data, Document)
    )
