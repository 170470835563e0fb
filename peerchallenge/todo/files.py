"""Which file to write in, and the command that begins it where it is not there yet; it reads no disk."""

from __future__ import annotations

from dataclasses import dataclass

from peerchallenge.records import Document, Link
from peerchallenge.todo.scope import Scope

_FINDINGS = frozenset({"letter", "report"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A file, whether it is still to be made, and the command that begins it; empty where none does."""

    file: str
    is_new: bool = False
    command: str = ""


def for_step(scope: Scope, step: str, council: Link | None, held: Document | None) -> Place:
    """Give the file that meets a step of the timetable; one that is `held` back need only be let go."""
    if held:
        return Place(file=held.path)
    if step == "report":
        return Place(file=scope.folder + "letter.md", is_new=True, command=_command(scope, "letter", council))
    if step == "response":
        return for_answers(scope, council)
    return Place(file=scope.folder + "progress-review.md", is_new=True)


def for_answers(scope: Scope, council: Link | None) -> Place:
    """Give the file that holds a council's answers."""
    there = next((own.path for own in scope.of(council) if own.kind == "response" and own.lang == "en"), "")
    if there:
        return Place(file=there)
    apart = f".{_id(council)}" if council and scope.whose(council) else ""
    begins = any(own.kind in _FINDINGS for own in scope.challenge.documents)
    command = _command(scope, "response", council) if begins else ""
    return Place(file=f"{scope.folder}response{apart}.md", is_new=True, command=command)


def for_update(scope: Scope, council: Link | None) -> str:
    """Give the command that begins an update."""
    return _command(scope, "update", council)


def _command(scope: Scope, kind: str, council: Link | None) -> str:
    apart = f" --council {_id(council)}" if council and scope.whose(council) else ""
    content = scope.folder.removesuffix(f"challenges/{scope.challenge.id}/").rstrip("/")
    elsewhere = "" if content == "content" else f' --content "{content}"'
    return f"{scope.program} new {kind} --challenge {scope.challenge.id}{apart}{elsewhere}"


def _id(council: Link) -> str:
    return council.url.rstrip("/").rpartition("/")[2]
