"""Watches folders and gathers what changed in them; it never follows links and builds nothing."""

from __future__ import annotations

import os
import re
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from watchfiles._rust_notify import RustNotify, WatchfilesRustInternalError

from peerchallenge.preview import drives

_ONE, _SEVERAL, _MANY = (0.01, 0.1), (0.1, 0.5), (0.2, 2.0)
"""How long it has to be quiet, and how long that is waited for, in seconds."""
_FEW, _BUSY = 5, 0.2
_LITTER = re.compile(
    r"\.|~\$|#|4913$|thumbs\.db$|desktop\.ini$|__pycache__$|.*(~|\.(swp|swx|tmp|part|bak))$", re.IGNORECASE
)
# Where the system itself watches a tree, it does not follow links; on Linux the library walks the tree, and does.
_BY_FOLDER = sys.platform.startswith("linux")


class Changes:
    """What has changed and has not been built; one thread adds and another takes."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._paths: set[str] = set()
        self._taken = -_BUSY
        self._news = threading.Condition()
        self._closed = False

    def add(self, paths: Iterable[str]) -> None:
        """Add paths, absolute, and wake whoever waits for them."""
        with self._news:
            self._paths.update(found := tuple(paths))
            if found:
                self._news.notify_all()

    def is_quiet(self, seconds: float) -> bool:
        """Whether nothing changes for so long, and nothing is waiting to be taken."""
        with self._news:
            return not self._news.wait_for(lambda: self._paths or self._closed, seconds)

    def close(self) -> None:
        """End the waiting for good."""
        with self._news:
            self._closed = True
            self._news.notify_all()

    def take(self) -> frozenset[str] | None:
        """Wait for a change and the quiet after it, and give all that changed; None once closed.

        After one save it is quiet at once. Where saves follow each other the pause is longer, and longer still for
        many files, which are a change of branch or a copied folder: they are built together.
        """
        with self._news:
            self._news.wait_for(lambda: self._paths or self._closed)
            began = time.monotonic()
            busy = began - self._taken < _BUSY
            while not self._closed:
                quiet, longest = _MANY if len(self._paths) > _FEW else _SEVERAL if busy else _ONE
                if time.monotonic() - began > longest or not self._news.wait(quiet):
                    break
            taken, self._paths, self._taken = frozenset(self._paths), set(), time.monotonic()
            return None if self._closed else taken


@dataclass(frozen=True, slots=True)
class Watched:
    """The folders to watch, and those inside them that do not count."""

    roots: tuple[tuple[str, str], ...]
    """Each folder as it really stands on the disk, and as it was named."""
    ignored: tuple[str, ...] = ()

    def counts(self, path: str) -> bool:
        """Whether a path is content: not an editor's litter, not hidden, not ignored."""
        if any(_inside(path, folder) for folder in self.ignored):
            return False
        inner = next((path[len(root) :] for root, _ in self.roots if _inside(path, root)), "")
        return not any(_LITTER.match(part) for part in Path(inner.lstrip(os.sep)).parts)

    def enters(self, entry: os.DirEntry[str]) -> bool:
        """Whether what was found in a folder that counts does so itself."""
        return not _LITTER.match(entry.name) and entry.path not in self.ignored

    def named(self, paths: Iterable[str]) -> list[str]:
        """Give those of the paths that count, under the names by which the folders were named."""
        return [
            next((named + path[len(root) :] for root, named in self.roots if _inside(path, root)), path)
            for path in paths
            if self.counts(path)
        ]


def watched(folders: Iterable[Path], ignored: Iterable[Path] = ()) -> Watched:
    """Name the folders to watch; one that does not exist yet is watched from when it does."""
    roots = tuple((os.path.realpath(folder), str(folder.absolute())) for folder in folders)
    return Watched(roots, tuple(os.path.realpath(folder) for folder in ignored))


