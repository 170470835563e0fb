"""The rule sets: by when a report, an answer and a review are expected, and for which challenges."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from peerchallenge.schema.dates import Date
from peerchallenge.schema.site import RuleChange

_LGA_PAGE = "https://www.local.gov.uk/our-support/council-assurance-and-peer-challenge/peer-challenges-we-offer/corporate-peer-3"
_ABOUT = "“About” is read here as up to two months more."


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that a rule expects, and when."""

    id: str
    """Which: report, response, review or review_report, as `deadlines` in challenge.md calls them."""
    what: str
    """What is expected, in words."""
    months: int
    """How many calendar months after the last day on site; before the election where the rule counts from one."""
    earliest: int = 0
    """The first month of the period, where the rule names one that ends with `months`."""
    about: int = 0
    """By how many months it may be later and still be “about” then; nought where the rule sets a last day."""
    beside_report: bool = False
    """Whether it is expected on the day of the report, whenever that is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """One version of a timetable, with the challenges that it holds for."""

    id: str
    """The name by which `rules` in challenge.md calls it."""
    title: str
    """What the page calls it."""
    holds_for: str
    """For which challenges, to go after “It applies to”."""
    standing: str
    """What kind of rule it is, in plain words: nobody may take a requirement of the LGA for a law."""
    source: str
    """Where it is published."""
    types: tuple[str, ...]
    """The types of challenge it holds for."""
    nation: str
    """The nation it holds for."""
    run_by: tuple[str, ...]
    """Words of which one must stand in `run_by`, where that says who ran the challenge."""
    steps: tuple[Step, ...]
    """What it expects, in order."""
    begins: date = date.min
    """The first last-day-on-site that it holds for."""
    ends: date = date.max
    """The last last-day-on-site that it holds for."""
    elections: tuple[date, ...] = ()
    """The days of ordinary elections, before which its months are counted; empty where it counts from the visit."""
    counts_from_election: bool = False
    """Whether its months are counted back from the next ordinary election."""
    answer: str = "plan"
    """What meets the second step: plan, a plan or a response with actions; or response, a response."""


_LGA_TYPES = ("corporate", "finance", "governance")
_LGA = ("local government association", "lga")

RULE_SETS: tuple[RuleSet, ...] = (
    RuleSet(
        id="lga-2024",
        title="LGA requirement, 2024",
        holds_for="corporate, finance and governance peer challenges in England that ended from 1 April 2024",
        standing="The Local Government Association requires it of councils that take its challenge. It is not law. "
        f"{_ABOUT}",
        source=_LGA_PAGE,
        types=_LGA_TYPES,
        nation="England",
        run_by=_LGA,
        begins=date(2024, 4, 1),
        steps=(
            Step(id="report", what="Feedback report", months=3),
            Step(id="response", what="Action plan", months=5),
            # The review's report is due by twelve months, so a review before then is still “about ten”.
            Step(id="review", what="Progress review", months=10, about=2),
            Step(id="review_report", what="Report of the progress review", months=12),
        ),
    ),
    RuleSet(
        id="lga-2023",
        title="LGA practice, 2023",
        holds_for="corporate, finance and governance peer challenges in England that ended from 1 April 2023 to "
        "31 March 2024",
        standing="The Local Government Association held progress reviews about ten months after a challenge. It is not "
        f"law. {_ABOUT} Its page of today is linked; that of the time is no longer there.",
        source=_LGA_PAGE,
        types=_LGA_TYPES,
        nation="England",
        run_by=_LGA,
        begins=date(2023, 4, 1),
        ends=date(2024, 3, 31),
        steps=(Step(id="review", what="Progress review", months=10, about=2),),
    ),
    RuleSet(
        id="pas",
        title="Planning Advisory Service, expectation",
        holds_for="planning peer challenges in England",
        standing="The Planning Advisory Service recommends that the report is published, expects an action plan beside "
        "it, and looks again after 6 to 12 months. It is not law.",
        source="https://www.gateshead.gov.uk/article/30125/6-0-Implementation-next-steps-and-further-support",
        types=("planning", "planning-committee"),
        nation="England",
        run_by=("planning advisory service", "pas", *_LGA),
        steps=(
            Step(id="response", what="Action plan, beside the report", months=0, beside_report=True),
            Step(id="review", what="Look at progress", months=12, earliest=6),
        ),
    ),
    RuleSet(
        id="wales-2021",
        title="Local Government and Elections (Wales) Act 2021, sections 92 and 93",
        holds_for="panel performance assessments in Wales",
        standing="It is law: the report is published six months before the next ordinary election at the latest, the "
        "council’s response four months before.",
        source="https://www.legislation.gov.uk/asc/2021/1/section/93",
        types=("panel-performance-assessment",),
        nation="Wales",
        run_by=(),
        counts_from_election=True,
        elections=(date(2022, 5, 5), date(2027, 5, 6)),
        answer="response",
        steps=(
            Step(id="report", what="Panel’s report", months=6),
            Step(id="response", what="Council’s response", months=4),
        ),
    ),
    RuleSet(
        id="none",
        title="",
        holds_for="",
        standing="",
        source="",
        types=(),
        nation="",
        run_by=(),
        steps=(),
    ),
)
"""Every rule set; a new version is an entry here, and an old one is never changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The rule set that a challenge falls under, if any, and why."""

    rule: RuleSet | None
    why: str


def rule_sets(changes: Mapping[str, RuleChange]) -> dict[str, RuleSet]:
    """Give every rule set by its id, with what `rules` in site.yml adds to it or changes."""
    return {rule.id: _changed(rule, changes.get(rule.id)) for rule in RULE_SETS}


def _changed(rule: RuleSet, change: RuleChange | None) -> RuleSet:
    if change is None:
        return rule
    elections = {*rule.elections, *(day.start for day in change.elections if day.start)}
    months = change.months
    steps = tuple(replace(step, months=months[step.id]) if step.id in months else step for step in rule.steps)
    standing = rule.standing if steps == rule.steps else f"{rule.standing} This site counts other months than the rule."
    return replace(rule, elections=tuple(sorted(elections)), steps=steps, standing=standing)


def choose(
    rules: Mapping[str, RuleSet], written: str, kind: str, nations: tuple[str, ...], run_by: str, last: Date | None
) -> Chosen:
    """Choose the rule set by what is written, else by type of challenge, nation and last day on site.

    `nations` are those of the councils; one that is not given is taken to be England, where the LGA's offer is from.
    `run_by` says who ran it; empty means the LGA.
    """
    if written:
        rule = rules.get(written)
        if rule is None or not rule.steps:
            return Chosen(rule=None, why="No timetable applies to this challenge.")
        return Chosen(rule=rule, why=f"{rule.standing} It was set for this challenge by name.")
    fitting = [rule for rule in rules.values() if _fits(rule, kind, nations, run_by)]
    if not fitting:
        return Chosen(rule=None, why="No timetable that this site knows applies to a challenge of this kind.")
    if len(fitting) > 1 and (last is None or last.end is None):
        return Chosen(rule=None, why="Which timetable applies cannot be told: the days on site are not given.")
    held, other = (_holding(fitting, day) for day in ((last.start, last.end) if last else (None, None)))
    if held is not other:
        why = f"Which timetable applies cannot be told: a new one began in the time given for the visit ({last})."
        return Chosen(rule=None, why=why)
    if held is None:
        return Chosen(rule=None, why=f"No timetable applied yet: the first holds for {fitting[-1].holds_for}.")
    return Chosen(rule=held, why=f"{held.standing} It applies to {held.holds_for}.")


def _holding(fitting: list[RuleSet], day: date | None) -> RuleSet | None:
    return next((rule for rule in fitting if day is None or rule.begins <= day <= rule.ends), None)


def _fits(rule: RuleSet, kind: str, nations: tuple[str, ...], run_by: str) -> bool:
    if kind not in rule.types or any((nation or "England") != rule.nation for nation in nations):
        return False
    named = any(re.search(rf"\b{own}\b", run_by, re.IGNORECASE) for own in rule.run_by)
    return named or not run_by or not rule.run_by
