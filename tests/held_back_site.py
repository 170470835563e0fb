"""A site in which every place of a document that is held back carries a word of its own, found nowhere else.

Each word stands between “zq” and “zq”, so that one search finds all that got out.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from tiny import CHALLENGE, SITE

from peerchallenge.sources import Output

WORD = re.compile(rb"zq[a-z0-9]+zq", re.IGNORECASE)
EVENT = "challenges/wexcombe-2025/"

LETTER = """\
---
title: Feedback letter
recommendations:
  - {ref: "1", text: Agree priorities., theme: Governance and culture}
  - {ref: "2", text: Review scrutiny., theme: Governance and culture}
---
We met many people. The [answer](scrutiny.md) and its [picture](scrutiny.pdf) are elsewhere.
"""
RESPONSE = """\
---
title: Council response
superseded_by: action-plan.zqnextzq
responses:
  - {to: "1", decision: accepted}
---
See [what comes next](action-plan.zqnextzq.md).
"""
UPDATE = """\
---
updates:
  - {action: P1, words: It was looked at.}
---
"""
ABOUT = "---\ntitle: About\n---\nSee [what we plan](zqpagezq.md).\n"

PLAN = """\
---
{held}
title: zqtitlezq
author: zqauthorzq
version: zqversionzq
change_note: zqnotezq
summary: zqsummaryzq
licence: zqlicencezq
aliases: /old/zqaliaszq/
files: {{path: zqfilezq.pdf, title: zqfiletitlezq}}
sources: {{url: "https://zqsourcezq.example/", note: zqsourcenotezq}}
considered: {{body: zqmeetingzq, decision: zqdecisionzq, date: 2026-01-02, link: "https://zqagendazq.example/"}}
actions:
  - {{ref: P1, action: Look at it.}}
  - ref: zqplanzq
    action: zqactionzq
    for: "1"
    owner: zqownerzq
    accountable: zqaccountablezq
    measure: zqmeasurezq
    due: April 2026 (zqduezq)
updates:
  - {{action: zqplanzq, status: zqstatuszq, words: zqdonezq, evidence: zqevidencezq, due: May 2026, reason: zqreasonzq}}
totals: {{of: actions, status: zqtotalzq, number: 3}}
---
## zqheadingzq

zqbodyzq ![zqalternativezq](zqpicturezq.png) and [zqlinkzq](zqlinkedzq.pdf).
"""
WELSH = "---\ntitle: zqwelshtitlezq\n---\n## zqwelshheadingzq\n\nzqwelshbodyzq\n"
SCRUTINY = "---\n{held}\ntitle: zqscrutinyzq\nfiles: scrutiny.pdf\n---\nzqscrutinybodyzq\n"
ANSWERS = """\
---
{held}
title: zqlaterzq
responses:
  - {{to: "2", decision: not-accepted, words: zqwordszq, reason: zqwhyzq}}
---
"""
REVIEW = """\
---
{held}
onsite: 2026-06-02
author: zqreviewerzq
team: {{role: zqrolezq, name: zqpeerzq, post: zqpostzq, organisation: zqorganisationzq}}
recommendations:
  - ref: zqrefzq
    title: zqrectitlezq
    text: zqrectextzq
    theme: zqthemezq
    series: zqserieszq
    parts: {{ref: a, text: zqpartzq}}
    follows: "1"
updates:
  - {{recommendation: "1", words: zqviewzq}}
---
zqreviewbodyzq
"""
PROGRESS = """\
---
{held}
updates:
  - {{recommendation: "2", status: in progress, words: zqprogresszq, evidence: zqprovenzq}}
