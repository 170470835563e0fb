"""Ask for what is needed: from the options of the command, else one question at a time; it knows no kind of file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from peerchallenge import characters

T = TypeVar("T")
_MOST = 30


class RefusedError(Exception):
    """The command cannot be carried out as it was given, or whoever was asked has stopped; nothing was written."""


class UnclearError(Exception):
    """An answer cannot be used, for the reason given; whoever gave it is asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Where answers come from: `given` are the options by name, and `asks` is whether somebody can be asked."""

    given: Mapping[str, str]
    asks: bool

    def get(
        self,
        option: str,
        question: str,
        read: Callable[[str], T],
        *,
        default: str = "",
        unasked: str | None = None,
        choices: Iterable[tuple[str, str]] = (),
    ) -> T:
        """Give the answer to a question as `read` understands it.

        `default` is what Enter alone means. Where nobody is asked it is taken too, or `unasked` in its place.
        """
        if option in self.given:
            try:
                return read(clean(self.given[option]))
            except UnclearError as unclear:
                raise RefusedError(characters.visible(f"--{option} {self.given[option]}: {unclear}")) from None
        if not self.asks:
            return read(default if unasked is None else unasked)
        _say(f"\n{question}")
        _list(tuple(choices))
        return self._asked(read, default)

    def _asked(self, read: Callable[[str], T], default: str) -> T:
        while True:
            try:
                return read(_typed(default))
            except UnclearError as unclear:
                _say(f"  {characters.visible(str(unclear))}")


def answers(kind: str, given: Mapping[str, str], needs: Iterable[str], may: Iterable[str]) -> Answers:
    """Give where answers come from: nobody is asked where all that is needed was given, or nobody is there."""
    if other := [option for option in given if option not in {*needs, *may}]:
        raise RefusedError(f"“new {kind}” has no option {_options(other)}. It has {_options((*needs, *may))}.")
    missing = [option for option in needs if option not in given]
    if missing and not there():
        raise RefusedError(f"“new {kind}” needs {_options(missing)} as well: nobody is there to be asked.")
    if missing:
        _say("Enter alone takes what stands in brackets. Ctrl-C stops, and nothing is written then.")
    return Answers(given=given, asks=bool(missing))


def there() -> bool:
    """Whether a person sits at the other end."""
    return sys.stdin is not None and sys.stdin.isatty()


def by_schema(kind: Any) -> Callable[[str], Any]:
    """Give a reader that takes what the schema takes, and refuses the rest in the schema's words."""
    adapter = TypeAdapter(kind)

    def read(text: str) -> Any:
        try:
            return adapter.validate_python(text)
        except ValidationError as error:
            found = error.errors()[0]
            context = found.get("ctx", {})
            raise UnclearError(f"{context.get('text', found['msg'])} {context.get('suggestion', '')}".strip()) from None

    return read


def one_of(choices: Iterable[str]) -> Callable[[str], str]:
    """Give a reader that takes one of a few words, letter case ignored."""
    known = {choice.casefold(): choice for choice in choices}

    def read(text: str) -> str:
        if text.casefold() not in known:
            raise UnclearError(f"“{text}” is none of these: {', '.join(known.values())}.")
        return known[text.casefold()]

    return read


def clean(text: str) -> str:
    """Give an answer without the space round it; one that is empty or cannot be shown is refused."""
    words = " ".join(text.split())
    if not words:
        raise UnclearError("Something has to be written here.")
    if (at := characters.strange(words)) is not None:
        raise UnclearError(f"The answer holds {characters.name(words[at])}. Take it out.")
    return words


def _typed(default: str) -> str:
    try:
        return clean(input(f"[{default}] > " if default else "> ") or default)
    except UnicodeDecodeError:
        raise UnclearError("That could not be read. Write it with other letters, and mend them in the file.") from None
    except (EOFError, KeyboardInterrupt):
        raise RefusedError("\nStopped. Nothing was written.") from None


def _list(choices: tuple[tuple[str, str], ...]) -> None:
    width = max((len(word) for word, _ in choices), default=0)
    for word, name in choices[:_MOST]:
        _say(f"  {word:<{width}}  {name}".rstrip())
    if len(choices) > _MOST:
        _say(f"  … and {len(choices) - _MOST:,} more")


def _options(names: Iterable[str]) -> str:
    *before, last = [f"--{name}" for name in names]
    return f"{', '.join(before)} and {last}" if before else last


def _say(text: str) -> None:
    print(text)  # noqa: T201
