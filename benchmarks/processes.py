"""Start a program and say what it and all its children cost: time, processor and memory. Linux only."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
SAMPLE = 0.02
"""Seconds between two looks at the memory; looking costs, so it is never done while time is measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one whole run cost: seconds, seconds of processor, cores busy with other work, and bytes."""

    wall: float
    cpu: float
    others: float
    largest: int
    together: int


class FailedError(Exception):
    """A program ended with an error; the message holds the end of what it said."""


def run(command: tuple[str, ...], folder: Path, environment: Mapping[str, str], *, memory: bool = False) -> Cost:
    """Run a program to its end. `largest` is its largest process, `together` all of them at once, if asked for."""
    with tempfile.TemporaryFile() as said:
        busy, start = _busy(), time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=surroundings(**environment),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        together = _peak(process.pid) if memory else 0
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        cpu = used.ru_utime + used.ru_stime
        others = max(0.0, (_busy() - busy - cpu) / wall)
        if process.returncode:
            said.seek(0)
            raise FailedError(said.read().decode(errors="replace")[-2000:].strip() or f"exit code {process.returncode}")
    return Cost(wall=wall, cpu=cpu, others=others, largest=used.ru_maxrss * 1024, together=together)


def both(first: Cost, second: Cost) -> Cost:
    """Give the cost of two programs run one after the other."""
    return Cost(
        wall=first.wall + second.wall,
        cpu=first.cpu + second.cpu,
        others=max(first.others, second.others),
        largest=max(first.largest, second.largest),
        together=max(first.together, second.together),
    )


def memory(session: int) -> int:
    """Give the bytes that all processes of a session hold now, what they share counted once."""
    return sum(_held(pid) for pid, _ in _session(session))


def surroundings(**more: str) -> dict[str, str]:
    """Give the environment of a process: that of this one, but Python keeps what it compiled, as it does for a user."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | more


def processor(session: int) -> float:
    """Give the seconds of processor that the living processes of a session have used."""
    return sum(seconds for _, seconds in _session(session))


def _peak(session: int) -> int:
    """Look again and again until the first process has ended; it is left for the caller to collect."""
    peak = 0
    while os.waitid(os.P_PID, session, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        peak = max(peak, memory(session))
        time.sleep(SAMPLE)
    return peak


def _session(session: int) -> Iterator[tuple[int, float]]:
    """Give each process of a session and its seconds of processor."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            if int(fields[3]) == session:
                yield int(path.parent.name), (int(fields[11]) + int(fields[12])) / TICK


def _held(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def _busy() -> float:
    """Give the seconds of processor that the whole machine has used."""
    user, nice, system, _, _, *interrupts = map(int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:8])
    return (user + nice + system + sum(interrupts)) / TICK
