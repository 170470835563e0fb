"""Make the words that every generator is measured on: letters, responses and reviews of councils that do not exist.

    python benchmarks/text.py --challenges 100 FOLDER

FOLDER gets `councils.json` and `content/COUNCIL/YYYY-MM-KIND-{letter,response,progress}.md`. Each challenge is a
function of the seed and its own number, so the text for 100 challenges is the beginning of that for 1,000.
"""

from __future__ import annotations

import argparse
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import yaml

Facts = dict[str, Any]
Say = Callable[[str, str], str]

COUNCILS = 350
PHRASES: Facts = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))
LISTS: dict[str, list[str]] = PHRASES["lists"]
THEMES: list[str] = PHRASES["themes"]
NAMES: dict[str, list[str]] = PHRASES["names"]
SLOT = re.compile(r"\{(\w+)\}")


def write(out: Path, challenges: int, seed: int = 2026) -> None:
    """Write the text of so many challenges, and the list of all councils whether they have one or not."""
    councils = _councils(seed)
    _save(out / "councils.json", json.dumps(councils, indent=1))
    for number in range(challenges):
        council = councils[number % COUNCILS]
        for name, head, body in _documents(council, number, Random(f"{seed}:{number}")):
            _save(out / "content" / council["slug"] / name, f"---\n{_yaml(head)}---\n\n{body}\n")


def _councils(seed: int) -> list[dict[str, str]]:
    names = [start + end for start in NAMES["starts"] for end in NAMES["ends"]]
    draw = Random(seed)
    draw.shuffle(names)
    return [_council(name, draw) for name in names[:COUNCILS]]


def _council(name: str, draw: Random) -> dict[str, str]:
    group, words = draw.choice(list(PHRASES["councils"].items()))
    return {"slug": name.lower(), "name": f"{name} {words}", "group": group, "region": draw.choice(PHRASES["regions"])}


