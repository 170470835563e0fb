"""A fault that is the same on many pages, said once, for its cause is in what they share; it finds no faults itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from peerchallenge.check.site import Fault, Note
from peerchallenge.problems import Problem

EVERYWHERE = "templates/"
"""What a problem names where its cause is in no one file of the content."""
_MANY = 8
_SHARED = "It is the same on many pages: look in brand.footer or contact in site.yml, or in your own templates."


def told_once(faults: Iterable[Fault], notes: Mapping[str, Note]) -> Iterator[Problem]:
    """Make problems of faults, one of all those that come from what pages share."""
    same: dict[tuple[str, str], list[Fault]] = {}
    for fault in faults:
        same.setdefault((fault.code, fault.message), []).append(fault)
    for group in same.values():
        pages = {fault.path: notes[fault.path] for fault in group}
        if not _is_shared(pages.values(), notes.values()):
            yield from (fault.problem() for fault in group)
            continue
        first = group[0]
        yield Problem(
            path=EVERYWHERE,
            severity=first.severity,
            code=first.code,
            message=f"On {len(pages)} pages, the first of them {first.address}: {first.message}",
            suggestion=_SHARED,
        )


def _is_shared(pages: Iterable[Note], every: Collection[Note]) -> bool:
    """Whether these are many pages made from more than one file, and most of the site or all pages of some kinds."""
    found = tuple(pages)
    if len(found) <= _MANY or len({page.made_from or page.path for page in found}) == 1:
        return False
    kinds = {_kind(page) for page in found}
    return len(found) * 2 > len(every) or len(found) == sum(_kind(page) in kinds for page in every)


def _kind(page: Note) -> tuple[str, int]:
    """Tell pages of different templates apart by their addresses: /challenges/x/ from /challenges/x/letter/."""
    return page.path.partition("/")[0], page.path.count("/")
