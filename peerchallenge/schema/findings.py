"""What the peers found: letters and reports with their recommendations."""

from __future__ import annotations

from typing import ClassVar

from pydantic import model_validator

from peerchallenge.schema.base import Handle, Id, Line, Many, Markdown, Record, WholeNumber, wrong
from peerchallenge.schema.document import Document


class Part(Record):
    """One part of a recommendation."""

    ref: Handle = ""
    """The number or letter as printed."""
    text: Markdown
    """The peers' words."""


class Recommendation(Record):
    """One recommendation in the peers' words, which nobody edits."""

    id: Id | None = None
    """A handle of its own, for one that prints no number and is answered already."""
    ref: Handle = ""
    """The number as printed: 3(a), R7."""
    title: Line = ""
    """The heading as printed."""
    text: Markdown = ""
    """The words."""
    theme: Many[Line] = ()
    """The heading or headings it stands under."""
    series: Handle = ""
    """Which list it belongs to: key, further, suggestion."""
    parts: Many[Part] = ()
    """Its parts."""
    also: Many[Handle] = ()
    """Other numbers by which it is known."""
    follows: Handle = ""
    """The handle of an earlier recommendation that it is hung on."""

    @model_validator(mode="after")
    def _has_words(self) -> Recommendation:
        if not (self.text or self.title):
            raise wrong(
                "recommendation",
                "A recommendation has neither a text nor a title.",
                "Add “text”: the peers' words.",
            )
        return self


class Findings(Document):
    """A document in which peers say what they found."""

    recommendations: Many[Recommendation] = ()
    """What the peers recommend, in the order printed."""
    count: WholeNumber | None = None
    """How many recommendations the document says it makes, where not all are here."""


class Letter(Findings):
    """The feedback letter: `letter.md`."""

    kind: ClassVar[str] = "letter"
    label: ClassVar[str] = "Feedback letter"


class Report(Findings):
    """The feedback report: `report.md`."""

    kind: ClassVar[str] = "report"
    label: ClassVar[str] = "Feedback report"
