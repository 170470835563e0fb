"""A build that would change nothing says so at once, and never says so when something has changed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny import CHALLENGE

from peerchallenge import unchanged
from peerchallenge.command import main
from peerchallenge.notes import Note, Rows, Said, array, read_note, read_record, write_note, write_record
from peerchallenge.publish import previous, record
from peerchallenge.publish.record import UNKNOWN, Record
from peerchallenge.remember import FOLDER

ROOT = Path(__file__).parent.parent
GOOD = {
    "challenges/wexcombe-2025/challenge.md": CHALLENGE,
    "challenges/wexcombe-2025/letter.md": "---\ntitle: Feedback letter\ndated: 2025-09-01\n---\nDear Leader,\n",
    "challenges/wexcombe-2025/notes.pdf": b"%PDF-1.7",
    "pages/about.md": "---\ntitle: About\n---\nWords.\n",
}
BUILD = ["--as-of", "2026-11-22"]
LETTER = "content/challenges/wexcombe-2025/letter.md"
SAME = "Nothing had changed: site stands as it was"


@pytest.fixture
def folder(written, monkeypatch):
    """A site that was just built."""
    monkeypatch.setenv("PEERCHALLENGE_SEARCH", "0")
    own = written(GOOD)
    assert main(BUILD) == 0
    return own


@pytest.fixture
def says(capsys):
    """Run the command and give what it prints."""

    def say(*arguments: str, code: int = 0) -> str:
        capsys.readouterr()
        assert main([*BUILD, *arguments]) == code
        return capsys.readouterr().out

    return say


def settled(folder: Path) -> None:
    """Date everything an hour back, as it would be found an hour later."""
    then = time.time() - 3600
    for path in (folder / "content", *(folder / "content").rglob("*"), folder / "site", *(folder / "site").rglob("*")):
        os.utime(path, (then, then))


def test_nothing_changed(folder, says):
    """The report is that of the last build, with its warnings, and nothing counts as written."""
    first = says("--output", "other")
    again = says("--output", "other")
    assert "Nothing had changed: other stands as it was, 23 pages (0 written, 47 unchanged, 0 removed)." in again
    assert "1 warning" in again
    assert [line for line in first.splitlines() if not line.startswith(("Built", "Took"))] == [
        line for line in again.splitlines() if not line.startswith(("Nothing had", "Took"))
    ]
    assert not folder.joinpath(".site.lock").exists()


def test_nothing_is_written(folder, says):
    """What stands is not touched."""
    before = {path: path.stat() for path in (folder / "site").rglob("*")}
    assert SAME in says()
    after = {path: path.stat() for path in (folder / "site").rglob("*")}
    assert [(p, s.st_ino, s.st_mtime_ns) for p, s in before.items()] == [
        (p, s.st_ino, s.st_mtime_ns) for p, s in after.items()
    ]


def test_the_libraries_are_not_loaded(folder):
    """Neither models nor templates nor Markdown are loaded to see that nothing has changed."""
    code = (
        "import sys; from peerchallenge.command import main; main(sys.argv[1:]);"
        "sys.exit(bool({'pydantic', 'jinja2', 'markdown', 'sqlite3', 'multiprocessing', 'yaml'} & {*sys.modules}))"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    order = [sys.executable, "-c", code, *BUILD]
    EDITS["edited"](folder)
    built = subprocess.run(order, env=env, check=False, capture_output=True)
    assert b"Built" in built.stdout
    assert built.returncode == 1
    again = subprocess.run(order, env=env, check=False, capture_output=True)
    assert SAME.encode() in again.stdout
    assert again.returncode == 0


EDITS = {
    "edited": lambda f: (f / LETTER).write_text("---\ntitle: Feedback letter\n---\nDear Chief Executive,\n", "utf-8"),
    "same-length": lambda f: (f / LETTER).write_bytes((f / LETTER).read_bytes().replace(b"Leader", b"Mayors")),
    "new": lambda f: (f / "content/pages/new.md").write_text("---\ntitle: New\n---\n", "utf-8"),
    "gone": lambda f: (f / "content/pages/about.md").unlink(),
    "renamed": lambda f: (f / "content/pages/about.md").rename(f / "content/pages/more.md"),
    "folder-renamed": lambda f: (f / "content/challenges/wexcombe-2025").rename(f / "content/challenges/w"),
    "original": lambda f: (f / "content/challenges/wexcombe-2025/notes.pdf").write_bytes(b"%PDF-1.8"),
    "own-template": lambda f: shutil.copytree(ROOT / "templates/pages", f / "templates/pages"),
    "own-asset": lambda f: shutil.copytree(ROOT / "assets", f / "assets"),
    "output-edited": lambda f: (f / "site/index.html").write_text("evil", "utf-8"),
    "output-same-length": lambda f: (f / "site/404.html").write_bytes(
        (f / "site/404.html").read_bytes().replace(b"a", b"b")
    ),
    "output-gone": lambda f: (f / "site/404.html").unlink(),
    "output-added": lambda f: (f / "site/councils/extra.html").write_text("x", "utf-8"),
    "output-folder-added": lambda f: (f / "site/councils/extra").mkdir(),
    "output-private": lambda f: (f / "site/index.html").chmod(0o600),
    "output-link": lambda f: ((f / "site/404.html").unlink(), (f / "site/404.html").symlink_to("index.html")),
    "marker": lambda f: (f / "site/.peerchallenge-site").write_text("{}", "utf-8"),
    "no-site": lambda f: shutil.rmtree(f / "site"),
    "left-over": lambda f: (f / "site.building-0123456789abcdef").mkdir(),
}


@pytest.mark.parametrize(
    ("edit", "later"),
    [*((edit, False) for edit in EDITS), *((edit, True) for edit in ("same-length", "new", "output-same-length"))],
)
def test_any_change_is_seen(folder, says, edit, later):
    """Whatever is edited, added, removed or renamed, in the content or in the site, is built: at once, and later."""
    if later:
        settled(folder)
        says()
        assert SAME in says()
    EDITS[edit](folder)
    said = says()
    assert SAME not in said
    assert "Built site" in said
    assert SAME in says()


def test_an_edit_that_keeps_size_and_date_is_seen(folder, says):
    """A file just edited may be edited again before the clock of the disk moves on: it is compared by what it holds."""
    own = folder / LETTER
    (folder / "content/pages/about.md").write_text("---\ntitle: About us\n---\nWords.\n", "utf-8")
    before = own.stat()
    says()
    own.write_bytes(own.read_bytes().replace(b"Leader", b"Mayors"))
    os.utime(own, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert own.stat().st_mtime_ns == before.st_mtime_ns
    noted = unchanged.read_note(folder / FOLDER / "last-build")
    assert noted is not None
    assert os.fsencode(LETTER) in noted.inputs.fresh
    assert SAME not in says()


def test_an_output_that_keeps_size_and_date_is_seen(folder, says):
    """The same holds for the files of the site."""
    own = folder / "site/404.html"
    before = own.stat()
    own.write_bytes(own.read_bytes().replace(b"a", b"b"))
    os.utime(own, ns=(before.st_atime_ns, before.st_mtime_ns))
    folder_before = (folder / "site/councils").stat()
    assert SAME not in says()
    (folder / "site/councils/extra.html").write_text("x", "utf-8")
    os.utime(folder / "site/councils", ns=(folder_before.st_atime_ns, folder_before.st_mtime_ns))
    assert SAME not in says()


def test_what_was_fresh_is_trusted_once_it_has_been_compared(folder, says, monkeypatch):
    """What was compared by what it holds a while later is not read again from then on."""
    monkeypatch.setattr(record, "_TOO_FRESH", 50_000_000)
    says()
    time.sleep(0.1)
    assert SAME in says()
    monkeypatch.setattr(record, "sum_of_file", lambda _: pytest.fail("read again"))
    assert SAME in says()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--as-of", "2026-11-23"],
        ["--drafts"],
        ["--base-url", "https://else.example/"],
        ["--output", "other"],
        ["--format", "json"],
    ],
)
def test_another_order_is_another_build(folder, says, arguments):
    """The day, the options and the folder are part of what was asked."""
    assert SAME not in says(*arguments)


def test_search_is_part_of_what_was_asked(folder, says, monkeypatch):
    """A site built without search is built again with it."""
    monkeypatch.delenv("PEERCHALLENGE_SEARCH")
    assert SAME not in says()


def test_the_next_day_is_another_build(folder, capsys, monkeypatch):
    """Without --as-of the real day counts, and tomorrow an embargo may end."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")
    assert main([]) == 0
    assert main([]) == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1795000000 + 86400))
    capsys.readouterr()
    assert main([]) == 0
    assert SAME not in capsys.readouterr().out


