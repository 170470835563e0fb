"""The door to PyYAML: read a text's events, within bounds, into plain values with their places; it builds no object.

Every scalar stays the text that was written. What a loader would do by itself (aliases, tags, numbers, dates, the
last of two equal keys) is refused, or left to the schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml import AliasEvent, DocumentStartEvent, MappingEndEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from peerchallenge import characters
from peerchallenge.problems import Problem
from peerchallenge.read import misreadings
from peerchallenge.read.misreadings import Fault
from peerchallenge.read.parsed import Steps, problem_at
from peerchallenge.sources import Source

MAX_DEPTH = 10
MAX_NODES = 20_000
MAX_SIZE = 256 * 1024
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Tree:
    """What a text says: texts, lists and groups, and line and column of each value, and of each key by `"@key"`."""

    value: Any = None
    places: Mapping[Steps, tuple[int, int]] = field(default_factory=dict)


class _Unreadable(Exception):  # noqa: N818 - it ends the walk and is no error of the program
    """The text cannot be read further; the problem is in the list already."""


def read(source: Source, text: str, first_line: int = 1) -> tuple[Tree | None, tuple[Problem, ...]]:
    """Read a text that begins on a line of a file; without a tree where it cannot be read.

    A line with one likely mend is read as mended, so that whatever else is wrong is found too.
    """
    if len(text.encode(errors="surrogatepass")) > MAX_SIZE:
        message = f"The details are longer than {MAX_SIZE // 1024} kilobytes."
        hint = "Keep long texts below the second line of three hyphens, or share the entries out over files."
        return None, (problem_at(source, first_line, 1, code="too-large", message=message, suggestion=hint),)
    walk = _Walk(source, text.split("\n"), first_line - 1)
    try:
        return Tree(walk.document(), walk.places), tuple(walk.problems)
    except _Unreadable:
        return None, tuple(walk.problems)
    except (yaml.YAMLError, UnicodeError):
        return _read_mended(source, text, first_line - 1)


def _read_mended(source: Source, text: str, offset: int) -> tuple[Tree | None, tuple[Problem, ...]]:
    lines, findings = misreadings.repair(text.split("\n"), _fault)
    walk = _Walk(source, lines, offset)
    for found in findings:
        code = "misread" if found.mend else "not-readable"
        walk.say((found.line + offset, found.column), code, found.message, found.suggestion, found.mend)
    if not findings[-1].mend:
        return None, tuple(walk.problems)
    try:
        return Tree(walk.document(), walk.places), tuple(walk.problems)
    except _Unreadable:
        return None, tuple(walk.problems)


def _events(text: str) -> Iterator[Any]:
    """Give the events of a text as `yaml.parse` does, without the three calls that it makes for each."""
    yield from iter(_LOADER(text).get_event, None)


def _fault(lines: list[str]) -> Fault | None:
    """Find where the text stops being YAML, within the bounds that the walk keeps."""
    try:
        for count, _ in enumerate(_events("\n".join(lines))):
            if count > MAX_NODES * 2:
                return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (min(mark.line + 1, len(lines)), mark.column + 1) if mark else (1, 1)
        began = error.context_mark.line + 1 if error.context_mark else line
        return Fault(f"{error.context or ''} {error.problem or ''}", line, column, min(began, line))
    except (yaml.YAMLError, UnicodeError) as error:
        return Fault(str(error), 1, 1, 1)
    return None


class _Walk:
    """One pass over the events of a text that can be read; fills places and gathers problems."""

    def __init__(self, source: Source, lines: list[str], offset: int) -> None:
        text = "\n".join(lines)
        self.source, self.lines, self.first = source, lines, offset + 1
        self.places: dict[Steps, tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self.count = 0
        self.events = _events(text)
        self.has_remarks = "#" in text
        # A text without a strange character gives a value with one by an escape alone.
        self.has_strange = "\\" in text or characters.strange(text) is not None

    def document(self) -> Any:
        value, documents = None, 0
        for event in self.events:
            if type(event) is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self.stop(event, "two-parts", "A second part begins here.", "Take out this line of hyphens.")
                value = self.node(next(self.events), ())
        return value

    def node(self, event: Any, steps: Steps) -> Any:
        self.count += 1
        if self.count > MAX_NODES:
            self.stop(event, "too-many", f"There are more than {MAX_NODES:,} entries.", "Share them out over files.")
        if len(steps) > MAX_DEPTH:
            self.stop(event, "too-deep", "Lists and groups are nested too deep here.", "Take out some of the brackets.")
        self.places[steps] = self.place(event)
        kind = type(event)
        if kind is AliasEvent or event.anchor or event.tag:
            self.refuse_marks(event)
        if kind is ScalarEvent:
            return self.scalar(event)
        return self.sequence(steps) if kind is SequenceStartEvent else self.mapping(steps)

    def sequence(self, steps: Steps) -> list[Any]:
        entries: list[Any] = []
        while type(event := next(self.events)) is not SequenceEndEvent:
            entries.append(self.node(event, (*steps, len(entries))))
        return entries

    def mapping(self, steps: Steps) -> dict[str, Any]:
        group: dict[str, Any] = {}
        while type(event := next(self.events)) is not MappingEndEvent:
            key = self.key(event)
            inside = (*steps, key)
            if key in group:
                self.written_twice(event, key, inside)
            else:
                self.places[*inside, "@key"] = self.place(event)
                group[key] = self.node(next(self.events), inside)
        return group

    def written_twice(self, event: Any, key: str, steps: Steps) -> None:
        first, again = self.places[*steps, "@key"][0], self.place(event)[0]
        where = f"on lines {first} and {again}" if first != again else "on this line"
        message = f"“{characters.visible(key)}” is written twice: {where}."
        self.say(self.place(event), "written-twice", message, "Keep one of the two.")
        self.node(next(self.events), (*steps, "@again"))

    def key(self, event: Any) -> str:
        kind = type(event)
        if kind is AliasEvent or event.anchor or event.tag:
            self.refuse_marks(event)
        if kind is not ScalarEvent:
            hint = "Put text that begins with a bracket in quotation marks."
            self.stop(event, "key", "A key is a word, and not a list or a group.", hint)
        key: str = event.value
        is_odd = key != key.strip() and event.start_mark.column == 0
        if is_odd and (meant := misreadings.mended(self.line(event.start_mark))):
            self.say(self.place(event), "misread", meant[1], f"Write: {meant[0]}", meant[0])
        return key

    def scalar(self, event: Any) -> str:
        text: str = event.value
        if self.has_remarks and not event.style:
            line = self.line(event.end_mark)
            if misreadings.cut_short(line, event.end_mark.column):
                return self.cut(event, line)
        if not text or text.isspace():
            before = self.line(event.start_mark)[: event.start_mark.column][-60:]
            key = re.search(r"([\w-]+)[\"']?\s*:\s*$", before)
            subject = f"“{key[1]}”" if key else "This entry"
            self.say(self.place(event), "no-value", f"{subject} has no value.", "Write one, or take it out.")
        if self.has_strange and (at := characters.strange(text)) is not None:
            message = f"The value holds {characters.name(text[at])}."
            self.say(self.place(event), "character", message, "Take it out.")
            return characters.visible(text)
        return text

    def cut(self, event: Any, line: str) -> str:
        start, end = event.start_mark, event.end_mark
        column = len(line) - len(line[end.column :].lstrip())
        mend = misreadings.whole(line, start.column, event.value) if start.line == end.line else None
        lost = characters.visible(line[column:].strip())
        remark = "Put the whole value in quotation marks; or, if it is a remark, put a space after the #."
        self.say(
            (end.line + self.first, column + 1),
            "cut-short",
            f"Everything from “{lost}” on would be lost: a space and # begin a remark.",
            f"Write: {mend}" if mend else remark,
            mend,
        )
        return line[start.column :].strip() if mend else str(event.value)

    def refuse_marks(self, event: Any) -> None:
        is_alias = type(event) is AliasEvent
        mark = "*" if is_alias else "&" if event.anchor else "!"
        meant = misreadings.mended(self.line(event.start_mark))
        hint = f"Write: {meant[0]}" if meant else "Put the value in quotation marks."
        message = f"A value cannot begin with “{mark}” unless it stands in quotation marks."
        self.say(self.place(event), "misread", message, hint, meant[0] if meant else None)
        if type(event) is not ScalarEvent:
            raise _Unreadable

    def line(self, mark: Any) -> str:
        return self.lines[mark.line] if mark.line < len(self.lines) else ""

    def place(self, event: Any) -> tuple[int, int]:
        mark = event.start_mark
        return mark.line + self.first, mark.column + 1

    def say(self, place: tuple[int, int], code: str, message: str, suggestion: str, mend: str | None = None) -> None:
        found = problem_at(self.source, *place, code=code, message=message, suggestion=suggestion, mend=mend)
        self.problems.append(found)

    def stop(self, event: Any, code: str, message: str, suggestion: str) -> None:
        self.say(self.place(event), code, message, suggestion)
        raise _Unreadable
