"""One row of a plan's table, as its cells have it; it judges none of its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from peerchallenge.importing.plans.headings import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One action as the table has it; no text stands for an empty cell.

    `goes_on` is whether its action is that of the row before, in a merged cell. `colours` are those of cells without
    words in which a status would stand. `notes` are columns that are not known, with what stands in them.
    """

    where: str
    number: str = ""
    recommendation: str = ""
    ref: str = ""
    action: str = ""
    values: Mapping[Field, tuple[str, ...]] = field(default_factory=dict)
    colours: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    rest: tuple[str, ...] = ()
    """What stands in cells of its own besides the action and the recommendation."""
    links: tuple[str, ...] = ()
    """The addresses to which its cells lead, each with its column."""
    struck: bool = False
    """Whether its action is struck through."""
    goes_on: bool = False
    is_new: bool = False
    """Whether its recommendation is first named in it."""

    def text(self, of: Field) -> str:
        """Give what stands in the columns of a kind, one below the other."""
        return "\n".join(self.values.get(of, ()))
