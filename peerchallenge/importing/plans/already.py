"""What a challenge says already: words for progress, statuses, what was asked; it writes nothing."""

from __future__ import annotations

from peerchallenge.begin import known as content
from peerchallenge.begin.known import Known
from peerchallenge.importing.plans import monthly
from peerchallenge.read import parse
from peerchallenge.records import Challenge, Library, Link
from peerchallenge.schema.answers import Reporting
from peerchallenge.schema.site import State


def words(held: Challenge, library: Library, council: Link | None) -> frozenset[str]:
    """Give the words for progress that mean something here."""
    hosts = {council} if council else {*held.councils}
    own = (word.status.word for word in library.status_words if word.council is None or word.council in hosts)
    return frozenset(monthly.key(word) for word in (*own, *(state.value for state in State)))


def lines(found: Known, challenge: str) -> frozenset[str]:
    """Give every line of a challenge's updates, in which what is asked may have been asked before."""
    texts = content.within(found.inputs, f"challenges/{challenge}/update").texts
    return frozenset(line for source in texts for line in source.text.splitlines())


def statuses(found: Known, challenge: str) -> dict[str, frozenset[str]]:
    """Give the status words published of each action, those too that mean nothing here yet."""
    own = content.within(found.inputs, "site.", "councils.", "councils/", f"challenges/{challenge}/")
    written, _ = parse.parse(own)
    words: dict[str, set[str]] = {}
    for parsed in written.documents:
        for update in parsed.data.updates if isinstance(parsed.data, Reporting) else ():
            if update.action and update.status:
                for handle in (update.action, update.action.rpartition("/")[2]):
                    words.setdefault(handle, set()).add(monthly.key(update.status))
    return {handle: frozenset(said) for handle, said in words.items()}
