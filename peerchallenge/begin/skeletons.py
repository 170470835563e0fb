"""The texts of new files, each key under the schema's own sentence, the real choices beside it; it reads no disk."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel

from peerchallenge.begin.quoting import key, quoted, remark, sentence, value, values
from peerchallenge.records import Challenge, Recommendation
from peerchallenge.schema import site
from peerchallenge.schema.answers import Action, CouncilResponse, Response
from peerchallenge.schema.challenge import Challenge as Event
from peerchallenge.schema.document import Document
from peerchallenge.schema.findings import Findings
from peerchallenge.schema.findings import Recommendation as Finding
from peerchallenge.schema.guide_words import ANSWERS

_FENCE = "---"
OFF = "A line with a # right before its key is not read. To use it, take out the # and nothing else."
"""How a line that waits to be filled in is told from one that is read."""
_ALL = "Every key that may stand here is told in docs/content.md."
_ANSWER = "Write here what the council says"


@dataclass(frozen=True, slots=True, kw_only=True)
class Skeleton:
    """A file to write: its name in the content, its text, what to fill in, and the command that comes after it.

    A document is new. What is no document is a list, to the end of which the text is added.
    """

    name: str
    text: str
    todo: str
    after: str = ""


def document(details: Iterable[str], body: Iterable[str]) -> str:
    """Put a file together: it is a draft, so that nothing unfinished is ever published."""
    draft = key(Document, "draft", "true", also="Do that when everything is filled in.")
    return "\n".join((_FENCE, *draft, *details, _FENCE, *body, ""))


def head(title: str, author: str, today: date) -> list[str]:
    """Write what every document says first."""
    return [
        *key(Document, "title", value(title)),
        *key(Document, "author", value(author)),
        *remark(f"{OFF} {_ALL}"),
        *key(Document, "published", str(today), off=True),
    ]


def challenge(councils: tuple[str, ...], kind: str, onsite: str, kinds: Iterable[str], follows: str) -> str:
    """Write `challenge.md`."""
    details = [
        *key(Event, "councils", values(councils)),
        *key(Event, "type", value(kind), also=f"Known here: {', '.join(kinds)}."),
        *key(Event, "onsite", value(onsite)),
        *remark(f"{OFF} {_ALL}"),
        *key(Event, "title", "Write here the title", off=True),
        *key(Event, "mode", "on-site", off=True),
        *key(Event, "extra_scope", "[Write here one subject, Write here another]", off=True),
        *key(Event, "people_met", "over 100", off=True),
        *key(Event, "follows", value(follows or "the-id-of-its-folder"), off=True),
        *key(Event, "lga_url", "https://www.local.gov.uk/", off=True),
    ]
    return document(details, ["Write here, in two or three sentences of plain English, who came and what they found."])


def letter(held: Challenge, label: str, refs: Iterable[str], today: date) -> str:
    """Write `letter.md` or `report.md`, with an entry for each of the numbers that are known."""
    author = " and ".join(held.run_by) or "Local Government Association"
    theme = next(iter(held.themes), "Write here the theme")
    notes = {"ref": "Where none is printed, take this line out of every entry.", "title": "", "text": _SEVERAL}
    notes |= {"theme": f"Here: {'; '.join(held.themes)}." if held.themes else "", "series": ""}
    details = [*head(label, author, today), "", *remark(f"{sentence(Findings, 'recommendations')} In each entry:")]
    details += [
        line for name, also in notes.items() for line in remark(f"{name} – {sentence(Finding, name)} {also}", "  ")
    ]
    details += ["recommendations:"]
    for ref in refs:
        details += [
            f"  - ref: {quoted(ref)}",
            "    title: Write here the heading as printed",
            "    text: Write here the recommendation, word for word",
            f"    #theme: {value(theme)}",
            "    #series: key",
        ]
    body = [
        "## Summary",
        "",
        "Write here the text: an empty line between paragraphs, and ## before each heading.",
        "",
        "## Recommendations",
        "",
        "[[recommendations]]",
    ]
    return document(details, body)


_SEVERAL = "For several lines write > and the words below, two spaces further in."


def response(author: str, recommendations: tuple[Recommendation, ...], today: date) -> str:
    """Write `response.md`, with an entry for each recommendation, or one for all where none is held."""
    details = head(CouncilResponse.label, author, today)
    details += ["", *remark(f"{sentence(CouncilResponse, 'responses')} In each entry:"), *told(Response)]
    details += remark("The decisions:")
    for decision, meaning in ANSWERS.items():
        details += remark(f"{decision.value} – {meaning.replace('`', '')}", "  ")
    details += ["responses:", *(line for own in recommendations for line in _answer(own))]
    if not recommendations:
        details += [*remark("No recommendation is held here yet: this answers all.", "  "), *_entry("all", _ANSWER)]
    details += ["", *remark(f"{sentence(CouncilResponse, 'actions')} In each entry:"), *told(Action)]
    details += ["#actions:", '  #- ref: "1.1"', "    #action: Write here what the council will do"]
    details += ['    #for: "1"', "    #owner: Write here the post", f"    #due: March {today.year + 1}"]
    return document(details, ["Write here what the council says of the challenge as a whole."])


def _answer(own: Recommendation) -> list[str]:
    about = own.short if own.ref else f"(no number printed) {own.short}"
    parts = [f"Part {part.ref} {part.text.striptags()[:80]}" for part in own.parts if part.ref]
    remarks = [line for words in (f"{own.handle}: {about}", *parts) for line in remark(words, "  ")]
    return ["", *remarks, *_entry(quoted(own.handle), f"{_ANSWER} to this")]


def _entry(to: str, words: str) -> list[str]:
    return [
        f"  - to: {to}",
        "    #decision: accepted",
        f"    words: {words}",
        "    #reason: Write here why",
    ]


def told(record: type[BaseModel]) -> list[str]:
    """Say what each key of an entry is for, in the schema's own sentences."""
    names = (field.alias or name for name, field in record.model_fields.items())
    return [line for name in names for line in remark(f"{name} – {sentence(record, name)}", "  ")]


def council(council_id: str, name: str, short: str, nation: str, kinds: Iterable[str]) -> list[str]:
    """Write the lines of a council's entry; it has no draft, so nothing in it waits to be filled in."""
    here = ", ".join(kinds)
    return [
        *key(site.Council, "id", value(council_id)),
        *key(site.Council, "name", value(name)),
        *remark(OFF),
        *key(site.Council, "short_name", value(short), off=True),
        *key(site.Council, "welsh_name", "Write here the Welsh name", off=True),
        *key(site.Council, "type", "district council", also=f"Here: {here}." if here else "", off=True),
        *key(site.Council, "region", "Write here the region", off=True),
        *key(site.Council, "nation", value(nation or "England"), off=not nation),
        *key(site.Council, "website", "https://www.example.gov.uk/", off=True),
    ]


def council_file(entry: Iterable[str]) -> str:
    """Put a council's entry into a file of its own."""
    return "\n".join((_FENCE, *entry, _FENCE, ""))


def council_entry(entry: list[str], before: str) -> str:
    """Set a council's entry in as those that stand before it are, with a hyphen before its first key."""
    found = re.search(r"^( *)- ", before, re.MULTILINE)
    at = next(number for number, line in enumerate(entry) if line.startswith("id:"))
    lines = (*entry[:at], f"- {entry[at]}", *(f"  {line}" for line in entry[at + 1 :]))
    return "\n".join(("", *(f"{found[1] if found else ''}{line}" for line in lines), ""))
