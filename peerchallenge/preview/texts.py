"""Converts texts in a process that stands ready, and keeps what came of those that were converted last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from peerchallenge.prose import convert
from peerchallenge.prose.convert import Converted, Text
from peerchallenge.workers import Standing

_SECONDS = 8.0
_MOST = 2_000_000
"""How many characters are kept at the least of what was converted last; at the most, twice as many."""


class Texts:
    """A function from texts to what comes of each; one thread at a time may call it."""

    def __init__(self) -> None:
        """Start the process."""
        self._process = Standing(convert.convert, _SECONDS)
        self._known: dict[Text, Converted] = {}
        self._older: dict[Text, Converted] = {}
        self._size = 0

    def __call__(self, texts: Iterable[Text]) -> Mapping[Text, Converted]:
        """Convert texts, but for those that are known."""
        wanted = tuple(dict.fromkeys(texts))
        missing = [text for text in wanted if text not in self._known and text not in self._older]
        made = dict(zip(missing, map(convert.whole, self._process.ask(missing)), strict=True))
        found = {text: made.get(text) or self._known.get(text) or self._older[text] for text in wanted}
        self._keep(found)
        return found

    def close(self) -> None:
        """End the process."""
        self._process.close()

    def _keep(self, found: Mapping[Text, Converted]) -> None:
        self._size += sum(len(text.source) for text in found if text not in self._known)
        self._known |= found
        if self._size > _MOST:
            self._known, self._older, self._size = {}, self._known, 0
