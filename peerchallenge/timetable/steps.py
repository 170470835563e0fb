"""Set out the timetable of one challenge: what was due, what was promised and what happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from peerchallenge.records import NO_DATE, Deadline, Link, Taken, Timetable, Timing
from peerchallenge.schema import challenge as schema
from peerchallenge.schema.dates import Date, Precision, spell
from peerchallenge.terms import STEPS
from peerchallenge.timetable import judge
from peerchallenge.timetable.counting import add_months, between, due_day
from peerchallenge.timetable.rules import Chosen, RuleSet, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What is written of the challenge itself, as far as its timetable needs it."""

    last: Date | None
    """The last day on site."""
    deadlines: schema.Deadlines
    """What the council wrote in the place of the rule's days, or beside them."""
    withheld: Mapping[str, tuple[Markup, bool]]
    """Why the document of a step is not published, by the step, and whether that kind never is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What shows that a step was taken. `on` is None where the document does not say when."""

    on: Date | None
    document: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """One council of the challenge: its last day, where it has one, and what it did by the step."""

    link: Link
    ended: date | None
    happened: Mapping[str, Happened]


def timetable(
    event: Event, chosen: Chosen, hosts: tuple[Host, ...], today: date, text: Callable[[str], Markup]
) -> Timetable:
    """Set out every step, once where all councils stand alike and else once for each; `text` converts Markdown."""
    rule = chosen.rule
    return Timetable(
        rule=rule.id if rule else "",
        title=rule.title if rule else "",
        why=chosen.why,
        source=rule.source if rule else "",
        deadlines=tuple(row for step in _steps(event, rule) for row in _rows(event, rule, step, hosts, today, text)),
        taken=tuple(
            Taken(step=step, council=host.link, on=own.on, document=own.document)
            for host in hosts
            for step, own in host.happened.items()
        ),
    )


def _steps(event: Event, rule: RuleSet | None) -> tuple[Step, ...]:
    """Give the rule's steps, and those that the council alone has set a day for."""
    ruled = {step.id: step for step in rule.steps} if rule else {}
    set_here = {name for name in STEPS if (own := getattr(event.deadlines, name)) and (own.due or own.promised)}
    unruled = {name: Step(id=name, what=what, months=0) for name, what in STEPS.items() if name in set_here}
    every = unruled | ruled
    return tuple(every[name] for name in STEPS if name in every)


def _rows(
    event: Event,
    rule: RuleSet | None,
    step: Step,
    hosts: tuple[Host, ...],
    today: date,
    text: Callable[[str], Markup],
) -> tuple[Deadline, ...]:
    rows = []
    for host in hosts:
        counted = _counted(event, rule, step, host)
        own = getattr(event.deadlines, step.id) or schema.Deadline()
        row = replace(_set_here(counted, own), reason=text(own.reason), promised=own.promised)
        rows.append(_judged(row, step, host, event.withheld.get(step.id), today))
    if len(set(rows)) == 1:
        return (rows[0],)
    return tuple(replace(row, council=host.link) for row, host in zip(rows, hosts, strict=True))


def _counted(event: Event, rule: RuleSet | None, step: Step, host: Host) -> Deadline:
    """Count the rule's day, or say which date is missing for that."""
    row = Deadline(step=step.id, what=step.what)
    if rule is None or step not in rule.steps:
        return row
    if step.beside_report:
        return _beside(row, host)
    if event.last is None or event.last.end is None:
        return replace(row, missing="The days on site are not given, so the day that it is due cannot be counted.")
    if rule.counts_from_election:
        return _before_election(row, rule, step, event.last.end)
    return _after_visit(row, step, event.last, event.last.end)


def _beside(row: Deadline, host: Host) -> Deadline:
    report = host.happened.get("report")
    if report is None:
        return replace(row, missing="It is due beside the report, and that has not been published.")
    day = due_day(report.on)
    if day is None:
        return replace(row, missing="It is due beside the report, and the day that was published is not given.")
    first = between(report.on)[0] if report.on else None
    if first == day:
        return replace(row, due=day, sum=f"On the day of the report: {spell(day)}")
    return replace(row, due=day, about=True, earliest=first, sum=f"On the day of the report: {report.on}")


