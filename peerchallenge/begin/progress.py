"""The text of a new update: every open action of the plan in force, ready to be reported on; it reads no disk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from peerchallenge.begin.quoting import quoted, remark, sentence
from peerchallenge.begin.skeletons import document, head
from peerchallenge.begin.skeletons import told as keys_told
from peerchallenge.records import Action, Challenge, Document, Library, Link
from peerchallenge.records import Update as Said
from peerchallenge.records.action import CLOSED
from peerchallenge.schema.answers import ProgressUpdate, Update
from peerchallenge.schema.dates import Date, Precision
from peerchallenge.schema.site import State

_LONGEST = 90


def update(held: Challenge, library: Library, council: Link | None, when: Date, author: str, today: date) -> str:
    """Write `update.*.md` for one of the councils, or for all where none is named; nothing in it is reported yet."""
    details = head(f"Progress {'on' if when.precision is Precision.DAY else 'in'} {when}", author, today)
    details += ["", *remark(f"{sentence(ProgressUpdate, 'updates')} In each entry:"), *keys_told(Update)]
    details += remark(f"Words for progress here: {', '.join(_status_words(held, library, council))}.")
    details += remark("Take out the # before “updates:” and before each line of what has changed. Leave the rest.")
    details += ["#updates:", *_entries(held, council, when)]
    return document(details, ["Write here, in a sentence or two, what has changed since the last report."])


def _entries(held: Challenge, council: Link | None, when: Date) -> Iterator[str]:
    open_actions = tuple(_open_actions(held, council, when))
    for handle, action in open_actions:
        due = f" Due: {action.dates.current or action.due or 'no date given'}."
        yield from _entry("action", handle, f"{handle}: {_first_words(action.text)}{due}{_last(action.reported)}")
    if any(document.actions for document in held.documents):
        if not open_actions:
            yield from remark("No action of the plan is open.", "  ")
        return
    for recommendation in held.recommendations:
        words = f"{recommendation.handle}: {recommendation.short}{_last(recommendation.reported)}"
        yield from _entry("recommendation", recommendation.handle, words)
    if not held.recommendations:
        yield from _entry("action", "1.1", "No plan and no recommendation is held here yet.")


def _entry(about: str, handle: str, words: str) -> Iterator[str]:
    yield ""
    yield from remark(words, "  ")
    yield f"  #- {about}: {quoted(handle)}"
    yield "    #status: Write here one of the words for progress"
    yield "    #words: Write here what was done"


def _open_actions(held: Challenge, council: Link | None, when: Date) -> Iterator[tuple[str, Action]]:
    """Give what is open of the plans in force on the update's day, each under the handle that leads to it then."""
    plans = [d for d in held.documents if d.actions and (council is None or d.council in {None, council})]
    plans = [plan for plan in plans if plan.lang != "cy" or not plan.other_language]
    current = [plan for plan in plans if _in_force(plan, held, when)]
    among = current or plans
    handles = [action.handle for plan in among for action in plan.actions]
    for plan in current or [plan for plan in plans if not plan.superseded_by]:
        for action in plan.actions:
            if action.status is None or action.status.state not in CLOSED:
                stem = plan.path.rsplit("/", 1)[-1].removesuffix(".md").removesuffix(".cy")
                alone = handles.count(action.handle) == 1
                yield action.handle if alone else f"{stem}/{action.handle}", action


def _in_force(plan: Document, held: Challenge, when: Date) -> bool:
    """Whether a plan is the current one at the end of the update's period, as it is judged when the update is read."""
    day = when.end
    if day is None or (plan.sort_day and day < plan.sort_day):
        return False
    if plan.superseded_by is None:
        return True
    later = next((other for other in held.documents if other.url == plan.superseded_by.url), None)
    return bool(later and later.sort_day and day < later.sort_day)


def _status_words(held: Challenge, library: Library, council: Link | None) -> Iterator[str]:
    """Give the words that the site and the council say the meaning of, then those that need none."""
    hosts = {council} if council else {*held.councils}
    own = [word.status.word for word in library.status_words if word.council is None or word.council in hosts]
    yield from dict.fromkeys((*own, *(state.value for state in State)))


def _first_words(text: Markup) -> str:
    words = text.striptags()
    return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _last(said: Said | None) -> str:
    if said is None or said.status is None:
        return " Not reported on yet."
    return f" Last: {said.status.word}{f', {said.date}' if said.date else ''}."
