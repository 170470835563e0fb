"""Signs that came along in a paste: invisible ones, unusual spaces, garbled letters; it looks at one line at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from peerchallenge import characters

INVISIBLE = {
    "\u00ad": "a soft hyphen",
    "\u200b": "a space without width",
    "\u200c": "a sign that keeps letters apart",
    "\u200d": "a sign that joins letters",
    "\u2060": "a sign that forbids a line break",
    "\ufeff": "a mark of Unicode",
}
"""Signs that nobody sees, each with its name."""
SPACES = {
    "\u00a0": "a no-break space",
    "\u202f": "a narrow no-break space",
    "\u3000": "a Chinese space",
    **dict.fromkeys(map(chr, range(0x2000, 0x200B)), "a space of a width of its own"),
}
"""Spaces that are no ordinary ones, each with its name."""
SUSPECT = "".join((*INVISIBLE, *SPACES, "âÂÃÅ"))
"""A line without one of these is right as far as this module goes."""

_SUSPECT = re.compile(f"[{SUSPECT}]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_JOINERS = "\u200c\u200d"
_ODD = "\u00a0\u2000-\u200a\u202f\u3000"
_RUN = re.compile(f"[ ]*[{_ODD}][ {_ODD}]*")
_MARK = re.compile(r"[\s>]*(?:[-*+•·◦▪●‣§–]|\(?\w{1,3}[.)]|#{1,6}|>)")
_ITEM = re.compile(r"(?:[-*+•·◦▪●‣§–]|\d{1,9}[.)])[\s\u00a0]")
_FINE = "\u00a0\u2007\u2009\u202f"
_TITLES = "Mrs?|Ms|Miss|Mx|Dr|Prof|Cllrs?|Sir|Dame|Lord|Lady|St|Rev|Nos?|pp?|vol|ch|para"
_FINE_BEFORE = re.compile(rf"(?:\b(?:{_TITLES})\.?|\b[A-Z]\.?|[–—])$")
_BYTES = {chr(code): code for code in range(0x80, 0x100)} | {
    bytes([code]).decode("cp1252"): code for code in range(0x80, 0xA0) if code not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}
_FOLLOWING = "".join(re.escape(sign) for sign, code in _BYTES.items() if code < 0xC0)
_GARBLED = re.compile(
    rf"â[€\x80][{_FOLLOWING}]|â[‚\x82]¬|â[„\x84]¢|â[ˆ\x88][’\x92]|Â[\xa1-\xbf]|(?<=\S)Â\xa0|Ã[{_FOLLOWING}]|Å[´µ¶·]"
)
_WINDOWS = dict(zip(range(0x91, 0x98), "‘’“”•–—", strict=True))


def ungarbled(line: str) -> str:
    """Give a line with the signs that were meant where UTF-8 was opened as Windows-1252, even twice over."""
    for _ in range(3):
        before, line = line, _GARBLED.sub(_meant, line)
        if line == before:
            break
    return line


def garbled(line: str) -> re.Match[str] | None:
    """Find the first sign that was garbled and can be told."""
    return next((found for found in _GARBLED.finditer(line) if _meant(found) != found[0]), None)


def from_windows(line: str) -> str:
    """Give a line with the quotation marks and dashes that Windows-1252 keeps where others keep control signs."""
    return ungarbled(line).translate(_WINDOWS)


def _meant(found: re.Match[str]) -> str:
    try:
        meant = bytes(_BYTES[sign] for sign in found[0]).decode("utf-8")
    except UnicodeDecodeError:
        return found[0]
    return found[0] if characters.strange(meant) is not None else meant


def cleaned(line: str, *, details: bool) -> tuple[str, dict[str, int]]:
    """Give a line without what a paste brought along, and what was wrong: codes with the columns where each began.

    `details` is whether it stands above the text, where a space can be a part of the structure.
    """
    if not _SUSPECT.search(line):
        return line, {}
    found: dict[str, int] = {}
    clear = ungarbled(line)
    if clear != line:
        first = garbled(line)
        found["garbled"] = first.start() + 1 if first else 1
    seen = "".join(_seen(clear))
    if seen != clear:
        found["invisible"] = _first_difference(clear, seen) + 1
    spaced = _RUN.sub(lambda run: _space(run, seen, details=details), seen)
    if spaced != seen:
        found["odd-space"] = _first_difference(seen, spaced) + 1
    return spaced, found


def bare(line: str) -> str:
    """Give a line as a person sees it: without invisible signs, every space an ordinary one."""
    if line.isascii():
        return line
    return re.sub(f"[{_ODD}]", " ", _INVISIBLE.sub("", line))


def _seen(line: str) -> Iterator[str]:
    """Leave out invisible signs, but those that make one picture of two, or belong to scripts that need them."""
    for at, sign in enumerate(line):
        is_plain = _is_plain(line[at - 1 : at]) and _is_plain(line[at + 1 : at + 2])
        if sign not in INVISIBLE or (sign in _JOINERS and not is_plain):
            yield sign


def _is_plain(sign: str) -> bool:
    return not sign or sign < "\u0250" or "\u2000" <= sign <= "\u206f" or sign == "\ufeff"


def _space(run: re.Match[str], line: str, *, details: bool) -> str:
    """Give what belongs in the place of a run of spaces in which one at least is unusual."""
    before, after = line[: run.start()], line[run.end() :]
    if not after:
        return "  " if run[0].count(" ") > 1 and before.strip() and not details else ""
    if not before.strip():
        return " " * (len(run[0]) if details or _ITEM.match(after) else min(len(run[0]), 3))
    if len(run[0]) == 1 and run[0] in _FINE and _is_wanted(before, after, details=details):
        return run[0]
    return " "


def _is_wanted(before: str, after: str, *, details: bool) -> bool:
    """Whether typographers keep two words together here: “£2 million”, “Q3 2025”, “Mr Smith”."""
    if _MARK.fullmatch(before) or (details and (before[-1] in ":-,[{" or after[0] in ":,]}")):
        return False
    if before[-1].isdigit() and (after[0].isalnum() or after[0] in "£$€%°–—"):
        return True
    if after[0].isdigit():
        return before[-1].isalnum() or before[-1] in "£$€.–—"
    is_dash = after[0] in "–—" and before[-1].isalnum()
    return is_dash or (after[0].isalnum() and bool(_FINE_BEFORE.search(before)))


def _first_difference(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
