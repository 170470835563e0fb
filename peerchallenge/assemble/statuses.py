"""Read a council's own word for progress; it knows the core list and what the site and the council add to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from peerchallenge.problems import Problem, did_you_mean, nearest
from peerchallenge.read.parsed import Parsed
from peerchallenge.records import Link, Status, StatusWord
from peerchallenge.schema.site import Council, Site, State, StatusMeaning


@dataclass(frozen=True, slots=True)
class StatusWords:
    """What each word means: the council's own first, then the site's, then the core list's."""

    by_council: Mapping[str, Mapping[str, StatusMeaning]]
    site: Mapping[str, StatusMeaning]

    def read(self, word: str, councils: tuple[str, ...]) -> Status | None:
        """Read a word as said by one of the councils; None where nothing says what it means."""
        key = _key(word)
        for council in councils:
            if meaning := self.by_council.get(council, {}).get(key):
                return Status(word=word, state=meaning.state, rating=meaning.rating)
        if meaning := self.site.get(key):
            return Status(word=word, state=meaning.state, rating=meaning.rating)
        core = {_key(state.value): state for state in State}
        return Status(word=word, state=core[key]) if key in core else None

    def unmapped(self, parsed: Parsed, steps: tuple[str | int, ...], word: str) -> Problem:
        """Say that nothing says what a word means, and where to say it."""
        known = [*self.site, *(_key(state.value) for state in State)]
        near = did_you_mean(word, known)
        plain = re.fullmatch(r"\w[\w /&'()-]*", word)
        key = word if plain else '"' + word.replace('"', '\\"') + '"'
        state = self.read(nearest(word, known) or "", ()) if near else None
        meant = state.state.value if state else "in-progress"
        example = f"Add to status_words in site.yml, for example:  {key}: {{state: {meant}}}"
        return parsed.problem(
            *steps,
            code="status-word",
            message=f"Nothing says what the status “{word}” means.",
            suggestion=f"{near} Or: {example}"
            if near
            else f"{example} (or in councils.yml, if only one council means it so).",
        )


def status_words(site: Site, councils: tuple[Council, ...]) -> StatusWords:
    """Gather what the site and the councils say of status words."""
    return StatusWords(
        by_council={c.id: {_key(w): m for w, m in c.status_words.items()} for c in councils if c.status_words},
        site={_key(word): meaning for word, meaning in site.status_words.items()},
    )


def listed(site: Site, councils: tuple[Council, ...], links: Mapping[str, Link]) -> tuple[StatusWord, ...]:
    """Give every word that the site or a council has given a meaning, A to Z, the site's before a council's own."""
    own = [(council.status_words, links[council.id]) for council in councils]
    found = [
        StatusWord(
            status=Status(word=word, state=meaning.state, rating=meaning.rating), meaning=meaning.meaning, council=link
        )
        for words, link in ((site.status_words, None), *own)
        for word, meaning in words.items()
    ]
    return tuple(sorted(found, key=lambda entry: (entry.status.word.casefold(), entry.council is not None)))


def said_twice(written: Iterable[Parsed]) -> Iterator[Problem]:
    """Give words that are mapped twice in one place, in other capitals or with a hyphen, where only one can count."""
    for parsed in written:
        told: dict[str, str] = {}
        for word in parsed.data.status_words if isinstance(parsed.data, (Site, Council)) else ():
            other = told.setdefault(_key(word), word)
            if other != word:
                message = f"“{other}” and “{word}” are one word here, and it can have only one meaning."
                yield parsed.problem(
                    "status_words",
                    word,
                    "@key",
                    code="status-twice",
                    message=message,
                    suggestion="Keep one of the two.",
                )


def _key(word: str) -> str:
    return " ".join(word.casefold().replace("-", " ").split())
