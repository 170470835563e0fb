"""Count how findings recur: the same theme at several councils, and again at the same council."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from peerchallenge.pages import Bar, Chart, Number, Sheet
from peerchallenge.plan import families
from peerchallenge.plan.families import Family
from peerchallenge.plan.figures.drawing import Drawn, Part, address, drawn, gathered, number
from peerchallenge.plan.trail import CHALLENGES, COUNCILS, RECOMMENDATIONS
from peerchallenge.records import Library, Link
from peerchallenge.terms import count

MOST = 12
"""How many themes a chart shows; the spreadsheet has all."""


def part(library: Library, behind: Mapping[str, int]) -> Part | None:
    """Count the councils and challenges of each theme, and the councils where it came up again."""
    found = families.families(library)
    if not found:
        return None
    several = len({link.url for challenge in library.challenges for link in challenge.councils}) > 1
    charts = (_themes(found, behind, several=several), _again(found, behind) if several else None)
    text = "A theme of an earlier set counts with the present theme that took its place."
    if not several:
        twice = sum(bool(family.again) for family in found)
        text += f" {count(twice, 'theme')} came up in more than one challenge." if twice else ""
    return gathered("recurring", "How findings recur", text, charts)


def _themes(found: tuple[Family, ...], behind: Mapping[str, int], *, several: bool) -> Drawn:
    return drawn(
        Chart(
            id="themes-recommended-on",
            caption="Themes, by how many councils they came up at" if several else "Themes, by how often they came up",
            text="",
            first="Theme",
            columns=(*(("Councils",) if several else ()), "Challenges", "Recommendations"),
            bars=tuple(
                Bar(label=own.name, numbers=_numbers(own, behind)[0 if several else 1 :], url=own.theme.url)
                for own in found
            ),
            note="A recommendation on two themes is counted under both, so the rows are not to be added up.",
        ),
        most=MOST,
    )


def _numbers(own: Family, behind: Mapping[str, int]) -> tuple[Number, ...]:
    """Give the numbers of councils, challenges and recommendations."""
    recommendations = (
        own.theme.url,
        address(RECOMMENDATIONS.url, "theme", own.name),
        address(RECOMMENDATIONS.url, "theme-of-all-sets", own.name),
    )
    return (
        number(len(own.visits), address(COUNCILS.url, "theme", own.name), behind=behind),
        number(own.challenges, address(CHALLENGES.url, "theme", own.name), behind=behind),
        number(len(own.recommendations), *recommendations, behind=behind),
    )


def _again(found: tuple[Family, ...], behind: Mapping[str, int]) -> Drawn | None:
    """Draw at how many councils each theme came up in more than one challenge."""
    repeated = sorted((own for own in found if own.again), key=lambda own: (-len(own.again), own.name.casefold()))
    if not repeated:
        return None
    names = {link.title for own in repeated for link in own.again}
    chart = Chart(
        id="themes-again",
        caption="The same theme again at the same council",
        text=f"At {count(len(names), 'council')} peers came back to a theme of an earlier challenge.",
        first="Theme",
        columns=("Councils",),
        bars=tuple(
            Bar(
                label=own.name,
                numbers=(number(len(own.again), address(COUNCILS.url, "theme-again", own.name), behind=behind),),
                url=own.theme.url,
            )
            for own in repeated
        ),
        note="Challenges of all kinds are compared. The spreadsheet names each council with its challenges.",
    )
    return drawn(chart, _sheet(repeated), most=MOST)


def _sheet(repeated: list[Family]) -> Sheet:
    return Sheet(
        url="",
        header=("Theme", "Council", "Challenge", "Year of the visit", "Recommendations"),
        rows=tuple(
            (
                own.name,
                link.title,
                challenge.title,
                str(challenge.year or ""),
                str(made[link, challenge.url]),
            )
            for own, made in ((own, _made(own)) for own in repeated)
            for link, challenges in sorted(own.again.items(), key=lambda entry: entry[0].title.casefold())
            for challenge in challenges
        ),
    )


def _made(own: Family) -> Counter[tuple[Link, str]]:
    """Count the recommendations to each council in each challenge, by the challenge's address."""
    return Counter((link, r.challenge.url) for r in own.recommendations for link in set(r.councils))
