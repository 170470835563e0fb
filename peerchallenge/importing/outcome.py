"""What an import gives: files to write, what is doubtful in them, what was left out; it reads and writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from peerchallenge.begin.quoting import remark
from peerchallenge.characters import visible
from peerchallenge.terms import count

_SHOWN = 90
_FIRST = (
    "What is “to be decided” waits for you, “a guess” or “likely” may be wrong, “sure” can be meant in one way only."
)


class Sure(StrEnum):
    """How sure a value is that was taken from somebody's document."""

    SURE = "sure"
    """It stands there in a form that can be meant in one way."""
    LIKELY = "likely"
    """It stands there, and could be meant otherwise."""
    GUESS = "a guess"
    """It does not stand there as such."""
    ASKED = "to be decided"
    """Nothing was taken: a person has to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A value that a person should look at, or a question that only a person can answer."""

    about: str
    """The key, or what it is about, in a few words: `onsite`, `action 2.1, due`."""
    taken: str
    """What was taken, or is asked."""
    where: str = ""
    """Where it comes from: `paragraph 12: “The team was …”`, `row 14, column “Due by”`."""
    sure: Sure = Sure.LIKELY
    advice: str = ""
    """What to do about it."""

    def told(self) -> str:
        """Say it in one line."""
        words = f"{_unended(self.taken)}, from {self.where}" if self.where else self.taken
        return visible(f"{self.about} ({self.sure}): {ended(words)} {self.advice}".strip())

    def remark(self, indent: str = "") -> list[str]:
        """Say it as the lines of a comment beside the value."""
        source = ended(f"From {self.where}") if self.where else ""
        return remark(f"{self.sure[:1].upper()}{self.sure[1:]}. {source} {self.advice}", indent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Words or things of the document that stand in no file, and why."""

    what: str
    why: str
    where: str = ""

    def told(self) -> str:
        """Say it in one line."""
        return visible(f"{self.what}{f' ({self.where})' if self.where else ''}: {ended(self.why)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """A file to write, named as in the content. One that `grows` is there already, and begins with what it held."""

    name: str
    data: bytes
    grows: bool = False

    @property
    def is_text(self) -> bool:
        """Whether it is written for people to read on in."""
        return self.name.endswith((".md", ".yml", ".yaml"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of an import. `said` are sentences on the whole of it, `after` the command that comes next."""

    files: tuple[New, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    left: tuple[Left, ...] = ()
    said: tuple[str, ...] = ()
    after: str = ""


def told(outcome: Outcome) -> str:
    """Give the list at the end of an import: what to check, what was left out, what can be said of the whole."""
    return "\n".join(
        (
            *_list(f"Check {count(len(outcome.doubts), 'value')}. {_FIRST}", map(Doubt.told, _sorted(outcome.doubts))),
            *_list(f"Left out, {count(len(outcome.left), 'thing')}:", (left.told() for left in outcome.left)),
            *outcome.said,
        )
    )


def shown(text: str) -> str:
    """Give the beginning of a text, on one line, as it is quoted in a doubt."""
    words = " ".join(text.split())
    return f"“{words}”" if len(words) <= _SHOWN else f"“{words[:_SHOWN].rsplit(' ', 1)[0]} …”"


def _list(title: str, lines: Iterable[str]) -> Iterator[str]:
    numbered = [f"  {number}. {line}" for number, line in enumerate(lines, 1)]
    if numbered:
        yield title
        yield from numbered
        yield ""


def _sorted(doubts: Iterable[Doubt]) -> list[Doubt]:
    """Put what only a person can say before what was guessed, and that before what is likely or sure."""
    order = (Sure.ASKED, Sure.GUESS, Sure.LIKELY, Sure.SURE)
    return sorted(doubts, key=lambda doubt: order.index(doubt.sure))


def ended(words: str) -> str:
    """Give words with a full stop, where no other sign ends them."""
    return words if words.endswith((".", "?", "!", "…", ".”", "?”", "!”")) else f"{words}."


def _unended(words: str) -> str:
    """Take the full stop off a sentence that goes on."""
    return words.removesuffix(".")
