"""The front page: what is new, what is due next, and how much there is."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from peerchallenge.pages import Due, HomePage
from peerchallenge.plan.council_pages import CHALLENGED
from peerchallenge.plan.theme_pages import ByTheme
from peerchallenge.plan.trail import COUNCILS
from peerchallenge.plan.updates import published
from peerchallenge.records import Challenge, Document, Library, Link, Quote, Theme
from peerchallenge.schema.dates import spell
from peerchallenge.schema.site import Site

_NEWEST = 6
_DUE = 6
_QUOTES = 4
_THEMES = 12
_WORDS = 80


def home(library: Library, having: ByTheme, site: Site) -> HomePage:
    """Give the front page; `having` are the recommendations on each theme."""
    every = [r for challenge in library.challenges for r in challenge.recommendations]
    hosts = {link.url for challenge in library.challenges for link in challenge.councils}
    return HomePage(
        url="/",
        title=site.title,
        description="What peers found at councils, what the councils answered, and what was done.",
        made_from="content/site.yml",
        newest=_newest(library),
        challenges=library.challenges[:_NEWEST],
        quotes=tuple(_quotes(library))[:_QUOTES],
        councils=len(hosts),
        councils_url=COUNCILS.url if len(hosts) == len(library.councils) else CHALLENGED,
        total_challenges=len(library.challenges),
        recommendations=len(every),
        answered=sum(recommendation.answer == "answered" for recommendation in every),
        actions=sum(len(challenge.actions) for challenge in library.challenges),
        themes=_largest(library, having),
        due=_next(library),
    )


def _largest(library: Library, having: ByTheme) -> tuple[tuple[Theme, int], ...]:
    """Give the themes with the most recommendations, A to Z."""
    counted = [(theme, len(having[theme.id])) for theme in library.themes]
    largest = sorted(counted, key=lambda entry: (-entry[1], entry[0].name))[:_THEMES]
    return tuple(sorted(largest, key=lambda entry: entry[0].name.casefold()))


def _newest(library: Library) -> tuple[Document, ...]:
    dated = [document for _, document in published(library.challenges) if document.sort_day]
    return tuple(sorted(dated, key=lambda d: (d.sort_day, d.url), reverse=True)[:_NEWEST])


def _quotes(library: Library) -> Iterator[tuple[Quote, Link]]:
    for challenge in library.challenges:
        for quote in challenge.quotes[:1]:
            yield quote, Link(title=challenge.title, url=challenge.url)


def _next(library: Library) -> tuple[Due, ...]:
    """Give what falls due next, the soonest first; what is overdue by the date last given is not due next."""
    found = (own for challenge in library.challenges for own in (*_steps(challenge), *_actions(challenge)))
    return tuple(sorted(found, key=lambda own: (own.day, own.what.url, own.what.title))[:_DUE])


def _steps(challenge: Challenge) -> Iterator[Due]:
    """Give each step that is awaited, by the rule's day or the one promised, whichever comes sooner."""
    for step in challenge.timetable.deadlines:
        by_rule = f"{'About ' if step.about else ''}{spell(step.due)}" if step.due else ""
        stands = ((by_rule, step.timing), (str(step.promised), step.by_promise))
        ahead = [(t.due, when, t) for when, t in stands if t and t.kind == "due" and t.due]
        if ahead:
            day, when, timing = min(ahead, key=lambda own: own[0])
            yield Due(
                when=when,
                day=day,
                what=Link(title=step.what, url=challenge.url),
                whose=_titles((step.council,) if step.council else challenge.councils),
                timing=timing,
            )


def _actions(challenge: Challenge) -> Iterator[Due]:
    for action in challenge.actions:
        timing = action.dates.last
        if timing.kind == "due" and timing.due:
            text = textwrap.shorten(action.text.striptags(), _WORDS, placeholder=" …")
            yield Due(
                when=str(action.dates.current or spell(timing.due)),
                day=timing.due,
                what=Link(title=f"{action.name}: {text}", url=action.thread),
                whose=_titles((action.council,) if action.council else challenge.councils),
                timing=timing,
            )


def _titles(councils: tuple[Link, ...]) -> str:
    return " and ".join(link.title for link in councils)
