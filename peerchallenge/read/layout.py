"""Which files and folders stand where they are read, and which are missing or would be overlooked; it opens none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from peerchallenge.problems import Problem, Severity
from peerchallenge.read.parsed import Parsed, problem_at
from peerchallenge.schema.kinds import KINDS
from peerchallenge.schema.site import Council, Site
from peerchallenge.sources import Inputs, Original, Source

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KINDS = {kind.kind for kind in KINDS}
_PLAIN = ("markdown", "mdown", "txt", "text")
_NOTEPAD = re.compile(r"(.+\.(?:md|ya?ml))\.txt", re.IGNORECASE)
"""How a name ends to which Notepad has added an ending of its own."""
_PASTEABLE = ("docx", "doc", "odt", "rtf", "pdf")


def problems(inputs: Inputs, site: Site | None) -> tuple[Problem, ...]:
    """Find folders without a challenge, and files that nobody would read."""
    files: tuple[Source | Original, ...] = (*inputs.texts, *inputs.originals)
    logo = site.brand.logo if site else ""
    return (*_folders(files, inputs.unread), *_renamed(inputs), *_overlooked(files, logo), *_pasteable(inputs))


def missing_site(inputs: Inputs) -> tuple[Problem, ...]:
    """Say that the settings are missing, and what to write."""
    if any(name.startswith("site.") for name in _unread(inputs)):
        return ()
    suggestion = "Add a file site.yml with a line “title: Peer challenge results” and one “publisher: …”."
    return (_whole(_beside(inputs, "site.yml"), "no-site", "The settings of the site are missing.", suggestion),)


def missing_councils(inputs: Inputs) -> tuple[Problem, ...]:
    """Say that the councils are missing, and what to write."""
    if any(name.startswith("councils") for name in _unread(inputs)):
        return ()
    suggestion = (
        "Add a file councils.yml with an entry for each: “- id: wexcombe” and under it “  name: Wexcombe Council”."
    )
    return (_whole(_beside(inputs, "councils.yml"), "no-councils", "The list of councils is missing.", suggestion),)


def not_settings(source: Source) -> Problem:
    """Say that the settings are no “key: value” lines."""
    message = "The settings of the site are “key: value” lines, and there are none here."
    return _whole(source.path, "no-details", message, "Begin with a line “title: Peer challenge results”.")


def not_councils(source: Source) -> Problem:
    """Say that the list of councils is no list."""
    message = "The list of councils has one entry for each, and something else stands here."
    suggestion = "Begin each with “- id: wexcombe” and under it “  name: Wexcombe Council”."
    return _whole(source.path, "no-details", message, suggestion)


def same_councils(councils: Iterable[Parsed]) -> Iterator[Problem]:
    """Find ids that are given twice."""
    first: dict[str, Parsed] = {}
    for parsed in councils:
        if not isinstance(parsed.data, Council):
            continue
        before = first.setdefault(parsed.data.id, parsed)
        if before is not parsed:
            place = f"{before.source.name}, line {before.place('id')[0]}"
            message = f"The id “{parsed.data.id}” is given twice; first in {place}."
            yield parsed.problem("id", code="same-council", message=message, suggestion="Give each council its own.")


def council_file_name(source: Source, council: str) -> tuple[Problem, ...]:
    """Check that a council's file is named after its id."""
    if source.name == f"councils/{council}.md":
        return ()
    message = f"The council's id is “{council}”, and its file has another name."
    return (_whole(source.path, "file-name", message, f"Rename the file to {council}.md."),)


def page_name(source: Source, stem: str) -> tuple[Problem, ...]:
    """Check that a page's name can be its address."""
    if _ID.fullmatch(stem):
        return ()
    message = "The name of a page is its address: small letters a to z, figures and single hyphens."
    return (_whole(source.path, "file-name", message, f"Rename the file to {_tidy(stem) or 'about'}.md."),)


def _folders(files: Iterable[Source | Original], unread: Iterable[str]) -> Iterator[Problem]:
    folders: dict[str, list[Source | Original]] = {}
    for file in files:
        parts = file.name.split("/")
        if parts[0] == "challenges" and len(parts) > 2:
            folders.setdefault(parts[1], []).append(file)
    for folder, inside in sorted(folders.items()):
        path = inside[0].path.removesuffix(inside[0].name) + f"challenges/{folder}"
        if not _ID.fullmatch(folder):
            message = (
                f"The folder “{folder}” cannot be an address: use small letters a to z, figures and single hyphens."
            )
            yield _whole(path, "folder-name", message, f"Rename it to {_tidy(folder) or 'wexcombe-2025'}.")
        names = {file.name.split("/", 2)[2].casefold() for file in inside} | {name.split("/", 2)[-1] for name in unread}
        if not names & {"challenge.md", "challenge.cy.md", "challenge.md.txt"}:
            message = "This folder has no challenge.md, which says what was challenged and when."
            suggestion = f"Add {path}/challenge.md: three hyphens, “councils: …”, “type: corporate”, three hyphens."
            yield _whole(path, "no-challenge", message, suggestion)


