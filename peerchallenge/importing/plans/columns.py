"""Find the row of headings of a plan's table, and what each column holds, by the words that councils use."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from peerchallenge.importing.tables.grids import Grid, Line, letters


class Field(StrEnum):
    """What a column holds."""

    REF = "recommendation's number"
    RECOMMENDATION = "recommendation"
    ACTION_REF = "action's number"
    ACTION = "action"
    OWNER = "owner"
    ACCOUNTABLE = "accountable"
    DUE = "due"
    REVISED = "revised date"
    MEASURE = "measure"
    STATUS = "status"
    RATING = "rating"
    PROGRESS = "progress"
    EVIDENCE = "evidence"
    REASON = "reason"
    DONE = "done"
    DECISION = "decision"
    RESPONSE = "response"


_WORDS = {
    Field.REF: """
        no; ref; number; reference; rec no; rec ref; recommendation no; recommendation number;
        recommendation ref; item; id
    """,
    Field.RECOMMENDATION: """
        rec; recs; recommendation; recommendations; lga recommendation; peer challenge recommendation; cpc
        recommendation; key recommendation; peer recommendation; peer team recommendation; recommendation
        text; finding; details; original recommendation; peer team suggestion; suggestion; peer challenge
        recommendations; peer review recommendation
    """,
    Field.ACTION_REF: """
        action no; action ref; action number; action reference; action id
    """,
    Field.ACTION: """
        action; actions; associated actions; proposed action; proposed actions; planned action; planned
        actions; agreed action; agreed actions; action required; actions required; key action; key actions;
        what we will do; what will we do; activity; task; tasks; action to be taken; actions to be taken;
        council action; action plan; milestone; milestones; next steps; deliverable
    """,
    Field.OWNER: """
        owner; owners; action owner; lead; lead officer; leads; responsible; responsible officer;
        responsibility; who; officer; input service areas; service areas; service area; lead service;
        assigned to; delivery lead; action lead; officer lead; by whom; owner s; lead s; responsible lead;
        lead director
    """,
    Field.ACCOUNTABLE: """
        accountable; accountable officer; cabinet member; portfolio holder; cabinet lead; sponsor; lead
        member; lead councillor; executive member; member lead; cabinet portfolio; senior responsible
        officer; sro; accountability
    """,
    Field.DUE: """
        timescale; timescales; due; due by; due date; by when; when; deadline; target date; target;
        completion date; date; date due; timeline; timeframe; time frame; target completion date; target
        completion; expected completion; original due date; original target date; original timescale;
        delivery date; end date; completed by; to be completed by; planned completion
    """,
    Field.REVISED: """
        revised date; revised due date; revised target date; new date; new due date; revised timescale;
        revised deadline; revised completion date; updated due date
    """,
    Field.MEASURE: """
        success measure; success measures; measure; measures; outcome; outcomes; kpi; kpis; what success
        looks like; measure of success; measures of success; success criteria; intended outcome; expected
        outcome; desired outcome; performance measure
    """,
    Field.STATUS: """
        status; current status; progress status; action status; delivery status
    """,
    Field.RATING: """
        rag; rag status; rag rating; brag; brag status; brag rating; rating; colour; progress rag
    """,
    Field.PROGRESS: """
        progress; update; summary update; progress update; progress to date; latest update; comments;
        comment; commentary; latest position; current position; position; progress made; progress update to
        date; summary of progress; status update; updates; position on the recommendation; progress so far;
        what we have done; summary
    """,
    Field.EVIDENCE: """
        evidence; evidence of completion; supporting evidence; link to evidence
    """,
    Field.REASON: """
        reason for change; reason for delay; reason for revised date; reason
    """,
    Field.DONE: """
        date completed; completed on; actual completion date; completed date; done; date done; actual
        completion; completed
    """,
    Field.DECISION: """
        accepted; decision; agreed; agreed not agreed; accepted not accepted; accept reject; accepted
        rejected; accept or reject; accepted y n; agree
    """,
    Field.RESPONSE: """
        council response; response; our response; management response; cabinet response; council s response;
        response to recommendation
    """,
}
_KNOWN = {" ".join(word.split()): field for field, words in _WORDS.items() for word in words.split(";")}
_CLOSE = 0.86
_FIRST = 40
_TOGETHER = (Field.OWNER, Field.ACCOUNTABLE, Field.PROGRESS, Field.EVIDENCE, Field.MEASURE)
"""What can stand in more than one column."""
_NUMBER = re.compile(r"(?:[A-Za-z]{1,4})?\d+(?:\.\d+)+[a-z]?\.?|[a-z][.)]?|\d+[a-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of a table. `fields` says what each holds, None where that is not known; `first` is the row below."""

    headings: tuple[str, ...]
    fields: tuple[Field | None, ...]
    first: int

    def at(self, field: Field) -> tuple[int, ...]:
        """Give the columns that hold something."""
        return tuple(at for at, own in enumerate(self.fields) if own is field)

    def name(self, at: int) -> str:
        """Give the heading of a column, or its letters where it has none."""
        heading = " ".join(self.headings[at].split()) if at < len(self.headings) else ""
        return heading or f"{letters(at)}, without a heading"

    def again(self, row: Line) -> bool:
        """Whether a row is the row of headings once more."""
        said = [key(cell.text) for cell in row.cells]
        own = [key(heading) for heading in self.headings]
        same = sum(1 for one, other in zip(said, own, strict=False) if one and one == other)
        return same >= 2 and same >= sum(1 for one in said if one) - 1


