"""Which part of a challenge a page is about, so that the same tasks are found for a page and for everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from peerchallenge.pages import ChallengePage, CouncilPage, DocumentPage, Page, RecommendationPage
from peerchallenge.records import Action, Challenge, Deadline, Document, Library, Link, Recommendation


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """One challenge, and what of it is looked at on which day; `program` is how the commands begin."""

    challenge: Challenge
    today: date
    program: str
    documents: tuple[Document, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    actions: tuple[Action, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    council: str = ""
    """The page of the one council whose share is looked at; empty for all."""

    @property
    def link(self) -> Link:
        """The challenge with its page."""
        return Link(title=self.challenge.title, url=self.challenge.url)

    @property
    def folder(self) -> str:
        """The folder of the challenge, with a slash at its end."""
        return self.challenge.path.rpartition("/")[0] + "/"

    def whose(self, council: Link | None) -> str:
        """Name a council where several share the challenge."""
        return council.title if council and len(self.challenge.councils) > 1 else ""

    def of(self, council: Link | None) -> tuple[Document, ...]:
        """Give the documents that are a council's own or all councils'."""
        return tuple(d for d in self.challenge.documents if concerns(d.council, council.url if council else ""))


def concerns(link: Link | None, council: str) -> bool:
    """Whether something is this council's, or all councils'; with no council asked for everything concerns."""
    return not council or link is None or link.url in {"", council}


def whole(challenge: Challenge, today: date, program: str, council: str = "") -> Scope:
    """Look at all of a challenge, or at what is one council's in it."""
    return Scope(
        challenge=challenge,
        today=today,
        program=program,
        documents=tuple(d for d in challenge.documents if concerns(d.council, council)),
        recommendations=challenge.recommendations,
        actions=tuple(a for a in challenge.actions if concerns(a.council, council)),
        deadlines=tuple(d for d in challenge.timetable.deadlines if concerns(d.council, council)),
        council=council,
    )


def of_page(page: Page, library: Library, today: date, program: str) -> Iterator[Scope]:
    """Give what a page is about: a challenge, a document, a recommendation, or a council's share of its challenges."""
    if isinstance(page, ChallengePage):
        yield whole(page.challenge, today, program)
    elif isinstance(page, DocumentPage):
        yield _of_document(page.challenge, page.document, today, program)
    elif isinstance(page, RecommendationPage):
        own = page.recommendation
        yield Scope(challenge=page.challenge, today=today, program=program, recommendations=(own,), actions=own.actions)
    elif isinstance(page, CouncilPage):
        for challenge in library.challenges:
            if any(link.url == page.council.url for link in challenge.councils):
                yield whole(challenge, today, program, page.council.url)


def _of_document(challenge: Challenge, document: Document, today: date, program: str) -> Scope:
    """Look at a document: what it recommends, or for an answer or a plan what it should answer and its actions."""
    translated = document.lang == "cy" and document.other_language is not None
    answers = document.kind in {"response", "action-plan"}
    asked = challenge.recommendations if answers else document.recommendations
    return Scope(
        challenge=challenge,
        today=today,
        program=program,
        documents=(document,),
        recommendations=() if translated else asked,
        actions=() if translated else document.actions,
        council=document.council.url if document.council else "",
    )
