"""The note that a build leaves for the next one: what it said, and the files it read and wrote; it judges nothing."""

from __future__ import annotations

import json
import os
import zlib
from array import array
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from peerchallenge.publish.record import UNKNOWN, Record

_VERSION = b"peerchallenge 2\n"
_LENGTH = 8
_SUM = 16
_NO_SUM = bytes(_SUM)


class Said(NamedTuple):
    """What a build printed: the warnings, and its report had it changed nothing, or only checked."""

    problems: str
    built: str
    checked: str


class Rows(NamedTuple):
    """What a build is made from: files by their names, each with a number that changes with it.

    `fresh` are those that were so new that they could change again under the same number, with sums of what they hold.
    """

    names: list[bytes]
    stamps: array[int]
    fresh: dict[bytes, bytes]

    def by_name(self) -> Mapping[bytes, int]:
        """Give the stamp of each file."""
        return dict(zip(self.names, self.stamps, strict=True))


class Note(NamedTuple):
    """What a build was asked, what it said, what it was made from, and what it left."""

    asked: str
    """How it was asked for; empty where something went wrong, so that no other is the same."""
    said: Said
    inputs: Rows
    place: str
    """The folder of the site."""
    site: Record
    """What was left there."""


def read_note(place: Path) -> Note | None:
    """Read the note; one that is missing, damaged or of another version says nothing."""
    try:
        asked, said, folder, *rows = _parts(place.read_bytes())
        problems, built, checked = json.loads(said)
        inputs, site = _rows(rows[:4]), _record(rows[4:])
        return Note(asked.decode(), Said(problems, built, checked), inputs, _text(folder), site)
    except (OSError, ValueError, TypeError):
        return None


def write_note(place: Path, note: Note) -> None:
    """Write the note in one step, if there is a folder for it."""
    words = (note.asked.encode(), json.dumps(note.said).encode(), _bytes(note.place))
    _write(place, *words, *_flat(note.inputs), *_flat_record(note.site))


def read_record(place: Path, folder: str) -> Record:
    """Read what is known of the site that stood in a folder before the one that stands there now."""
    try:
        named, *rows = _parts(place.read_bytes())
        return _record(rows) if _text(named) == folder else UNKNOWN
    except (OSError, ValueError, TypeError):
        return UNKNOWN


def write_record(place: Path, folder: str, record: Record) -> None:
    """Write that in one step, if there is a folder for it."""
    _write(place, _bytes(folder), *_flat_record(record))


def _write(place: Path, *parts: bytes) -> None:
    if not place.parent.is_dir():
        return
    body = b"".join(piece for part in parts for piece in (len(part).to_bytes(_LENGTH, "little"), part))
    aside = place.with_name(f"{place.name}.new")
    aside.write_bytes(_VERSION + zlib.crc32(body).to_bytes(_LENGTH, "little") + body)
    aside.replace(place)


def _parts(data: bytes) -> Iterable[bytes]:
    start = len(_VERSION) + _LENGTH
    if data[:start] != _VERSION + zlib.crc32(memoryview(data)[start:]).to_bytes(_LENGTH, "little"):
        raise ValueError("not a note, or a damaged one")
    while start < len(data):
        end = start + _LENGTH + int.from_bytes(data[start : start + _LENGTH], "little")
        yield data[start + _LENGTH : end]
        start = end


def _flat(rows: Rows) -> Iterable[bytes]:
    return (
        b"\0".join(rows.names),
        rows.stamps.tobytes(),
        b"\0".join(rows.fresh),
        _one_after_another(rows.fresh.values()),
    )


def _rows(parts: list[bytes]) -> Rows:
    names, stamps, fresh, sums = parts
    new = dict(zip(_names(fresh), _each(sums), strict=True))
    return Rows(_names(names), _numbers(stamps), new)


def _flat_record(record: Record) -> Iterable[bytes]:
    return (
        _joined(record.sums),
        _one_after_another(record.sums.values()),
        _joined(record.folders),
        record.stamps.tobytes(),
        _joined(record.fresh),
    )


def _record(parts: list[bytes]) -> Record:
    paths, sums, folders, stamps, fresh = parts
    known = dict(zip(_paths(paths), _each(sums), strict=True))
    known |= {path: b"" for path, sum_ in known.items() if sum_ == _NO_SUM}
    return Record(known, tuple(_paths(folders)), _numbers(stamps), frozenset(_paths(fresh)))


def _joined(paths: Iterable[str]) -> bytes:
    """Join paths, each with an end of its own: that of the site itself is empty."""
    return _bytes("".join(f"{path}\0" for path in paths))


def _paths(data: bytes) -> list[str]:
    return _text(data).split("\0")[:-1]


def _bytes(text: str) -> bytes:
    return os.fsencode(text)


def _text(data: bytes) -> str:
    return os.fsdecode(data)


def _names(data: bytes) -> list[bytes]:
    return data.split(b"\0") if data else []


def _one_after_another(sums: Iterable[bytes]) -> bytes:
    return b"".join(sum_.ljust(_SUM, b"\0") for sum_ in sums)


def _each(sums: bytes) -> list[bytes]:
    return [sums[at : at + _SUM] for at in range(0, len(sums), _SUM)]


def _numbers(data: bytes) -> array[int]:
    found = array("q")
    found.frombytes(data)
    return found
