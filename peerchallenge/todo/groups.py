"""The groups of tasks, the most pressing first, and how tasks are put into them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from peerchallenge.pages import Item, Task, TaskGroup
from peerchallenge.terms import count

OVERDUE, SOON, LATER, UNANSWERED, SILENT = "overdue", "soon", "later", "unanswered", "silent"
HELD, LACKING, WELSH, WARNINGS = "held", "lacking", "welsh", "warnings"

TITLES: Mapping[str, str] = {
    OVERDUE: "Overdue, and the public sees it",
    SOON: "Due within 30 days",
    UNANSWERED: "Recommendations without an answer",
    SILENT: "Actions with no update for six months",
    HELD: "Held back",
    LACKING: "Actions without an owner, a date or a measure",
    WELSH: "Not in Welsh yet",
    WARNINGS: "Warnings",
    LATER: "Steps of the timetable still to come",
}
"""What each group is called, in the order in which groups are shown."""
PRESSING = tuple(name for name in TITLES if name != LATER)
"""The groups of the page of everything: what lies far ahead is nothing to do yet."""
_MOST = 50
"""How many tasks of a group are shown at most: nobody works through more at once."""


def grouped(tasks: Iterable[Task], names: Iterable[str]) -> tuple[TaskGroup, ...]:
    """Put tasks into their groups, the one whose day comes first first; a group without a task is left out."""
    found: dict[str, list[Task]] = {name: [] for name in names}
    for task in tasks:
        if task.group in found:
            found[task.group].append(task)
    return tuple(_group(name, own) for name, own in found.items() if own)


def _group(name: str, own: list[Task]) -> TaskGroup:
    return TaskGroup(
        id=name,
        title=TITLES[name],
        tasks=tuple(sorted(own, key=_order)[:_MOST]),
        total=sum(len(task.items) or 1 for task in own),
        left_out=max(0, len(own) - _MOST),
    )


def subject(items: Sequence[Item], noun: str, one: str, many: str) -> str:
    """Say what holds of things: “Action 1.1 is overdue”, “3 actions are overdue”."""
    if len(items) == 1:
        return f"{items[0].link.title} {one}"
    return f"{count(len(items), noun)} {many}"


def _order(task: Task) -> tuple[date, str, str, str]:
    return task.day or date.max, task.challenge.title, task.file, task.what
