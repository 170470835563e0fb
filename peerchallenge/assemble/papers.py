"""Make the records of documents: what each says of itself, and what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from peerchallenge import addresses
from peerchallenge.assemble import dating, plans
from peerchallenge.assemble.folder import Folder, title
from peerchallenge.assemble.handles import Made
from peerchallenge.assemble.progress import SAID_BY, Told
from peerchallenge.assemble.threads import Answered
from peerchallenge.read.parsed import Parsed
from peerchallenge.records import Action, Body, Document, File, Link, Meeting, Origin, Recommendation, Total
from peerchallenge.schema import answers
from peerchallenge.schema import document as written
from peerchallenge.schema.findings import Findings
from peerchallenge.schema.kinds import ProgressReview

_FORMATS = {".pdf": "PDF", ".docx": "Word", ".doc": "Word", ".xlsx": "Excel", ".csv": "CSV", ".odt": "OpenDocument"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the documents of a folder hold, joined."""

    made: tuple[Made, ...]
    recommendations: tuple[Recommendation, ...]
    answered: tuple[Answered, ...]
    actions: Mapping[tuple[str, str], Action]
    told: tuple[Told, ...]
    names: Mapping[str, Link]


def documents(folder: Folder, held: Held, challenge: Link) -> tuple[Document, ...]:
    """Make the record of every document of one language."""
    return tuple(_document(folder, parsed, held, challenge) for parsed in folder.documents)


def _document(folder: Folder, parsed: Parsed, held: Held, challenge: Link) -> Document:
    data = parsed.data
    if not isinstance(data, written.Document):  # a document's record is only asked of documents
        raise TypeError(parsed.source.path)
    day, source = dating.published(data)
    path = parsed.source.path
    by_key = {
        entry.handle: rec
        for entry, rec in zip(held.made, held.recommendations, strict=True)
        if entry.parsed.source.path == path
    }
    return Document(
        path=path,
        kind=parsed.kind,
        kind_label=type(data).label,
        title=title(parsed),
        url=folder.url(parsed),
        lang=parsed.language,
        other_language=folder.translation(parsed),
        challenge=challenge,
        council=folder.council(parsed),
        author=data.author,
        dated=data.dated or dating.label(parsed),
        published=day,
        published_from=source,
        sort_day=dating.day(parsed),
        meetings=meetings(folder, data),
        version=data.version,
        change_note=folder.convert.passage(data.change_note),
        superseded_by=plans.superseded_by(folder, parsed),
        printed=data.wording == "printed",
        summary=folder.convert.passage(data.summary),
        body=_body(folder, parsed),
        files=files(folder, data),
        sources=origins(data),
        licence=data.licence,
        said_by=SAID_BY[data.said_by.value] if isinstance(data, answers.Reporting) else "",
        recommendations=tuple(by_key.values()),
        count=data.count if isinstance(data, Findings) else None,
        responses=tuple((a.target.handle, a.response) for a in held.answered if a.parsed.source.path == path),
        actions=tuple(action for key, action in held.actions.items() if key[0] == path),
        updates=tuple((_about(entry, held), entry.update) for entry in _by_position(held.told, path)),
        totals=totals(data),
        onsite=dating.visit_in_words(data.onsite) if isinstance(data, ProgressReview) else "",
        onsite_end=data.onsite.end if isinstance(data, ProgressReview) and data.onsite else None,
        team=data.team if isinstance(data, ProgressReview) else (),
        held=parsed.held,
    )


def _body(folder: Folder, parsed: Parsed) -> Body:
    """Give the text, with the themes that its marks name by their ids under their names."""
    body = folder.convert.body(parsed)
    cuts = tuple(tuple(folder.themes.name(name) for name in cut) for cut in body.cuts)
    return replace(body, cuts=cuts)


def _by_position(told: tuple[Told, ...], path: str) -> list[Told]:
    return sorted((entry for entry in told if entry.parsed.source.path == path), key=lambda entry: entry.position)


def _about(entry: Told, held: Held) -> Link:
    if entry.action:
        action = held.actions[entry.action]
        return Link(title=f"Action {action.handle}", url=f"{action.document.url}#{action.anchor}")
    if entry.recommendation:
        return held.names[entry.recommendation.handle]
    data = entry.parsed.data
    update = data.updates[entry.position] if isinstance(data, answers.Reporting) else None
    word = (update.action or update.recommendation) if update else ""
    return Link(title=f"{'Action' if update and update.action else 'Recommendation'} {word}")


def meetings(folder: Folder, data: written.Document) -> tuple[Meeting, ...]:
    """Give the meetings that looked at a document."""
    return tuple(
        Meeting(
            body=meeting.body,
            date=meeting.date,
            council=folder.councils.get(meeting.council or ""),
            decision=meeting.decision,
            link=meeting.link or "",
        )
        for meeting in data.considered
    )


def files(folder: Folder, data: written.Document) -> tuple[File, ...]:
    """Give the originals to download."""
    found = []
    for file in data.files:
        name = file.path or (file.url or "")
        kind = _FORMATS.get(PurePosixPath(name).suffix.lower(), PurePosixPath(name).suffix.lstrip(".").upper())
        url = addresses.original(folder.id, file.path) if file.path else file.url or ""
        shown = file.title or (PurePosixPath(file.path).stem if file.path else data.title or "The original")
        size = folder.originals.get(file.path) if file.path else None
        found.append(File(title=shown, url=url, kind=kind, size=size, original=file.original))
    return tuple(found)


def origins(data: written.Document) -> tuple[Origin, ...]:
    """Give where the words were found."""
    return tuple(Origin(url=origin.url, seen=origin.seen, note=origin.note) for origin in data.sources)


def totals(data: written.Document) -> tuple[Total, ...]:
    """Give the sums as the document states them."""
    if not isinstance(data, answers.Reporting):
        return ()
    return tuple(Total(of=t.of, all=t.all, status=t.status, number=t.number, share=t.share) for t in data.totals)
