"""What the council says and does: responses, actions and dated progress."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from peerchallenge.schema.base import Handle, Line, Many, Markdown, Record, WholeNumber, wrong
from peerchallenge.schema.dates import AnyDate, KnownDate
from peerchallenge.schema.document import Document


class Decision(StrEnum):
    """What a council says to a recommendation."""

    ACCEPTED = "accepted"
    PARTLY_ACCEPTED = "partly-accepted"
    NOT_ACCEPTED = "not-accepted"
    NOT_NOW = "not-now"
    NOTED = "noted"
    UNDER_CONSIDERATION = "under-consideration"


class Response(Record):
    """The council's answer to one or more recommendations."""

    to: Many[Handle]
    """The handles of the recommendations or parts answered, or `all`."""
    decision: Decision | None = None
    """What the council decided."""
    words: Markdown = ""
    """The council's own words."""
    reason: Markdown = ""
    """Why, where it is not accepted in full."""

    @model_validator(mode="after")
    def _says_something(self) -> Response:
        if not (self.decision or self.words):
            raise wrong("response", "This response says nothing.", "Add “decision” or “words”.")
        return self


class Action(Record):
    """One thing that the council will do."""

    ref: Handle = ""
    """The number as printed."""
    action: Markdown
    """What will be done."""
    for_: Many[Handle] = Field(default=(), alias="for")
    """The handles of the recommendations it serves; written `for`."""
    owner: Many[Line] = ()
    """Who does it."""
    accountable: Many[Line] = ()
    """Who answers for it."""
    due: AnyDate | None = None
    """By when, as written."""
    measure: Markdown = ""
    """How the council will know that it worked."""
    kind: Literal["action", "business-as-usual"] = "action"
    """Whether it is a piece of work or goes on as everyday business."""


class SaidBy(StrEnum):
    """Whose view of progress it is."""

    COUNCIL = "council"
    PEER_TEAM = "peer-team"
    SCRUTINY = "scrutiny"
    AUDITOR = "auditor"


class Update(Record):
    """What was said of one action or recommendation on one date."""

    action: Handle = ""
    """The handle of the action."""
    recommendation: Handle = ""
    """The handle of the recommendation, where it is not about an action."""
    status: Line = ""
    """The council's own word for where it stands."""
    words: Markdown = ""
    """What was done."""
    evidence: Markdown = ""
    """What shows it: an address or words."""
    due: AnyDate | None = None
    """The new date, where it moved."""
    reason: Markdown = ""
    """Why the date moved."""
    done: KnownDate | None = None
    """When it was done, where not on the update's date."""
    said_by: SaidBy | None = None
    """Whose view it is, where not the document's."""

    @model_validator(mode="after")
    def _says_something(self) -> Update:
        if bool(self.action) == bool(self.recommendation):
            raise wrong(
                "update",
                "An update is about one action or one recommendation.",
                "Write either “action” or “recommendation”.",
            )
        if not (self.status or self.words):
            raise wrong("update", "An update needs a status or words.", "Add “status” or “words”.")
        return self


class Total(Record):
    """A sum as the document states it; shown as said and never added up."""

    of: Literal["actions", "recommendations"] = "actions"
    """What was counted."""
    all: WholeNumber | None = None
    """Of how many."""
    status: Line
    """The word counted."""
    number: WholeNumber | None = None
    """How many."""
    share: Line = ""
    """What share, as written."""


class Reporting(Document):
    """A document that says how things stand."""

    updates: Many[Update] = ()
    """What it says of each action or recommendation."""
    said_by: SaidBy = SaidBy.COUNCIL
    """Whose view it gives."""
    totals: Many[Total] = ()
    """Sums as the document states them."""


class Plan(Reporting):
    """A document that holds the council's actions."""

    actions: Many[Action] = ()
    """What the council will do."""


class CouncilResponse(Plan):
    """The council's answers and perhaps its actions: `response.md`."""

    kind: ClassVar[str] = "response"
    label: ClassVar[str] = "Council response"

    responses: Many[Response] = ()
    """The answer to each recommendation."""


class ActionPlan(Plan):
    """The actions, where they are a document of their own: `action-plan.md`."""

    kind: ClassVar[str] = "action-plan"
    label: ClassVar[str] = "Action plan"


class ProgressUpdate(Reporting):
    """Dated progress, added and never overwritten: `update.2025-11.md`."""

    kind: ClassVar[str] = "update"
    label: ClassVar[str] = "Progress update"
