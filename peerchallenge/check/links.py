"""Whether every link of the finished site leads somewhere; addresses on other sites are not tried."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from enum import Enum, auto
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from peerchallenge.check.page import PageFacts
from peerchallenge.check.site import Fault, Home, Note, Page, address
from peerchallenge.problems import Severity, did_you_mean

MADE_LATER = "pagefind/"
"""What is not there yet when the site is checked."""
_MEND = "Mend the address, or take the link out."
_MOST_COMPARED = 400
_MOST_ADVICE = 50

_PLAIN = re.compile(
    r"/((?:[A-Za-z0-9_-][A-Za-z0-9_.-]*+/)*+)((?:[A-Za-z0-9_-][A-Za-z0-9_.-]*+)?+)(?:#([A-Za-z0-9_-]*+))?+"
)
"""An address on this host with nothing in it that a browser would read in any other way; almost all are."""

Advise = Callable[[str], str]


class Leads(Enum):
    """Where an address leads."""

    HERE = auto()
    ELSEWHERE = auto()
    BESIDE_THE_SITE = auto()
    NOWHERE = auto()
    TO_A_SCRIPT = auto()


class Target(NamedTuple):
    """What an address comes to: a file of this site and the place in it that is asked for, or something else."""

    leads: Leads
    path: str = ""
    place: str = ""


class Follow:
    """Follows addresses as a browser would, and remembers where each leads."""

    def __init__(self, home: Home) -> None:
        """Begin with nothing followed."""
        self._home = home
        self._known: dict[tuple[str, str], Target] = {}

    def __call__(self, value: str, page: Note) -> Target:
        """Give where an address leads from a page."""
        if value[:1] == "#":
            return Target(Leads.HERE, page.path, _place(unquote(value[1:])))
        key = (value, "/" if value[:1] == "/" else page.address)
        if key not in self._known:
            self._known[key] = resolve(*key, self._home)
        return self._known[key]


def resolve(value: str, page_address: str, home: Home) -> Target:
    """Follow an address as a browser would that shows the page."""
    own = f"{home.base_path}{value[len(home.url) :]}" if value.startswith(home.url) else value
    if plain := _PLAIN.fullmatch(own):
        return _on_this_host(f"/{plain[1]}{plain[2]}", plain[3] or "", home)
    try:
        parts = urlsplit(urljoin(home.url + page_address[1:], value))
    except ValueError:
        return Target(Leads.NOWHERE)
    if parts.scheme == "javascript":
        return Target(Leads.TO_A_SCRIPT)
    top = urlsplit(home.url)
    if (parts.scheme, parts.netloc.lower()) != (top.scheme, top.netloc.lower()):
        return Target(Leads.ELSEWHERE)
    return _on_this_host(unquote(parts.path), unquote(parts.fragment), home)


def _on_this_host(path: str, place: str, home: Home) -> Target:
    if not f"{path}/".startswith(home.base_path):
        return Target(Leads.BESIDE_THE_SITE, path, _place(place))
    inside = path[len(home.base_path) :]
    whole = f"{inside}index.html" if inside == "" or inside.endswith("/") else inside
    return Target(Leads.HERE, whole, _place(place))


def _place(asked: str) -> str:
    """Give the place a link asks for. “#” and “#top” are the top of any page; what follows “:~:” is for the browser."""
    place = asked.partition(":~:")[0]
    return "" if place == "top" else place


def values(facts: PageFacts) -> tuple[str, ...]:
    """Give every address on a page."""
    return (*facts.links, *facts.refers, *facts.loads)


def wrong_by_itself(page: Page, value: str, target: Target, home: Home) -> Fault | None:
    """Say what is wrong with an address whatever else is on the site, if anything is."""
    if target.leads is Leads.ELSEWHERE:
        return _third_party(page, value) if value in page.facts.loads else None
    if target.leads is Leads.TO_A_SCRIPT:
        return page.fault("inline", f"the link to “{value}” runs a script, which browsers refuse here.", _MEND)
    if target.leads is Leads.NOWHERE:
        return page.fault("broken-link", f"“{value}” is not an address.", _MEND)
    return page.fault(
        "broken-link",
        f"the link to “{value}” leads out of this site, which stands at {home.base_path}.",
        f"Write {home.base_path}{target.path.lstrip('/')}, or the whole address if another site is meant.",
    )


def wrong_here(
    page: Page, value: str, target: Target, files: Collection[str], notes: Mapping[str, Note], advise: Advise
) -> Fault:
    """Say why an address on this site leads nowhere."""
    if target.path in notes:
        return missing_place(page, value, notes[target.path], target.place)
    if f"{target.path}/index.html" in files:
        return page.fault(
            "link-slash",
            f"the link to “{value}” lacks the slash at its end, without which some servers do not find the page.",
            f"Write {address(target.path)}/.",
            Severity.WARNING,
        )
    what = "file" if value in page.facts.loads else "page or file"
    return page.fault(
        "broken-link",
        f"the link to “{value}” leads nowhere; this site has no such {what}.",
        advise(target.path) or _MEND,
    )


def missing_place(page: Page, value: str, other: Note, place: str) -> Fault:
    """Say that a page has no place of that name."""
    where = "this page" if other.path == page.note.path else other.address
    known = sorted(filter(None, other.places.split("\0")))
    return page.fault(
        "missing-anchor",
        f"the link to “{value}” leads to a place that is not there; {where} has none called “{place}”.",
        did_you_mean(place, known[:_MOST_COMPARED]) or _MEND,
    )


def _third_party(page: Page, value: str) -> Fault:
    return page.fault(
        "third-party",
        f"“{value}” would be fetched from another site. Browsers refuse that here, so that no reader is followed.",
        "Save the file in the folder of the challenge, and use its name.",
    )


def orphans(notes: Iterable[Note], reached: Collection[str]) -> Iterator[Fault]:
    """Give the pages that no other leads to."""
    for note in notes:
        if note.path not in reached and note.path not in {"index.html", "404.html"} and not note.redirect:
            yield note.fault(
                "orphan",
                "no other page links to it.",
                "Link to it from another page, or nobody will find it.",
                Severity.WARNING,
            )


def adviser(files: Iterable[str]) -> Advise:
    """Make the function that finds the address most like a wrong one; comparing is slow, so not without end."""
    known = sorted(map(address, files))
    given: dict[str, str] = {}

    def advise(path: str) -> str:
        if path not in given and len(given) < _MOST_ADVICE:
            wrong = address(path)
            top = wrong[: wrong.find("/", 1) + 1] or "/"
            near = [candidate for candidate in known if candidate.startswith(top)] or known
            given[path] = did_you_mean(wrong, near[:_MOST_COMPARED])
        return given.get(path, "")

    return advise
