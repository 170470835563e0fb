"""Write values, keys and remarks as YAML that reads back as what was meant; the only place where any is quoted."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

from pydantic import BaseModel

from peerchallenge.characters import visible

_PLAIN = re.compile(r"[^\W_][\w .()’/–-]*(?<! )")
_WORDS = {"true", "false", "yes", "no", "on", "off", "y", "n", "null"}
"""What other readers of YAML take for something else than text."""
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_WIDTH = 110


def quoted(text: str) -> str:
    """Put any text in quotation marks, on one line, so that it is read as it is."""
    return '"' + "".join(_ESCAPES.get(sign) or _shown(sign) for sign in text) + '"'


def _shown(sign: str) -> str:
    if sign.isprintable():
        return sign
    code = ord(sign)
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def value(text: str) -> str:
    """Write any text as a value: as it is where it cannot be misread, else in quotation marks."""
    return text if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS else quoted(text)


def values(texts: Iterable[str]) -> str:
    """Write texts as a list on one line."""
    return f"[{', '.join(value(text) for text in texts)}]"


def passage(text: str, indent: str) -> list[str]:
    """Write any text as what follows a key and a colon: on the lines below where it has several or is long.

    `indent` is that of the lines below, which stand further in than the key.
    """
    lines = text.split("\n")
    plain = all(line.isprintable() and line == line.rstrip() for line in lines)
    if not plain or not lines[0].strip() or lines[0][0] == " ":
        return [f" {quoted(text)}"]
    if len(lines) > 1:
        return [" |", *(f"{indent}{line}".rstrip() for line in lines)]
    if len(text) + len(indent) <= _WIDTH:
        return [f" {value(text)}"]
    folded = textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return [" >", *(f"{indent}{line}" for line in folded)]


def remark(text: str, indent: str = "") -> list[str]:
    """Write any text as lines that nobody reads but the person who fills the file in."""
    return textwrap.wrap(
        visible(" ".join(text.split())),
        width=_WIDTH,
        initial_indent=f"{indent}# ",
        subsequent_indent=f"{indent}#   ",
        break_on_hyphens=False,
    )


def sentence(record: type[BaseModel], key: str) -> str:
    """Give what the schema says of a key, as `docs/content.md` does."""
    fields = {field.alias or name: field for name, field in record.model_fields.items()}
    return fields[key].description or ""


def key(
    record: type[BaseModel], name: str, written: str = "", *, also: str = "", indent: str = "", off: bool = False
) -> list[str]:
    """Write a key under the sentence that explains it; `off` puts a # before it, for the writer to take out."""
    line = f"{indent}{'#' if off else ''}{name}: {written}".rstrip()
    return [*remark(f"{sentence(record, name)} {also}", indent), line]
