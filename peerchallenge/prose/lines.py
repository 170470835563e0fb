"""Ready a Markdown text for its conversion, line by line: code, comments, marks; it makes no HTML."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field
from typing import NamedTuple

from peerchallenge.problems import Severity, nearest
from peerchallenge.prose.clean import HTML_TAGS

Line = tuple[int, str]
"""A line with its number in the text as written."""

CODE = "\ue000"
"""Stands, with a number between two of it, for a block of code."""
CUT = "\ue001"
"""Stands, with a number between two of it, for a place of recommendations."""

_KEPT_FREE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ue000-\ue003\ufffe\uffff]")
_FENCE = re.compile(r"^( *)(`{3,}|~{3,})([^`]*)$")
_COMMENT = re.compile(r"(`+)[^`]*\1|(<!--)")
_CODE_SPAN = re.compile(r"(`+)[^`]+\1")
_TAG = re.compile(
    r"(?<!\]\()(?<!\]: )(?<!\\)<(?!https?://[^<>\s]+>|(?:mailto:)?[^<>\s/]+@[^<>\s]+>)(/?[A-Za-z][A-Za-z0-9]*)[^<>]*>"
)
_NOTE = re.compile(r"\[\^([^\[\]]+)\](:?)")
_NOTE_TEXT = re.compile(r"^ {0,3}\[\^([^\[\]]+)\]:")
_MARK = re.compile(r"^\s*\[\[\s*recommendations\s*(?::([^\[\]]*))?\]\]\s*$", re.IGNORECASE)
_NEARLY = re.compile(r"^\s*(?:\\?[\[{])+\s*(\w{8,24})\s*(:[^\[\]{}\\]*)?(?:\\?[\]}])+\s*$")
_LIKE_ITEM = re.compile(r"^ *(?:o +(?=\S)|[-–](?=[^\W\d_]))(.*)$")
_RUN_ON = re.compile(r"[•·\uf0b7] *\S.*\s[•\uf0b7] *\S")


class Remark(NamedTuple):
    """Something a person has to mend in a text; `line` and `column` count from 1 within it, 0 where not known."""

    line: int
    column: int
    code: str
    message: str
    suggestion: str = ""
    severity: Severity = Severity.ERROR


@dataclass(slots=True)
class Draft:
    """What is known of a text while it is made ready."""

    codes: list[str] = field(default_factory=list)
    cuts: list[tuple[str, ...]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def warn(self, line: int, column: int, code: str, message: str, suggestion: str = "") -> None:
        """Remark on something that does not stop a build."""
        self.remarks.append(Remark(line, column, code, message, suggestion, Severity.WARNING))

    def fail(self, line: int, column: int, code: str, message: str, suggestion: str = "") -> None:
        """Remark on something that stops a build."""
        self.remarks.append(Remark(line, column, code, message, suggestion))


def fit(text: str) -> str:
    """Give a text with a sign in the place of what no page may carry, or what has a meaning here."""
    return _KEPT_FREE.sub("\ufffd", text)


def numbered(source: str) -> list[Line]:
    """Give the lines with their numbers, without any character that no page may carry or that has a meaning here."""
    plain = fit(source.replace("\r\n", "\n").replace("\r", "\n"))
    return list(enumerate(plain.expandtabs(4).split("\n"), 1))


def without_comments(lines: list[Line], draft: Draft) -> list[Line]:
    """Take out comments, which are notes for colleagues, and blocks of code, each replaced by a token."""
    kept: list[Line] = []
    lines = list(lines)
    unclosed: dict[str, int] = {}
    position = 0
    while position < len(lines):
        number, text = lines[position]
        if ("```" in text or "~~~" in text) and (fence := _FENCE.match(text)):
            end = _end_of_code(lines, position, fence[2], unclosed)
            if end:
                content = "\n".join(line for _, line in lines[position + 1 : end])
                draft.codes.append(textwrap.dedent(content))
                kept.append((number, f"{fence[1]}{CODE}{len(draft.codes) - 1}{CODE}"))
                position = end + 1
                continue
            _remark_fence(draft, number, fence[2], unclosed)
        if "<!--" in text and "<!--" not in unclosed:
            comment = next((found for found in _COMMENT.finditer(text) if found[2]), None)
            if comment:
                position = _past_comment(lines, position, comment.start(), draft, unclosed)
                continue
        kept.append((number, text))
        position += 1
    return kept


def _end_of_code(lines: list[Line], start: int, fence: str, unclosed: dict[str, int]) -> int:
    if len(fence) >= unclosed.get(fence[0], len(fence) + 1):
        return 0
    closing = re.compile(rf"^ *{re.escape(fence[0])}{{{len(fence)},}} *$")
    return next((at for at in range(start + 1, len(lines)) if closing.match(lines[at][1])), 0)


def _remark_fence(draft: Draft, number: int, fence: str, unclosed: dict[str, int]) -> None:
    if fence[0] not in unclosed:
        message = f"A block of code begins here with “{fence}” and never ends."
        draft.warn(number, 1, "code-open", message, f"Put a line “{fence}” after it, or take this line out.")
    unclosed[fence[0]] = min(len(fence), unclosed.get(fence[0], len(fence)))


def _past_comment(lines: list[Line], position: int, start: int, draft: Draft, unclosed: dict[str, int]) -> int:
    """Cut the comment that begins here out of the lines, and give the position from which to go on."""
    number, text = lines[position]
    sought = start + 4
    for end in range(position, len(lines)):
        close = lines[end][1].find("-->", sought)
        sought = 0
        if close >= 0:
            draft.warn(number, start + 1, "comment", "This comment is not published.", "Take it out if it may be lost.")
            rest = text[:start] + lines[end][1][close + 3 :]
            lines[end] = (number, rest)
            return end if rest.strip() else end + 1
    unclosed["<!--"] = 0
    message = "A comment begins here with “<!--” and never ends, so it would be published."
    draft.fail(number, start + 1, "comment-open", message, "Put “-->” where the comment ends.")
    return position


def remark_html(lines: list[Line], draft: Draft) -> None:
    """Warn of what looks like HTML, which is shown as it stands: often words that wait to be filled in."""
    for number, text in lines:
        if "<" not in text:
            continue
        if found := _TAG.search(_CODE_SPAN.sub(lambda code: " " * len(code[0]), text)):
            shown = textwrap.shorten(found[0], 60, placeholder=" …>")
            hint = (
                "HTML is not used in these texts: write Markdown in its place, or take it out."
                if found[1].strip("/").casefold() in HTML_TAGS
                else "If these words wait to be filled in, fill them in."
            )
            draft.warn(number, found.start() + 1, "html", f"“{shown}” is shown on the page as it stands.", hint)


def remark_lists(lines: list[Line], draft: Draft) -> None:
    """Warn of pasted lists that would be published as sentences: two lines or more that begin like entries."""
    like = {at: found for at, (_, text) in enumerate(lines) if (found := _LIKE_ITEM.match(text))}
    bulleted = {at for at, (_, text) in enumerate(lines) if "•" in text or "\uf0b7" in text}
    for at in sorted({*like, *bulleted}):
        number, text = lines[at]
        after = next((n for n in range(at + 1, len(lines)) if lines[n][1].strip()), None)
        is_first = at - 1 not in like and at - 2 not in like
        if (found := like.get(at)) and is_first and after in like:
            message = "These lines look like a list, and would be published as sentences."
            hint = f"Begin each with a hyphen and a space: “- {textwrap.shorten(found[1], 60, placeholder=' …')}”."
            draft.warn(number, 1, "list", message, hint)
        elif _RUN_ON.search(text):
            message = "The entries of a list stand in one line here."
            hint = "Put each on a line of its own that begins with “- ”; among the details, under a line “key: |”."
            draft.warn(number, 1, "list", message, hint)


def remark_notes(lines: list[Line], draft: Draft, *, possible: bool) -> None:
    """Warn of footnotes that nothing points to, and of pointers to footnotes that are not given."""
    given: dict[str, Line] = {}
    named: dict[str, tuple[int, int]] = {}
    for number, text in lines:
        if "[^" not in text:
            continue
        if note := _NOTE_TEXT.match(text):
            given.setdefault(note[1], (number, note[1]))
        for found in _NOTE.finditer(_CODE_SPAN.sub(lambda code: " " * len(code[0]), text)):
            if not (note and found.start() == note.start(1) - 2):
                named.setdefault(found[1], (number, found.start() + 1))
    if not possible:
        for name, (line, column) in named.items():
            message = f"“[^{name}]” is shown as it stands: only the body of a document can have footnotes."
            draft.warn(line, column, "footnote", message, "Put the words of the footnote in brackets.")
        return
    for name, (line, column) in named.items():
        if name not in given:
            message = f"There is no footnote “{name}”, to which this points."
            draft.warn(line, column, "footnote", message, f"Add a line that begins “[^{name}]: ”.")
    for name, (line, _) in given.items():
        if name not in named:
            hint = f"Put “[^{name}]” where the text speaks of it, or take the footnote out."
            draft.warn(line, 1, "footnote", f"Nothing in the text points to the footnote “{name}”.", hint)


def mark(text: str) -> tuple[str, ...] | None:
    """Give what a line `[[recommendations]]` asks for, or None where the line is no such mark."""
    found = _MARK.match(text)
    if not found:
        return None
    return tuple(name for part in (found[1] or "").split(",") if (name := " ".join(part.split())))


def remark_mark(number: int, text: str, draft: Draft) -> None:
    """Say so where a line is nearly the mark for recommendations."""
    found = _NEARLY.match(text)
    if found and nearest(found[1], ["recommendations"]):
        meant = f"[[recommendations{(found[2] or '').rstrip()}]]"
        if "\\" in text:
            message = "A backslash before a bracket makes this line words, and no place for recommendations."
            draft.warn(number, text.index("\\") + 1, "recommendations-mark", message, f"Write {meant}")
            return
        draft.fail(
            number,
            len(text) - len(text.lstrip()) + 1,
            "recommendations-mark",
            f"“{text.strip()}” is not a line that this program knows.",
            f"Did you mean “{meant}”?",
        )
