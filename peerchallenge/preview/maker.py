"""Makes the site for the preview: after a change only what it concerns, and a page when it is asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from peerchallenge import building, pipeline
from peerchallenge.building import Content, Start
from peerchallenge.options import Options
from peerchallenge.parts import Folder
from peerchallenge.preview.shown import Shown, begun
from peerchallenge.preview.snapshot import Snapshot
from peerchallenge.problems import ContentError, Problem, in_order
from peerchallenge.prose import convert
from peerchallenge.prose.convert import Converted, Text
from peerchallenge.read import files
from peerchallenge.read.files import File
from peerchallenge.remember.store import Memory
from peerchallenge.workers import Standing

_SECONDS = 8.0
_MOST_TEXTS = 20_000
_FEW = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What is known after a change: everything that was read, and what came of each folder."""

    options: Options
    content: Content
    start: Start
    folders: Mapping[str, Folder]


class SiteMaker:
    """Makes snapshots of the site; what an edit does not concern is taken over from the one before.

    A first snapshot after a change shows the pages of the challenge that was edited. It is `unfinished`: the next one
    brings what other pages show of it, and what is wrong between pages.
    """

    def __init__(self, content: Path, options: Callable[[], Options], memory: Memory, program: str) -> None:
        """Begin; `options` says how the site is made on the day it is asked, `program` how commands begin."""
        self._program = program
        self._folder = content
        self._options = options
        self._memory = memory
        self._convert = _Texts()
        self._state: _State | None = None
        self._shown: Shown | None = None
        self._last = Snapshot(number=0, good=False)
        self._unfinished = False
        self._prepared: Snapshot | None = None
        self._odd: tuple[Problem, ...] = ()
        self._wrong_layout: tuple[Problem, ...] = ()

    def prepare(self) -> None:
        """Make the first snapshot before a server runs: processes start faster then."""
        self._prepared = self.make(frozenset())

    def make(self, changed: frozenset[str]) -> Snapshot:
        """Make the site anew after a change, or finish what the last snapshot left open."""
        if self._prepared and not changed:
            prepared, self._prepared = self._prepared, None
            return prepared
        number = self._last.number + 1
        try:
            problems = self._finished() if self._unfinished and not changed else self._changed(changed)
        except ContentError as error:
            self._unfinished = False
            self._last = replace(
                self._last, number=number, good=False, problems=in_order(error.problems), unfinished=False
            )
            return self._last
        shown = self._shown
        if shown is None:
            raise AssertionError("something is shown by now")
        self._last = Snapshot(
            number=number,
            problems=in_order(problems),
            find=shown.find,
            base_path=shown.base_path,
            digest_of=shown.digest_of,
            styles=shown.styles,
            panel=shown.panel,
            unfinished=self._unfinished,
        )
        return self._last

    def close(self) -> None:
        """End the process that converts."""
        self._convert.close()

    def _changed(self, changed: frozenset[str]) -> tuple[Problem, ...]:
        before = self._state
        options = self._options()
        content = self._content(changed, before)
        if before and before.options == options and _same_outside(content, before.content):
            start = replace(before.start, folders=building.divided(content.files)[1])
            folders = building.join(start, content, self._memory, before.folders, self._convert)
        else:
            start = building.begun(content, options)
            folders = building.join(start, content, self._memory)
        said = {name: own.said for name, own in folders.items()}
        found = (*content.problems, *start.problems, *building.problems_of(said))
        self._state = _State(options=options, content=content, start=start, folders=folders)
        pipeline.stop_at_errors(found, options)
        setting = replace(building.setting(start, content, options, self._memory, None), here=building.HERE)
        self._shown = begun(setting, folders, found, self._shown, self._program)
        self._unfinished = True
        return found

    def _finished(self) -> tuple[Problem, ...]:
        """Bring what other pages show of a challenge that changed, and what is wrong between pages."""
        state, shown = self._state, self._shown
        self._unfinished = False
        if state is None or shown is None:
            return ()
        self._shown = shown = shown.finished()
        return (*shown.problems, *building.placed(shown.wrong(), state.content))

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
        listed = self._listed(places, before)
        known = before.content.sums if before else {}
        sums = {
            file.place: known[file.place] if file.place in known and file.place not in places else files.sum_of(file)
            for file in listed
        }
        return Content(files=listed, sums=sums, problems=(*self._odd, *self._wrong_layout), layout=layout)

    def _listed(self, places: set[str], before: _State | None) -> tuple[File, ...]:
        """List the files; one that changed is marked as another than before, whatever its date says."""
        old = {file.place: file for file in before.content.files} if before else {}
        again = {place: files.again(old[place]) if place in old else None for place in places}
        if before and len(again) <= _FEW and all(again.values()):
            return tuple(self._marked(again[f.place] or f) if f.place in again else f for f in before.content.files)
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


class _Texts:
    """Converts texts in a process that stands ready, and keeps what came of each."""

    def __init__(self) -> None:
        self._process = Standing(convert.convert, _SECONDS)
        self._known: dict[Text, Converted] = {}

    def __call__(self, texts: Iterable[Text]) -> Mapping[Text, Converted]:
        wanted = tuple(texts)
        missing = [text for text in dict.fromkeys(wanted) if text not in self._known]
        if len(self._known) > _MOST_TEXTS:
            self._known.clear()
            missing = list(dict.fromkeys(wanted))
        self._known |= {
            text: convert.whole(result) for text, result in zip(missing, self._process.ask(missing), strict=True)
        }
        return {text: self._known[text] for text in wanted}

    def close(self) -> None:
        self._process.close()
