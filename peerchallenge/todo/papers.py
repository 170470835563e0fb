"""What is to be done about whole files: those held back, those not in Welsh yet, and those that are warned of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from markupsafe import Markup

from peerchallenge.pages import Task
from peerchallenge.problems import Problem
from peerchallenge.records import NOWHERE, Challenge, Document, Link, Recommendation, TextPage
from peerchallenge.records.action import COUNCIL
from peerchallenge.schema.dates import spell
from peerchallenge.terms import count
from peerchallenge.todo.groups import HELD, WARNINGS, WELSH
from peerchallenge.todo.held import in_words, lifts
from peerchallenge.todo.scope import Scope

Written = Challenge | Document | TextPage
"""What somebody wrote in a file of its own."""
_TO_WRITE = re.compile(r"\bWrite here\b")
"""How a file begun by `new` asks for words."""
_THEIRS = frozenset({"letter", "report", "progress-review"})


def tasks(scope: Scope) -> Iterator[Task]:
    """Give what is held back with the day on which it may go out, and what has no Welsh words yet."""
    whole = len(scope.documents) == len(scope.challenge.documents)
    above = scope.challenge.held if whole else ""
    looked_at = (*((scope.challenge,) if above else ()), *(own for own in scope.documents if own.held != above))
    yield from (_held(own, scope.link, _unseen_answers(scope, own), scope.challenge) for own in looked_at if own.held)
    if scope.challenge.in_welsh or any(own.lang == "cy" for own in scope.challenge.documents):
        yield from _untranslated(scope.documents, scope.link)


def of_pages(pages: Iterable[TextPage], every: Iterable[TextPage]) -> Iterator[Task]:
    """Give the same of pages about the site; `every` says whether there are Welsh ones."""
    own = tuple(pages)
    yield from (_held(page, NOWHERE) for page in own if page.held)
    if any(page.lang == "cy" for page in every):
        yield from _untranslated(own, NOWHERE)


def _held(own: Written, challenge: Link, notes: Iterable[str] = (), event: Challenge | None = None) -> Task:
    day = lifts(own.held)
    above = event if event and event.held == own.held else own  # a challenge keeps back its whole folder
    return Task(
        group=HELD,
        what=f"{own.title} is here {in_words(own.held)}",
        url=own.url,
        challenge=challenge,
        by=f"from {spell(day)}" if day else "",
        day=day,
        note=" ".join((*notes, *_left(own))),
        file=above.path,
    )


def _left(own: Written) -> Iterator[str]:
    places = len(_TO_WRITE.findall(" ".join((own.title, *texts(own)))))
    if places:
        yield f"It still says “Write here …” in {count(places, 'place')}."
    if lifts(own.held) is None:
        yield "Take out the line “draft: true” when it is ready."
    else:
        yield "It does not appear by itself: build the site on that day, or after it."


def _unseen_answers(scope: Scope, own: Document | Challenge) -> Iterator[str]:
    """Say how many recommendations have an answer in a document that is held back, and none that the public sees."""
    told = [_answered_in(recommendation) for recommendation in scope.challenge.recommendations]
    number = sum(all(link.held for link in links) and any(link.url == own.url for link in links) for links in told)
    if number:
        yield f"Until then the public sees no answer to {count(number, 'recommendation')}."


def _answered_in(own: Recommendation) -> tuple[Link, ...]:
    return (*(response.document for response in own.responses), *(action.document for action in own.actions))


def _untranslated(written: Iterable[Document | TextPage], challenge: Link) -> Iterator[Task]:
    for own in written:
        if own.lang != "cy" and own.other_language is None:
            yield Task(
                group=WELSH,
                what=own.title,
                url=own.url,
                challenge=challenge,
                file=own.path.removesuffix(".md") + ".cy.md",
                is_new=True,
            )


def warnings(problems: Iterable[Problem], places: Mapping[str, tuple[str, Link]]) -> Iterator[Task]:
    """Give each problem as a task; `places` are the page and the challenge of each file and folder."""
    for own in problems:
        url, challenge = places.get(own.path) or places.get(own.path.rpartition("/")[0]) or ("", NOWHERE)
        yield Task(
            group=WARNINGS,
            what=own.message,
            url=url,
            challenge=challenge,
            note=own.suggestion,
            file=f"{own.path}:{own.line}" if own.line else own.path,
        )


def places(challenges: Iterable[Challenge]) -> dict[str, tuple[str, Link]]:
    """Give the page and the challenge of each file, and of each challenge's folder for what is no document."""
    found: dict[str, tuple[str, Link]] = {}
    for challenge in challenges:
        link = Link(title=challenge.title, url=challenge.url)
        found[challenge.path.rpartition("/")[0]] = (challenge.url, link)
        found |= {own.path: (own.url, link) for own in challenge.documents}
    return found


def texts(own: Written) -> Iterator[Markup]:
    """Give the words that stand in a file, those of its recommendations, answers, actions and updates with them."""
    yield own.summary
    yield from own.body.pieces
    if not isinstance(own, Document):
        return
    for recommendation in own.recommendations:
        yield Markup("<p>{}</p>").format(recommendation.title)
        yield recommendation.text
    for _, response in own.responses:
        yield from (response.words, response.reason)
    for action in own.actions:
        yield from (action.text, action.measure)
    for _, update in own.updates:
        yield from (update.words, update.reason)


def is_ours(own: Written) -> bool:
    """Whether the words are the council's to change: not those of the peers, nor what others said of progress."""
    if not isinstance(own, Document):
        return True
    return not (own.kind in _THEIRS and own.printed) and own.said_by in {"", COUNCIL}
