"""Count how far recommendations and actions have come, each apart from the other."""

from __future__ import annotations

from collections.abc import Mapping

from peerchallenge.pages import Bar, Chart
from peerchallenge.plan import words
from peerchallenge.plan.figures.drawing import Drawn, Part, drawn, gathered, narrowed, number, punctual, share, tallied
from peerchallenge.plan.trail import ACTIONS, RECOMMENDATIONS
from peerchallenge.records import Action, Library, Recommendation
from peerchallenge.terms import STATES, TIMINGS, count


def part(library: Library, behind: Mapping[str, int]) -> Part | None:
    """Count states, lateness and moved dates."""
    recommendations = tuple(r for challenge in library.challenges for r in challenge.recommendations)
    actions = tuple(action for challenge in library.challenges for action in challenge.actions)
    charts = (
        _recommendations(recommendations, behind),
        _actions(actions, behind),
        _lateness(actions, behind),
        _moves(actions, behind),
        _disputes(recommendations, actions, behind),
    )
    text = "Recommendations and actions are counted apart and never added together: an action that is done does not "
    text += "show that what was recommended has come about. Each stands as last reported, by the council where it has."
    return gathered("progress", "What has been done", text, charts) if any(charts) else None


def _recommendations(own: tuple[Recommendation, ...], behind: Mapping[str, int]) -> Drawn | None:
    reported = sum(recommendation.status is not None for recommendation in own)
    if not reported:
        return None
    chart = Chart(
        id="progress-of-recommendations",
        caption="Progress of recommendations",
        text=f"Progress is reported on {reported:,} of {count(len(own), 'recommendation')}{share(reported, len(own))}.",
        first="Progress",
        columns=("Recommendations",),
        bars=tallied(
            (v for r in own for v in words.progress(r)), words.PROGRESS, RECOMMENDATIONS.url, "progress", behind
        ),
        total=(number(len(own), RECOMMENDATIONS.url, behind=behind),),
        note="A council that reports on its actions alone has not reported on the recommendation.",
    )
    return drawn(chart)


def _actions(own: tuple[Action, ...], behind: Mapping[str, int]) -> Drawn | None:
    if not own:
        return None
    states = [words.action_state(action) for action in own]
    done = states.count(STATES["complete"])
    chart = Chart(
        id="progress-of-actions",
        caption="Progress of actions",
        text=f"{done:,} of {count(len(own), 'action')} {'is' if done == 1 else 'are'} reported complete"
        f"{share(done, len(own))}.",
        first="Progress",
        columns=("Actions",),
        bars=tallied(states, words.PROGRESS, ACTIONS.url, "progress", behind),
        total=(number(len(own), ACTIONS.url, behind=behind),),
    )
    return drawn(chart)


def _lateness(own: tuple[Action, ...], behind: Mapping[str, int]) -> Drawn | None:
    found = [words.lateness(action) for action in own]
    if set(found) <= {TIMINGS["no-date"]}:
        return None
    chart = Chart(
        id="lateness-of-actions",
        caption="Actions against the date first promised",
        text=punctual(found),
        first="How it stands",
        columns=("Actions",),
        bars=tallied(found, words.LATENESS, ACTIONS.url, "lateness", behind),
        total=(number(len(own), ACTIONS.url, behind=behind),),
        note="A date that was moved does not count here: the first promise does.",
    )
    return drawn(chart)


def _moves(own: tuple[Action, ...], behind: Mapping[str, int]) -> Drawn | None:
    moved = [action for action in own if action.dates.moves]
    if not moved:
        return None
    times = sum(len(action.dates.moves) for action in moved)
    chart = Chart(
        id="moved-dates",
        caption="Actions whose date moved",
        text=f"The date of {count(len(moved), 'action')} has moved{share(len(moved), len(own))}, "
        f"{count(times, 'time')} in all.",
        first="Whether its date moved",
        columns=("Actions",),
        bars=tallied(
            (value for action in own for value in words.moved(action)), words.MOVED, ACTIONS.url, "moved", behind
        ),
        total=(number(len(own), ACTIONS.url, behind=behind),),
        note="An action whose date moved more than once is counted once. One move without a reason is enough for it to "
        "count as without one.",
    )
    return drawn(chart)


def _disputes(
    recommendations: tuple[Recommendation, ...], actions: tuple[Action, ...], behind: Mapping[str, int]
) -> Drawn | None:
    own = sum(words.VIEWS[0] in words.views(recommendation) for recommendation in recommendations)
    disputed = sum(words.VIEWS[0] in words.action_views(action) for action in actions)
    if not (own or disputed):
        return None
    chart = Chart(
        id="disagreements",
        caption="Where others disagree with the council",
        text="The council says one thing of its progress; peers, scrutiny or the auditor say another.",
        first="What is disputed",
        columns=("Number",),
        bars=(
            Bar(
                label="Recommendations, or an action for them",
                numbers=(narrowed(own, RECOMMENDATIONS.url, "views", words.VIEWS[0], behind),),
            ),
            Bar(label="Actions", numbers=(narrowed(disputed, ACTIONS.url, "views", words.VIEWS[0], behind),)),
        ),
        note="The two rows overlap. A view counts until the council has answered it with another word of its own.",
    )
    return drawn(chart)
