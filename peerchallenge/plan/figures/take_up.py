"""Count which councils had a challenge, and when they last had one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from peerchallenge.pages import Bar, Chart
from peerchallenge.plan import words
from peerchallenge.plan.figures.drawing import Drawn, Part, drawn, gathered, narrowed, number, share
from peerchallenge.plan.trail import COUNCILS
from peerchallenge.records import Challenge, Council, Library
from peerchallenge.terms import count

_AHEAD, _UNKNOWN, _NOT_GIVEN = "Still to come", "Year not known", "Not given"
Hosted = Mapping[str, tuple[Challenge, ...]]
"""The challenges of every council that has some, by the address of its page."""


def part(library: Library, behind: Mapping[str, int], today: date) -> Part | None:
    """Count the councils with a challenge on this site; those abolished are counted apart."""
    if not library.councils:
        return None
    hosted = _hosted(library)
    there = tuple(council for council in library.councils if not council.is_over)
    over = len(there) < len(library.councils)
    without = "Without councils no longer in being." if over else ""
    charts = (
        _all(library.councils, hosted, "With councils no longer in being, as in the list." if over else "", behind),
        _by("type", "Type of council", ((c.type, c.url in hosted) for c in there), without, behind),
        _by("region", "Region", ((c.region, c.url in hosted) for c in there), without, behind),
        _last(there, hosted, without, today),
    )
    return gathered("take-up", "Who has had a challenge", _text(library.councils, hosted), charts)


def _hosted(library: Library) -> Hosted:
    found: dict[str, tuple[Challenge, ...]] = {}
    for challenge in library.challenges:
        for link in challenge.councils:
            found[link.url] = (*found.get(link.url, ()), challenge)
    return found


def _text(councils: tuple[Council, ...], hosted: Hosted) -> str:
    if len(councils) == 1:
        own = len(hosted.get(councils[0].url, ()))
        return f"{count(own, 'challenge')} of {councils[0].name} {'is' if own == 1 else 'are'} published here."
    over = [council for council in councils if council.is_over]
    there = len(councils) - len(over)
    before = sum(council.url in hosted for council in over)
    had = sum(council.url in hosted for council in councils) - before
    bodies = "councils and other bodies" if there > 1 else "council"
    text = f"A challenge is published here for {had:,} of {there:,} {bodies}{share(had, there)}"
    if not over:
        return f"{text}."
    text += f", and for {before:,} of {len(over):,} no longer in being. "
    return f"{text}What those had is not counted for the councils that took their place."


def _all(councils: tuple[Council, ...], hosted: Hosted, note: str, behind: Mapping[str, int]) -> Drawn | None:
    had = sum(council.url in hosted for council in councils)
    rows = dict(zip(words.CHALLENGED, (had, len(councils) - had), strict=True))
    if not all(rows.values()):
        return None
    chart = Chart(
        id="challenged",
        caption="Councils with and without a challenge here",
        text="",
        first="Whether challenged",
        columns=("Councils",),
        bars=tuple(
            Bar(label=label, numbers=(narrowed(value, COUNCILS.url, "challenged", label, behind),))
            for label, value in rows.items()
        ),
        total=(number(len(councils), COUNCILS.url, behind=behind),),
        note=note,
    )
    return drawn(chart)


def _by(
    way: str, title: str, councils: Iterable[tuple[str, bool]], note: str, behind: Mapping[str, int]
) -> Drawn | None:
    """Draw how many of each kind had a challenge, from the kind of each council and whether it had one."""
    counted = Counter((f"{kind[:1].upper()}{kind[1:]}" or _NOT_GIVEN, had) for kind, had in councils)
    every = Counter(kind for kind, _ in counted.elements())
    if len(every) < 2:
        return None
    chart = Chart(
        id=f"challenged-by-{way}",
        caption=f"Councils with a challenge here, by {title.lower()}",
        text="",
        first=title,
        columns=("With a challenge", "All"),
        bars=tuple(
            Bar(
                label=key,
                numbers=(number(counted[key, True]), narrowed(every[key], COUNCILS.url, way, key, behind)),
            )
            for key in sorted(every, key=lambda key: (key == _NOT_GIVEN, -every[key], key.casefold()))
        ),
        is_part=True,
        total=(number(sum(had for _, had in counted.elements())), number(every.total())),
        note=note,
    )
    return drawn(chart)


def _last(there: tuple[Council, ...], hosted: Hosted, note: str, today: date) -> Drawn | None:
    years = Counter(_year(hosted[council.url], today) for council in there if council.url in hosted)
    if len(years) < 2:
        return None
    newest = sorted(years.keys() - {_AHEAD, _UNKNOWN}, reverse=True)
    chart = Chart(
        id="last-challenged",
        caption="When councils last had a challenge",
        text="",
        first="Year of the visit",
        columns=("Councils",),
        bars=tuple(
            Bar(label=year, numbers=(number(years[year]),)) for year in (_AHEAD, *newest, _UNKNOWN) if years[year]
        ),
        total=(number(years.total()),),
        note=f"Each council is counted once, in the year of its latest visit. {note}".strip(),
    )
    return drawn(chart, rest="Earlier")


def _year(challenges: tuple[Challenge, ...], today: date) -> str:
    """Give the year of the latest visit that is over, or say why there is none."""
    visits = [c for c in challenges if not (c.onsite_end and c.onsite_end.start and c.onsite_end.start > today)]
    years = [challenge.year for challenge in visits if challenge.year]
    return str(max(years)) if years else _UNKNOWN if visits else _AHEAD
