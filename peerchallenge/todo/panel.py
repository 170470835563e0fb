"""The panel beside a page in the preview: what is left to do for what the page shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain

from markupsafe import Markup

from peerchallenge.pages import ChallengePage, DocumentPage, Page, Panel, Reading, Task, WrittenPage
from peerchallenge.problems import Problem
from peerchallenge.records import Library
from peerchallenge.sources import Output
from peerchallenge.todo import actions, answers, papers, steps
from peerchallenge.todo.groups import LATER, SOON, TITLES, grouped
from peerchallenge.todo.reading import reading
from peerchallenge.todo.scope import Scope, of_page

_GIVEN = "By the date last given in the plan or an update."
PROGRAM = "python build.py"
"""How the commands begin where the program is not installed."""


def panel(page: Page, library: Library, problems: tuple[Problem, ...], today: date, program: str = PROGRAM) -> Panel:
    """Say what is left to do for a page; `program` is how the commands begin."""
    scopes = tuple(of_page(page, library, today, program))
    found = (*chain.from_iterable(map(tasks, scopes)), *_of_written(page, library))
    own = _of_files(page, problems)
    places = papers.places(scope.challenge for scope in scopes)
    shown = (task for task in found if task.group != LATER or not task.items)
    return Panel(
        url=page.url,
        title=page.title,
        description="What is left to do for this page.",
        lang=page.lang,
        made_from=page.made_from,
        has_own=bool(scopes or page.made_from),
        groups=grouped((*shown, *papers.warnings(own, places)), TITLES),
        next=_next(found),
        reading=_reading(page),
    )


def html(render: Callable[[Page], Output | Problem], made: Panel) -> str:
    """Give a panel as HTML; where its template fails, say what is wrong with that."""
    result = render(made)
    if isinstance(result, Output):
        return result.data.decode()
    return Markup("<p>{} {}</p>").format(result.message, result.suggestion)


def tasks(scope: Scope) -> Iterator[Task]:
    """Give every task in a part of a challenge, but for what is wrong in its files."""
    for find in (steps.tasks, actions.tasks, answers.tasks, papers.tasks):
        yield from find(scope)


def _of_files(page: Page, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Give what is wrong in the files of a page: for a challenge all of its folder, else the one it is made from."""
    folder = page.made_from.rpartition("/")[0] + "/" if isinstance(page, ChallengePage) else ""
    return (p for p in problems if p.path == page.made_from or (folder and p.path.startswith(folder)))


def _next(found: Iterable[Task]) -> Task | None:
    """Give the deadline that comes next; what is overdue has none any more."""
    ahead = [task for task in found if task.group in {SOON, LATER} and task.day]
    first = min(ahead, key=lambda task: task.day or date.max, default=None)
    if first is None or not first.items:
        return first
    own = min(first.items, key=lambda item: (item.timing and item.timing.due) or date.max)
    return replace(first, what=own.link.title, url=own.link.url, by=own.by, note=_GIVEN)


def _of_written(page: Page, library: Library) -> Iterator[Task]:
    return papers.of_pages((page.page,), library.pages) if isinstance(page, WrittenPage) else iter(())


def _reading(page: Page) -> Reading | None:
    own = _written(page)
    return reading(tuple(papers.texts(own)), english=own.lang != "cy", ours=papers.is_ours(own)) if own else None


def _written(page: Page) -> papers.Written | None:
    """Give what a page shows the words of, where it shows those of one file."""
    match page:
        case ChallengePage():
            return page.challenge
        case DocumentPage():
            return page.document
        case WrittenPage():
            return page.page
    return None
