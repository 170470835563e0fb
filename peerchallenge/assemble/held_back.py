"""Leave out what may not be published yet: drafts, and documents under embargo."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from peerchallenge.parsed import Parsed
from peerchallenge.schema.document import Document
from peerchallenge.sources import Inputs, Source

_DRAFT = re.compile(r"""^["']?draft["']?\s*:\s*["']?(true|yes|on|t|y|1)\b""", re.IGNORECASE | re.MULTILINE)


def reason_held(document: Document, today: date) -> str:
    """Say why a document is held back: `draft`, `embargo`, or nothing where it is not.

    `today` is the day in Europe/London by which embargoes are judged; one lifts with its day's first minute.
    """
    if document.draft:
        return "draft"
    until = document.embargo_until
    if until and until.start and until.start > today:
        return "embargo"
    return ""


def held_back(written: Iterable[Parsed], today: date) -> frozenset[str]:
    """Give the paths of the files that may not be published; a challenge held back hides its whole folder.

    A document in English that is held back hides its Welsh words too.
    """
    files = [parsed for parsed in written if isinstance(parsed.data, Document)]
    held = [parsed for parsed in files if reason_held(parsed.data, today)]  # type: ignore[arg-type]
    folders = {parsed.challenge for parsed in held if parsed.kind == "challenge" and parsed.challenge}
    stems = {_stem(parsed) for parsed in held}
    return frozenset(p.source.path for p in files if p.challenge in folders or _stem(p) in stems)


def without_drafts(inputs: Inputs) -> Inputs:
    """Leave out drafts before they are read in full, so that what is wrong in one never stops a public build.

    A draft hides its Welsh words; a draft challenge hides its folder, originals included.
    """
    drafts = [source for source in inputs.texts if source.name.endswith(".md") and _says_draft(source)]
    stems = {_plain(source.path) for source in drafts}
    folders = tuple(
        source.name.rsplit("/", 1)[0] + "/"
        for source in drafts
        if re.fullmatch(r"challenges/[^/]+/challenge(\.cy)?\.md", source.name)
    )
    return replace(
        inputs,
        texts=tuple(t for t in inputs.texts if _plain(t.path) not in stems and not t.name.startswith(folders)),
        originals=tuple(o for o in inputs.originals if not o.name.startswith(folders)),
    )


def _says_draft(source: Source) -> bool:
    front = source.text.lstrip("\ufeff").split("\n---", 1)[0]
    return front.startswith("---") and bool(_DRAFT.search(front))


def _stem(parsed: Parsed) -> str:
    return _plain(parsed.source.path)


def _plain(path: str) -> str:
    return path.removesuffix(".md").removesuffix(".cy")
