"""The jobs that are measured: what is changed before each, and how we know that it was done."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sites import Site, put_aside


@dataclass(frozen=True, slots=True)
class Original:
    """The files that jobs change, as they were."""

    letter: str
    layout: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One job: `prepare` changes what the site is built from, and gives words that the letter's page must then hold."""

    name: str
    says: str
    prepare: Callable[[Site, Original, int], str]
    memory: bool = False
    search: bool = False


def original(site: Site) -> Original:
    """Read what the jobs will change, before they do."""
    return Original(site.letter.read_text("utf-8"), site.layout.read_text("utf-8"))


def _cold(site: Site, _: Original, __: int) -> str:
    put_aside(site.folder.parent, site.output, site.store)
    return site.title


def _same(site: Site, _: Original, __: int) -> str:
    return site.title


def _edit(site: Site, was: Original, turn: int) -> str:
    added = f"The peers added sentence number {turn}."
    replace(site.letter, f"{was.letter}\n\n{added}\n")
    return added


def _again(site: Site, was: Original, turn: int) -> str:
    added = f"The peers added another sentence, number {turn}."
    replace(site.letter, f"{was.letter}\n\n{added}\n")
    return added


def _title(site: Site, was: Original, turn: int) -> str:
    title = f"{site.title}, stage {turn}"
    replace(site.letter, was.letter.replace(site.title, title))
    return title


def _layout(site: Site, was: Original, turn: int) -> str:
    mark = f'<p hidden class="layout-{turn}">'
    replace(site.layout, was.layout.replace("</body>", f"{mark}</p>\n</body>"))
    return mark


def _restored(site: Site, _: Original, __: int) -> str:
    """Take the site away and give every file a new time, as a fresh checkout with a restored store has it."""
    put_aside(site.folder.parent, site.output, site.output.with_name(f".{site.output.name}.previous"))
    for path in site.content.rglob("*"):
        os.utime(path)
    return site.title


JOBS = (
    Job(name="cold", says="Cold: no site, nothing remembered", prepare=_cold),
    Job(name="same", says="Nothing changed", prepare=_same),
    Job(name="edit", says="One sentence added to one letter", prepare=_edit),
    Job(name="again", says="Another sentence added, and every one after that", prepare=_again),
    Job(name="title", says="One recommendation's title changed", prepare=_title),
    Job(name="layout", says="The layout of every page changed", prepare=_layout),
    Job(name="restored", says="No site, store kept, every file newly checked out", prepare=_restored),
    Job(name="search", says="Published with search, nothing changed", prepare=_same, search=True),
    Job(name="memory", says="Most memory held at once, cold", prepare=_cold, memory=True),
)


def replace(path: Path, text: str) -> None:
    """Put a file in place in one step, as an editor that saves well does."""
    aside = path.with_name(f".{path.name}.new")
    aside.write_text(text, encoding="utf-8", newline="\n")
    aside.replace(path)
