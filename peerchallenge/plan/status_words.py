"""The page that says what the words for progress mean."""

from __future__ import annotations

from collections.abc import Iterator

from peerchallenge.pages import WordsPage
from peerchallenge.plan.trail import HOME
from peerchallenge.records import Challenge, Library, StatusWord
from peerchallenge.schema.site import State


def page(library: Library) -> WordsPage:
    """Give the page, with the councils' own words under the states that all councils share.

    A word that nobody has used in what is published says nothing to a reader, and may give away what is to come.
    """
    used = {_key(word) for challenge in library.challenges for word in _words(challenge)}
    words = sorted((own for own in library.status_words if _key(own.status.word) in used), key=_place)
    return WordsPage(
        url="/words/",
        title="What the words mean",
        description="What the words for progress, answers and lateness mean here, and the councils' own words.",
        crumbs=(HOME,),
        made_from="content/site.yml",
        words=tuple((state, tuple(word for word in words if word.status.state is state)) for state in State),
    )


def _words(challenge: Challenge) -> Iterator[str]:
    for document in challenge.documents:
        yield from (update.status.word for _, update in document.updates if update.status)
        yield from (total.status for total in document.totals)


def _key(word: str) -> str:
    return " ".join(word.casefold().replace("-", " ").split())


def _place(own: StatusWord) -> tuple[str, str]:
    return own.status.word.casefold(), own.council.title if own.council else ""
