"""Make the library: every published fact, joined and sorted. The last stage that knows files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from peerchallenge import addresses
from peerchallenge.assemble import consistency, councils, events, papers, statuses, texts
from peerchallenge.assemble.folder import Folder, in_order, title
from peerchallenge.assemble.held_back import held_back
from peerchallenge.assemble.texts import Converter
from peerchallenge.parse import Written
from peerchallenge.parsed import Parsed
from peerchallenge.problems import Problem, did_you_mean
from peerchallenge.prose import Converted, Text
from peerchallenge.records import Challenge, Library, Link, TextPage, Theme
from peerchallenge.schema import challenge as schema
from peerchallenge.schema import site
from peerchallenge.schema.document import Document

Convert = Callable[[Iterable[Text]], Mapping[Text, Converted]]


def published(written: Written, today: date, *, drafts: bool) -> Written:
    """Leave out what is held back, unless drafts are wanted."""
    if drafts:
        return written
    held = held_back((*written.documents, *written.pages), today)
    return replace(
        written,
        documents=tuple(parsed for parsed in written.documents if parsed.source.path not in held),
        pages=tuple(parsed for parsed in written.pages if parsed.source.path not in held),
    )


def assemble(written: Written, convert: Convert, today: date) -> tuple[Library, tuple[Problem, ...]]:
    """Join everything that may be published, with what is wrong in how it hangs together.

    `today` is the day by which a council counts as abolished. Challenges with a broken file are left alone:
    what is wrong with them was said when they were read.
    """
    settings = written.site.data if written.site and isinstance(written.site.data, site.Site) else None
    if settings is None:
        return Library(councils=(), challenges=(), themes=(), pages=(), redirects=(), originals=frozenset()), ()
    sound = tuple(p for p in written.documents if p.challenge not in written.broken)
    every = (*sound, *written.councils, *written.pages)
    converted = convert(texts.texts(every))
    known = councils.links(written.councils)
    problems = [*councils.problems(written.councils), *texts.problems(every, converted)]
    words = statuses.status_words(settings, tuple(p.data for p in written.councils if isinstance(p.data, site.Council)))
    made: list[Challenge] = []
    redirects: list[tuple[Parsed, str]] = []
    used: set[str] = set()
    for folder_id in dict.fromkeys(parsed.challenge for parsed in sound):
        own = tuple(parsed for parsed in sound if parsed.challenge == folder_id)
        folder, wrong = _folder(folder_id, own, written, known, converted, words, settings)
        problems.extend(wrong)
        if folder is None:
            continue
        record, wrong_joins = events.challenge(folder)
        problems.extend((*consistency.problems(folder, known), *wrong_joins, *folder.convert.problems()))
        made.append(record)
        redirects.extend((parsed, folder.url(parsed)) for parsed in own)
        used.update(_used(folder))
    ids = {parsed.challenge for parsed in written.documents} | written.broken
    problems.extend(_unknown_follows(sound, ids))
    pages = _pages(written.pages, converted)
    redirects.extend((p, consistency.welsh_address(p, _page_id(p))) for p in written.pages)
    led, wrong_aliases = consistency.redirects(redirects)
    healthy = tuple(o for o in written.originals if o.name.split("/")[1] in {c.id for c in made})
    problems.extend((*wrong_aliases, *consistency.unused(healthy, frozenset(used))))
    library = Library(
        councils=councils.councils(written.councils, Converter(converted, {}).body, today),
        challenges=_linked(made),
        themes=_themes(made),
        pages=pages,
        redirects=led,
        originals=frozenset(used),
    )
    return library, tuple(problems)


def _folder(
    folder_id: str,
    own: tuple[Parsed, ...],
    written: Written,
    known: Mapping[str, Link],
    converted: Mapping[Text, Converted],
    words: statuses.StatusWords,
    settings: site.Site,
) -> tuple[Folder | None, tuple[Problem, ...]]:
    event = next((p for p in own if p.kind == "challenge" and not (p.language == "cy" and p.sibling)), None)
    if event is None or not isinstance(event.data, schema.Challenge):
        return None, ()
    wrong = tuple(
        councils.unknown(event, ("councils", index), council, known)
        for index, council in enumerate(event.data.councils)
        if council not in known
    )
    if wrong:
        return None, wrong
    siblings = {p.source.path: p for p in own}
    welsh = {p.source.path.replace(".cy.md", ".md"): p for p in own if p.language == "cy" and p.sibling}
    main = in_order(tuple(p for p in siblings.values() if p is not event and p not in welsh.values()))
    hosts = event.data.councils
    prefix = f"challenges/{folder_id}/"
    originals = {o.name.removeprefix(prefix): o.size for o in written.originals if o.name.startswith(prefix)}
    folder = Folder(
        id=folder_id,
        event=event,
        event_data=event.data,
        event_welsh=welsh.get(event.source.path),
        documents=main,
        welsh=welsh,
        councils={council: known[council] for council in hosts},
        council_of={p.source.path: _council_of(p, hosts) for p in own},
        originals=originals,
        convert=Converter(converted, _addresses(folder_id, own, originals), own),
        words=words,
        theme_names={key: name for names in settings.themes.values() for key, name in names.items()},
    )
    return folder, ()


def _council_of(parsed: Parsed, hosts: tuple[str, ...]) -> str:
    own = parsed.data.council if isinstance(parsed.data, Document) else None
    return parsed.council or own or (hosts[0] if len(hosts) == 1 else "")


def _addresses(folder_id: str, own: tuple[Parsed, ...], originals: Mapping[str, int]) -> dict[str, str]:
    """Give what a link to a file of the folder leads to: a page, or an original."""
    found = {name: addresses.original(folder_id, name) for name in originals}
    for parsed in own:
        name = parsed.source.name.rsplit("/", 1)[-1]
        stem = name.removesuffix(".md").removesuffix(".cy")
        plain = addresses.challenge(folder_id) if parsed.kind == "challenge" else addresses.document(folder_id, stem)
        found[name] = addresses.in_language(plain, parsed.language)
    return found


def _used(folder: Folder) -> set[str]:
    named = {
        file.path
        for parsed in (folder.event, *folder.documents)
        if isinstance(parsed.data, Document)
        for file in parsed.data.files
        if file.path
    }
    return {f"challenges/{folder.id}/{name}" for name in named | folder.convert.files_named()}


def _unknown_follows(sound: tuple[Parsed, ...], ids: set[str] | frozenset[str]) -> list[Problem]:
    return [
        parsed.problem(
            "follows",
            code="unknown-challenge",
            message=f"There is no challenge “{parsed.data.follows}” in content/challenges.",
            suggestion=did_you_mean(parsed.data.follows, ids)
            or "Mend the id, or write a title, date and link instead.",
        )
        for parsed in sound
        if isinstance(parsed.data, schema.Challenge)
        and isinstance(parsed.data.follows, str)
        and parsed.data.follows not in ids
    ]


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
            follows=replace(challenge.follows, title=by_url[challenge.follows.url].title)
            if challenge.follows and challenge.follows.url in by_url
            else challenge.follows,
            followed_by=tuple(after.get(challenge.url, ())),
        )
        for challenge in by_url.values()
    ]
    return tuple(sorted(linked, key=lambda c: (-(c.sort_day or date.min).toordinal(), c.id)))


def _themes(made: Iterable[Challenge]) -> tuple[Theme, ...]:
    found = {theme.id: theme for c in made for r in c.recommendations for theme in r.themes}
    return tuple(sorted(found.values(), key=lambda theme: theme.name.casefold()))


def _page_id(parsed: Parsed) -> str:
    return parsed.source.name.rsplit("/", 1)[-1].removesuffix(".md").removesuffix(".cy")


def _pages(written: tuple[Parsed, ...], converted: Mapping[Text, Converted]) -> tuple[TextPage, ...]:
    convert = Converter(converted, {})
    by_url = {consistency.welsh_address(parsed, _page_id(parsed)): parsed for parsed in written}

    def other(parsed: Parsed) -> Link | None:
        language = "en" if parsed.language == "cy" else "cy"
        url = addresses.in_language(addresses.page(_page_id(parsed)), language)
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
