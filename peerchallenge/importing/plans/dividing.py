"""Give one row for each action that stands in one cell, with what the other cells say of it; it changes no word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from peerchallenge.importing.plans.headings import Field
from peerchallenge.importing.plans.lettering import marked
from peerchallenge.importing.plans.row import Row


def divided(row: Row) -> Iterator[Row]:
    """Give a row as it is, or one for each action that is lettered or numbered in its cell."""
    parts = {} if row.goes_on else marked(row.action)
    if not parts or (len(parts) == 1 and row.ref):
        yield row
        return
    for at, (mark, action) in enumerate(parts.items()):
        values = {
            kind: own if kind in {Field.DECISION, Field.RESPONSE} and at == 0 else _belonging(own, mark, parts)
            for kind, own in row.values.items()
        }
        yield replace(
            row,
            ref=_ref(row.ref, mark),
            action=action,
            values={kind: own for kind, own in values.items() if own},
            is_new=row.is_new and at == 0,
            notes=row.notes if at == 0 else (),
            links=row.links if at == 0 else (),
        )


def _ref(ref: str, mark: str) -> str:
    """Give the number of an action in a cell; a bare 1 or 2 counts only within its cell."""
    if mark.isdecimal():
        return f"{ref.rstrip('.')}.{mark}" if ref else ""
    return f"{ref.rstrip('.')}{mark}" if ref and mark.isalpha() else mark


def _belonging(texts: tuple[str, ...], mark: str, among: Mapping[str, str]) -> tuple[str, ...]:
    """Give what a cell says of one of the actions: what stands after its mark, or all where it has none."""
    found = []
    for text in texts:
        own = marked(text, at_least=1)
        if not own or not {*own} <= {*among}:
            found.append(text)
        elif mark in own:
            found.append(own[mark])
    return tuple(found)
