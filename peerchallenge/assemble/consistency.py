"""Hold the files of one challenge against each other: councils, originals, successions, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from peerchallenge import addresses
from peerchallenge.assemble import councils, dating, doubts, handles, resolve
from peerchallenge.assemble.folder import Folder
from peerchallenge.assemble.texts import line_of
from peerchallenge.problems import Problem, Severity, did_you_mean
from peerchallenge.read.parsed import Parsed, problem_at
from peerchallenge.records import Link, Redirect
from peerchallenge.schema.answers import Plan
from peerchallenge.schema.document import Document
from peerchallenge.schema.findings import Findings
from peerchallenge.sources import Original

PUBLISHABLE = (
    *(".pdf", ".docx", ".doc", ".odt", ".rtf", ".txt", ".xlsx", ".xls", ".ods", ".csv"),
    *(".pptx", ".odp", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".zip"),
)
"""The endings of originals that are published: what only shows itself and runs nothing."""


def problems(folder: Folder, known: Mapping[str, Link], absent: frozenset[str]) -> Iterator[Problem]:
    """Give everything that does not hang together in one folder."""
    addresses_taken: dict[str, Parsed] = {}
    for parsed in folder.documents:
        if not isinstance(parsed.data, Document):
            continue
        yield from _councils(folder, parsed, parsed.data, known)
        yield from _files(folder, parsed, parsed.data)
        yield from _succession(folder, parsed, parsed.data, absent)
        yield from _counted(parsed)
        yield from _dated(parsed)
        yield from doubts.of_document(parsed, folder.today)
        yield from _marks(folder, parsed)
        url = folder.url(parsed)
        if url in addresses_taken:
            yield parsed.problem(
                code="same-address",
                message=f"This file and {addresses_taken[url].source.name} would stand at one address, {url}.",
                suggestion="Give one of the two another label.",
            )
        addresses_taken.setdefault(url, parsed)
    yield from _files(folder, folder.event, folder.event_data)
    yield from doubts.unfinished(folder.event)
    yield from _whose(folder)
    yield from _unanswerable(folder)


def _councils(folder: Folder, parsed: Parsed, data: Document, known: Mapping[str, Link]) -> Iterator[Problem]:
    named = [(("council",), data.council)] if data.council else []
    named += [(("considered", n, "council"), m.council) for n, m in enumerate(data.considered) if m.council]  # type: ignore[misc]
    for steps, council in named:
        if council and council not in known:
            yield councils.unknown(parsed, steps, council, known)
        elif council and council not in folder.hosts:
            yield _not_host(folder, parsed, steps, council)
    if parsed.council and parsed.council not in folder.hosts:
        yield _not_host(folder, parsed, (), parsed.council)
    if parsed.council and data.council and parsed.council != data.council:
        yield parsed.problem(
            "council",
            code="two-councils",
            message=f"The file's name says “{parsed.council}”, and “council” says “{data.council}”.",
            suggestion="Make the two agree, or take “council” out.",
        )


def _not_host(folder: Folder, parsed: Parsed, steps: tuple[str | int, ...], council: str) -> Problem:
    return parsed.problem(
        *steps,
        code="not-a-host",
        message=f"“{council}” is not one of the councils of this challenge ({', '.join(folder.hosts)}).",
        suggestion="Mend the id, or add the council to “councils” in challenge.md.",
    )


def _files(folder: Folder, parsed: Parsed, data: Document) -> Iterator[Problem]:
    for index, file in enumerate(data.files):
        if file.path and not file.path.lower().endswith(PUBLISHABLE):
            yield parsed.problem(
                "files",
                index,
                "path",
                code="not-publishable",
                message=f"A file like “{file.path}” is not published: it could run in a reader's browser or computer.",
                suggestion=f"Publish it as one of these: {', '.join(PUBLISHABLE)}.",
            )
        if file.path and file.path not in folder.originals:
            yield parsed.problem(
                "files",
                index,
                "path",
                code="missing-file",
                message=f"The file “{file.path}” is not in this folder.",
                suggestion=did_you_mean(file.path, folder.originals) or "Put it beside this file, or mend the name.",
            )


def _succession(folder: Folder, parsed: Parsed, data: Document, absent: frozenset[str]) -> Iterator[Problem]:
    later = data.superseded_by
    if not isinstance(later, str) or f"challenges/{folder.id}/{later.removesuffix('.md')}.md" in absent:
        return
    if resolve.successor(later, folder.documents) is None:
        stems = [handles.stem(other) for other in folder.documents if other is not parsed]
        yield parsed.problem(
            "superseded_by",
            code="unknown-document",
            message=f"There is no document “{later}” in this folder.",
            suggestion=did_you_mean(later.removesuffix(".md"), stems) or f"There are: {', '.join(stems)}.",
        )


def _counted(parsed: Parsed) -> Iterator[Problem]:
    data = parsed.data
    if isinstance(data, Findings) and data.count is not None and data.count < len(data.recommendations):
        yield parsed.problem(
            "count",
            code="count",
            message=f"“count” says {data.count} recommendations, and {len(data.recommendations)} are listed.",
            suggestion="Mend the number, or take the line out when all are listed.",
        )


def _dated(parsed: Parsed) -> Iterator[Problem]:
    """Warn of an update that has no date, and therefore no place in the order of things."""
    if parsed.kind == "update" and dating.said(parsed) is None:
        yield parsed.problem(
            code="no-date",
            message="This update has no date, so it is shown as older than all the others.",
            suggestion="Put the month in its name (update.2026-05.md), or add “dated”.",
            severity=Severity.WARNING,
        )


def _marks(folder: Folder, parsed: Parsed) -> Iterator[Problem]:
    """Give names in a line `[[recommendations: …]]` that are no series and no theme of the document."""
    if not isinstance(parsed.data, Findings):
        return
    names = {
        name for r in parsed.data.recommendations for name in (r.series, *(t.name for t in folder.themes.of(r.theme)))
    }
    known = {addresses.slug(name): name for name in names if name}
    for cut in folder.convert.body(parsed).cuts:
        for name in cut:
            if addresses.slug(folder.themes.name(name)) in known:
                continue
            line, column = line_of(parsed, name)
            yield problem_at(
                parsed.source,
                line,
                column,
                code="unknown-list",
                message=f"No recommendation of this document has the series or theme “{name}”.",
                suggestion=did_you_mean(name, known.values()) or f"There are: {', '.join(sorted(known.values()))}.",
            )


def _whose(folder: Folder) -> Iterator[Problem]:
    """Warn of an answer that counts for all hosts of a joint challenge while another is one host's own."""
    plans = [parsed for parsed in folder.documents if isinstance(parsed.data, Plan)]
    owned = [parsed for parsed in plans if folder.council_of[parsed.source.path]]
    for parsed in plans:
        author = parsed.data.author if isinstance(parsed.data, Document) else ""
        named = [link.title for link in folder.councils.values() if link.title.casefold() in author.casefold()]
        if len(folder.hosts) > 1 and parsed not in owned and (owned or len(named) == 1):
            yield parsed.problem(
                code="whose",
                message="This file names no council, so it counts for all councils of the challenge.",
                suggestion=f"If it is one council's own, put its id in the name: {parsed.kind}.{folder.hosts[0]}.md",
                severity=Severity.WARNING,
            )


