"""The words that councils write over the columns of a plan, and what each means; it looks at no rows."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from enum import StrEnum


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
        recommendation ref; recommendation reference; item; item no; id
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
        what we will do; what will we do; what are we going to do; what we are going to do; what will be done;
        how will we do it; how we will do it;
        agreed actions; activities; activity; task; tasks;
        action to be taken; actions to be taken; council action; action plan; milestone; milestones; next steps;
        deliverable
    """,
    Field.OWNER: """
        owner; owners; action owner; lead; lead officer; leads; responsible; responsible officer;
        responsibility; who; officer; input service areas; service areas; service area; lead service;
        assigned to; delivery lead; action lead; officer lead; by whom; owner s; lead s; responsible lead;
        lead director
    """,
    Field.ACCOUNTABLE: """
        accountable; accountable officer; cabinet member; portfolio holder; cabinet lead; sponsor; lead
        member; lead councillor; responsible member; responsible councillor;
        executive member; member lead; cabinet portfolio; senior responsible
        officer; sro; accountability
    """,
    Field.DUE: """
        timescale; timescales; due; due by; due date; by when; when; deadline; target date; target;
        completion date; date; date due; timeline; timeframe; time frame; target completion date; target
        completion; expected completion; original due date; original target date; original timescale;
        delivery date; end date; completed by; to be completed by; planned completion; to be completed
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
        what we have done; what has been done; action taken; actions taken; action taken to date; summary
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
_SILENT = frozenset(
    ("the", "our", "of", "for", "a", "an", "and", "s", "current", "latest", "agreed", "proposed", "text", "lga", "cpc")
)
"""What tells no heading from another."""


def _telling(words: str) -> frozenset[str]:
    """Give the words of a heading that tell it from others, whatever their order: “Officer responsible”."""
    return frozenset(words.split()) - _SILENT


_IN_ANY_ORDER = {_telling(words): field for words, field in _KNOWN.items() if _telling(words)}
_ABOUT_UPDATES = re.compile(
    r"\b(?:last|next|date) (?:of )?(?:last |next )?(?:updated?|review)\b|\bupdated? (?:by|due|on)\b"
)
"""What says when or by whom a row was written, and not what was done."""
_CLOSE = 0.86


def meant(heading: str) -> Field | None:
    """Give what a heading means: in words that are known, or nearly so."""
    said = key(heading)
    if not said or len(said) > 60 or "%" in heading or _ABOUT_UPDATES.search(said):
        return None
    plain = key(re.sub(r"\([^()]*\)", " ", heading))
    for words in (said, plain, *_parts(heading)):
        if words in _KNOWN:
            return _KNOWN[words]
    if field := _IN_ANY_ORDER.get(_telling(plain)):
        return field
    dated = re.match(r"(?:latest |progress |summary )*(?:update|progress|position|status)\b", said)
    if dated:
        return Field.STATUS if dated[0].endswith("status") else Field.PROGRESS
    if re.search(r"\b(?:update|progress|position)$", said):
        return Field.PROGRESS
    near = difflib.get_close_matches(plain, _KNOWN, n=1, cutoff=_CLOSE) if len(plain) > 4 else []
    return _KNOWN[near[0]] if near else None


def _parts(heading: str) -> Iterator[str]:
    """Give the words on either side of a stroke: Owner/Lead, Update & status."""
    parts = re.split(r"[/&\n]| and ", heading)
    return (key(part) for part in parts[:3]) if len(parts) > 1 else iter(())


def key(text: str) -> str:
    """Give the words of a heading without what differs from council to council."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.casefold().replace("(s)", "s")).split())
