"""Work beside the making of pages, in a thread of its own, that is given up when something else is to be done."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

_Result = TypeVar("_Result")
_MOMENT = 0.02


class Aside(Generic[_Result]):
    """A piece of work that has begun. It is told by `goes_on` whether it is still wanted."""

    def __init__(self, work: Callable[[Callable[[], bool]], _Result]) -> None:
        """Begin it."""
        self._unwanted, self._done = threading.Event(), threading.Event()
        self._results: list[_Result] = []
        self._error: BaseException | None = None
        threading.Thread(target=self._run, args=(work,), name="aside", daemon=True).start()

    @property
    def is_given_up(self) -> bool:
        """Whether it is no longer wanted."""
        return self._unwanted.is_set()

    def wait(self, quiet: Callable[[float], bool]) -> bool:
        """Wait until it is done, as long as it is quiet; say whether it is."""
        while not self._done.is_set():
            if not quiet(_MOMENT):
                return False
        return True

    def result(self) -> _Result:
        """Give what came of it once it is done, or raise what it raised."""
        if self._error:
            raise self._error
        return self._results[0]

    def give_up(self, seconds: float = 0) -> None:
        """Have it end at the next occasion, and wait for that no longer than so long."""
        self._unwanted.set()
        self._done.wait(seconds)

    def _run(self, work: Callable[[Callable[[], bool]], _Result]) -> None:
        try:
            self._results.append(work(lambda: not self._unwanted.is_set()))
        except BaseException as error:  # noqa: BLE001 it is raised where the result is asked for
            self._error = error
        finally:
            self._done.set()
