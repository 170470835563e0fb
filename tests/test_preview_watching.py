"""What the preview notices: every save, a change of branch as one, and nothing that is not content."""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fake_maker import FakeMaker, previewed
from hypothesis import given, settings
from hypothesis import strategies as st

from peerchallenge.preview import drives, watching
from peerchallenge.preview.watching import Changes, watched


@pytest.fixture(params=["notified", "polled"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways of watching."""
    if request.param == "polled":
        monkeypatch.setenv("PEERCHALLENGE_POLL", "1")
    elif drives.reason_to_poll([Path()]):
        pytest.skip("this folder has to be polled")
    return request.param


@contextmanager
def watching_of(*folders: Path, ignored: tuple[Path, ...] = ()) -> Iterator[Changes]:
    """Watch folders until the test is done."""
    changes, stopped = Changes(), threading.Event()
    thread = watching.watch(watched(folders, ignored), changes, stopped, lambda _: None)
    try:
        yield changes
    finally:
        stopped.set()
        thread.join(10)
        assert not thread.is_alive()


def seen(changes: Changes, last: Path, seconds: float = 10) -> set[str]:
    """Gather what is seen until a path is among it."""
    found: set[str] = set()
    timer = threading.Timer(seconds, changes.close)
    timer.start()
    try:
        while str(last) not in found:
            taken = changes.take()
            assert taken is not None, f"{last} was not seen, only {sorted(found)}"
            found |= taken
    finally:
        timer.cancel()
    return found


def test_every_kind_of_change_is_seen(way: str, tmp_path: Path) -> None:
    """A file added, changed, replaced as editors do, renamed or removed; the old name counts as well as the new."""
    content = tmp_path / "content"
    content.mkdir()
    for name in ("changed", "replaced", "renamed", "removed"):
        (content / f"{name}.md").write_text("before", "utf-8")
    (tmp_path / "aside.md").write_text("moved in", "utf-8")
    os.utime(tmp_path / "aside.md", (1, 1))
    with watching_of(content) as changes:
        (content / "added.md").write_text("new", "utf-8")
        (content / "changed.md").write_text("after!", "utf-8")
        (content / "new text").write_text("replacement", "utf-8")
        (content / "new text").replace(content / "replaced.md")
        (content / "renamed.md").rename(content / "named.md")
        (content / "removed.md").unlink()
        (tmp_path / "aside.md").rename(content / "old.md")
        time.sleep(0.6)
        (content / "z.md").write_text("last", "utf-8")
        found = {Path(path).name for path in seen(changes, content / "z.md")}
    wanted = ("added", "changed", "replaced", "renamed", "named", "removed", "old")
    assert {f"{name}.md" for name in wanted} <= found


def test_a_file_changed_without_a_new_date_is_seen(way: str, tmp_path: Path) -> None:
    """Programs that copy keep the date of a file; its size or its identity tells."""
    letter = tmp_path / "letter.md"
    letter.write_text("before", "utf-8")
    os.utime(letter, (1000, 1000))
    with watching_of(tmp_path) as changes:
        (tmp_path / "copy").write_text("after!", "utf-8")
        os.utime(tmp_path / "copy", (1000, 1000))
        (tmp_path / "copy").replace(letter)
        assert str(letter) in seen(changes, letter)


def test_folders_that_come_later_are_watched(way: str, tmp_path: Path) -> None:
    """A new challenge's folder is seen with all that is in it, and so is what is saved there afterwards."""
    with watching_of(tmp_path) as changes:
        letter = tmp_path / "challenges" / "a" / "letter.md"
        letter.parent.mkdir(parents=True)
        letter.write_text("first", "utf-8")
        seen(changes, letter)
        letter.write_text("second save", "utf-8")
        seen(changes, letter)
        shutil.copytree(tmp_path / "challenges", tmp_path / "copied")
        seen(changes, tmp_path / "copied" / "a" / "letter.md")


def test_a_folder_that_is_replaced_is_watched_anew(way: str, tmp_path: Path) -> None:
    """A change of branch takes folders away and brings others of the same name, even the one that is watched."""
    content = tmp_path / "content"
    letter = content / "challenges" / "letter.md"
    letter.parent.mkdir(parents=True)
    letter.write_text("one", "utf-8")
    shutil.copytree(content, tmp_path / "other")
    with watching_of(content) as changes:
        content.rename(tmp_path / "gone")
        (tmp_path / "other").rename(content)
        (letter.parent / "late.md").write_text("late", "utf-8")
        seen(changes, letter.parent / "late.md")
        letter.write_text("after the replacement", "utf-8")
        seen(changes, letter)
        shutil.rmtree(content)
        time.sleep(1.2)
        letter.parent.mkdir(parents=True)
        letter.write_text("back again", "utf-8")
        seen(changes, letter)


def test_a_folder_that_does_not_exist_yet_is_watched_from_when_it_does(way: str, tmp_path: Path) -> None:
    """A council may add templates of its own while the preview runs."""
    templates = tmp_path / "templates"
    with watching_of(tmp_path / "content", templates) as changes:
        templates.mkdir()
        (templates / "base.html").write_text("own", "utf-8")
        seen(changes, templates / "base.html")


LITTER = (
    "~$letter.docx",
    ".letter.md.swp",
    "4913",
    ".#letter.md",
    "letter.md~",
    ".DS_Store",
    "#letter.md#",
    "Thumbs.db",
)


def test_what_is_not_content_is_not_seen(way: str, tmp_path: Path) -> None:
    """Editors' litter, hidden folders and the output cause no build."""
    for name in (".git", "site"):
        (tmp_path / name).mkdir()
    with watching_of(tmp_path, ignored=(tmp_path / "site",)) as changes:
        for name in (*LITTER, ".git/HEAD", "site/index.html"):
            (tmp_path / name).write_text("litter", "utf-8")
        (tmp_path / "letter.md").write_text("content", "utf-8")
        assert seen(changes, tmp_path / "letter.md") == {str(tmp_path / "letter.md")}


@pytest.mark.skipif(sys.platform == "win32", reason="making links needs a right that users lack there")
def test_links_are_not_followed(way: str, tmp_path: Path) -> None:
    """A link to the whole disk, or to the folder itself, is not walked; what lies behind it is not seen."""
    content, outside = tmp_path / "content", tmp_path / "outside"
    content.mkdir()
    outside.mkdir()
    (content / "disk").symlink_to("/")
    (content / "loop").symlink_to(content)
    (content / "out").symlink_to(outside)
    with watching_of(content) as changes:
        (outside / "letter.md").write_text("outside", "utf-8")
        time.sleep(0.1)
        (content / "later").symlink_to(outside)
        (outside / "second.md").write_text("outside", "utf-8")
        (content / "letter.md").write_text("inside", "utf-8")
        found = seen(changes, content / "letter.md")
    assert {Path(path).name for path in found} <= {"letter.md", "later", "content"}
    assert not any("outside" in path or "out/" in path for path in found)


def test_a_folder_that_is_a_link_is_watched_under_its_own_name(way: str, tmp_path: Path) -> None:
    """The one link that is followed is the folder that the writer named."""
    if sys.platform == "win32":
        pytest.skip("making links needs a right that users lack there")
    (tmp_path / "real").mkdir()
    (tmp_path / "content").symlink_to(tmp_path / "real")
    with watching_of(tmp_path / "content") as changes:
        (tmp_path / "real" / "letter.md").write_text("text", "utf-8")
        seen(changes, tmp_path / "content" / "letter.md")


def test_saves_in_quick_succession_are_all_seen(tmp_path: Path) -> None:
    """A save during a build leads to another build after it: the last words are always shown."""
    (tmp_path / "index.md").write_text("0", "utf-8")
    with previewed(FakeMaker(tmp_path, seconds=0.05)) as running:
        for number in range(1, 31):
            (tmp_path / "index.md").write_text(str(number), "utf-8")
            time.sleep(0.02)
        end = time.monotonic() + 10
        while (found := text_of(running.maker)) != "30" and time.monotonic() < end:
            time.sleep(0.01)
        assert found == "30"
        assert len(running.maker.seen) <= 31


def test_saves_that_never_pause_are_built_together(tmp_path: Path) -> None:
    """A program that writes all the time makes no more than a few builds a second, and its last words are shown."""
    (tmp_path / "index.md").write_text("0", "utf-8")
    with previewed(FakeMaker(tmp_path)) as running:
        began = time.monotonic()
        for number in range(100):
            (tmp_path / "index.md").write_text(str(number), "utf-8")
            time.sleep(0.02)
        seconds = time.monotonic() - began
        end = time.monotonic() + 10
        while text_of(running.maker) != "99" and time.monotonic() < end:
            time.sleep(0.01)
        assert text_of(running.maker) == "99"
        assert len(running.maker.seen) < 4 + 10 * seconds


def text_of(maker: FakeMaker) -> str:
    page = maker.good and maker.good.find("/")
    return page.data.decode().split("<body>")[1].removesuffix("</body></html>") if page else ""


def test_a_change_of_branch_is_one_build(tmp_path: Path) -> None:
    """Five hundred files that change together are built once, with all of them named."""
    for number in range(500):
        (tmp_path / f"{number}.md").write_text("one branch", "utf-8")
    with previewed(FakeMaker(tmp_path)) as running:
        for number in range(500):
            (tmp_path / f"{number}.md").write_text("another", "utf-8")
        running.maker.wait(2)
        time.sleep(0.5)
        assert [len(changed) for changed in running.maker.seen] == [0, 500]


def test_watching_costs_next_to_nothing(tmp_path: Path) -> None:
    """While nobody writes, less than a hundredth of a processor is used."""
    for number in range(100):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "letter.md").write_text("text", "utf-8")
    with previewed(FakeMaker(tmp_path)):
        time.sleep(0.3)
        began, used = time.monotonic(), time.process_time()
        time.sleep(3)
        assert (time.process_time() - used) / (time.monotonic() - began) < 0.02


def test_where_the_system_reports_nothing_changes_are_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the system has no more watches to give, the preview says so and looks for itself."""

    def fail(*_given: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(watching, "RustNotify", fail)
    said: list[str] = []
    changes, stopped = Changes(), threading.Event()
    thread = watching.watch(watched((tmp_path,)), changes, stopped, said.append)
    (tmp_path / "letter.md").write_text("text", "utf-8")
    seen(changes, tmp_path / "letter.md")
    stopped.set()
    thread.join(10)
    assert len(said) == 1
    assert "the system does not report changes (no space left on device)" in said[0]


@settings(max_examples=20)
@given(st.lists(st.lists(st.text("abc", min_size=1), min_size=1), min_size=1, max_size=20))
def test_nothing_that_is_added_is_lost(batches: list[list[str]]) -> None:
    """However additions fall between takings, all of them are taken."""
    changes, taken = Changes(), set()
    adding = threading.Thread(target=lambda: [changes.add(batch) for batch in batches])
    adding.start()
    wanted = {path for batch in batches for path in batch}
    while taken != wanted:
        taken |= changes.take() or set()
    adding.join()


MOUNTS = r"""/dev/sda1 / ext4 rw 0 0
//server/share /mnt/team\040drive cifs rw 0 0
server:/home /home/far nfs4 rw 0 0
tmpfs /mnt/team\040drive/local tmpfs rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("folder", "far"),
    [
        ("/mnt/team drive/content", True),
        ("/mnt/team drive", True),
        ("/home/far/a/b", True),
        ("/home/near", False),
        ("/mnt/team drive/local/x", False),
        ("/mnt/team drives", False),
    ],
)
def test_a_network_drive_is_known(folder: str, far: bool) -> None:
    """Changes made on another computer are reported by nobody, so that they have to be looked for."""
    assert drives.is_on_network(Path(folder), MOUNTS) is far
