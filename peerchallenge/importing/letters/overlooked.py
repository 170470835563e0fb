"""Ask about recommendations that may have been overlooked, by gaps in what was found; it finds none itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from peerchallenge.importing.letters.recommendation import Recommendation
from peerchallenge.importing.letters.sections import promises
from peerchallenge.importing.outcome import Doubt, Sure, shown
from peerchallenge.importing.texts.blocks import Block

_ADVICE = "Look whether one was overlooked and stands in the text."


def doubts(blocks: tuple[Block, ...], found: tuple[Recommendation, ...]) -> Iterator[Doubt]:
    """Ask about each number that is missing, and each heading under which nothing was found."""
    for number, before in _gaps(found):
        taken = f"Number {number} comes after {before}" if before != "0" else f"The first has the number {number}"
        yield Doubt(about="recommendations", taken=taken, sure=Sure.ASKED, advice=_ADVICE)
    for heading in _unlisted(blocks, found):
        taken = f"None was found under the heading {shown(heading)}"
        yield Doubt(about="recommendations", taken=taken, sure=Sure.ASKED, advice=_ADVICE)


def _gaps(found: Iterable[Recommendation]) -> Iterator[tuple[str, str]]:
    """Give each number that does not follow the one before it, with that one; a count may begin anew from 1."""
    before = "0"
    for own in found:
        if not (counted := re.fullmatch(r"[A-Za-z]*\s?(\d{1,3})", own.ref)):
            continue
        if int(counted[1]) not in {1, int(before) + 1}:
            yield own.ref, before
        before = counted[1]


def _unlisted(blocks: tuple[Block, ...], found: Iterable[Recommendation]) -> Iterator[str]:
    places = {own.at for own in found}
    for heading, last in promises(blocks):
        if places.isdisjoint(range(heading, last)) and last > heading + 1:
            yield blocks[heading].words
