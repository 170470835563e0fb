"""Count how recommendations were answered."""

from __future__ import annotations

from collections.abc import Mapping

from peerchallenge.pages import Chart
from peerchallenge.plan import words
from peerchallenge.plan.figures.drawing import Part, drawn, gathered, number, share, tallied
from peerchallenge.plan.trail import RECOMMENDATIONS
from peerchallenge.records import Library, Recommendation
from peerchallenge.terms import ANSWERS, DECISIONS, count


def part(library: Library, behind: Mapping[str, int]) -> Part | None:
    """Count recommendations by decision, and those without an answer."""
    every = tuple(r for challenge in library.challenges for r in challenge.recommendations)
    if not every:
        return None
    values = [words.answers(recommendation) for recommendation in every]
    adds_up = all(len(own) == 1 for own in values)
    order = (*DECISIONS.values(), words.IN_WORDS, *ANSWERS.values())
    chart = Chart(
        id="answers-given",
        caption="Recommendations by answer",
        text=_said(every),
        first="Answer",
        columns=("Recommendations",),
        bars=tallied((value for own in values for value in own), order, RECOMMENDATIONS.url, "answer", behind),
        total=(number(len(every), RECOMMENDATIONS.url, behind=behind),) if adds_up else (),
        note=""
        if adds_up
        else "Where councils answered differently, or the parts of one recommendation were answered "
        "differently, it is counted under each answer. So the rows add up to more than there are.",
    )
    return gathered("answers", "What councils answered", _partial(library), (drawn(chart),))


def _said(every: tuple[Recommendation, ...]) -> str:
    full = sum(recommendation.answer == "answered" for recommendation in every)
    none = sum(recommendation.answer == "none" for recommendation in every)
    text = f"{full:,} of {count(len(every), 'recommendation')} {'is' if full == 1 else 'are'} answered in full"
    text += f"{share(full, len(every))}"
    return f"{text}; no answer to {none:,} is published{share(none, len(every))}." if none else f"{text}."


def _partial(library: Library) -> str:
    """Say how many recommendations the documents make that are not held here."""
    documents = [document for challenge in library.challenges for document in challenge.documents]
    missing = sum(
        max(0, (d.count or 0) - len(d.recommendations)) for d in documents if not (d.lang == "cy" and d.other_language)
    )
    text = "Every recommendation on this site is counted once, whoever answered it."
    if missing:
        text += f" The letters and reports make {count(missing, 'recommendation')} more, whose wording is not here."
    return text
