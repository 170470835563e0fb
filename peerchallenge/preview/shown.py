"""The site as the preview shows it: any page of it, made when it is asked for; it watches and serves nothing."""

from __future__ import annotations

import mimetypes
import threading
from collections.abc import Mapping
from pathlib import Path

from peerchallenge import parts
from peerchallenge.pages import Page, Sheet
from peerchallenge.parts import Folder, Setting, Together
from peerchallenge.plan import challenges
from peerchallenge.plan.challenges import Beside
from peerchallenge.preview.snapshot import File
from peerchallenge.problems import Problem
from peerchallenge.publish import originals
from peerchallenge.remember.digest import digest
from peerchallenge.render import sheets, templates
from peerchallenge.sources import Output
from peerchallenge.todo import everything
from peerchallenge.todo import panel as panels

_HTML = "text/html; charset=utf-8"
_MOST_KEPT = 400
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


class Shown:
    """The pages of one challenge are made of its folder, all others of what was known of all challenges together.

    After a change the two may be a moment apart: `finished` brings them together.
    """

    def __init__(
        self,
        setting: Setting,
        folders: Mapping[str, Folder],
        problems: tuple[Problem, ...],
        together: Together,
        render: Renderer,
        program: str,
    ) -> None:
        """Begin; no page is made yet. `program` is how commands begin."""
        self.setting, self.folders, self.problems = setting, folders, problems
        self.together = together
        self.render, self.program = render, program
        self.base_path = setting.bench.home.base_path
        self._lock = threading.Lock()
        self._files = {f"/{output.path}": output for output in setting.files}

    @property
    def styles(self) -> tuple[str, ...]:
        """The addresses of the style sheets."""
        return tuple(sorted(address for address in self._files if address.endswith(".css")))

    def finished(self) -> Shown:
        """Give the same with everything that follows from the last change."""
        together = Together(self.setting, self.folders)
        if together.key == self.together.key:
            together = self.together
        return Shown(self.setting, self.folders, self.problems, together, self.render, self.program)

    def wrong(self) -> tuple[Problem, ...]:
        """Make every page that was not made before, and find what is wrong with them and between them."""
        done = parts.made(self.setting, self.together, None)
        found = parts.template_problems(done)
        return found or parts.checked(done, self.setting.bench.home, self.setting.bench.memory)

    def find(self, address: str) -> File | None:
        """Give what stands at an address."""
        if output := self._files.get(address) or self._original(address):
            data = Path(output.copy_of).read_bytes() if output.copy_of else output.data
            return File(data, _type(address))
        page = self._page(address)
        if page is None:
            return None
        return self.render(page, self.digest_of(address))

    def digest_of(self, address: str) -> str:
        """Sum up what stands at an address, but for its look; empty where nothing does."""
        if address in self._files:
            return address
        name = _challenge(address)
        if name in self.together.joined or name in self.folders:
            found = self._of_challenge(name, address)
            if found or address not in self.together.addresses:
                return found
        if address in self.together.addresses or address == everything.URL:
            return digest(self.together.key, self.render.key, *(problem.message for problem in self.problems)).hex()
        return ""

    def panel(self, address: str) -> str | None:
        """Give what is left to do for a page."""
        page = self._page(address)
        if page is None or isinstance(page, Sheet):
            return None
        made = panels.panel(page, self.together.library, self.problems, self.setting.bench.today, self.program)
        return panels.html(self.render.plain, made)

    def _of_challenge(self, name: str, address: str) -> str:
        own = self.folders.get(name)
        if own is None or own.said.recommendations is None:
            return ""
        _, sum_ = self._beside(name)
        if address not in challenges.addresses_of(own.answer[parts.OUTLINE]) and not self._original(address):
            return ""
        return digest(own.answer.key, sum_, self.render.key).hex()

    def _beside(self, name: str) -> tuple[Beside, bytes]:
        together = self.together
        if name not in together.places:
            return Beside(), b""
        place = together.places[name]
        return together.around[place], together.around.sums[place]

    def _page(self, address: str) -> Page | Sheet | None:
        own = self.folders.get(_challenge(address))
        if own and self._of_challenge(_challenge(address), address):
            beside, _ = self._beside(_challenge(address))
            made = challenges.pages(own.answer[parts.CHALLENGE], beside, self.setting.bench.today)
            return next((page for page in made if page.url == address), None)
        if address == everything.URL:
            return everything.todo(self.together.library, self.problems, self.setting.bench.today, self.program)
        return self.together.pages.get(address) if address in self.together.addresses else None

    def _original(self, address: str) -> Output | None:
        own = self.folders.get(_challenge(address))
        if own is None:
            return None
        named = ((file.name, file.path) for file in own.files)
        found = originals.outputs(named, own.said.used, "")
        return next((output for output in found if f"/{output.path}" == address), None)


class Renderer:
    """Makes files of pages with one look, and keeps those it made last."""

    def __init__(self, setting: Setting, before: Renderer | None = None) -> None:
        """Read the templates; where one fails, a page looks as it did `before`."""
        bench = setting.bench
        self.before: Renderer | None = before.before if before and before.failed else before
        self.failed: bool = False
        self.key = setting.look_but_for_style
        self.look = setting.look
        self.plain = templates.renderer(bench.templates, bench.assets, bench.view)
        self._made: dict[tuple[str, str], File] = {}
        self._lock = threading.Lock()

    def __call__(self, page: Page | Sheet, key: str) -> File:
        """Give the file of a page; `key` sums up what it shows."""
        with self._lock:
            if (page.url, key) not in self._made:
                if len(self._made) > _MOST_KEPT:
                    self._made.clear()
                self._made[page.url, key] = self._file(page)
            return self._made[page.url, key]

    def _file(self, page: Page | Sheet) -> File:
        if isinstance(page, Sheet):
            (output,) = sheets.outputs((page,))
            return File(output.data, "text/csv; charset=utf-8")
        result = self.plain(page)
        if isinstance(result, Output):
            return File(result.data, _type(page.url))
        self.failed = True
        if self.before:
            return self.before(page, "")
        return File(f"{result.message} {result.suggestion}".encode(), "text/plain; charset=utf-8")


def begun(
    setting: Setting, folders: Mapping[str, Folder], problems: tuple[Problem, ...], before: Shown | None, program: str
) -> Shown:
    """Show the folders as they are now, and what is of all challenges as it was."""
    same_look = before is not None and before.render.look == setting.look
    render = before.render if before and same_look else Renderer(setting, before.render if before else None)
    together = before.together if before and same_look else Together(setting, folders)
    return Shown(setting, folders, problems, together, render, program)


def _challenge(address: str) -> str:
    """Give the folder of the challenge that an address belongs to, if it does to one."""
    parts_ = address.removeprefix("/cy").split("/")
    return parts_[2] if len(parts_) > 3 and parts_[1] == "challenges" else ""


def _type(address: str) -> str:
    ending = Path(address).suffix.lower()
    if address.endswith("/") or ending == ".html":
        return _HTML
    return _TYPES.get(ending) or mimetypes.guess_type(address)[0] or "application/octet-stream"
