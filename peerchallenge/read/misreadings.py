"""Lines that YAML would cut short or misread, and what their writer meant; it looks at lines only and reads no YAML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_PAIR = re.compile(r"(?P<start>\s*(?:-\s+)*[A-Za-z][\w-]*:\s+)(?P<value>\S.*)")
_ENTRY = re.compile(r"(?P<start>\s*(?:-\s+)+)(?P<value>\S.*)")
_JOINED = re.compile(r"(?P<key>\s*(?:-\s+)*[a-z][a-z_]*)(?P<sign>:|\s*=\s*)(?P<value>[^\s/:=].*)")
_INDENT = re.compile(r"\s*[\t\u00a0\u2000-\u200b\u202f\u3000\ufeff][\s\u200b\ufeff]*")
_SPACES = dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x3000), " ") | {9: "  ", 0x200B: "", 0xFEFF: ""}
_CUT = re.compile(r"\s+#(?!#)\S|\s#\s\d")
_FACT = re.compile(r"(true|false|yes|no|\d[\d/-]*)", re.IGNORECASE)
_MOST = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """Why the reader of YAML stopped: its own words, where, and on which line the thing began that it could not end."""

    words: str
    line: int
    column: int
    began: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A line that cannot be read, in words for its writer; `mend` is the line as meant, where one can tell."""

    line: int
    column: int
    message: str
    suggestion: str
    mend: str | None = None


def repair(lines: Iterable[str], find: Callable[[list[str]], Fault | None]) -> tuple[list[str], tuple[Finding, ...]]:
    """Mend line after line for as long as each mend lets the text be read further, and say what was wrong.

    Where the last finding has no mend the lines cannot be read.
    """
    mended = list(lines)
    findings: list[Finding] = []
    while fault := find(mended):
        found = _mend(mended, fault, find) if len(findings) < _MOST else None
        if not found:
            return mended, (*findings, _unmended(fault, mended))
        number, line, why = found
        before = mended[number - 1]
        column = fault.column if number == fault.line else len(before) - len(before.lstrip()) + 1
        findings.append(Finding(number, column, why, f"Write: {line}", line))
        mended[number - 1] = line
    return mended, tuple(findings)


def _mend(lines: list[str], fault: Fault, find: Callable[[list[str]], Fault | None]) -> tuple[int, str, str] | None:
    """Find the line that caused the fault: the one whose mend lets the text be read further than before."""
    for number in dict.fromkeys((fault.began, fault.line, max(fault.line - 1, 1))):
        meant = mended(lines[number - 1])
        if meant is None or meant[0] == lines[number - 1]:
            continue
        after = find([*lines[: number - 1], meant[0], *lines[number:]])
        opened_here = "quoted scalar" in fault.words and number == fault.began
        if after is None or after.line > fault.line or (opened_here and after.began > number):
            return number, *meant
    return None


def quoted(text: str) -> str:
    """Put a text in quotation marks in which nothing of it has a meaning of its own."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def mended(line: str) -> tuple[str, str] | None:
    """Give the line as its writer may have meant it, and what is wrong with it as it stands."""
    if found := _INDENT.match(line):
        return found[0].translate(_SPACES) + line[found.end() :], _ODD_SPACE
    if found := _PAIR.fullmatch(line) or _ENTRY.fullmatch(line):
        value = found["value"].rstrip()
        meant = _meant(value)
        return (found["start"] + meant, _why(value)) if meant else None
    if found := _JOINED.fullmatch(line):
        value = found["value"].rstrip()
        is_plain = re.match(r"[\w(]", value) and not re.search(r":\s|\s#", value)
        why = "A space is missing after the colon." if found["sign"] == ":" else "A colon belongs here, and not “=”."
        return f"{found['key']}: {value if is_plain else quoted(value)}", why
    return None


def _meant(value: str) -> str | None:
    mark = value[0]
    if mark == '"' and value.count(mark) == 1:
        return value + mark
    if re.fullmatch(r"'.*[^']'|\"[^\"]*\"", value) and "''" not in value:
        return quoted(value[1:-1])
    if mark in "[{" and not re.search(r"[\]}]\s*[^\s,#]", value):
        return None
    return quoted(value)


def _why(value: str) -> str:
    if "\\" in value and value[0] == value[-1] == '"' and value.count('"') == 2:
        return "A backslash between double quotation marks has a meaning of its own."
    if value[0] in "\"'":
        return "A value that begins with a quotation mark must end with the same one, and have none between."
    if value[0] in "[{":
        return "A value that begins with a bracket is read as a list, and words follow the list."
    if re.match(r"[-?]\s|[&*!|>%@`,\]}#]", value):
        return f"A value cannot begin with “{value[0]}” unless it stands in quotation marks."
    return "A value with a colon and a space in it must stand in quotation marks."


def cut_short(line: str, end: int) -> bool:
    """Whether what stands after a value belongs to it: “Item #3”, where YAML takes ` #3` for a remark."""
    return bool(_CUT.match(line, end))


