"""Themes that belong together, and where peers recommended something on them; it draws and lists nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from peerchallenge.records import Challenge, Library, Link, Recommendation, Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A theme and those of other sets that it can be compared with, with what was recommended on any of them.

    `visits` are the councils to which something was recommended, with the challenges in which it was.
    """

    theme: Theme
    recommendations: tuple[Recommendation, ...]
    visits: Mapping[Link, tuple[Challenge, ...]]
    addresses: frozenset[str]
    """The pages of its recommendations, challenges and councils."""
    is_mixed: bool
    """Whether something was recommended on another theme than the one it is called by."""

    @property
    def name(self) -> str:
        """What it is called."""
        return self.theme.name

    @property
    def challenges(self) -> int:
        """In how many challenges it came up."""
        return len({challenge.url for own in self.visits.values() for challenge in own})

    @property
    def again(self) -> Mapping[Link, tuple[Challenge, ...]]:
        """The councils at which it came up in more than one challenge."""
        return {link: own for link, own in self.visits.items() if len(own) > 1}


def families(library: Library) -> tuple[Family, ...]:
    """Gather the themes that belong together, the one at most councils first."""
    names = {theme.id: theme for theme in library.themes}
    made: dict[str, dict[str, tuple[Challenge, Recommendation]]] = {}
    themes: dict[str, set[str]] = {}
    for challenge in library.challenges:
        for own in challenge.recommendations:
            for theme in own.themes:
                key = theme.family or theme.id
                names.setdefault(key, theme)
                made.setdefault(key, {})[own.url] = (challenge, own)
                themes.setdefault(key, set()).add(theme.id)
    found = (
        _family(names[key], tuple(own.values()), is_mixed=themes[key] != {names[key].id}) for key, own in made.items()
    )
    return tuple(
        sorted(found, key=lambda f: (-len(f.visits), -f.challenges, -len(f.recommendations), f.name.casefold()))
    )


def _family(theme: Theme, made: tuple[tuple[Challenge, Recommendation], ...], *, is_mixed: bool) -> Family:
    visits: dict[Link, dict[str, Challenge]] = {}
    for challenge, own in made:
        for link in own.councils:
            visits.setdefault(link, {})[challenge.url] = challenge
    return Family(
        theme=theme,
        recommendations=tuple(own for _, own in made),
        visits={link: tuple(own.values()) for link, own in visits.items()},
        addresses=frozenset(
            {link.url for link in visits} | {own.url for pair in made for own in pair},
        ),
        is_mixed=is_mixed,
    )


def names(every: tuple[Family, ...], url: str) -> tuple[str, ...]:
    """Give the themes of a recommendation, or of those to a council or in a challenge, by the address of its page."""
    return tuple(family.name for family in every if url in family.addresses)
