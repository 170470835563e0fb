"""The folder of the site holds exactly what was made: the old site or the new one, whole."""

import contextlib
import errno
import json
import os
import pkgutil
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peerchallenge.problems import ContentError, Problem, Severity
from peerchallenge.publish import exchange, files, search_index
from peerchallenge.publish.folder import publish
from peerchallenge.publish.output_folder import MARKER
from peerchallenge.sources import Output

SEARCHED = b"<main data-pagefind-body>words</main>"


def outputs(**files):
    """Make outputs from names (`a_b` for a/b.html) and words."""
    return tuple(Output(path=name.replace("_", "/") + ".html", data=text.encode()) for name, text in files.items())


def put(made, place, **options):
    return publish(made, place, index=options.pop("index", None), root=options.pop("root", place.parent), **options)


def content(place):
    """Give all files of the site but our marker."""
    return {name: (place / name).read_bytes() for name in files.files_under(place) if name != MARKER}


def refusal(made, place, **options):
    with pytest.raises(ContentError) as caught:
        put(made, place, **options)
    (problem,) = caught.value.problems
    return problem


@pytest.fixture
def place(tmp_path):
    """Where the site goes; the folder round it has nothing else."""
    return tmp_path / "round" / "site"


def test_a_first_site(place):
    """All files are written, folders as needed."""
    changes = put(outputs(index="home", a_b_index="deep"), place)
    assert changes.written == ("a/b/index.html", "index.html")
    assert (changes.unchanged, changes.removed) == ((), ())
    assert content(place) == {"index.html": b"home", "a/b/index.html": b"deep"}
    assert [path.name for path in place.parent.iterdir()] == ["site"]


def test_only_what_changed_is_written(place):
    """An unchanged file stays the same file with its date; a page no longer made is gone."""
    put(outputs(same="1", other="2", gone="3"), place)
    os.utime(place / "same.html", (1_000_000_000, 1_000_000_000))
    before = (place / "same.html").stat()
    changes = put(outputs(same="1", other="22", new="4"), place)
    assert changes.written == ("new.html", "other.html")
    assert changes.unchanged == ("same.html",)
    assert changes.removed == ("gone.html",)
    after = (place / "same.html").stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)
    assert content(place) == {"same.html": b"1", "other.html": b"22", "new.html": b"4"}


def test_a_build_that_changes_nothing_touches_nothing(place):
    """The folder itself is still the same one."""
    put(outputs(index="home"), place)
    before = place.stat()
    changes = put(outputs(index="home"), place)
    assert (changes.written, changes.unchanged, changes.removed) == ((), ("index.html",), ())
    assert (place.stat().st_ino, place.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize(
    "tamper",
    [
        lambda place: (place / "index.html").write_text("evil"),
        lambda place: (place / "index.html").unlink(),
        lambda place: (place / "extra.html").write_text("x"),
        lambda place: ((place / "index.html").unlink(), (place / "index.html").symlink_to("/etc/hostname")),
        lambda place: ((place / "index.html").unlink(), (place / "index.html").mkdir()),
        lambda place: (place / "linked").symlink_to("/etc"),
        lambda place: (place / "index.html").chmod(0o600),
        lambda place: (place / MARKER).write_text("[" * 100_000),
    ],
    ids=["altered", "deleted", "added", "link", "folder", "linked-folder", "private", "marker"],
)
def test_what_someone_altered_in_the_site_is_put_right(place, tamper):
    """The bytes are compared, not their dates or what was noted of them."""
    put(outputs(index="home"), place)
    tamper(place)
    put(outputs(index="home"), place)
    assert content(place) == {"index.html": b"home"}
    assert (place / "index.html").stat().st_mode & 0o777 == 0o644
    assert not (place / "index.html").is_symlink()


def test_everyone_can_read_the_site(place):
    """A web server reads it under another name, so the modes do not depend on the account's settings."""
    before = os.umask(0o077)
    try:
        put((*outputs(a_index="x"), Output(path="a/one.pdf", copy_of="one.pdf")), place, root=original(place))
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in (place, *place.rglob("*"))}
    assert modes == {"site": 0o755, "a": 0o755, "index.html": 0o644, "one.pdf": 0o644, MARKER: 0o644}


