"""Follow a handle to what it means, or say what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from peerchallenge.assemble import dating, handles
from peerchallenge.assemble.handles import Planned, Target
from peerchallenge.problems import Problem, Severity
from peerchallenge.read.parsed import Parsed, Steps
from peerchallenge.schema.document import Document, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One plan's actions, with the council it belongs to and the days between which it is in force."""

    parsed: Parsed
    council: str
    begins: date | None
    ends: date | None
    actions: Mapping[str, Planned]

    def in_force(self, when: date | None) -> bool:
        """Whether this is the current plan on a day; with no day, whether it is at the end."""
        if when is None:
            return self.ends is None
        return (self.begins is None or self.begins <= when) and (self.ends is None or when < self.ends)


def recommendation(
    parsed: Parsed, steps: Steps, word: str, known: Mapping[str, Target], *, complete: bool
) -> Target | Problem:
    """Find the recommendation or part that a word means.

    Where the list is not complete, a handle that names nothing is a warning, unless it is nearly one that is there.
    """
    if word in known:
        return known[word]
    near = handles.near_miss(word, known)
    some = ", ".join(list(dict.fromkeys(target.handle for target in known.values()))[:12])
    if near:
        message = f"There is no recommendation “{word}” in this challenge."
        return parsed.problem(*steps, code="unknown-handle", message=message, suggestion=f"Did you mean “{near}”?")
    if complete:
        return parsed.problem(
            *steps,
            code="unknown-handle",
            message=f"There is no recommendation “{word}” in this challenge.",
            suggestion=f"Write one of these as printed: {some}.",
        )
    return parsed.problem(
        *steps,
        code="handle-not-held",
        message=f"Recommendation “{word}” is not in the documents held, so nothing can be shown beside it.",
        suggestion="Add the letter or report with its recommendations when it is published.",
        severity=Severity.WARNING,
    )


def plans(planned: Iterable[Planned], documents: tuple[Parsed, ...], council_of: Mapping[str, str]) -> tuple[Plan, ...]:
    """Group actions by plan and find out when each plan was in force."""
    by_path: dict[str, dict[str, Planned]] = {}
    for entry in planned:
        by_path.setdefault(entry.parsed.source.path, {})[entry.handle] = entry
    by_path_parsed = {parsed.source.path: parsed for parsed in documents}
    return tuple(
        Plan(
            parsed=by_path_parsed[path],
            council=council_of[path],
            begins=dating.day(by_path_parsed[path]),
            ends=_superseded_on(by_path_parsed[path], documents),
            actions=actions,
        )
        for path, actions in by_path.items()
    )


def _superseded_on(parsed: Parsed, documents: tuple[Parsed, ...]) -> date | None:
    document = parsed.data
    if not isinstance(document, Document) or not document.superseded_by:
        return None
    if isinstance(document.superseded_by, Reference):
        when = document.superseded_by.date
        return (when.start if when else None) or date.max
    later = successor(document.superseded_by, documents)
    return (dating.day(later) or date.max) if later else None


def successor(name: str, documents: tuple[Parsed, ...]) -> Parsed | None:
    """Find the document that a file name in `superseded_by` means, with or without its ending."""
    wanted = name.removesuffix(".md")
    return next((parsed for parsed in documents if handles.stem(parsed) == wanted), None)


def action(parsed: Parsed, steps: Steps, word: str, all_plans: tuple[Plan, ...], council: str) -> Planned | Problem:
    """Find the action that a word means: in the plan that was in force, or in the one that the word names."""
    if "/" in word and not any(word in plan.actions for plan in all_plans):
        name, _, handle = word.rpartition("/")
        named = [plan for plan in all_plans if handles.stem(plan.parsed) == name]
        found = [plan.actions[handle] for plan in named if handle in plan.actions]
        return found[0] if found else _no_action(parsed, steps, word, all_plans)
    own = tuple(plan for plan in all_plans if not council or plan.council in {"", council})
    when = dating.said(parsed)
    in_force = [plan for plan in own if plan.in_force(when.end if when else None)]
    for candidates in (in_force, own):
        found = [plan.actions[word] for plan in candidates if word in plan.actions]
        if len(found) == 1:
            return found[0]
        if found:
            names = " or ".join(f"“{handles.stem(entry.parsed)}/{word}”" for entry in found)
            return parsed.problem(
                *steps,
                code="ambiguous-handle",
                message=f"More than one plan has an action “{word}”.",
                suggestion=f"Say which: {names}.",
            )
    return _no_action(parsed, steps, word, own)


def _no_action(parsed: Parsed, steps: Steps, word: str, own: tuple[Plan, ...]) -> Problem:
    known = [handle for plan in own for handle in plan.actions]
    near = handles.near_miss(word, known)
    listed = f"Actions are called: {', '.join(known[:12])}{' …' if len(known) > 12 else ''}." if known else ""
    return parsed.problem(
        *steps,
        code="unknown-handle" if known else "handle-not-held",
        message=f"There is no action “{word}” in the council's plan.",
        suggestion=f"Did you mean “{near}”?" if near else listed or "Add the action plan when it is published.",
        severity=Severity.ERROR if known else Severity.WARNING,
    )
