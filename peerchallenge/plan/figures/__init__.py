"""Count what is published: the page of figures and its spreadsheets; every number can be counted again by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from peerchallenge.pages import FiguresPage, Sheet
from peerchallenge.plan.figures import answers, months, on_time, progress, recurring, take_up
from peerchallenge.plan.trail import HOME
from peerchallenge.records import Library
from peerchallenge.terms import count


def figures(library: Library, behind: Mapping[str, int], today: date) -> tuple[FiguresPage, tuple[Sheet, ...]]:
    """Give the page of figures, and what its charts were counted from.

    `behind` has the number of entries of every list page by its first address.
    """
    found = (
        take_up.part(library, behind, today),
        on_time.part(library, behind),
        answers.part(library, behind),
        progress.part(library, behind),
        months.part(library),
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
