"""What is remembered may be damaged, foreign, in use or gone: the result of a build is the same, and it never fails."""

from __future__ import annotations

import contextlib
import os
import pickle
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from tiny import CHALLENGE, COUNCILS, SITE

from peerchallenge import workers
from peerchallenge.command import main
from peerchallenge.publish.shelf import Entry
from peerchallenge.remember import FOLDER, packing
from peerchallenge.remember.answers import answers, once
from peerchallenge.remember.packing import ForeignError, pack, unpack
from peerchallenge.remember.store import FILE, Store

LETTER = (
    "---\ntitle: Feedback letter\ndated: 2025-09-01\nrecommendations:\n  - {ref: 1, text: Build}\n---\nDear Leader,\n"
)
GOOD = {
    "challenges/wexcombe-2025/challenge.md": CHALLENGE,
    "challenges/wexcombe-2025/letter.md": LETTER,
    "challenges/ashmere-2025/challenge.md": CHALLENGE.replace("wexcombe", "ashmere"),
    "pages/about.md": "---\ntitle: About\n---\nWords.\n",
}
BUILD = ["--as-of", "2026-11-22"]
POSIX = pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="needs an account that can be refused")


def site(folder: Path) -> dict[str, bytes]:
    """Give all files of the site but Pagefind's, which are never the same twice."""
    own = folder / "site"
    names = (path.relative_to(own).as_posix() for path in own.rglob("*") if path.is_file())
    return {name: (own / name).read_bytes() for name in names if not name.startswith(("pagefind/", "."))}


EDITED = LETTER.replace("Leader", "Chief Executive")


