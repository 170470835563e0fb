"""What is left to do, which the preview alone shows: a panel beside each page, and one page of all of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from markupsafe import Markup

from peerchallenge.pages.common import Page
from peerchallenge.records import NOWHERE, Link, Timing


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One of the things that a task is about: an action, a recommendation."""

    link: Link
    """Its name and its page."""
    words: Markup = Markup()  # noqa: RUF009 - Markup is a string and never changes
    """What it says, of which the first words are shown."""
    lang: str = ""
    """The language of those words, where not English."""
    by: str = ""
    """By when, in words."""
    timing: Timing | None = None
    """How it stands to that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do."""

    group: str
    """The group it belongs to."""
    what: str
    """What is to be done, or what is wrong."""
    url: str = ""
    """The page that shows it; empty where there is none."""
    challenge: Link = NOWHERE
    """The challenge it belongs to."""
    whose: str = ""
    """Which council’s it is, where several share the challenge."""
    by: str = ""
    """By when, in words."""
    day: date | None = None
    """The day by which tasks are put in order."""
    timing: Timing | None = None
    """How it stands to that day."""
    items: tuple[Item, ...] = ()
    """What it is about, where that is more than the task itself says."""
    note: str = ""
    """How the day is reckoned, what the public sees meanwhile, or how to mend it."""
    file: str = ""
    """The file to write in, with the line where that is known."""
    is_new: bool = False
    """Whether that file is not there yet."""
    command: str = ""
    """The command that begins the file, where one does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskGroup:
    """Tasks of one kind."""

    id: str
    """Its id on the page."""
    title: str
    """What they have in common."""
    tasks: tuple[Task, ...]
    """The tasks, the most pressing first; of very many only the first."""
    total: int
    """How many things they are about."""
    left_out: int = 0
    """How many tasks are not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LongSentence:
    """A sentence that is hard to take in at one reading."""

    text: str
    """Its words, or the first of them."""
    words: int
    """How many words it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How long a text is and how hard to read."""

    words: int
    """How many words it has."""
    age: str = ""
    """The age from which it can be read, in words: “about 14”; empty where it is not reckoned."""
    why: str = ""
    """Why no age is reckoned, or why it is no advice to change anything."""
    aim: str = ""
    """The age to aim for; empty where the words are not the council’s to change."""
    long: tuple[LongSentence, ...] = ()
    """Its longest sentences, where they may be made shorter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel(Page):
    """What is left to do for one page; a fragment that the preview puts beside it."""

    template: ClassVar[str] = "parts/panel.html"

    has_own: bool
    """Whether the page shows anything that can have something left to do."""
    groups: tuple[TaskGroup, ...]
    """What is left to do, the most pressing first."""
    next: Task | None
    """The deadline that comes next."""
    reading: Reading | None
    """How long the text of the page is and how hard to read, where it has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TodoPage(Page):
    """What is left to do in everything that was written."""

    template: ClassVar[str] = "pages/todo.html"

    groups: tuple[TaskGroup, ...]
    """What is left to do, the most pressing first."""
