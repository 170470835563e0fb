"""The page of all that is left to do, over every challenge."""

from __future__ import annotations

from datetime import date

from peerchallenge.pages import Crumb, TodoPage
from peerchallenge.problems import Problem
from peerchallenge.records import Library
from peerchallenge.todo import papers
from peerchallenge.todo.groups import PRESSING, grouped
from peerchallenge.todo.panel import PROGRAM, tasks
from peerchallenge.todo.scope import whole

URL = "/-/to-do/"
"""Where the preview shows it; no published page has such an address."""


def todo(library: Library, problems: tuple[Problem, ...], today: date, program: str = PROGRAM) -> TodoPage:
    """Gather what is left to do in everything; `program` is how the commands begin."""
    found = [task for challenge in library.challenges for task in tasks(whole(challenge, today, program))]
    found += papers.of_pages(library.pages, library.pages)
    return TodoPage(
        url=URL,
        title="What is left to do",
        description="Everything that waits for somebody, the most pressing first. Only the preview shows this page.",
        crumbs=(Crumb(title="Home", url="/"),),
        groups=grouped((*found, *papers.warnings(problems, papers.places(library.challenges))), PRESSING),
    )
