"""What is known of one challenge's folder before its threads are joined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from peerchallenge import addresses
from peerchallenge.assemble import dating, handles
from peerchallenge.assemble.statuses import StatusWords
from peerchallenge.assemble.texts import Converter
from peerchallenge.assemble.themes import Themes
from peerchallenge.read.parsed import Parsed
from peerchallenge.records import Link
from peerchallenge.schema.challenge import Challenge
from peerchallenge.schema.document import Document
from peerchallenge.schema.kinds import KINDS
from peerchallenge.schema.site import Council
from peerchallenge.timetable.rules import RuleSet

_ORDER = {kind.kind: number for number, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """One challenge's folder with what its records are made from.

    `written` is every file that may be published; `documents` are those in one language, in the order in which pages
    list them, without `challenge.md`.
    `other` gives the same document in the other language, by path, where it is there in both.
    `councils` are the hosts by id, `bodies` what is written of every council, `council_of` the id of the council a
    document belongs to (empty: to all).
    """

    id: str
    event: Parsed
    event_data: Challenge
    written: tuple[Parsed, ...]
    documents: tuple[Parsed, ...]
    other: Mapping[str, Parsed]
    councils: Mapping[str, Link]
    council_of: Mapping[str, str]
    originals: Mapping[str, int]
    convert: Converter
    words: StatusWords
    themes: Themes
    bodies: Mapping[str, Council]
    rules: Mapping[str, RuleSet]
    today: date
    links: dict[str, Link] = field(default_factory=dict)
    """The links given so far, by path: whatever leads to a document shares one, which is packed once."""

    @property
    def hosts(self) -> tuple[str, ...]:
        """The ids of the councils challenged."""
        return self.event_data.councils

    def url(self, parsed: Parsed) -> str:
        """Give the address of a document of this folder."""
        plain = (
            addresses.challenge(self.id)
            if parsed.kind == "challenge"
            else addresses.document(self.id, handles.stem(parsed))
        )
        return addresses.in_language(plain, parsed.language)

    def link(self, parsed: Parsed) -> Link:
        """Give the link to a document of this folder."""
        path = parsed.source.path
        if path not in self.links:
            lang = "cy" if parsed.language == "cy" else ""
            self.links[path] = Link(title=title(parsed), url=self.url(parsed), lang=lang, held=parsed.held)
        return self.links[path]

    def translation(self, parsed: Parsed) -> Link | None:
        """Give the link to the same document in the other language, marked with that language."""
        other = self.other.get(parsed.source.path)
        return replace(self.link(other), lang=other.language) if other else None

    def in_welsh(self) -> Folder:
        """Give the same folder with its Welsh words, as far as there are some; the facts are the same."""
        event = self.other.get(self.event.source.path, self.event)
        data = event.data if isinstance(event.data, Challenge) else self.event_data
        documents = tuple(self.other.get(parsed.source.path, parsed) for parsed in self.documents)
        return replace(self, event=event, event_data=data, documents=documents)

    def council(self, parsed: Parsed) -> Link | None:
        """Give the council that a document belongs to, or None where it belongs to all."""
        return self.councils.get(self.council_of[parsed.source.path])

    def ended(self, council: str) -> date | None:
        """Give the last day of a council, or of the last of all hosts where none is named; None where one goes on."""
        days = [
            (own.ended.end if own.ended else None)
            for own in (self.bodies[c] for c in ([council] if council else self.hosts))
        ]
        known = [day for day in days if day]
        return max(known) if days and len(known) == len(days) else None


def title(parsed: Parsed) -> str:
    """Give a document's title, or the name of its kind."""
    data = parsed.data
    if not isinstance(data, Document):
        return ""
    return data.title or type(data).label


def in_order(documents: tuple[Parsed, ...]) -> tuple[Parsed, ...]:
    """Put documents in the order in which pages list them: by kind, then by day, then by name."""

    def key(parsed: Parsed) -> tuple[int, str, str]:
        day = dating.day(parsed)
        return (_ORDER.get(parsed.kind, len(_ORDER)), day.isoformat() if day else "9999", parsed.source.name)

    return tuple(sorted(documents, key=key))
