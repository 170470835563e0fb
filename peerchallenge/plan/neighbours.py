"""What the pages of a challenge show of other challenges: the one before it, and others on the same themes."""

from __future__ import annotations

from collections.abc import Mapping

from peerchallenge.pages import Comparison, Neighbour
from peerchallenge.plan.challenges import Beside
from peerchallenge.plan.theme_pages import ByTheme
from peerchallenge.records import Challenge, Recommendation

_SAME_THEME = 5


def beside(challenge: Challenge, having: ByTheme, compared: Mapping[str, Comparison]) -> Beside:
    """Give what stands beside one challenge; `having` are all recommendations by theme, `compared` all comparisons."""
    alike = {own.url: _same_theme(own, having) for own in challenge.recommendations if own.themes}
    shared = {other.url: _neighbour(other) for others in alike.values() for other in others}
    return Beside(
        follows=challenge.follows,
        followed_by=challenge.followed_by,
        comparison=compared.get(challenge.url),
        same_theme={url: tuple(shared[other.url] for other in others) for url, others in alike.items()},
    )


def _same_theme(own: Recommendation, having: ByTheme) -> tuple[Recommendation, ...]:
    """Give the newest recommendations of other challenges on the same themes, and look no further than needed."""
    found: dict[str, Recommendation] = {}
    for theme in own.themes:
        for other in having[theme.id]:
            if len(found) == _SAME_THEME:
                break
            if other.challenge.url != own.challenge.url:
                found[other.url] = other
    return tuple(found.values())


def _neighbour(own: Recommendation) -> Neighbour:
    return Neighbour(
        name=own.name,
        title=own.title,
        short=own.short,
        url=own.url,
        lang=own.lang,
        decisions=own.decisions,
        answer=own.answer,
        challenge=own.challenge,
        document=own.document,
    )
