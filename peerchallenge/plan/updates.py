"""What was published, newest first: on the whole site, and for each council."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from peerchallenge.pages import Change, Crumb, Sheet, UpdatesPage
from peerchallenge.plan import rows
from peerchallenge.plan.lists import SHEET, Planned, Row, slices, together
from peerchallenge.plan.trail import COUNCILS, HOME, UPDATES
from peerchallenge.records import Challenge, Council, Document, Library, Link
from peerchallenge.schema.dates import MONTHS, Date
from peerchallenge.terms import count

PAGE_LENGTH = 50
"""How many entries one page shows."""
_NOT_KNOWN = "Date not known"


def address(council: Council, challenges: Iterable[Challenge]) -> str:
    """Give the page of what was published for a council; empty where none of its challenges has anything for it."""
    own = any(d.council is None or d.council.url == council.url for _, d in published(challenges))
    return f"{council.url}updates/" if own else ""


def planned(library: Library, base: str) -> Planned:
    """Give the pages of the site and of each council for which anything was published; `base` is the whole address."""
    every = changes(library)
    own_rows = {change.document.url: rows.update(change, base) for change in every}
    by_council: dict[str, list[Change]] = {}
    for change in every:
        for link in change.councils:
            by_council.setdefault(link.url, []).append(change)
    own_lists = (
        _list(f"{council.url}updates/", tuple(by_council[council.url]), own_rows, council)
        for council in library.councils
        if council.url in by_council
    )
    return together((_list(UPDATES.url, every, own_rows, None), *own_lists))


def published(challenges: Iterable[Challenge]) -> tuple[tuple[Challenge, Document], ...]:
    """Give every document with its challenge; a translation is not one of its own."""
    return tuple((c, d) for c in challenges for d in c.documents if not (d.lang == "cy" and d.other_language))


def changes(library: Library) -> tuple[Change, ...]:
    """Give everything that was published, newest first; what has no date comes last."""
    found = [_change(challenge, document) for challenge, document in published(library.challenges)]
    return tuple(sorted(found, key=lambda change: (-(change.when.end or date.min).toordinal(), change.document.url)))


def _change(challenge: Challenge, document: Document) -> Change:
    return Change(
        when=document.published or document.dated or Date(_NOT_KNOWN),
        document=document.link,
        kind=document.kind_label,
        challenge=Link(title=challenge.title, url=challenge.url),
        councils=(document.council,) if document.council else challenge.councils,
        holds=_holds(challenge, document),
        note=document.change_note,
    )


def _holds(challenge: Challenge, document: Document) -> str:
    """Say what is in a document: “answers to 8 recommendations and 12 actions; 3 dates moved”."""
    answered = len({handle for handle, _ in document.responses})
    about = dict.fromkeys(link for link, _ in document.updates)
    acted = sum(_is_action(link) for link in about)
    moved = sum(move.document.url == document.url for action in challenge.actions for move in action.dates.moves)
    new = _listed(
        (len(document.recommendations), "", "recommendation"),
        (answered, "answers to ", "recommendation"),
        (len(document.actions), "", "action"),
    )
    told = _listed((acted, "", "action"), (len(about) - acted, "", "recommendation"))
    said = (new, f"progress on {told}" if told else "", f"{count(moved, 'date')} moved" if moved else "")
    return "; ".join(filter(None, said))


def _is_action(link: Link) -> bool:
    """Whether progress is about an action, which stands on a document's page; a recommendation has its own."""
    return "#" in link.url if link.url else link.title.startswith("Action ")


def _listed(*things: tuple[int, str, str]) -> str:
    words = [f"{before}{count(number, noun)}" for number, before, noun in things if number]
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _list(url: str, own: tuple[Change, ...], own_rows: Mapping[str, Row], council: Council | None) -> Planned:
    title = f"{UPDATES.title}: {council.name}" if council else UPDATES.title
    above = (HOME, COUNCILS, Crumb(title=council.name, url=council.url)) if council else (HOME,)
    pages = tuple(
        UpdatesPage(
            url=part.url,
            title=f"{title}, page {part.number}" if part.number > 1 else title,
            description=f"{count(len(own), 'document')} published, newest first, and what is in each.",
            crumbs=above if part.number == 1 or council else (HOME, UPDATES),
            months=_by_month(own[part.start : part.end]),
            council=council,
            total=len(own),
            pages=part.pages,
            sheet=f"{url}{SHEET}",
        )
        for part in slices(len(own), url, PAGE_LENGTH)
    )
    sheet = Sheet(url=f"{url}{SHEET}", header=rows.UPDATE, rows=tuple(own_rows[change.document.url] for change in own))
    return Planned(pages=pages, sheets=(sheet,))


def _by_month(own: tuple[Change, ...]) -> tuple[tuple[str, tuple[Change, ...]], ...]:
    months: dict[str, list[Change]] = {}
    for change in own:
        months.setdefault(_month(change.when), []).append(change)
    return tuple((month, tuple(entries)) for month, entries in months.items())


def _month(when: Date) -> str:
    """Give the month of a date, or the date's own words where it lies in no one month."""
    if when.start is None or when.end is None:
        return _NOT_KNOWN
    if (when.start.year, when.start.month) != (when.end.year, when.end.month):
        return str(when)
    return f"{MONTHS[when.start.month - 1]} {when.start.year}"
