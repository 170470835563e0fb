"""Has the site made anew after every change, in a thread of its own; it shows nothing itself."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from peerchallenge import report
from peerchallenge.preview.snapshot import Maker, Snapshot
from peerchallenge.preview.watching import Changes
from peerchallenge.problems import Problem
from peerchallenge.terms import count

Say = Callable[[str], None]

_BREATH = 0.25
"""For how many seconds browsers may fetch what changed before the rest is made."""


def rebuild(maker: Maker, changes: Changes, show: Callable[[Snapshot], None], say: Say) -> threading.Thread:
    """Make the site, and again after every change until the changes are closed; each snapshot goes to `show`."""

    def run() -> None:
        changed: frozenset[str] | None = frozenset()
        last = Snapshot(number=0, good=False)
        while changed is not None:
            began = time.perf_counter()
            last = _made(maker, changed, changes, last)
            show(last)
            _report(last, changed, time.perf_counter() - began, say)
            breath = _BREATH
            while last.unfinished and changes.is_quiet(breath):
                before, last, breath = last, _made(maker, frozenset(), changes, last), 0
                if last is not before:
                    show(last)
                if last.problems != before.problems:
                    _report(last, frozenset(), 0, say)
            changed = changes.take()

    thread = threading.Thread(target=run, name="rebuilding", daemon=True)
    thread.start()
    return thread


def _made(maker: Maker, changed: frozenset[str], changes: Changes, last: Snapshot) -> Snapshot:
    try:
        return maker.make(changed, changes.is_quiet)
    except Exception as error:  # noqa: BLE001 the preview goes on, whatever happens to one build
        return replace(last, number=last.number + 1, good=False, unfinished=False, problems=(_own_fault(error),))


def _own_fault(error: Exception) -> Problem:
    return Problem(
        path="",
        code="own-fault",
        message=f"Something went wrong in the program itself: {type(error).__name__}: {error}",
        suggestion="This is a mistake of the program and not of what you wrote. Undo the last change, and report it.",
    )


def _report(snapshot: Snapshot, changed: frozenset[str], seconds: float, say: Say) -> None:
    errors = tuple(problem for problem in snapshot.problems if problem.is_error)
    if errors:
        say(f"{report.text(errors)}\nThe last good version is still shown." if changed else report.text(errors))
    elif changed:
        names = sorted(Path(path).name for path in changed)
        what = names[0] if len(names) == 1 else count(len(names), "file")
        say(f"Changed: {what}. Shown after {seconds:.2f} s.")
