"""Which characters a text may not hold, because no reader could see them or no page could carry them."""

from __future__ import annotations

import re
import unicodedata

_NON_CHARACTERS = "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_STRANGE = re.compile(
    f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef{_NON_CHARACTERS}]",
)
_ORDINARY = re.compile("[\t\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd]*+")
"""What nearly every text holds from end to end; passing over it is thirty times as fast as looking for the strange."""
_NAMES = {
    "\x00": "an empty character (NUL)",
    "\x0b": "a soft line break from Word",
    "\x0c": "a page break",
    "\x1b": "an escape character",
    "\x85": "a line break from another kind of computer",
    "\u2028": "an invisible line break (U+2028)",
    "\u2029": "an invisible paragraph break (U+2029)",
}


def strange(text: str) -> int | None:
    """Find the first character that may not stand in a text."""
    ordinary = _ORDINARY.match(text)
    found = _STRANGE.search(text, ordinary.end() if ordinary else 0)
    return found.start() if found else None


def name(character: str) -> str:
    """Say which character it is, in words."""
    return _NAMES.get(character) or f"a character that cannot be shown (U+{ord(character):04X})"


def visible(text: str) -> str:
    """Put a mark in the place of whatever would disturb a screen: control and direction characters, lone surrogates."""
    if text.isascii() and text.isprintable():
        return text
    return "".join("�" if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else c for c in text)
