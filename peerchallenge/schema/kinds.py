"""The kinds of document in a challenge's folder; adding one is a class here and a line in `KINDS`."""

from __future__ import annotations

from typing import ClassVar

from peerchallenge.schema.answers import ActionPlan, CouncilResponse, ProgressUpdate, Reporting, SaidBy
from peerchallenge.schema.base import Many
from peerchallenge.schema.challenge import Challenge, Peer, Visit
from peerchallenge.schema.document import Document
from peerchallenge.schema.findings import Findings, Letter, Report


class ProgressReview(Findings, Reporting):
    """The peer team's later view, perhaps with new recommendations: `progress-review.md`."""

    kind: ClassVar[str] = "progress-review"
    label: ClassVar[str] = "Progress review"

    said_by: SaidBy = SaidBy.PEER_TEAM
    """Whose view it gives."""
    onsite: Visit | None = None
    """The days on site."""
    team: Many[Peer] = ()
    """The peers who came back."""


class PositionStatement(Document):
    """What the council says of itself beforehand: `position-statement.md`."""

    kind: ClassVar[str] = "position-statement"
    label: ClassVar[str] = "Position statement"


class Scrutiny(Document):
    """What a scrutiny or audit committee said: `scrutiny.md`."""

    kind: ClassVar[str] = "scrutiny"
    label: ClassVar[str] = "Scrutiny comments"


class Addendum(Document):
    """What was added to the letter or report later: `addendum.md`."""

    kind: ClassVar[str] = "addendum"
    label: ClassVar[str] = "Addendum"


class ExecutiveSummary(Document):
    """A summary published apart: `executive-summary.md`."""

    kind: ClassVar[str] = "executive-summary"
    label: ClassVar[str] = "Executive summary"


class CommitteeReport(Document):
    """The officers' report to a meeting: `committee-report.md`."""

    kind: ClassVar[str] = "committee-report"
    label: ClassVar[str] = "Committee report"


class News(Document):
    """A news release: `news.md`."""

    kind: ClassVar[str] = "news"
    label: ClassVar[str] = "News release"


class ClosureLetter(Document):
    """The letter that ends the work: `closure-letter.md`."""

    kind: ClassVar[str] = "closure-letter"
    label: ClassVar[str] = "Closing letter"


KINDS: tuple[type[Document], ...] = (
    Challenge,
    Letter,
    Report,
    ExecutiveSummary,
    Addendum,
    CouncilResponse,
    ActionPlan,
    ProgressUpdate,
    ProgressReview,
    Scrutiny,
    PositionStatement,
    CommitteeReport,
    News,
    ClosureLetter,
)
"""Every kind of document in a challenge's folder, in the order in which pages list them."""
