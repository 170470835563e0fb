"""The ways to narrow the list of councils: those that it offers, and those that only figures lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial

from peerchallenge.plan import families, words
from peerchallenge.plan.lists import Way
from peerchallenge.records import Challenge, Council, Library

Hosted = Mapping[str, tuple[Challenge, ...]]
"""The challenges of each council that hosted one, by its address, newest first."""
Values = Callable[[Council], Iterable[str]]
"""What gives the values of a council."""
_KINDS: tuple[tuple[str, str, Values], ...] = (
    ("type", "Type of council", words.council_type),
    ("region", "Region", words.region),
)


def visits(library: Library) -> Hosted:
    """Give the challenges of each council that hosted one."""
    found: dict[str, list[Challenge]] = {}
    for challenge in library.challenges:
        for link in challenge.councils:
            found.setdefault(link.url, []).append(challenge)
    return {url: tuple(own) for url, own in found.items()}


def ways(library: Library, today: date) -> tuple[Way[Council], ...]:
    """Give every way, first those that the list offers."""
    hosted = visits(library)
    challenged = partial(words.challenged, hosts=frozenset(hosted))
    still = ", still in being" if any(council.is_over for council in library.councils) else ""
    return (
        *(Way(id=name, title=title, values=values, says="") for name, title, values in _KINDS),
        Way(id="challenged", title="Peer challenges", values=challenged, order=words.CHALLENGED, says=""),
        Way(id="being", title="Still in being", values=words.being, order=words.BEING, says=""),
        *_of_kinds(hosted, still),
        _in_being("challenged-in-being", "Peer challenges", challenged, f"{{}}{still}"),
        _last(hosted, today, still),
        *_themes(library),
    )


def _in_being(name: str, title: str, values: Values, heading: str) -> Way[Council]:
    """Give a way of councils that are still there; others have no value."""
    return Way(id=name, title=title, values=lambda c: () if c.is_over else values(c), heading=heading, offered=False)


def _of_kinds(hosted: Hosted, still: str) -> Iterator[Way[Council]]:
    here = f"with a challenge here{still}"
    for name, title, values in _KINDS:
        had = partial(_had, values, hosted)
        yield _in_being(f"{name}-in-being", f"{title}{still}", values, f"{{}}{still}")
        yield _in_being(f"{name}-challenged", f"{title}, {here}", had, f"{{}}, {here}")


def _had(values: Values, hosted: Hosted, council: Council) -> Iterable[str]:
    return values(council) if council.url in hosted else ()


def _last(hosted: Hosted, today: date, still: str) -> Way[Council]:
    return Way(
        id="last",
        title=f"Year of the latest visit{still}",
        values=lambda c: () if c.is_over else words.last_visit(hosted.get(c.url, ()), today),
        order=(words.AHEAD,),
        newest_first=True,
        heading=f"{{}} (latest visit){still}",
        offered=False,
    )


def _themes(library: Library) -> tuple[Way[Council], ...]:
    grouped = families.families(library)
    again = {family.name: {link.url for link in family.again} for family in grouped}
    return (
        Way(
            id="theme",
            title="Theme recommended on",
            values=lambda c: families.names(grouped, c.url),
            heading="with recommendations on {}",
            offered=False,
        ),
        Way(
            id="theme-again",
            title="Theme that came up again",
            values=lambda c: (name for name, urls in again.items() if c.url in urls),
            heading="with recommendations on {} in more than one challenge",
            offered=False,
        ),
    )
