"""Hold the files of one challenge against each other: councils, originals, successions, addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from peerchallenge import addresses
from peerchallenge.assemble import councils, handles, resolve
from peerchallenge.assemble.folder import Folder
from peerchallenge.parsed import Parsed
from peerchallenge.problems import Problem, Severity, did_you_mean
from peerchallenge.records import Link
from peerchallenge.schema.document import Document
from peerchallenge.schema.findings import Findings
from peerchallenge.sources import Original


def problems(folder: Folder, known: Mapping[str, Link]) -> Iterator[Problem]:
    """Give everything that does not hang together in one folder."""
    addresses_taken: dict[str, Parsed] = {}
    for parsed in folder.documents:
        if not isinstance(parsed.data, Document):
            continue
        yield from _councils(folder, parsed, parsed.data, known)
        yield from _files(folder, parsed, parsed.data)
        yield from _succession(folder, parsed, parsed.data)
        yield from _counted(parsed)
        url = folder.url(parsed)
        if url in addresses_taken:
            yield parsed.problem(
                code="same-address",
                message=f"This file and {addresses_taken[url].source.name} would stand at one address, {url}.",
                suggestion="Give one of the two another label.",
            )
        addresses_taken.setdefault(url, parsed)
    yield from _files(folder, folder.event, folder.event_data)
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
        if file.path and file.path not in folder.originals:
            yield parsed.problem(
                "files",
                index,
                "path",
                code="missing-file",
                message=f"The file “{file.path}” is not in this folder.",
                suggestion=did_you_mean(file.path, folder.originals) or "Put it beside this file, or mend the name.",
            )


def _succession(folder: Folder, parsed: Parsed, data: Document) -> Iterator[Problem]:
    later = data.superseded_by
    if isinstance(later, str) and resolve.successor(later, folder.documents) is None:
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


def _unanswerable(folder: Folder) -> Iterator[Problem]:
    """Warn where a plan or response is there and the letter or report is not."""
    if any(isinstance(parsed.data, Findings) and parsed.kind != "progress-review" for parsed in folder.documents):
        return
    for parsed in folder.documents:
        if parsed.kind in {"response", "action-plan"}:
            yield parsed.problem(
                code="no-letter",
                message="The letter or report that this answers is not in the folder.",
                suggestion="Add letter.md or report.md when it is published; until then this page says so.",
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


def redirects(written: Iterable[tuple[Parsed, str]]) -> tuple[tuple[tuple[str, str], ...], tuple[Problem, ...]]:
    """Give the old addresses with the new ones, and those that cannot be addresses of this site."""
    found: list[tuple[str, str]] = []
    wrong: list[Problem] = []
    for parsed, url in written:
        aliases = parsed.data.aliases if isinstance(parsed.data, Document) else ()
        for index, alias in enumerate(aliases):
            parts = [part for part in alias.split("/") if part]
            if not alias.startswith("/") or ".." in parts or alias.startswith("//") or not parts or "\\" in alias:
                wrong.append(
                    parsed.problem(
                        "aliases",
                        index,
                        code="alias",
                        message=f"“{alias}” is not an address on this site.",
                        suggestion="Write the path after the site's address: /old/page/",
                    )
                )
                continue
            old = alias if alias.endswith((".html", ".htm", ".aspx", ".php", ".pdf")) else alias.rstrip("/") + "/"
            found.append((old, url))
    return tuple(found), tuple(wrong)


def welsh_address(parsed: Parsed, page_id: str) -> str:
    """Give the address of a page about the site in its language."""
    return addresses.in_language(addresses.page(page_id), parsed.language)
