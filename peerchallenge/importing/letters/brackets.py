"""Put the footnotes of recommendations into brackets, since only the body of a document has footnotes."""

from __future__ import annotations

import re
from dataclasses import replace

from peerchallenge.importing.letters.recommendation import Recommendation
from peerchallenge.importing.outcome import Doubt, Sure, shown
from peerchallenge.importing.texts.blocks import NOTE_BEGIN, NOTE_END, Block


def put(
    notes: tuple[str, ...], found: tuple[Recommendation, ...]
) -> tuple[tuple[str, ...], tuple[Recommendation, ...], tuple[Doubt, ...]]:
    """Put the footnotes of recommendations into brackets, because only a body can have footnotes."""
    moved: dict[int, str] = {}

    def words(mark: re.Match[str]) -> str:
        number = int(mark[1])
        moved[number] = notes[number - 1] if number <= len(notes) else ""
        return f" ({moved[number]})" if moved[number] else ""

    def settled(block: Block) -> Block:
        return replace(block, markdown=re.sub(f"{NOTE_BEGIN}([0-9]+){NOTE_END}", words, block.markdown))

    plain = tuple(
        replace(own, blocks=tuple(map(settled, own.blocks)), parts=tuple(
            replace(part, blocks=tuple(map(settled, part.blocks))) for part in own.parts))
        for own in found
    )  # fmt: skip
    kept = tuple("" if number in moved else note for number, note in enumerate(notes, 1))
    told = (Doubt(about=f"footnote {number}", taken=f"It stands in brackets now: {shown(note)}", sure=Sure.SURE,
                  advice="Recommendations have no footnotes here.") for number, note in moved.items())  # fmt: skip
    return kept, plain, tuple(told)