def _before_election(row: Deadline, rule: RuleSet, step: Step, last: date) -> Deadline:
    election = next((day for day in rule.elections if day > last), None)
    if election is None:
        return replace(row, missing="The day of the next ordinary election is not known to this site.")
    due = add_months(election, -step.months)
    return replace(row, due=due, sum=f"Ordinary election {spell(election)} − {_months(step.months)} = {spell(due)}")


def _after_visit(row: Deadline, step: Step, last: Date, end: date) -> Deadline:
    due = add_months(end, step.months)
    exact = last.precision is Precision.DAY
    about = "" if exact and not step.about else "about "
    start = spell(end) if exact else f"End of {last}"
    months, days = _months(step.months), spell(due)
    if step.earliest:
        months = f"{step.earliest} to {months}"
        days = f"{spell(add_months(end, step.earliest))} to {days}"
    return replace(
        row,
        due=due,
        about=bool(about),
        earliest=add_months(end, step.earliest) if step.earliest else None,
        sum=f"{start} + {months} = {about}{days}",
    )


def _months(number: int) -> str:
    return f"{number} month{'s' if number != 1 else ''}"


def _set_here(row: Deadline, own: schema.Deadline) -> Deadline:
    """Put the day that the council wrote in the place of the rule's."""
    day = due_day(own.due)
    if own.due is None or day is None:
        return row
    exact = own.due.precision is Precision.DAY
    return replace(row, due=day, by_rule=row.due, about=not exact, earliest=None, missing="")


def _judged(row: Deadline, step: Step, host: Host, withheld: tuple[Markup, bool] | None, today: date) -> Deadline:
    done = _so_far(host.happened.get(step.id), today)
    if done:
        row = replace(row, state="done", happened=done.on, document=done.document)
        if done.on is None:
            missing = row.missing or f"It was {_taken(step)}, and the day is not given."
            return replace(row, missing=missing, timing=judge.NOT_GIVEN, by_promise=_by_promise(row, Date(""), today))
        return replace(row, timing=_by_rule(row, step, done.on, today), by_promise=_by_promise(row, done.on, today))
    if withheld:
        reason, confidential = withheld
        word = "Confidential by design" if confidential else "Withheld"
        state = "confidential" if confidential else "withheld"
        return replace(row, state=state, withheld=reason, timing=Timing(kind="closed", words=word, due=row.due))
    if host.ended and host.ended < today:
        return _left(row, step, host.ended)
    return replace(row, timing=_by_rule(row, step, None, today), by_promise=_by_promise(row, None, today))


def _left(row: Deadline, step: Step, ended: date) -> Deadline:
    """Say how a council that is no more left a step: nothing is awaited of it."""
    if row.due and ended < add_months(row.due, step.about):
        gone = f"The council ended on {spell(ended)}, before this fell due."
        return replace(row, state="unneeded", missing=gone, timing=Timing(kind="closed", words="No longer awaited"))
    words = f"Not {_taken(step)} here when the council ended on {spell(ended)}"
    return replace(row, state="unneeded", timing=Timing(kind="closed", words=words))


def _taken(step: Step) -> str:
    return "held" if step.id == "review" else "published"


def _so_far(taken: Happened | None, today: date) -> Happened | None:
    """Leave out what is dated after the day by which all is judged: a meeting that is only called has taken nothing."""
    first = between(taken.on)[0] if taken and taken.on else None
    return None if first and first > today else taken


def _by_rule(row: Deadline, step: Step, happened: Date | None, today: date) -> Timing:
    """Judge by the day that is due; only a day that the rule itself counts may be “about” that time."""
    if row.due is None:
        return NO_DATE
    timing = judge.judge(row.due, happened, today, about=step.about if row.sum and row.by_rule is None else 0)
    if step.beside_report and row.earliest and happened and timing.kind == "on-time":
        last = between(happened)[1]
        return timing if last and last <= row.earliest else replace(timing, kind="unclear", words=judge.UNCLEAR)
    return timing


def _by_promise(row: Deadline, happened: Date | None, today: date) -> Timing | None:
    day = due_day(row.promised)
    return judge.judge(day, happened, today) if day else None
