"""The steps of the timetable that are not met yet, and those that only the public does not see met."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from peerchallenge.pages import Task
from peerchallenge.plan import due
from peerchallenge.records import Deadline, Document, Timing
from peerchallenge.schema.dates import spell
from peerchallenge.timetable import judge
from peerchallenge.todo import files
from peerchallenge.todo.groups import LATER, OVERDUE, SOON
from peerchallenge.todo.held import in_words
from peerchallenge.todo.scope import Scope

_ABOUT = 2
"""By how many months a rule's day that is “about” may be passed before the public sees it as overdue."""


def tasks(scope: Scope) -> Iterator[Task]:
    """Give every step that the public does not see met; nothing is awaited of a challenge that is itself held back."""
    if scope.challenge.ended or scope.challenge.held:
        return
    for own in scope.deadlines:
        paper = _held_for(scope, own)
        if own.state == "awaited":
            yield _awaited(scope, own, _pressing(own), paper)
        elif paper and own.state == "done" and own.due and not _shown_otherwise(scope, own):
            timing = judge.judge(own.due, None, scope.today, about=_ABOUT if own.about and not own.by_rule else 0)
            yield _awaited(scope, own, timing, paper)


def _awaited(scope: Scope, own: Deadline, timing: Timing, paper: Document | None) -> Task:
    place = files.for_step(scope, own.step, own.council, paper)
    reckoned = own.missing if own.state == "awaited" else ""
    return Task(
        group=_group(timing, scope.today),
        what=own.what,
        url=paper.url if paper else scope.challenge.url,
        challenge=scope.link,
        whose=scope.whose(own.council),
        by=_by(own, timing),
        day=timing.due,
        timing=timing if timing.due else None,
        note=_seen(paper, timing) or reckoned or ("" if timing is own.by_promise else own.sum),
        file=place.file,
        is_new=place.is_new,
        command=place.command,
    )


def _pressing(own: Deadline) -> Timing:
    """Give how it stands to the rule's day, or to the one promised where that alone presses, or alone is known."""
    if own.by_promise is None or own.timing.is_overdue:
        return own.timing
    sooner = own.timing.due is None or (own.by_promise.due is not None and own.by_promise.due < own.timing.due)
    return own.by_promise if own.by_promise.is_overdue or sooner else own.timing


def _group(timing: Timing, today: date) -> str:
    if timing.is_overdue:
        return OVERDUE
    return SOON if timing.due and timing.due <= today + due.NEXT else LATER


def _by(own: Deadline, timing: Timing) -> str:
    if timing.due is None:
        return ""
    if timing is own.by_promise:
        return f"promised for {own.promised}"
    return f"due {'about ' if own.about else ''}{spell(timing.due)}"


def _seen(paper: Document | None, timing: Timing) -> str:
    """Say what is held back, and what the public sees meanwhile."""
    if paper is None:
        return ""
    noun = paper.kind_label[:1].lower() + paper.kind_label[1:]
    here = f"your {noun} is here {in_words(paper.held)}."
    return f"The public sees “{timing.words}”: {here}" if timing.is_overdue else here[:1].upper() + here[1:]


def _held_for(scope: Scope, own: Deadline) -> Document | None:
    return next((d for d in scope.of(own.council) if d.held and _meets(scope, own.step, d)), None)


def _shown_otherwise(scope: Scope, own: Deadline) -> bool:
    """Whether another document, one that the public sees, meets the step."""
    return any(_meets(scope, own.step, d) and not d.held for d in scope.of(own.council))


def _meets(scope: Scope, step: str, document: Document) -> bool:
    """Whether a document may meet a step: in Wales a response is the answer asked for, elsewhere a plan."""
    if step == "report":
        return document.kind in {"letter", "report"}
    if step != "response":
        return document.kind == "progress-review"
    if scope.challenge.timetable.rule.startswith("wales"):
        return document.kind == "response"
    return document.kind == "action-plan" or bool(document.kind == "response" and document.actions)