def original(place):
    """Make the folder an original comes from, beside the one round the site."""
    root = place.parent.parent / "content"
    root.mkdir(exist_ok=True)
    (root / "one.pdf").write_bytes(b"%PDF-1")
    (root / "one.pdf").chmod(0o600)
    return root


def test_originals_are_copied_and_copied_again_when_they_change(place):
    """They are copies: what happens to one in the content does not reach the site before the next build."""
    root = original(place)
    carried = (Output(path="a/one.pdf", copy_of="one.pdf"),)
    assert put(carried, place, root=root).written == ("a/one.pdf",)
    assert put(carried, place, root=root).unchanged == ("a/one.pdf",)
    (root / "one.pdf").write_bytes(b"%PDF-2")
    assert content(place) == {"a/one.pdf": b"%PDF-1"}
    assert put(carried, place, root=root).written == ("a/one.pdf",)
    assert content(place) == {"a/one.pdf": b"%PDF-2"}


def test_an_original_that_has_gone_is_named(place):
    """The site stays as it was, and the words name the file."""
    put(outputs(index="home"), place)
    problem = refusal((Output(path="a.pdf", copy_of="missing.pdf"),), place)
    assert problem.message == (
        "The site could not be written: a file is no longer there (at “missing.pdf”). "
        "What was published before is unchanged."
    )
    assert content(place) == {"index.html": b"home"}


NAMES = st.sampled_from(["index.html", "a/index.html", "a/b/index.html", "a/b/c.html", "d.html", "e/f/g.css"])
SITES = st.dictionaries(NAMES, st.sampled_from([b"", b"1", b"2", b"x" * 70_000]), min_size=1)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sites=st.lists(SITES, min_size=1, max_size=6), exchanges=st.booleans(), links=st.booleans())
def test_the_folder_always_equals_the_last_site(place, monkeypatch, sites, exchanges, links):
    """Whatever was there before, with and without exchange and links, the bytes are those of the last build."""
    shutil.rmtree(place, ignore_errors=True)
    with monkeypatch.context() as patch:
        if not exchanges:
            patch.setattr(exchange, "_system_call", lambda: None)
        if not links:
            patch.setattr(os, "link", refuse(errno.EPERM))
        before = {}
        for site in sites:
            changes = put(tuple(Output(path=path, data=data) for path, data in site.items()), place)
            assert content(place) == site
            assert set(changes.written) == {path for path in site if before.get(path) != site[path]}
            assert set(changes.removed) == before.keys() - site.keys()
            before = site
    assert [path.name for path in place.parent.iterdir()] == ["site"]


def test_the_same_site_has_the_same_bytes(tmp_path):
    """Our marker holds no time and no name of a computer."""
    for name in ("one", "two"):
        put(outputs(index="home"), tmp_path / name)
    assert (tmp_path / "one" / MARKER).read_bytes() == (tmp_path / "two" / MARKER).read_bytes()
    assert json.loads((tmp_path / "one" / MARKER).read_bytes()) == {"version": 1, "files": 1, "search": ""}


# Folders that are refused


def test_a_folder_with_other_files_is_refused(place):
    """What this program did not make it does not remove."""
    place.mkdir(parents=True)
    (place / "thesis.docx").write_text("years of work")
    problem = refusal(outputs(index="home"), place)
    assert problem.message == (
        f"The site cannot be written to “{place}”, which holds files that this program did not make."
    )
    assert problem.suggestion == "Choose another folder with --output, or empty it."
    assert content(place) == {"thesis.docx": b"years of work"}


