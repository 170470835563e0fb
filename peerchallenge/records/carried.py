"""Let records be packed and unpacked quickly, on their way between processes; it changes nothing else about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from operator import attrgetter
from typing import Any


def carry(kind: Any) -> None:
    """Let a kind of frozen dataclass with slots give its fields as a tuple, and take them back, in half the time.

    What `dataclass` makes for this asks for the fields each time anew.
    """
    names = [field.name for field in fields(kind)]
    put = [getattr(kind, name).__set__ for name in names]
    get = attrgetter(*names)

    def state(self: object) -> tuple[object, ...]:
        return get(self) if len(names) > 1 else (get(self),)

    def restore(self: object, values: Iterable[object]) -> None:
        for set_field, value in zip(put, values, strict=True):
            set_field(self, value)

    kind.__getstate__, kind.__setstate__ = state, restore
