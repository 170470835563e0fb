"""Take from a row what the council answers to a recommendation; a decision only where its words say one plainly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from peerchallenge.importing.outcome import Left, shown
from peerchallenge.importing.plans.entries import Answer, Taken
from peerchallenge.importing.plans.headings import Field
from peerchallenge.importing.plans.row import Row

_DECISIONS = {
    "accepted": "accepted|agreed|accept|agree|yes|approved|fully accepted",
    "partly-accepted": "partly accepted|partially accepted|accepted in part|partially agreed|partly agreed",
    "not-accepted": "not accepted|rejected|not agreed|declined|reject",
    "noted": "noted|note",
}
_MEANT = {words: decision for decision, listed in _DECISIONS.items() for words in listed.split("|")}


def answer(found: Taken, row: Row, to: tuple[str, ...], headings: Mapping[Field, str]) -> None:
    """Add the answer that stands in a row, once for each recommendation."""
    decided, words = row.text(Field.DECISION), row.text(Field.RESPONSE)
    if not (decided or words):
        return
    decision = _decision(decided) or _decision(words)
    words = "\n\n".join(text for text in (decided, words) if text and _key(text) != decision.replace("-", " "))
    if not to:
        name = headings.get(Field.RESPONSE) or headings.get(Field.DECISION, "")
        why = "it answers no recommendation that is held"
        found.left.append(Left(what=shown(words or decided), where=f"{row.where}, column “{name}”", why=why))
        return
    at = next((at for at, own in enumerate(found.answers) if own.to == to), None)
    if at is None:
        found.answers.append(Answer(to=to, decision=decision, words=words, where=row.where))
    elif words not in found.answers[at].words:
        before = found.answers[at]
        together = f"{before.words}\n\n{words}".strip()
        found.answers[at] = replace(before, words=together, decision=before.decision or decision)


def _decision(words: str) -> str:
    return _MEANT.get(_key(words), "")


def _key(words: str) -> str:
    return " ".join(words.casefold().split()).strip(" .")
