"""A small site with every kind of thing that hangs together, and what a person may do to it, at random."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

from record import EVENT, REPORT, TEXTS
from tiny import CHALLENGE, COUNCILS, JOINT, SITE

PARTS = ("content", "templates", "assets")
"""The folders that a site is made from."""
AGAIN = CHALLENGE.replace("type:", "follows: wexcombe-2025\ntype:").replace("2025-06", "2026-06")
THEMES = ("Youth work", "youth  Work", "Youth work!", "Governance and culture", "Local priorities and outcomes")
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'
LETTER = """\
---
title: Feedback letter
dated: 2026-03-02
aliases: /old/letter/
files: {path: letter.pdf, title: As sent}
recommendations:
  - {ref: "1", text: Open a youth club., theme: Youth work}
  - {ref: "2", text: Publish the accounts., theme: Financial planning and management}
---
Dear Leaders, see [what came before](/challenges/wexcombe-2025/report/) and the [figures](/figures/).

## What we recommend

[[recommendations]]
"""
SHARED = """\
---
title: Shared report
recommendations:
  - {ref: R1, text: Share one workforce., theme: "youth  Work"}
  - {ref: R2, text: Meet more often., theme: Governance and culture}
---
"""
SITE_TEXT: Mapping[str, str] = {
    "site.yml": SITE
    + "languages: [en, cy]\nbrand:\n  colour: '#0b5d4a'\n  logo: crest.svg\n  footer: See [about](/about/)\n"
    "status_words:\n  On hold for now: {state: paused, rating: some-concern}\n",
    "councils.yml": COUNCILS + "- {id: oldham-vale, name: Vale Council, ended: 2026-03-31, replaced_by: [thornacre]}\n",
    "crest.svg": PICTURE,
    "pages/about.md": "---\ntitle: About\n---\nOf [Wexcombe](/councils/wexcombe/) and [help](help.md).\n",
    "pages/help.md": "---\ntitle: Help\nembargo_until: 2026-10-01\n---\n[Back](about.md)\n",
    **TEXTS,
    f"{EVENT}challenge.cy.md": "---\ntitle: Her Wexcombe\n---\nCrynodeb.\n",
    f"{EVENT}update.2026-07.md": "---\nupdates:\n  - {action: B, status: On hold for now, words: Later.}\n---\n",
    "challenges/wexcombe-2026/challenge.md": AGAIN,
    "challenges/wexcombe-2026/letter.md": LETTER,
    "challenges/wexcombe-2026/letter.pdf": "%PDF-1.7 of a letter",
    "challenges/joint-2024/challenge.md": JOINT.replace("type:", "onsite: October 2024\ntype:"),
    "challenges/joint-2024/report.md": SHARED,
    "challenges/joint-2024/response.ashmere.md": "---\nresponses:\n  - {to: R1, decision: accepted}\n---\n",
    "challenges/vale-2025/challenge.md": CHALLENGE.replace("wexcombe", "oldham-vale"),
    "challenges/vale-2025/report.md": REPORT.replace("Local priorities and outcomes", "Youth work!"),
    "challenges/vale-2025/response.md": "---\nembargo_until: 2026-12-01\nresponses: {to: all, decision: noted}\n---\n",
    "challenges/ashmere-2026/challenge.md": CHALLENGE.replace("---\n", "---\ndraft: true\n", 1).replace(
        "wexcombe", "ashmere"
    ),
}
WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"Youth work!?|youth  Work|Governance and culture|Local priorities and outcomes", THEMES),
    (r"accepted|not-accepted|noted", ("accepted", "not-accepted", "noted", "partly-accepted")),
    (r"in progress|complete|On hold for now|at risk", ("in progress", "complete", "On hold for now", "at risk")),
    (r"state: \w+", ("state: paused", "state: complete", "state: in-progress")),
    (r"2026-\d\d-\d\d", ("2026-01-31", "2026-09-30", "2026-11-22", "2026-12-01")),
    (r"(?<=title: ).*", ("Another title", "Help", "Über alles", "It & <that>")),
    (r"(?<=name: )[A-Z][\w ]*", ("Renamed Council", "Wexcombe Borough Council")),
    (r"Findings\.|Words\.|Dear Leaders|A summary\.", ("Found *this*.", "[a link](/nowhere/)", "A summary.", "## One")),
    (r"\w+\.md\)", ("help.md)", "about.md)", "nothing.md)")),
    (r"/challenges/[^)]*\)", ("/challenges/joint-2024/report/#r1)", "/challenges/joint-2024/)", "/nowhere/?a=1)")),
    (r"/nowhere/(\?a=1)?\)", ("/nowhere/)", "/nowhere/?a=1)", "/figures/)")),
    (r"follows: \S+", ("follows: joint-2024", "follows: vale-2025", "follows: {title: Before, date: 2020}")),
    (r"\bA\b|\bB\b|\bG\b|\bR1\b", ("A", "B", "R1", "R2")),
    (r"aliases: \S+", ("aliases: /old/letter/", "aliases: /older/", "aliases: /figures/")),
    (r"#0b5d4a|#123456", ("#0b5d4a", "#123456", "#eeeeee")),
    (r"draft: true\n|(?<=^---\n)", ("", "draft: true\n", "embargo_until: 2026-12-24\n")),
    (r"\[wexcombe\]|\[ashmere\]", ("[wexcombe]", "[ashmere]", "[wexcombe, ashmere]", "[nobody]")),
)
"""What stands in files, and what a person may write there instead."""
NAMES = ("letter.md", "report.md", "response.md", "scrutiny.md", "update.2026-08.md", "letter.cy.md", "crest.svg")
OPTIONS: tuple[tuple[str, ...], ...] = (
    ("--as-of", "2026-12-24"),
    ("--as-of", "2025-10-01"),
    ("--drafts",),
    ("--strict",),
    ("--base-url", "https://other.example/results/"),
    ("--format", "json"),
)
CODE = (
    ("pages/challenge.html", "<p>{{ page.title }}, {{ page.challenge.year }}</p>"),
    ("pages/document.html", "{{ page.document.nothing }}"),
    ("base.html", '<a href="/nowhere/">Nowhere</a>'),
    ("pages/recommendation.html", '<p id="twice"></p><p id="twice">{{ page.same_theme|length }}</p>'),
)
"""What a person may put into a template of their own."""
TEMPLATES = Path(__file__).parent.parent / "templates"


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files, with the folders that they need."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def tree(folder: Path) -> dict[str, bytes]:
    """Give every file of a folder by its name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def written(folder: Path) -> dict[str, bytes]:
    """Give every file that a site is made from."""
    return {f"{part}/{name}": data for part in PARTS for name, data in tree(folder / part).items()}


