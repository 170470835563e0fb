"""Gather from one folder what its timetable is made from: the rule, the visit, and when each document was published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from markupsafe import Markup

from peerchallenge.assemble import dating
from peerchallenge.assemble.folder import Folder
from peerchallenge.problems import Problem, Severity, did_you_mean
from peerchallenge.read.parsed import Parsed
from peerchallenge.records import Timetable
from peerchallenge.schema import answers, findings
from peerchallenge.schema.dates import Date
from peerchallenge.schema.document import Document
from peerchallenge.schema.kinds import ProgressReview
from peerchallenge.schema.site import RuleChange, Site
from peerchallenge.timetable import rules, steps
from peerchallenge.timetable.counting import due_day
from peerchallenge.timetable.rules import Chosen, RuleSet
from peerchallenge.timetable.steps import Event, Happened, Host

_WITHHELD = (
    ("review_report", r"\b(progress review|review of progress|revisit|return visit)\b"),
    ("response", r"\b(response|plan|answers?|ymateb|cynllun)\b"),
    ("report", r"\b(report|letter|feedback|findings|adroddiad|llythyr)\b"),
)
"""The words by which the document that is withheld is told, most particular first."""
_NATIONS = {
    **{name.casefold(): name for name in ("England", "Wales", "Scotland", "Northern Ireland")},
    "lloegr": "England",
    "cymru": "Wales",
    "yr alban": "Scotland",
    "gogledd iwerddon": "Northern Ireland",
}
"""The nations as they may be written, in English and Welsh."""


def timetable(folder: Folder) -> Timetable:
    """Set out the timetable of the folder's challenge."""
    data = folder.event_data
    event = Event(
        last=data.onsite.end if data.onsite else None, deadlines=data.deadlines, withheld=dict(_withheld(folder))
    )
    chosen = _chosen(folder)
    hosts = tuple(
        Host(link=link, ended=folder.ended(council), happened=dict(_happened(folder, council, chosen)))
        for council, link in folder.councils.items()
    )
    return steps.timetable(event, chosen, hosts, folder.today, folder.convert.passage)


def _chosen(folder: Folder) -> Chosen:
    data = folder.event_data
    bodies = [folder.bodies[council] for council in folder.hosts]
    nations = tuple(_NATIONS.get((body.nation or body.region).casefold(), body.nation) for body in bodies)
    last = data.onsite.end if data.onsite else None
    return rules.choose(folder.rules, data.rules or "", data.type, nations, " and ".join(data.run_by), last)


def _withheld(folder: Folder) -> Iterator[tuple[str, tuple[Markup, bool]]]:
    for entry in folder.event_data.withheld:
        step = next((step for step, words in _WITHHELD if re.search(words, entry.document, re.IGNORECASE)), None)
        if step:
            yield step, (folder.convert.passage(entry.reason), entry.confidential)


def _happened(folder: Folder, council: str, chosen: Chosen) -> Iterator[tuple[str, Happened]]:
    """Find the first document of each step that is the council's own or all councils'.

    One without any date may have been the first, and then nobody can say when the step was taken.
    """
    own = [parsed for parsed in folder.documents if folder.council_of[parsed.source.path] in {"", council}]
    reviews = [parsed for parsed in own if isinstance(parsed.data, ProgressReview)]
    taken = {
        "report": [p for p in own if isinstance(p.data, findings.Findings) and p not in reviews],
        "response": [p for p in own if _meets(p, chosen)],
        "review": reviews,
        "review_report": reviews,
    }
    for step, documents in taken.items():
        if documents:
            first = min(documents, key=lambda parsed: (_earliest(step, parsed, council), parsed.source.name))
            yield step, Happened(on=_on(step, first, council), document=folder.link(first))


def _earliest(step: str, parsed: Parsed, council: str) -> date:
    """Give the first day on which a document may have shown the step; one without any date may always have."""
    on = _on(step, parsed, council)
    return (on.start if on else dating.day(parsed)) or date.min


def _meets(parsed: Parsed, chosen: Chosen) -> bool:
    """Whether a document is the answer that the rule asks for: in Wales a response, elsewhere a plan."""
    if chosen.rule and chosen.rule.answer == "response":
        return isinstance(parsed.data, answers.CouncilResponse)
    is_plan = isinstance(parsed.data, answers.ActionPlan)
    return is_plan or (isinstance(parsed.data, answers.CouncilResponse) and bool(parsed.data.actions))