def test_an_empty_folder_is_taken(place):
    """An empty folder holds nothing to lose."""
    place.mkdir(parents=True)
    put(outputs(index="home"), place)
    assert content(place) == {"index.html": b"home"}


def test_a_git_folder_in_the_site_is_not_thrown_away(place):
    """Some publish by committing the site's folder; its history is not ours."""
    put(outputs(index="home"), place)
    (place / ".git").mkdir()
    problem = refusal(outputs(index="new"), place)
    assert problem.message.endswith("which holds a .git folder, whose history would be lost.")


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("content", "holds the folder “content”, which the site is made from."),
        ("content/site", "lies in the folder “content”, which the site is made from."),
        (".", "holds the folder “content”, which the site is made from."),
        ("content/../content/x", "lies in the folder “content”, which the site is made from."),
        ("way/x", "lies in the folder “content”, which the site is made from."),
        ("file", "is a file."),
        ("way", "is a link to another folder."),
        ("broken", "is a link to another folder."),
        ("../home", "is your home folder, or holds it."),
        ("/", "is your home folder, or holds it."),
        (str(Path(exchange.__file__).parent.parent), "holds the folder “peerchallenge”, which the site is made from."),
    ],
)
def test_folders_that_would_be_destroyed_are_refused(tmp_path, monkeypatch, place, words):
    """The site never goes where it comes from, nor over a link, a file or a home."""
    for name in ("work/content", "home"):
        (tmp_path / name).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "work")
    (tmp_path / "work" / "file").write_text("")
    (tmp_path / "work" / "way").symlink_to("content")
    (tmp_path / "work" / "broken").symlink_to("nowhere")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    before = sorted(tmp_path.rglob("*"))
    problem = refusal(outputs(index="home"), Path(place), sources=(Path("content"), Path("templates")))
    assert problem.code == "output"
    assert problem.message == f"The site cannot be written to “{Path(place)}”, which {words}"
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("path", ["../x.html", "/x.html", "a/../../x.html", "a//b", "", MARKER, "pagefind/x", "a\\b"])
def test_a_name_that_leads_out_of_the_folder_is_never_written(place, path):
    """The last door holds even where the checks were left out."""
    assert refusal((Output(path=path, data=b"x"),), place).code == "unsafe-path"
    assert not place.parent.exists()


# Faults and kills


def refuse(number, when=1):
    """Make a function that fails with a fault of the system from its n-th call on."""
    calls = []

    def call(*_arguments, **_options):
        calls.append(1)
        if len(calls) >= when:
            raise OSError(number, os.strerror(number))

    return call


class Killed(BaseException):
    """Stands for Ctrl-C, at one exact place."""


STEPS = [f"os.{name}" for name in ("mkdir", "link", "chmod", "fsync", "rename", "scandir", "open", "unlink", "rmdir")]
STEPS += ["builtins.open"]


class Faulty:
    """Counts the calls of a function of the system, and lets one of them fail."""

    def __init__(self, real, turn, error):
        self.real, self.turn, self.error, self.calls, self.lock = real, turn, error, 0, threading.Lock()

    def __call__(self, *arguments, **options):
        """Fail if it is this call's turn, before anything is done."""
        with self.lock:
            self.calls += 1
            fails = self.calls == self.turn
        if fails:
            raise self.error
        return self.real(*arguments, **options)


OLD = {"index.html": b"old", "a/index.html": b"same", "gone/index.html": b"gone", "one.pdf": b"%PDF-1"}
NEW = {"index.html": b"new", "a/index.html": b"same", "b/c/index.html": b"b", "one.pdf": b"%PDF-1"}


def make(site):
    return tuple(Output(path=path, data=data) for path, data in site.items())


