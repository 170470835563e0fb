"""What the schema finds wrong, in plain words for the person who wrote it; no word of the library's is ever shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from peerchallenge.characters import visible
from peerchallenge.problems import Problem, nearest
from peerchallenge.read import misreadings
from peerchallenge.read.nodes import Tree
from peerchallenge.read.parsed import Steps, line_of, problem_at
from peerchallenge.read.synonyms import SAME_KEY, SAME_WORD
from peerchallenge.schema.base import in_curly
from peerchallenge.schema.kinds import KINDS
from peerchallenge.sources import Source

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PLAIN = re.compile(r"[A-Za-z]\w*(-\w+)*|\d{4}-\d\d-\d\d|\[[a-z0-9, -]+\]")


@dataclass(frozen=True, slots=True)
class _Found:
    """One thing that the schema refused: where, what stands there, and what the schema knows of it."""

    steps: Steps
    value: Any
    choices: tuple[str, ...]
    record: type[BaseModel]
    line: str

    @property
    def name(self) -> str:
        words = [step for step in self.steps if isinstance(step, str)]
        return f"“{visible(words[-1])[:60]}”" if words else "This"


@cache
def keys(record: type[BaseModel]) -> Mapping[str, str]:
    """Give the keys of a record as they are written, each with what it means."""
    return {field.alias or name: field.description or "" for name, field in record.model_fields.items()}


def record_at(model: type[BaseModel], steps: Steps) -> type[BaseModel]:
    """Find the record that stands at the end of some steps, or round it."""
    record = model
    for step in steps:
        field = next((f for name, f in record.model_fields.items() if step == (f.alias or name)), None)
        record = next(_records(field.annotation), record) if field else record
    return record


def _records(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _records(argument)


def problems(
    source: Source,
    tree: Tree,
    model: type[BaseModel],
    error: ValidationError,
    councils: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Problem, ...]:
    """Give one problem for each thing refused, at its place; what is empty was refused when the file was read.

    `councils` gives the ids of the councils by their names.
    """
    details = error.errors(include_url=False)
    misspelt = {_meant(tree, model, detail) for detail in details if detail["type"] == "extra_forbidden"}
    told = [detail for detail in details if (detail["type"], *_steps(detail, tree)) not in misspelt]
    found = (_problem(source, tree, model, detail, councils) for detail in told)
    return tuple(dict.fromkeys(problem for problem in found if problem))


def _meant(tree: Tree, model: type[BaseModel], detail: ErrorDetails) -> Steps:
    """Say which missing key an unknown one was meant to be, so that one mistake is told once."""
    *around, key = _steps(detail, tree)
    return ("missing", *around, _likely(str(key), keys(record_at(model, tuple(around)))) or "")


def _likely(key: str, known: Mapping[str, str]) -> str | None:
    same = next((name for name in SAME_KEY.get(key.casefold(), ()) if name in known), None)
    return same or nearest(key.replace("-", "_").replace(" ", "_"), known)


def _problem(
    source: Source, tree: Tree, model: type[BaseModel], detail: ErrorDetails, councils: Mapping[str, str]
) -> Problem | None:
    kind, context = detail["type"], detail.get("ctx", {})
    steps = _steps(detail, tree)
    value = detail["input"]
    if isinstance(value, str) and not value.strip():
        return None
    around = steps[:-1] if kind in {"missing", "extra_forbidden"} else steps
    at = (*steps, "@key") if kind == "extra_forbidden" else around
    line, column = _place(tree, at)
    choices = tuple(re.findall(r"'([^']*)'", str(context.get("expected", ""))))
    found = _Found(steps, value, choices, record_at(model, around), line_of(source, line))
    if "text" in context and not (isinstance(value, str) and in_curly(value)):
        message, suggestion = str(context["text"]), str(context.get("suggestion", ""))
    elif kind not in {"missing", "extra_forbidden"} and isinstance(value, str) and in_curly(value):
        message, suggestion = _in_curly(found)
    else:
        message, suggestion = _WORDINGS.get(kind, _not_understood)(found)
    if kind == "council-id" and (name := nearest(str(value), councils)):
        suggestion = f"Did you mean “{councils[name]}”?"
    mend, is_line = _mended(found, detail, tree, column, councils)
    if mend and is_line:
        suggestion = f"Write: {mend}"
    return problem_at(
        source, line, column, code=_CODES.get(kind, kind), message=message, suggestion=suggestion, mend=mend
    )


def _mended(
    found: _Found, detail: ErrorDetails, tree: Tree, column: int, councils: Mapping[str, str]
) -> tuple[str | None, bool]:
    """Give the line as it was meant, where that is sure, and whether its whole is what to show."""
    kind, value = detail["type"], found.value
    if kind == "string_type":
        return _pair_as_text(found), True
    if kind == "extra_forbidden":
        key = str(found.steps[-1])
        word = (in_curly(key) or key).casefold().replace("-", "_")
        same = next((name for name in keys(found.record) if name == word), "")
        is_free = (*found.steps[:-1], same, "@key") not in tree.places
        return (_instead(found.line, column, key, same) if same and is_free else None), False
    if not isinstance(value, str) or kind == "missing":
        return None, False
    if inner := in_curly(value):
        return _instead(found.line, column, value, inner), True
    parts = [part.strip() for part in value.split(",")]
    is_alone = isinstance(detail["loc"][-1], int) and isinstance(found.steps[-1], str)
    if kind == "council-id" and len(parts) > 1:
        ids = [councils.get(part.casefold(), part if _ID.fullmatch(part) else "") for part in parts]
        return (_instead(found.line, column, value, f"[{', '.join(ids)}]") if all(ids) and is_alone else None), True
    word = "-".join(value.casefold().replace("-", " ").replace("_", " ").split())
    sure = {
        "council-id": councils.get(value.casefold(), ""),
        "enum": word if word in found.choices else "",
        "literal_error": word if word in found.choices else "",
    }
    meant = sure.get(kind) or str(detail.get("ctx", {}).get("meant", ""))
    return (_instead(found.line, column, value, meant) if meant else None), False


def _instead(line: str, column: int, value: str, meant: str) -> str | None:
    """Put one value of a line, or a key, in the place of another; nothing where it is written in some other way."""
    plain = meant if _PLAIN.fullmatch(meant) else misreadings.quoted(meant)
    before, after = line[: column - 1], line[column - 1 :]
    written = next((w for w in (value, f'"{value}"', f"'{value}'") if after.startswith(w)), None)
    return before + plain + after[len(written) :] if written else None


def _steps(detail: ErrorDetails, tree: Tree) -> Steps:
    """Give the steps that stand in the file: a lone value has no place in a list, and a choice has no name."""
    loc, data = detail["loc"], tree.value
    steps: list[str | int] = []
    for number, step in enumerate(loc):
        if isinstance(data, dict) and step in data:
            data = data[str(step)]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        elif detail["type"] != "missing" or number < len(loc) - 1:
            continue
        steps.append(step)
    return tuple(steps)


def _place(tree: Tree, steps: Steps) -> tuple[int, int]:
    return next(tree.places[steps[:n]] for n in range(len(steps), -1, -1) if steps[:n] in tree.places)


def _missing(found: _Found) -> tuple[str, str]:
    key = str(found.steps[-1])
    meaning = keys(found.record).get(key, "").rstrip(".")
    return f"“{key}” is missing.", f"Add a line “{key}: …”: {meaning[:1].lower()}{meaning[1:]}." if meaning else ""


def _unknown_key(found: _Found) -> tuple[str, str]:
    key, known = str(found.steps[-1]), keys(found.record)
    message = f"{found.name} is not a key that can stand here."
    elsewhere = [f"{kind.kind}.md" for kind in KINDS if key in keys(kind)]
    if meant := _likely(key, known):
        return message, f"Did you mean “{meant}”?"
    if elsewhere and len(found.steps) == 1:
        return message, f"It belongs in {' or '.join(elsewhere[:3])}."
    return message, f"The keys are: {', '.join(known)}."


def _in_curly(found: _Found) -> tuple[str, str]:
    inner = in_curly(found.value)
    return f"The curly quotation marks round “{inner}” would be read as part of it.", "Use straight ones, or none."


def _not_text(found: _Found) -> tuple[str, str]:
    return f"{found.name} is a text, but {_shape(found.value)} stands here.", "Write the text after the colon."


def _pair_as_text(found: _Found) -> str | None:
    """Mend “- Priority 1: housing”, which YAML takes for a group of one."""
    if not (isinstance(found.value, dict) and len(found.value) == 1):
        return None
    (key, value), *_ = found.value.items()
    entry = re.fullmatch(rf"(\s*-\s+|\s*-?\s*[\w-]+:\s+)({re.escape(key)}:\s+{re.escape(str(value))})\s*", found.line)
    return entry[1] + misreadings.quoted(entry[2]) if entry else None


def _not_lines(found: _Found) -> tuple[str, str]:
    message = f"{found.name} holds “key: value” lines, but {_shape(found.value)} stands here."
    return message, "Write them under it, one to a line, set in by two spaces."


def _not_a_record(found: _Found) -> tuple[str, str]:
    message, suggestion = _not_lines(found)
    if not isinstance(found.value, str):
        return message, suggestion
    names = list(keys(found.record))
    needed = [name for name, field in found.record.model_fields.items() if field.is_required()]
    is_address = found.value.startswith(("http://", "https://"))
    likely = (*needed, *(("url", "link") if is_address else ()), "text", "path", "title", *names)
    first = next(name for name in likely if name in names)
    return message, f"Write “{first}: {_shape(found.value)[1:-1]}”. The keys are: {', '.join(names)}."


def _not_a_number(found: _Found) -> tuple[str, str]:
    return f"{found.name} is a whole number, but {_shape(found.value)} stands here.", "Write figures only: 12."


def _not_yes_or_no(found: _Found) -> tuple[str, str]:
    return f"{found.name} is true or false, but {_shape(found.value)} stands here.", "Write true or false."


def _not_a_choice(found: _Found) -> tuple[str, str]:
    choices = ", ".join(found.choices)
    if not isinstance(found.value, str):
        return f"{found.name} is one word, but {_shape(found.value)} stands here.", f"Write one of: {choices}."
    message = f"{found.name} cannot be {_shape(found.value)}. It is one of: {choices}."
    word = " ".join(found.value.replace("-", " ").split())
    same = SAME_WORD.get(word.casefold())
    meant = same if same in found.choices else nearest(word.replace(" ", "-"), found.choices)
    return message, f"Did you mean “{meant}”?" if meant else ""


def _not_understood(found: _Found) -> tuple[str, str]:
    return f"{found.name} cannot be {_shape(found.value)}.", ""


def _shape(value: Any) -> str:
    """Say what stands in a place: a list, a group, or the words themselves."""
    if isinstance(value, dict):
        return "a group of details"
    if isinstance(value, (list, tuple)):
        return "a list"
    words = visible(str(value))
    return f"“{words[:60]}…”" if len(words) > 60 else f"“{words}”"


_WORDINGS: dict[str, Callable[[_Found], tuple[str, str]]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "string_type": _not_text,
    "model_type": _not_a_record,
    "dict_type": _not_lines,
    "int_parsing": _not_a_number,
    "int_parsing_size": _not_a_number,
    "int_type": _not_a_number,
    "greater_than_equal": _not_a_number,
    "bool_parsing": _not_yes_or_no,
    "bool_type": _not_yes_or_no,
    "enum": _not_a_choice,
    "literal_error": _not_a_choice,
}
_CODES = {
    "extra_forbidden": "unknown-key",
    "string_type": "not-text",
    "model_type": "not-a-group",
    "dict_type": "not-a-group",
    "int_parsing": "not-a-number",
    "int_parsing_size": "not-a-number",
    "int_type": "not-a-number",
    "greater_than_equal": "not-a-number",
    "bool_parsing": "not-yes-or-no",
    "bool_type": "not-yes-or-no",
    "enum": "not-a-choice",
    "literal_error": "not-a-choice",
}