def _documents(council: dict[str, str], number: int, draw: Random) -> Iterator[tuple[str, Facts, str]]:
    """Give each document's file name, facts and text."""
    kind, challenge = draw.choice(list(PHRASES["challenges"].items()))
    visit = date(2025 - number // COUNCILS, draw.randint(1, 9), draw.randint(1, 24))
    stem = f"{visit:%Y-%m}-{kind}"
    say = _speaker(council, challenge, visit, stem, draw)
    headlines = _different(lambda: say("letter", "headline"), 10)
    advice = [{"number": n, "title": title, "text": say("letter", "advice")} for n, title in enumerate(headlines, 1)]
    actions = [_action(number, visit, draw) for number in range(1, 11)]
    team = [{"role": role, "organisation": f"{_place(draw)} Council"} for role in LISTS["role"]]
    stay = {"onsite_start": visit, "onsite_end": visit + timedelta(days=3)}
    head = {"council": council["name"], "council_slug": council["slug"], "region": council["region"]}
    for part, days, words, facts, body in (
        (
            "letter",
            60,
            "feedback letter",
            {**stay, "themes": THEMES, "peers": team, "recommendations": advice},
            _letter(say, advice, team, draw),
        ),
        ("response", 110, "council response", {"actions": actions}, _response(say, advice, actions)),
        ("progress", 330, "progress review", {}, _progress(say)),
    ):
        own = {"title": f"{challenge}: {council['name']} {words}, {visit:%B %Y}", "date": visit + timedelta(days=days)}
        yield f"{stem}-{part}.md", {**own, "document": part, **head, "challenge": challenge, **facts}, body


def _action(number: int, visit: date, draw: Random) -> Facts:
    due = visit + timedelta(days=draw.randint(120, 600))
    return {
        "recommendation": number,
        "status": draw.choice(PHRASES["statuses"]),
        "owner": draw.choice(LISTS["post"]),
        "due": due,
    }


def _speaker(council: dict[str, str], challenge: str, visit: date, stem: str, draw: Random) -> Say:
    """Give the function that says one sentence of a kind, about this challenge."""
    figures: dict[str, Callable[[], str]] = {
        "place": lambda: _place(draw),
        "percent": lambda: str(draw.randint(6, 97)),
        "money": lambda: f"{draw.randint(3, 899) / 10:.1f}",
        "count": lambda: str(draw.randint(3, 60)),
        "year": lambda: str(visit.year + draw.randint(-4, 3)),
        "date": lambda: f"{visit + timedelta(days=draw.randint(90, 900)):%B %Y}",
        "days": lambda: "four",
        "met": lambda: str(draw.randint(80, 240)),
        "meetings": lambda: str(draw.randint(30, 70)),
        "visit": lambda: f"{visit.day} {visit:%B %Y}",
        "challenge": lambda: challenge,
        "council": lambda: council["name"],
        "slug": lambda: council["slug"],
        "letter": lambda: f"../{stem}-letter/",
        "response": lambda: f"../{stem}-response/",
        "plan_anchor": lambda: "#action-plan",
    }

    def fill(slot: re.Match[str]) -> str:
        name = slot.group(1)
        return figures[name]() if name in figures else draw.choice(LISTS[name])

    def say(document: str, kind: str) -> str:
        sentence = SLOT.sub(fill, draw.choice(PHRASES[document][kind]))
        return sentence[0].upper() + sentence[1:]

    return say


def _letter(say: Say, advice: list[Facts], team: list[dict[str, str]], draw: Random) -> str:
    def found(sentences: int) -> str:
        return " ".join(say("letter", "finding") for _ in range(sentences))

    def points(count: int) -> str:
        return "\n".join(f"- {found(1)}" for _ in range(count))

    def quoted() -> str:
        return f"> “{say('letter', 'quotation')}”"

    parts = ["## Introduction", say("letter", "opening"), found(4), "## What stood out", found(5), found(5), found(4)]
    parts += [quoted(), "## Recommendations", "The peers recommend ten things."]
    for one in advice:
        parts += [
            f"### Recommendation {one['number']}: {one['title']}",
            f"**{one['title']}.** {one['text']} {found(1)}",
        ]
    peers = "\n".join(f"- **{one['role']}**, {one['organisation']}" for one in team)
    scope = "\n".join(f"{number}. **{theme}**: {found(1)}" for number, theme in enumerate(THEMES, 1))
    parts += ["## How we worked", found(3), "### The team", peers, "### What we looked at", scope, "## Findings"]
    for number, theme in enumerate(THEMES):
        parts += [f"### {theme}", found(4), "What is **going well**:", points(3), found(4)]
        parts.append(_figures(draw) if number == 1 else quoted() if number % 2 == 0 else found(3))
    signed = f"{team[-1]['role']}  \n{team[-1]['organisation']}"
    return "\n\n".join([*parts, "## What happens next", say("letter", "closing"), signed])


def _figures(draw: Random) -> str:
    rows = [
        f"| {service.capitalize()} | " + " | ".join(f"{draw.randint(20, 99)}%" for _ in range(3)) + " |"
        for service in draw.sample(LISTS["service"], 6)
    ]
    return "\n".join(["| Service | Two years ago | Last year | Neighbours |", "| --- | --- | --- | --- |", *rows])


def _response(say: Say, advice: list[Facts], actions: list[Facts]) -> str:
    def answered(sentences: int) -> str:
        return " ".join(say("response", "answer") for _ in range(sentences))

    table = ["| No. | Recommendation | Action | Owner | Due | Status |", "| --- | --- | --- | --- | --- | --- |"]
    for one, action in zip(advice, actions, strict=True):
        promised = f"{say('response', 'action')} | {action['owner']} | {action['due']:%B %Y} | {action['status']}"
        table.append(f"| {one['number']} | {one['title']} | {promised} |")
    parts = ["## Our answer", say("response", "opening"), answered(4), answered(3), "## Action plan", "\n".join(table)]
    for theme in THEMES:
        parts += [f"## {theme}", answered(3), f"- {answered(1)}\n- {answered(1)}"]
    return "\n\n".join([*parts, "## How we will report", answered(3), "Leader of the Council  \n**Chief Executive**"])


def _progress(say: Say) -> str:
    def found(sentences: int) -> str:
        return " ".join(say("progress", "finding") for _ in range(sentences))

    parts = [
        "## Why we came back",
        say("progress", "opening"),
        found(5),
        "## What we saw",
        found(6),
        "## Theme by theme",
    ]
    for theme in THEMES:
        parts += [f"### {theme}", found(6), f"- {found(1)}\n- {found(1)}"]
    parts += [f"> “{say('letter', 'quotation')}”", "## Last words", say("progress", "closing"), found(6)]
    return "\n\n".join(parts)


def _different(made: Callable[[], str], count: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        found[made()] = None
    return list(found)


def _place(draw: Random) -> str:
    return "".join(draw.choice(NAMES[part]) for part in ("starts", "middles", "ends"))


def _yaml(head: Facts) -> str:
    return yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=1_000_000)


def _save(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--challenges", type=int, default=100)
    asked = parser.parse_args()
    write(asked.folder, asked.challenges)
