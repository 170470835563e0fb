"""Writes the site in one step: whatever happens, the folder holds the old site or the new one, whole."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from peerchallenge.check.paths import path_problems
from peerchallenge.check.site import file
from peerchallenge.problems import ContentError, Problem, any_errors
from peerchallenge.publish import exchange, files, previous, search_index
from peerchallenge.publish.disk import disk_problem
from peerchallenge.publish.output_folder import MARKER, refuse_foreign, refuse_unsuitable
from peerchallenge.publish.record import NOTHING, UNKNOWN, Left, Record, folders_of, sum_of, sum_of_file
from peerchallenge.publish.shelf import Entry, Shelf, entry
from peerchallenge.publish.survey import noted, survey
from peerchallenge.sources import Output

MakeIndex = Callable[[Path], Problem | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What publishing did, as paths in the site. The search index and our marker are not counted."""

    written: tuple[str, ...]
    """The files that are new or different."""
    unchanged: tuple[str, ...]
    """The files that are as they were."""
    removed: tuple[str, ...]
    """The files that are no longer made."""
    problems: tuple[Problem, ...] = ()
    """What went wrong without stopping the build."""
    record: Record = UNKNOWN
    """What is known of the files that stand there now, to spare the next build reading them."""
    previous: Record | None = None
    """What is known of those of the site before, where that is another one now."""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A site that is about to be replaced: what stands there, and where the files of the next one are put."""

    present: Record
    before: Left
    """What was left of the site before this one, where it is kept."""
    new: Path
    place: Path
    root: Path

    def holds(self, entries: Iterable[Entry]) -> bool:
        """Whether these files stand there already, just so."""
        present = self.present.sums
        return all(present.get(path) == sum_ for path, sum_ in entries)

    @cached_property
    def base(self) -> Record:
        """What is in the new folder before anything is put there: the site before this one, where it is kept."""
        return previous.taken(self.place, self.new, self.before)

    @property
    def shelf(self) -> Shelf:
        """Where files are put. Nothing is moved on the disk before this is asked for."""
        _ = self.base
        return Shelf(new=self.new, place=self.place, root=self.root)


@contextlib.contextmanager
def opened(
    place: Path,
    root: Path,
    sources: tuple[Path, ...] = (),
    left: Left = NOTHING,
    before: Left = NOTHING,
) -> Iterator[Opened]:
    """Look at what stands at `place`, and clear away in the end whatever was begun and not finished.

    The caller holds the lock for it. `root` is the folder that the paths of originals start from. `sources` are the
    folders the site is made from, which are never written to. `left` is what an earlier build left at `place`, `before`
    what stood there before that, where it is kept.
    """
    with _told(place):
        refuse_unsuitable(place, sources)
        folder = place.resolve()
        exchange.repair(folder)
        refuse_foreign(folder)
        present, new = survey(folder, left), exchange.new_name(folder)
    try:
        with _told(place), files.readable_by_all():
            yield Opened(present=present, before=before, new=new, place=folder, root=root)
    finally:
        with contextlib.suppress(OSError):
            exchange.repair(folder)


@contextlib.contextmanager
def _told(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ContentError([disk_problem(place, error)]) from error


def publish(
    outputs: tuple[Output, ...],
    place: Path,
    *,
    index: MakeIndex | None,
    root: Path,
    sources: tuple[Path, ...] = (),
) -> Changes:
    """Make the folder `place` hold exactly these outputs; the caller holds the lock for it."""
    _refuse_names(outputs)
    with opened(place, root, sources) as site:
        entries = tuple(entry(output, root) for output in outputs)
        fresh = site.shelf.put(outputs)
        return finish(site, entries, fresh, searched=search_index.searched(outputs).sum, index=index)


def _refuse_names(outputs: tuple[Output, ...]) -> None:
    """Stop before a name that leads out of the folder; the checks have said so already, and this is the last door."""
    problems = path_problems(map(file, outputs))
    if any_errors(problems):
        raise ContentError(problems)


def finish(
    site: Opened, entries: Iterable[Entry], fresh: Iterable[str], *, searched: str, index: MakeIndex | None
) -> Changes:
    """Put the site in its place, which is to hold just these files.

    Those that were not put on the shelf are carried over from the present site; `fresh` are those that came there with
    this build. `searched` is the sum of what search covers. Without `index` none is made, and one that still fits
    is kept.
    """
    made = dict(entries)
    changes = _compare(made, site.present)
    keep = bool(searched) and searched == _marked_digest(site.place) and search_index.is_whole(site.place)
    make = index if searched and not keep else None
    marker = _marker(len(made), searched if keep else "")
    is_left = not keep and any(_is_ours(path) and path != MARKER for path in site.present.sums)
    if not (changes.written or changes.removed or make or is_left) and files.holds(site.place / MARKER, marker):
        if site.new.is_dir() and site.base.sums:
            previous.put_aside(site.place, site.new)
        return replace(changes, record=site.present)
    shelf, base = site.shelf, site.base
    shelf.new.mkdir(parents=True, exist_ok=True)
    gone = previous.brought_up_to_date(shelf.new, base, made)
    carried = [path for path in changes.unchanged if base.sums.get(path) != made[path]]
    copied = shelf.carry(carried)
    indexed, problems = _index(site, make, keep=keep)
    marker = _marker(len(made), searched if keep or indexed else "")
    files.write_file(shelf.new / MARKER, marker)
    late = {*fresh, *copied, *indexed, MARKER}
    ours = _own_sums(site, indexed, keep=keep) | {MARKER: sum_of(marker)}
    files.settle(shelf.new, late, folders_of((*late, *carried, *gone, *ours)))
    record = noted(shelf.new, made | ours, _known(site, late, carried, gone), site.present.fresh | base.fresh)
    exchange.replace(site.place, shelf.new)
    kept = len(made) >= previous.LARGE and shelf.new.exists() and previous.put_aside(site.place, shelf.new)
    return replace(changes, problems=problems, record=record, previous=site.present if kept else UNKNOWN)


def _compare(made: Mapping[str, bytes], present: Record) -> Changes:
    """Hold what was made against what is there: a file that someone altered is written again."""
    there = {path for path in present.sums if not _is_ours(path)}
    same = {path for path, sum_ in made.items() if present.sums.get(path) == sum_ and path in there}
    return Changes(
        written=tuple(sorted(made.keys() - same)),
        unchanged=tuple(sorted(same)),
        removed=tuple(sorted(there - made.keys())),
    )


def _is_ours(path: str) -> bool:
    return path == MARKER or path.startswith(f"{search_index.FOLDER}/")


def _index(site: Opened, make: MakeIndex | None, *, keep: bool) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Carry the search index over or make it; give its files that are new on the disk, and what went wrong."""
    own = [path for path in site.present.sums if path.startswith(f"{search_index.FOLDER}/")]
    if keep:
        return site.shelf.carry(own), ()
    problem = make(site.shelf.new) if make else None
    if make is None or problem:
        return (), (problem,) if problem else ()
    search_index.seal(site.shelf.new)
    inside = files.files_under(site.shelf.new / search_index.FOLDER)
    return tuple(f"{search_index.FOLDER}/{name}" for name in inside), ()


