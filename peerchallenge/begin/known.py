"""What the content holds already: its councils and challenges, and one challenge joined; it writes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from peerchallenge import pipeline
from peerchallenge.options import Options
from peerchallenge.problems import ContentError, Problem, any_errors
from peerchallenge.read import files, parse
from peerchallenge.records import Challenge as Joined
from peerchallenge.records import Library
from peerchallenge.schema.challenge import Challenge
from peerchallenge.schema.site import Council
from peerchallenge.sources import Inputs, Source

SHARED = ("site.", "councils.", "councils/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A challenge's folder: its id, the names of its files, and what its `challenge.md` says if it can be read."""

    id: str
    files: frozenset[str]
    data: Challenge | None = None

    @property
    def name(self) -> str:
        """What it is called: its title, else its councils and its kind."""
        if self.data is None:
            return self.id
        return self.data.title or f"{', '.join(self.data.councils)}: {self.data.type}"

    @property
    def last(self) -> date:
        """The last day of the visit, by which the newest is found."""
        visit = self.data.onsite if self.data else None
        return visit.end.end if visit and visit.end.end else date.min

    def has(self, *kinds: str) -> bool:
        """Whether it has a document of one of these kinds."""
        return any(name.partition(".")[0] in kinds for name in self.files)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Everything that was read, and the councils and challenges in it, the newest challenge first."""

    folder: Path
    inputs: Inputs
    unread: tuple[Problem, ...]
    councils: tuple[Council, ...]
    wrong_councils: tuple[Problem, ...]
    events: tuple[Event, ...]
    options: Options

    def council(self, council_id: str) -> Council:
        """Give a council that is known."""
        return next(council for council in self.councils if council.id == council_id)

    def path(self, name: str) -> Path:
        """Give the place of a file, from its name in the content."""
        return self.folder / name


def known(folder: Path, today: date) -> Known:
    """Read the content, drafts too."""
    if not folder.is_dir():
        message = f"There is no folder “{folder}” here, so there is nothing to begin a file in."
        suggestion = "Start this command in the folder that holds “content”, or name it with --content."
        raise ContentError([Problem(path=folder.as_posix(), code="no-content", message=message, suggestion=suggestion)])
    inputs, unread = files.read(folder)
    events = tuple(source for source in inputs.texts if source.name.endswith(("/challenge.md", "/challenge.cy.md")))
    written, wrong = parse.parse(replace(within(inputs, *SHARED), texts=(*_shared(inputs), *events)))
    data = {p.challenge: p.data for p in written.documents if isinstance(p.data, Challenge)}
    found = (Event(id=name, files=own, data=data.get(name)) for name, own in _folders(inputs).items())
    return Known(
        folder=folder,
        inputs=inputs,
        unread=unread,
        councils=tuple(p.data for p in written.councils if isinstance(p.data, Council)),
        wrong_councils=tuple(
            p for p in (*unread, *wrong) if p.is_error and p.path.endswith(("/councils.yml", "/councils.yaml"))
        ),
        events=tuple(sorted(found, key=lambda event: (-event.last.toordinal(), event.id))),
        options=Options(today=today, embargo_day=today, drafts=True, search=False),
    )


def challenge(known: Known, folder_id: str) -> tuple[Joined, Library]:
    """Give a challenge with everything that is joined to it; where it cannot be, what has to be mended first."""
    own = within(known.inputs, *SHARED, f"challenges/{folder_id}/")
    unread = [problem for problem in known.unread if f"/challenges/{folder_id}/" in problem.path]
    joined = pipeline.join(own, unread, known.options)
    found = next((entry for entry in joined.library.challenges if entry.id == folder_id), None)
    if found is None:
        raise ContentError(joined.problems)
    return found, joined.library


def prove(known: Known, name: str, text: str) -> None:
    """Join a new document to what is there, and raise `ContentError` where anything would be wrong that was not."""
    own = within(known.inputs, *SHARED, name[: name.rindex("/") + 1])
    source = Source(path=known.path(name).as_posix(), name=name, text=text)
    before = pipeline.join(own, (), known.options).problems
    after = pipeline.join(replace(own, texts=(*own.texts, source)), (), known.options).problems
    new = tuple(problem for problem in after if problem not in before)
    if any_errors(new):
        raise ContentError(new)


def adds_one(known: Known, name: str, text: str) -> bool:
    """Whether the councils would be those that are known and one more, if a file of theirs held this text."""
    others = tuple(source for source in _shared(known.inputs) if source.name != name)
    source = Source(path=known.path(name).as_posix(), name=name, text=text)
    written, wrong = parse.parse(replace(within(known.inputs, *SHARED), texts=(*others, source), unread=frozenset()))
    said = {problem.message for problem in known.wrong_councils}
    if any(p.is_error and p.path == source.path and p.message not in said for p in wrong):
        return False
    ids = [parsed.data.id for parsed in written.councils if isinstance(parsed.data, Council)]
    old = [council.id for council in known.councils]
    return len(ids) == len(old) + 1 and {*old} < {*ids}


def text(known: Known, name: str) -> str:
    """Give what a file holds; nothing where it is not there."""
    return next((source.text for source in known.inputs.texts if source.name == name), "")


def within(inputs: Inputs, *beginnings: str) -> Inputs:
    """Leave out the texts and originals that stand elsewhere."""
    return replace(
        inputs,
        texts=tuple(source for source in inputs.texts if source.name.startswith(beginnings)),
        originals=tuple(original for original in inputs.originals if original.name.startswith(beginnings)),
        unread=frozenset(name for name in inputs.unread if name.startswith(beginnings)),
    )


def _shared(inputs: Inputs) -> tuple[Source, ...]:
    return within(inputs, *SHARED).texts


def _folders(inputs: Inputs) -> dict[str, frozenset[str]]:
    """Give the names of the texts in the folder of each challenge."""
    found: dict[str, set[str]] = {}
    names: Iterable[str] = (*(s.name for s in inputs.texts), *(o.name for o in inputs.originals), *inputs.unread)
    for name in names:
        top, *inner = name.split("/")
        if top == "challenges" and len(inner) > 1:
            found.setdefault(inner[0], set()).add(inner[-1])
    return {folder: frozenset(inside) for folder, inside in found.items()}
