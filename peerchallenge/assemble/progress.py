"""Join dated progress to the actions and recommendations it is about; it never sums up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from peerchallenge.assemble import dating, doubts, resolve
from peerchallenge.assemble.folder import Folder
from peerchallenge.assemble.handles import Planned, Target
from peerchallenge.assemble.resolve import Plan
from peerchallenge.problems import Problem
from peerchallenge.read.parsed import Parsed
from peerchallenge.records import Update
from peerchallenge.records.action import COUNCIL
from peerchallenge.schema import answers

SAID_BY = {"council": COUNCIL, "peer-team": "The peer team", "scrutiny": "Scrutiny", "auditor": "The auditor"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One update, with the action or the recommendation it is about; None where it is not held."""

    parsed: Parsed
    position: int
    update: Update
    action: tuple[str, str] | None
    recommendation: Target | None


def told(
    folder: Folder, known: Mapping[str, Target], plans: tuple[Plan, ...], *, complete: bool
) -> tuple[tuple[Told, ...], tuple[Problem, ...]]:
    """Read every update of the folder, oldest first, with what is wrong with them."""
    found: list[Told] = []
    problems: list[Problem] = []
    for parsed in folder.documents:
        if not isinstance(parsed.data, answers.Reporting):
            continue
        for position, data in enumerate(parsed.data.updates):
            steps = ("updates", position)
            problems.extend(_doubts(folder, parsed, position, data))
            about: Planned | Target | Problem
            if data.action:
                council = folder.council_of[parsed.source.path]
                about = resolve.action(parsed, (*steps, "action"), data.action, plans, council)
            else:
                about = resolve.recommendation(
                    parsed, (*steps, "recommendation"), data.recommendation, known, complete=complete
                )
            if isinstance(about, Problem):
                problems.append(about)
            found.append(
                Told(
                    parsed=parsed,
                    position=position,
                    update=_update(folder, parsed, data),
                    action=about.key if isinstance(about, Planned) else None,
                    recommendation=about if isinstance(about, Target) else None,
                )
            )
    return tuple(sorted(found, key=_when)), tuple(problems)


def _when(entry: Told) -> tuple[str, str, int]:
    date = entry.update.date
    return (date.start.isoformat() if date and date.start else "", entry.parsed.source.name, entry.position)


def _update(folder: Folder, parsed: Parsed, data: answers.Update) -> Update:
    said_by = data.said_by or (parsed.data.said_by if isinstance(parsed.data, answers.Reporting) else None)
    return Update(
        date=dating.said(parsed),
        said_by=SAID_BY[said_by.value if said_by else "council"],
        council=folder.council(parsed),
        status=folder.words.read(data.status, _councils(folder, parsed)) if data.status else None,
        words=folder.convert.passage(data.words),
        evidence=folder.convert.passage(data.evidence),
        due=data.due,
        reason=folder.convert.passage(data.reason),
        done=data.done,
        document=folder.link(parsed),
    )


def _councils(folder: Folder, parsed: Parsed) -> tuple[str, ...]:
    own = folder.council_of[parsed.source.path]
    return (own,) if own else folder.hosts


def _doubts(folder: Folder, parsed: Parsed, position: int, data: answers.Update) -> Iterator[Problem]:
    status = folder.words.read(data.status, _councils(folder, parsed)) if data.status else None
    if data.status and status is None:
        yield folder.words.unmapped(parsed, ("updates", position, "status"), data.status)
    yield from doubts.of_update(parsed, position, data, status)
