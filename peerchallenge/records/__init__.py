"""The joined, sorted and final facts that pages are made from; no record here is ever changed."""

from peerchallenge.records.challenge import Challenge, Council, Library, Quote, TextPage, Withheld
from peerchallenge.records.common import Body, Heading, Link, Status
from peerchallenge.records.document import Document, File, Meeting, Origin, Total
from peerchallenge.records.thread import Action, Answer, Part, Recommendation, Response, Theme, Update

__all__ = [
    "Action",
    "Answer",
    "Body",
    "Challenge",
    "Council",
    "Document",
    "File",
    "Heading",
    "Library",
    "Link",
    "Meeting",
    "Origin",
    "Part",
    "Quote",
    "Recommendation",
    "Response",
    "Status",
    "TextPage",
    "Theme",
    "Total",
    "Update",
    "Withheld",
]
