"""Count what was published on time, step by step of the timetable."""

from __future__ import annotations

from collections.abc import Mapping

from peerchallenge.pages import Chart
from peerchallenge.plan import words
from peerchallenge.plan.figures.drawing import Drawn, Part, address, drawn, gathered, number, punctual, tallied
from peerchallenge.plan.trail import CHALLENGES
from peerchallenge.records import Library
from peerchallenge.terms import STEPS, count


def part(library: Library, behind: Mapping[str, int]) -> Part | None:
    """Count how the challenges to which a timetable applies stand to each of its steps."""
    challenges = [challenge for challenge in library.challenges if challenge.timetable.applies]
    if not challenges:
        return None
    charts = (_step(step, library, behind) for step in STEPS)
    text = f"In {len(challenges):,} of {count(len(library.challenges), 'challenge')} a rule or the council itself sets "
    text += "days, and only those are counted. Each step is held against its own day."
    return gathered("on-time", "Published on time", text, charts)


def _step(step: str, library: Library, behind: Mapping[str, int]) -> Drawn | None:
    title = STEPS[step]
    stands = [words.on_time(challenge, step) for challenge in library.challenges if title in words.steps(challenge)]
    if not stands:
        return None
    every = [value for own in stands for value in own]
    adds_up = len(every) == len(stands)
    whole = (CHALLENGES.url, address(CHALLENGES.url, "timetable", title))
    chart = Chart(
        id=f"{step.replace('_', '-')}-on-time",
        caption=title,
        text=punctual(every),
        first="How it stands",
        columns=("Challenges",),
        bars=tallied(every, words.ON_TIME, CHALLENGES.url, step.replace("_", "-"), behind),
        total=(number(len(stands), *whole, behind=behind),) if adds_up else (),
        note=""
        if adds_up
        else "A joint challenge whose councils stand differently is counted under each way in which they do. So the "
        "rows add up to more than there are.",
    )
    return drawn(chart)
