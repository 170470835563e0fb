"""Leave out what may not be published yet: drafts, and documents under embargo."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from pydantic_core import PydanticCustomError

from peerchallenge.problems import Problem, Severity
from peerchallenge.read import fence
from peerchallenge.read.parsed import Parsed
from peerchallenge.schema import dates
from peerchallenge.schema.document import Document
from peerchallenge.sources import Inputs, Source
from peerchallenge.terms import count

_DRAFT = re.compile(r"""^["']?draft["']?\s*:\s*["']?(true|yes|on|t|y|1)\b""", re.IGNORECASE | re.MULTILINE)
_NO = {"false", "no", "off", "f", "n", "0"}
_MARK = re.compile("draft|embargo_until")
_NO_DAY = date.max
"""Until when a draft is held back: nobody can say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A file that is held back by what it says itself; `until` is None for a draft, `others` hang on it."""

    path: str
    until: date | None
    others: int = 0

    def __str__(self) -> str:
        """Say in a line what is held back, until when, and how much with it."""
        why = f"under embargo until {dates.spell(self.until)}" if self.until else "draft"
        return f"{self.path}: {why}" + (f", and with it {count(self.others, 'other file')}" if self.others else "")


def is_held(document: Document, today: date) -> bool:
    """Whether a document is a draft or under embargo.

    `today` is the day in Europe/London by which embargoes are judged; one lifts with its day's first minute.
    """
    return _until(document, today) is not None


def held_back(written: Iterable[Parsed], today: date) -> frozenset[str]:
    """Give the names of the files that may not be published."""
    return frozenset(_days(tuple(written), today))


def marked(written: Iterable[Parsed], today: date) -> tuple[Parsed, ...]:
    """Mark the files that may not be published, for a copy that shows them all the same."""
    files = tuple(written)
    days = _days(files, today)
    return tuple(replace(p, held=_in_words(days[p.source.name])) if p.source.name in days else p for p in files)


def without_drafts(inputs: Inputs) -> Inputs:
    """Leave out drafts before they are read in full, so that what is wrong in one never stops a public build."""
    gone = _gone(inputs, [source.name for source in inputs.texts if _says_draft(source)])
    return replace(
        inputs,
        texts=tuple(source for source in inputs.texts if source.name not in gone),
        originals=tuple(original for original in inputs.originals if original.name not in gone),
        unread=inputs.unread - gone,
    )


def outside_drafts(problems: Iterable[Problem], inputs: Inputs, shown: Inputs) -> Iterator[Problem]:
    """Leave out what is wrong in drafts and in the folders of draft challenges: they never stop a public build."""
    left = {source.name for source in shown.texts}
    drafts = {source.name: source for source in inputs.texts if source.name not in left}
    root = next((source.path.removesuffix(source.name) for source in drafts.values()), "")
    names = _names(inputs)
    for problem in problems:
        name = problem.path.removeprefix(root)
        if not (drafts and problem.path.startswith(root) and drafts.keys() & set(_above(name, names))):
            yield problem


def unpaired(problems: Iterable[Problem], inputs: Inputs, shown: Inputs) -> Iterator[Problem]:
    """Leave out that a folder's original has no text beside it, where that text is there and only a draft."""
    drafts = {_stem(source.path) for source in inputs.texts} - {_stem(source.path) for source in shown.texts}
    return (problem for problem in problems if problem.code != "not-read" or _stem(problem.path) not in drafts)


def _stem(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]


def hidden(held: Iterable[str], names: Collection[str]) -> frozenset[str]:
    """Give every file that is hidden with those held back.

    A document hides its Welsh words, and a Welsh file only itself. A challenge that is held back hides its folder.
    """
    own = frozenset(held)
    return own | {name for name in names if not own.isdisjoint(_above(name, names))} if own else own


