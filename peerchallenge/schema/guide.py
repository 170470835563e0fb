"""Write `docs/content.md`: every file that people write, with its keys in plain words; it checks nothing."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from peerchallenge.schema import answers, base, challenge, dates, document, findings
from peerchallenge.schema.document import Document
from peerchallenge.schema.guide_words import ANSWERS, BEFORE, RATINGS, STATES
from peerchallenge.schema.kinds import KINDS
from peerchallenge.schema.site import Brand, Contact, Council, Months, Site

_NAMED: tuple[tuple[Any, str], ...] = (
    (base.Line, "text on one line"),
    (base.Markdown, "Markdown"),
    (base.Id, "an id"),
    (base.CouncilId, "an id"),
    (base.Address, "a web address"),
    (base.WholeNumber, "a whole number"),
    (Months, "a number of months, 120 at most"),
    (base.Count, "a number, or a word and a number: over 130"),
    (dates.AnyDate, "a date such as 2026-03-31, March 2026, Autumn 2026, or words such as “ongoing”"),
    (dates.KnownDate, "a date such as 2026-03-31, March 2026, Autumn 2026 or 2026"),
    (dates.Day, "one day, such as 2026-03-31"),
    (bool, "true or false"),
    (str, "text on one line"),
)
"""What each kind of value is called."""
_EITHER: tuple[tuple[Any, str, type[BaseModel]], ...] = (
    (challenge.Visit, "both days in words (11 to 14 November 2024)", challenge.Onsite),
    (challenge.IdOrReference, "the id of a challenge on this site", document.Reference),
    (document.LineOrReference, "the name of a file", document.Reference),
)
"""What may be a text or a group."""
_OWN: Mapping[tuple[type[BaseModel], str], str] = {
    (Brand, "colour"): 'a colour in quotation marks: "#0b5d4a"',
    (challenge.Challenge, "type"): "an id",
    (Contact, "email"): "an e-mail address",
    (Contact, "correction"): "a web address or an e-mail address",
    (Site, "base_url"): "a web address",
    (Site, "themes"): "for each set its id, with theme ids and names below it",
    (Site, "terms"): "for each word the one to use in its place",
}
"""What a value is called where its kind alone does not say it."""
_TOGETHER: Mapping[type[BaseModel], str] = {
    answers.Update: "Write either `action` or `recommendation`, and `status`, `words` or both.",
    document.File: "Write either `path` or `url`.",
    findings.Recommendation: "Write `text`, `title` or both.",
}
"""What is required of several keys together."""
_LABELLED = {"update": "update.2026-01.md"}
"""The file's name where it usually has a label."""


def guide() -> str:
    """Give the whole text of `docs/content.md`."""
    parts = [BEFORE, *_values(), "## The site: `site.yml`\n", _whole(Site), "## The councils: `councils.yml`\n"]
    parts += [_whole(Council), "## What every document may say\n", _EVERY, _table(Document)]
    parts += ["## The documents of a challenge\n", _IN_FOLDER, *(_kind(kind) for kind in KINDS)]
    parts += ["## Pages about the site: `pages/*.md`\n", _PAGE]
    parts += ["## Groups of keys\n", _GROUPS, *(_group(record, keys) for record, keys in _groups().items())]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parts)).rstrip() + "\n"


_EVERY = "These keys may stand at the top of any document of a challenge, and of a page.\n"
_IN_FOLDER = "Each may also say [what every document may say](#what-every-document-may-say).\n"
_PAGE = "A page says only [what every document may say](#what-every-document-may-say), and its text stands below.\n"
_GROUPS = "The keys inside each key that the tables above call a group.\n"


def _values() -> Iterator[str]:
    for title, meanings in (("decisions", ANSWERS), ("states", STATES), ("ratings", RATINGS)):
        yield f"### The {title}\n"
        yield "| write | when |\n| --- | --- |"
        yield "".join(f"| `{word.value}` | {meaning} |\n" for word, meaning in meanings.items())


