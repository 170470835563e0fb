"""What an import was asked for on the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

AS = ("letter", "report", "progress-review", "position-statement", "scrutiny", "plan")
"""What a Word document can be said to be."""
OPTIONS: Mapping[str, tuple[str, str]] = {
    "council": ("ID", "which council; more than once for a joint challenge"),
    "challenge": ("ID", "which challenge: the name of its folder"),
    "as": ("KIND", f"what the document is: {', '.join(AS)}"),
    "date": ("MONTH", "the month or day of a plan's progress: 2026-11"),
    "sheet": ("NAME", "which sheet of a workbook"),
    "only": ("NAME", "with --councils: one council, by name, code or id; more than once for several"),
}
"""What each option that has a value says, with the word that stands for the value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be imported, and what is known of it beforehand; an empty value is one that was not given."""

    file: Path
    councils: tuple[str, ...] = ()
    challenge: str = ""
    kind: str = ""
    date: str = ""
    sheet: str = ""
    register: bool = False
    only: tuple[str, ...] = ()
