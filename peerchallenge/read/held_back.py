"""Leave out what may not be published yet: drafts, and documents under embargo."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date

from peerchallenge.problems import Problem
from peerchallenge.read.parsed import Parsed
from peerchallenge.schema.document import Document
from peerchallenge.sources import Inputs, Source

_DRAFT = re.compile(r"""^["']?draft["']?\s*:\s*["']?(true|yes|on|t|y|1)\b""", re.IGNORECASE | re.MULTILINE)


def is_held(document: Document, today: date) -> bool:
    """Whether a document is a draft or under embargo.

    `today` is the day in Europe/London by which embargoes are judged; one lifts with its day's first minute.
    """
    until = document.embargo_until
    return document.draft or bool(until and until.start and until.start > today)


def held_back(written: Iterable[Parsed], today: date) -> frozenset[str]:
    """Give the names of the files that may not be published."""
    files = [(p.source.name, p.data) for p in written if isinstance(p.data, Document)]
    return hidden((name for name, data in files if is_held(data, today)), {name for name, _ in files})


def without_drafts(inputs: Inputs) -> Inputs:
    """Leave out drafts before they are read in full, so that what is wrong in one never stops a public build."""
    names = {source.name for source in inputs.texts}
    drafts = hidden((source.name for source in inputs.texts if _says_draft(source)), names)
    folders = tuple(name.removesuffix("challenge.md") for name in drafts if name.endswith("/challenge.md"))
    return replace(
        inputs,
        texts=tuple(source for source in inputs.texts if source.name not in drafts),
        originals=tuple(o for o in inputs.originals if not (folders and o.name.startswith(folders))),
    )


def outside_drafts(problems: Iterable[Problem], inputs: Inputs, shown: Inputs) -> Iterator[Problem]:
    """Leave out what is wrong in the folder of a draft challenge: a draft alone never stops a public build."""
    left = {source.name for source in shown.texts}
    gone = [source for source in inputs.texts if source.name not in left and source.name.endswith("/challenge.md")]
    folders = tuple(source.path.removesuffix("challenge.md") for source in gone)
    return (problem for problem in problems if not (folders and problem.path.startswith(folders)))


def hidden(held: Iterable[str], names: Collection[str]) -> frozenset[str]:
    """Give every file that is hidden with those held back.

    A document hides its Welsh words, and a Welsh file only itself. A challenge that is held back hides its folder.
    """
    found = set()
    for name in held:
        found.add(name)
        if name.endswith(".cy.md") and name.replace(".cy.md", ".md") in names:
            continue
        found.add(name.removesuffix(".md") + ".cy.md")
        if re.fullmatch(r"challenges/[^/]+/challenge(\.cy)?\.md", name):
            folder = name.rpartition("/")[0] + "/"
            found.update(other for other in names if other.startswith(folder))
    return frozenset(found)


def _says_draft(source: Source) -> bool:
    front = source.text.split("\n---", 1)[0]
    return source.name.endswith(".md") and front.startswith("---") and bool(_DRAFT.search(front))
