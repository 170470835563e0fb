"""The recommendations that a council has not answered, or only in part."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from peerchallenge.pages import Item, Task
from peerchallenge.records import Answer, Link, Recommendation
from peerchallenge.schema.dates import spell
from peerchallenge.todo import files
from peerchallenge.todo.groups import UNANSWERED, subject
from peerchallenge.todo.scope import Scope, concerns


def tasks(scope: Scope) -> Iterator[Task]:
    """Give one task for each council that has answers left to write."""
    if scope.challenge.ended:
        return
    open_to: dict[str, list[tuple[Recommendation, Answer]]] = {}
    for own in scope.recommendations:
        for answer in own.answers:
            if answer.state in {"none", "part"} and concerns(answer.council, scope.council):
                open_to.setdefault(answer.council.url, []).append((own, answer))
    for waiting in open_to.values():
        yield _task(scope, waiting)


def _task(scope: Scope, waiting: list[tuple[Recommendation, Answer]]) -> Task:
    first = waiting[0][1]
    place = files.for_answers(scope, first.council)
    day = first.timing.due if first.timing else None
    items = tuple(_item(own, answer) for own, answer in waiting)
    lack = f"no {'whole ' if any(answer.state == 'part' for _, answer in waiting) else ''}answer"
    return Task(
        group=UNANSWERED,
        what=subject(items, "recommendation", f"has {lack}", f"have {lack}"),
        url=items[0].link.url if len(items) == 1 else scope.challenge.url,
        challenge=scope.link,
        whose=scope.whose(first.council),
        by=f"due {spell(day)}" if day else "",
        day=day,
        timing=first.timing,
        items=items,
        file=place.file,
        is_new=place.is_new,
        command=place.command,
    )


def _item(own: Recommendation, answer: Answer) -> Item:
    title = own.name if own.title in {"", own.name} else f"{own.name}: {own.title}"
    words = Markup() if own.title else own.text
    return Item(
        link=Link(title=title, url=own.url),
        words=words,
        lang=own.lang,
        by="answered in part" if answer.state == "part" else "",
    )