def _on(step: str, parsed: Parsed, council: str) -> Date | None:
    data = parsed.data
    if step == "review" and isinstance(data, ProgressReview):
        return data.onsite.end if data.onsite else None
    return dating.published(data, council)[0] if isinstance(data, Document) else None


def problems(folder: Folder) -> Iterator[Problem]:
    """Give what is wrong with the rule that is named, and days that were changed without a reason."""
    data, event = folder.event_data, folder.event
    if data.rules and data.rules not in folder.rules:
        yield event.problem(
            "rules",
            code="unknown-rules",
            message=f"There is no rule set “{data.rules}”.",
            suggestion=did_you_mean(data.rules, folder.rules) or f"There are: {', '.join(folder.rules)}.",
        )
    for step in ("report", "response", "review", "review_report"):
        own = getattr(data.deadlines, step)
        if own and own.due and due_day(own.due) is None:
            yield event.problem(
                "deadlines",
                step,
                "due",
                code="no-last-day",
                message=f"“{own.due}” does not say by when, so it cannot stand in the place of the rule’s day.",
                suggestion="Write the last day, or the month: 2025-09-30, September 2025.",
            )
        elif own and own.due and not own.reason:
            yield event.problem(
                "deadlines",
                step,
                code="no-reason",
                message=f"The day in the place of the rule’s ({own.due}) has no reason, and the page says so.",
                suggestion="Add “reason”: why another day holds here.",
                severity=Severity.WARNING,
            )
    yield from _before_the_visit(folder)
    chosen = _chosen(folder)
    if chosen.rule and chosen.rule.counts_from_election and not _election_known(folder, chosen):
        yield event.problem(
            "onsite",
            code="no-election",
            message="The day of the next ordinary election after this visit is not known, and the timetable needs it.",
            suggestion=f"Add it to site.yml:  rules: {{{chosen.rule.id}: {{elections: [2032-05-06]}}}}",
            severity=Severity.WARNING,
        )


def _before_the_visit(folder: Folder) -> Iterator[Problem]:
    """Warn of a letter or report that was published before the visit that it tells of."""
    visit = folder.event_data.onsite
    for parsed in folder.documents:
        if not isinstance(parsed.data, findings.Findings) or parsed.kind == "progress-review" or not visit:
            continue
        day = dating.published(parsed.data)[0]
        if day and day.end and visit.start.start and day.end < visit.start.start:
            yield parsed.problem(
                "published",
                code="before-the-visit",
                message=f"This was published on {day}, before the visit began ({visit.start}).",
                suggestion="Mend the year here, or in “onsite” in challenge.md.",
                severity=Severity.WARNING,
            )


def _election_known(folder: Folder, chosen: Chosen) -> bool:
    visit = folder.event_data.onsite
    last = visit.end.end if visit else None
    return last is None or any(day > last for day in (chosen.rule.elections if chosen.rule else ()))


def unknown_rules(site: Parsed | None, known: Mapping[str, RuleSet]) -> Iterator[Problem]:
    """Give rule sets in site.yml that there are not, and changes of what a rule set does not have."""
    if site is None or not isinstance(site.data, Site):
        return
    for name, change in site.data.rules.items():
        for key in _without_use(known.get(name), change):
            yield site.problem(
                "rules",
                name,
                key,
                code="rule-without",
                message=f"“{key}” of the rule set “{name}” cannot be changed so: it is not counted, or not so soon.",
                suggestion="Take the line out, or set the date in challenge.md under “deadlines”.",
            )
        if name not in known:
            yield site.problem(
                "rules",
                name,
                "@key",
                code="unknown-rules",
                message=f"There is no rule set “{name}” to change.",
                suggestion=did_you_mean(name, known) or f"There are: {', '.join(known)}.",
            )


def _without_use(rule: RuleSet | None, change: RuleChange) -> tuple[str, ...]:
    if rule is None:
        return ()
    elections = ("elections",) if change.elections and not rule.counts_from_election else ()
    counted = {step.id: step.earliest for step in rule.steps if not step.beside_report}
    return (*elections, *(key for key, months in change.months.items() if months < counted.get(key, months + 1)))
