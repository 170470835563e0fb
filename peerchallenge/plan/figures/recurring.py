"""Count how findings recur: the same theme at several councils, and again at the same council."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from peerchallenge import addresses
from peerchallenge.pages import Bar, Chart, Sheet
from peerchallenge.plan.figures.drawing import Drawn, Part, drawn, gathered, number
from peerchallenge.plan.trail import RECOMMENDATIONS
from peerchallenge.records import Challenge, Library, Link, Recommendation, Theme
from peerchallenge.terms import count

Again = Mapping[Link, tuple[Challenge, ...]]
"""The councils to which something was recommended on one theme in more than one challenge, with those challenges."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A theme and those of earlier sets whose place it took, with what was recommended on any of them."""

    theme: Theme
    recommendations: tuple[Recommendation, ...]
    councils: int
    challenges: int
    again: Again


def part(library: Library, behind: Mapping[str, int]) -> Part | None:
    """Count the councils and challenges of each theme, and the councils where it came up again."""
    families = _families(library)
    if not families:
        return None
    several = len({link.url for challenge in library.challenges for link in challenge.councils}) > 1
    charts = (_themes(families, behind, several=several), _again(families) if several else None)
    text = "A theme of an earlier set counts with the present theme that took its place."
    if not several:
        twice = sum(bool(family.again) for family in families)
        text += f" {count(twice, 'theme')} came up in more than one challenge." if twice else ""
    return gathered("recurring", "How findings recur", text, charts)


def _families(library: Library) -> tuple[Family, ...]:
    """Gather the themes that belong together, the one at most councils first."""
    names = {theme.id: theme for theme in library.themes}
    made: dict[str, dict[str, tuple[Challenge, Recommendation]]] = {}
    for challenge in library.challenges:
        for own in challenge.recommendations:
            for theme in own.themes:
                key = theme.family or theme.id
                names.setdefault(key, theme)
                made.setdefault(key, {})[own.url] = (challenge, own)
    families = (_family(names[key], tuple(own.values())) for key, own in made.items())
    return tuple(
        sorted(families, key=lambda f: (-f.councils, -f.challenges, -len(f.recommendations), f.theme.name.casefold()))
    )


def _family(theme: Theme, made: tuple[tuple[Challenge, Recommendation], ...]) -> Family:
    visits: dict[Link, dict[str, Challenge]] = {}
    for challenge, own in made:
        for link in own.councils:
            visits.setdefault(link, {})[challenge.url] = challenge
    return Family(
        theme=theme,
        recommendations=tuple(own for _, own in made),
        councils=len(visits),
        challenges=len({challenge.url for challenge, _ in made}),
        again={link: tuple(own.values()) for link, own in visits.items() if len(own) > 1},
    )


def _themes(families: tuple[Family, ...], behind: Mapping[str, int], *, several: bool) -> Drawn:
    return drawn(
        Chart(
            id="themes-recommended-on",
            caption="Themes, by how many councils they came up at" if several else "Themes, by how often they came up",
            text="",
            first="Theme",
            columns=(*(("Councils",) if several else ()), "Challenges", "Recommendations"),
            bars=tuple(
                Bar(
                    label=family.theme.name,
                    numbers=(
                        *((number(family.councils),) if several else ()),
                        number(family.challenges),
                        number(len(family.recommendations), family.theme.url, _list(family.theme), behind=behind),
                    ),
                    url=family.theme.url,
                )
                for family in families
            ),
            note="A recommendation on two themes is counted under both, so the rows are not to be added up.",
        )
    )


def _list(theme: Theme) -> str:
    return f"{RECOMMENDATIONS.url}theme/{addresses.slug(theme.name)}/"


def _again(families: tuple[Family, ...]) -> Drawn | None:
    """Draw at how many councils each theme came up in more than one challenge."""
    repeated = sorted((f for f in families if f.again), key=lambda f: (-len(f.again), f.theme.name.casefold()))
    if not repeated:
        return None
    names = {link.title for family in repeated for link in family.again}
    chart = Chart(
        id="themes-again",
        caption="The same theme again at the same council",
        text=f"At {count(len(names), 'council')} peers came back to a theme of an earlier challenge.",
        first="Theme",
        columns=("Councils",),
        bars=tuple(Bar(label=f.theme.name, numbers=(number(len(f.again)),), url=f.theme.url) for f in repeated),
        note="Challenges of all kinds are compared. The spreadsheet names each council with its challenges.",
    )
    return drawn(chart, _sheet(repeated))


def _sheet(families: list[Family]) -> Sheet:
    return Sheet(
        url="",
        header=("Theme", "Council", "Challenge", "Year of the visit", "Recommendations"),
        rows=tuple(
            (
                family.theme.name,
                link.title,
                challenge.title,
                str(challenge.year or ""),
                str(sum(own.challenge.url == challenge.url for own in family.recommendations if link in own.councils)),
            )
            for family in families
            for link, challenges in sorted(family.again.items(), key=lambda entry: entry[0].title.casefold())
            for challenge in challenges
        ),
    )