def watch(watched: Watched, changes: Changes, stopped: threading.Event, say: Callable[[str], None]) -> threading.Thread:
    """Watch in a thread of its own until stopped; when this returns, nothing that changes from now on is missed."""
    ready = threading.Event()

    def tell(paths: Iterable[str]) -> None:
        changes.add(watched.named(paths))

    def run() -> None:
        reason = drives.reason_to_poll(Path(root) for root, _ in watched.roots)
        if not reason:
            try:
                _notified(watched, tell, stopped, ready)
            except (OSError, WatchfilesRustInternalError) as error:
                reason = f"the system does not report changes ({error})"
        if reason and not stopped.is_set():
            say(f"Changes are looked for about once a second, because {reason}.")
            if ready.is_set():
                changes.add(named for _, named in watched.roots)
            _polled(watched, tell, stopped, ready)

    thread = threading.Thread(target=run, name="watching", daemon=True)
    thread.start()
    ready.wait(timeout=30)
    return thread


def _notified(
    watched: Watched, tell: Callable[[Iterable[str]], None], stopped: threading.Event, ready: threading.Event
) -> None:
    """Be told of changes by the system; folders that come, go or are replaced are noticed and watched anew."""
    folders = _folders(watched)
    notify = _notify(folders)
    ready.set()
    while not stopped.is_set():
        found = notify.watch(50, 10, 1000, stopped)
        changed = {path for _, path in found} if isinstance(found, set) else set()
        tell(changed)
        if not _still_right(watched, folders, changed):
            now = _folders(watched)
            # The new watch begins before the old one ends, and new folders are searched: nothing falls in between.
            old, notify = notify, _notify(now)
            tell({path for _, path in late} if isinstance(late := old.watch(1, 1, 1, None), set) else set())
            old.close()
            new = [path for path, identity in now.items() if folders.get(path) != identity]
            tell(
                [*(path for path in folders if path not in now), *new, *(file for path in new for file in _files(path))]
            )
            folders = now
    notify.close()


def _notify(folders: dict[str, int]) -> RustNotify:
    return RustNotify(list(folders), False, False, 0, not _BY_FOLDER, True)  # noqa: FBT003 the library takes them by place


def _still_right(watched: Watched, folders: dict[str, int], changed: set[str]) -> bool:
    """Whether the folders that are watched are still those that there are."""
    if any(folders.get(root) != _identity(root) for root, _ in watched.roots):
        return False
    return not _BY_FOLDER or not any(folders.get(path) != _identity(path) for path in changed if watched.counts(path))


def _identity(path: str) -> int | None:
    """Give what tells a folder from another that has taken its place; None for all but folders."""
    try:
        return os.lstat(path).st_ino if os.path.isdir(path) and not os.path.islink(path) else None  # noqa: PTH112, PTH114
    except OSError:
        return None


def _folders(watched: Watched) -> dict[str, int]:
    """Give the folders to name to the system, each with its identity."""
    found: dict[str, int] = {}
    waiting = [root for root, _ in watched.roots]
    while waiting:
        path = waiting.pop()
        identity = _identity(path)
        if identity is None or path in found:
            continue
        found[path] = identity
        if _BY_FOLDER:
            waiting += [entry.path for entry in _entries(path) if _is_folder(entry) and watched.enters(entry)]
    return found


def _polled(
    watched: Watched, tell: Callable[[Iterable[str]], None], stopped: threading.Event, ready: threading.Event
) -> None:
    """Look for changes again and again, with pauses long enough to cost next to nothing."""
    before = _listing(watched)
    ready.set()
    pause = 0.0
    while not stopped.wait(max(0.5, pause)):
        began = time.monotonic()
        now = _listing(watched)
        pause = 50 * (time.monotonic() - began)
        tell(sorted({path for path, _ in before.items() ^ now.items()}))
        before = now


def _listing(watched: Watched) -> dict[str, tuple[int, int, int]]:
    """Give size, time and identity of every file; the time alone misses a file moved in with an old date."""
    found: dict[str, tuple[int, int, int]] = {}
    waiting = [root for root, _ in watched.roots]
    while waiting:
        for entry in _entries(waiting.pop()):
            if not watched.enters(entry):
                continue
            if _is_folder(entry):
                waiting.append(entry.path)
            elif state := _state(entry):
                found[entry.path] = state
    return found


def _state(entry: os.DirEntry[str]) -> tuple[int, int, int] | None:
    try:
        stat = entry.stat(follow_symlinks=False)
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns, stat.st_ino


def _files(folder: str) -> list[str]:
    return [entry.path for entry in _entries(folder) if not _is_folder(entry)]


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _inside(path: str, root: str) -> bool:
    return path == root or path.startswith(root + os.sep)
