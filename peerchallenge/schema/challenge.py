"""What is written about the event: who came, when, what they looked at and what was said of it."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Tag, model_validator

from peerchallenge.problems import nearest
from peerchallenge.schema import dates
from peerchallenge.schema.base import (
    Address,
    CouncilId,
    Count,
    Id,
    Line,
    Many,
    Markdown,
    Record,
    TextOrGroup,
    in_curly,
    wrong,
)
from peerchallenge.schema.dates import AnyDate, KnownDate
from peerchallenge.schema.document import Document, Reference


class Peer(Record):
    """One member of the peer team."""

    role: Line = ""
    """The part played: Lead Member Peer, Officer Peer."""
    name: Line = ""
    """The name."""
    post: Line = ""
    """The post held at the time."""
    organisation: Line = ""
    """Where."""
    party: Line = ""
    """The party, for councillors."""


class Onsite(Record):
    """The days that the team spent with the council."""

    start: KnownDate
    """The first day."""
    end: KnownDate
    """The last day, from which deadlines are counted."""

    @model_validator(mode="after")
    def _in_order(self) -> Onsite:
        if self.start.start and self.end.end and self.end.end < self.start.start:
            raise wrong("onsite", f"The visit ends ({self.end}) before it starts ({self.start}).")
        return self


def _visit(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    first, last = dates.span(value) or (value, value)
    return {"start": first, "end": last}


Visit = Annotated[Onsite, BeforeValidator(_visit)]
"""The first and the last day on site, or words that name both: 11 to 14 November 2024."""


class Quote(Record):
    """What somebody said, word for word."""

    text: Markdown
    """The words."""
    name: Line = ""
    """Who said them."""
    post: Line = ""
    """In what post."""


class Deadline(Record):
    """A date that stands in the place of the rule's, or beside it."""

    due: KnownDate | None = None
    """The date in the place of the rule's."""
    promised: AnyDate | None = None
    """The date promised, shown beside the rule's."""
    reason: Markdown = ""
    """Why."""


class Deadlines(Record):
    """The dates that differ from the rule's."""

    report: Deadline | None = None
    """For the letter or report."""
    response: Deadline | None = None
    """For the response and plan."""
    review: Deadline | None = None
    """For the progress review."""
    review_report: Deadline | None = None
    """For the review's report."""


class Withheld(Record):
    """A document that is not published, and why."""

    document: Line
    """Which document."""
    reason: Markdown
    """Why it is not published."""
    confidential: bool = False
    """`true` where documents of this kind are made for the council alone, so that nobody held this one back."""


IdOrReference = Annotated[Annotated[Id, Tag("text")] | Annotated[Reference, Tag("group")], TextOrGroup]
"""A challenge on this site, or a document elsewhere."""


TYPES = (
    *("corporate", "finance", "governance", "planning", "adult-social-care", "children", "fire", "housing"),
    *("communications", "equality", "panel-performance-assessment"),
)
"""The kinds of challenge that are known; the list is open."""


def likely_type(word: str) -> str:
    """Find the known kind of challenge that a word or a name most likely means; nothing where there is none."""
    tidy = re.sub(r"[^a-z]+", "-", word.casefold()).strip("-")
    bare = re.sub(r"^(the-)?(lga-)?|(-peer)?(-(challenge|review))?$", "", tidy)
    return nearest(bare, TYPES) or ""


def _type(value: Any) -> Any:
    is_name = isinstance(value, str) and not in_curly(value) and re.search(r"[^a-z0-9-]", value)
    if is_name and (meant := likely_type(value)):
        raise wrong("id", f"“{value}” is not the id of a kind of challenge.", f"Write “{meant}”.", meant)
    return value


ChallengeType = Annotated[Id, BeforeValidator(_type)]
"""The id of a kind of challenge."""


class Challenge(Document):
    """The event itself: `challenge.md`. Its text is a summary in plain English."""

    kind: ClassVar[str] = "challenge"
    label: ClassVar[str] = "Peer challenge"

    councils: Many[CouncilId]
    """The ids of the councils that were challenged."""
    type: ChallengeType
    """The kind of challenge: corporate, finance, planning, adult-social-care …"""
    type_label: Line = ""
    """What the council calls it."""
    onsite: Visit | None = None
    """The days on site."""
    mode: Line = ""
    """On-site, remote or hybrid."""
    rules: Id | None = None
    """The rule set for the timetable, where it is not the one for this type, nation and date."""
    themes: Many[Line] = ()
    """The id of a theme set, or the names of the themes as printed."""
    extra_scope: Many[Line] = ()
    """What the council asked the team to look at besides."""
    partners: Many[Line] = ()
    """Local bodies that took part."""
    run_by: Many[Line] = ()
    """Who ran it, where not the Local Government Association."""
    team: Many[Peer] = ()
    """The peer team."""
    people_met: Count | None = None
    """How many people the team met."""
    meetings: Count | None = None
    """In how many meetings."""
    hours: Count | None = None
    """In how many hours."""
    round_table: KnownDate | None = None
    """When the findings were talked through with the council."""
    quotes: Many[Quote] = ()
    """What the council's leaders said of it."""
    follows: IdOrReference | None = None
    """The challenge before this one."""
    deadlines: Deadlines = Deadlines()
    """Dates that differ from the rule's."""
    withheld: Many[Withheld] = ()
    """What is not published, and why."""
    lga_url: Address | None = None
    """The page of the Local Government Association."""

    @model_validator(mode="after")
    def _has_hosts(self) -> Challenge:
        if not self.councils or len(set(self.councils)) < len(self.councils):
            raise wrong(
                "councils", "“councils” names no council, or one of them twice.", "Write each id once: [wexcombe]"
            )
        return self
