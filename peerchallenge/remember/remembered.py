"""What a build knows of the files of an earlier one, so that only those are read again that changed since."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from peerchallenge.read import files
from peerchallenge.read.files import File
from peerchallenge.remember.digest import SIZE, digest
from peerchallenge.remember.packing import ForeignError, pack, unpack
from peerchallenge.remember.store import Memory

_TOO_FRESH = 2_000_000_000
"""A file changed within so many nanoseconds may change again without its date showing it."""


def sums(memory: Memory, content: Path, listed: Iterable[File]) -> Mapping[str, bytes]:
    """Give the sum of each file of the content, by its place. What is as it was is not read again."""
    key = key_of(content)
    known = _known(memory, key)
    sure_before = time.time_ns() - _TOO_FRESH
    found, kept = {}, {}
    for file in listed:
        before = known.get(file.place)
        is_same = before is not None and before[:2] == (file.size, file.stamp)
        own = before[2] if before and is_same else files.sum_of(file)
        found[file.place] = own or os.urandom(SIZE)  # what cannot be read is not the same as it was
        if own and file.stamp[0] < sure_before:
            kept[file.place] = (file.size, file.stamp, own)
    if kept != known:
        memory.put([(key, pack(kept))])
    return found


def _known(memory: Memory, key: bytes) -> dict[str, Any]:
    try:
        found = unpack(memory.get([key])[key])
    except (KeyError, ForeignError):
        return {}
    return found if isinstance(found, dict) else {}


def key_of(content: Path) -> bytes:
    """Give the key under which this is kept."""
    return digest("sums", str(content.absolute()))
