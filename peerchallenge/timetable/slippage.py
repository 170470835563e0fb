"""Follow the dates of an action: first promised, each time moved and why, done."""

from __future__ import annotations

from datetime import date

from peerchallenge.records import Link, Move, Slippage, Status, Timing, Update
from peerchallenge.records.action import CLOSED, latest
from peerchallenge.schema.dates import Date, spell
from peerchallenge.schema.site import State
from peerchallenge.timetable import judge
from peerchallenge.timetable.counting import due_day


def slippage(
    due: Date | None,
    updates: tuple[Update, ...],
    *,
    superseded: Link | None,
    everyday: bool,
    ended: date | None,
    today: date,
) -> Slippage:
    """Gather the dates of an action from its plan and from what was said since, oldest first.

    Where the plan gave no date, the first one given later is the first promise. Only the council moves its own dates.
    `ended` is the last day of the council, where it has one: nothing is awaited of a council that is no more. Nor is
    anything of everyday business.
    """
    promised, moves = _moved(due, updates)
    said = latest(updates)
    state = _state(said.status if said else None, superseded)
    if everyday and state is not State.COMPLETE:
        state = State.BUSINESS_AS_USUAL
    done, reported = _done(updates, said) if said and state is State.COMPLETE else (None, False)
    if ended and ended < today and state not in CLOSED:
        gone = Timing(kind="closed", words=f"Not reported done when the council ended on {spell(ended)}")
        return Slippage(promised=promised, moves=moves, ended=ended, timing=gone)
    return Slippage(
        promised=promised,
        moves=moves,
        done=done,
        reported=reported,
        timing=judge.action(promised, done, state, today, reported=reported),
        by_revised=judge.action(moves[-1].after, done, state, today, reported=reported) if moves else None,
    )


def _moved(promised: Date | None, updates: tuple[Update, ...]) -> tuple[Date | None, tuple[Move, ...]]:
    moves: list[Move] = []
    last: dict[tuple[str, str], Date] = {}
    for update in updates:
        if update.due is None or not update.by_council:
            continue
        before = last.get(update.speaker, promised)
        last[update.speaker] = update.due
        if before is None or (due_day(promised) is None and due_day(update.due)):
            promised, moves = update.due, []
        elif _means(before) != _means(update.due):
            moves.append(
                Move(before=before, after=update.due, said=update.date, reason=update.reason, document=update.document)
            )
    return promised, tuple(moves)


def _means(due: Date) -> tuple[date | None, date | None, str]:
    """Give what a date means, so that the same day in other words is no change; words alone mean themselves."""
    return due.start, due.end, "" if due.start else due.words.casefold()


def _done(updates: tuple[Update, ...], said: Update) -> tuple[Date | None, bool]:
    """Give the day it was done: the one last given, else the day on which it was first reported, and whether so.

    A council that says so again in every report has not finished again; one that took it back has.
    """
    run: list[Update] = []
    for update in updates:
        if update.status and update.speaker == said.speaker:
            run = [*run, update] if update.status.state is State.COMPLETE else []
    given = [update.done for update in run if update.done]
    return (given[-1], False) if given else (run[0].date if run else said.date, True)


def _state(status: Status | None, superseded: Link | None) -> State | None:
    closed = CLOSED - {State.SUPERSEDED}
    if superseded and not (status and status.state in closed):
        return State.SUPERSEDED
    return status.state if status else None
