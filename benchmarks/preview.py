"""Measure live previews as a writer meets them: from saving a letter to its new words on the screen, in a real browser.

    python benchmarks/preview.py --challenges 100 [--peers hugo,peerchallenge] [--saves 10]

Each server is started twice, the second time with whatever it remembers, and left to do all that it does by itself.
A letter is open in Chromium while its file is replaced again and again: the time ends when the browser has drawn the
new words.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import measure
import processes
import results
from jobs import replace
from playwright.sync_api import Page, sync_playwright
from sites import SERVE, Site, delete_aside, lay
from tools import installed

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
PATIENCE = 300
"""Seconds that a server may take before we give it up."""
QUIET = 0.05
"""The part of a core below which a server is taken to have nothing left to do."""
DRAWN = """words => document.body?.textContent.includes(words)
    && new Promise(done => requestAnimationFrame(() => setTimeout(() => done(Date.now()))))"""
"""Gives the time at which the browser had drawn the words: what runs after a frame runs when it is on the screen."""


def preview(site: Site, page: Page, saves: int) -> dict[str, Any]:
    """Give what one server took to be ready, to show each save, and to do nothing."""
    was = site.letter.read_text("utf-8")
    with _served(site) as (server, first, _):
        _caught_up(server.pid)
    with _served(site) as (server, ready, address):
        page.goto(address)
        _caught_up(server.pid)
        took = [_save(site, page, f"{was}\n\nThe peers saved sentence number {turn}.\n") for turn in range(saves)]
        _caught_up(server.pid)
        return {
            "name": site.name,
            "first_ready": first,
            "ready": ready,
            "saves": took,
            "idle": _idle(server.pid),
            "memory": processes.memory(server.pid),
        }


def _save(site: Site, page: Page, text: str) -> float:
    """Save the letter as it now is, and give the seconds until the browser shows its last sentence."""
    time.sleep(1)
    saved = time.time()
    replace(site.letter, text)
    drawn = page.wait_for_function(DRAWN, arg=text.strip().rpartition("\n")[2], timeout=PATIENCE * 1000)
    return float(drawn.json_value()) / 1000 - saved


def _caught_up(session: int) -> None:
    """Wait until a server does no more of what it does by itself once a page can be seen."""
    give_up = time.monotonic() + PATIENCE
    while _idle(session, 3) > QUIET and time.monotonic() < give_up:
        pass


def _idle(session: int, seconds: float = 20) -> float:
    """Give the part of a core that a server uses while nobody does anything."""
    before = processes.processor(session)
    time.sleep(seconds)
    return (processes.processor(session) - before) / seconds


@contextmanager
def _served(site: Site) -> Iterator[tuple[subprocess.Popen[bytes], float, str]]:
    """Start a server, and give it, the seconds until it showed the letter, and the letter's address."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}/{site.address}/"
    start = time.perf_counter()
    with (site.folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            site.serve(port),
            cwd=site.folder,
            env=processes.surroundings(PEERCHALLENGE_SEARCH="0", BROWSER="true"),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_for(address, server, site.folder / "server.log")
        yield server, time.perf_counter() - start, address
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    give_up = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < give_up:
        with suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.02)
    raise processes.FailedError(f"its server did not show {address}. It said:\n{log.read_text('utf-8')[-2000:]}")


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _previews(sites: list[Site], saves: int) -> Iterator[dict[str, Any]]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        for site in sites:
            try:
                yield preview(site, browser.new_page(), saves)
            except processes.FailedError as error:
                print(f"{site.name} is left out: {error}", file=sys.stderr)
        browser.close()


def _asked() -> argparse.Namespace:
    parser = measure.parser(__doc__, tuple(SERVE))
    parser.add_argument("--saves", type=int, default=10, help="how often the letter is saved (10)")
    return parser.parse_args()


if __name__ == "__main__":
    asked = _asked()
    tools = installed(asked.peers, asked.work / "tools")
    raw = measure.text_of(asked)
    folder = asked.work / f"preview-{asked.challenges}"
    previews = list(_previews([lay(tool, raw, folder / tool.name) for tool in tools], asked.saves))
    delete_aside(folder)
    if not previews:
        sys.exit("No preview could be measured.")
    found = measure.setting(asked, tools, raw) | {"previews": previews}
    results.keep(asked.results, f"preview-{results.named(found)}", found)
