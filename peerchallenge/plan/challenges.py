"""The pages of one challenge: its own, its documents', its recommendations'."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from markupsafe import Markup

from peerchallenge import addresses
from peerchallenge.pages import (
    ChallengePage,
    Comparison,
    Crumb,
    DocumentPage,
    Neighbour,
    Page,
    Piece,
    RecommendationPage,
)
from peerchallenge.plan.attention import attention
from peerchallenge.plan.timeline import timeline
from peerchallenge.plan.trail import CHALLENGES, HOME
from peerchallenge.records import Challenge, Document, Link, Recommendation


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What the pages of one challenge show of others."""

    follows: Link | None = None
    """The challenge before it."""
    followed_by: tuple[Link, ...] = ()
    """The challenges after it."""
    comparison: Comparison | None = None
    """It beside the challenge before it."""
    same_theme: Mapping[str, tuple[Neighbour, ...]] = field(default_factory=dict)
    """Recommendations to other councils on the same theme, by the address of the recommendation they stand beside."""


def pages(challenge: Challenge, beside: Beside, today: date) -> Iterator[Page]:
    """Give every page of one challenge."""
    challenge = replace(challenge, follows=beside.follows, followed_by=beside.followed_by)
    yield _challenge(challenge, beside.comparison, today)
    if welsh := challenge.in_welsh:
        welsh = replace(welsh, follows=beside.follows, followed_by=beside.followed_by)
        yield _challenge(welsh, beside.comparison, today)
    here = Crumb(title=challenge.title, url=challenge.url)
    for document in challenge.documents:
        yield _document(challenge, document, here)
    listed = challenge.recommendations
    for index, recommendation in enumerate(listed):
        before = listed[index - 1] if index else None
        after = listed[index + 1] if index + 1 < len(listed) else None
        same_theme = beside.same_theme.get(recommendation.url, ())
        yield _recommendation(challenge, recommendation, before, after, same_theme, here)


def addresses_of(challenge: Challenge) -> tuple[str, ...]:
    """Give the address of every page of one challenge, in the order in which they are made."""
    welsh = (challenge.in_welsh.url,) if challenge.in_welsh else ()
    documents = (document.url for document in challenge.documents)
    return (challenge.url, *welsh, *documents, *(own.url for own in challenge.recommendations))


def _challenge(challenge: Challenge, compared: Comparison | None, today: date) -> ChallengePage:
    hosts = " and ".join(link.title for link in challenge.councils)
    return ChallengePage(
        url=challenge.url,
        title=challenge.title,
        description=_plain(challenge.summary)
        or f"What peers found at {hosts}, what the council answered and what was done.",
        crumbs=(HOME, CHALLENGES),
        other_language=challenge.other_language,
        made_from=challenge.path,
        challenge=challenge,
        timeline=timeline(challenge),
        groups=_groups(challenge),
        partial=tuple(_partial(challenge)),
        loose_actions=tuple(action for action in challenge.actions if not action.serves),
        attention=attention((challenge,), today),
        comparison=compared,
    )


def _groups(challenge: Challenge) -> tuple[tuple[str, tuple[Recommendation, ...]], ...]:
    """Group recommendations by document and series, in the order printed, with a name where there is more than one."""
    groups: dict[tuple[Link, str], list[Recommendation]] = {}
    for recommendation in challenge.recommendations:
        groups.setdefault((recommendation.document, recommendation.series), []).append(recommendation)
    several_documents = len({document for document, _ in groups}) > 1

    def name(document: Link, series: str) -> str:
        words = f"{series[:1].upper()}{series[1:].replace('-', ' ')} recommendations" if series else ""
        return ": ".join(filter(None, (document.title if several_documents else "", words)))

    return tuple((name(*key) if len(groups) > 1 else "", tuple(own)) for key, own in groups.items())


def _partial(challenge: Challenge) -> Iterator[str]:
    kinds = {document.kind for document in challenge.documents}
    if kinds & {"response", "action-plan"} and not kinds & {"letter", "report"}:
        yield "The letter or report that the council answers is not published here."
    for document in challenge.documents:
        shown = len(document.recommendations)
        if document.count is None or document.count <= shown or (document.lang == "cy" and document.other_language):
            continue
        what = document.kind_label.lower()
        if shown:
            yield f"The {what} makes {document.count} recommendations; {shown} of them are shown here."
        else:
            yield f"The {what} makes {document.count} recommendations; their wording is not on this site."


def _document(challenge: Challenge, document: Document, here: Crumb) -> DocumentPage:
    return DocumentPage(
        url=document.url,
        title=document.title,
        description=_plain(document.summary) or f"{document.kind_label}: {challenge.title}.",
        crumbs=(HOME, CHALLENGES, here),
        other_language=document.other_language,
        made_from=document.path,
        challenge=challenge,
        document=document,
        pieces=pieces(document),
        siblings=tuple(
            other.link for other in challenge.documents if other is not document and other.lang == document.lang
        ),
    )


def pieces(document: Document) -> tuple[Piece, ...]:
    """Put the recommendations where the text asks for them, and those it asks for nowhere after it."""
    found: list[Piece] = []
    placed: set[str] = set()
    for index, html in enumerate(document.body.pieces):
        if html:
            found.append(Piece(html=html))
        if index < len(document.body.cuts):
            asked = _asked(document, document.body.cuts[index])
            wanted = tuple(recommendation for recommendation in asked if recommendation.handle not in placed)
            placed.update(recommendation.handle for recommendation in wanted)
            if wanted:
                found.append(Piece(recommendations=wanted))
    rest = tuple(r for r in document.recommendations if r.handle not in placed)
    return (*found, Piece(recommendations=rest)) if rest else tuple(found)


def _asked(document: Document, names: tuple[str, ...]) -> tuple[Recommendation, ...]:
    """Give the recommendations of the series and themes named; both must fit where both are named."""
    wanted = {addresses.slug(name) for name in names}
    series = wanted & {addresses.slug(r.series) for r in document.recommendations if r.series}
    themes = wanted - series
    return tuple(
        r
        for r in document.recommendations
        if (not series or addresses.slug(r.series) in series)
        and (not themes or any(theme.id in themes for theme in r.themes))
    )


def _recommendation(
    challenge: Challenge,
    own: Recommendation,
    before: Recommendation | None,
    after: Recommendation | None,
    same_theme: tuple[Neighbour, ...],
    here: Crumb,
) -> RecommendationPage:
    hosts = " and ".join(link.title for link in challenge.councils)
    title = own.name if own.title in {"", own.name} else f"{own.name}: {own.title}"
    return RecommendationPage(
        url=own.url,
        title=title,
        description=f"{_ended(own.short)} Made to {hosts}; with the council's answer, actions and progress.",
        crumbs=(HOME, CHALLENGES, here),
        made_from=own.path,
        recommendation=own,
        challenge=challenge,
        previous=Link(title=before.name, url=before.url) if before else None,
        following=Link(title=after.name, url=after.url) if after else None,
        same_theme=same_theme,
        citation=f"{own.name}, {own.document.title}, {hosts}"
        + (f", {challenge.year}" if challenge.year else "")
        + f" ({challenge.type_label})",
    )


def _plain(html: Markup) -> str:
    return html.striptags()


def _ended(words: str) -> str:
    """End words as a sentence ends, if they do not yet."""
    return words if words.endswith((".", "!", "?", "…", ".”", ".’")) else f"{words}."
