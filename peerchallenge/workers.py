"""Run a function over many items in processes that can be stopped.

The only place that starts any, but for `unchanged`, which must not load what this stands on.
"""

from __future__ import annotations

import gc
import math
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, TypeVar

if sys.platform != "win32":
    from multiprocessing import forkserver

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_START = 60.0
_BATCH = 32
_SELDOM = 50_000
_PRELOADED = ["peerchallenge.making"]
"""What the small process has loaded of which others are copies."""
_STANDBY: list[Any] = []
"""How processes are started as copies of it, once it runs."""


class Lost(Enum):
    """Why an item has no result."""

    TOO_LONG = "it took longer than it may"
    FAILED = "it failed, or its process died"


@dataclass(slots=True, eq=False)
class _Worker:
    """A process with the items it was given and has not answered; the first answer is due by `deadline`."""

    process: BaseProcess
    pipe: Any
    items: deque[int]
    deadline: float
    begun: bool = False
    is_heavy: bool = False


def run(
    function: Callable[[_Item], _Result], items: Sequence[_Item], *, seconds: float, processes: int
) -> list[_Result | Lost]:
    """Give the result of each item in the order of the items, whatever the number of processes."""
    results: list[_Result | Lost] = [Lost.FAILED] * len(items)
    for index, result in answered(function, items, seconds=seconds, processes=processes):
        results[index] = result
    return results


class Standing:
    """One process that stands ready to run a function, and that is replaced when an item takes too long."""

    def __init__(self, function: Callable[[_Item], _Result], seconds: float) -> None:
        """Start it; where no other thread runs yet, that takes the least time."""
        self._function = function
        self._seconds = seconds
        self._crew = [_hire(function, seconds)]

    def ask(self, items: Sequence[_Item]) -> list[Any]:
        """Give the result of each item, or why there is none; one thread at a time may ask."""
        results: dict[int, Any] = {}
        while len(results) < len(items):
            worker = self._crew[0] if self._crew else _hire(self._function, self._seconds)
            self._crew = [worker]
            worker.deadline = time.monotonic() + max(self._seconds, _START if not worker.begun else 0)
            _give(worker, range(len(results), len(items)), items)
            while worker.items:
                _due([worker])
                if not _hear(worker, results, self._seconds):
                    worker.items.clear()
                    self.close()
        return [results[index] for index in range(len(items))]

    def close(self) -> None:
        """End the process."""
        for worker in self._crew:
            _dismiss(worker)
        self._crew = []


