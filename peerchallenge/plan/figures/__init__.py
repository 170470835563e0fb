"""Count what is published: the page of figures and its spreadsheets; every number can be counted again by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from peerchallenge.pages import FiguresPage, Number, Sheet
from peerchallenge.plan.figures import answers, months, on_time, progress, recurring, take_up
from peerchallenge.plan.lists import SHEET, Planned, together
from peerchallenge.plan.trail import HOME
from peerchallenge.records import Library
from peerchallenge.terms import count


def planned(library: Library, listed: Planned, today: date) -> Planned:
    """Give the page of figures with its spreadsheets, and those of the lists put aside that it leads to."""
    lists = (listed, *listed.aside)
    behind = {sheet.url.removesuffix(SHEET): len(sheet.rows) for own in lists for sheet in own.sheets}
    page, sheets = figures(library, behind, today)
    linked = {number.url for number in numbers(page)}
    led_to = (own for own in listed.aside if any(shown.url in linked for shown in own.pages))
    return together((Planned(pages=(page,), sheets=sheets), *led_to))


def numbers(page: FiguresPage) -> Iterator[Number]:
    """Give every number of the page."""
    for part in page.parts:
        for chart in part.charts:
            yield from (number for bar in chart.bars for number in bar.numbers)
            yield from chart.total


def figures(library: Library, behind: Mapping[str, int], today: date) -> tuple[FiguresPage, tuple[Sheet, ...]]:
    """Give the page of figures, and what its charts were counted from.

    `behind` has the number of entries of every list page by its first address.
    """
    found = (
        take_up.part(library, behind, today),
        on_time.part(library, behind),
        answers.part(library, behind),
        progress.part(library, behind),
        months.part(library, behind),
        recurring.part(library, behind),
    )
    parts = tuple(part for part in found if part)
    page = FiguresPage(
        url="/figures/",
        title="Figures",
        description=f"{count(len(library.challenges), 'peer challenge')} in numbers: what was published, when, "
        "and what became of it.",
        crumbs=(HOME,),
        parts=tuple(part.figures for part in parts),
    )
    return page, tuple(sheet for part in parts for sheet in part.sheets)
