"""Run a pure function over many items, and no more often than needed: what is known is not made again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from peerchallenge.remember.digest import SIZE, digest
from peerchallenge.remember.packing import ForeignError, pack, unpack
from peerchallenge.remember.store import Memory
from peerchallenge.workers import Lost, answered

_Item = TypeVar("_Item")
Function = Callable[[_Item], tuple[object, ...]]
"""What can be remembered: a pure function that another process can find by its name, and that gives several values."""

_SUMS = b"s"
_AT_ONCE = 200
"""How many values are kept at once, which takes less time than to keep each by itself."""
_MOST = 4_000_000
"""How many bytes they have at most, as long as none alone has more."""


class StoppedError(Exception):
    """It was to go on no longer; what was made until then is remembered."""


@dataclass(slots=True)
class Answer:
    """What a function gave for one item: several values, each made from its bytes when it is first asked for."""

    key: bytes
    sums: tuple[bytes, ...]
    memory: Memory
    values: dict[int, Any] = field(default_factory=dict)

    def __getitem__(self, index: int) -> Any:
        """Give one of the values."""
        if index not in self.values:
            self.values[index] = unpack(self.packed(index))
        return self.values[index]

    def packed(self, index: int) -> bytes:
        """Give one of the values as bytes."""
        name = part_key(self.key, index)
        found = self.memory.get([name])
        if name not in found or digest(found[name]) != self.sums[index]:
            raise ForeignError("what was remembered is no longer there")
        return found[name]

    def names(self) -> tuple[bytes, ...]:
        """Give every key under which something of it is kept."""
        return (self.key + _SUMS, *(part_key(self.key, index) for index in range(len(self.sums))))


def part_key(key: bytes, index: int) -> bytes:
    """Give the key by which one of several values is kept."""
    return key + index.to_bytes(4, "big")


def once(key: bytes, function: Callable[[], tuple[object, ...]], memory: Memory) -> Answer:
    """Give what a function gives that takes nothing but what the key sums up; it is called here, if at all."""
    for _, known in _known([key], memory):
        return known
    made = _kept(key, tuple(map(pack, function())), memory)
    memory.put(made[1])
    return made[0]


def keep(key: bytes, values: tuple[object, ...], memory: Memory) -> Answer:
    """Remember what was made elsewhere of what the key sums up."""
    answer, rows = _kept(key, tuple(map(pack, values)), memory)
    memory.put(rows)
    return answer


def answers(
    prepare: Callable[[Sequence[_Item]], Function[_Item]],
    keyed: Sequence[tuple[bytes, _Item]],
    memory: Memory,
    *,
    seconds: float,
    processes: int | None = None,
    instead: Function[_Item] | None = None,
    here: Callable[[Sequence[_Item]], bool] = lambda _: False,
    is_heavy: Callable[[_Item], bool] = lambda _: False,
    goes_on: Callable[[], bool] = lambda: True,
) -> list[Answer]:
    """Give the answer for each item by its key, which must hold the whole of what goes into it.

    `prepare` gives the function, and is told for which items, if there are any. `instead` is called, here, for an item
    with which the function failed or took longer than `seconds`. Items may be so few that they are done `here`, and no
    process is started for them. Those that are heavy, which stand before the others, are left to half of the
    processes. Between two items it is asked whether it `goes_on`; if not, it raises `StoppedError`.
    """
    known = dict(_known([key for key, _ in keyed], memory))
    missing = [(key, item) for key, item in keyed if key not in known]
    if not missing:
        return [known[key] for key, _ in keyed]
    function = prepare([item for _, item in missing])
    most = min(len(missing), processes or os.cpu_count() or 1)
    rows: list[tuple[bytes, bytes]] = []
    pack_it, items = partial(_packed, function), [item for _, item in missing]
    made: Iterable[tuple[int, tuple[bytes, ...] | Lost]] = (
        enumerate(map(pack_it, items))
        if here(items)
        else answered(pack_it, items, seconds=seconds, processes=most, heavy=sum(map(is_heavy, items)))
    )
    for index, found in made:
        key, item = missing[index]
        parts = _packed(instead or function, item) if isinstance(found, Lost) else found
        known[key], own = _kept(key, parts, memory)
        rows += own
        if len(rows) > _AT_ONCE or sum(len(value) for _, value in rows) > _MOST or not goes_on():
            memory.put(rows)
            rows.clear()
        if not goes_on():
            raise StoppedError
    memory.put(rows)
    return [known[key] for key, _ in keyed]


def _kept(key: bytes, parts: tuple[bytes, ...], memory: Memory) -> tuple[Answer, list[tuple[bytes, bytes]]]:
    sums = tuple(map(digest, parts))
    rows = [(part_key(key, number), part) for number, part in enumerate(parts)]
    return Answer(key, sums, memory), [*rows, (key + _SUMS, b"".join(sums))]


def _packed(function: Function[_Item], item: _Item) -> tuple[bytes, ...]:
    return tuple(map(pack, function(item)))


def _known(keys: Sequence[bytes], memory: Memory) -> Iterator[tuple[bytes, Answer]]:
    for name, sums in memory.get(key + _SUMS for key in keys).items():
        key = name.removesuffix(_SUMS)
        yield key, Answer(key, tuple(sums[at : at + SIZE] for at in range(0, len(sums), SIZE)), memory)
