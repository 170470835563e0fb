"""Whether every link of the finished site leads somewhere; addresses on other sites are not tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum, auto
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from peerchallenge.check.site import Fault, FinishedPage, FinishedSite, address
from peerchallenge.problems import Severity, did_you_mean

_MEND = "Mend the address, or take the link out."
_MADE_LATER = "pagefind/"
_MOST_COMPARED = 400
_MOST_ADVICE = 50

Advise = Callable[[str], str]


class Leads(Enum):
    """Where an address leads."""

    HERE = auto()
    ELSEWHERE = auto()
    BESIDE_THE_SITE = auto()
    NOWHERE = auto()
    TO_A_SCRIPT = auto()


class Target(NamedTuple):
    """What an address comes to: a file of this site and a place in it, or something else."""

    leads: Leads
    path: str = ""
    place: str = ""


def check_links(site: FinishedSite) -> Iterator[Fault]:
    """Follow every address of every page, and find the pages that no other leads to."""
    follow = cache(lambda value, page_address: resolve(value, page_address, site))
    advise = _adviser(site)
    reached: set[str] = set()
    for page in site.pages.values():
        facts = page.facts
        for value in (*facts.links, *facts.refers, *facts.loads):
            if value[:1] == "#":
                target = Target(Leads.HERE, page.path, unquote(value[1:]))
            else:
                target = follow(value, "/" if value[:1] == "/" else page.address)
            if fault := _fault(page, value, target, site, advise):
                yield fault
            elif target.path != page.path:
                reached.add(target.path)
    yield from _orphans(site, reached)


def resolve(value: str, page_address: str, site: FinishedSite) -> Target:
    """Follow an address as a browser would that shows the page."""
    try:
        parts = urlsplit(urljoin(site.url + page_address[1:], value))
    except ValueError:
        return Target(Leads.NOWHERE)
    if parts.scheme == "javascript":
        return Target(Leads.TO_A_SCRIPT)
    home = urlsplit(site.url)
    if (parts.scheme, parts.netloc.lower()) != (home.scheme, home.netloc.lower()):
        return Target(Leads.ELSEWHERE)
    path, place = unquote(parts.path), unquote(parts.fragment)
    if not f"{path}/".startswith(site.base_path):
        return Target(Leads.BESIDE_THE_SITE, path, place)
    inside = path[len(site.base_path) :]
    return Target(Leads.HERE, f"{inside}index.html" if inside == "" or inside.endswith("/") else inside, place)


def _fault(page: FinishedPage, value: str, target: Target, site: FinishedSite, advise: Advise) -> Fault | None:
    """Say what is wrong with one address, if anything is."""
    if target.leads is Leads.ELSEWHERE:
        return _third_party(page, value) if value in page.facts.loads else None
    if target.leads is Leads.HERE:
        return _fault_here(page, value, target, site, advise)
    if target.leads is Leads.TO_A_SCRIPT:
        return page.fault("inline", f"the link to “{value}” runs a script, which browsers refuse here.", _MEND)
    if target.leads is Leads.NOWHERE:
        return page.fault("broken-link", f"“{value}” is not an address.", _MEND)
    return page.fault(
        "broken-link",
        f"the link to “{value}” leads out of this site, which stands at {site.base_path}.",
        f"Write {site.base_path}{target.path.lstrip('/')}, or the whole address if another site is meant.",
    )


def _fault_here(page: FinishedPage, value: str, target: Target, site: FinishedSite, advise: Advise) -> Fault | None:
    if target.path in site.paths:
        return _missing_place(page, value, target, site)
    if target.path.startswith(_MADE_LATER):
        return None
    if f"{target.path}/index.html" in site.pages:
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


def _missing_place(page: FinishedPage, value: str, target: Target, site: FinishedSite) -> Fault | None:
    """Look for the place on the page. “#” and “#top” are the top of any; what follows “:~:” is for the browser."""
    other = site.pages.get(target.path)
    place = target.place.partition(":~:")[0]
    if other is None or place in {"", "top"} or place in other.places:
        return None
    where = "this page" if other is page else other.address
    return page.fault(
        "missing-anchor",
        f"the link to “{value}” leads to a place that is not there; {where} has none called “{place}”.",
        did_you_mean(place, sorted(other.places)[:_MOST_COMPARED]) or _MEND,
    )


def _third_party(page: FinishedPage, value: str) -> Fault:
    return page.fault(
        "third-party",
        f"“{value}” would be fetched from another site. Browsers refuse that here, so that no reader is followed.",
        "Save the file in the folder of the challenge, and use its name.",
    )


def _orphans(site: FinishedSite, reached: set[str]) -> Iterator[Fault]:
    for page in site.pages.values():
        is_entrance = page.path in {"index.html", "404.html"} or page.facts.redirect
        if page.path not in reached and not is_entrance:
            yield page.fault(
                "orphan",
                "no other page links to it.",
                "Link to it from another page, or nobody will find it.",
                Severity.WARNING,
            )


def _adviser(site: FinishedSite) -> Advise:
    """Make the function that finds the address most like a wrong one; comparing is slow, so not without end."""
    known = sorted(address(path) for path in site.paths)
    given: dict[str, str] = {}

    def advise(path: str) -> str:
        if path not in given and len(given) < _MOST_ADVICE:
            wrong = address(path)
            top = wrong[: wrong.find("/", 1) + 1] or "/"
            near = [candidate for candidate in known if candidate.startswith(top)] or known
            given[path] = did_you_mean(wrong, near[:_MOST_COMPARED])
        return given.get(path, "")

    return advise