def _kind(kind: type[Document]) -> str:
    name = _LABELLED.get(kind.kind, f"{kind.kind}.md")
    own = _table(kind, without=Document) or "No keys of its own.\n"
    return f"### {kind.label}: `{name}`\n\n{_sentence(kind)}\n\n{own}"


def _whole(record: type[BaseModel]) -> str:
    return f"{_sentence(record)}\n\n{_table(record)}"


def _group(record: type[BaseModel], keys: list[str]) -> str:
    together = f" {_TOGETHER[record]}" if record in _TOGETHER else ""
    return f"### {_title(keys)}\n\n{_sentence(record)}{together}\n\n{_table(record)}"


def _sentence(record: type[BaseModel]) -> str:
    """Give what a class says of itself; the file's name is in the heading already."""
    return re.sub(r": `[^`]+`\.", ".", inspect.cleandoc(record.__doc__ or ""), count=1)


def _title(keys: list[str]) -> str:
    return "Inside " + ", ".join(f"`{key}`" for key in keys)


def _table(record: type[BaseModel], without: type[BaseModel] | None = None) -> str:
    rows = "".join(
        _row(record, name, field)
        for name, field in record.model_fields.items()
        if without is None or name not in without.model_fields
    )
    return f"| key | what to write | what it says |\n| --- | --- | --- |\n{rows}" if rows else ""


def _row(record: type[BaseModel], name: str, field: FieldInfo) -> str:
    key = f"`{field.alias or name}`" + (" (required)" if field.is_required() else "")
    usual = f" If left out: `{field.default}`." if field.default and isinstance(field.default, str) else ""
    return f"| {key} | {_words(record, name)} | {field.description}{usual} |\n"


def _words(record: type[BaseModel], name: str) -> str:
    return _OWN.get((record, name)) or _of(get_type_hints(record, include_extras=True)[name])


def _of(kind: Any) -> str:
    """Say in plain words what a kind of value is."""
    if found := next((words for known, words in _NAMED if known == kind), ""):
        return found
    if choices := _choices(kind):
        return "one of " + ", ".join(f"`{choice}`" for choice in choices)
    if either := next(((text, group) for known, text, group in _EITHER if known == kind), None):
        return f"{either[0]}, or {_of(either[1])}"
    if get_origin(kind) is tuple:
        return f"one or many: {_of(get_args(kind)[0])}"
    if get_origin(kind) is dict:
        return f"for each name, {_of(get_args(kind)[1])}"
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        title = _title(_groups()[kind])
        return f"a [group](#{_anchor(title)})"
    inner = get_args(kind)[:1] if get_origin(kind) is Annotated else get_args(kind)
    return ", or ".join(_of(part) for part in inner if part is not type(None))


def _choices(kind: Any) -> tuple[str, ...]:
    if get_origin(kind) is Literal:
        return get_args(kind)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return tuple(member.value for member in kind)
    return ()


@cache
def _groups() -> dict[type[BaseModel], list[str]]:
    """Give every group of keys once, with the keys that hold one."""
    found: dict[type[BaseModel], list[str]] = {}
    waiting: list[type[BaseModel]] = [Site, Council, Document, *KINDS]
    for record in waiting:
        for name, kind in get_type_hints(record, include_extras=True).items():
            if name not in record.model_fields:
                continue
            for inner in _records(kind):
                if inner not in found:
                    waiting.append(inner)
                keys = found.setdefault(inner, [])
                if name not in keys:
                    keys.append(name)
    return found


def _records(kind: Any) -> Iterator[type[BaseModel]]:
    if kind == base.Count:
        return
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    for argument in get_args(kind):
        yield from _records(argument)


def _anchor(title: str) -> str:
    return re.sub(r"[^\w -]", "", title.casefold()).replace(" ", "-")


if __name__ == "__main__":
    Path("docs/content.md").write_text(guide(), encoding="utf-8", newline="\n")
