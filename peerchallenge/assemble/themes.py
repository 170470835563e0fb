"""Read the words for themes: ids of a set or names as printed, each with the theme of today that it corresponds to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from peerchallenge import addresses, theme_sets
from peerchallenge.problems import Problem, did_you_mean
from peerchallenge.read.parsed import Parsed, Steps
from peerchallenge.records import Theme
from peerchallenge.schema.challenge import Challenge
from peerchallenge.schema.findings import Findings
from peerchallenge.theme_sets import ThemeSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Themes:
    """What the words for themes mean in one challenge.

    `names` gives each theme's name by its id in a set and by its address; `families` and `titles` are by address.
    `own` is the set that the challenge's themes are of, where they are of one.
    """

    sets: tuple[ThemeSet, ...]
    names: Mapping[str, str]
    families: Mapping[str, str]
    titles: Mapping[str, str]
    own: ThemeSet | None = None

    def name(self, word: str) -> str:
        """Give a theme's name as lists show it."""
        words = self.names.get(word, word)
        return self.names.get(addresses.slug(words), words)

    def of(self, words: Iterable[str]) -> tuple[Theme, ...]:
        """Give the themes of the words written."""
        found = []
        for name in map(self.name, words):
            key = addresses.slug(name)
            family, title = self.families.get(key, key), self.titles.get(key, "")
            found.append(Theme(id=key, name=name, url=addresses.theme(key), set_title=title, family=family))
        return tuple(found)

    def looked_at(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Give the names of the themes that a challenge looked at: those of its set, or those printed."""
        return tuple(self.own.themes.values()) if self.own else tuple(self.name(word) for word in words)


def themes(added: Mapping[str, Mapping[str, str]], spelt: Mapping[str, str]) -> Themes:
    """Gather the names of the themes of all sets.

    `added` is what site.yml adds to the sets. An id that several sets have means the newest's theme here. `spelt` are
    the names of other themes by their address, where several ways to write one are found.
    """
    sets = theme_sets.theme_sets(added)
    names = {key: name for own in sets for key, name in own.themes.items()}
    names |= {addresses.slug(name): name for own in sets for name in own.themes.values()}
    return Themes(
        sets=sets,
        names={**spelt, **names},
        families=theme_sets.families(sets),
        titles=theme_sets.titles(sets),
    )


def spellings(every: Themes, documents: Iterable[Parsed]) -> tuple[tuple[str, str], ...]:
    """Give the themes that no set names, by their address: of two ways to write one the first counts."""
    found: dict[str, str] = {}
    for parsed in documents:
        for recommendation in parsed.data.recommendations if isinstance(parsed.data, Findings) else ():
            for word in recommendation.theme:
                name = every.names.get(word, word)
                key = addresses.slug(name)
                if key not in every.names:
                    found.setdefault(key, name)
    return tuple(found.items())


def with_spellings(every: Themes, documents: Iterable[Parsed]) -> Themes:
    """Let every way to write a theme within one challenge mean the first one."""
    return replace(every, names={**dict(spellings(every, documents)), **every.names})


def of_challenge(every: Themes, data: Challenge) -> Themes:
    """Give what the words mean in one challenge, where the ids of its own set come first."""
    last = data.onsite.end.end if data.onsite else None
    own = theme_sets.choose(every.sets, data.themes, data.type, last)
    return replace(every, own=own, names={**every.names, **own.themes}) if own else every


def problems(own: Themes, event: Parsed, documents: Iterable[Parsed]) -> Iterator[Problem]:
    """Give words that are meant as the id of a set or of a theme, and are nearly one that there is."""
    sets = {known.id for known in own.sets}
    written = event.data.themes if isinstance(event.data, Challenge) else ()
    if len(written) == 1 and written[0] not in own.names:
        yield from _nearly(event, ("themes",), written[0], sets, "theme set")
    ids = {key for known in own.sets for key in known.themes}
    for parsed in documents:
        for number, recommendation in enumerate(
            parsed.data.recommendations if isinstance(parsed.data, Findings) else ()
        ):
            for place, word in enumerate(recommendation.theme):
                steps = ("recommendations", number, "theme", place)
                yield from _nearly(parsed, steps, word, ids, "theme")
                if not addresses.slug(own.name(word)):
                    message = (
                        f"The theme “{word}” has no letter a to z and no figure, so its page cannot have an address."
                    )
                    yield parsed.problem(
                        *steps, code="theme-address", message=message, suggestion="Write it otherwise."
                    )


def _nearly(parsed: Parsed, steps: Steps, word: str, known: set[str], what: str) -> Iterator[Problem]:
    if word in known or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", word):
        return
    if meant := did_you_mean(word, known):
        message = f"There is no {what} with the id “{word}”, and it is nearly one that there is."
        yield parsed.problem(*steps, code="unknown-theme", message=message, suggestion=f"{meant} Or write its name.")


def nearly_shipped(site: Parsed | None, added: Iterable[str]) -> Iterator[Problem]:
    """Give ids of theme sets in site.yml that are nearly those of shipped ones."""
    known = {own.id for own in theme_sets.THEME_SETS}
    for name in added if site else ():
        if site and name not in known and did_you_mean(name, known) and re.sub(r"\d{4}$", "", name) == name:
            message = f"“{name}” is a new theme set, and nearly the name of one that there is."
            yield site.problem(
                "themes", name, "@key", code="unknown-theme", message=message, suggestion=did_you_mean(name, known)
            )
