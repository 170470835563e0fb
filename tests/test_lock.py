"""One build at a time, by a lock that dies with its process."""

import os
import signal
import subprocess
import sys
import time

import pytest

from peerchallenge.problems import ContentError
from peerchallenge.publish import lock
from peerchallenge.publish.lock import only_build

HOLDER = """
import sys, time
from pathlib import Path
from peerchallenge.publish.lock import only_build
with only_build(Path(sys.argv[1])):
    print("locked", flush=True)
    time.sleep(float(sys.argv[2]))
"""
FORKING = """
import os, sys, time
from pathlib import Path
from peerchallenge.publish.lock import only_build
with only_build(Path(sys.argv[1])):
    if not os.fork():
        print(os.getpid(), flush=True)
    time.sleep(60)
"""
CONTENDER = """
import sys
from pathlib import Path
from peerchallenge.publish.lock import only_build
from peerchallenge.problems import ContentError
place, turns = Path(sys.argv[1]), int(sys.argv[2])
inside = place.with_name("inside")
for _ in range(turns):
    try:
        with only_build(place):
            inside.mkdir()
            inside.rmdir()
    except ContentError:
        pass
"""


def start(code, *arguments):
    return subprocess.Popen([sys.executable, "-c", code, *map(str, arguments)], stdout=subprocess.PIPE, text=True)


def holder(place):
    process = start(HOLDER, place, 60)
    assert process.stdout.readline() == "locked\n"
    return process


def end(process, number=signal.SIGKILL):
    process.send_signal(number)
    process.wait()
    process.stdout.close()


def test_a_second_build_says_so_at_once(tmp_path):
    """While one process builds, another is told what is going on and what to do, and does not wait."""
    first = holder(tmp_path / "site")
    try:
        began = time.perf_counter()
        with pytest.raises(ContentError) as caught, only_build(tmp_path / "site"):
            pass
        assert time.perf_counter() - began < 1
    finally:
        end(first)
    (problem,) = caught.value.problems
    assert problem.code == "busy"
    assert problem.message == f"Another build is writing “{tmp_path / 'site'}” at this moment."
    assert problem.suggestion == "Wait for it to end, then try again."


def test_a_killed_build_never_blocks_the_next(tmp_path):
    """The lock is gone with the process, however it ended."""
    end(holder(tmp_path / "site"))
    with only_build(tmp_path / "site"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_the_lock_is_one_within_a_process_too(tmp_path):
    """A preview that rebuilds in a second thread is kept out as another process is; the first keeps its lock."""
    with only_build(tmp_path / "site"):
        for _ in range(2):
            with pytest.raises(ContentError), only_build(tmp_path / "site"):
                pass


def test_other_folders_are_free(tmp_path):
    """Two sites can be built at the same time."""
    with only_build(tmp_path / "one"), only_build(tmp_path / "two"):
        pass


def test_nothing_is_left_behind_after_an_error(tmp_path):
    """A build that fails gives the lock up and leaves no file."""
    with pytest.raises(RuntimeError), only_build(tmp_path / "new" / "site"):
        raise RuntimeError
    with only_build(tmp_path / "new" / "site"):
        pass
    assert list((tmp_path / "new").iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only where processes are forked")
def test_a_worker_that_outlives_a_killed_build_does_not_keep_the_lock(tmp_path):
    """A forked child inherits what is open; it lets the lock go."""
    process = start(FORKING, tmp_path / "site")
    worker = int(process.stdout.readline())
    end(process)
    try:
        with only_build(tmp_path / "site"):
            pass
    finally:
        os.kill(worker, signal.SIGKILL)


def test_two_are_never_inside_together(tmp_path):
    """The lock's file is removed and made anew all the time, and still nobody slips in beside another."""
    contenders = [start(CONTENDER, tmp_path / "site", 1500) for _ in range(3)]
    codes = [process.wait() for process in contenders]
    for process in contenders:
        process.stdout.close()
    assert codes == [0, 0, 0]
    assert list(tmp_path.iterdir()) == []


def test_a_lock_whose_file_was_removed_meanwhile_is_taken_anew(tmp_path, monkeypatch):
    """Who opened the file just before its last owner removed it must not hold a lock that nobody else sees."""
    real = lock._lock
    turns = []

    def removed_first(handle):
        if not turns:
            (tmp_path / ".site.lock").unlink()
        turns.append(handle)
        real(handle)

    monkeypatch.setattr(lock, "_lock", removed_first)
    with only_build(tmp_path / "site"):
        assert len(turns) == 2
        with pytest.raises(ContentError), only_build(tmp_path / "site"):
            pass


def test_a_folder_that_cannot_be_written_to_is_told_apart_from_a_busy_one(tmp_path):
    """Where a file stands in the place of the folder above, the words say so."""
    (tmp_path / "file").write_text("")
    with pytest.raises(ContentError) as caught, only_build(tmp_path / "file" / "site"):
        pass
    (problem,) = caught.value.problems
    assert problem.code == "disk"
    assert problem.message.startswith("The site could not be written:")