@pytest.fixture(scope="module")
def once_built(tmp_path_factory):
    """Give a folder with a site, and the site as it must be after the letter was edited."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PEERCHALLENGE_SEARCH", "0")
        folder = tmp_path_factory.mktemp("once")
        for name, text in ({"site.yml": SITE, "councils.yml": COUNCILS} | GOOD).items():
            path = folder / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        shutil.copytree(folder, folder.parent / "edited")
        patch.chdir(folder)
        assert main(BUILD) == 0
        patch.chdir(folder.parent / "edited")
        Path("content/challenges/wexcombe-2025/letter.md").write_text(EDITED, "utf-8")
        assert main(BUILD) == 0
        return folder, site(folder.parent / "edited")


@pytest.fixture
def built(once_built, tmp_path, monkeypatch):
    """A site that was built once, and a change that makes the next build look at what is remembered."""
    monkeypatch.setenv("PEERCHALLENGE_SEARCH", "0")
    shutil.copytree(once_built[0], tmp_path, dirs_exist_ok=True)
    (tmp_path / "content/challenges/wexcombe-2025/letter.md").write_text(EDITED, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def right(built, once_built, capsys):
    """Build, and hold the site against one built with nothing remembered."""

    def build() -> None:
        assert main(BUILD) == 0, capsys.readouterr()
        assert site(built) == once_built[1]

    return build


def harm(file: Path, how: str) -> None:
    """Do something to the file."""
    data = file.read_bytes()
    for other in file.parent.glob(f"{FILE}-*"):
        other.unlink()
    if how == "damaged":
        spots = random.Random(4)
        data = bytearray(data)
        for _ in range(len(data) // 50):
            data[spots.randrange(100, len(data))] ^= 0xFF
    if how == "directory":
        file.unlink()
        file.mkdir()
        return
    changed = {"truncated": data[: len(data) // 2], "cut short": data[:-10], "empty": b"", "other": b"GIF89a" * 999}
    file.write_bytes(changed.get(how, data))


@pytest.mark.parametrize("how", ["damaged", "truncated", "cut short", "empty", "other", "directory"])
def test_a_damaged_file(built, right, how):
    """A file that is damaged, cut off, emptied or none of ours is begun anew, and the site is right."""
    harm(built / FOLDER / FILE, how)
    right()


@pytest.mark.parametrize("seed", range(5))
def test_any_damage(built, right, seed):
    """Bytes altered anywhere in the file never reach the site, nor stop the build."""
    file, spots = built / FOLDER / FILE, random.Random(seed)
    data = bytearray(file.read_bytes())
    for _ in range(spots.choice([1, 10, 1000])):
        data[spots.randrange(len(data))] = spots.randrange(256)
    file.write_bytes(data)
    right()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE remembered SET value = zeroblob(length(value))",
        "UPDATE remembered SET value = 'text'",
        "UPDATE remembered SET value = 7",
        "UPDATE remembered SET value = (SELECT value FROM remembered ORDER BY key LIMIT 1)",
        "UPDATE remembered SET value = substr(value, 1, length(value) - 1) WHERE length(value) > 500",
        "DELETE FROM remembered WHERE length(value) > 500",
        "DELETE FROM remembered WHERE length(value) <= 500",
        "DELETE FROM remembered WHERE abs(random()) % 2",
        "DROP TABLE remembered",
        "ALTER TABLE remembered RENAME COLUMN value TO worth",
    ],
)
def test_altered_values(built, right, change):
    """Values that were altered, swapped or taken away are made anew."""
    file = sqlite3.connect(built / FOLDER / FILE)
    file.execute(change)
    file.commit()
    file.close()
    right()


def test_values_that_go_during_a_build(built, right, monkeypatch):
    """What was known when the build began and is gone when it is needed is made anew, and the build does not fail."""
    get, calls = Store.get, []

    def forgetful(store, keys):
        found = get(store, keys)
        calls.append(len(found))
        return {} if len(calls) > 4 and len(calls) % 2 else found

    monkeypatch.setattr(Store, "get", forgetful)
    right()
    assert len(calls) > 5


def test_deleted_during_a_build(built, right, monkeypatch):
    """The whole folder may be deleted while a build runs."""
    answered = workers.answered

    def run(*given, **named):
        shutil.rmtree(built / FOLDER, ignore_errors=True)
        return answered(*given, **named)

    monkeypatch.setattr("peerchallenge.remember.answers.answered", run)
    right()


def test_locked(built, right, monkeypatch):
    """While another program keeps the file to itself, the build waits a moment and then goes without; it stays."""
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *given, **named: connect(*given, **(named | {"timeout": 0.05})))
    other = connect(built / FOLDER / FILE, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    other.execute("INSERT INTO remembered VALUES (x'00', x'00', x'00')")
    right()
    other.execute("COMMIT")
    assert other.execute("SELECT count(*) FROM remembered").fetchone()[0] > 10
    other.close()


def test_full_disk(right, monkeypatch):
    """What finds no room is kept as long as the program runs."""
    writable = Store._writable

    def small(store):
        file = writable(store)
        file.execute("PRAGMA max_page_count = 1")
        return file

    monkeypatch.setattr(Store, "_writable", small)
    right()


@POSIX
def test_read_only(built, right):
    """Where nothing may be written, what is there is read all the same."""
    (built / FOLDER / FILE).chmod(0o444)
    (built / FOLDER).chmod(0o555)
    try:
        right()
    finally:
        (built / FOLDER).chmod(0o755)


def test_a_file_where_the_folder_should_be(built, right):
    """Something else of that name is left alone."""
    shutil.rmtree(built / FOLDER)
    (built / FOLDER).write_text("mine", "utf-8")
    right()
    assert (built / FOLDER).read_text("utf-8") == "mine"


def test_two_at_once(tmp_path):
    """Two that remember at the same time in one file lose nothing and are not in each other's way."""

    def keep(number: int) -> None:
        store = Store(tmp_path / "own")
        for part in range(40):
            store.put([(bytes([number, part]), bytes(1000))])
        store.close()

    keep(4)
    threads = [threading.Thread(target=keep, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = Store(tmp_path / "own", writes=False)
    assert len(found.get([bytes([n, part]) for n in range(4) for part in range(40)])) == 160
    found.close()


def test_what_is_not_used_goes_in_the_end(tmp_path):
    """The file does not grow for ever; what the last build used stays."""
    store = Store(tmp_path / "own")
    store.put((number.to_bytes(4, "big"), bytes(100)) for number in range(5000))
    used = [number.to_bytes(4, "big") for number in range(100)]
    store.forget_all_but(used)
    assert len(store.get(number.to_bytes(4, "big") for number in range(5000))) == 100
    assert set(store.get(used)) == set(used)
    store.close()


def test_check_changes_nothing_that_is_remembered(written, monkeypatch):
    """`check` leaves no trace on the disk, with or without an earlier build."""
    folder = written(GOOD)
    assert main(["check", *BUILD]) == 0
    assert not (folder / FOLDER).exists()
    monkeypatch.setenv("PEERCHALLENGE_SEARCH", "0")
    assert main(BUILD) == 0
    before = (folder / FOLDER / FILE).read_bytes()
    (folder / "content/pages/about.md").write_text("---\ntitle: About\n---\nOther words.\n", "utf-8")
    assert main(["check", *BUILD]) == 0
    assert (folder / FOLDER / FILE).read_bytes() == before


def double(number: int) -> tuple[object, ...]:
    """Give a number twice."""
    return number, number * 2


def test_an_answer_is_given_again_from_what_is_remembered(tmp_path):
    """The function is not asked twice, in another process of the command neither."""
    keyed = [(bytes([number]) * 16, number) for number in range(5)]
    store = Store(tmp_path / "own")
    first = answers(lambda _: double, keyed, store, seconds=10, processes=1)
    store.close()
    again = Store(tmp_path / "own", writes=False)
    second = answers(lambda _: pytest.fail("asked again"), keyed, again, seconds=10)
    assert [(a[0], a[1]) for a in first] == [(a[0], a[1]) for a in second] == [double(n) for n in range(5)]
    again.close()


def test_an_answer_whose_value_was_swapped_is_refused(tmp_path):
    """A value that is not the one the answer was given with is not taken for it."""
    store = Store(tmp_path / "own")
    answer = once(b"k" * 16, lambda: ("one", "two"), store)
    answer.values.clear()
    (name, _) = (key for key in answer.names() if not key.endswith(b"s"))
    store.put([(name, pack("three"))])
    with pytest.raises(ForeignError):
        answer[0]
    store.close()


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary() | st.dates() | st.text().map(Markup),
    lambda inner: st.lists(inner).map(tuple) | st.frozensets(st.text()) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(PLAIN)
def test_plain_values_come_back(value):
    """What is packed comes out the same."""
    assert unpack(pack(value)) == value


def test_texts_that_are_alike_are_one():
    """Whether they were one object before or not, they are packed alike, and one object when they are made again."""
    word, other = (str(number) for number in (1000, 1000))
    assert word is not other
    assert pack((word, other)) == pack((word, word))
    texts = {}
    first, second = unpack(pack((word, other)), texts)
    assert first is second is unpack(pack({"of": word}), texts)["of"]


@settings(max_examples=300)
@given(PLAIN, st.randoms(use_true_random=False))
def test_no_bytes_do_harm(value, chance):
    """Altered bytes give a value or say that they are foreign; nothing else happens."""
    data = bytearray(pack((value, Entry("a", b"b"), date(2026, 1, 1))))
    for _ in range(chance.randrange(1, 4)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    with contextlib.suppress(ForeignError):
        unpack(bytes(data))


def reduced(module: str, name: str, *given: object) -> bytes:
    """Pickle a call of something by its name, as an attacker would."""
    inside = pickle.dumps(given, protocol=4)[2:-1]
    names = b"".join(b"\x8c" + bytes([len(word)]) + word.encode() for word in (module, name))
    return b"\x80\x04" + names + b"\x93" + inside + b"R."


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("os", "system"),
        ("builtins", "eval"),
        ("builtins", "exec"),
        ("subprocess", "Popen"),
        ("peerchallenge.publish.search_index", "subprocess.Popen"),
        ("peerchallenge.publish.search_index", "os.system"),
        ("peerchallenge.publish.search_index", "shutil.rmtree"),
        ("peerchallenge.work", "Path"),
        ("peerchallenge.work", "build"),
        ("peerchallenge.remember.store", "Store"),
        ("peerchallenge.workers", "Standing"),
        ("peerchallenge.nothing", "Nothing"),
    ],
)
def test_foreign_bytes_run_no_code(tmp_path, module, name):
    """Bytes that name a function, or a class that does something, are refused before it is called."""
    trace = tmp_path / "trace"
    with pytest.raises(ForeignError):
        unpack(reduced(module, name, f"touch {trace}"))
    assert not trace.exists()


PACK = """
import sys
from pathlib import Path
from peerchallenge import building, making
from peerchallenge.options import Options
from peerchallenge.read import files
from peerchallenge.remember.digest import digest
from peerchallenge.remember.packing import pack
from tiny import TODAY
listed, _ = files.listing(Path("content"))
sums = {file.place: files.sum_of(file) for file in listed}
content = building.Content(files=listed, sums=sums, problems=(), layout=files.layout(Path("content"))[0])
start = building.begun(content, Options(today=TODAY, embargo_day=TODAY))
for name, own in start.folders.items():
    values = making.join(start.ground, making.Unjoined(id=name, files=own, sums=content.sums))
    print(name, *(digest(pack(value)).hex() for value in values))
"""


def test_what_is_packed_has_the_same_bytes_in_every_process(written):
    """What follows from a value is known by the sum of its bytes: were they others each day, all would be made anew."""
    team = "team:\n  - {role: Lead peer, post: Chief Executive, organisation: Elsewhere, party: None}\n---\nA summary"
    challenge = CHALLENGE.replace("---\nA summary", team)
    written(GOOD | {"challenges/wexcombe-2025/challenge.md": challenge, "challenges/wexcombe-2025/a.pdf": b"%PDF"})
    paths = os.pathsep.join(map(str, (Path(__file__).parent.parent, Path(__file__).parent)))
    said = {
        subprocess.run(
            [sys.executable, "-c", PACK],
            env={**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "123"
    }
    assert len(said) == 1
    assert b"wexcombe-2025" in said.pop()


def test_records_of_the_program_are_known():
    """The plain records of the program come back, and no function of it does."""
    assert unpack(pack(Entry("a", b"b"))) == Entry("a", b"b")
    with pytest.raises(ForeignError):
        unpack(pickle.dumps(packing.pack))
