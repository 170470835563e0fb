"""Put marks into a text where its recommendations stood, so that the page shows them there; no block is changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from peerchallenge import addresses
from peerchallenge.importing.letters.recommendation import Recommendation
from peerchallenge.importing.texts.blocks import Block


def marked(blocks: tuple[Block, ...], found: tuple[Recommendation, ...]) -> tuple[Block, ...]:
    """Give the blocks with a mark in the place of each run of recommendations.

    A run that no series and no theme tells from the others is shown with the one before it.
    """
    runs = list(_runs(found))
    names = _named(runs)
    begins = {run[0].at: name for run, name in zip(runs, names, strict=True)}
    inside = {at for own in found for at in range(own.at, own.until)}
    return tuple(_laid(blocks, begins, inside))


def _laid(blocks: tuple[Block, ...], begins: dict[int, str | None], inside: set[int]) -> Iterator[Block]:
    for at, block in enumerate(blocks):
        if begins.get(at):
            yield Block(kind="mark", words="", markdown=f"{begins[at]}", place=block.place)
        if at not in inside:
            yield block


def _runs(found: Iterable[Recommendation]) -> Iterator[list[Recommendation]]:
    """Give the recommendations that stand one after the other, with nothing between."""
    run: list[Recommendation] = []
    for own in found:
        if run and not (run[-1].at == own.at or run[-1].until == own.at):
            yield run
            run = []
        run.append(own)
    if run:
        yield run


def _named(runs: list[list[Recommendation]]) -> list[str | None]:
    """Give the mark of each run by which the page shows it and no other; None for one that is shown with another."""
    if len(runs) == 1:
        return ["[[recommendations]]"]
    every = [own for run in runs for own in run]
    placed: set[int] = set()
    named: list[str | None] = []
    for run in runs:
        left = [own for own in every if id(own) not in placed]
        exact = (names for own in (every, left) for names in _choices(run[0]) if _asked(own, names) == run)
        asked = next(exact, None)
        if asked is None and id(run[0]) not in placed:
            asked = next(_choices(run[0]), None)
        shown = _asked(left, asked) if asked else left if not named and not asked else []
        placed.update(id(own) for own in shown)
        named.append(f"[[recommendations: {', '.join(asked)}]]" if asked else "[[recommendations]]" if shown else None)
    return named


def _choices(own: Recommendation) -> Iterator[tuple[str, ...]]:
    names = [name for name in (own.series, own.theme) if name]
    for length in range(1, len(names) + 1):
        yield from combinations([_plain(name) for name in names], length)


def _plain(name: str) -> str:
    """Give a name as it can stand in a mark, in which a comma divides names."""
    return name if all(sign not in name for sign in ",[]") else addresses.slug(name)


def _asked(left: Iterable[Recommendation], names: tuple[str, ...]) -> list[Recommendation]:
    wanted = {addresses.slug(name) for name in names}
    return [own for own in left if wanted <= {addresses.slug(own.series), addresses.slug(own.theme)}]
