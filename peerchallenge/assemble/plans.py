"""Make the records of actions, each with the recommendations it serves and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from peerchallenge import addresses
from peerchallenge.assemble import handles, resolve
from peerchallenge.assemble.folder import Folder
from peerchallenge.assemble.handles import Planned, Target
from peerchallenge.assemble.progress import Told
from peerchallenge.problems import Problem
from peerchallenge.read.parsed import Parsed
from peerchallenge.records import Action, Link
from peerchallenge.schema.document import Document, Reference
from peerchallenge.timetable import slippage

Served = Mapping[tuple[str, str], tuple[Target | str, ...]]
"""What each action serves: a recommendation or part, or the word for one that is not held."""


def served(
    planned: tuple[Planned, ...], known: Mapping[str, Target], *, complete: bool
) -> tuple[Served, tuple[Problem, ...]]:
    """Find out which recommendations each action is for."""
    found: dict[tuple[str, str], tuple[Target | str, ...]] = {}
    problems: list[Problem] = []
    for entry in planned:
        targets: list[Target | str] = []
        for index, word in enumerate(entry.data.for_):
            steps = ("actions", entry.position, "for", index)
            target = resolve.recommendation(entry.parsed, steps, word, known, complete=complete)
            if isinstance(target, Problem):
                problems.append(target)
            targets.append(word if isinstance(target, Problem) else target)
        found[entry.key] = tuple(targets)
    return found, tuple(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where actions belong: the links to recommendations by their handle, the challenge and its year."""

    names: Mapping[str, Link]
    challenge: Link
    year: int | None


def actions(
    folder: Folder, planned: tuple[Planned, ...], targets: Served, where: Where, updates: tuple[Told, ...]
) -> dict[tuple[str, str], Action]:
    """Make every action's record, by its key."""
    made = {}
    for entry in planned:
        serves = []
        for target in targets[entry.key]:
            link = Link(title=f"Recommendation {target}") if isinstance(target, str) else where.names[target.handle]
            serves.append(link)
        data, council = entry.data, folder.council(entry.parsed)
        superseded, ended = (
            superseded_by(folder, entry.parsed),
            folder.ended(folder.council_of[entry.parsed.source.path]),
        )
        own = tuple(told.update for told in updates if told.action == entry.key)
        made[entry.key] = Action(
            handle=entry.handle,
            ref=data.ref,
            anchor=f"action-{addresses.slug(handles.stem(entry.parsed))}-{addresses.slug(entry.handle)}",
            text=folder.convert.passage(data.action),
            owners=data.owner,
            accountable=data.accountable,
            due=data.due,
            measure=folder.convert.passage(data.measure),
            everyday=data.kind == "business-as-usual",
            council=council,
            document=folder.link(entry.parsed),
            serves=tuple(dict.fromkeys(serves)),
            superseded=superseded,
            updates=own,
            challenge=where.challenge,
            year=where.year,
            hosts=(council,) if council else tuple(folder.councils.values()),
            dates=slippage.slippage(
                data.due,
                own,
                superseded=superseded,
                everyday=data.kind == "business-as-usual",
                ended=ended,
                today=folder.today,
            ),
        )
    return made


def superseded_by(folder: Folder, parsed: Parsed) -> Link | None:
    """Give what took a document's place, where something did."""
    data = parsed.data
    if not isinstance(data, Document) or not data.superseded_by:
        return None
    if isinstance(data.superseded_by, Reference):
        return Link(title=data.superseded_by.title, url=data.superseded_by.link or "")
    later = resolve.successor(data.superseded_by, folder.documents)
    return folder.link(later) if later else None
