"""What every document may say of itself: dates, authors, meetings, originals and sources."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Tag, field_validator, model_validator

from peerchallenge.schema.base import Address, CouncilId, Line, Many, Markdown, Record, TextOrGroup, wrong
from peerchallenge.schema.dates import Date, Day, KnownDate


class Considered(Record):
    """One meeting that looked at the document."""

    body: Line
    """The committee, cabinet or council."""
    date: KnownDate | None = None
    """When it met."""
    council: CouncilId | None = None
    """Which of several councils the body belongs to."""
    decision: Line = ""
    """What it decided, in its own word: noted, approved, welcomed."""
    link: Address | None = None
    """The meeting's page."""


class File(Record):
    """An original that is published beside the page: a file in the folder, or an address."""

    path: Line = ""
    """The name of a file in the challenge's folder."""
    url: Address | None = None
    """The address, where the file stands elsewhere."""
    title: Line = ""
    """What the link says."""
    original: bool = False
    """Whether this is the document as first published."""

    @model_validator(mode="after")
    def _path_or_url(self) -> File:
        if bool(self.path) == bool(self.url):
            raise wrong("file", "An entry in “files” has either a path or a url.", "Write one of the two.")
        return self


def _file(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return {"url" if value.startswith(("http://", "https://", "www.")) else "path": value}


FileOrName = Annotated[File, BeforeValidator(_file)]
"""An original, or only its name or address."""


class Reference(Record):
    """A document that is not on this site."""

    title: Line
    """Its title."""
    date: KnownDate | None = None
    """Its date."""
    link: Address | None = None
    """Where it can be read."""


LineOrReference = Annotated[Annotated[Line, Tag("text")] | Annotated[Reference, Tag("group")], TextOrGroup]
"""A file of the folder, or a document elsewhere."""


class Origin(Record):
    """Where the words were found."""

    url: Address
    """The address."""
    seen: Day | None = None
    """The day it was read."""
    note: Line = ""
    """What should be known of it."""


def _origin(value: Any) -> Any:
    return {"url": value} if isinstance(value, str) else value


OriginOrAddress = Annotated[Origin, BeforeValidator(_origin)]
"""Where the words were found, or only the address."""


class Document(Record):
    """What every document may say of itself."""

    kind: ClassVar[str] = "document"
    label: ClassVar[str] = "Document"

    title: Line | None = None
    """The title as published."""
    dated: KnownDate | None = None
    """The date that stands on the document."""
    published: KnownDate | None = None
    """The day it was published."""
    author: Line = ""
    """Who wrote it."""
    council: CouncilId | None = None
    """Which of several councils it belongs to."""
    considered: Many[Considered] = ()
    """The meetings that looked at it."""
    version: Line = ""
    """Draft, final, revised."""
    change_note: Markdown = ""
    """What is different from the version before."""
    superseded_by: LineOrReference | None = None
    """A file in this folder, or a document elsewhere, that took its place."""
    wording: Literal["printed", "summary"] = "printed"
    """Whether the words are the document's own (printed) or a summary of them."""
    files: Many[FileOrName] = ()
    """The originals."""
    sources: Many[OriginOrAddress] = ()
    """Where the words were found."""
    summary: Markdown = ""
    """What it says, in a sentence or two of plain English."""
    draft: bool = False
    """Whether it is kept back until this line is taken out."""
    embargo_until: Day | None = None
    """The day from whose first minute it may be published."""
    aliases: Many[Line] = ()
    """Addresses it had before, which lead here."""
    licence: Line = ""
    """An SPDX id or the address of a licence, where it is not the site's."""

    @field_validator("embargo_until")
    @classmethod
    def _day_alone(cls, day: Date | None) -> Date | None:
        if day and day.note:
            message = f"“{day.note}” would count for nothing: an embargo lifts at 00:00, as its day begins."
            raise wrong("date", message, "Write the day alone; the day after, where it may not be read on the day.")
        return day


class Page(Document):
    """A page about the site: `pages/*.md`."""

    kind: ClassVar[str] = "page"
    label: ClassVar[str] = "Page"
