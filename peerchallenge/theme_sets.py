"""The sets of themes that peers have reported under, by the years in which each was in use, and how they correspond."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from peerchallenge import addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeSet:
    """One version of the themes of one type of challenge."""

    id: str
    """The name by which `themes` in challenge.md calls it."""
    title: str
    """What pages call it."""
    type: str
    """The type of challenge it is for; empty for one that is only used by name."""
    begins: date
    """The first last-day-on-site that it is taken for, where a challenge names no themes."""
    themes: Mapping[str, str]
    """The themes in their order: the name of each by its id."""
    present: Mapping[str, str] = field(default_factory=dict)
    """The id of the theme of the newest set that took the place of each, by its id."""


_NEWEST = "corporate-2021"

THEME_SETS: tuple[ThemeSet, ...] = (
    ThemeSet(
        id="corporate-2012",
        title="Corporate peer challenges from 2012",
        type="corporate",
        begins=date(2012, 1, 1),
        themes={
            "corporate-effectiveness": "Corporate effectiveness",
            "political-leadership": "Political leadership",
            "financial-viability": "Financial viability and decision making",
        },
        present={
            "corporate-effectiveness": "capacity",
            "political-leadership": "leadership",
            "financial-viability": "financial-planning",
        },
    ),
    ThemeSet(
        id="corporate-2014",
        title="Corporate peer challenges from 2014",
        type="corporate",
        begins=date(2014, 1, 1),
        themes={
            "local-context": "Local context and priority setting",
            "financial-planning": "Financial planning and viability",
            "political-and-managerial-leadership": "Political and managerial leadership",
        },
        present={
            "local-context": "local-priorities",
            "financial-planning": "financial-planning",
            "political-and-managerial-leadership": "leadership",
        },
    ),
    ThemeSet(
        id="corporate-2017",
        title="Corporate peer challenges from 2017",
        type="corporate",
        begins=date(2017, 1, 1),
        themes={
            "local-place": "Understanding of the local place and priority setting",
            "leadership-of-place": "Leadership of place",
            "governance": "Organisational leadership and governance",
            "financial-planning": "Financial planning and viability",
            "capacity": "Capacity to deliver",
        },
        present={
            "local-place": "local-priorities",
            "leadership-of-place": "leadership",
            "governance": "governance",
            "financial-planning": "financial-planning",
            "capacity": "capacity",
        },
    ),
    ThemeSet(
        id=_NEWEST,
        title="Corporate peer challenges from 2021",
        type="corporate",
        begins=date(2021, 1, 1),
        themes={
            "local-priorities": "Local priorities and outcomes",
            "leadership": "Organisational and place leadership",
            "governance": "Governance and culture",
            "financial-planning": "Financial planning and management",
            "capacity": "Capacity for improvement",
        },
    ),
)
"""Every set, oldest first; a new version is an entry here, and an old one is never changed."""


def theme_sets(added: Mapping[str, Mapping[str, str]]) -> tuple[ThemeSet, ...]:
    """Give every set with the themes that `themes` in site.yml adds or names otherwise, and the sets it adds."""
    known = tuple(replace(own, themes={**own.themes, **added.get(own.id, {})}) for own in THEME_SETS)
    ids = {own.id for own in known}
    own = (_by_name(name, themes) for name, themes in added.items() if name not in ids)
    return (*known, *own)


def _by_name(name: str, themes: Mapping[str, str]) -> ThemeSet:
    title = name.replace("-", " ")
    return ThemeSet(id=name, title=title[:1].upper() + title[1:], type="", begins=date.min, themes=themes)


def choose(sets: Iterable[ThemeSet], written: tuple[str, ...], kind: str, last: date | None) -> ThemeSet | None:
    """Choose the set that a challenge names; where it names no themes, the one in use for its type on its last day."""
    by_id = {own.id: own for own in sets}
    if written:
        return by_id.get(written[0]) if len(written) == 1 else None
    if last is None:
        return None
    in_use = [own for own in by_id.values() if own.type == kind and own.begins <= last]
    return max(in_use, key=lambda own: own.begins, default=None)


def families(sets: Iterable[ThemeSet]) -> dict[str, str]:
    """Give the address of the present theme for the address of each theme of the sets.

    Sets of different years divide the same ground otherwise, so what corresponds is near and not the same. The
    comparison is this program's own reading of the names, and pages say so.
    """
    every = tuple(sets)
    newest = next(own for own in every if own.id == _NEWEST)
    return {
        addresses.slug(name): addresses.slug(newest.themes.get(own.present.get(key, ""), name))
        for own in every
        for key, name in own.themes.items()
    }


def titles(sets: Iterable[ThemeSet]) -> dict[str, str]:
    """Give the title of the newest set that holds each theme, by the theme's address."""
    return {addresses.slug(name): own.title for own in sets for name in own.themes.values()}
