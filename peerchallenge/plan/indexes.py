"""The pages that list: challenges, councils, themes and recommendations, whole and narrowed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from peerchallenge.pages import (
    ChallengesPage,
    CouncilPage,
    CouncilsPage,
    Crumb,
    Facet,
    Page,
    RecommendationsPage,
    ThemePage,
    ThemesPage,
)
from peerchallenge.plan import words
from peerchallenge.plan.challenges import HOME
from peerchallenge.plan.lists import Way, slices, sorted_out
from peerchallenge.records import Challenge, Council, Library, Recommendation
from peerchallenge.terms import count, type_name


def _year(entry: Challenge | Recommendation) -> tuple[str, ...]:
    return (str(entry.year) if entry.year else "Year not known",)


_CHALLENGE_WAYS: tuple[Way[Challenge], ...] = (
    Way(id="year", title="Year", values=_year, newest_first=True),
    Way(id="type", title="Type of challenge", values=lambda c: (type_name(c.type),)),
)
_COUNCIL_WAYS: tuple[Way[Council], ...] = (
    Way(id="type", title="Type of council", values=lambda c: (_capital(c.type),) if c.type else ()),
    Way(id="region", title="Region", values=lambda c: (c.region,) if c.region else ()),
)
_RECOMMENDATION_WAYS: tuple[Way[Recommendation], ...] = (
    Way(id="answer", title="The council's answer", values=words.answers),
    Way(id="progress", title="Progress of the recommendation", values=words.progress),
    Way(id="actions", title="Progress of its actions", values=words.action_progress),
    Way(id="theme", title="Theme", values=lambda r: tuple(theme.name for theme in r.themes)),
    Way(id="year", title="Year", values=_year, newest_first=True),
    Way(id="type", title="Type of challenge", values=lambda r: (type_name(r.challenge_type),)),
    Way(id="council", title="Council", values=lambda r: tuple(link.title for link in r.councils)),
)


def pages(library: Library, by_theme: Mapping[str, tuple[Recommendation, ...]]) -> Iterator[Page]:
    """Give every page that lists."""
    yield from _challenges(library)
    yield from _councils(library)
    yield from _themes(library, by_theme)
    yield from _recommendations(library)


def _challenges(library: Library) -> Iterator[Page]:
    base, title = "/challenges/", "Challenges"
    ways = sorted_out(_CHALLENGE_WAYS, library.challenges, base)
    all_facets = tuple(way.facet for way in ways)
    yield from _challenge_list(library.challenges, base, title, all_facets)
    for way in ways:
        for value, chosen in way:
            yield from _challenge_list(chosen, value.url, title, (way.facet,), value.title)


def _challenge_list(
    challenges: tuple[Challenge, ...], base: str, title: str, all_facets: tuple[Facet, ...], chosen: str = ""
) -> Iterator[Page]:
    for part in slices(len(challenges), base):
        yield ChallengesPage(
            url=part.url,
            title=_title(title, chosen, part.number),
            description=f"{count(len(challenges), 'peer challenge')} with letters, answers and progress.",
            crumbs=_crumbs(title, "/challenges/", chosen or part.number > 1),
            challenges=challenges[part.start : part.end],
            facets=all_facets,
            chosen=chosen,
            total=len(challenges),
            pages=part.pages,
        )


def _title(title: str, chosen: str, number: int) -> str:
    whole = f"{title}: {chosen}" if chosen else title
    return f"{whole}, page {number}" if number > 1 else whole


def _crumbs(title: str, url: str, deeper: object) -> tuple[Crumb, ...]:
    return (HOME, Crumb(title=title, url=url)) if deeper else (HOME,)


def _councils(library: Library) -> Iterator[Page]:
    base, title = "/councils/", "Councils"
    hosted: dict[str, list[Challenge]] = {}
    for challenge in library.challenges:
        for link in challenge.councils:
            hosted.setdefault(link.url, []).append(challenge)
    ways = sorted_out(_COUNCIL_WAYS, library.councils, base)
    chosen_lists = [(base, "", library.councils, tuple(way.facet for way in ways))]
    chosen_lists += [(value.url, value.title, own, (way.facet,)) for way in ways for value, own in way]
    for url, chosen, councils, facets in chosen_lists:
        letters: dict[str, list[tuple[Council, int]]] = {}
        for council in councils:
            letters.setdefault(council.short_name[:1].upper(), []).append((council, len(hosted.get(council.url, ()))))
        yield CouncilsPage(
            url=url,
            title=_title(title, chosen, 1),
            description=f"{count(len(councils), 'council')} and other bodies with peer challenges.",
            crumbs=_crumbs(title, base, chosen),
            letters=tuple((letter, tuple(own)) for letter, own in letters.items()),
            facets=facets,
            chosen=chosen,
            total=len(councils),
        )
    by_url = {council.url: council for council in library.councils}
    for council in library.councils:
        yield _council(council, hosted, by_url)


def _council(council: Council, hosted: Mapping[str, list[Challenge]], by_url: Mapping[str, Council]) -> CouncilPage:
    own = tuple(hosted.get(council.url, ()))
    return CouncilPage(
        url=council.url,
        title=council.name,
        description=f"Every peer challenge of {council.name}: findings, answers and what was done.",
        crumbs=(HOME, Crumb(title="Councils", url="/councils/")),
        made_from=council.path,
        council=council,
        challenges=own,
        open=tuple(r for c in own for r in c.recommendations if _open(r, council)),
        inherited=tuple((by_url[link.url], tuple(hosted.get(link.url, ()))) for link in council.predecessors),
    )


def _open(recommendation: Recommendation, council: Council) -> bool:
    own = [answer.state for answer in recommendation.answers if answer.council.url == council.url]
    return any(state != "answered" for state in own)


def _themes(library: Library, by_theme: Mapping[str, tuple[Recommendation, ...]]) -> Iterator[Page]:
    listed = [(theme, by_theme[theme.id]) for theme in library.themes]
    yield ThemesPage(
        url="/themes/",
        title="Themes",
        description="What peers recommend, theme by theme, across councils.",
        crumbs=(HOME,),
        themes=tuple((theme, len(own), len({c.url for r in own for c in r.councils})) for theme, own in listed),
    )
    for theme, own in listed:
        for part in slices(len(own), theme.url):
            yield ThemePage(
                url=part.url,
                title=_title(theme.name, "", part.number),
                description=f"{count(len(own), 'recommendation')} on {theme.name}, with the councils' answers.",
                crumbs=(HOME, Crumb(title="Themes", url="/themes/")),
                theme=theme,
                recommendations=own[part.start : part.end],
                total=len(own),
                pages=part.pages,
            )


def _recommendations(library: Library) -> Iterator[Page]:
    base, title = "/recommendations/", "Recommendations"
    every = tuple(r for challenge in library.challenges for r in challenge.recommendations)
    ways = sorted_out(_RECOMMENDATION_WAYS, every, base)
    chosen_lists = [(base, "", every, tuple(way.facet for way in ways))]
    for way in ways:
        chosen_lists += [(v.url, f"{v.title} ({way.facet.title.lower()})", own, (way.facet,)) for v, own in way]
    for url, chosen, own, facets in chosen_lists:
        for part in slices(len(own), url):
            yield RecommendationsPage(
                url=part.url,
                title=_title(title, chosen, part.number),
                description=f"{count(len(own), 'recommendation')} by peers, each with its answer and progress.",
                crumbs=_crumbs(title, base, chosen or part.number > 1),
                recommendations=own[part.start : part.end],
                facets=facets,
                chosen=chosen,
                total=len(own),
                pages=part.pages,
            )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