def columns(grid: Grid) -> Columns | None:
    """Find the row of headings; None where the table is no plan."""
    for at, row in enumerate(grid.rows[:_FIRST]):
        headings = tuple("" if cell.copied else cell.text for cell in row.cells)
        known = [_field(heading) for heading in headings]
        if len([field for field in known if field]) >= 2 and Field.ACTION in known:
            return _settled(headings, known, grid.rows[at + 1 :], at + 1)
    return _of_recommendations(grid)


def _of_recommendations(grid: Grid) -> Columns | None:
    """Find headings that name no action, but recommendations with what is said of them."""
    for at, row in enumerate(grid.rows[:_FIRST]):
        headings = tuple("" if cell.copied else cell.text for cell in row.cells)
        known = [_field(heading) for heading in headings]
        told = {Field.DUE, Field.OWNER, Field.RESPONSE, Field.DECISION, Field.PROGRESS, Field.STATUS} & {*known}
        if Field.RECOMMENDATION in known and told:
            return _settled(headings, known, grid.rows[at + 1 :], at + 1)
    return None


def _field(heading: str) -> Field | None:
    """Give what a heading means: in words that are known, or nearly so."""
    said = key(heading)
    if not said or len(said) > 60:
        return None
    plain = key(re.sub(r"\([^()]*\)", " ", heading))
    for words in (said, plain, *_parts(heading)):
        if words in _KNOWN:
            return _KNOWN[words]
    dated = re.match(r"(?:latest |progress |summary )*(?:update|progress|position|status)\b", said)
    if dated:
        return Field.STATUS if dated[0].endswith("status") else Field.PROGRESS
    near = difflib.get_close_matches(plain, _KNOWN, n=1, cutoff=_CLOSE) if len(plain) > 4 else []
    return _KNOWN[near[0]] if near else None


def _parts(heading: str) -> Iterator[str]:
    """Give the words on either side of a stroke: Owner/Lead, Update & status."""
    parts = re.split(r"[/&\n]| and ", heading)
    return (key(part) for part in parts[:3]) if len(parts) > 1 else iter(())


def key(text: str) -> str:
    """Give the words of a heading without what differs from council to council."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.casefold().replace("(s)", "s")).split())


def _settled(headings: tuple[str, ...], known: list[Field | None], below: Iterable[Line], first: int) -> Columns:
    """Decide between columns that mean the same, and what those without a heading hold, by what stands in them."""
    rows = tuple(below)
    width = max((len(headings), *(len(row.cells) for row in rows)))
    fields = [*known, *[None] * (width - len(known))]
    titles = (*headings, *[""] * (width - len(headings)))
    _one_recommendation(fields, titles)
    _numbers(fields, titles, rows)
    seen: set[Field] = set()
    for at, field in enumerate(fields):
        if field in seen and field not in _TOGETHER:
            fields[at] = Field.REVISED if field is Field.DUE and Field.REVISED not in fields else None
        elif field:
            seen.add(field)
    return Columns(headings=titles, fields=tuple(fields), first=first)


def _one_recommendation(fields: list[Field | None], titles: tuple[str, ...]) -> None:
    """Keep the one column that the plan answers: not the older recommendation, nor the details of another column."""
    own = [at for at, field in enumerate(fields) if field is Field.RECOMMENDATION]
    if len(own) > 1:
        kept = next((at for at in own if "suggestion" in key(titles[at])), None)
        kept = kept if kept is not None else next((at for at in own if "recommendation" in key(titles[at])), own[0])
        for at in own:
            fields[at] = Field.RECOMMENDATION if at == kept else None


def _numbers(fields: list[Field | None], titles: tuple[str, ...], rows: tuple[Line, ...]) -> None:
    """Tell the numbers of actions from those of recommendations."""
    told = next((at for at, field in enumerate(fields) if field is Field.RECOMMENDATION), None)
    action = next((at for at, field in enumerate(fields) if field is Field.ACTION), None)
    for at, field in enumerate(fields):
        if action is None or at > action:
            break
        values = [row.cell(at).text for row in rows if row.cell(at).text and not row.cell(at).copied]
        numbered = [value for value in values if _NUMBER.fullmatch(value.strip())]
        is_number = bool(values) and len(numbered) * 2 > len(values)
        is_bare = field is None and is_number and not titles[at].strip()
        if is_bare and told is not None and at < told and Field.REF not in fields:
            fields[at] = Field.REF  # it stands before what it numbers
        elif is_bare or (field is Field.REF and (told is None or told < at)):
            fields[at] = Field.ACTION_REF
        elif field is Field.REF and told is not None and is_number and Field.ACTION_REF not in fields:
            # The number is an action's where it changes while the recommendation goes on.
            going_on = [row for row in rows if row.cell(told).copied or not row.cell(told).text]
            if any(row.cell(at).text and not row.cell(at).copied for row in going_on):
                fields[at] = Field.ACTION_REF
