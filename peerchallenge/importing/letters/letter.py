"""Make a challenge's folder, or add to it, from the Word file of a letter; whatever is doubtful is said beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from peerchallenge.begin.known import Known
from peerchallenge.begin.known import challenge as joined
from peerchallenge.begin.quoting import key, quoted, remark, value
from peerchallenge.begin.skeletons import document
from peerchallenge.importing import proof
from peerchallenge.importing.apart import read_apart
from peerchallenge.importing.asked import Asked
from peerchallenge.importing.letters import details as written
from peerchallenge.importing.letters import event, overlooked, recommendations, words
from peerchallenge.importing.letters.event import Place
from peerchallenge.importing.letters.facts import where
from peerchallenge.importing.letters.places import marked
from peerchallenge.importing.letters.sent import MAKES, Sent, Wanted, read
from peerchallenge.importing.outcome import Doubt, Left, New, Outcome, Sure, shown
from peerchallenge.importing.proof import Proved
from peerchallenge.importing.received import Kind, Received
from peerchallenge.importing.texts.body import body
from peerchallenge.read.files import MAX_ORIGINAL
from peerchallenge.schema.document import Document
from peerchallenge.schema.kinds import KINDS
from peerchallenge.terms import count

_MOST_SENTENCES = 12
_MOST_NAMES = 6
_PICTURES = (
    "Between the square brackets stand the words for people who cannot see it: look whether they say what it shows. "
    "Nothing can be shown or built while a picture has none."
)
_SECRETS = (
    "The Word file holds tracked changes, comments or hidden text, so it is not offered to readers. Put a clean copy "
    "or a PDF in its place, then take out the #."
)
_PERHAPS = (
    "No list of recommendations was found. If the document makes some, write them here: take out the # of a line that "
    "is one, word for word, and of “recommendations:”."
)


def letter(received: Received, asked: Asked, found: Known) -> Outcome:
    """Give the files that a letter becomes, with what is doubtful in them and what was left out."""
    sent = read_apart(read, Wanted(received=received, kind=asked.kind), received.path)
    place = event.place(sent, asked, found)
    if sent.kind == "progress-review" and not place.is_new:
        held = [f"{own.title} {own.text.striptags()}" for own in joined(found, place.id)[0].recommendations]
        sent = replace(sent, recommendations=recommendations.fresh(sent.recommendations, held))
    files = tuple(_files(received, sent, place, found))
    proved = proof.prove(found, place.id, files)
    missing = tuple(_missing(sent, proved))
    return Outcome(
        files=files,
        doubts=(
            *place.doubts, *sent.doubts, *_facts(sent, place), *_recommended(sent), *_offer(files, sent),
            *proof.told(proved),
        ),
        left=(*sent.opened.left, *missing),
        said=(_counted(sent, proved, missing), _next(files, found)),
        after="serve",
    )  # fmt: skip


def _files(received: Received, sent: Sent, place: Place, found: Known) -> Iterator[New]:
    folder = f"challenges/{place.id}"
    if place.is_new:
        yield New(name=f"{folder}/challenge.md", data=event.challenge(sent, place).encode())
    original = f"{sent.kind}{'.pdf' if received.kind is Kind.PDF else '.docx'}"
    yield New(name=f"{folder}/{sent.kind}.md", data=_document(sent, original, len(received.data), found).encode())
    if len(received.data) <= MAX_ORIGINAL:
        yield New(name=f"{folder}/{original}", data=received.data)
    for name, data in sent.opened.pictures:
        yield New(name=f"{folder}/{sent.kind}-{name}", data=data)


def _document(sent: Sent, original: str, size: int, found: Known) -> str:
    label = next(kind.label for kind in KINDS if kind.kind == sent.kind)
    details = key(Document, "title", value(sent.title or label))
    details += written.known("author", sent.author) if sent.author else key(Document, "author", off=True)
    details += written.known("dated", sent.dated) if sent.dated else key(Document, "dated", "March 2026", off=True)
    details += key(Document, "published", str(found.options.today), off=True)
    if size <= MAX_ORIGINAL:
        details += _offered(original, as_sent=sent.opened.as_sent)
    if sent.kind == "progress-review" and sent.days:
        details += [
            *sent.days.doubt.remark(),
            f"onsite: {{start: {sent.days.first.words}, end: {sent.days.last.words}}}",
        ]
        details += written.team(sent.team) if sent.team else ()
    if sent.recommendations:
        details += ["", *written.recommendations(sent.recommendations)]
    elif sent.kind in MAKES:
        details += _perhaps(sent)
    text = document(details, ["", body(marked(sent.blocks, sent.recommendations), sent.notes)])
    for name, _ in sent.opened.pictures:  # another document of the challenge has pictures of its own
        text = text.replace(f"]({name})", f"]({sent.kind}-{name})")
    return text


def _offered(original: str, *, as_sent: bool) -> Iterator[str]:
    """Offer the file as it was sent, but not where it holds what its reader is not meant to see."""
    if not as_sent:
        yield from remark(_SECRETS)
    off = "" if as_sent else "#"
    yield f"{off}files:"
    yield f"{off}  - path: {value(original)}"
    yield f"{off}    title: The document as it was sent"
    yield f"{off}    original: true"


def _offer(files: tuple[New, ...], sent: Sent) -> Iterator[Doubt]:
    """Say whether readers may have the file itself, with all that is in it."""
    name = next(
        (PurePath(own.name).name for own in files if PurePath(own.name).stem == sent.kind and not own.is_text), ""
    )
    if name and sent.opened.as_sent:
        advice = (
            "All that is in it can be read, its header and its properties too. To offer none, take those lines out."
        )
        yield Doubt(about="files", taken=f"Readers are offered {name}, as it was sent", sure=Sure.LIKELY, advice=advice)
    elif name:
        yield Doubt(about="files", taken=f"{name} is not offered to readers", sure=Sure.ASKED, advice=_SECRETS)


def _perhaps(sent: Sent) -> Iterator[str]:
    """Give the sentences that may be recommendations as lines that are not read until somebody says so."""
    found = list(recommendations.sentences(sent.blocks))[:_MOST_SENTENCES]
    yield ""
    yield from remark(_PERHAPS)
    yield "#recommendations:"
    for block, sentence in found:
        yield from remark(f"From {where(block)}", "  ")
        yield f"  #- text: {quoted(sentence)}"


def _facts(sent: Sent, place: Place) -> Iterator[Doubt]:
    """Gather the doubts about what was taken, and name what was not found."""
    if not sent.title:
        yield Doubt(about="title", taken="No title was found", sure=Sure.ASKED, advice="Write the one that is printed.")
    yield from (fact.doubt for fact in (sent.author, sent.dated) if fact)
    if not sent.author:
        yield Doubt(about="author", taken="The document does not say who wrote it", sure=Sure.ASKED)
    if not sent.dated:
        yield Doubt(about="dated", taken="No date was found near the top", sure=Sure.ASKED)
    yield Doubt(about="published", taken="The day it was published stands in no letter", sure=Sure.ASKED,
                advice="When you know it, take the # out of that line and write the day.")  # fmt: skip
    yield from _visit(sent, place)
    if sent.opened.pictures:
        taken = f"{count(len(sent.opened.pictures), 'picture')} kept"
        yield Doubt(about="pictures", taken=taken, advice=_PICTURES)


def _visit(sent: Sent, place: Place) -> Iterator[Doubt]:
    """Gather the doubts about the event: its kind, its days and who came."""
    is_review = sent.kind == "progress-review"
    if place.is_new:
        yield sent.type.doubt
        yield from (fact.doubt for _, fact in sent.counts)
        yield from (sent.scope[1],) if sent.scope else ()
    if sent.days and (place.is_new or is_review):
        yield sent.days.doubt
    if place.is_new and (days := event.visit(sent)) and days is not sent.days:
        yield days.doubt
    elif place.is_new and not days:
        yield Doubt(about="onsite", taken="The days on site were not found", sure=Sure.ASKED,
                    advice="The timetable counts from the last of them.")  # fmt: skip
    if not sent.team and place.is_new and not is_review:
        yield Doubt(about="team", taken="No list of the peer team was found", sure=Sure.ASKED,
                    advice="If there is one, write it into challenge.md, where lines for it are.")  # fmt: skip
    if sent.team and (place.is_new or is_review):
        taken = f"{count(len(sent.team), 'member')}, {shown(sent.team[0].line)} first"
        advice = "The line as printed stands above each: look at posts and councils."
        yield Doubt(about="team", taken=taken, advice=advice)


def _recommended(sent: Sent) -> Iterator[Doubt]:
    found = sent.recommendations
    if not found:
        if sent.kind in MAKES:
            advice = "Sentences that may be some stand in the file, each behind a #."
            yield Doubt(about="recommendations", taken="No list of them was found", sure=Sure.ASKED, advice=advice)
        return
    refs = [own.ref for own in found]
    numbered = f"numbered {refs[0]} to {refs[-1]}" if all(refs) else "some numbered" if any(refs) else "without numbers"
    taken = f"{count(len(found), 'recommendation')}, {numbered}"
    first = found[0].blocks[0] if found[0].blocks else None
    advice = "Compare them with the document: where each begins and ends, and under which theme it stands."
    source = where(first) if first else f"the heading {shown(found[0].title)}"
    yield Doubt(about="recommendations", taken=taken, where=source, advice=advice)
    if sent.kind != "progress-review":
        yield from overlooked.doubts(sent.blocks, found)
    if named := [own.id for own in found if own.id]:
        more = " …" if len(named) > _MOST_NAMES else ""
        own = f"{count(len(named), 'recommendation')} whose number is printed twice or is missing"
        taken = f"{own} got an id, for the address of the page: {', '.join(named[:_MOST_NAMES])}{more}"
        advice = "No page prints it. If you want another, change it before you publish."
        yield Doubt(about="recommendations", taken=taken, sure=Sure.GUESS, advice=advice)


def _missing(sent: Sent, proved: Proved) -> Iterator[Left]:
    """Find the words of the document that its page would not show in their order."""
    page = _page(sent, proved)
    if page is None:
        return
    for lost in words.missing((*sent.opened.paragraphs, *sent.opened.words_of_notes), page):
        why = (
            "they stand in another place of the page"
            if lost.moved
            else "the page would not show them: look at the place"
        )
        yield Left(what=f"{count(lost.number, 'word')} {shown(lost.words)}", why=why, where=f"paragraph {lost.place}")


def _page(sent: Sent, proved: Proved) -> str | None:
    """Give the words that the document's page would show, where it can be joined."""
    documents = proved.challenge.documents if proved.challenge else ()
    return next((words.shown(own) for own in documents if own.kind == sent.kind), None)


def _next(files: tuple[New, ...], found: Known) -> str:
    """Say what to do with the files, in the order in which it is done."""
    folder = found.path(files[0].name).parent.as_posix()
    drafts = " and ".join(PurePath(own.name).name for own in files if own.is_text)
    return (
        f"Look at the pages in the preview, and mend the files in {folder} with a text editor such as Notepad. "
        f"When all is right, take the line “draft: true” out of {drafts}: until then nothing is published."
    )


def _counted(sent: Sent, proved: Proved, missing: tuple[Left, ...]) -> str:
    number = sum(len(words.words(text)) for text in (*sent.opened.paragraphs, *sent.opened.words_of_notes))
    if _page(sent, proved) is None:
        return "The words could not be compared with the document, because the files cannot be joined yet: see above."
    if missing:
        return f"Of the document's {number:,} words all but those listed are in the file, in their order."
    return f"All {number:,} words of the document are in the file, in their order."