def restore(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put files back as they were, as a change of branch does: what is the same is not touched."""
    now = written(folder)
    for name in now.keys() - files.keys():
        (folder / name).unlink()
    write(folder, {name: data for name, data in files.items() if now.get(name) != data})


def change_words(folder: Path, random: Random) -> str:
    """Write something else in one place of a file."""
    path = _any(folder, random, "*.md", "*.yml")
    text = path.read_text("utf-8")
    random_words = random.sample(WORDS, len(WORDS))
    pattern, others = next(own for own in (*random_words, ("$", ("\nA line more.\n",))) if re.search(own[0], text))
    place = random.choice(list(re.finditer(pattern, text)))
    new = random.choice(others)
    path.write_text(text[: place.start()] + new + text[place.end() :], "utf-8")
    return f"“{place[0]}” becomes “{new}” in {path.relative_to(folder)}"


def change_lines(folder: Path, random: Random) -> str:
    """Take a line out, write one twice, or put two in each other's place."""
    path = _any(folder, random, "*.md", "*.yml")
    lines = path.read_text("utf-8").splitlines(keepends=True)
    one, two = random.randrange(len(lines)), random.randrange(len(lines))
    kind = random.randrange(3)
    if kind == 0:
        del lines[one]
    elif kind == 1:
        lines.insert(one, lines[one])
    else:
        lines[one], lines[two] = lines[two], lines[one]
    path.write_text("".join(lines), "utf-8")
    return f"lines {one}, {two} ({kind}) of {path.relative_to(folder)}"


def add(folder: Path, random: Random) -> str:
    """Copy a file to where there is none, or over another."""
    path, other = _any(folder, random, "*.*"), _elsewhere(folder, random)
    if path != other:
        shutil.copy2(path, other)
    return f"{path.relative_to(folder)} copied to {other.relative_to(folder)}"


def move(folder: Path, random: Random) -> str:
    """Give a file another name or folder, or a folder another name."""
    if random.random() < 0.3:
        path = random.choice(sorted((folder / "content/challenges").iterdir()))
        other = path.with_name(random.choice(("aldbury-2023", "zeal-2026", "wexcombe-2025")))
    else:
        path, other = _any(folder, random, "*.*"), _elsewhere(folder, random)
    if path.is_file() or not other.exists():
        path.rename(other)
    return f"{path.relative_to(folder)} becomes {other.relative_to(folder)}"


def delete(folder: Path, random: Random) -> str:
    """Take away a file, or a challenge."""
    if random.random() < 0.2:
        path = random.choice(sorted((folder / "content/challenges").iterdir()))
        shutil.rmtree(path)
    else:
        path = _any(folder, random, "*.*")
        path.unlink()
    return f"{path.relative_to(folder)} deleted"


def swap(folder: Path, random: Random) -> str:
    """Let two files have each other's name, and so each other's date and number on the disk."""
    one, two = (_any(folder, random, "*.md") for _ in range(2))
    if one != two:
        aside = one.with_name("aside")
        one.rename(aside)
        two.rename(one)
        aside.rename(two)
    return f"{one.relative_to(folder)} and {two.relative_to(folder)} swapped"


def look(folder: Path, random: Random) -> str:
    """Change a template or an asset, or go back to those that are shipped."""
    kind = random.randrange(4)
    if kind == 0:
        shutil.rmtree(folder / "templates", ignore_errors=True)
    elif kind == 1:
        write(folder / "assets", {random.choice(("css/own.css", "crest.svg")): f"/* {random.random()} */"})
    elif kind == 2:
        shutil.rmtree(folder / "assets", ignore_errors=True)
    else:
        name, code = random.choice(CODE)
        start, mark, end = (
            (TEMPLATES / name).read_text("utf-8").rpartition("</body>" if name == "base.html" else "{% endblock %}")
        )
        write(folder / "templates", {name: start + code + mark + end})
        return f"{code} in {name}"
    return ("no own templates", "another asset", "no own assets")[kind]


def meddle(folder: Path, random: Random) -> str:
    """Alter or delete what the program has made: a file of the site, the site, or what it remembers."""
    made = sorted((folder / "site").rglob("*.*"))
    kind = random.randrange(5)
    if kind == 0 or not made:
        shutil.rmtree(folder / ".peerchallenge", ignore_errors=True)
        return "nothing is remembered"
    if kind == 1:
        shutil.rmtree(folder / "site")
        return "no site"
    path = random.choice([path for path in made if path.is_file() and path.name != ".peerchallenge-site"])
    if kind == 2:
        path.unlink()
    elif kind == 3:
        path.write_bytes(path.read_bytes()[::-1])
    else:
        write(folder / "site", {"stray/file.html": "<p>"})
    return f"{path.relative_to(folder)} meddled with ({kind})"


EDITS: tuple[Callable[[Path, Random], str], ...] = (
    *(change_words,) * 7,
    *(change_lines, add, move, delete, swap, look, look, meddle),
)
"""What a person may do, the most usual the most often."""


def _any(folder: Path, random: Random, *patterns: str) -> Path:
    found = {path for pattern in patterns for path in (folder / "content").rglob(pattern) if path.is_file()}
    return random.choice(sorted(found))


def _elsewhere(folder: Path, random: Random) -> Path:
    folders = [folder / "content/pages", *sorted(p for p in (folder / "content/challenges").iterdir() if p.is_dir())]
    return random.choice([own for own in folders if own.is_dir()]) / random.choice(NAMES)
