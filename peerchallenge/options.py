"""How a build was asked for: the order as it stands on the command line, and what the result depends on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a build was asked for.

    `today` is the day by which lateness is judged; `embargo_day` the earlier of it and the real day in
    Europe/London, so that no option reveals anything before its time. `base_url` is empty where site.yml says it.
    """

    today: date
    embargo_day: date
    drafts: bool = False
    strict: bool = False
    base_url: str = ""
    search: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What was asked for on the command line."""

    content: Path
    output: Path
    base_url: str
    today: date
    embargo_day: date
    drafts: bool
    strict: bool
    format: str
    fix: bool = False
