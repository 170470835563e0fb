"""What every chart is made with: numbers with their lists, rows in order, shares in words; it counts nothing itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from peerchallenge import addresses
from peerchallenge.pages import Bar, Chart, Figures, Number, Sheet
from peerchallenge.plan import words
from peerchallenge.terms import ANSWERS, DECISIONS, STATES, TIMINGS

ENOUGH = 5
"""Of how many a share is said: of fewer it would tell less than the numbers do."""
_JUDGED = frozenset(TIMINGS[kind] for kind in ("on-time", "late", "very-late", "overdue", "very-overdue"))
_MARKS = {
    word: f"{kind}-{name}"
    for kind, named in (("timing", TIMINGS), ("state", STATES), ("answer", ANSWERS), ("decision", DECISIONS))
    for name, word in named.items()
} | {
    words.NOT_REPORTED: "state-none",
    words.IN_WORDS: "answer-answered",
    "Withheld": "timing-closed",
    "Confidential": "timing-closed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A chart with its spreadsheet."""

    chart: Chart
    sheet: Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the page with the spreadsheets of its charts."""

    figures: Figures
    sheets: tuple[Sheet, ...]


def gathered(name: str, title: str, text: str, charts: Iterable[Drawn | None]) -> Part:
    """Put charts under a heading; what could not be drawn is left out."""
    made = tuple(chart for chart in charts if chart)
    own = Figures(id=name, title=title, text=text, charts=tuple(each.chart for each in made))
    return Part(figures=own, sheets=tuple(each.sheet for each in made))


def drawn(chart: Chart, sheet: Sheet | None = None, *, most: int | None = None) -> Drawn:
    """Write a chart, or what it was counted from, as a spreadsheet, and cut it to so many rows."""
    url = f"/figures/{chart.id}.csv"
    rows = tuple((bar.label, *(_cell(each) for each in bar.numbers)) for bar in chart.bars)
    sheet = replace(sheet, url=url) if sheet else Sheet(url=url, header=(chart.first, *chart.columns), rows=rows)
    return Drawn(chart=replace(_cut(chart, most) if most else chart, sheet=url), sheet=sheet)


def _cell(of: Number) -> str:
    return "" if of.value is None else str(of.value)


def _cut(chart: Chart, most: int) -> Chart:
    left = len(chart.bars) - most
    if left <= 0:
        return chart
    note = f"The first {most} rows are shown; {left:,} more are in the spreadsheet."
    return replace(chart, bars=chart.bars[:most], note=" ".join(filter(None, (chart.note, note))))


def number(value: int, *lists: str, behind: Mapping[str, int]) -> Number:
    """Write a number, with the first of some lists that has exactly so many entries; each holds what is counted."""
    url = next((url for url in lists if value and behind.get(url) == value), "")
    return Number(value=value, words=f"{value:,}", url=url)


def address(base: str, way: str, title: str) -> str:
    """Give the address of the list of what has one value of a way to narrow."""
    return f"{base}{way}/{addresses.slug(title)}/"


def narrowed(value: int, base: str, way: str, title: str, behind: Mapping[str, int]) -> Number:
    """Write the number of entries with one value of a way to narrow, and the list of them.

    Where every entry has that value there is no narrowed list, and the whole one is behind the number.
    """
    own = address(base, way, title)
    return number(value, own if own in behind else base, behind=behind)


def tallied(
    values: Iterable[str], order: Iterable[str], base: str, way: str, behind: Mapping[str, int]
) -> tuple[Bar, ...]:
    """Count values, one row for each that is there: first those with a place in the order, then the rest A to Z."""
    counted = Counter(values)
    known = dict.fromkeys(order)
    placed = [*(value for value in known if counted[value]), *sorted(counted.keys() - known.keys(), key=str.casefold)]
    return tuple(
        Bar(label=value, numbers=(narrowed(counted[value], base, way, value, behind),), mark=_MARKS.get(value, ""))
        for value in placed
    )


def share(value: int, whole: int) -> str:
    """Write a share to go after its numbers, “ (71%)”; nothing where the whole is small, or the share none or all."""
    if whole < ENOUGH or value in {0, whole}:
        return ""
    percent = (200 * value + whole) // (2 * whole)
    return " (more than 99%)" if percent == 100 else f" ({percent}%)" if percent else " (less than 1%)"


def punctual(stands: Iterable[str]) -> str:
    """Say how many were on time, of those whose day has come or that have happened."""
    judged = [word for word in stands if word in _JUDGED]
    kept = judged.count(TIMINGS["on-time"])
    if not judged:
        return "None can be judged yet."
    verb = "was" if kept == 1 else "were"
    return f"{kept:,} of {len(judged):,} that can be judged today {verb} on time{share(kept, len(judged))}."
