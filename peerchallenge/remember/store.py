"""The door to SQLite: values by their keys in one file, which may be deleted at any time and is never in the way."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Protocol, TypeVar

from peerchallenge.remember.digest import digest

FILE = "remembered.sqlite3"
"""The name of the file."""

_T = TypeVar("_T")
_AT_ONCE = 500
_SCHEMA = "CREATE TABLE IF NOT EXISTS remembered (key BLOB PRIMARY KEY, sum BLOB NOT NULL, value BLOB NOT NULL)"
_SHUT = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOMEM,
}
"""What SQLite says where nothing is wrong with the file itself."""


class Memory(Protocol):
    """Something that keeps bytes by a key."""

    def get(self, keys: Iterable[bytes]) -> Mapping[bytes, bytes]:
        """Give the values of those keys that are known."""

    def put(self, values: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep values."""

    def forget_all_but(self, keys: Iterable[bytes]) -> None:
        """Let go of what is not used, where that takes up room."""


class Scratch:
    """Keeps values as long as the program runs."""

    def __init__(self) -> None:
        """Begin empty."""
        self._values: dict[bytes, bytes] = {}

    def get(self, keys: Iterable[bytes]) -> Mapping[bytes, bytes]:
        """Give the values of those keys that are known."""
        return {key: self._values[key] for key in keys if key in self._values}

    def put(self, values: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep values."""
        self._values.update(values)

    def forget_all_but(self, keys: Iterable[bytes]) -> None:
        """Keep all: it ends with the program."""


class Store:
    """Keeps values in a file in a folder of its own.

    Whatever is wrong with the file, a build goes on without it: what cannot be read or was altered is not known, what
    cannot be written is kept as long as the program runs, and a file that is damaged is begun anew.
    """

    def __init__(self, folder: Path, *, writes: bool = True) -> None:
        """Name the folder; nothing is opened yet. Without `writes` nothing is changed there, or made."""
        self._folder = folder
        self._writes = writes
        self._reads = True
        self._open: tuple[int, sqlite3.Connection] | None = None
        self._aside = Scratch()
        self._lock = threading.RLock()

    def __getstate__(self) -> tuple[Path, bool, bool, Scratch]:
        """Give a process the name of the folder, and never the open file."""
        return self._folder, self._writes, self._reads, self._aside

    def __setstate__(self, state: tuple[Path, bool, bool, Scratch]) -> None:
        """Begin in another process."""
        self._folder, self._writes, self._reads, self._aside = state
        self._open = None
        self._lock = threading.RLock()

    def get(self, keys: Iterable[bytes]) -> Mapping[bytes, bytes]:
        """Give the values of those keys that are known."""
        wanted = list(keys)
        found = self._tried(lambda file: _found(file, wanted), None) if self._reads else {}
        self._reads = found is not None
        return {**(found or {}), **self._aside.get(wanted)}

    def put(self, values: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep values."""
        rows = list(values)
        if self._writes and rows:
            self._writes = self._tried(lambda file: _kept(file, rows), otherwise=False)
        if not self._writes:
            self._aside.put(rows)

    def forget_all_but(self, keys: Iterable[bytes]) -> None:
        """Let go of what the last build did not use, once that is the greater part."""
        used = list(keys)
        if self._writes:
            self._tried(lambda file: _thinned(file, used), None)

    def begin_anew(self) -> None:
        """Take the file away, if it may be written; the next one to ask begins another."""
        self.close()
        for path in self._folder.glob(f"{FILE}*") if self._writes else ():
            with contextlib.suppress(OSError):
                path.unlink()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._open and self._open[0] == os.getpid():
                with contextlib.suppress(sqlite3.Error):
                    self._open[1].close()
            self._open = None

    def _tried(self, act: Callable[[sqlite3.Connection], _T], otherwise: _T) -> _T:
        for _ in range(2):
            try:
                with self._lock:  # one thread at a time: several share the file in a preview
                    return act(self._file())
            except (sqlite3.Error, UnicodeError) as error:
                if not self._writes or getattr(error, "sqlite_errorcode", 0) & 0xFF in _SHUT:
                    break
                self.begin_anew()
            except OSError:
                break
        return otherwise

    def _file(self) -> sqlite3.Connection:
        """Open the file, anew in a process that was copied from one that had it open."""
        if self._open is None or self._open[0] != os.getpid():
            self._open = (os.getpid(), self._opened())
        return self._open[1]

    def _opened(self) -> sqlite3.Connection:
        if self._writes:
            try:
                return self._writable()
            except (sqlite3.OperationalError, OSError):
                self._writes = False
        return self._readable()

    def _writable(self) -> sqlite3.Connection:
        if not self._folder.is_dir():
            self._folder.mkdir(exist_ok=True)
            (self._folder / ".gitignore").write_text("*\n", encoding="ascii")
        file = sqlite3.connect(self._folder / FILE, timeout=10, isolation_level=None, check_same_thread=False)
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("PRAGMA synchronous = OFF")
        file.execute(_SCHEMA)
        return file

    def _readable(self) -> sqlite3.Connection:
        address = f"{(self._folder / FILE).absolute().as_uri()}?mode=ro&immutable=1"
        return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)


def _found(file: sqlite3.Connection, keys: list[bytes]) -> Mapping[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        marks = ",".join("?" * len(some))
        rows = file.execute(f"SELECT key, sum, value FROM remembered WHERE key IN ({marks})", some)  # noqa: S608 (marks alone)
        found.update((key, value) for key, sum_, value in rows if _is_whole(key, sum_, value))
    return found


def _is_whole(key: bytes, sum_: object, value: object) -> bool:
    return isinstance(value, bytes) and sum_ == digest(key, value)


def _kept(file: sqlite3.Connection, rows: list[tuple[bytes, bytes]]) -> bool:
    file.execute("BEGIN IMMEDIATE")
    try:
        whole = ((key, digest(key, value), value) for key, value in rows)
        file.executemany("INSERT OR REPLACE INTO remembered VALUES (?, ?, ?)", whole)
    except BaseException:
        file.execute("ROLLBACK")
        raise
    file.execute("COMMIT")
    return True


def _thinned(file: sqlite3.Connection, used: list[bytes]) -> None:
    (count,) = file.execute("SELECT count(*) FROM remembered").fetchone()
    if count <= 2 * len(used) + 1000:
        return
    file.execute("CREATE TEMP TABLE used (key BLOB PRIMARY KEY) WITHOUT ROWID")
    file.execute("BEGIN IMMEDIATE")
    file.executemany("INSERT OR IGNORE INTO used VALUES (?)", ((key,) for key in used))
    file.execute("DELETE FROM remembered WHERE key NOT IN (SELECT key FROM used)")
    file.execute("COMMIT")
    file.execute("DROP TABLE used")
    file.execute("VACUUM")
