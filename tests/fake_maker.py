"""A maker of tiny sites for the tests of the preview: each Markdown-like file in a folder is a page, as it stands."""

from __future__ import annotations

import asyncio
import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from peerchallenge.preview.server import Preview
from peerchallenge.preview.snapshot import File, Snapshot
from peerchallenge.problems import Problem

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'"


def digest(text: str) -> str:
    """Give a short digest of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


@dataclass(slots=True)
class FakeMaker:
    """Makes a page of every `.md` file; a file that holds WRONG has a problem there."""

    folder: Path
    base_path: str = "/"
    seconds: float = 0
    panel: Callable[[str], str | None] = lambda _page: None
    seen: list[frozenset[str]] = field(default_factory=list)
    good: Snapshot | None = None

    def make(self, changed: frozenset[str], _quiet: Callable[[float], bool] = lambda _: True) -> Snapshot:
        """Read everything anew."""
        self.seen.append(changed)
        time.sleep(self.seconds)
        texts = {path: path.read_text("utf-8") for path in sorted(self.folder.rglob("*.md"))}
        problems = tuple(wrong for path, text in texts.items() if (wrong := self._problem(path, text)))
        if problems:
            last = self.good or Snapshot(number=0, base_path=self.base_path)
            return replace(last, number=len(self.seen), problems=problems, good=False)
        self.good = self._site({self._address(path): text for path, text in texts.items()})
        return self.good

    def _address(self, path: Path) -> str:
        name = path.relative_to(self.folder).with_suffix("").as_posix()
        return {"index": "/", "404": "/404.html"}.get(name, f"/{name}/")

    def _problem(self, path: Path, text: str) -> Problem | None:
        for number, line in enumerate(text.splitlines(), 1):
            if "WRONG" in line:
                return Problem(
                    path=path.as_posix(),
                    line=number,
                    column=line.index("WRONG") + 1,
                    code="wrong",
                    message=f"“{line.split()[0]}” is not a word for this.",
                    suggestion="Write: RIGHT <b>",
                    excerpt=line,
                )
        return None

    def _site(self, pages: dict[str, str]) -> Snapshot:
        css = (self.folder / "site.css").read_text("utf-8") if (self.folder / "site.css").exists() else ""
        style = f"/assets/css/site.{digest(css)}.css"
        head = (
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><meta charset="utf-8"><title>Page</title>'
            f'<link rel="stylesheet" href="{self.base_path[:-1]}{style}">'
        )

        def find(address: str) -> File | None:
            if address == style:
                return File(css.encode(), "text/css; charset=utf-8")
            if address not in pages:
                return None
            page = f'<!doctype html><html lang="en"><head>{head}</head><body>{pages[address]}</body></html>'
            return File(page.encode(), "text/html; charset=utf-8")

        return Snapshot(
            number=len(self.seen),
            find=find,
            base_path=self.base_path,
            digest_of=lambda address: digest(pages[address]) if address in pages else "",
            styles=(style,),
            panel=self.panel,
        )

    def wait(self, builds: int, seconds: float = 10) -> None:
        """Wait until the site has been made so many times."""
        end = time.monotonic() + seconds
        while len(self.seen) < builds and time.monotonic() < end:
            time.sleep(0.005)
        assert len(self.seen) >= builds


@dataclass(slots=True)
class Running:
    """A preview that runs, and what it said."""

    address: str
    maker: FakeMaker
    said: list[str]
    preview: Preview

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.address.split(":")[2].split("/")[0])


@contextmanager
def previewed(maker: FakeMaker, port: int = 0) -> Iterator[Running]:
    """Run the real server with a maker until the test is done."""
    said: list[str] = []
    ready: list[str] = []
    shown = threading.Event()

    def on_ready(address: str) -> None:
        ready.append(address)
        shown.set()

    preview = Preview(maker, (maker.folder,), said.append, on_ready, ())
    loop = asyncio.new_event_loop()
    task = loop.create_task(preview.run(port))

    def run() -> None:
        asyncio.set_event_loop(loop)
        try:
            loop.run_until_complete(task)
        except asyncio.CancelledError:
            pass
        finally:
            for other in asyncio.all_tasks(loop):
                other.cancel()
            loop.run_until_complete(asyncio.sleep(0.01))
            loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    assert shown.wait(10)
    try:
        yield Running(ready[0], maker, said, preview)
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join(10)
