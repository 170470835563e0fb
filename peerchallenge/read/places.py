"""Say of each line of a file what it is part of: the details, a text among them, the body, code; it judges none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto

from peerchallenge.read import signs

_FENCE = "---"
_CODE = re.compile(r"[\s>]*(`{3,}|~{3,})[^`]*")
_SCALAR = re.compile(r"(?P<indent>\s*(?:- +)*)(?P<key>[^\s#][^#]*?:\s+)?(?P<sign>[|>])[-+\d]*\s*(?:#.*)?")


class Place(Enum):
    """What a line is part of: the details, a text among them (its lines kept or folded), the body, code."""

    DETAILS = auto()
    LITERAL = auto()
    FOLDED = auto()
    BODY = auto()
    CODE = auto()


def opens_text(line: str) -> bool:
    """Whether a line of the details ends with the sign | or >, below which a text follows."""
    return bool(_SCALAR.fullmatch(line))


def places(lines: Sequence[str], *, is_yaml: bool) -> list[Place]:
    """Say of each line what it is part of; where details and body are not told apart, all is taken for details."""
    plain = [signs.bare(line) for line in lines]
    end = len(lines)
    if not is_yaml:
        closing = next((at for at, line in enumerate(plain) if at and line.rstrip() == _FENCE), 0)
        end = closing + 1 if closing and plain[0].rstrip() == _FENCE else len(lines)
    return [*_details(plain[:end]), *_body(plain[end:])]


def _details(lines: Sequence[str]) -> Iterator[Place]:
    """Find the texts among details: what follows a sign | or > and is set in further than what it belongs to."""
    margin, inside = -1, Place.DETAILS
    for line in lines:
        width = len(line) - len(line.lstrip(" "))
        if margin >= 0 and (not line.strip() or width > margin):
            yield inside
            continue
        margin = -1
        if found := _SCALAR.fullmatch(line):
            indent = found["indent"]
            margin = len(indent) if found["key"] else max(indent.rfind("-"), 0)
            inside = Place.LITERAL if found["sign"] == "|" else Place.FOLDED
        yield Place.DETAILS


def _body(lines: Sequence[str]) -> Iterator[Place]:
    at = 0
    unclosed: dict[str, int] = {}
    while at < len(lines):
        end = at
        found = _CODE.fullmatch(lines[at])
        if found and len(found[1]) < unclosed.get(found[1][0], len(found[1]) + 1):
            closing = re.compile(rf"[\s>]*{found[1]}{found[1][0]}*\s*")
            end = next((n for n in range(at + 1, len(lines)) if closing.fullmatch(lines[n])), at)
            if end == at:
                unclosed[found[1][0]] = len(found[1])
        yield from [Place.CODE if end > at else Place.BODY] * (end - at + 1)
        at = end + 1
