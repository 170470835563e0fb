"""The note that a build leaves for the next one: what it said, and the files it read and wrote; it judges nothing."""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

_VERSION = b"peerchallenge 1\n"
_LENGTH = 8


class Said(NamedTuple):
    """What a build printed: the warnings, and its report had it changed nothing, or only checked."""

    problems: str
    built: str
    checked: str


class Rows(NamedTuple):
    """Files by their names, each with a stamp that changes with it.

    `fresh` are those that were so new that they could change again under the same stamp, with sums of what they hold.
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
    said: Said
    inputs: Rows
    outputs: Rows


def read_note(place: Path) -> Note | None:
    """Read the note; one that is missing, damaged or of another version says nothing."""
    try:
        data = place.read_bytes()
        asked, said, *rows = _parts(data)
        problems, built, checked = json.loads(said)
        return Note(asked.decode(), Said(problems, built, checked), _rows(rows[:4]), _rows(rows[4:]))
    except (OSError, ValueError, TypeError):
        return None


def write_note(place: Path, note: Note) -> None:
    """Write the note in one step, if there is a folder for it."""
    if not place.parent.is_dir():
        return
    parts = (note.asked.encode(), json.dumps(note.said).encode(), *_flat(note.inputs), *_flat(note.outputs))
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
        b"".join(sum_.ljust(16, b"\0") for sum_ in rows.fresh.values()),
    )


def _rows(parts: list[bytes]) -> Rows:
    names, stamps, fresh, sums = parts
    found = array("q")
    found.frombytes(stamps)
    keys = fresh.split(b"\0") if fresh else []
    return Rows(
        names.split(b"\0") if names else [],
        found,
        {name: sums[at * 16 : at * 16 + 16] for at, name in enumerate(keys)},
    )
