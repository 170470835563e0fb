"""Shape the benchmark's text to what this program reads: one folder a challenge, with a letter, a response, a review.

    python benchmarks/corpus.py RAW OUT

RAW is a folder that holds `content/COUNCIL/YYYY-MM-KIND-{letter,response,progress}.md` and `councils.json`; OUT becomes
a content folder. Everything is a function of RAW alone, so the corpus for 100 challenges is part of that for 1,000.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import frontmatter
import yaml

SITE = """title: Peer challenges measured
publisher: The benchmark
base_url: https://peers.benchmark.example/
licence: OGL-UK-3.0
contact: {email: peers@benchmark.example}
status_words:
  On track: {state: in-progress, rating: on-track}
  Delayed: {state: in-progress, rating: off-track}
  Ongoing: {state: in-progress}
"""
TYPES = {"childrens-services": "children"}
DECISIONS = ("accepted", "accepted", "accepted", "partly-accepted", "noted", "not-accepted")
STATUS_ROW = re.compile(r"^\| \d+ \| ([^|]+) \| ([^|]+) \|", re.MULTILINE)
LINK = re.compile(r"\.\./[\w-]+-(letter|response|progress)/")
FILES = {"letter": "letter.md", "response": "response.md", "progress": "progress-review.md"}


def shape(raw: Path, out: Path) -> int:
    """Write the content folder and give how many challenges it holds."""
    councils = json.loads((raw / "councils.json").read_text(encoding="utf-8"))
    councils = [council for council in councils if (raw / "content" / council["slug"]).is_dir()]
    _write(out / "site.yml", SITE)
    _write(
        out / "councils.yml",
        _yaml(
            [
                {"id": c["slug"], "name": c["name"], "type": c["group"], "region": c["region"], "nation": _nation(c)}
                for c in councils
            ]
        ),
    )
    _write(out / "pages" / "about.md", "---\ntitle: About\n---\n\nWhat is measured here is invented.\n")
    letters = sorted((raw / "content").glob("*/*-letter.md"))
    for path in letters:
        _challenge(path, out)
    return len(letters)


def _challenge(letter: Path, out: Path) -> None:
    stem = letter.name.removesuffix("-letter.md")
    texts = {kind: frontmatter.load(str(letter.with_name(f"{stem}-{kind}.md"))) for kind in FILES}
    facts: Any = texts["letter"].metadata
    kind = stem[8:]
    folder = out / "challenges" / f"{facts['council_slug']}-{stem}"
    event = {
        "councils": facts["council_slug"],
        "type": TYPES.get(kind, kind),
        "title": f"{facts['challenge']}, {facts['council']}, {stem[:7]}",
        "onsite": {"start": facts["onsite_start"], "end": facts["onsite_end"]},
        "themes": facts["themes"],
        "team": facts["peers"],
    }
    _write(folder / "challenge.md", _document(event, f"Peers spent four days with {facts['council']}."))
    for name, extra in (
        ("letter", {"recommendations": list(_recommendations(facts))}),
        ("response", dict(_answers(texts["response"]))),
        ("progress", {"updates": list(_updates(texts["response"].metadata["actions"]))}),
    ):
        own = texts[name]
        head = {"title": own["title"], "dated": own["date"], "published": own["date"], **extra}
        body = LINK.sub(lambda found: FILES[found.group(1)], own.content)
        _write(folder / FILES[name], _document(head, body.replace("#action-plan", "#section-action-plan")))


def _recommendations(facts: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for one in facts["recommendations"]:
        theme = facts["themes"][one["number"] % len(facts["themes"])]
        yield {"ref": f"R{one['number']}", "title": one["title"], "text": one["text"], "theme": theme}


def _answers(response: frontmatter.Post) -> Iterator[tuple[str, Any]]:
    rows = STATUS_ROW.findall(response.content)
    actions: Any = response.metadata["actions"]
    yield (
        "responses",
        [
            {"to": f"R{a['recommendation']}", "decision": DECISIONS[a["due"].toordinal() % len(DECISIONS)]}
            for a in actions
        ],
    )
    yield (
        "actions",
        [
            {
                "ref": f"{a['recommendation']}.1",
                "action": action.strip(),
                "for": f"R{a['recommendation']}",
                "owner": a["owner"],
                "due": a["due"],
            }
            for a, (_, action) in zip(actions, rows, strict=True)
        ],
    )


def _updates(actions: Any) -> Iterator[dict[str, Any]]:
    for a in actions:
        words = f"The owner reported to the board that this is {a['status'].lower()}."
        yield {"action": f"{a['recommendation']}.1", "status": a["status"], "words": words, "said_by": "peer-team"}


def _nation(council: dict[str, str]) -> str:
    return "wales" if council["region"] == "Wales" else "england"


def _document(head: dict[str, Any], body: str) -> str:
    return f"---\n{_yaml(head)}---\n\n{body}\n"


class _Plain(yaml.SafeDumper):
    """Writes a value in full wherever it stands: what this program reads has no aliases."""

    def ignore_aliases(self, _: Any) -> bool:
        return True


def _yaml(value: Any) -> str:
    return yaml.dump(value, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=1_000_000)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("raw", type=Path)
    parser.add_argument("out", type=Path)
    asked = parser.parse_args()
    sys.stdout.write(f"{shape(asked.raw, asked.out)} challenges\n")
