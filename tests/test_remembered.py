"""What is remembered is right: whatever was done to a site, the build says and makes what a clean one does."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import edits
import pytest
from edits import SITE_TEXT, restore, tree, write

from peerchallenge import pipeline, report
from peerchallenge.command import main
from peerchallenge.options import Options
from peerchallenge.problems import ContentError
from peerchallenge.publish import search_index
from peerchallenge.publish.output_folder import MARKER
from peerchallenge.read import files
from peerchallenge.remember import remembered

DAY = "2026-11-22"
SEEDS = (1, 2, 3)
STEPS = 8


@dataclass(frozen=True, slots=True)
class Result:
    """What a build came to: its exit code, what it printed, and every file of the site it made."""

    code: int
    said: str
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with a site in it that is built again and again."""

    folder: Path
    aside: Path
    said: Callable[[], str]
    go: Callable[[Path], None]

    def build(self, *asked: str) -> Result:
        """Build with all that is remembered."""
        return self._built(self.folder, asked)

    def clean(self, *asked: str) -> Result:
        """Build the same content in another folder, where nothing is remembered."""
        shutil.rmtree(self.aside, ignore_errors=True)
        for part in edits.PARTS:
            if (self.folder / part).exists():
                shutil.copytree(self.folder / part, self.aside / part, symlinks=True)
        return self._built(self.aside, asked)

    def _built(self, folder: Path, asked: tuple[str, ...]) -> Result:
        self.go(folder)
        code = main([*(() if "--as-of" in asked else ("--as-of", DAY)), *asked])
        said = re.sub(r"^(Took|Built|Nothing (was written|had changed)).*$", "", self.said(), flags=re.MULTILINE).strip()
        site = tree(folder / "site")
        site.pop(MARKER, None)
        return Result(code, said, site)

    def pure(self, *asked: str) -> Result:
        """Do the same in memory, as one pure function."""
        self.go(self.folder)
        inputs, problems = files.read(Path("content"))
        shown = report.as_json if "json" in asked else report.text
        try:
            built = pipeline.build(inputs, problems, _options(asked))
        except ContentError as error:
            return Result(1, shown(error.problems), {})
        made = {own.path: Path(own.copy_of).read_bytes() if own.copy_of else own.data for own in built.outputs}
        return Result(0, shown(built.problems), made)

    def differs(self, *asked: str) -> str:
        """Build in all three ways, and say how what is remembered differs; nothing where it does not."""
        before = self.build_of_before()
        own, clean, pure = self.build(*asked), self.clean(*asked), self.pure(*asked)
        expected = before if clean.code else clean.files
        faults = (
            _unlike("said", (own.code, own.said), (clean.code, clean.said)),
            _unlike_files("site", own.files, expected),
            _unlike("pure", (pure.code, pure.said), (clean.code, clean.said[: len(pure.said)])),
            "" if clean.code else _unlike_files("pure", pure.files, clean.files),
        )
        return "\n".join(filter(None, faults))

    def build_of_before(self) -> Mapping[str, bytes]:
        """Give the site as it stands."""
        return {name: data for name, data in tree(self.folder / "site").items() if name != MARKER}


def _options(asked: tuple[str, ...]) -> Options:
    def value(name: str, otherwise: str) -> str:
        return asked[asked.index(name) + 1] if name in asked else otherwise

    today = date.fromisoformat(value("--as-of", DAY))
    return Options(
        today=today,
        embargo_day=min(today, datetime.now(ZoneInfo("Europe/London")).date()),
        drafts="--drafts" in asked,
        strict="--strict" in asked,
        base_url=value("--base-url", ""),
        search=False,
    )


def _unlike(what: str, one: object, other: object) -> str:
    return "" if one == other else f"{what}:\n{one}\nand clean:\n{other}"


def _unlike_files(what: str, one: Mapping[str, bytes], other: Mapping[str, bytes]) -> str:
    names = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
    return f"{what}: {len(names)} files differ, {names[:5]}" if names else ""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Place]:
    """Give a folder with the site that has everything, built once. A date is believed at once."""
    monkeypatch.setattr(search_index, "available", lambda: False)
    monkeypatch.setattr(remembered, "_TOO_FRESH", 0)

    def said() -> str:
        printed = capsys.readouterr()
        return printed.out + printed.err

    own = Place(tmp_path / "own", tmp_path / "clean", said, monkeypatch.chdir)
    write(own.folder / "content", SITE_TEXT)
    yield own
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("seed", SEEDS)
def test_any_edits_one_after_another(place, seed):
    """After each of many edits at random the site, the problems and the exit code are those of a clean build."""
    random = Random(seed)
    assert place.differs() == ""
    good = [edits.written(place.folder)]
    done: list[str] = []
    for _ in range(STEPS):
        if len(done) and random.random() < 0.25:
            restore(place.folder, random.choice(good))
            done.append("as it was")
        else:
            done.append(random.choice(edits.EDITS)(place.folder, random))
        asked = random.choice(edits.OPTIONS) if random.random() < 0.2 else ()
        assert place.differs(*asked) == "", "\n".join((*done, str(asked)))
        if place.build(*asked).code == 0:
            good.append(edits.written(place.folder))
        elif random.random() < 0.7:
            restore(place.folder, good[-1])
            done.append("mended")
