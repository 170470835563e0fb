"""The site as the preview shows it: any page of it, made when it is asked for; it watches and serves nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from peerchallenge import making, parts
from peerchallenge.pages import CouncilPage, Page, Sheet
from peerchallenge.parts import Folder, Setting, Together
from peerchallenge.plan import challenges
from peerchallenge.plan.challenges import Beside
from peerchallenge.preview.looks import Look, kind_of
from peerchallenge.preview.snapshot import File
from peerchallenge.problems import Problem
from peerchallenge.publish import originals
from peerchallenge.records import Library
from peerchallenge.remember.digest import digest
from peerchallenge.remember.packing import ForeignError
from peerchallenge.sources import Output
from peerchallenge.todo import everything
from peerchallenge.todo import panel as panels

_SHEETS = 12


class Shown:
    """The pages of one challenge are made of its folder, all others of what was known of all challenges together.

    After a change the two may be a moment apart: `finished` brings them together. Threads may ask several at a time.
    """

    def __init__(
        self,
        setting: Setting,
        folders: Mapping[str, Folder],
        problems: tuple[Problem, ...],
        before: Shown | None,
        program: str,
    ) -> None:
        """Show the folders as they are now, and what is of all challenges as it was `before`.

        No page is made yet. `program` is how commands begin.
        """
        self.setting, self.folders, self.problems, self.program = setting, folders, problems, program
        self.base_path = setting.bench.home.base_path
        same_look = before is not None and (before.setting is setting or before.look.sum == setting.look)
        self.look: Look = before.look if before and same_look else Look(setting, before.look if before else None)
        now = Together(setting, folders, keeps=True)
        known = (before.together, before.coming) if before else ()
        self.coming: Together = next((own for own in known if own.key == now.key), now)
        self.together: Together = before.together if before and before.setting.key == setting.key else self.coming
        self.is_spoilt = False
        """Whether something that was remembered is no longer there, so that all of this has to be made anew."""
        self._is_checked = False
        self._files = {f"/{output.path}": output for output in setting.files}
        sheets = {address: output for address, output in self._files.items() if address.endswith(".css")}
        self.sheets: dict[str, Output] = {**(before.sheets if before else {}), **sheets}
        """The style sheets, with the last ones: a page loaded just before a change asks for its own just after."""
        for address in tuple(self.sheets)[:-_SHEETS]:
            del self.sheets[address]

    @property
    def styles(self) -> tuple[str, ...]:
        """The addresses of the style sheets."""
        return tuple(sorted(address for address in self._files if address.endswith(".css")))

    @property
    def rest(self) -> Callable[[Callable[[], bool]], Shown | tuple[Problem, ...]] | None:
        """What is to be done next beside showing pages, if anything is."""
        if self.together is not self.coming:
            return self.finished
        if not self._is_checked:
            return self.wrong
        return None if self.together.is_made else self.ready

    def ready(self, _goes_on: Callable[[], bool]) -> Shown:
        """Make what lists show before they are asked for."""
        _ready = self.together.pages
        return self

    def finished(self, _goes_on: Callable[[], bool]) -> Shown:
        """Give the same with everything that follows from the last change, ready to be shown."""
        _ready = self.coming.around, self.coming.addresses, self.coming.pages
        now = Shown(self.setting, self.folders, self.problems, self, self.program)
        now.together = now.coming = self.coming
        return now

    def wrong(self, goes_on: Callable[[], bool]) -> tuple[Problem, ...]:
        """Make every page that was not made before, and find what is wrong with them and between them."""
        done = parts.made(self.setting, self.together.of(self.folders), goes_on)
        found = parts.template_problems(done)
        self._is_checked = True
        return found or parts.checked(done, self.setting.bench.home, self.setting.bench.memory)[-1][0]

    def look_again(self) -> tuple[Problem, ...]:
        """Give what is wrong with the templates of the pages that were asked for last; a new look is tried on them."""
        if not self.look.is_tried:
            self.look.is_tried = True
            for address in tuple(self.look.asked):
                if _challenge(address) or self.together.is_made:
                    self.find(address)
        return tuple(self.look.problems)

    def find(self, address: str) -> File | None:
        """Give what stands at an address."""
        try:
            if output := self._files.get(address) or self.sheets.get(address) or self._original(address):
                return File(Path(output.copy_of).read_bytes() if output.copy_of else output.data, kind_of(address))
            key = self.digest_of(address)
            is_shared = key and not self._of_challenge(_challenge(address), address) and address != everything.URL
            memory = self.setting.bench.memory if is_shared else None
            return self.look.file(address, key, lambda: self._page(address), memory) if key else None
        except ForeignError:
            self.is_spoilt = True
            raise
        except FileNotFoundError:
            return None

    def digest_of(self, address: str) -> str:
        """Sum up what stands at an address, but for its look; empty where nothing does."""
        if address in self._files:
            return digest(address, self.setting.key if self._files[address].copy_of else b"").hex()
        if found := self._of_challenge(_challenge(address), address):
            return found
        if address == everything.URL:
            said = (part for own in self.problems for part in (own.message, own.path, str(own.line)))
            return digest(self.together.key, self.look.sum_but_for_style, *said).hex()
        if address in self.together.addresses:
            return digest(self.together.key, self.look.sum_but_for_style).hex()
        return ""

    def panel(self, address: str) -> str | None:
        """Give what is left to do for a page."""
        page = self._page(address)
        if page is None or isinstance(page, Sheet):
            return None
        library = self.together.library if isinstance(page, CouncilPage) else self._without_challenges()
        made = panels.panel(page, library, self.problems, self.setting.bench.today, self.program)
        return panels.html(self.look.plain, made)

    def _without_challenges(self) -> Library:
        """Give what all pages but those of councils need of the others: it is there at once."""
        own = self.setting.outside
        return Library(
            councils=own.councils,
            challenges=(),
            themes=(),
            pages=own.pages,
            redirects=(),
            originals=frozenset(),
        )

    def _of_challenge(self, name: str, address: str) -> str:
        own = self.folders.get(name)
        if own is None or own.said.recommendations is None:
            return ""
        if address not in challenges.addresses_of(own.answer[making.OUTLINE]) and not self._original(address):
            return ""
        _, sum_ = self._beside(name)
        return digest(own.answer.key, sum_, self.look.sum_but_for_style).hex()

    def _beside(self, name: str) -> tuple[Beside, bytes]:
        together = self.together
        if name not in together.places:
            return Beside(), b""
        place = together.places[name]
        return together.around[place], together.around.sums[place]

    def _page(self, address: str) -> Page | Sheet | None:
        name = _challenge(address)
        if self._of_challenge(name, address):
            beside, _ = self._beside(name)
            made = challenges.pages(self.folders[name].answer[making.CHALLENGE], beside, self.setting.bench.today)
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


def _challenge(address: str) -> str:
    """Give the folder of the challenge that an address belongs to, if it does to one."""
    parts_ = address.removeprefix("/cy").split("/")
    return parts_[2] if len(parts_) > 3 and parts_[1] == "challenges" else ""
