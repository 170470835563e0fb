"""A finished folder takes another's place; whatever cuts it off, one of the two is there after the next command."""

import os
from pathlib import Path

import pytest

from peerchallenge.publish import exchange


def folder(path, word):
    path.mkdir()
    (path / "index.html").write_text(word)
    return path


def finished(place, word):
    new = exchange.new_name(place)
    new.mkdir()
    (new / "index.html").write_text(word)
    return new


def word(place):
    return (place / "index.html").read_text()


@pytest.fixture
def place(tmp_path):
    """Make the folder of a published site."""
    return folder(tmp_path / "site", "old")


@pytest.fixture
def without_exchange(monkeypatch):
    """Stand for a system that cannot exchange two folders."""
    monkeypatch.setattr(exchange, "_system_call", lambda: None)


def test_the_first_site_is_simply_put_in_place(tmp_path):
    """Where nothing stands yet, one rename is enough."""
    exchange.replace(tmp_path / "site", finished(tmp_path / "site", "new"))
    assert word(tmp_path / "site") == "new"


def test_the_place_is_never_empty(place, monkeypatch):
    """Where the system can exchange folders, nothing is renamed away first."""
    if exchange._system_call() is None:
        pytest.skip("this system cannot exchange folders")
    monkeypatch.setattr(Path, "rename", None)
    exchange.replace(place, finished(place, "new"))
    assert word(place) == "new"
    exchange.repair(place)
    assert [path.name for path in place.parent.iterdir()] == ["site"]


def test_two_renames_where_the_system_has_no_exchange(place, without_exchange):
    """The result is the same, and nothing is left over."""
    exchange.replace(place, finished(place, "new"))
    exchange.repair(place)
    assert word(place) == "new"
    assert [path.name for path in place.parent.iterdir()] == ["site"]


@pytest.mark.parametrize("number", sorted(exchange._NOT_OFFERED))
def test_a_disk_that_refuses_to_exchange_is_no_obstacle(place, monkeypatch, number):
    """Network drives and old systems say so in several ways; all lead to the two renames."""
    monkeypatch.setattr(exchange, "_system_call", lambda: lambda _one, _other: -1)
    monkeypatch.setattr(exchange.ctypes, "get_errno", lambda: number)
    exchange.replace(place, finished(place, "new"))
    assert word(place) == "new"


def test_any_other_refusal_is_an_error(place, monkeypatch):
    """A fault of the disk is not tried again in another way."""
    monkeypatch.setattr(exchange, "_system_call", lambda: lambda _one, _other: -1)
    monkeypatch.setattr(exchange.ctypes, "get_errno", lambda: 5)
    with pytest.raises(OSError, match="Input/output error"):
        exchange.replace(place, finished(place, "new"))
    assert word(place) == "old"


class Killed(BaseException):
    """Stands for a process that ends here and now."""


CALLS = [(os, "fsync", 1), (os, "fsync", 2), (os, "fsync", 3), (os, "rename", 1), (os, "rename", 2), (os, "unlink", 1)]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("module", "name", "turn"), CALLS)
def test_killed_at_any_step_of_the_two_renames(place, without_exchange, monkeypatch, module, name, turn, after):
    """Just before or just after each call, the next command finds the old site or the new one, and clears the rest."""
    new = finished(place, "new")
    turns = []
    real = getattr(module, name)

    def call(*arguments, **options):
        turns.append(name)
        if len(turns) == turn and not after:
            raise Killed
        result = real(*arguments, **options)
        if len(turns) == turn:
            raise Killed
        return result

    with monkeypatch.context() as patch:
        patch.setattr(module, name, call)
        with pytest.raises(Killed):
            exchange.replace(place, new)
    exchange.repair(place)
    assert word(place) in {"old", "new"}
    assert [path.name for path in place.parent.iterdir()] == ["site"]
    exchange.replace(place, finished(place, "newer"))
    assert word(place) == "newer"


def test_a_second_rename_that_fails_puts_the_old_site_back(place, without_exchange, monkeypatch):
    """Where the new folder cannot take the place, for example because a program has it open, the old one returns."""
    new = finished(place, "new")
    real = os.rename

    def rename(one, other, **options):
        if Path(one) == new:
            raise PermissionError(13, "Permission denied", str(one))
        return real(one, other, **options)

    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", rename)
        with pytest.raises(PermissionError):
            exchange.replace(place, new)
    assert word(place) == "old"


@pytest.mark.parametrize("journal", ["", "site.building-0123", "../elsewhere", "site.building-" + "0" * 16])
def test_a_journal_that_names_nothing_brings_the_old_site_back(tmp_path, journal):
    """A journal cut short or altered by hand never leads anywhere else, and the old site is not cleared away."""
    folder(tmp_path / ("site.replaced-" + "1" * 16), "old")
    (tmp_path / ".site.journal").write_text(journal)
    exchange.repair(tmp_path / "site")
    assert word(tmp_path / "site") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_only_our_own_leftovers_are_cleared(place):
    """A person's folder with a name like ours stays."""
    theirs = [folder(place.parent / name, "theirs") for name in ("site.building-old", "site.backup", "my-site")]
    exchange.new_name(place).mkdir()
    exchange.repair(place)
    assert sorted(place.parent.iterdir()) == sorted([place, *theirs])


def test_nothing_to_repair_where_there_is_no_folder(tmp_path):
    """The first build into a folder that is not there yet finds nothing to do."""
    exchange.repair(tmp_path / "new" / "site")
    assert list(tmp_path.iterdir()) == []
