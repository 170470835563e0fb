"""Give every action the number by which it is known, each only once, as near to what is printed as can be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from peerchallenge import addresses
from peerchallenge.importing.outcome import Doubt
from peerchallenge.importing.plans.entries import Entry, Taken
from peerchallenge.importing.plans.serving import Peers, numbers


def numbered(found: Taken, peers: Peers) -> list[Entry]:
    """Give every action the number by which it is known, each only once."""
    entries = _letters_apart(found)
    entries = _stems(entries, peers)
    counts: dict[str, int] = {}
    taken: dict[str, str] = {}
    done = []
    for own in entries:
        first = peers.whole.get(own.serves[0], own.serves[0]) if own.serves else "0"
        counts[first] = counts.get(first, 0) + 1
        ref = own.ref if addresses.slug(own.ref) else ""
        handle = ref or f"{first}.{counts[first]}"
        if addresses.slug(handle) in taken:
            ref = handle = next(name for name in _variants(handle) if addresses.slug(name) not in taken)
            said = f"the number {own.ref or handle} stands at another action too; this one is called {handle} here"
            found.doubts.append(Doubt(about=f"action {handle}, ref", taken=said, where=own.where))
            own = replace(own, remarks=(*own.remarks, f"ref – {said}"))  # noqa: PLW2901 (the same, with a remark)
        taken[addresses.slug(handle)] = handle
        done.append(replace(own, ref=ref, handle=handle))
    return done


def _variants(handle: str) -> Iterable[str]:
    yield from (f"{handle}{letter}" for letter in "bcdefghijklmnopqrstuvwxyz") if handle[-1:].isdigit() else ()
    number = 1
    while True:
        number += 1
        yield f"{handle}-{number}"


def _letters_apart(found: Taken) -> list[Entry]:
    """Put the number of the recommendation before letters that begin anew under each."""
    single = [own.ref for own in found.entries if re.fullmatch(r"[a-z]", own.ref)]
    if len(set(single)) == len(single):
        return found.entries
    said = "the letters of the actions begin anew under each recommendation, so its number is put before them"
    found.doubts.append(Doubt(about="ref", taken=said, where="the letters before the actions"))
    return [
        replace(own, ref=f"{own.serves[0]}{own.ref}") if own.serves and own.ref in single else own
        for own in found.entries
    ]


def _stems(entries: list[Entry], peers: Peers) -> list[Entry]:
    """Leave a number out that is the recommendation's own, for it numbers no action."""
    own_numbers = [own.ref for own in entries if own.ref and numbers(own.ref) == own.serves[:1]]
    if own_numbers and len(own_numbers) == len([own for own in entries if own.ref]):
        return [replace(own, ref="") for own in entries] if peers.names else entries
    return entries