def _own_sums(site: Opened, indexed: Iterable[str], *, keep: bool) -> dict[str, bytes]:
    """Sum up the files of the search index."""
    if keep:
        return {path: sum_ for path, sum_ in site.present.sums.items() if _is_ours(path) and path != MARKER}
    return {path: sum_of_file(site.new / path) for path in indexed}


def _known(site: Opened, late: Collection[str], carried: Iterable[str], gone: Iterable[str]) -> Mapping[str, int]:
    """Give the numbers of what is in the new folder just as it was in the present one, or in the one before it."""
    present, known = site.present.by_path(), dict(site.base.by_path())
    for path in {*late, *gone, *folders_of((*late, *carried, *gone))}:
        known.pop(path, None)
    return known | {path: present[path] for path in carried if path not in late}


def _marker(count: int, searched: str) -> bytes:
    """Give our marker's bytes: the same for the same site, so no times and no names of computers."""
    return (json.dumps({"version": 1, "files": count, "search": searched}) + "\n").encode()


def _marked_digest(place: Path) -> str:
    """Read which text the present index was made from; a marker that cannot be read names none."""
    try:
        says = json.loads((place / MARKER).read_bytes())
    except (OSError, ValueError, RecursionError):
        return ""
    found = says.get("search") if isinstance(says, dict) else ""
    return found if isinstance(found, str) else ""
