"""The list of recommendations, whole and narrowed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from peerchallenge.pages import RecommendationsPage
from peerchallenge.plan import due, families, lists, rows, words
from peerchallenge.plan.lists import Narrowed, Planned, Row, Slice, Way
from peerchallenge.plan.trail import RECOMMENDATIONS, trail
from peerchallenge.records import Library, Recommendation
from peerchallenge.terms import count, type_name


def _ways(library: Library, today: date) -> tuple[Way[Recommendation], ...]:
    mixed = tuple(family for family in families.families(library) if family.is_mixed)
    windows = partial(due.of_actions, today=today)
    return (
        Way(id="answer", title="The council's answer", values=words.answers),
        Way(id="progress", title="Progress of the recommendation", values=words.progress, order=words.PROGRESS),
        Way(id="actions", title="Progress of its actions", values=words.action_progress, order=words.PROGRESS),
        Way(id="due", title="Due", values=windows, order=due.WINDOWS, says="open actions"),
        Way(id="lateness", title="Lateness of its actions", values=words.action_lateness, order=words.LATENESS),
        Way(id="views", title="Views of others", values=words.views, order=words.VIEWS, says=""),
        Way(id="theme", title="Theme", values=lambda r: tuple(theme.name for theme in r.themes)),
        Way(id="year", title="Year", values=words.year, newest_first=True),
        Way(id="type", title="Type of challenge", values=lambda r: (type_name(r.challenge_type),)),
        Way(id="council", title="Council", values=lambda r: tuple(link.title for link in r.councils)),
        Way(
            id="theme-of-all-sets",
            title="Theme, with those of other sets",
            values=lambda r: families.names(mixed, r.url),
            heading="{}, with the same theme in other sets",
            offered=False,
        ),
    )


def planned(library: Library, own_rows: Mapping[str, Row], today: date) -> Planned:
    """Give every list of recommendations; `own_rows` are their rows in sheets, by their address."""
    every = tuple(r for challenge in library.challenges for r in challenge.recommendations)
    own = lists.narrowed(_ways(library, today), every, RECOMMENDATIONS.url)
    return lists.planned(own, _page, rows.RECOMMENDATION, own_rows)


def _page(own: Narrowed[Recommendation], part: Slice) -> RecommendationsPage:
    return RecommendationsPage(
        url=part.url,
        title=own.title(RECOMMENDATIONS.title, part.number),
        description=f"{count(len(own.entries), 'recommendation')} by peers, each with its answer and progress.",
        crumbs=trail(RECOMMENDATIONS, part.url),
        recommendations=own.entries[part.start : part.end],
        facets=own.facets,
        chosen=own.chosen,
        total=len(own.entries),
        pages=part.pages,
        sheet=own.sheet,
    )
