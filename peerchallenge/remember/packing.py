"""Pack values into bytes and back; nothing is made of foreign bytes but the plain records of this program."""

from __future__ import annotations

import io
import pickle
from dataclasses import is_dataclass
from enum import Enum
from typing import Any, TypeVar

_Value = TypeVar("_Value")
_PLAIN = {
    ("builtins", "frozenset"),
    ("builtins", "set"),
    ("datetime", "date"),
    ("markupsafe", "Markup"),
    ("markupsafe._native", "Markup"),
    ("collections", "OrderedDict"),
    ("copyreg", "_reconstructor"),
    ("builtins", "object"),
}


class ForeignError(Exception):
    """The bytes are not what `pack` made."""


def pack(value: object) -> bytes:
    """Make bytes of a value. They do not tell which of its texts are one object and which are only alike."""
    made = io.BytesIO()
    _Writer(made).dump(value)
    return made.getvalue()


def as_elsewhere(value: _Value) -> _Value:
    """Give the copy of a value that another process would be handed.

    What stands in a value twice is packed once, if it is one object. What is made of a copy here and in any other
    process has the same bytes.
    """
    copy: _Value = pickle.loads(pickle.dumps(value, protocol=5))  # noqa: S301 (its bytes were made here)
    return copy


def unpack(data: bytes, texts: dict[str, str] | None = None) -> Any:
    """Make the value again, or raise `ForeignError`.

    Texts that are alike are one object; given the same `texts`, over many values. Most texts of a site stand in it many
    times, and would else take up most of the memory.
    """
    try:
        return _Reader(io.BytesIO(data), {} if texts is None else texts).load()
    except ForeignError:
        raise
    except Exception as error:
        raise ForeignError(str(error)) from error


class _Writer(pickle.Pickler):
    """Writes a text that stands in a value several times once."""

    def __init__(self, made: io.BytesIO) -> None:
        super().__init__(made, protocol=5)
        self._texts: dict[str, str] = {}

    def persistent_id(self, value: Any) -> str | None:
        return self._texts.setdefault(value, value) if type(value) is str else None


class _Reader(pickle.Unpickler):
    """Knows no function that bytes from elsewhere could call: only the records of this program, and plain values."""

    def __init__(self, data: io.BytesIO, texts: dict[str, str]) -> None:
        super().__init__(data)
        self._texts = texts

    def persistent_load(self, text: Any) -> str:
        if type(text) is not str:
            raise ForeignError(type(text).__name__)
        return self._texts.setdefault(text, text)

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module.startswith("peerchallenge.") and name.isidentifier():
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module and _is_record(found):
                return found
        raise ForeignError(f"{module}.{name}")


def _is_record(found: type) -> bool:
    """Whether a class only holds values: to make one of those has no effect."""
    return is_dataclass(found) or issubclass(found, (tuple, Enum)) or hasattr(found, "model_fields")
