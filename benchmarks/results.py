"""Turn the measurements kept as JSON into a page for people to read: RESULTS.md is written here and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from jobs import JOBS

FOLDER = Path(__file__).parent / "results"
QUIET = 0.25
"""How many cores may do other work while a time by the clock still says something."""
TOP = """# Results

Written by `measure.py` and `preview.py`; do not edit. [README.md](README.md) says what is measured and what is not the
same among the generators. Times are medians. × is the median of the ratios to the first generator named, each within
one round. A time by the clock marked * was taken while other work ran on the machine: there, read the processor's time.
"""
Runs = list[dict[str, Any]]


def named(found: dict[str, Any]) -> str:
    """Give the name to keep measurements under: by size, those on another text than ours apart."""
    return f"{found['challenges']}{'-other-text' if _on_other_text(found) else ''}"


def keep(folder: Path, name: str, found: dict[str, Any]) -> None:
    """Keep what was measured, over what was kept under the same name, and write the page anew."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    renew(folder)


def renew(folder: Path = FOLDER) -> None:
    """Write RESULTS.md beside the folder, from all that is kept in it."""
    builds = _kept(folder, "[0-9]*.json")
    parts = [TOP]
    for found in builds:
        parts += _builds(found)
    parts += _growth([found for found in builds if not _on_other_text(found)])
    parts += _growth([found for found in builds if _on_other_text(found)])
    for found in _kept(folder, "preview-*.json"):
        parts += _preview(found)
    folder.with_name("RESULTS.md").write_text("\n".join(parts), "utf-8")


def _kept(folder: Path, names: str) -> list[dict[str, Any]]:
    found = [json.loads(path.read_text("utf-8")) for path in folder.glob(names)]
    return sorted(found, key=lambda one: (one["challenges"], _on_other_text(one)))


def _on_other_text(found: dict[str, Any]) -> bool:
    return "--raw" in found["command"]


def _builds(found: dict[str, Any]) -> Iterator[str]:
    yield f"## {found['challenges']:,} challenges, {found['documents']:,} documents\n"
    yield from _setting(found)
    made = ", ".join(f"{name} {count:,}" for name, count in found["pages"].items())
    yield f"Pages made: {made}.\n"
    for job in JOBS:
        runs = [run for run in found["runs"] if run["job"] == job.name]
        if runs:
            yield f"### {job.says}\n"
            yield from _memory(runs) if job.memory else _times(runs)


def _times(runs: Runs) -> Iterator[str]:
    yield "| | Seconds | × | Seconds of processor | × | Largest process, MB |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for name in _names(runs):
        own = [run for run in runs if run["name"] == name]
        mark = "*" if median(run["others"] for run in own) > QUIET else ""
        wall, cpu = (median(run[what] for run in own) for what in ("wall", "cpu"))
        largest = median(run["largest"] for run in own) / 1e6
        ratios = f"{_ratio(runs, name, 'wall')} | {cpu:.2f} | {_ratio(runs, name, 'cpu')}"
        yield f"| {name} | {wall:.2f}{mark} | {ratios} | {largest:.0f} |"
    yield ""


def _memory(runs: Runs) -> Iterator[str]:
    yield "| | All processes, MB | × |"
    yield "| --- | ---: | ---: |"
    for name in _names(runs):
        together = median(run["together"] for run in runs if run["name"] == name) / 1e6
        yield f"| {name} | {together:.0f} | {_ratio(runs, name, 'together')} |"
    yield ""


def _growth(builds: list[dict[str, Any]]) -> Iterator[str]:
    """Compare what one document costs in the largest site and in the next smaller one."""
    if len(builds) < 2:
        return
    small, large = builds[-2:]
    yield f"## Cold, what a document costs: {large['documents']:,} documents against {small['documents']:,}\n"
    yield "| | Seconds of processor a document, × |\n| --- | ---: |"
    for name in _names(large["runs"]):
        each = [_cold(found, name) for found in (small, large)]
        if all(each):
            yield f"| {name} | {each[1] / each[0]:.2f} |"
    yield ""


def _cold(found: dict[str, Any], name: str) -> float:
    costs = [run["cpu"] for run in found["runs"] if run["job"] == "cold" and run["name"] == name]
    return float(median(costs)) / found["documents"] if costs else 0.0


def _preview(found: dict[str, Any]) -> Iterator[str]:
    yield f"## Preview, {found['challenges']:,} challenges, {found['documents']:,} documents\n"
    yield from _setting(found)
    yield "| | Ready at first, s | Ready again, s | Save to the screen, ms | × | Idle, % of a core | MB |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    first = median(found["previews"][0]["saves"])
    for one in found["previews"]:
        save = median(one["saves"])
        spread = f"{1000 * save:.0f} ({1000 * min(one['saves']):.0f}–{1000 * max(one['saves']):.0f})"
        ready = f"{one['first_ready']:.2f} | {one['ready']:.2f}"
        idle = f"{100 * one['idle']:.1f} | {one['memory'] / 1e6:.0f}"
        yield f"| {one['name']} | {ready} | {spread} | {_short(save / first)} | {idle} |"
    yield ""


def _setting(found: dict[str, Any]) -> Iterator[str]:
    machine = found["machine"]
    yield f"    {found['command']}\n"
    said = ", ".join(f"{name} {version}" for name, version in found["versions"].items())
    where = f"{machine['cores']} cores, {machine['processor']}, {machine['memory'] / 1e9:.0f} GB"
    yield f"Measured {found['measured']} on {where}. {said}.\n"


def _names(runs: Runs) -> tuple[str, ...]:
    return tuple(dict.fromkeys(run["name"] for run in runs))


def _ratio(runs: Runs, name: str, what: str) -> str:
    """Give the median over the rounds of what one cost against the first in the same round."""
    rounds: dict[int, dict[str, float]] = {}
    for run in runs:
        rounds.setdefault(run["round"], {})[run["name"]] = run[what]
    first = _names(runs)[0]
    ratios = [costs[name] / costs[first] for costs in rounds.values() if costs.keys() >= {name, first}]
    return _short(median(ratios)) if ratios else "–"


def _short(ratio: float) -> str:
    return f"{ratio:.2g}" if ratio < 10 else f"{ratio:.0f}"
