"""Measure how many months lie between the visit, the report and the answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from statistics import median

from peerchallenge.pages import Bar, Chart, Number, Sheet
from peerchallenge.plan.figures.drawing import Drawn, Part, drawn, gathered, number
from peerchallenge.records import Challenge, Deadline, Library
from peerchallenge.schema.dates import Date, Precision
from peerchallenge.timetable.counting import months_between

_FEWEST = 3
"""Of how many a median is given; fewer are shown as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From when to when, at which council in which challenge; a day that is not known well enough is None."""

    challenge: Challenge
    who: str
    first: date | None
    last: date | None

    @property
    def months(self) -> int | None:
        """How many whole calendar months it took; None where that cannot be told."""
        if self.first is None or self.last is None or self.last < self.first:
            return None
        return months_between(self.first, self.last)


def part(library: Library) -> Part | None:
    """Measure from the visit to the report, and from the report to the answer."""
    charts = (
        _chart(
            "months-to-report",
            "From the visit to the report",
            ("Last day on site", "Report published"),
            (span for challenge in library.challenges for span in _to_report(challenge)),
        ),
        _chart(
            "months-to-response",
            "From the report to the response and plan",
            ("Report published", "Response and plan published"),
            (span for challenge in library.challenges for span in _to_response(challenge)),
        ),
    )
    text = "Whole calendar months, and what is left over is dropped: read each as “about”. A date known only to the "
    text += "month counts from that month’s last day. Only challenges whose timetable names both are measured."
    return gathered("months", "How long it takes", text, charts) if any(charts) else None


def _to_report(challenge: Challenge) -> Iterator[Span]:
    for deadline in _taken(challenge, "report"):
        yield Span(
            challenge=challenge,
            who=_who(challenge, deadline),
            first=_day(challenge.onsite_end),
            last=_day(deadline.happened),
        )


def _to_response(challenge: Challenge) -> Iterator[Span]:
    reports = tuple(_taken(challenge, "report"))
    for deadline in _taken(challenge, "response"):
        own = [report for report in reports if not report.council or report.council == deadline.council]
        for report in own[:1]:
            yield Span(
                challenge=challenge,
                who=_who(challenge, deadline),
                first=_day(report.happened),
                last=_day(deadline.happened),
            )


def _taken(challenge: Challenge, step: str) -> Iterator[Deadline]:
    return (d for d in challenge.timetable.deadlines if d.step == step and d.state == "done")


def _who(challenge: Challenge, deadline: Deadline) -> str:
    return deadline.council.title if deadline.council else " and ".join(link.title for link in challenge.councils)


def _day(of: Date | None) -> date | None:
    """Give the day to count from: a month's last; None where less than a month is known."""
    return of.end if of and of.precision in {Precision.DAY, Precision.MONTH} else None


def _chart(name: str, caption: str, ends: tuple[str, str], spans: Iterable[Span]) -> Drawn | None:
    every = tuple(spans)
    measured: dict[str, list[int]] = {}
    for span in every:
        if span.months is not None:
            measured.setdefault(_year(span), []).append(span.months)
    months = [value for values in measured.values() for value in values]
    if not months:
        return None
    chart = Chart(
        id=name,
        caption=caption,
        text=_said(months),
        first="Year of the visit",
        columns=("Months", "Measured"),
        bars=tuple(
            Bar(label=year, numbers=(_typical(measured[year]), number(len(measured[year]))))
            for year in sorted(measured, key=lambda year: (year.isdigit(), year), reverse=True)
        ),
        note=_note([*map(len, measured.values())], len(every) - len(months)),
    )
    return drawn(chart, _sheet(ends, every))


def _year(span: Span) -> str:
    return str(span.challenge.year) if span.challenge.year else "Year not known"


def _said(values: list[int]) -> str:
    if len(values) < _FEWEST:
        return ""
    middle = median(values)
    words = f"About {_halves(middle)} month{'s' if middle > 1 else ''}" if middle else "Less than a month"
    return f"{words}, the median of {len(values)}."


def _typical(values: list[int]) -> Number:
    """Give the median; of fewer than three the months as they are, of which nothing is drawn."""
    if len(values) < _FEWEST:
        return Number(value=None, words=" and ".join(str(value) for value in sorted(values)))
    return Number(value=median(values), words=f"median {_halves(median(values))}")


def _halves(value: float) -> str:
    whole = int(value)
    return f"{whole}½" if whole and value > whole else "½" if value > whole else str(whole)


def _note(measured: list[int], left: int) -> str:
    """Explain the numbers, from how many were measured each year and how many could not be."""
    notes = (
        (max(measured) >= _FEWEST, "The median is the one in the middle: half took as long or longer."),
        (min(measured) < _FEWEST, "Where fewer than three were measured their months stand as they are."),
        (left, f"Left out: {left:,}, where a date is not known to the month or the later step came first."),
    )
    return " ".join(words for is_so, words in notes if is_so)


def _sheet(ends: tuple[str, str], spans: tuple[Span, ...]) -> Sheet:
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
            for span in spans
        ),
    )
