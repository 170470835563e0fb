"""The figures: numbers as charts and tables, each with the list behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from peerchallenge.pages.common import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One number of a chart."""

    value: float | None
    """The number; None where nothing can be said."""
    words: str
    """The number as the table shows it: “12”, “4½”, “3 and 7”."""
    url: str = ""
    """The list behind the number, which has exactly so many entries; empty for nought and for what is measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One row of a chart, which is a row of its table."""

    label: str
    """What is counted."""
    numbers: tuple[Number, ...]
    """The numbers, one for each of the chart's columns; the first is drawn."""
    url: str = ""
    """The page about what is counted, a theme or a council; empty where there is none."""
    mark: str = ""
    """The class of the tag whose shape stands before the label: state-complete; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Numbers as bars within a table."""

    id: str
    """Its id on the page."""
    caption: str
    """What it shows."""
    text: str
    """What can be read from it, in a sentence or two."""
    first: str
    """What the first column holds: Year, State."""
    columns: tuple[str, ...]
    """What the numbers of a row count: Recommendations; or Challenged and All."""
    bars: tuple[Bar, ...]
    """The rows in order."""
    is_part: bool = False
    """Whether the first number is a part of the second, so that the bar shows the one within the other."""
    total: tuple[Number, ...] = ()
    """The sum of each column, where the rows add up to a whole."""
    note: str = ""
    """What must be known to read it and to count it again by hand."""
    sheet: str = ""
    """The address of the numbers, or of what they were counted from, as a CSV file."""

    @property
    def largest(self) -> float:
        """The largest number drawn, by which bars are scaled; never nought, so that it can be divided by."""
        drawn = (number.value or 0 for bar in self.bars for number in bar.numbers[: 1 + self.is_part])
        return max(drawn, default=0) or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One part of the figures: a heading, a sentence and the charts below it."""

    id: str
    """Its id on the page."""
    title: str
    """The heading."""
    text: str
    """What the part is about, in a sentence or two."""
    charts: tuple[Chart, ...]
    """The charts; none where the text says it all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresPage(Page):
    """The figures: take-up, publication on time, answers, progress, months, themes."""

    template: ClassVar[str] = "pages/figures.html"

    parts: tuple[Figures, ...]
    """The parts in order; none where nothing is published yet."""
