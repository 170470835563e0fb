"""Lay the words of a Welsh file over the facts of the file beside it; it reads no text and checks no value."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from peerchallenge.problems import Problem
from peerchallenge.read import wording
from peerchallenge.read.nodes import Tree
from peerchallenge.read.parsed import Steps, problem_at
from peerchallenge.schema.answers import Action
from peerchallenge.schema.document import Considered
from peerchallenge.sources import Source

WORDS = frozenset(
    {
        *("title", "type_label", "author", "summary", "text", "words", "reason", "evidence", "measure", "body", "note"),
        *("change_note", "version", "post", "role", "organisation", "party", "owner", "accountable", "extra_scope"),
        *("partners", "qualifier", "document"),
    }
)
"""Keys whose values are words, in which a Welsh file may differ from the file beside it."""

OWN = frozenset({"sources", "files", "aliases", "draft", "embargo_until", "wording", "licence"})
"""Keys that speak of the Welsh file itself; each stands in the place of the sibling's as a whole."""

_WORDS_OF = {Action: {"action"}, Considered: {"decision"}}
_NOT_INHERITED = {"aliases", "summary", "change_note"}
_HANDLES = {"recommendations": ("id", "ref"), "responses": ("to",), "actions": ("ref",)}


def lay(source: Source, welsh: Tree, facts: Tree, model: type[BaseModel]) -> tuple[Tree, tuple[Problem, ...]]:
    """Give the details of a Welsh file, whole: its own words, and all else from the file beside it.

    Recommendations, responses and actions are matched by what names them, or by position; other lists by position.
    """
    laying = _Laying(source, welsh, model)
    inherited = {key: value for key, value in facts.value.items() if key not in _NOT_INHERITED}
    value = laying.group(inherited, welsh.value, (), ())
    return Tree(value, laying.places), tuple(laying.problems)


class _Laying:
    """One Welsh file on its way over its sibling. `old` steps lead through it, `new` ones through what comes of it."""

    def __init__(self, source: Source, welsh: Tree, model: type[BaseModel]) -> None:
        self.source, self.welsh, self.model = source, welsh, model
        self.beside = source.name.rsplit("/", 1)[-1].replace(".cy.md", ".md")
        self.places: dict[Steps, tuple[int, int]] = {}
        self.problems: list[Problem] = []

    def group(self, facts: dict[str, Any], words: dict[str, Any], old: Steps, new: Steps) -> dict[str, Any]:
        self.places[new] = self.welsh.places[old]
        laid = dict(facts)
        for key, value in words.items():
            self.places[*new, key, "@key"] = self.welsh.places[*old, key, "@key"]
            laid[key] = self.value(facts.get(key), value, (*old, key), (*new, key))
        return laid

    def value(self, fact: Any, word: Any, old: Steps, new: Steps) -> Any:
        key, record = str(new[-1]), wording.record_at(self.model, new[:-1])
        is_words = key in WORDS or key in _WORDS_OF.get(record, ())
        if key in OWN or key not in wording.keys(record) or (fact is None and is_words):
            return self.take(word, old, new)
        if fact is None:
            message = f"“{key}” is a fact and stands in {self.beside}; this file holds the Welsh words alone."
            self.say(old, "fact", message, f"Move the line to {self.beside}.")
            return self.take(word, old, new)
        if isinstance(fact, dict) and isinstance(word, dict) and not isinstance(fact, list):
            return self.group(fact, word, old, new)
        if any(isinstance(entry, dict) for entry in (*_listed(fact), *_listed(word))):
            return self.entries(_listed(fact), word, old, new)
        if not is_words and not _same(fact, word):
            message = f"“{key}” is {_shown(word)} here and {_shown(fact)} in {self.beside}."
            self.say(old, "fact", message, "Take the line out: facts come from the file beside this one.")
        return self.take(word, old, new)

    def entries(self, facts: list[Any], words: Any, old: Steps, new: Steps) -> list[Any]:
        laid, used = list(facts), set[int]()
        self.places[new] = self.welsh.places[old]
        for number, word in enumerate(_listed(words)):
            at = (*old, number) if isinstance(words, list) else old
            index = _match(str(new[-1]), facts, word, number)
            if index is None or index in used or not isinstance(word, dict) or not isinstance(facts[index], dict):
                message = f"This entry does not match one in {self.beside}, so it is not known what it translates."
                self.say(at, "no-match", message, "Give it the “ref” or “to” of its counterpart, or the same position.")
                continue
            used.add(index)
            laid[index] = self.group(facts[index], word, at, (*new, index))
        return laid

    def take(self, value: Any, old: Steps, new: Steps) -> Any:
        """Keep a value of the Welsh file as it is, with its places."""
        self.places[new] = self.welsh.places[old]
        inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for step, inner in inside:
            if isinstance(value, dict):
                self.places[*new, step, "@key"] = self.welsh.places[*old, step, "@key"]
            self.take(inner, (*old, step), (*new, step))
        return value

    def say(self, old: Steps, code: str, message: str, suggestion: str) -> None:
        place = self.welsh.places[old]
        self.problems.append(problem_at(self.source, *place, code=code, message=message, suggestion=suggestion))


def _match(key: str, facts: list[Any], word: Any, number: int) -> int | None:
    for handle in _HANDLES.get(key, ()):
        if isinstance(word, dict) and handle in word:
            same = (
                n for n, fact in enumerate(facts) if isinstance(fact, dict) and _same(fact.get(handle), word[handle])
            )
            return next(same, None)
    return number if number < len(facts) else None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _same(one: Any, other: Any) -> bool:
    def plain(value: Any) -> Any:
        return [plain(entry) for entry in _listed(value)] if isinstance(value, list) else " ".join(str(value).split())

    return bool(plain(_listed(one)) == plain(_listed(other)))


def _shown(value: Any) -> str:
    return f"“{', '.join(str(entry) for entry in _listed(value))[:60]}”"