@pytest.mark.parametrize("exchanges", [True, False], ids=["exchange", "journal"])
@pytest.mark.parametrize("error", [Killed(), OSError(errno.EIO, "Input/output error")], ids=["ctrl-c", "fault"])
@pytest.mark.parametrize("name", STEPS)
def test_cut_off_at_every_call(place, monkeypatch, name, error, exchanges):
    """Each call to the system in turn fails: the site is the old one or the new one, and nothing stays behind."""
    if not exchanges:
        monkeypatch.setattr(exchange, "_system_call", lambda: None)
    for turn in range(1, 100):
        shutil.rmtree(place, ignore_errors=True)
        put(make(OLD), place)
        faulty = Faulty(pkgutil.resolve_name(name), turn, error)
        raised = None
        with monkeypatch.context() as patch:
            patch.setattr(name, faulty)
            try:
                put(make(NEW), place)
            except (Killed, ContentError) as caught:
                raised = caught
        after_fault = content(place)
        put(make(NEW), place)
        assert content(place) == NEW
        assert [path.name for path in place.parent.iterdir()] == ["site"]
        if faulty.calls < turn:
            break
        whole_sites = {Killed: [OLD, NEW], ContentError: [OLD], type(None): [NEW]}
        assert after_fault in whole_sites[type(raised)]
        if isinstance(raised, ContentError):
            assert raised.problems[0].message.startswith("The site could not be written: the disk reports a fault")
    else:
        pytest.fail("the calls never ended")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EACCES, "you are not allowed to write there"),
        (errno.EROFS, "the disk can only be read"),
        (errno.EIO, "the disk reports a fault"),
        (errno.ENAMETOOLONG, "a name is too long for this disk"),
        (errno.EMFILE, "too many files are open"),
        (errno.EBUSY, "the folder is in use, or is a shared folder of its own"),
        (errno.ELOOP, "the system says “Too many levels of symbolic links”"),
    ],
)
def test_a_disk_that_refuses_is_told_in_one_clear_line(place, monkeypatch, number, words):
    """What was published stands, byte for byte; the words say why the new site is not there."""
    put(outputs(index="old"), place)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse(number))
        problem = refusal(outputs(index="new"), place)
    assert problem.message == f"The site could not be written: {words}. What was published before is unchanged."
    assert problem.suggestion
    assert content(place) == {"index.html": b"old"}


def test_a_name_that_is_too_long(place):
    """The system's limit is told in words, and names the file."""
    problem = refusal((Output(path="a" * 300 + ".html", data=b""),), place)
    assert "a name is too long for this disk" in problem.message


BUILDS = """
import os, sys
from pathlib import Path
from peerchallenge.publish import exchange
from peerchallenge.publish.folder import publish
from peerchallenge.sources import Output
place, mode = Path(sys.argv[1]), sys.argv[2]
if mode == "journal":
    exchange._system_call = lambda: None
def build(turn):
    made = tuple(
        Output(path=f"p{number % 4}/p{number}/index.html", data=(f"{turn if number % 2 else 0} " * 500).encode())
        for number in range(turn % 3, 30)
    )
    publish(made, place, index=None, root=Path())
for line in sys.stdin:
    child = os.fork()
    if not child:
        build(int(line))
        os._exit(0)
    print(child, flush=True)
    os.waitpid(child, 0)
    print("ended", flush=True)
"""


