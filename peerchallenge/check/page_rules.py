"""What is asked of every page by itself, whatever else is on the site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from peerchallenge.check.site import Fault, Page


def _language(page: Page) -> Iterator[Fault]:
    if not page.facts.language:
        yield page.fault(
            "language", "it does not say which language it is in.", 'Write <html lang="en"> in its template.'
        )


def _title(page: Page) -> Iterator[Fault]:
    titles = page.facts.titles
    if len(titles) > 1:
        yield page.fault("title", f"it has {len(titles)} titles, wanted 1.", "Keep one <title> in its template.")
    elif not "".join(titles):
        yield page.fault("title", "it has no title.", "Add a title: browsers and search engines show it.")


def _one_heading(page: Page) -> Iterator[Fault]:
    found = page.facts.headings.count(1)
    if found != 1 and not page.facts.redirect:
        yield page.fault(
            "main-heading",
            f"it has {found or 'no'} main heading{'s' if found else ''}, wanted 1.",
            "Keep one # heading, and begin the others with ##." if found else "Give it a title.",
        )


def _heading_order(page: Page) -> Iterator[Fault]:
    for before, level in pairwise((1, *page.facts.headings)):
        if level > before + 1:
            yield page.fault(
                "heading-order",
                f"a heading of level {level} follows one of level {before}, wanted level {before + 1} at most.",
                f"Begin it with {'#' * (before + 1)} and a space.",
            )


def _repeated_places(page: Page) -> Iterator[Fault]:
    for name, times in Counter(page.facts.ids).items():
        if times > 1:
            yield page.fault(
                "duplicate-id",
                f"{times} places are called “{name}”, so that a link cannot tell them apart.",
                "Give one of them another name.",
            )
        if not name:
            yield page.fault("duplicate-id", "a place has an empty name.", "Give it a name, or none.")


def _pictures(page: Page) -> Iterator[Fault]:
    for picture in page.facts.pictures_without_alt:
        yield page.fault(
            "picture-words",
            f"the picture “{picture}” has no words for readers who cannot see it.",
            "Write what it shows: ![A graph of spending](graph.png). For an ornament leave the brackets empty.",
        )


def _empty_links(page: Page) -> Iterator[Fault]:
    for target in page.facts.empty_links:
        yield page.fault(
            "empty-link",
            f"the link to “{target}” has no words.",
            "Write between the brackets what it leads to: [The letter](letter.pdf).",
        )


def _inline(page: Page) -> Iterator[Fault]:
    for what in page.facts.inline:
        yield page.fault(
            "inline",
            f"{what} is a style or script within the page, which browsers refuse here.",
            "Move it to a file in assets/.",
        )


PAGE_RULES: tuple[Callable[[Page], Iterable[Fault]], ...] = (
    _language,
    _title,
    _one_heading,
    _heading_order,
    _repeated_places,
    _pictures,
    _empty_links,
    _inline,
)
"""What is asked of every page by itself; adding a rule is a function above and a line here."""
