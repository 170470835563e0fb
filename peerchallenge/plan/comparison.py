"""A challenge beside the one before it at the same council: themes that came again, and actions still open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from peerchallenge.pages import Compared, Comparison
from peerchallenge.plan.theme_pages import family
from peerchallenge.records import Challenge, Link, Recommendation, Theme


def comparisons(challenges: tuple[Challenge, ...]) -> Mapping[str, Comparison]:
    """Compare each challenge with the one before it, by its address, where both have recommendations here."""
    by_url = {challenge.url: challenge for challenge in challenges}
    alike: dict[object, list[Challenge]] = {}
    for challenge in challenges:
        alike.setdefault(_likeness(challenge), []).append(challenge)
    found = {}
    for challenge in challenges:
        if challenge.follows:
            earlier = by_url.get(challenge.follows.url)
        else:
            earlier = _last_before(challenge, alike[_likeness(challenge)])
        if earlier and earlier.recommendations and challenge.recommendations:
            found[challenge.url] = _compared(earlier, challenge)
    return found


def _likeness(challenge: Challenge) -> tuple[str, frozenset[str]]:
    """Give what two challenges must share to be compared unasked: the type, and the councils."""
    return challenge.type, frozenset(link.url for link in challenge.councils)


def _last_before(challenge: Challenge, others: Iterable[Challenge]) -> Challenge | None:
    day = challenge.sort_day
    earlier = (other for other in others if day and other.sort_day and other.sort_day < day)
    return max(earlier, key=lambda other: (other.sort_day, other.id), default=None)


def _compared(earlier: Challenge, later: Challenge) -> Comparison:
    first, again = _by_family(earlier), _by_family(later)
    hosts = {link.url for link in later.councils}
    return Comparison(
        earlier=Link(title=earlier.title, url=earlier.url),
        later=Link(title=later.title, url=later.url),
        years=_years(earlier, later),
        themes=tuple(
            Compared(theme=theme, earlier=first[key][1], later=own)
            for key, (theme, own) in again.items()
            if key in first
        ),
        only_earlier=tuple(theme for key, (theme, _) in first.items() if key not in again),
        only_later=tuple(theme for key, (theme, _) in again.items() if key not in first),
        open=tuple(a for a in earlier.actions if a.is_open and (a.council is None or a.council.url in hosts)),
    )


def _by_family(challenge: Challenge) -> Mapping[str, tuple[Theme, tuple[Recommendation, ...]]]:
    """Sort recommendations by what their themes can be compared by, with the first theme that names it."""
    themes: dict[str, Theme] = {}
    found: dict[str, list[Recommendation]] = {}
    for recommendation in challenge.recommendations:
        for theme in recommendation.themes:
            own = found.setdefault(family(theme), [])
            themes.setdefault(family(theme), theme)
            if recommendation not in own[-1:]:
                own.append(recommendation)
    return {key: (themes[key], tuple(own)) for key, own in found.items()}


def _years(earlier: Challenge, later: Challenge) -> int | None:
    if not (earlier.onsite_end and later.onsite_end and earlier.onsite_end.end and later.onsite_end.end):
        return None
    first, last = earlier.onsite_end.end, later.onsite_end.end
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))
