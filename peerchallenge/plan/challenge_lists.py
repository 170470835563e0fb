"""The list of challenges, whole and narrowed."""

from __future__ import annotations

from functools import partial

from peerchallenge.pages import ChallengesPage
from peerchallenge.plan import families, lists, rows, spans, words
from peerchallenge.plan.families import Family
from peerchallenge.plan.lists import Narrowed, Planned, Slice, Way
from peerchallenge.plan.trail import CHALLENGES, trail
from peerchallenge.records import Challenge, Library
from peerchallenge.terms import STEPS, count, type_name


def _on_time(step: str, name: str) -> Way[Challenge]:
    return Way(
        id=step.replace("_", "-"),
        title=f"{name} on time",
        values=partial(words.on_time, step=step),
        order=words.ON_TIME,
        says=name.lower(),
    )


_WAYS: tuple[Way[Challenge], ...] = (
    Way(id="year", title="Year", values=words.year, newest_first=True, says=""),
    Way(id="type", title="Type of challenge", values=lambda c: (type_name(c.type),), says=""),
    *(_on_time(step, name) for step, name in STEPS.items()),
)


def _asides(grouped: tuple[Family, ...]) -> tuple[Way[Challenge], ...]:
    """Give the ways that figures alone lead to."""
    return (
        Way(
            id="timetable",
            title="Step of the timetable",
            values=words.steps,
            order=tuple(STEPS.values()),
            heading="{} due under a timetable",
            offered=False,
        ),
        *(
            Way(
                id=name,
                title=title,
                values=partial(spans.measured, measure=measure),
                newest_first=True,
                heading=f"{{}}, measured {title[:1].lower()}{title[1:]}",
                offered=False,
            )
            for name, title, measure in spans.MEASURES
        ),
        Way(
            id="theme",
            title="Theme of a recommendation",
            values=lambda c: families.names(grouped, c.url),
            heading="with recommendations on {}",
            offered=False,
        ),
    )


def planned(library: Library, base: str) -> Planned:
    """Give every list of challenges; `base` is the whole address of the site."""
    own = lists.narrowed((*_WAYS, *_asides(families.families(library))), library.challenges, CHALLENGES.url)
    return lists.planned(own, _page, rows.CHALLENGE, {c.url: rows.challenge(c, base) for c in library.challenges})


def _page(own: Narrowed[Challenge], part: Slice) -> ChallengesPage:
    return ChallengesPage(
        url=part.url,
        title=own.title(CHALLENGES.title, part.number),
        description=f"{count(len(own.entries), 'peer challenge')} with letters, answers and progress.",
        crumbs=trail(CHALLENGES, part.url),
        challenges=own.entries[part.start : part.end],
        facets=own.facets,
        chosen=own.chosen,
        total=len(own.entries),
        pages=part.pages,
        sheet=own.sheet,
    )
