"""Writes the site in one step: whatever happens, the folder holds the old site or the new one, whole."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from peerchallenge.check.rules import path_problems
from peerchallenge.problems import ContentError, Problem, any_errors
from peerchallenge.publish import exchange, files, search_index
from peerchallenge.publish.disk import disk_problem
from peerchallenge.publish.output_folder import MARKER, refuse_foreign, refuse_unsuitable
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """One site to be written."""

    outputs: tuple[Output, ...]
    place: Path
    root: Path
    make_index: MakeIndex | None
    digest: str
    keep_index: bool


def publish(
    outputs: tuple[Output, ...],
    place: Path,
    *,
    index: MakeIndex | None,
    root: Path,
    sources: tuple[Path, ...] = (),
) -> Changes:
    """Make the folder `place` hold exactly these outputs; the caller holds the lock for it.

    `root` is the folder that the paths of originals start from. `sources` are the folders the site is made from, which
    are never written to. Without `index` none is made, and one that still fits is kept.
    """
    _refuse_names(outputs)
    try:
        refuse_unsuitable(place, sources)
        folder = place.resolve()
        exchange.repair(folder)
        refuse_foreign(folder)
        return _publish(_job(outputs, folder, index, root))
    except OSError as error:
        raise ContentError([disk_problem(place, error)]) from error


def _refuse_names(outputs: tuple[Output, ...]) -> None:
    """Stop before a name that leads out of the folder; the checks have said so already, and this is the last door."""
    problems = path_problems(outputs)
    if any_errors(problems):
        raise ContentError(problems)


def _job(outputs: tuple[Output, ...], place: Path, index: MakeIndex | None, root: Path) -> _Job:
    digest = search_index.searchable_digest(outputs)
    keep = bool(digest) and digest == _marked_digest(place) and search_index.is_whole(place)
    make = index if digest and not keep else None
    return _Job(outputs=outputs, place=place, root=root, make_index=make, digest=digest, keep_index=keep)


def _publish(job: _Job) -> Changes:
    changes = _compare(job)
    marker = _marker(job, has_index=job.keep_index)
    if not (changes.written or changes.removed or job.make_index) and files.holds(job.place / MARKER, marker):
        return changes
    job.place.parent.mkdir(parents=True, exist_ok=True)
    new = exchange.new_folder(job.place)
    try:
        problems = _fill(new, job, frozenset(changes.unchanged))
        exchange.replace(job.place, new)
    finally:
        with contextlib.suppress(OSError):
            exchange.repair(job.place)
    return replace(changes, problems=problems)


def _compare(job: _Job) -> Changes:
    """Hold the outputs against what is there, byte for byte: a file that someone altered is written again."""
    present = {path for path in files.files_under(job.place) if not _is_ours(path)}
    same = {output.path for output in job.outputs if output.path in present and _is_same(output, job)}
    made = {output.path for output in job.outputs}
    return Changes(
        written=tuple(sorted(made - same)),
        unchanged=tuple(sorted(same)),
        removed=tuple(sorted(present - made)),
    )


def _is_ours(path: str) -> bool:
    return path == MARKER or path.startswith(f"{search_index.FOLDER}/")


def _is_same(output: Output, job: _Job) -> bool:
    path = job.place / output.path
    return files.is_copy(path, job.root / output.copy_of) if output.copy_of else files.holds(path, output.data)


def _fill(new: Path, job: _Job, unchanged: frozenset[str]) -> tuple[Problem, ...]:
    """Put the whole site into the new folder and have it on the disk."""
    fresh = list(_write_outputs(new, job, unchanged))
    problems: tuple[Problem, ...] = ()
    has_index = job.keep_index
    if job.keep_index:
        fresh += _carry_index(new, job.place)
    elif job.make_index:
        problem = job.make_index(new)
        problems = (problem,) if problem else ()
        has_index = problem is None
    if has_index and not job.keep_index:
        search_index.seal(new)
        fresh += [new / search_index.FOLDER / name for name in files.files_under(new / search_index.FOLDER)]
    files.write_file(new / MARKER, _marker(job, has_index=has_index))
    files.settle(new, [*fresh, new / MARKER])
    return problems


def _write_outputs(new: Path, job: _Job, unchanged: frozenset[str]) -> Iterator[Path]:
    """Write or carry over every output, and give the files that are new on the disk."""
    _make_folders(new, (output.path for output in job.outputs))
    for output in job.outputs:
        path = new / output.path
        if output.path in unchanged:
            yield from files.carry(path, job.place / output.path)
        elif output.copy_of:
            files.copy_file(path, job.root / output.copy_of)
            yield path
        else:
            files.write_file(path, output.data)
            yield path


def _carry_index(new: Path, place: Path) -> Iterator[Path]:
    folder = place / search_index.FOLDER
    names = tuple(files.files_under(folder))
    _make_folders(new / search_index.FOLDER, names)
    for name in names:
        yield from files.carry(new / search_index.FOLDER / name, folder / name)


def _make_folders(new: Path, paths: Iterable[str]) -> None:
    for folder in sorted({(new / path).parent for path in paths}):
        folder.mkdir(parents=True, exist_ok=True)


def _marker(job: _Job, *, has_index: bool) -> bytes:
    """Give our marker's bytes: the same for the same site, so no times and no names of computers."""
    says = {"version": 1, "files": len(job.outputs), "search": job.digest if has_index else ""}
    return (json.dumps(says) + "\n").encode()


def _marked_digest(place: Path) -> str:
    """Read which text the present index was made from; a marker that cannot be read names none."""
    try:
        says = json.loads((place / MARKER).read_bytes())
    except (OSError, ValueError, RecursionError):
        return ""
    found = says.get("search") if isinstance(says, dict) else ""
    return found if isinstance(found, str) else ""
