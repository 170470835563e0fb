"""The text of a document as it was opened, whatever it was written with; it judges no words."""

from __future__ import annotations

from dataclasses import dataclass

from peerchallenge.importing.outcome import Doubt, Left
from peerchallenge.importing.texts import blocks
from peerchallenge.importing.texts.blocks import Block
from peerchallenge.importing.texts.typed import typed
from peerchallenge.importing.word import conversion
from peerchallenge.importing.word import settled as word
from peerchallenge.terms import count


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A text with all that came with it.

    `paragraphs` and `words_of_notes` are its words as its reader sees them, in order, by which the result is held
    against it. `as_sent` is whether the file can be published as it is: nothing is hidden in it.
    """

    blocks: tuple[Block, ...]
    paragraphs: tuple[str, ...]
    left: tuple[Left, ...]
    doubts: tuple[Doubt, ...]
    as_sent: bool = True
    notes: tuple[str, ...] = ()
    words_of_notes: tuple[str, ...] = ()
    pictures: tuple[tuple[str, bytes], ...] = ()


def of_word(data: bytes) -> Opened:
    """Open a Word document."""
    settled = word.settle(data)
    made = conversion.html(settled.data)
    text = blocks.text(made.text)
    why = "no browser shows them: save each as a picture, put it into the folder and name it in the text"
    unshown = [Left(what=count(made.unshown, "drawing"), why=why)] if made.unshown else []
    return Opened(
        blocks=tuple(typed(text.blocks)),
        notes=text.notes,
        paragraphs=settled.paragraphs,
        words_of_notes=settled.notes,
        pictures=made.pictures,
        left=(*settled.left, *unshown),
        doubts=settled.doubts,
        as_sent=settled.as_sent,
    )
