"""Processes that can be stopped: whatever an item does, there is an answer in time and nothing is left running."""

import os
import signal
import subprocess
import sys
import threading
import time
from multiprocessing import active_children
from pathlib import Path

import pytest

from peerchallenge import workers
from peerchallenge.prose.convert import Text, convert
from peerchallenge.workers import Lost, answered, run

ROOT = Path(__file__).parent.parent


def act(item):
    if item == "sleep":
        time.sleep(60)
    if item == "die":
        os._exit(3)
    if item == "fail":
        raise ValueError(item)
    return f"{item}!"


needs_fork = pytest.mark.skipif(sys.platform != "linux", reason="these functions cannot be found by a new process")


@needs_fork
@pytest.mark.parametrize("processes", [1, 2, 5])
def test_answers_are_in_the_order_of_the_items(processes):
    """The number of processes changes nothing but the time."""
    items = [str(number) for number in range(101)]
    assert run(act, items, seconds=20, processes=processes) == [f"{item}!" for item in items]


@needs_fork
@pytest.mark.parametrize("processes", [1, 3])
def test_an_item_that_is_lost_takes_no_other_with_it(processes):
    """One that is too slow, one that fails and one that kills its process are each lost alone."""
    items = ["a", "sleep", "b", "fail", "c", "die", "d"] + ["e"] * 50
    began = time.monotonic()
    answers = run(act, items, seconds=0.5, processes=processes)
    assert answers[:7] == ["a!", Lost.TOO_LONG, "b!", Lost.FAILED, "c!", Lost.FAILED, "d!"]
    assert answers[7:] == ["e!"] * 50
    assert time.monotonic() - began < 10
    assert not active_children()


def where(item):
    """Say which process did an item, and take the time that it asks for."""
    time.sleep(item)
    return os.getpid()


@needs_fork
@pytest.mark.parametrize("processes", [2, 4])
def test_heavy_items_are_left_to_half_of_the_processes(processes):
    """The others begin with what is left, so that few of them ever hold what the heavy ones need."""
    items = [0.01] * 12 + [0.05] * 24
    found = dict(answered(where, items, seconds=20, processes=processes, heavy=12))
    assert sorted(found) == list(range(36))
    assert len({found[number] for number in range(12)}) == processes // 2
    assert len(set(found.values())) == processes


@needs_fork
def test_who_has_nothing_else_helps_with_the_heavy_items():
    """No process stands idle while there is something to do, and one that dies takes nothing with it."""
    found = dict(answered(where, [0.05] * 20 + [0.01], seconds=20, processes=2, heavy=20))
    assert len({found[number] for number in range(20)}) == 2
    items = ["a", "die", "b", *["c"] * 6]
    lost = dict(answered(act, items, seconds=20, processes=2, heavy=3))
    assert [lost[number] for number in range(3)] == ["a!", Lost.FAILED, "b!"]
    assert len(lost) == len(items)


def test_nothing_to_do_starts_nothing(monkeypatch):
    """Without items no process is started."""
    monkeypatch.setattr(workers, "_hire", None)
    assert run(act, [], seconds=1, processes=4) == []


def test_processes_that_do_not_fork_answer_alike(monkeypatch):
    """Where a process cannot be copied a new one is started, with the same result."""
    monkeypatch.setattr(workers, "_may_fork", lambda: False)
    texts = [Text("passage", "one *two*"), Text("document", "# Three")]
    assert run(convert, texts, seconds=30, processes=1) == [convert(text) for text in texts]


@needs_fork
def test_a_process_with_threads_is_never_copied():
    """A copy of a process with several threads could wait for ever, so a new one is started in its place."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert not workers._may_fork()
    finally:
        done.set()
        thread.join()


@needs_fork
@pytest.mark.parametrize("how", ["SIGINT", "SIGKILL"])
def test_nothing_outlives_the_command(how):
    """After Ctrl-C the workers are gone at once and silent; they end by themselves where the command was killed."""
    script = (
        "import time\nfrom peerchallenge.workers import run\n"
        "def slow(item):\n    time.sleep(1)\n"
        "if __name__ == '__main__':\n"
        "    print('started', flush=True)\n"
        "    try:\n        run(slow, list(range(400)), seconds=9, processes=3)\n"
        "    except KeyboardInterrupt:\n        print('stopped')\n"
    )
    command = subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=ROOT,
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with command:
        assert command.stdout.readline() == "started\n"
        time.sleep(0.5)
        os.killpg(command.pid, signal.SIGINT) if how == "SIGINT" else command.kill()
        out, err = command.communicate(timeout=20)
    assert err == ""
    assert out == ("stopped\n" if how == "SIGINT" else "")
    for _ in range(60):
        if not _running(command.pid):
            return
        time.sleep(0.1)
    pytest.fail("a worker is still running")


def _running(session):
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            return True
    return False