def test_strict(folder, says):
    """A build that let warnings pass says nothing about one that may not."""
    says("--strict", code=1)


def test_after_a_mistake(folder, says):
    """A build that failed leaves nothing to rely on; once the mistake is taken back the site is still right."""
    whole = (folder / LETTER).read_bytes()
    (folder / LETTER).write_text("---\ntitel: x\n---\n", "utf-8")
    says(code=1)
    says(code=1)
    (folder / LETTER).write_bytes(whole)
    assert "0 written" in says()


def test_json_stays_json(folder, says):
    """A script that reads the problems gets the same ones."""
    first = says("--format", "json")
    again = says("--format", "json")
    assert json.loads(first) == json.loads(again)
    assert len(json.loads(again)) == 1


def test_check_after_a_build(folder, says):
    """`check` gives what it would find, whatever became of the site; it is not `build` that it speaks of."""
    shutil.rmtree(folder / "site")
    said = says("check")
    assert "1 challenge" in said
    assert "notes.pdf" in said
    assert SAME not in said
    (folder / LETTER).write_text("---\ntitel: x\n---\n", "utf-8")
    assert "titel" in says("check", code=1)


def test_another_build_at_the_same_time(folder, capsys):
    """Even to say that nothing has changed it waits for no other build, and reads no site that is half replaced."""
    from peerchallenge.publish import lock

    with lock.only_build(Path("site")):
        assert main(BUILD) == 1
    assert "Another build" in capsys.readouterr().out


