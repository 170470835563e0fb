"""The page that says what the words for progress mean."""

from __future__ import annotations

from peerchallenge.pages import WordsPage
from peerchallenge.plan.trail import HOME
from peerchallenge.records import Library, StatusWord
from peerchallenge.schema.site import State


def page(library: Library) -> WordsPage:
    """Give the page, with the councils' own words under the states that all councils share."""
    words = sorted(library.status_words, key=_place)
    return WordsPage(
        url="/words/",
        title="What the words mean",
        description="What the words for progress, answers and lateness mean here, and the councils' own words.",
        crumbs=(HOME,),
        made_from="content/site.yml",
        words=tuple((state, tuple(word for word in words if word.status.state is state)) for state in State),
    )


def _place(own: StatusWord) -> tuple[str, str]:
    return own.status.word.casefold(), own.council.title if own.council else ""
