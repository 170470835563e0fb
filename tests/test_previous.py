"""A large site is built on the folder exchanged away last time: what comes of it is what a new one would be."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peerchallenge.problems import ContentError
from peerchallenge.publish import exchange, files, folder, previous, record
from peerchallenge.publish.record import UNKNOWN, Left
from peerchallenge.publish.shelf import entry
from peerchallenge.sources import Output

PATHS = st.sampled_from(["index.html", "a/index.html", "a/b/index.html", "a/b.css", "c/d/e/index.html", "c/list.csv"])
SITES = st.lists(st.dictionaries(PATHS, st.sampled_from([b"1", b"22", b"333"]), min_size=1), min_size=2, max_size=6)


@pytest.fixture(autouse=True)
def every_site_is_large(monkeypatch):
    """Keep the last site however small it is."""
    monkeypatch.setattr(previous, "LARGE", 1)


class Site:
    """A site that is published again and again, with what is known of its files kept in between."""

    def __init__(self, place: Path) -> None:
        self.place, self.record, self.before = place, UNKNOWN, UNKNOWN

    def publish(self, made: dict[str, bytes], put: frozenset[str] | None = None) -> folder.Changes:
        """Publish; only what is in `put` is handed over, as a build does with what it made anew."""
        outputs = tuple(Output(path=path, data=data) for path, data in made.items())
        with folder.opened(self.place, Path(), (), self.left, self.behind) as site:
            known = site.present.sums
            entries = tuple(map(entry, outputs))
            needed = [o for o, e in zip(outputs, entries, strict=True) if known.get(e.path) != e.sum]
            handed = [o for o in outputs if o in needed or (put is None or o.path in put)]
            fresh = site.shelf.put(handed)
            changes = folder.finish(site, entries, fresh, searched="", index=None)
        self.record = changes.record
        self.before = self.before if changes.previous is None else changes.previous
        return changes

    @property
    def left(self) -> Left:
        """Give what the last one left, and whether it stands."""
        return Left(lambda: self.record, lambda: record.stands(str(self.place), self.record), time.time_ns())

    @property
    def behind(self) -> Left:
        """The same of the one before it."""
        place = record.kept(str(self.place))
        return Left(lambda: self.before, lambda: record.stands(place, self.before), time.time_ns())

    def content(self) -> dict[str, bytes]:
        """Give every file but our marker."""
        found = files.files_under(self.place)
        return {path: (self.place / path).read_bytes() for path in found if not path.startswith(".")}

    def folders(self) -> set[str]:
        """Give every folder in it."""
        return {os.path.relpath(within, self.place) for within, _, _ in os.walk(self.place)}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sites=SITES, put=st.frozensets(PATHS))
@pytest.mark.parametrize("new", [0, 2_000_000_000], ids=["dates-believed", "all-new"])
def test_one_site_after_another(tmp_path_factory, monkeypatch, new, sites, put):
    """Whatever changes, the folder holds just what was made, no folder that is empty, and what is known of it is so."""
    monkeypatch.setattr(record, "_TOO_FRESH", new)
    tmp = tmp_path_factory.mktemp("round")
    site = Site(tmp / "site")
    for before, made in zip([{}, *sites], sites, strict=False):
        site.publish(made, put)
        assert site.content() == made
        assert site.folders() == {".", *(str(folder) for path in made for folder in Path(path).parents)}
        assert site.left.stands()
        if made != before:
            assert site.behind.stands() is (tmp / ".site.previous").is_dir()


def test_a_file_of_the_kept_site_that_was_altered_never_comes_back(tmp_path):
    """The kept folder is looked through before it is built on."""
    site = Site(tmp_path / "site")
    for words in (b"1", b"2", b"3"):
        site.publish({"index.html": words, "same.html": b"same"})
    kept = tmp_path / ".site.previous"
    (kept / "same.html").unlink()
    (kept / "same.html").write_bytes(b"evil")
    (kept / "more.html").write_bytes(b"evil")
    site.publish({"index.html": b"4", "same.html": b"same"})
    assert site.content() == {"index.html": b"4", "same.html": b"same"}


@pytest.mark.parametrize("ends", ["unchanged", "unchanged-though-put", "wrong"])
def test_a_build_that_changes_nothing_leaves_the_kept_site(tmp_path, ends):
    """What was kept is still there for the next build after one that found nothing to do, or that failed."""
    site = Site(tmp_path / "site")
    for words in (b"1", b"2"):
        site.publish({"index.html": words, "same.html": b"same"})
    kept = tmp_path / ".site.previous"
    if ends == "wrong":
        with pytest.raises(ContentError), folder.opened(site.place, Path(), (), site.left, site.behind):
            raise ContentError([])
    else:
        site.publish({"index.html": b"2", "same.html": b"same"}, frozenset(["same.html"] if "put" in ends else []))
    assert (kept / "index.html").read_bytes() == b"1"
    one = (kept / "same.html").stat().st_ino
    site.publish({"index.html": b"3", "same.html": b"same"})
    assert (site.place / "same.html").stat().st_ino == one
    assert site.content() == {"index.html": b"3", "same.html": b"same"}


def test_an_altered_file_of_the_same_size_and_date_is_written_again(tmp_path):
    """A file altered right after it was written may keep its date: it is read once more to be sure."""
    site = Site(tmp_path / "site")
    site.publish({"index.html": b"1", "other.html": b"1"})
    own = site.place / "index.html"
    before = own.stat()
    own.write_bytes(b"2")
    os.utime(own, ns=(before.st_atime_ns, before.st_mtime_ns))
    site.publish({"index.html": b"1", "other.html": b"1"})
    assert site.content() == {"index.html": b"1", "other.html": b"1"}


def test_what_is_published_shares_no_file_that_is_written_to(tmp_path):
    """A file of the present site is never written into: who has it open reads the old words to the end."""
    site = Site(tmp_path / "site")
    site.publish({"index.html": b"1"})
    site.publish({"index.html": b"2"})
    with (tmp_path / "site" / "index.html").open("rb") as reading:
        site.publish({"index.html": b"3"})
        assert reading.read() == b"2"


def test_a_kept_site_of_which_nothing_is_known_is_let_go(tmp_path):
    """Without what an earlier build knew of it, it is removed."""
    site = Site(tmp_path / "site")
    for words in (b"1", b"2"):
        site.publish({"index.html": words})
    site.before = UNKNOWN
    site.publish({"index.html": b"3"})
    assert site.content() == {"index.html": b"3"}


@pytest.mark.parametrize("name", ["link", "unlink", "mkdir", "rename", "rmdir", "fsync", "open", "lstat", "scandir"])
@pytest.mark.parametrize("exchanges", [True, False], ids=["exchange", "journal"])
def test_cut_off_anywhere(tmp_path, monkeypatch, name, exchanges):
    """A call to the system that fails leaves the old site or the new one, whole, and the next build mends all else."""
    if not exchanges:
        monkeypatch.setattr(exchange, "_system_call", lambda: None)
    old, new = {"a/index.html": b"1", "b.html": b"1", "same.html": b"0"}, {"a/index.html": b"2", "same.html": b"0"}
    for turn in range(1, 200):
        shutil.rmtree(tmp_path / "round", ignore_errors=True)
        site = Site(tmp_path / "round" / "site")
        for made in (new, old):
            site.publish(made)
        real, calls = getattr(os, name), []

        def faulty(*given, real=real, calls=calls, turn=turn, **named):
            calls.append(given)
            if len(calls) == turn:
                raise OSError(5, "Input/output error")
            return real(*given, **named)

        with monkeypatch.context() as patch:
            patch.setattr(os, name, faulty)
            try:
                site.publish(new)
                expected = [new]
            except ContentError:
                expected = [old]
        assert site.content() in expected
        site.publish(new)
        assert site.content() == new
        if len(calls) < turn:
            return
    pytest.fail("the calls never ended")