def _renamed(inputs: Inputs) -> Iterator[Problem]:
    """Find files to whose names Notepad has added “.txt”, where the one that was meant is not there."""
    present = {*inputs.unread, *(source.name for source in inputs.texts)}
    for file in inputs.originals:
        if (meant := _meant(file.name)) and meant not in present:
            message = "“.txt” was added to the name of this file, as Notepad does, so it is not read."
            hint = "To see whole names in Explorer, choose View, Show, File name extensions."
            yield _whole(file.path, "file-name", message, f"Rename it to {meant.rpartition('/')[2]}. {hint}")


def _unread(inputs: Inputs) -> Iterator[str]:
    """Give the names of texts that are there and are not read, as they would be if nothing were wrong with them."""
    yield from inputs.unread
    yield from (_meant(file.name) for file in inputs.originals)


def _meant(name: str) -> str:
    """Give the name that a file would be read by without the ending that Notepad has added; nothing for any other."""
    found = _NOTEPAD.fullmatch(name)
    folder, _, own = found[1].rpartition("/") if found else ("", "", "")
    stem = own.partition(".")[0].casefold()
    in_challenge = folder.startswith("challenges/")
    known = {"site", "councils"} if not folder else _KINDS if in_challenge else {stem}
    return found[1] if found and stem in known else ""


def _overlooked(files: Iterable[Source | Original], logo: str) -> Iterator[Problem]:
    for file in files:
        parts = file.name.split("/")
        ending = file.name.rsplit(".", 1)[-1].casefold() if "." in parts[-1] else ""
        if len(parts) == 1:
            known = {"site.yml", "site.yaml", "councils.yml", "councils.yaml", logo, "README.md"}
            if file.name not in known and not _meant(file.name):
                yield _not_read(file, "Settings are in site.yml, challenges in challenges/, pages in pages/.")
        elif parts[0] == "challenges" and len(parts) == 2:
            message = "A document of a challenge stands in that challenge's folder, not beside the folders."
            yield _whole(
                file.path, "file-place", message, "Make a folder such as challenges/wexcombe-2025/ and move it there."
            )
        elif parts[0] not in {"challenges", "pages", "councils"}:
            yield _not_read(file, "Did you mean the folder challenges/, pages/ or councils/?")
        elif isinstance(file, Source):
            yield from _unread_text(file, parts, ending)


def _unread_text(file: Source, parts: list[str], ending: str) -> Iterator[Problem]:
    depth = 3 if parts[0] == "challenges" else 2
    tidy = file.name.removesuffix(parts[-1]) + parts[-1].casefold()
    if ending == "md" and not file.name.endswith(".md"):
        message = "The ending of this file is in capitals, so it is not read."
        yield _whole(file.path, "file-name", message, f"Rename it to {tidy.rsplit('/', 1)[-1]}.")
    elif len(parts) > depth:
        yield _not_read(file, "Folders inside this folder are not read: move the file up.")
    elif ending != "md":
        yield _not_read(file, "Documents end in .md.")


def _pasteable(inputs: Inputs) -> Iterator[Problem]:
    """Find originals named like a document that nobody wrote; one that a text of the folder names is published."""
    for file in inputs.originals:
        folder, _, name = file.name.rpartition("/")
        stem, ending = name.partition(".")[0].casefold(), name.rpartition(".")[2].casefold()
        if stem not in _KINDS or folder.count("/") != 1 or not folder.startswith("challenges/"):
            continue
        if _meant(file.name):
            continue
        beside = [source for source in inputs.texts if source.name.startswith(f"{folder}/")]
        written = {*inputs.unread, *(source.name for source in beside)}
        if any(n.startswith(f"{folder}/{stem}.") for n in written) or any(name in source.text for source in beside):
            continue
        message = f"“{name}” is not read, and there is no {stem}.md beside it: its words are not published."
        if ending in _PLAIN:
            yield _whole(file.path, "file-name", message, f"Rename it to {name.rpartition('.')[0]}.md.")
        elif ending in _PASTEABLE:
            suggestion = f"Paste its words into a new file {stem}.md; there, “files: {name}” publishes this one too."
            yield _whole(file.path, "not-read", message, suggestion, Severity.WARNING)


def _not_read(file: Source | Original, suggestion: str) -> Problem:
    return _whole(file.path, "not-read", "Nothing here is read or published.", suggestion, Severity.WARNING)


def _beside(inputs: Inputs, name: str) -> str:
    files: tuple[Source | Original, ...] = (*inputs.texts, *inputs.originals)
    some = files[0] if files else None
    return (some.path.removesuffix(some.name) if some else "content/") + name


def _tidy(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")


def _whole(path: str, code: str, message: str, suggestion: str, severity: Severity = Severity.ERROR) -> Problem:
    source = Source(path=path, name=path, text="")
    return problem_at(source, 0, 0, code=code, message=message, suggestion=suggestion, severity=severity)
