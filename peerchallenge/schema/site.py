"""What is written about the site and about the bodies that it covers."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from peerchallenge.schema.base import (
    Address,
    CouncilId,
    Id,
    Line,
    Many,
    Markdown,
    Record,
    is_address,
    wrong,
)
from peerchallenge.schema.dates import Day

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


class State(StrEnum):
    """Where an action or a recommendation stands, in the list that all councils share."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    COMPLETE = "complete"
    BUSINESS_AS_USUAL = "business-as-usual"
    PAUSED = "paused"
    SUPERSEDED = "superseded"
    DROPPED = "dropped"
    NOT_KNOWN = "not-known"


class Rating(StrEnum):
    """How sure the council is that the work will be done; a fact apart from the state."""

    ON_TRACK = "on-track"
    SOME_CONCERN = "some-concern"
    OFF_TRACK = "off-track"


class StatusMeaning(Record):
    """What one of a council's own status words means in the list that all councils share."""

    state: State
    """The state."""
    rating: Rating | None = None
    """The rating, where the word carries one."""
    meaning: Line = ""
    """What the council means by the word, for readers."""


def _email(value: Any) -> Any:
    if isinstance(value, str) and not _EMAIL.fullmatch(value.strip()):
        raise wrong("email", f"“{value}” is not an e-mail address.", "Write one: peer.challenge@example.gov.uk")
    return value


def _correction(value: Any) -> Any:
    if isinstance(value, str) and not (is_address(value.strip()) or _EMAIL.fullmatch(value.strip())):
        hint = "Write an e-mail address, or a web address that begins with https://."
        raise wrong("email", f"“{value}” is no address to write to.", hint)
    return value


class Contact(Record):
    """Whom a reader writes to."""

    email: Annotated[Line, BeforeValidator(_email)] = ""
    """The address for questions."""
    correction: Annotated[Line, BeforeValidator(_correction)] = ""
    """Where a mistake is reported: a web address or an e-mail address."""


def _colour(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise wrong(
            "colour",
            f"“{value}” is not a colour this site can read.",
            'Write a hash and six figures in quotation marks: "#0b5d4a".',
        )
    return value


class Brand(Record):
    """How a council's own look is carried over."""

    colour: Annotated[str, BeforeValidator(_colour)] = "#0b5d4a"
    """The one accent, as #rrggbb. It must be readable on white: 4.5 to 1."""
    logo: Line = ""
    """A picture in assets/ or content/, shown in the header."""
    footer: Markdown = ""
    """A sentence at the foot of every page."""


Months = Annotated[int, Field(ge=0, le=120)]
"""A number of calendar months, ten years at most."""


class RuleChange(Record):
    """Data for a rule set, or changes to one."""

    elections: Many[Day] = ()
    """The days of ordinary elections, from which Welsh deadlines are counted; added to those that are known."""
    report: Months | None = None
    """Months to the letter or report."""
    response: Months | None = None
    """Months to the response and plan."""
    review: Months | None = None
    """Months to the progress review."""
    review_report: Months | None = None
    """Months to the review's report."""

    @property
    def months(self) -> dict[str, int]:
        """The months that are changed, by the step."""
        found = {name: getattr(self, name) for name in ("report", "response", "review", "review_report")}
        return {name: months for name, months in found.items() if months is not None}


def _base_url(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", value):
        raise wrong(
            "base-url",
            f"“{value}” cannot be the address of the site.",
            "Write where it will be published: https://peers.example.gov.uk/",
        )
    return value.rstrip("/") + "/" if isinstance(value, str) else value


class Site(Record):
    """The settings of the site: `content/site.yml`."""

    title: Line
    """The name of the site."""
    publisher: Line = ""
    """Who publishes it."""
    base_url: Annotated[str, BeforeValidator(_base_url)] = "http://127.0.0.1:8000/"
    """Where it is published, with the folder if it does not stand at the top of its host."""
    licence: Line = ""
    """An SPDX id (OGL-UK-3.0) or the address of a licence."""
    languages: Many[Line] = ("en",)
    """The languages in use: en, cy."""
    contact: Contact = Contact()
    """Whom a reader writes to."""
    brand: Brand = Brand()
    """Colour, logo and footer."""
    status_words: dict[str, StatusMeaning] = Field(default_factory=dict)
    """The councils' own words for progress, and what each means."""
    rules: dict[str, RuleChange] = Field(default_factory=dict)
    """Data for rule sets, by their id."""
    themes: dict[str, dict[str, Line]] = Field(default_factory=dict)
    """Theme sets added to the shipped ones: theme ids and names."""
    terms: dict[str, Line] = Field(default_factory=dict)
    """Words that the site uses, where others are preferred."""

    @property
    def base_path(self) -> str:
        """The folder of the site on its host, with a slash at both ends."""
        return re.sub(r"^https?://[^/]+", "", self.base_url)


class Council(Record):
    """One body that hosts challenges: an entry of `councils.yml`, or the top of `councils/<id>.md`."""

    id: Id
    """The name used in addresses; never changed and never used again."""
    name: Line
    """The full name."""
    short_name: Line = ""
    """The name that headings and lists use."""
    welsh_name: Line = ""
    """The name in Welsh."""
    type: Line = ""
    """The kind of body, in the site's own words: district council, fire and rescue service."""
    gss: Line = ""
    """The code of the Office for National Statistics."""
    region: Line = ""
    """The region."""
    nation: Line = ""
    """England, Wales, Scotland or Northern Ireland."""
    website: Address | None = None
    """Its own website."""
    started: Day | None = None
    """Its first day."""
    ended: Day | None = None
    """Its last day, which may lie ahead."""
    replaced_by: Many[CouncilId] = ()
    """The bodies that took its place."""
    status_words: dict[str, StatusMeaning] = Field(default_factory=dict)
    """Words that mean something else here than on the rest of the site."""
