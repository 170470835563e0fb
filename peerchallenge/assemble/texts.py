"""Find every text that has to be converted, and hand out the converted ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from markupsafe import Markup

from peerchallenge.problems import Problem, did_you_mean
from peerchallenge.prose.convert import Converted, Text, with_base
from peerchallenge.read.parsed import Parsed, Steps, problem_at
from peerchallenge.records import Body
from peerchallenge.schema.base import Prose, Record, is_address

_TO_TEXT = re.compile(r'(<a(?: [a-z-]+="[^"]*")*?) href="(?![^":]*:|[/#])[^"]*\.md(?:#[^"]*)?"')
"""A link to a file beside the text that has no address yet: it is held back, or missing and a problem."""

_NOTHING = Markup()
"""What stands for every text that was not written: one for all, which is packed once."""


def passages(record: Record, steps: Steps = ()) -> Iterator[tuple[Steps, str]]:
    """Give every Markdown value of a record with the way to it."""
    for name, key, is_prose in _fields(type(record)):
        value = getattr(record, name)
        if isinstance(value, str):
            if is_prose and value and not is_address(value):
                yield (*steps, key), value
        elif isinstance(value, Record):
            yield from passages(value, (*steps, key))
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, Record):
                    yield from passages(item, (*steps, key, index))


@cache
def _fields(kind: type[Record]) -> tuple[tuple[str, str, bool], ...]:
    """Give the fields of a kind of record: the name, the key as it is written, and whether it is Markdown."""
    return tuple(
        (name, field.alias or name, any(isinstance(mark, Prose) for mark in field.metadata))
        for name, field in kind.model_fields.items()
    )


def texts(written: Iterable[Parsed]) -> tuple[Text, ...]:
    """Give every text of the documents, each once, in a fixed order."""
    found = dict.fromkeys(text for parsed in written for _, text in _placed(parsed))
    return tuple(found)


def problems(written: Iterable[Parsed], converted: Mapping[Text, Converted]) -> Iterator[Problem]:
    """Give what is wrong with the texts, each at its place in its file."""
    is_faulty = any(own.problems for own in converted.values())
    for parsed in written if is_faulty else ():
        for steps, text in _placed(parsed):
            for fault in converted[text].problems:
                line, column = parsed.place(*steps) if steps else (parsed.body_line + fault.line - 1, fault.column)
                yield problem_at(
                    parsed.source,
                    line,
                    column,
                    code=fault.code,
                    message=fault.message,
                    suggestion=fault.suggestion,
                    severity=fault.severity,
                )


def _placed(parsed: Parsed) -> Iterator[tuple[Steps, Text]]:
    if parsed.body.strip():
        yield (), Text(kind="document", source=parsed.body, lang=parsed.language)
    for steps, words in passages(parsed.data):
        yield steps, Text(kind="passage", source=words)


class Converter:
    """Hands out converted texts by their source; every text was converted beforehand.

    `addresses` say where a link to a file of the folder leads. A link to anything else is a problem.
    """

    def __init__(
        self, converted: Mapping[Text, Converted], addresses: Mapping[str, str], written: tuple[Parsed, ...] = ()
    ) -> None:
        """Keep the converted texts, and the files they are from."""
        self._converted = converted
        self._addresses = addresses
        self._named = tuple(_named(converted, written))

    def body(self, parsed: Parsed) -> Body:
        """Give a document's text; an empty one where nothing was written."""
        if not parsed.body.strip():
            return Body()
        body = self._converted[Text(kind="document", source=parsed.body, lang=parsed.language)].body
        return replace(body, pieces=tuple(self._linked(piece) for piece in body.pieces))

    def passage(self, source: str) -> Markup:
        """Give a value of the front matter as HTML; an address becomes a link to it."""
        if not source:
            return _NOTHING
        if is_address(source):
            return Markup('<p><a href="{0}">{1}</a></p>').format(source, _host(source))
        return self._linked(self._converted[Text(kind="passage", source=source)].body.__html__())

    def files_named(self) -> set[str]:
        """Give the files of the folder that the texts link to or show."""
        return {name for _, _, name in self._named if name in self._addresses}

    def problems(self, absent: frozenset[str]) -> Iterator[Problem]:
        """Give links to files that are not there, and are not only held back either."""
        for parsed, steps, name in self._named:
            folder = parsed.source.name.rpartition("/")[0]
            if name not in self._addresses and f"{folder}/{name}" not in absent:
                line, column = parsed.place(*steps) if steps else line_of(parsed, name)
                yield problem_at(
                    parsed.source,
                    line,
                    column,
                    code="missing-file",
                    message=f"The text links to “{name}”, and there is no such file in this folder.",
                    suggestion=did_you_mean(name, self._addresses)
                    or "Put the file beside this one, mend its name, or begin the link with https:// or /.",
                )

    def _linked(self, html: str) -> Markup:
        linked = str(with_base(html, "/", self._addresses))
        return Markup(_TO_TEXT.sub(r"\1", linked))  # noqa: S704 (it only takes links away)


def _named(converted: Mapping[Text, Converted], written: Iterable[Parsed]) -> Iterator[tuple[Parsed, Steps, str]]:
    """Give every file that a text names, with the place of that text."""
    names_any = any(own.files for own in converted.values())
    for parsed in written if names_any else ():
        for steps, text in _placed(parsed):
            for name in converted[text].files:
                yield parsed, steps, name


def line_of(parsed: Parsed, words: str) -> tuple[int, int]:
    """Find words in a body: line and column in the file, or its first line where they do not stand so."""
    for number, line in enumerate(parsed.body.split("\n")):
        if words in line:
            return parsed.body_line + number, line.index(words) + 1
    return parsed.body_line, 1


def _host(address: str) -> str:
    return "Evidence on " + re.sub(r"^https?://(www\.)?|/.*$", "", address)