def answered(
    function: Callable[[_Item], _Result], items: Sequence[_Item], *, seconds: float, processes: int, heavy: int = 0
) -> Iterator[tuple[int, _Result | Lost]]:
    """Give the number of each item with its result as soon as there is one.

    An item that takes longer than `seconds` is given up and its process killed; so is every process when this ends,
    for whatever reason. The function must be one that another process can find by its name. The first so many items
    are `heavy`: a process that has done one holds much memory, so half of them do no such item while there are others.
    """
    results: dict[int, _Result | Lost] = {}
    waiting = _Waiting(len(items), processes, heavy)
    crew: list[_Worker] = []
    try:
        while crew or waiting:
            while waiting and len(crew) < processes:
                crew.append(_hire(function, seconds))
                crew[-1].is_heavy = sum(worker.is_heavy for worker in crew) < max(1, processes // 2)
                _give(crew[-1], waiting.next_for(crew[-1]), items)
            for worker in _due(crew):
                alive = _hear(worker, results, seconds)
                if alive and not worker.items and waiting:
                    _give(worker, waiting.next_for(worker), items)
                if alive and worker.items:
                    continue
                if worker.items:
                    waiting.again(worker.items)
                crew.remove(worker)
                _dismiss(worker)
            yield from results.items()
            results.clear()
    finally:
        for worker in crew:
            _dismiss(worker)


class _Waiting:
    """The items that no process has been given yet, in batches: the heavy ones, and the others."""

    def __init__(self, count: int, processes: int, heavy: int) -> None:
        self.heavy = heavy
        self.batches = {
            is_heavy: deque(own[start : start + size] for start in range(0, len(own), size))
            for is_heavy, own in ((True, range(heavy)), (False, range(heavy, count)))
            for size in (max(1, min(_BATCH, len(own) // (processes * 4))),)
        }

    def __bool__(self) -> bool:
        return any(self.batches.values())

    def next_for(self, worker: _Worker) -> range:
        """Take a batch of the kind that a process is for, or else of the other one."""
        return (self.batches[worker.is_heavy] or self.batches[not worker.is_heavy]).popleft()

    def again(self, items: Sequence[int]) -> None:
        """Put back what a process that ended had not done."""
        self.batches[items[0] < self.heavy].append(range(items[0], items[-1] + 1))


def _hire(function: Callable[[Any], Any], seconds: float) -> _Worker:
    context = _context()
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(ours, theirs, function, seconds))
    with _undisturbed():
        process.start()
    theirs.close()
    return _Worker(process, ours, deque(), time.monotonic() + _START)


def _context() -> Any:
    """Choose how a process is started: as a copy of this one, of a small one that stands by for it, or from nothing."""
    if _may_fork():
        return multiprocessing.get_context("fork")
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    if not _STANDBY:
        _STANDBY.append(_stand_by())
    return _STANDBY[0]


def _stand_by() -> Any:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    before = os.environ.get("PYTHONPATH")
    # It is told in no other way where to find what it is to load.
    os.environ["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    try:
        forkserver.ensure_running()
    finally:
        del os.environ["PYTHONPATH"]
        if before is not None:
            os.environ["PYTHONPATH"] = before
    return context


def _may_fork() -> bool:
    # A fork copies one thread only: a lock that another one holds would stay shut in the copy for ever.
    if sys.platform != "linux":
        return False
    return len(list(Path("/proc/self/task").iterdir())) == 1


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep Ctrl-C for the parent: a process started in here never sees it, and is killed by the parent instead."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _give(worker: _Worker, batch: range, items: Sequence[Any]) -> None:
    worker.items.extend(batch)
    with suppress(OSError):  # it died: the next time it is heard, that shows
        worker.pipe.send([items[index] for index in batch])


def _due(crew: Sequence[_Worker]) -> list[_Worker]:
    """Wait until a worker has answered, died or used up its time, and give all that have."""
    soonest = min(worker.deadline for worker in crew)
    ready = wait([worker.pipe for worker in crew], timeout=max(0, soonest - time.monotonic()))
    now = time.monotonic()
    return [worker for worker in crew if worker.pipe in ready or worker.deadline <= now]


def _hear(worker: _Worker, results: dict[int, Any], seconds: float) -> bool:
    """Take one answer; say whether the worker can go on."""
    try:
        answer = worker.pipe.recv() if worker.pipe.poll() else Lost.TOO_LONG
    except (EOFError, OSError):
        answer = Lost.FAILED
    worker.begun = True
    if isinstance(answer, Lost):
        results[worker.items.popleft()] = answer
        return False
    worker.deadline = time.monotonic() + seconds
    if answer:
        results[worker.items.popleft()] = answer[0]
    return True


def _dismiss(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.process.close()
    worker.pipe.close()


def _work(ours: Any, theirs: Any, function: Callable[[Any], Any], seconds: float) -> None:
    """Answer batch after batch, beginning with an empty answer that says that the start is over."""
    ours.close()  # while a copy of the parent's end is open here, its death would not be noticed
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # what came with the copy is not looked through again, and so stays shared with the parent
    gc.set_threshold(_SELDOM)
    with suppress(EOFError, OSError):
        theirs.send([])
        while True:
            for item in theirs.recv():
                if sys.platform != "win32":
                    signal.alarm(math.ceil(seconds) + 10)  # should the parent die, nobody else would end this
                theirs.send([_attempt(function, item)])
            if sys.platform != "win32":
                signal.alarm(0)


def _attempt(function: Callable[[Any], Any], item: Any) -> Any:
    try:
        return function(item)
    except Exception:  # noqa: BLE001 (one item must not take the others with it; the caller says which was lost)
        return Lost.FAILED
