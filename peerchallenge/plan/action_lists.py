"""The list of actions, whole and narrowed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from peerchallenge.pages import ActionsPage
from peerchallenge.plan import due, lists, rows, words
from peerchallenge.plan.lists import Narrowed, Planned, Slice, Way
from peerchallenge.plan.trail import ACTIONS, trail
from peerchallenge.records import Action, Library
from peerchallenge.terms import count, type_name


def _ways(types: Mapping[str, str], today: date) -> tuple[Way[Action], ...]:
    windows = partial(due.windows, today=today)
    return (
        Way(id="progress", title="Progress", values=lambda a: (words.action_state(a),), order=words.PROGRESS, says=""),
        Way(id="due", title="Due", values=windows, order=due.WINDOWS, says=""),
        Way(id="lateness", title="Lateness", values=lambda a: (words.lateness(a),), order=words.LATENESS),
        Way(id="moved", title="Dates moved", values=words.moved, order=words.MOVED, says=""),
        Way(id="missing", title="What is missing", values=words.missing, order=words.MISSING, says=""),
        Way(id="views", title="Views of others", values=words.action_views, order=words.VIEWS, says=""),
        Way(id="type", title="Type of challenge", values=lambda a: (types[a.challenge.url],)),
        Way(id="year", title="Year", values=words.year, newest_first=True),
        Way(id="council", title="Council", values=lambda a: tuple(link.title for link in a.hosts)),
    )


def planned(library: Library, base: str, today: date) -> Planned:
    """Give every list of actions; `base` is the whole address of the site."""
    every = tuple(action for challenge in library.challenges for action in challenge.actions)
    types = {challenge.url: type_name(challenge.type) for challenge in library.challenges}
    own = lists.narrowed(_ways(types, today), every, ACTIONS.url)
    return lists.planned(own, _page, rows.ACTION, {action.url: rows.action(action, base, today) for action in every})


def _page(own: Narrowed[Action], part: Slice) -> ActionsPage:
    return ActionsPage(
        url=part.url,
        title=own.title(ACTIONS.title, part.number),
        description=f"{count(len(own.entries), 'action')} that councils set themselves, with dates and progress.",
        crumbs=trail(ACTIONS, part.url),
        actions=own.entries[part.start : part.end],
        facets=own.facets,
        chosen=own.chosen,
        total=len(own.entries),
        pages=part.pages,
        sheet=own.sheet,
    )
