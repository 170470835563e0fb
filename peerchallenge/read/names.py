"""What a file's name says of it: the kind of document, the council, a label, the language; it opens no file."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from dataclasses import dataclass

from pydantic_core import PydanticCustomError

from peerchallenge.problems import Problem, Severity, nearest
from peerchallenge.read.parsed import problem_at
from peerchallenge.schema import dates
from peerchallenge.schema.document import Document
from peerchallenge.schema.kinds import KINDS
from peerchallenge.sources import Source

_BY_KIND = {kind.kind: kind for kind in KINDS}
_OTHER_NAMES = {
    "feedback-letter": "letter",
    "feedback": "letter",
    "feedback-report": "report",
    "index": "challenge",
    "readme": "challenge",
    "responses": "response",
    "council-response": "response",
    "plan": "action-plan",
    "actions": "action-plan",
    "progress": "update",
    "review": "progress-review",
    "progress-update": "update",
    "position": "position-statement",
    "summary": "executive-summary",
}


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of a file's name: `response.redditch.2025.cy.md`."""

    model: type[Document]
    council: str = ""
    labels: tuple[str, ...] = ()
    language: str = "en"


def read(source: Source, councils: Collection[str]) -> tuple[Name | None, tuple[Problem, ...]]:
    """Read the name of a file in a challenge's folder; `councils` are the ids of all councils."""
    file = source.name.rsplit("/", 1)[-1]
    kind, *parts = file.removesuffix(".md").split(".")
    if kind not in _BY_KIND:
        return None, (_unknown_kind(source, file, kind),)
    language = "cy" if parts and parts[-1] == "cy" else "en"
    parts = parts[:-1] if language == "cy" else parts
    named = [part for part in parts if part in councils]
    labels = tuple(part for part in parts if part not in councils)
    wrong = [problem for part in labels if (problem := _wrong_label(source, file, part, councils))]
    if len(named) > 1:
        message = f"The name holds two councils: {named[0]} and {named[1]}."
        wrong.append(_of_name(source, message, "One document belongs to one council, or to all: keep one, or none."))
    return Name(_BY_KIND[kind], named[0] if named else "", labels, language), tuple(wrong)


def _unknown_kind(source: Source, file: str, kind: str) -> Problem:
    tidy = kind.casefold().replace("_", "-").replace(" ", "-")
    known = {kind: kind for kind in _BY_KIND} | _OTHER_NAMES
    begins = max((name for name in known if tidy.startswith(f"{name}-")), key=len, default="")
    labelled = f"{known[begins]}.{tidy[len(begins) + 1 :]}" if begins else ""
    meant = known.get(tidy) or labelled or nearest(tidy, _BY_KIND)
    rest = file[len(kind) :]
    message = f"“{kind}” is not a kind of document. The kinds are: {', '.join(_BY_KIND)}."
    return _of_name(source, message, f"Did you mean {meant}{rest}?" if meant else "Rename the file.")


def _wrong_label(source: Source, file: str, part: str, councils: Collection[str]) -> Problem | None:
    if not part:
        return _of_name(source, "The name has two dots with nothing between them.", "Take one out.")
    if part.casefold() in {"cy", "welsh", "cymraeg"}:
        stem = ".".join(p for p in file.removesuffix(".md").split(".") if p != part)
        return _of_name(source, f"“{part}” is not where a Welsh file says so.", f"Rename the file to {stem}.cy.md.")
    if part.casefold() in {"draft", "embargo", "embargoed"}:
        stem = ".".join(p for p in file.removesuffix(".md").split(".") if p != part)
        message = f"“{part}” in the name of a file keeps nothing back: it would be published."
        return _of_name(source, message, f"Rename it to {stem}.md; in it, write “draft: true” or “embargo_until: …”.")
    close = difflib.get_close_matches(part.casefold(), councils, n=1, cutoff=0.75)
    if close:
        message = f"“{part}” in the name is nearly a council's id, “{close[0]}”, but not the same."
        return _of_name(source, message, f"Rename the file to {file.replace(f'.{part}.', f'.{close[0]}.')}.")
    if part[:1].isdigit():
        try:
            dates.read(part)
        except PydanticCustomError:
            message = f"“{part}” in the name is not a day in the calendar."
            return _of_name(source, message, "Write year-month (2025-11) or year-month-day (2025-11-30).")
    return None


def _of_name(source: Source, message: str, suggestion: str, severity: Severity = Severity.ERROR) -> Problem:
    return problem_at(source, 0, 0, code="file-name", message=message, suggestion=suggestion, severity=severity)
