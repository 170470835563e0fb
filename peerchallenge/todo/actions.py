"""The open actions that want a word: overdue, due soon, long unheard of, or without what an action needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import TypeVar

from peerchallenge.pages import Item, Task
from peerchallenge.plan import due, words
from peerchallenge.records import Action, Document, Link, Timing
from peerchallenge.records.action import CLOSED, latest
from peerchallenge.schema.dates import spell
from peerchallenge.timetable import judge
from peerchallenge.timetable.counting import add_months
from peerchallenge.todo import files
from peerchallenge.todo.groups import LACKING, LATER, OVERDUE, SILENT, SOON, subject
from peerchallenge.todo.scope import Scope

_Entry = TypeVar("_Entry")
_MONTHS = 6
"""After how many months without a word an action is asked after."""
_MASKED = "The public sees “overdue”: the update that says otherwise is held back."
_HOW: Mapping[str, str] = {OVERDUE: "overdue", SOON: "due within 30 days", LATER: "due later"}
_LACKS: tuple[tuple[str, Callable[[Action], bool]], ...] = (
    ("owner", lambda own: words.NO_OWNER in words.missing(own)),
    ("date", lambda own: words.NO_DATE in words.missing(own)),
    ("measure", lambda own: not (own.measure or own.everyday)),
)
"""What an action needs, and whether one is without it; everyday business needs neither date nor measure."""


def tasks(scope: Scope) -> Iterator[Task]:
    """Give what is to be done about the open actions, those of one council together, for one update tells of all."""
    if scope.challenge.ended:
        return
    documents = {own.url: own for own in scope.challenge.documents}
    awaited = tuple(own for own in scope.actions if own.is_open)
    if not scope.challenge.held:
        public = tuple(own for own in awaited if not own.document.held)
        yield from _dated(scope, public)
        yield from _by_council(scope, OVERDUE, tuple(_masked(scope)), note=_MASKED)
        yield from _silent(scope, public, documents)
    yield from _lacking(scope, awaited, documents)


def _dated(scope: Scope, public: Iterable[Action]) -> Iterator[Task]:
    found: dict[str, list[tuple[Action, Timing]]] = {OVERDUE: [], SOON: [], LATER: []}
    for own in public:
        timing = own.dates.pressing
        if timing.is_overdue:
            found[OVERDUE].append((own, timing))
        elif timing.kind == "due" and timing.due:
            found[SOON if timing.due <= scope.today + due.NEXT else LATER].append((own, timing))
    for group, entries in found.items():
        yield from _by_council(scope, group, entries)


def _masked(scope: Scope) -> Iterator[tuple[Action, Timing]]:
    """Give the actions that are closed here by an update that the public does not see, and are overdue without it."""
    for own in scope.actions:
        public = tuple(update for update in own.updates if not update.document.held)
        if own.is_open or own.is_superseded or own.document.held or len(public) == len(own.updates):
            continue
        said = latest(public)
        timing = judge.action(own.dates.current, None, None, scope.today)
        if timing.is_overdue and not (said and said.status and said.status.state in CLOSED):
            yield own, timing


def _by_council(scope: Scope, group: str, found: Iterable[tuple[Action, Timing]], note: str = "") -> Iterator[Task]:
    for council, own in _apart(found, lambda entry: entry[0].council):
        items = tuple(_item(action, _when(action, timing), timing) for action, timing in own)
        first, timing = min(own, key=lambda entry: entry[1].due or date.max)
        yield Task(
            group=group,
            what=subject(items, "action", f"is {_HOW[group]}", f"are {_HOW[group]}"),
            url=first.thread if len(own) == 1 else scope.challenge.url,
            challenge=scope.link,
            whose=scope.whose(council),
            by=_when(first, timing),
            day=timing.due,
            timing=timing,
            items=items,
            note=note,
            command=files.for_update(scope, council),
        )


def _item(own: Action, by: str, timing: Timing | None = None) -> Item:
    return Item(
        link=_link(own),
        words=own.text,
        lang=own.document.lang,
        by=by,
        timing=timing,
    )


def _link(own: Action) -> Link:
    return Link(title=own.name, url=own.thread)


def _when(own: Action, timing: Timing) -> str:
    """Say by when it was to be done, with the date last given where another was promised first."""
    if timing is own.dates.timing and own.dates.moves:
        return f"first promised for {own.dates.promised}, now {own.dates.current}"
    return f"due {own.dates.current or own.due}"


def _silent(scope: Scope, public: Iterable[Action], documents: Mapping[str, Document]) -> Iterator[Task]:
    """Give the actions of which nothing was said for six months; one that is overdue is asked after anyway."""
    limit = add_months(scope.today, -_MONTHS)
    found = []
    for own in public:
        last = None if own.everyday or own.dates.pressing.is_overdue else _last_word(own, documents)
        if last and last < limit:
            found.append((own, last))
    for council, silent in _apart(found, lambda entry: entry[0].council):
        items = tuple(_item(own, f"last word on {spell(day)}") for own, day in silent)
        oldest = min(day for _, day in silent)
        yield Task(
            group=SILENT,
            what=subject(items, "action", "has had no update", "have had no update"),
            url=silent[0][0].thread if len(silent) == 1 else scope.challenge.url,
            challenge=scope.link,
            whose=scope.whose(council),
            by=f"last word on {spell(oldest)}",
            day=oldest,
            items=items,
            command=files.for_update(scope, council),
        )


def _last_word(own: Action, documents: Mapping[str, Document]) -> date | None:
    """Give the last day on which the public was told of an action; its plan was the first word."""
    plan = documents.get(own.document.url)
    said = (update.date.end for update in own.updates if update.date and not update.document.held)
    return max(chain((day for day in said if day), (plan.sort_day,) if plan and plan.sort_day else ()), default=None)


def _lacking(scope: Scope, awaited: Iterable[Action], documents: Mapping[str, Document]) -> Iterator[Task]:
    """Give what actions lack, for each document that they are written in."""
    for link, own in _apart(awaited, lambda action: action.document):
        paper = documents.get(link.url) if link else None
        for what, is_missing in _LACKS:
            without = tuple(action for action in own if is_missing(action))
            items = tuple(Item(link=_link(action)) for action in without)
            if without:
                yield Task(
                    group=LACKING,
                    what=subject(items, "action", f"has no {what}", f"have no {what}"),
                    url=without[0].url,
                    challenge=scope.link,
                    whose=scope.whose(without[0].council),
                    items=items,
                    file=paper.path if paper else "",
                )


def _apart(
    entries: Iterable[_Entry], key: Callable[[_Entry], Link | None]
) -> Iterator[tuple[Link | None, list[_Entry]]]:
    found: dict[Link | None, list[_Entry]] = {}
    for entry in entries:
        found.setdefault(key(entry), []).append(entry)
    yield from found.items()