def _unanswerable(folder: Folder) -> Iterator[Problem]:
    """Warn where a plan or response is there and the letter or report is not."""
    if any(isinstance(parsed.data, Findings) and parsed.kind != "progress-review" for parsed in folder.documents):
        return
    for parsed in folder.documents:
        if parsed.kind in {"response", "action-plan"}:
            yield parsed.problem(
                code="no-letter",
                message="The letter or report that this answers is not published here.",
                suggestion="Add letter.md or report.md when it is published; until then the page says so.",
                severity=Severity.WARNING,
            )
            return


def unused(originals: Iterable[Original], used: frozenset[str]) -> Iterator[Problem]:
    """Warn of files that nothing names, and that are therefore not published."""
    for original in originals:
        if original.name not in used:
            yield Problem(
                path=original.path,
                severity=Severity.WARNING,
                code="not-published",
                message="No document names this file, so it is not published.",
                suggestion="Name it under “files” in the document it belongs to, or take it out of the folder.",
            )


def redirects(written: Iterable[tuple[Parsed, str]]) -> tuple[tuple[Redirect, ...], tuple[Problem, ...]]:
    """Give the old addresses with the new ones, and those that cannot be addresses of this site."""
    found: list[Redirect] = []
    wrong: list[Problem] = []
    for parsed, url in written:
        aliases = parsed.data.aliases if isinstance(parsed.data, Document) else ()
        for index, alias in enumerate(aliases):
            if not re.fullmatch(r"(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+/?", alias):
                wrong.append(
                    parsed.problem(
                        "aliases",
                        index,
                        code="alias",
                        message=f"“{alias}” is not an address on this site.",
                        suggestion="Write the path on this site, in letters, figures and hyphens: /old/page/",
                    )
                )
                continue
            old = alias if alias.endswith((".html", ".htm")) else alias.rstrip("/") + "/"
            found.append(Redirect(old=old, new=url, path=parsed.source.path))
    return tuple(found), tuple(wrong)
