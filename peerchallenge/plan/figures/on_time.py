"""Count what was published on time, step by step of the timetable."""

from __future__ import annotations

from collections.abc import Mapping

from peerchallenge.pages import Chart
from peerchallenge.plan import words
from peerchallenge.plan.figures.drawing import Drawn, Part, drawn, gathered, number, punctual, tallied
from peerchallenge.plan.trail import CHALLENGES
from peerchallenge.records import Deadline, Library
from peerchallenge.terms import count

_STEPS = {
    "report": "Feedback report",
    "response": "Response and action plan",
    "review": "Progress review",
    "review_report": "Report of the progress review",
}


def part(library: Library, behind: Mapping[str, int]) -> Part | None:
    """Count how each step stands to its day, in the challenges to which a timetable applies."""
    challenges = [challenge for challenge in library.challenges if challenge.timetable.applies]
    if not challenges:
        return None
    every = tuple(deadline for challenge in challenges for deadline in challenge.timetable.deadlines)
    charts = (_step(step, tuple(d for d in every if d.step == step), behind) for step in _STEPS)
    text = f"A timetable applies to {len(challenges):,} of {count(len(library.challenges), 'challenge')}, and only "
    text += "those are counted. Each step is held against its own day, whether the rule set it or the council."
    if any(deadline.council for deadline in every):
        text += " Where the councils of a joint challenge stand differently, each of them is counted."
    return gathered("on-time", "Published on time", text, charts)


def _step(step: str, deadlines: tuple[Deadline, ...], behind: Mapping[str, int]) -> Drawn | None:
    if not deadlines:
        return None
    chart = Chart(
        id=f"{step.replace('_', '-')}-on-time",
        caption=_STEPS[step],
        text=punctual(deadline.timing.kind for deadline in deadlines),
        first="How it stands",
        columns=("Challenges",),
        bars=tallied(map(words.of_deadline, deadlines), words.ON_TIME, CHALLENGES.url, step.replace("_", "-"), behind),
        total=(number(len(deadlines)),),
    )
    return drawn(chart)
