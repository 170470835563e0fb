"""The list of councils, whole and narrowed, and the page of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from peerchallenge import addresses
from peerchallenge.pages import Comparison, CouncilPage, CouncilsPage
from peerchallenge.plan import council_ways, lists, rows, updates, words
from peerchallenge.plan.attention import attention
from peerchallenge.plan.council_ways import Hosted
from peerchallenge.plan.lists import Narrowed, Planned, Slice
from peerchallenge.plan.trail import COUNCILS, HOME, trail
from peerchallenge.records import Council, Library
from peerchallenge.terms import count

CHALLENGED = f"{COUNCILS.url}challenged/{addresses.slug(words.CHALLENGED[0])}/"
"""The list of the councils that hosted a challenge; it is there as soon as one of them hosted none."""


def planned(library: Library, compared: Mapping[str, Comparison], base: str, today: date) -> Planned:
    """Give every list of councils and each council's page.

    `compared` are the comparisons of challenges by their address, `base` is the whole address of the site.
    """
    hosted = council_ways.visits(library)
    listed = lists.planned(
        lists.narrowed(council_ways.ways(library, today), library.councils, COUNCILS.url),
        lambda own, part: _list(own, part, hosted),
        rows.COUNCIL,
        {own.url: rows.council(own, hosted.get(own.url, ()), base) for own in library.councils},
        length=len(library.councils) or 1,
    )
    own_pages = tuple(_councils(library, hosted, compared, today))
    return lists.together((listed, Planned(pages=own_pages)))


def _list(own: Narrowed[Council], part: Slice, hosted: Hosted) -> CouncilsPage:
    letters: dict[str, list[tuple[Council, int]]] = {}
    for council in own.entries:
        letters.setdefault(council.short_name[:1].upper(), []).append((council, len(hosted.get(council.url, ()))))
    return CouncilsPage(
        url=part.url,
        title=own.title(COUNCILS.title, part.number),
        description=f"{count(len(own.entries), 'council')} and other bodies that this site covers.",
        crumbs=trail(COUNCILS, part.url),
        letters=tuple((letter, tuple(entries)) for letter, entries in letters.items()),
        facets=own.facets,
        chosen=own.chosen,
        total=len(own.entries),
        sheet=own.sheet,
    )


def _councils(
    library: Library, hosted: Hosted, compared: Mapping[str, Comparison], today: date
) -> Iterator[CouncilPage]:
    by_url = {council.url: council for council in library.councils}
    for council in library.councils:
        own = hosted.get(council.url, ())
        yield CouncilPage(
            url=council.url,
            title=council.name,
            description=f"Every peer challenge of {council.name}: findings, answers and what was done.",
            crumbs=(HOME, COUNCILS),
            made_from=council.path,
            council=council,
            challenges=own,
            inherited=tuple((by_url[link.url], hosted.get(link.url, ())) for link in council.predecessors),
            attention=attention(own, today, council.url),
            comparison=next((compared[challenge.url] for challenge in own if challenge.url in compared), None),
            updates=updates.address(council, own),
        )
