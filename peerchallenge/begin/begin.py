"""Begin a file: ask for what it needs, prove that it can be read, then write it; it knows no kind of file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from peerchallenge.begin import known as content
from peerchallenge.begin import questions, writing
from peerchallenge.begin.kinds import KINDS
from peerchallenge.begin.known import Known
from peerchallenge.begin.questions import Answers, RefusedError
from peerchallenge.begin.skeletons import Skeleton
from peerchallenge.problems import ContentError, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """The file that was written, what to fill in, and the command that comes after it."""

    path: Path
    todo: str
    after: str


def begin(kind: str, folder: Path, given: Mapping[str, str], today: date) -> Begun:
    """Write a new file of a kind, from options by name and from answers; nothing is written unless all is right."""
    if not kind and not questions.there():
        raise RefusedError(f"Say what to begin: {', '.join(f'new {name}' for name in KINDS)}.")
    found = content.known(folder, today)
    if not kind:
        choices = [(name, own.what) for name, own in KINDS.items()]
        what = "What would you like to begin?"
        kind = Answers(given={}, asks=True).get("kind", what, questions.one_of(KINDS), choices=choices)
    chosen = KINDS[kind]
    skeleton = chosen.make(found, questions.answers(kind, given, chosen.needs, chosen.may))
    _write(found, skeleton)
    return Begun(path=found.path(skeleton.name), todo=skeleton.todo, after=skeleton.after)


def _write(found: Known, skeleton: Skeleton) -> None:
    """Write what was made, once it is proved that it can be read and breaks nothing."""
    path = found.path(skeleton.name)
    if path.suffix != ".md":
        before = path.read_bytes() if path.exists() else b""
        _prove_council(found, skeleton.name, writing.ended(before, skeleton.text))
        writing.append(path, skeleton.text, found.folder)
        return
    if path.exists():
        raise ContentError([writing.there(path)])
    if (welsh := path.with_suffix(".cy.md")).exists():
        raise ContentError([_hidden(welsh, path.name)])
    if skeleton.name.startswith("challenges/"):
        content.prove(found, skeleton.name, skeleton.text)
    writing.create(path, skeleton.text, found.folder)


def _hidden(welsh: Path, name: str) -> Problem:
    message = "This is the Welsh version of what you would begin, and a draft beside it would take it off the site."
    suggestion = f"Write {name} by hand, without “draft: true”. docs/content.md says what may stand in it."
    return Problem(path=welsh.as_posix(), code="welsh-only", message=message, suggestion=suggestion)


def _prove_council(found: Known, name: str, data: bytes) -> None:
    """Refuse a list of councils that would not be read as it is now with one council more."""
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    if content.adds_one(found, name, text):
        return
    if found.wrong_councils:
        raise ContentError(found.wrong_councils)
    message = "Nothing can be added at the end of this file: it is no list with a hyphen before each council."
    suggestion = "Put a hyphen and a space before each “id”, and the other keys below it two spaces further in."
    path = found.path(name).as_posix()
    raise ContentError([Problem(path=path, code="no-list", message=message, suggestion=suggestion)])
