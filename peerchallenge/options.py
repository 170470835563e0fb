"""How a build was asked for, as far as its result depends on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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