def told(texts: Iterable[Source], held: frozenset[str], today: date) -> tuple[Waiting, ...]:
    """Tell of each file that is held back by what it says itself, what falls due first before the others.

    `held` are the names of all that is held back. Drafts, which were never read in full, are told of like the rest.
    """
    by_name = {source.name: source for source in texts}
    days = {name: day for name in held if name in by_name and (day := _day_of(by_name[name], today))}
    above = (next((other for other in _above(name, by_name) if other in days), "") for name in held - days.keys())
    others = Counter(above)
    return by_day(
        Waiting(path=by_name[name].path, until=None if day == _NO_DAY else day, others=others[name])
        for name, day in days.items()
    )


def by_day(waiting: Iterable[Waiting]) -> tuple[Waiting, ...]:
    """Put what falls due first before the others, and drafts last."""
    return tuple(sorted(waiting, key=lambda one: (one.until or _NO_DAY, one.path)))


def softened(problems: Iterable[Problem], held: Collection[str]) -> Iterator[Problem]:
    """Only warn of a number that names nothing where a file of the folder is held back, for it may stand there."""
    for problem in problems:
        if held and problem.code == "unknown-handle":
            suggestion = f"It may stand in a file that is held back. {problem.suggestion}".rstrip()
            yield replace(problem, severity=Severity.WARNING, suggestion=suggestion)
        else:
            yield problem


def _until(document: Document, today: date) -> date | None:
    """Give the day from which a document may be published; None where it may be now."""
    if document.draft:
        return _NO_DAY
    lifts = (document.embargo_until.start or _NO_DAY) if document.embargo_until else None
    return lifts if lifts and lifts > today else None


def _days(written: tuple[Parsed, ...], today: date) -> Mapping[str, date]:
    """Give the day from which each file that is held back may be published: the last of those of all it hangs on."""
    files = {p.source.name: _until(p.data, today) for p in written if isinstance(p.data, Document)}
    own = {name: day for name, day in files.items() if day}
    names = hidden(own, files.keys())
    return {name: max(own[above] for above in _above(name, files) if above in own) for name in names}


def _above(name: str, names: Collection[str]) -> Iterator[str]:
    """Give the files that hide a file with them: itself, the one in English, and the one about its challenge."""
    yield name
    if name.endswith(".cy.md"):
        yield name.removesuffix(".cy.md") + ".md"
    if name.startswith("challenges/"):
        event = "/".join((*name.split("/")[:2], "challenge"))
        yield f"{event}.md" if f"{event}.md" in names else f"{event}.cy.md"


def _gone(inputs: Inputs, drafts: Iterable[str]) -> frozenset[str]:
    names = _names(inputs)
    return hidden(drafts, names | {original.name for original in inputs.originals})


def _names(inputs: Inputs) -> frozenset[str]:
    return inputs.unread | {source.name for source in inputs.texts}


def _says_draft(source: Source) -> bool:
    """Whether a file says in its details that it is a draft, as far as that can be seen without reading them."""
    is_read = source.name.startswith(("challenges/", "pages/")) and source.name.endswith(".md")
    if not is_read or not source.text.startswith("---"):
        return False
    return bool(_DRAFT.search(source.text, 0, _end(source.text)))


def _end(text: str) -> int:
    """Give the place at which a file's details end, at the latest."""
    end = text.find("\n---")
    return end if end > 0 else len(text)


def _day_of(source: Source, today: date) -> date | None:
    """Give the day from which a file may be published, as far as its details can be read."""
    if _says_draft(source):
        return _NO_DAY
    split, _ = fence.split(source, ()) if _MARK.search(source.text, 0, _end(source.text)) else (None, ())
    details = split.tree.value if split else {}
    if str(details.get("draft", "no")).casefold() not in _NO:
        return _NO_DAY
    if "embargo_until" not in details:
        return None
    try:
        lifts = dates.read(str(details["embargo_until"])).start
    except PydanticCustomError:
        return None
    return lifts if lifts and lifts > today else None


def _in_words(day: date) -> str:
    return "Draft" if day == _NO_DAY else f"Under embargo until {dates.spell(day)}, 00:00"
