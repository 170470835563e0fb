"""Draw how many months lie between the visit, the report and the answer, year by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from statistics import median

from peerchallenge.pages import Bar, Chart, Number, Sheet
from peerchallenge.plan import spans, words
from peerchallenge.plan.figures.drawing import Drawn, Part, drawn, gathered, narrowed
from peerchallenge.plan.spans import Measure, Span
from peerchallenge.plan.trail import CHALLENGES
from peerchallenge.records import Library
from peerchallenge.terms import count

_FEWEST = 3
"""Of how many a median is given; fewer are shown as they are."""

_ENDS = (("Last day on site", "Report published"), ("Report published", "Response and plan published"))
"""The two days between which each is measured, as its sheet names them."""


def part(library: Library, behind: Mapping[str, int]) -> Part | None:
    """Measure from the visit to the report, and from the report to the answer."""
    charts = tuple(_chart(library, behind, *own, ends) for own, ends in zip(spans.MEASURES, _ENDS, strict=True))
    text = "Whole calendar months, and what is left over is dropped: read each as “about”. A date known only to the "
    text += "month counts from that month’s last day. Every challenge is measured, whether or not a timetable applies."
    return gathered("months", "How long it takes", text, charts) if any(charts) else None


def _chart(
    library: Library, behind: Mapping[str, int], name: str, caption: str, measure: Measure, ends: tuple[str, str]
) -> Drawn | None:
    every = tuple(span for challenge in library.challenges for span in measure(challenge))
    challenges = Counter(year for challenge in library.challenges for year in spans.measured(challenge, measure))
    months: dict[str, list[int]] = {year: [] for year in sorted(challenges, key=_newest, reverse=True)}
    for span in every:
        if span.months is not None:
            months[words.year(span.challenge)[0]].append(span.months)
    if not months:
        return None
    chart = Chart(
        id=name,
        caption=caption,
        text=_said([value for values in months.values() for value in values]),
        first="Year of the visit",
        columns=("Months", "Challenges"),
        bars=tuple(
            Bar(
                label=year,
                numbers=(
                    _typical(values, challenges[year]),
                    narrowed(challenges[year], CHALLENGES.url, name, year, behind),
                ),
            )
            for year, values in months.items()
        ),
        note=_note(months, challenges, _left(library, every, ends[1].lower())),
    )
    return drawn(chart, _sheet(ends, every))


def _newest(year: str) -> tuple[bool, str]:
    return year.isdigit(), year


def _said(values: list[int]) -> str:
    if len(values) < _FEWEST:
        return ""
    middle = median(values)
    length = f"About {_halves(middle)} month{'s' if middle > 1 else ''}" if middle else "Less than a month"
    return f"{length}, the median of {len(values)}."


def _typical(values: list[int], challenges: int) -> Number:
    """Give the median, of how many where not of so many challenges; fewer than three as they are, and none is drawn."""
    if len(values) < _FEWEST:
        return Number(value=None, words=" and ".join(str(value) for value in sorted(values)))
    of = f" of {len(values)}" if len(values) != challenges else ""
    return Number(value=median(values), words=f"median {_halves(median(values))}{of}")


def _halves(value: float) -> str:
    whole = int(value)
    return f"{whole}½" if whole and value > whole else "½" if value > whole else str(whole)


def _left(library: Library, every: tuple[Span, ...], last: str) -> str:
    """Say how many could not be measured, and why: in the words of each reason, then challenges without the step."""
    gaps = Counter(span.gap for span in every if span.gap)
    found = [f"{gaps[gap]:,} {gap}" for gap in (spans.NO_REPORT, spans.VAGUE, spans.BACKWARDS) if gaps[gap]]
    none = len(library.challenges) - len({span.challenge.url for span in every})
    if none:
        found.append(f"{count(none, 'challenge')} with no {last} here")
    return "; ".join(found)


def _note(months: Mapping[str, list[int]], challenges: Mapping[str, int], left: str) -> str:
    """Explain the numbers, from what was measured each year in how many challenges, and say what could not be."""
    measured = [len(values) for values in months.values()]
    apart = any(len(values) != challenges[year] for year, values in months.items())
    notes = (
        (max(measured) >= _FEWEST, "The median is the one in the middle: half took as long or longer."),
        (min(measured) < _FEWEST, "Where fewer than three were measured their months stand as they are."),
        (apart, "In a joint challenge each council that published apart is measured apart."),
        (left, f"Left out: {left}."),
    )
    return " ".join(sentence for is_so, sentence in notes if is_so)


def _sheet(ends: tuple[str, str], every: tuple[Span, ...]) -> Sheet:
    return Sheet(
        url="",
        header=("Challenge", "Council", "Year of the visit", *ends, "Whole months"),
        rows=tuple(
            (
                span.challenge.title,
                span.who,
                str(span.challenge.year or ""),
                span.first.isoformat() if span.first else "",
                span.last.isoformat() if span.last else "",
                "" if span.months is None else str(span.months),
            )
            for span in every
        ),
    )