def whole(line: str, start: int, value: str) -> str | None:
    """Give a line with the value that begins in one of its columns whole; none where that may be a remark after all."""
    if _FACT.fullmatch(value) or line.rstrip().endswith(("]", "}")):
        return None
    return f"{line[:start].rstrip()} {quoted(line[start:].strip())}"


def _unmended(fault: Fault, lines: list[str]) -> Finding:
    if "quoted scalar" in fault.words:
        text = "A quotation mark opens on this line and is not closed."
        return Finding(fault.began, 1, text, "Close it at the end of the value, or take it out.")
    line = lines[fault.line - 1]
    if re.search(r"flow (sequence|mapping)", fault.words):
        opened = lines[fault.began - 1]
        text = "A bracket opens on this line and is not closed, or a comma is missing between its entries."
        hint = "Write [one, two], with quotation marks round an entry that has a comma, a colon or a # in it."
        return Finding(fault.began, max(opened.find("["), opened.find("{"), 0) + 1, text, hint)
    if _INDENT.match(line):
        return Finding(
            fault.line, 1, _ODD_SPACE, "Begin it with ordinary spaces, as many as the lines that it goes with."
        )
    for pattern, message, suggestion in _REASONS:
        if re.search(pattern, fault.words):
            return Finding(fault.line, fault.column, message, suggestion)
    if "could not find expected" in fault.words:
        return Finding(fault.began, 1, *_PROSE)
    if ":" not in line and not line.lstrip().startswith("-"):
        return Finding(fault.line, 1, *_PROSE)
    return Finding(fault.line, fault.column, *_OUT_OF_LINE)


_ODD_SPACE = "This line begins with a tab or an unusual space."
_PROSE = (
    "This line is neither “key: value” nor an entry that starts with a hyphen.",
    "If the text begins here, put a line of three hyphens (---) above it; if it goes on with the value, set it in.",
)
_OUT_OF_LINE = (
    "This line does not line up with the lines above it.",
    "Give it as many spaces at its start as the line that it goes with.",
)
_REASONS = (
    (
        r"mapping values are not allowed",
        "This line is set in too far, or has a colon and a space inside its value.",
        "Give it as many spaces at its start as its neighbours, or put the value in quotation marks.",
    ),
    (
        r"block sequence|sequence entries are not allowed",
        "The entries of this list do not line up.",
        "Give every hyphen of a list the same number of spaces, and every key of an entry two more.",
    ),
    (r"cannot start any token", "A value cannot begin with this character.", "Put the whole value in quotation marks."),
    (
        r"block scalar|chomping|indentation indicator",
        "After the sign | or > nothing else may stand on the line.",
        "Begin the text on the next line, or put the whole value in quotation marks.",
    ),
    (
        r"unknown escape|expected escape",
        "A backslash inside double quotation marks has a meaning of its own.",
        "Use single quotation marks: 'C:\\folder'.",
    ),
)
