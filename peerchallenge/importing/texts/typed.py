"""Find the entries of lists whose numbers and bullets were typed, where nobody told Word of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, pairwise

from peerchallenge.importing.texts.blocks import Block
from peerchallenge.importing.word.numbering import BULLET

_TYPED = re.compile(
    rf"(?P<label>[{BULLET}·▪●◦‣\uf0b7]|(?:\d{{1,2}}|[a-z]|[ivx]{{1,4}})[.)]|\([a-z]+\))\s+(?P<rest>\S.*)", re.DOTALL
)


def typed(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Take what was typed before an entry of a list out of its words, where its neighbours have the like."""
    found = [_TYPED.fullmatch(own.words) if own.kind == "text" else None for own in blocks]
    going_on = _going_on(found)
    for at, (own, match) in enumerate(zip(blocks, found, strict=True)):
        beside = any(found[near] for near in (at - 1, at + 1) if 0 <= near < len(found)) or _opens(blocks, at)
        if not match or not (beside or at in going_on or match["label"][0] in f"{BULLET}·▪●◦‣\uf0b7"):
            yield own
            continue
        label = match["label"]
        yield replace(
            own,
            kind="item",
            label=label if label.strip("().").isalnum() else BULLET,
            words=match["rest"],
            markdown=_without(label, own.markdown),
        )


def _going_on(found: list[re.Match[str] | None]) -> set[int]:
    """Give the places of numbers that go on with the one before, or with which the next goes on."""
    counted = [
        (at, int(match["label"][:-1])) for at, match in enumerate(found) if match and match["label"][0].isdigit()
    ]
    pairs = ((one[0], other[0]) for one, other in pairwise(counted) if other[1] == one[1] + 1)
    return set(chain.from_iterable(pairs))


def _opens(blocks: tuple[Block, ...], at: int) -> bool:
    """Whether a paragraph stands at once under a heading, or a line that announces it, where a list begins."""
    before = blocks[at - 1] if at else None
    return before is not None and (before.kind == "heading" or before.words.endswith(":"))


def _without(label: str, written: str) -> str:
    """Take a label away that stands before the words, or before the words in bold at their beginning."""
    bold = "**" if written.startswith("**") else ""
    rest = written[len(bold) :].removeprefix(label).lstrip()
    return rest.removeprefix("**").lstrip() if bold and rest.startswith("**") else bold + rest