@pytest.mark.parametrize("harm", ["gone", "empty", "cut", "altered", "other", "folder"])
def test_a_note_that_cannot_be_read_says_nothing(folder, says, harm):
    """Without the note, or with a damaged one, the site is built."""
    note = folder / FOLDER / "last-build"
    data = note.read_bytes()
    note.unlink()
    if harm == "folder":
        note.mkdir()
    elif harm != "gone":
        altered = data[:200] + bytes([data[200] ^ 1]) + data[201:]
        note.write_bytes({"empty": b"", "cut": data[:-1], "altered": altered, "other": b"x" * 99}[harm])
    said = says()
    assert "0 written" in said
    assert SAME not in said


def test_two_processes_come_to_the_same(folder, says, monkeypatch):
    """Large sites are looked at by several processes; every change is seen all the same, and mended."""
    monkeypatch.setattr(unchanged, "_MANY", 4)
    monkeypatch.setattr(previous, "LARGE", 1)

    def site() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in (folder / "site").rglob("*") if path.is_file()}

    assert SAME in says()
    for edit in ("output-edited", "output-gone", "edited", "output-added", "output-edited"):
        before = site()
        EDITS[edit](folder)
        assert SAME not in says()
        assert SAME in says()
        assert (site() == before) is edit.startswith("output")
    (folder / ".site.previous/404.html").unlink()
    (folder / ".site.previous/404.html").write_text("altered", "utf-8")
    before = site()
    (folder / LETTER).write_text("---\ntitle: Feedback letter\n---\nDear all,\n", "utf-8")
    assert "Built" in says()
    assert site() != before
    assert site()[folder / "site/404.html"] == before[folder / "site/404.html"]


NAMES = st.binary(min_size=1, max_size=8).filter(lambda name: b"\0" not in name)
STAMPS = st.integers(-(2**63), 2**63 - 1)


SUMS = st.binary(min_size=16, max_size=16).filter(any)
PATHS = st.text(min_size=1, max_size=8).filter(lambda path: "\0" not in path and path.isprintable())


@given(st.text(), st.lists(st.tuples(NAMES, STAMPS)), st.dictionaries(NAMES, SUMS), st.dictionaries(PATHS, SUMS))
def test_a_note_comes_back(tmp_path_factory, asked, rows, fresh, sums):
    """What is noted is read as it was written."""
    asked = asked.encode("utf-8", "replace").decode()
    site = Record({**sums, "a/": b""}, ("", "a"), array("q", range(len(sums) + 3)), frozenset(("", *sums)))
    own = Rows([name for name, _ in rows], array("q", [stamp for _, stamp in rows]), fresh)
    note = Note(asked, Said("a", "b\n", "c"), own, "/a/ñ", site)
    place = tmp_path_factory.mktemp("note") / "last-build"
    write_note(place, note)
    assert read_note(place) == note
    write_record(place, "/a/ñ", site)
    assert read_record(place, "/a/ñ") == site
    assert read_record(place, "/a/n") == UNKNOWN
    assert read_note(place) is None
