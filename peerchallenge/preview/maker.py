"""Makes the site for the preview: after a change only what it concerns, and a page when it is asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from peerchallenge import building, pipeline
from peerchallenge.building import Content, Start
from peerchallenge.options import Options
from peerchallenge.parts import Folder, Setting
from peerchallenge.preview.aside import Aside
from peerchallenge.preview.shown import Shown
from peerchallenge.preview.snapshot import Snapshot
from peerchallenge.preview.texts import Texts
from peerchallenge.problems import ContentError, Problem, in_order
from peerchallenge.read import files
from peerchallenge.read.files import File
from peerchallenge.remember import remembered
from peerchallenge.remember.packing import ForeignError
from peerchallenge.remember.store import Memory

_FEW = 20
_SECONDS_TO_END = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What is known after a change: everything that was read, and what came of each folder."""

    options: Options
    content: Content
    start: Start
    setting: Setting | None
    folders: Mapping[str, Folder]


class SiteMaker:
    """Makes snapshots of the site; what an edit does not concern is taken over from the one before.

    A first snapshot after a change shows the pages of the challenge that was edited. It is `unfinished`: those that
    follow bring what other pages show of it, and what is wrong between pages.
    """

    def __init__(self, content: Path, options: Callable[[], Options], memory: Memory, program: str) -> None:
        """Begin; `options` says how the site is made on the day it is asked, `program` how commands begin."""
        self._program = program
        self._folder = content
        self._options = options
        self._memory = memory
        self._convert = Texts()
        self._state: _State | None = None
        self._shown: Shown | None = None
        self._last = Snapshot(number=0, good=False)
        self._waiting: frozenset[str] = frozenset()
        self._prepared: Snapshot | None = None
        self._beside: Aside[Shown | tuple[Problem, ...]] | None = None
        self._odd: tuple[Problem, ...] = ()
        self._wrong_layout: tuple[Problem, ...] = ()

    def prepare(self) -> None:
        """Make the first snapshot before a server runs: processes start faster then."""
        self._prepared = self.make(frozenset())

    def make(self, changed: frozenset[str], quiet: Callable[[float], bool] = lambda _: True) -> Snapshot:
        """Make the site anew after a change, or go on with what the last snapshot left open while it is quiet."""
        if self._prepared and not changed:
            prepared, self._prepared = self._prepared, None
            return prepared
        self._waiting |= changed
        try:
            return self._gone_on(quiet) if self._last.unfinished and not changed else self._changed()
        except ContentError as error:
            return self._refused(error)
        except ForeignError:
            return self._anew()

    def close(self) -> None:
        """End what goes on beside, and the process that converts."""
        if self._beside:
            self._beside.give_up(_SECONDS_TO_END)
        self._convert.close()

    def _anew(self) -> Snapshot:
        """Make everything again, for what was remembered is altered or gone."""
        self._state = self._shown = None
        try:
            return self._changed()
        except ContentError as error:
            return self._refused(error)

    def _refused(self, error: ContentError) -> Snapshot:
        """Show what was there before, with what is wrong now."""
        number, problems = self._last.number + 1, in_order(error.problems)
        self._last = replace(self._last, number=number, good=False, problems=problems, unfinished=False)
        return self._last

    def _changed(self) -> Snapshot:
        """Show the challenges as they are after what changed."""
        if self._beside:
            self._beside.give_up()
        if self._shown and self._shown.is_spoilt:
            self._state = self._shown = None
        before, options = self._state, self._options()
        content = self._content(self._waiting, before)
        start = self._start(content, options, before)
        same = before.folders if before and before.start.key == start.key else {}
        folders = building.join(start, content, self._memory, same, self._convert if before else None)
        said = {name: own.said for name, own in folders.items()}
        found = (*content.problems, *start.problems, *building.problems_of(said))
        setting = before.setting if before and before.start.outside is start.outside else None
        self._state = _State(options=options, content=content, start=start, setting=setting, folders=folders)
        self._waiting = frozenset()
        pipeline.stop_at_errors(found, options)
        if setting is None:
            made = building.setting(start, content, options, self._memory)
            setting = replace(made, here=building.HERE, is_beside_server=True)
            self._state = replace(self._state, setting=setting)
        self._shown = Shown(setting, folders, found, self._shown, self._program)
        return self._snapshot((*found, *self._shown.look_again()))

    def _start(self, content: Content, options: Options, before: _State | None) -> Start:
        """Read what stands outside the folders of challenges, where that or the day is another than before."""
        if before and before.options == options and _same_outside(content, before.content):
            return replace(before.start, folders=building.divided(content.files)[1])
        return building.begun(content, options, *((self._convert,) if before else ()))

    def _gone_on(self, quiet: Callable[[float], bool]) -> Snapshot:
        """Bring what other pages show of a challenge that changed; then, what is wrong between pages."""
        state, shown = self._state, self._shown
        rest = shown.rest if shown else None
        if state is None or shown is None or rest is None:
            raise AssertionError("only what is shown is unfinished")
        if self._beside is None or self._beside.is_given_up:
            if self._beside and not self._beside.wait(quiet):
                return self._last
            self._beside = Aside(rest)
        if not self._beside.wait(quiet):
            return self._last
        beside, self._beside = self._beside, None
        came = beside.result()
        if isinstance(came, Shown):
            self._shown = came
            return self._snapshot(self._last.problems)
        return self._snapshot((*shown.problems, *building.placed(came, state.content)))

    def _snapshot(self, problems: Iterable[Problem]) -> Snapshot:
        shown = self._shown
        if shown is None:
            raise AssertionError("something is shown by now")
        self._last = Snapshot(
            number=self._last.number + 1,
            problems=in_order(problems),
            find=shown.find,
            base_path=shown.base_path,
            digest_of=shown.digest_of,
            styles=shown.styles,
            panel=shown.panel,
            unfinished=shown.rest is not None,
        )
        return self._last

    def _content(self, changed: frozenset[str], before: _State | None) -> Content:
        """Look at what changed; at all of it where files came or went."""
        if not self._folder.is_dir():
            raise ContentError([building.no_content(self._folder)])
        top = str(self._folder.absolute()) + os.sep
        places = {str(self._folder / path.removeprefix(top)) for path in changed if path.startswith(top)}
        if before is None or len(places) < len(changed):
            layout, self._wrong_layout = files.layout(self._folder)
        else:
            layout = before.content.layout
        old = {file.place: file for file in before.content.files} if before else {}
        listed = self._listed(places, old)
        if before is None:
            sums = remembered.sums(self._memory, self._folder, listed)
        else:
            was = before.content.sums
            sums = {f.place: was[f.place] if old.get(f.place) == f else files.sum_of(f) for f in listed}
        return Content(files=listed, sums=sums, problems=(*self._odd, *self._wrong_layout), layout=layout)

    def _listed(self, places: set[str], old: Mapping[str, File]) -> tuple[File, ...]:
        """List the files; one that changed is marked as another than before, whatever its date says."""
        again = {place: files.again(old[place]) if place in old else None for place in places}
        if old and len(again) <= _FEW and all(again.values()):
            return tuple(self._marked(again[place] or file) if place in again else file for place, file in old.items())
        listed, self._odd = files.listing(self._folder)
        return tuple(self._marked(file) if file.place in places else _unmarked(file, old) for file in listed)

    def _marked(self, file: File) -> File:
        return file._replace(stamp=(*file.stamp[:2], self._last.number))


def _unmarked(file: File, old: Mapping[str, File]) -> File:
    before = old.get(file.place)
    return before if before and (before.size, before.stamp[:2]) == (file.size, file.stamp) else file


def _same_outside(content: Content, before: Content) -> bool:
    """Whether nothing changed but the folders of challenges."""

    def outside(own: Content) -> tuple[tuple[str, bytes], ...]:
        common, _ = building.divided(own.files)
        return tuple((file.name, own.sums[file.place]) for file in common)

    return content.layout is before.layout and outside(content) == outside(before)
