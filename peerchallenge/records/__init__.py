"""The joined, sorted and final facts that pages are made from; no record here is ever changed."""

from peerchallenge.records.action import Action, Update
from peerchallenge.records.carried import carry
from peerchallenge.records.challenge import Challenge, Council, Library, Quote, Redirect, StatusWord, TextPage, Withheld
from peerchallenge.records.common import NOWHERE, Body, Heading, Link, Status
from peerchallenge.records.document import Document, File, Meeting, Origin, Total
from peerchallenge.records.thread import Answer, Part, Recommendation, Response, Theme
from peerchallenge.records.timetable import NO_DATE, Deadline, Move, Slippage, Taken, Timetable, Timing
from peerchallenge.schema.dates import Date

__all__ = [
    "NOWHERE",
    "NO_DATE",
    "Action",
    "Answer",
    "Body",
    "Challenge",
    "Council",
    "Deadline",
    "Document",
    "File",
    "Heading",
    "Library",
    "Link",
    "Meeting",
    "Move",
    "Origin",
    "Part",
    "Quote",
    "Recommendation",
    "Redirect",
    "Response",
    "Slippage",
    "Status",
    "StatusWord",
    "Taken",
    "TextPage",
    "Theme",
    "Timetable",
    "Timing",
    "Total",
    "Update",
    "Withheld",
]

for _kind in (Date, *map(globals().get, __all__)):
    if isinstance(_kind, type):
        carry(_kind)