---
"""
PAGE = "---\n{held}\ntitle: zqpagetitlezq\n---\nzqpagebodyzq ![zqpagealternativezq](zqpagepicturezq.png)\n"

DOCUMENTS = {
    f"{EVENT}action-plan.zqnextzq.md": PLAN,
    f"{EVENT}action-plan.zqnextzq.cy.md": WELSH,
    f"{EVENT}scrutiny.md": SCRUTINY,
    f"{EVENT}response.zqlabelzq.md": ANSWERS,
    f"{EVENT}progress-review.md": REVIEW,
    f"{EVENT}update.2026-07.zqmonthzq.md": PROGRESS,
    "pages/zqpagezq.md": PAGE,
}
ORIGINALS = {
    f"{EVENT}zqfilezq.pdf": b"%PDF zqfilebyteszq",
    f"{EVENT}zqpicturezq.png": b"PNG zqpicturebyteszq",
    f"{EVENT}zqlinkedzq.pdf": b"%PDF zqlinkedbyteszq",
    "pages/zqpagepicturezq.png": b"PNG zqpagepicturebyteszq",
}
PUBLIC: dict[str, str | bytes] = {
    "site.yml": SITE + "status_words: {zqstatuszq: {state: in-progress}}\n",
    f"{EVENT}challenge.md": CHALLENGE,
    f"{EVENT}letter.md": LETTER,
    f"{EVENT}response.md": RESPONSE,
    f"{EVENT}update.2026-05.md": UPDATE,
    f"{EVENT}scrutiny.pdf": b"%PDF that the letter names too",
    "pages/about.md": ABOUT,
}

CHALLENGE_HELD = """\
---
{held}
councils: [ashmere]
type: zqtypezq
type_label: zqtypelabelzq
title: zqchallengetitlezq
onsite: 2026-03-10
mode: zqmodezq
themes: [zqlookedzq]
extra_scope: zqscopezq
partners: zqpartnerzq
run_by: zqrunzq
team: {{role: zqleadzq, name: zqnamezq}}
people_met: zqqualifierzq 130
quotes: {{text: zqquotezq, name: zqleaderzq, post: zqleaderpostzq}}
follows: wexcombe-2025
withheld: {{document: zqwithheldzq, reason: zqwithheldreasonzq}}
deadlines: {{report: {{promised: 2026-07-01, reason: zqdeadlinezq}}}}
lga_url: https://zqlgazq.example/
aliases: /old/zqeventzq/
files: zqeventfilezq.pdf
---
zqeventbodyzq
"""
LETTER_HELD = "---\ntitle: zqfolderletterzq\nrecommendations: {{ref: zqfirstzq, text: zqfirsttextzq}}\n---\n"
HELD_EVENT = "challenges/zqfolderzq/"
FOLDER = {
    f"{HELD_EVENT}challenge.md": CHALLENGE_HELD,
    f"{HELD_EVENT}challenge.cy.md": "---\ntitle: zqwelsheventzq\n---\nzqwelsheventbodyzq\n",
    f"{HELD_EVENT}letter.md": LETTER_HELD,
    f"{HELD_EVENT}letter.cy.md": "---\ntitle: zqwelshletterzq\n---\nzqwelshletterbodyzq\n",
    f"{HELD_EVENT}addendum.md": "---\nfiles: zqaddendumzq.pdf\n---\nzqaddendumbodyzq\n",
}
FOLDER_ORIGINALS = {
    f"{HELD_EVENT}zqeventfilezq.pdf": b"%PDF zqeventbyteszq",
    f"{HELD_EVENT}zqaddendumzq.pdf": b"%PDF zqaddendumbyteszq",
}
FOLLOWS = CHALLENGE.replace("type:", "follows: zqfolderzq\ntype:", 1).replace("2025-06", "2026-06")


def documents_held(held: str) -> dict[str, str | bytes]:
    """Give a public challenge with documents beside it that are held back by a line of theirs."""
    return PUBLIC | {name: text.format(held=held) for name, text in DOCUMENTS.items()} | ORIGINALS


def challenge_held(held: str) -> dict[str, str | bytes]:
    """Give a public challenge that follows one which is held back by a line of its own."""
    own = {name: text.format(held=held) for name, text in FOLDER.items()}
    public = {f"{EVENT}challenge.md": CHALLENGE, "challenges/wexcombe-2026/challenge.md": FOLLOWS}
    return public | own | FOLDER_ORIGINALS


def planted(texts: Mapping[str, str | bytes]) -> set[str]:
    """Give every word that was planted in a site."""
    return _in(name.encode() + (text if isinstance(text, bytes) else text.encode()) for name, text in texts.items())


def out(outputs: Iterable[Output]) -> set[str]:
    """Find the words that got out: into the names of the files of a site, or into what is in them."""
    return _in(
        output.path.encode() + (Path(output.copy_of).read_bytes() if output.copy_of else output.data)
        for output in outputs
    )


def on_disk(folder: Path) -> set[str]:
    """Find the words in the files of a folder, in those that are packed too, and in their names."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    files = ((path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths)
    return _in(
        name.encode() + (gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data) for name, data in files
    )


def _in(files: Iterable[bytes]) -> set[str]:
    return {word.decode().casefold() for data in files for word in WORD.findall(data)}
