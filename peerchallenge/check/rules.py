"""What is wrong with the finished site, before any of it is written; it mends nothing and reads no disk."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import PurePosixPath

from peerchallenge.check.links import check_links
from peerchallenge.check.many_pages import told_once
from peerchallenge.check.page import read_page
from peerchallenge.check.site import Fault, FinishedPage, FinishedSite, Read, address, finished_site
from peerchallenge.problems import Problem, Severity, in_order
from peerchallenge.sources import Output

_RESERVED = (".peerchallenge-site", "pagefind")


def check(outputs: tuple[Output, ...], base_path: str, *, site_url: str, read: Read = read_page) -> tuple[Problem, ...]:
    """Find all that is wrong. `read` may be a `read_page` that remembers what it has read before."""
    site = finished_site(outputs, site_url, base_path, read)
    faults = [fault for page in site.pages.values() for rule in PAGE_RULES for fault in rule(page)]
    faults += [fault for rule in SITE_RULES for fault in rule(site)]
    return in_order((*path_problems(outputs), *told_once(faults, site)))


def path_problems(outputs: Iterable[Output]) -> tuple[Problem, ...]:
    """Find unsafe names, and files that would overwrite one another here or where letter case does not count."""
    found: list[Problem] = []
    taken: dict[str, Output] = {}
    for output in outputs:
        if not _is_safe(output.path):
            found.append(_at(output, "unsafe-path", f"“{output.path}” cannot be the name of a file of the site."))
        other = taken.setdefault(_folded(output.path), output)
        if other is not output:
            found.append(_clash(output, other))
    folders = {folder for path in taken for folder in _folders(path)}
    both = folders & taken.keys()
    found += [_at(taken[path], "same-path", f"{address(path)} would be a file and a folder at once.") for path in both]
    return in_order(found)


def _is_safe(path: str) -> bool:
    parts = path.split("/")
    return parts[0] not in _RESERVED and "\\" not in path and "\0" not in path and not {"", ".", ".."} & set(parts)


def _folded(path: str) -> str:
    return path if path.isascii() and path.islower() else unicodedata.normalize("NFC", path.casefold())


def _folders(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _clash(one: Output, other: Output) -> Problem:
    makers = f"by {_maker(one)} and by {_maker(other)}"
    if one.path == other.path:
        return _at(one, "same-path", f"{address(one.path)} would be made twice: {makers}.", other)
    both = f"{address(one.path)} ({_maker(one)}) and {address(other.path)} ({_maker(other)})"
    message = f"{both} differ only in letter case or accents. On many computers they are the same file."
    return _at(one, "same-path", message, other)


def _maker(output: Output) -> str:
    """Say what makes a file, as a person knows it who has seen only the content and the site."""
    if b'http-equiv="refresh"' in output.data:
        return "an old address in “aliases”"
    if output.made_from or output.copy_of:
        return output.made_from or output.copy_of
    return "a list of this program" if output.path.endswith(".html") else "a file of the program or of assets/"


def _at(output: Output, code: str, message: str, other: Output | None = None) -> Problem:
    files = [one.made_from or one.copy_of for one in (output, other) if one]
    suggestion = "Give one of the two another name." if all(files) and code == "same-path" else ""
    path = next(filter(None, files), output.path)
    return Problem(path=path, code=code, message=message, suggestion=suggestion or "Give the file another name.")


def _language(page: FinishedPage) -> Iterator[Fault]:
    if not page.facts.language:
        yield page.fault(
            "language", "it does not say which language it is in.", 'Write <html lang="en"> in its template.'
        )


def _title(page: FinishedPage) -> Iterator[Fault]:
    titles = page.facts.titles
    if len(titles) > 1:
        yield page.fault("title", f"it has {len(titles)} titles, wanted 1.", "Keep one <title> in its template.")
    elif not "".join(titles):
        yield page.fault("title", "it has no title.", "Add a title: browsers and search engines show it.")


def _one_heading(page: FinishedPage) -> Iterator[Fault]:
    found = page.facts.headings.count(1)
    if found != 1 and not page.facts.redirect:
        yield page.fault(
            "main-heading",
            f"it has {found or 'no'} main heading{'s' if found else ''}, wanted 1.",
            "Keep one # heading, and begin the others with ##." if found else "Give it a title.",
        )


def _heading_order(page: FinishedPage) -> Iterator[Fault]:
    for before, level in pairwise((1, *page.facts.headings)):
        if level > before + 1:
            yield page.fault(
                "heading-order",
                f"a heading of level {level} follows one of level {before}, wanted level {before + 1} at most.",
                f"Begin it with {'#' * (before + 1)} and a space.",
            )


def _repeated_places(page: FinishedPage) -> Iterator[Fault]:
    for name, times in Counter(page.facts.ids).items():
        if times > 1:
            yield page.fault(
                "duplicate-id",
                f"{times} places are called “{name}”, so that a link cannot tell them apart.",
                "Give one of them another name.",
            )
        if not name:
            yield page.fault("duplicate-id", "a place has an empty name.", "Give it a name, or none.")


def _pictures(page: FinishedPage) -> Iterator[Fault]:
    for picture in page.facts.pictures_without_alt:
        yield page.fault(
            "picture-words",
            f"the picture “{picture}” has no words for readers who cannot see it.",
            "Write what it shows: ![A graph of spending](graph.png). For an ornament leave the brackets empty.",
        )


def _empty_links(page: FinishedPage) -> Iterator[Fault]:
    for target in page.facts.empty_links:
        yield page.fault(
            "empty-link",
            f"the link to “{target}” has no words.",
            "Write between the brackets what it leads to: [The letter](letter.pdf).",
        )


def _inline(page: FinishedPage) -> Iterator[Fault]:
    for what in page.facts.inline:
        yield page.fault(
            "inline",
            f"{what} is a style or script within the page, which browsers refuse here.",
            "Move it to a file in assets/.",
        )


def _same_title(site: FinishedSite) -> Iterator[Fault]:
    """Compare written pages within a language; other titles may follow from what a page shows, with none to mend."""
    first: dict[tuple[str, ...], FinishedPage] = {}
    for page in site.pages.values():
        if PurePosixPath(page.made_from).parent.name != "pages" or not "".join(page.facts.titles):
            continue
        other = first.setdefault((page.facts.words_language, *page.facts.titles), page)
        if other is not page:
            yield page.fault(
                "same-title",
                f"{other.address} has the same title, “{page.facts.titles[0]}”.",
                "Give one of them another title, so that readers can tell them apart.",
                Severity.WARNING,
            )


PAGE_RULES: tuple[Callable[[FinishedPage], Iterable[Fault]], ...] = (
    _language,
    _title,
    _one_heading,
    _heading_order,
    _repeated_places,
    _pictures,
    _empty_links,
    _inline,
)
"""What is asked of every page by itself; adding a rule is a function above and a line here."""

SITE_RULES: tuple[Callable[[FinishedSite], Iterable[Fault]], ...] = (_same_title, check_links)
"""What is asked of the pages together."""
