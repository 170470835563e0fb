"""The actions of a plan, the answers and what is said of progress, as they were taken from its rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from peerchallenge.importing.outcome import Doubt, Left
from peerchallenge.importing.plans.due_words import NO_DUE, Due


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One action as it can be written. `text` and `said` are words as they stand in the table.

    `handle` is the name by which an update means it. `asked` is what is shown of its status without a word.
    `remarks` are lines that stand beside it.
    """

    where: str
    text: str
    serves: tuple[str, ...] = ()
    ref: str = ""
    handle: str = ""
    owners: tuple[str, ...] = ()
    accountable: tuple[str, ...] = ()
    due: Due = NO_DUE
    measure: str = ""
    status: str = ""
    said: tuple[str, ...] = ()
    evidence: str = ""
    reason: str = ""
    done: str = ""
    asked: str = ""
    dates: str = ""
    """What the table says of dates, under its own headings."""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the council says to a recommendation in a column of its own."""

    to: tuple[str, ...]
    decision: str
    words: str
    where: str


@dataclass(slots=True)
class Taken:
    """What the rows hold, and what is doubtful in them."""

    entries: list[Entry] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
