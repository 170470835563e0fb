"""Count which councils had a challenge, and when they last had one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from peerchallenge.pages import Bar, Chart, Number
from peerchallenge.plan import council_ways, words
from peerchallenge.plan.council_ways import Hosted
from peerchallenge.plan.figures.drawing import Drawn, Part, address, drawn, gathered, narrowed, number, share
from peerchallenge.plan.lists import by_value
from peerchallenge.plan.trail import COUNCILS
from peerchallenge.records import Council, Library
from peerchallenge.terms import count


def part(library: Library, behind: Mapping[str, int], today: date) -> Part | None:
    """Count the councils with a challenge on this site; those abolished are counted apart."""
    if not library.councils:
        return None
    hosted = council_ways.visits(library)
    there = tuple(council for council in library.councils if not council.is_over)
    over = len(there) < len(library.councils)
    without = "Without councils no longer in being." if over else ""
    charts = (
        _all(library.councils, hosted, "With councils no longer in being, as in the list." if over else "", behind),
        _by("type", "Type of council", there, hosted, without, behind),
        _by("region", "Region", there, hosted, without, behind),
        _last(there, hosted, without, today, behind),
    )
    return gathered("take-up", "Who has had a challenge", _text(library.councils, hosted), charts)


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
    way: str, title: str, there: tuple[Council, ...], hosted: Hosted, note: str, behind: Mapping[str, int]
) -> Drawn | None:
    """Draw how many of each kind had a challenge."""
    kinds = by_value(words.council_type if way == "type" else words.region, there)
    if len(kinds) < 2:
        return None
    missing = {words.NO_TYPE, words.NO_REGION}
    chart = Chart(
        id=f"challenged-by-{way}",
        caption=f"Councils with a challenge here, by {title.lower()}",
        text="",
        first=title,
        columns=("With a challenge", "All"),
        bars=tuple(
            Bar(label=kind, numbers=_of_kind(way, kind, kinds[kind], hosted, behind))
            for kind in sorted(kinds, key=lambda kind: (kind in missing, -len(kinds[kind]), kind.casefold()))
        ),
        is_part=True,
        total=(_had(there, hosted, behind), _there(there, behind)),
        note=note,
    )
    return drawn(chart)


def _of_kind(
    way: str, kind: str, own: tuple[Council, ...], hosted: Hosted, behind: Mapping[str, int]
) -> tuple[Number, ...]:
    """Give how many of one kind had a challenge, and how many there are."""
    had = sum(council.url in hosted for council in own)
    lists = (address(COUNCILS.url, name, kind) for name in (way, f"{way}-in-being"))
    return (
        number(had, address(COUNCILS.url, f"{way}-challenged", kind), behind=behind),
        number(len(own), *lists, behind=behind),
    )


def _had(there: tuple[Council, ...], hosted: Hosted, behind: Mapping[str, int]) -> Number:
    """Give how many that are still there had a challenge; the lists are each within the one before it."""
    lists = (address(COUNCILS.url, way, words.CHALLENGED[0]) for way in ("challenged", "challenged-in-being"))
    return number(sum(council.url in hosted for council in there), COUNCILS.url, *lists, behind=behind)


def _there(there: tuple[Council, ...], behind: Mapping[str, int]) -> Number:
    return number(len(there), COUNCILS.url, address(COUNCILS.url, "being", words.BEING[0]), behind=behind)


def _last(
    there: tuple[Council, ...], hosted: Hosted, note: str, today: date, behind: Mapping[str, int]
) -> Drawn | None:
    years = by_value(lambda council: words.last_visit(hosted.get(council.url, ()), today), there)
    if len(years) < 2:
        return None
    newest = sorted(years.keys() - {words.AHEAD, words.NO_YEAR}, reverse=True)
    chart = Chart(
        id="last-challenged",
        caption="When councils last had a challenge",
        text="",
        first="Year of the visit",
        columns=("Councils",),
        bars=tuple(
            Bar(label=year, numbers=(narrowed(len(years[year]), COUNCILS.url, "last", year, behind),))
            for year in (words.AHEAD, *newest, words.NO_YEAR)
            if year in years
        ),
        total=(_had(there, hosted, behind),),
        note=f"Each council is counted once, in the year of its latest visit. {note}".strip(),
    )
    return drawn(chart)
