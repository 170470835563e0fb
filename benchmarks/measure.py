"""Measure this program against other generators, all in one run on one machine, and write down the ratios.

    python benchmarks/measure.py --challenges 100 [--peers hugo,eleventy] [--jobs cold,same] [--runs 3]

Every run is a whole process. In each round each job is done by every generator in turn, and compared with the first
one, Hugo, in the same round. benchmarks/README.md says what is measured and what is not the same among them.
"""

from __future__ import annotations

import argparse
import html
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import processes
import results
import text
from jobs import JOBS, Job, Original, original
from sites import Site, delete_aside, lay
from tools import NAMES, OURS, Tool, installed, versions


def measure(asked: argparse.Namespace) -> None:
    """Measure, and keep what was found after every round: a long run that is stopped has not been for nothing."""
    tools = installed(asked.peers, asked.work / "tools")
    raw = text_of(asked)
    folder = asked.work / str(asked.challenges)
    laid = {site: original(site) for site in [lay(tool, raw, folder / tool.name) for tool in tools]}
    ready = {site: was for site, was in laid.items() if _builds(site)}
    pages = {site.name: len(list(site.output.rglob("*.html"))) for site in ready}
    runs: list[dict[str, Any]] = []
    found = setting(asked, tools, raw) | {"pages": pages, "runs": runs}
    for turn in range(1, asked.runs + 1):
        runs += _round(turn, ready, asked.jobs)
        results.keep(asked.results, results.named(found), found)
    delete_aside(folder)


def text_of(asked: argparse.Namespace) -> Path:
    """Give the folder with the text to measure on, written now unless one was named."""
    raw: Path | None = asked.raw
    if raw is None:
        raw = asked.work / f"text-{asked.challenges}"
        text.write(raw, asked.challenges)
    return raw


def setting(asked: argparse.Namespace, tools: tuple[Tool, ...], raw: Path) -> dict[str, Any]:
    """Give what a reader needs to know of how, when and on what was measured."""
    documents = list((raw / "content").glob("*/*.md"))
    return {
        "command": _command(asked),
        "measured": datetime.now(UTC).date().isoformat(),
        "challenges": len([path for path in documents if path.stem.endswith("-letter")]),
        "documents": len(documents),
        "machine": _machine(),
        "versions": versions(tools),
    }


def _round(turn: int, ready: dict[Site, Original], names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Do each job with every generator before the next job; what fails is told and left out."""
    for job in [job for job in JOBS if job.name in names]:
        for site, was in ready.items():
            try:
                cost = _do(job, site, was, turn)
            except processes.FailedError as error:
                print(f"{site.name} failed at the job “{job.name}”: {error}", file=sys.stderr)
                continue
            print(f"{turn} {job.name:9} {site.name:14} {cost.wall:8.2f} s {cost.cpu:8.2f} s of processor", flush=True)
            yield {"round": turn, "job": job.name, "name": site.name, **asdict(cost)}


def _do(job: Job, site: Site, was: Original, turn: int) -> processes.Cost:
    """Prepare the job, do it, and make sure that it was done; only ours can find an index that it made before."""
    finds = job.search and site.name == OURS
    if finds:
        _run(site, search=True)
    words = job.prepare(site, was, turn)
    cost = _run(site, search=job.search, memory=job.memory)
    if not site.page.exists() or _plain(words) not in _plain(site.page.read_text("utf-8")):
        raise processes.FailedError(f"its page of the letter lacks “{words}”")
    if finds:
        _run(site)
    return cost


def _plain(words: str) -> str:
    """Undo what some Markdown does to the marks in words."""
    return html.unescape(words).replace("’", "'")


def _run(site: Site, *, search: bool = False, memory: bool = False) -> processes.Cost:
    environment = {"PEERCHALLENGE_SEARCH": "1" if search else "0"}
    built = processes.run(site.build, site.folder, environment, memory=memory)
    if not search or site.name == OURS:
        return built
    index = (sys.executable, "-m", "pagefind", "--site", str(site.output), "--quiet")
    return processes.both(built, processes.run(index, site.folder, {}))


def _builds(site: Site) -> bool:
    """Build once without measuring: this warms the disk's cache, and shows whether it can be measured."""
    try:
        _run(site)
    except processes.FailedError as error:
        print(f"{site.name} is left out, because it could not build its site:\n{error}", file=sys.stderr)
        return False
    return True


def _machine() -> dict[str, Any]:
    facts = dict(line.split(":", 1) for line in Path("/proc/cpuinfo").read_text().splitlines() if ":" in line)
    named = {name.strip(): value.strip() for name, value in facts.items()}
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {"cores": os.cpu_count(), "processor": named.get("model name", "not known"), "memory": memory}


def _command(asked: argparse.Namespace) -> str:
    """Give the command as someone else would type it, without the names of folders on this machine."""
    said = [f"python benchmarks/{Path(sys.argv[0]).name}"]
    for name, value in vars(asked).items():
        if name == "raw" and value:
            said.append("--raw FOLDER")
        elif name not in {"raw", "work", "results"}:
            said.append(f"--{name} {','.join(value) if isinstance(value, tuple) else value}")
    return " ".join(said)


def parser(says: str | None, names: tuple[str, ...]) -> argparse.ArgumentParser:
    """Give the options that every measurement has."""
    made = argparse.ArgumentParser(description=says, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--challenges", type=int, default=100, help="each is three documents (100)")
    made.add_argument("--peers", type=_listed(names), default=names, help=", ".join(names))
    made.add_argument("--raw", type=_folder, help="measure on this text, and not on our own")
    made.add_argument("--work", type=_folder, default=Path(tempfile.gettempdir(), "peerchallenge-benchmarks"))
    made.add_argument("--results", type=_folder, default=results.FOLDER, help="where the results are kept")
    return made


def _asked() -> argparse.Namespace:
    every = tuple(job.name for job in JOBS)
    options = parser(__doc__, NAMES)
    options.add_argument("--jobs", type=_listed(every), default=every, help=", ".join(every))
    options.add_argument("--runs", type=int, default=3, help="how many rounds (3)")
    return options.parse_args()


def _folder(name: str) -> Path:
    return Path(name).resolve()


def _listed(known: tuple[str, ...]) -> Any:
    def read(words: str) -> tuple[str, ...]:
        wanted = words.split(",")
        if unknown := set(wanted) - set(known):
            raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))} is not one of {', '.join(known)}")
        return tuple(name for name in known if name in wanted)

    return read


if __name__ == "__main__":
    measure(_asked())
