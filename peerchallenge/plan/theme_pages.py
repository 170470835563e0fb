"""The themes, and each of them across councils."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from peerchallenge.pages import ThemePage, ThemesPage
from peerchallenge.plan import lists, rows
from peerchallenge.plan.lists import Narrowed, Planned, Row, Slice
from peerchallenge.plan.trail import HOME, THEMES
from peerchallenge.records import Library, Recommendation, Theme
from peerchallenge.terms import count

ByTheme = Mapping[str, tuple[Recommendation, ...]]
"""The recommendations on each theme, by its id, newest challenge first."""


def by_theme(library: Library) -> ByTheme:
    """Sort the recommendations by their themes."""
    found: dict[str, list[Recommendation]] = {theme.id: [] for theme in library.themes}
    for challenge in library.challenges:
        for recommendation in challenge.recommendations:
            for theme in dict.fromkeys(theme.id for theme in recommendation.themes):
                found[theme].append(recommendation)
    return {theme: tuple(own) for theme, own in found.items()}


def family(theme: Theme) -> str:
    """Give what can be compared with this theme: the present theme that took its place, or itself."""
    return theme.family or theme.id


def planned(library: Library, having: ByTheme, own_rows: Mapping[str, Row]) -> Planned:
    """Give the page of all themes and those of each; `own_rows` are the recommendations' rows, by their address."""
    alike: dict[str, list[Theme]] = {}
    for theme in library.themes:
        alike.setdefault(family(theme), []).append(theme)
    parts = [
        lists.planned(
            (Narrowed(url=theme.url, entries=having[theme.id]),),
            partial(_theme, theme, _related(theme, alike[family(theme)], having)),
            rows.RECOMMENDATION,
            own_rows,
        )
        for theme in library.themes
    ]
    return lists.together((Planned(pages=(_all(library, having),)), *parts))


def _related(theme: Theme, alike: list[Theme], having: ByTheme) -> tuple[tuple[Theme, int], ...]:
    return tuple((other, len(having[other.id])) for other in alike if other.id != theme.id)


def _all(library: Library, having: ByTheme) -> ThemesPage:
    listed = [(theme, having[theme.id]) for theme in library.themes]
    return ThemesPage(
        url=THEMES.url,
        title=THEMES.title,
        description="What peers recommend, theme by theme, across councils.",
        crumbs=(HOME,),
        themes=tuple((theme, len(own), len({c.url for r in own for c in r.councils})) for theme, own in listed),
    )


def _theme(
    theme: Theme, related: tuple[tuple[Theme, int], ...], own: Narrowed[Recommendation], part: Slice
) -> ThemePage:
    return ThemePage(
        url=part.url,
        title=own.title(theme.name, part.number),
        description=f"{count(len(own.entries), 'recommendation')} on {theme.name}, with the councils' answers.",
        crumbs=(HOME, THEMES),
        theme=theme,
        recommendations=own.entries[part.start : part.end],
        total=len(own.entries),
        pages=part.pages,
        sheet=own.sheet,
        related=related,
    )
