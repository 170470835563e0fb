"""From the bytes of a file to its text, or to what is wrong with them in plain words; it opens no file."""

from __future__ import annotations

import codecs

from peerchallenge import characters
from peerchallenge.problems import Problem
from peerchallenge.read import pasted

MAX_TEXT = 256 * 1024 + 1024 * 1024 + 1024
"""The most a text may hold: its details and its body at their largest."""

_AS_UTF8 = (
    "Save it as UTF-8. In Notepad: File, Save as, Encoding: UTF-8. "
    "In Word: Save as, Plain text, then Other encoding: Unicode (UTF-8)."
)
_KINDS = (
    (b"PK\x03\x04", "This is a Word, Excel or zip file with the wrong ending, and not a text."),
    (b"%PDF", "This is a PDF with the wrong ending, and not a text."),
    (b"\xd0\xcf\x11\xe0", "This is an old Word or Excel file with the wrong ending, and not a text."),
    (b"{\\rtf", "This is rich text (RTF) with the wrong ending, and not a plain text."),
)


def text_of(path: str, data: bytes) -> tuple[str | None, tuple[Problem, ...]]:
    """Read a text with every line ended by a line feed; without one where the bytes are no such text."""
    for beginning, message in _KINDS:
        if data.startswith(beginning):
            suggestion = "Give it its own ending back, and paste its words into a Markdown file (.md)."
            return None, (Problem(path=path, code="not-text", message=message, suggestion=suggestion),)
    if len(data) > MAX_TEXT:
        return None, (too_large(path, len(data)),)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, (_not_utf8(path, data, error.start),)
    text = _with_line_feeds(text)
    if not text.strip():
        suggestion = "Write something in it, or take it away."
        return None, (Problem(path=path, code="empty", message="This file is empty.", suggestion=suggestion),)
    problems = tuple(pasted.unreadable(path, text)) if characters.strange(text) is not None else ()
    return (None, problems) if problems else (text, ())


def text_to_mend(data: bytes) -> str:
    """Read a text in spite of signs that may not stand in it; nothing where the bytes are no text."""
    try:
        return _with_line_feeds(data.decode("utf-8"))
    except UnicodeDecodeError:
        return ""


def _with_line_feeds(text: str) -> str:
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def too_large(path: str, size: int) -> Problem:
    """Say that a text is larger than it may be."""
    message = f"This text is {size / 1024 / 1024:.1f} MB long, and at most {MAX_TEXT / 1024 / 1024:.2f} MB can be read."
    return Problem(path=path, code="too-large", message=message, suggestion="Share it out over several documents.")


def _not_utf8(path: str, data: bytes, start: int) -> Problem:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or data[:200].count(0) > 20:
        message = "This file is saved as “Unicode” (UTF-16), which is not read here."
        return Problem(path=path, code="not-utf-8", message=message, suggestion=_AS_UTF8)
    before = data[:start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line = before.count(b"\n") + 1
    head = before.rpartition(b"\n")[2].decode("utf-8", "replace")
    tail = data[start : start + 200].replace(b"\r", b"\n").partition(b"\n")[0].decode("cp1252", "replace")
    return Problem(
        path=path,
        line=line,
        column=len(head) + 1,
        code="not-utf-8",
        message=f"This file is not saved as UTF-8; it looks like Windows-1252, in which this is “{tail[:1]}”.",
        suggestion=_AS_UTF8,
        excerpt=head + tail,
    )
