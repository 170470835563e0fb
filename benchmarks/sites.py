"""Lay the measured text out as a site for each generator; it builds nothing."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import corpus
import frontmatter
from tools import OURS, PEERS, REPOSITORY, Tool

TODAY = "2026-11-22"
BUILD = {
    "hugo": ("--quiet", "--cacheDir", "{folder}/store"),
    "eleventy": ("--quiet",),
    "pelican": ("content", "--settings", "pelicanconf.py", "--quiet"),
    "mkdocs": ("build", "--quiet"),
    OURS: ("build", "--as-of", TODAY),
}
"""What is said to each generator to build its site."""
SERVE = {
    "hugo": ("server", "--cacheDir", "{folder}/store", "--port", "{port}"),
    "eleventy": ("--serve", "--incremental", "--quiet", "--port", "{port}"),
    OURS: ("serve", "--port", "{port}"),
}
"""What is said to it to show a live preview."""
LAYOUT = {
    "hugo": "layouts/baseof.html",
    "eleventy": "_includes/base.njk",
    "pelican": "theme/templates/base.html",
    "mkdocs": "theme/base.html",
    OURS: "templates/base.html",
}
STORE = {OURS: ".peerchallenge"}
ASIDE = "aside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One generator's site: where it is, how it is built and served, and the letter in it that is changed."""

    name: str
    folder: Path
    program: tuple[str, ...]
    letter: Path
    address: str
    title: str

    @property
    def build(self) -> tuple[str, ...]:
        """The command that builds it."""
        return (*self.program, *(word.format(folder=self.folder) for word in BUILD[self.name]))

    def serve(self, port: int) -> tuple[str, ...]:
        """Give the command that shows a live preview."""
        return (*self.program, *(word.format(folder=self.folder, port=port) for word in SERVE[self.name]))

    @property
    def content(self) -> Path:
        """What was written."""
        return self.folder / "content"

    @property
    def output(self) -> Path:
        """What was made of it."""
        return self.folder / "site"

    @property
    def page(self) -> Path:
        """The letter as published."""
        return self.output / self.address / "index.html"

    @property
    def layout(self) -> Path:
        """The template of every page."""
        return self.folder / LAYOUT[self.name]

    @property
    def store(self) -> Path:
        """What it remembers from one build to the next."""
        return self.folder / STORE.get(self.name, "store")


def lay(tool: Tool, raw: Path, folder: Path) -> Site:
    """Write everything that the generator reads, into an empty folder."""
    put_aside(folder.parent, folder)
    letters = sorted((raw / "content").glob("*/*-letter.md"))
    chosen = letters[len(letters) // 2]
    council, stem = chosen.parent.name, chosen.stem.removesuffix("-letter")
    if tool.name == OURS:
        _lay_ours(raw, folder)
        letter = folder / "content" / "challenges" / f"{council}-{stem}" / "letter.md"
        address = f"challenges/{council}-{stem}/letter"
    else:
        _lay_peer(tool, raw, folder)
        letter = folder / "content" / council / chosen.name
        address = f"{council}/{chosen.stem}"
    facts: Any = frontmatter.load(str(chosen)).metadata
    title = facts["recommendations"][0]["title"]
    return Site(name=tool.name, folder=folder, program=tool.command, letter=letter, address=address, title=title)


def put_aside(place: Path, *folders: Path) -> None:
    """Move folders to another one in `place`, where nothing reads them, until all is measured.

    To delete them would be measured too: for minutes after very many files were deleted, ext4 looks three times as long
    for room for each new one.
    """
    for folder in folders:
        if folder.exists():
            (place / ASIDE).mkdir(exist_ok=True)
            folder.rename(Path(tempfile.mkdtemp(dir=place / ASIDE), folder.name))


def delete_aside(place: Path) -> None:
    """Delete what was put aside."""
    shutil.rmtree(place / ASIDE, ignore_errors=True)


def _lay_ours(raw: Path, folder: Path) -> None:
    corpus.shape(raw, folder / "content")
    (folder / "templates").mkdir()
    shutil.copy(REPOSITORY / LAYOUT[OURS], folder / LAYOUT[OURS])


def _lay_peer(tool: Tool, raw: Path, folder: Path) -> None:
    shutil.copytree(PEERS / tool.name, folder)
    shutil.copytree(raw / "content", folder / "content")
    if tool.modules:
        (folder / "node_modules").symlink_to(tool.modules)
    if tool.name == "eleventy":
        (folder / "content.11tydata.json").rename(folder / "content" / "content.11tydata.json")
        for page in folder.glob("*.njk"):
            page.rename(folder / "content" / page.name)
    if tool.name == "mkdocs":
        _lists(raw, folder / "content")


def _lists(raw: Path, content: Path) -> None:
    """Write the pages that list others: MkDocs cannot list a folder."""
    every = {path: frontmatter.load(str(path)) for path in content.glob("*/*.md")}
    newest = sorted(every, key=lambda path: (every[path]["date"], path.name), reverse=True)
    councils = json.loads((raw / "councils.json").read_text("utf-8"))
    councils = [one for one in councils if (content / one["slug"]).is_dir()]
    for one in councils:
        own = [path for path in newest if path.parent.name == one["slug"]]
        rows = "\n".join(f"- [{every[p]['title']}]({p.name}) {every[p]['date']:%d %B %Y}" for p in own)
        listed = f"---\ntitle: {one['name']}\n---\n\n{one['region']}\n\n{rows}\n"
        (content / one["slug"] / "index.md").write_text(listed, "utf-8")
    rows = "\n".join(f"- [{every[p]['title']}]({p.parent.name}/{p.name})" for p in newest[:20])
    names = "\n".join(f"- [{one['name']}]({one['slug']}/index.md)" for one in councils)
    home = f"---\ntitle: Peer challenges measured\n---\n\n## Newest\n\n{rows}\n\n## Councils\n\n{names}\n"
    (content / "index.md").write_text(home, "utf-8")