def whole(place):
    """Say which turn's site stands there; fail where it is none's, or a mixture."""
    found = content(place)
    turns = {int(data.split()[0]) for name, data in found.items() if int(name.split("/p")[-1].split("/")[0]) % 2}
    assert len(turns) == 1
    (turn,) = turns
    expected = {
        f"p{number % 4}/p{number}/index.html": (f"{turn if number % 2 else 0} " * 500).encode()
        for number in range(turn % 3, 30)
    }
    assert found == expected
    return turn


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only where a process can be killed at any moment")
@pytest.mark.parametrize("mode", ["exchange", "journal"])
def test_killed_at_any_moment(place, mode):
    """Sixty kills at random moments: the site is always a whole one, and the next command leaves nothing behind."""
    chance = random.Random(mode)
    finished, taken, kills = 0, 0.0, 60
    with subprocess.Popen(
        [sys.executable, "-c", BUILDS, str(place), mode],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parent.parent,
    ) as builds:
        for turn in range(1, kills + 1):
            began = time.perf_counter()
            print(turn, file=builds.stdin, flush=True)
            child = int(builds.stdout.readline())
            if turn > 3:
                time.sleep(chance.uniform(0, taken * 1.3))
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
            assert builds.stdout.readline() == "ended\n"
            taken = taken if turn > 3 else time.perf_counter() - began
            if mode == "exchange":
                whole(place)
            exchange.repair(place)
            finished += whole(place) == turn
            assert [path.name for path in place.parent.iterdir()] == ["site"]
    assert 3 < finished < kills, "kills must fall both before and after the exchange"


# The search index


def fake_index(made, problem=None):
    def index(folder):
        made.append(folder)
        if problem is None:
            (folder / "pagefind" / "index").mkdir(parents=True)
            (folder / "pagefind" / "index" / "one").write_text(str(len(made)))
        return problem

    return index


def test_the_index_is_made_once_for_the_same_words(place):
    """As long as no searched page changes, the index is carried over and not made again; it is never half there."""
    made = []
    searched = Output(path="letter.html", data=SEARCHED)
    put((searched,), place, index=fake_index(made))
    put((searched,), place, index=fake_index(made))
    put((searched, *outputs(index="home")), place, index=fake_index(made))
    assert len(made) == 1
    assert content(place)["pagefind/index/one"] == b"1"
    put((Output(path="letter.html", data=SEARCHED.replace(b"words", b"others")),), place, index=fake_index(made))
    assert content(place)["pagefind/index/one"] == b"2"
    assert all(folder != place for folder in made)


@pytest.mark.parametrize("damage", ["one", "two"])
def test_a_damaged_index_is_made_again(place, damage):
    """A file that a virus scanner took away, or one that came from elsewhere, is noticed."""
    made = []
    put((Output(path="letter.html", data=SEARCHED),), place, index=fake_index(made))
    (place / "pagefind" / "index" / "one").rename(place / "pagefind" / "index" / "gone") if damage == "one" else (
        place / "pagefind" / "index" / "two"
    ).write_text("?")
    put((Output(path="letter.html", data=SEARCHED),), place, index=fake_index(made))
    assert len(made) == 2


def test_a_site_without_searched_pages_has_no_index(place):
    """Nothing to find, nothing to make; an index that was there before goes."""
    made = []
    put((Output(path="letter.html", data=SEARCHED),), place, index=fake_index(made))
    put(outputs(index="home"), place, index=fake_index(made))
    assert len(made) == 1
    assert content(place) == {"index.html": b"home"}


def test_an_index_that_fails_does_not_stop_the_build(place):
    """The site is published without it, the warning is handed on, and the next build tries again."""
    warning = Problem(path="pagefind", severity=Severity.WARNING, code="search", message="No.")
    searched = Output(path="letter.html", data=SEARCHED)
    assert put((searched,), place, index=fake_index([], warning)).problems == (warning,)
    assert content(place) == {"letter.html": SEARCHED}
    made = []
    assert put((searched,), place, index=fake_index(made)).problems == ()
    assert len(made) == 1


def test_a_preview_makes_no_index_and_keeps_one_that_fits(place):
    """While a person writes, the index of the last build serves as long as its words are the site's."""
    searched = Output(path="letter.html", data=SEARCHED)
    put((searched,), place, index=fake_index([]))
    put((searched, *outputs(index="home")), place)
    assert search_index.is_whole(place)
    put((Output(path="letter.html", data=SEARCHED.replace(b"words", b"others")),), place)
    assert not search_index.is_whole(place)
