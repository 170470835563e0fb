"""What is remembered is right: whatever was done to a site, the build says and makes what a clean one does."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from random import Random

import edits
import pytest
from edits import SITE_TEXT, TEMPLATES, restore, tree, write
from record import EVENT

from peerchallenge import arguments, building, parts, pipeline, report
from peerchallenge.check import rules
from peerchallenge.command import main
from peerchallenge.options import Options
from peerchallenge.problems import ContentError
from peerchallenge.publish import record as site_record
from peerchallenge.publish.output_folder import MARKER
from peerchallenge.publish.shelf import Shelf
from peerchallenge.read import files
from peerchallenge.remember import remembered, store

DAY = "2026-11-22"
NOW = date(2027, 6, 1)
SEEDS = (1, 13)
STEPS = 7
AFTER, VALE, JOINT = "challenges/wexcombe-2026/", "challenges/vale-2025/", "challenges/joint-2024/"


class Clock(datetime):
    """A clock that stands still, so that an embargo lifts on the same day wherever this runs."""

    @classmethod
    def now(cls, tz=None):
        """Give a moment of that day."""
        return cls(NOW.year, NOW.month, NOW.day, 12, tzinfo=tz)


@dataclass(frozen=True, slots=True)
class Result:
    """What a build came to: its exit code, what it printed, and every file of the site that stands there."""

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

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files of the content."""
        write(self.folder / "content", files)

    def replace(self, name: str, old: str, new: str) -> None:
        """Write other words in a file of the content."""
        text = (self.folder / "content" / name).read_text("utf-8")
        assert old in text
        self.write({name: text.replace(old, new)})

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

    def pure(self, *asked: str) -> Result:
        """Do the same in memory, as one function of what is read."""
        self.go(self.folder)
        inputs, problems = files.read(Path("content"))
        shown = report.as_json if "json" in asked else report.text
        try:
            built = pipeline.build(inputs, problems, _options(asked))
        except ContentError as error:
            return Result(1, shown(error.problems), {})
        made = {own.path: Path(own.copy_of).read_bytes() if own.copy_of else own.data for own in built.outputs}
        return Result(0, shown(built.problems), made)

    def differs(self, *asked: str, clean: bool = True) -> str:
        """Build with all that is remembered and without, and say how it differs; nothing where it does not."""
        before = self.site()
        own = self.build(*asked)
        others = {"pure": self.pure(*asked)} | ({"clean": self.clean(*asked)} if clean else {})
        faults = []
        for what, other in others.items():
            said = own.said if what == "clean" else own.said[: len(other.said)]
            faults += _unlike(what, (own.code, said), (other.code, other.said))
            faults += _unlike_files(what, own.files, before if other.code else other.files)
        return "\n".join(faults)

    def site(self, folder: Path | None = None) -> dict[str, bytes]:
        """Give the site as it stands."""
        found = tree((folder or self.folder) / "site")
        return {name: data for name, data in found.items() if name != MARKER}

    def _built(self, folder: Path, asked: tuple[str, ...]) -> Result:
        self.go(folder)
        self.said()
        code = main([*(() if "--as-of" in asked else ("--as-of", DAY)), *asked])
        said = re.sub(r"^(Took|Built|Nothing (was written|had changed)).*$", "", self.said(), flags=re.MULTILINE)
        return Result(code, said.strip(), self.site(folder))


def _options(asked: tuple[str, ...]) -> Options:
    def value(name: str, otherwise: str) -> str:
        return asked[asked.index(name) + 1] if name in asked else otherwise

    today = date.fromisoformat(value("--as-of", DAY))
    return Options(
        today=today,
        embargo_day=min(today, NOW),
        drafts="--drafts" in asked,
        strict="--strict" in asked,
        base_url=value("--base-url", ""),
        search=False,
    )


def _unlike(what: str, own: tuple[int, str], other: tuple[int, str]) -> list[str]:
    return [] if own == other else [f"{own}\nand {what}:\n{other}"]


def _unlike_files(what: str, own: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    names = sorted(name for name in own.keys() | other.keys() if own.get(name) != other.get(name))
    return [f"{len(names)} files are not as {what} makes them: {names[:5]}"] if names else []


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder in which the site that has everything was built once."""
    folder = tmp_path_factory.mktemp("built")
    write(folder / "content", SITE_TEXT)
    here = Path.cwd()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PEERCHALLENGE_SEARCH", "0")
        patch.setattr(arguments, "datetime", Clock)
        patch.chdir(folder)
        assert main(["--as-of", DAY]) == 0
    assert Path.cwd() == here
    return folder


@pytest.fixture
def place(built, tmp_path, monkeypatch, capsys) -> Place:
    """Give a copy of that folder, with all that is remembered. Dates are believed at once, so that they are used."""
    monkeypatch.setenv("PEERCHALLENGE_SEARCH", "0")
    monkeypatch.setattr(arguments, "datetime", Clock)
    for module in (remembered, site_record):
        monkeypatch.setattr(module, "_TOO_FRESH", 0)
    shutil.copytree(built, tmp_path / "own")

    def said() -> str:
        printed = capsys.readouterr()
        return printed.out + printed.err

    return Place(tmp_path / "own", tmp_path / "clean", said, monkeypatch.chdir)


@pytest.mark.parametrize("seed", SEEDS)
def test_any_edits_one_after_another(place, seed):
    """After each of many edits at random the site, the problems and the exit code are those of a clean build."""
    random = Random(seed)
    good = [edits.written(place.folder)]
    done: list[str] = []
    for number in range(STEPS):
        if done and random.random() < 0.25:
            restore(place.folder, random.choice(good))
            done.append("as it was")
        else:
            done.append(random.choice(edits.EDITS)(place.folder, random))
        asked = random.choice(edits.OPTIONS) if random.random() < 0.2 else ()
        assert place.differs(*asked, clean=number % 3 == 0) == "", "\n".join((*done, str(asked)))
        if place.build(*asked).code == 0:
            good.append(edits.written(place.folder))
        elif random.random() < 0.7:
            restore(place.folder, good[-1])
            done.append("mended")


ACCEPTED = 'to: "4", decision: accepted', 'to: "4", decision: noted'
MEETING = "Hold a meeting.", "Hold a feast."
ELSEWHERE: tuple[tuple[str, tuple[str, str], tuple[str, ...]], ...] = (
    (f"{EVENT}report.md", ("Balance the budget.", "Spend less."), (AFTER,)),
    (
        f"{VALE}report.md",
        ("Review scrutiny.", "Look closely."),
        (f"{JOINT}recommendations/r2/", "themes/governance-and-culture/"),
    ),
    (f"{JOINT}report.md", ("youth  Work", "YOUTH work"), (f"{VALE}recommendations/1/", f"{AFTER}letter/")),
    (f"{EVENT}challenge.md", ("type:", "title: Before\ntype:"), (AFTER, "councils/wexcombe/", "search/")),
    (f"{AFTER}challenge.md", ("follows: wexcombe-2025", "title: Other"), (EVENT,)),
    (f"{EVENT}response.md", MEETING, (AFTER, "councils/wexcombe/", "actions/due/due-within-30-days/")),
    (f"{EVENT}response.md", ACCEPTED, ("recommendations/", "figures/", "recommendations/list.csv")),
    (f"{AFTER}letter.md", ("dated: 2026-03-02", "dated: 2026-08-02"), ("updates/",)),
    (f"{AFTER}letter.md", ("/old/letter/", "/older/letter/"), ("older/letter/", "old/letter/")),
    (f"{AFTER}letter.pdf", ("a letter", "a much longer letter " * 99), (f"{AFTER}letter.pdf", f"{AFTER}letter/")),
    ("site.yml", ("state: paused", "state: in-progress"), (EVENT, "words/")),
    ("site.yml", ("'#0b5d4a'", "'#123456'"), (f"{VALE}report/",)),
    ("councils.yml", ("Wexcombe Borough", "Wexcombe City"), ("councils/", "councils/wexcombe/")),
    ("councils.yml", ("ended: 2026-03-31", "ended: 2027-03-31"), (VALE, "councils/oldham-vale/")),
    ("pages/about.md", ("title: About", "title: About us"), (f"{VALE}report/", "help/")),
)
"""A change in one file, and pages made from others that show it."""


@pytest.mark.parametrize(("name", "words", "addresses"), ELSEWHERE)
def test_a_page_that_shows_what_stands_elsewhere(place, name, words, addresses):
    """What one page shows of another challenge, of a council or of the settings is never of an earlier build."""
    before = place.site()
    place.replace(name, *words)
    assert place.differs(clean=False) == ""
    after = place.site()
    paths = [address if "." in address else f"{address}index.html" for address in addresses]
    assert [path for path in paths if before.get(path) == after.get(path)] == []


def test_the_day_alone(place):
    """On another day, with nothing written, what is late is late, and what was under embargo is there."""
    before = place.site()
    assert place.differs("--as-of", "2026-12-01", clean=False) == ""
    after = place.site()
    assert before[f"{EVENT}index.html"] != after[f"{EVENT}index.html"]
    assert f"{VALE}response/index.html" in after.keys() - before.keys()
    assert place.differs(clean=False) == ""
    assert place.site() == before


def test_a_theme_whose_first_spelling_goes(place):
    """With the challenge that spelt a theme first, its spelling goes from all others."""
    shutil.rmtree(place.folder / "content" / JOINT)
    place.replace(f"{AFTER}letter.md", f"/{EVENT}report/", "/councils/")
    assert b"youth Work" in place.site()[f"{VALE}recommendations/1/index.html"]
    assert place.differs(clean=False) == ""
    assert b"Youth work!" in place.site()[f"{VALE}recommendations/1/index.html"]


def test_a_link_that_another_edit_breaks(place):
    """A file that goes breaks the links of others that nobody touched; where it comes back they are whole again."""
    report = place.folder / "content" / EVENT / "report.md"
    text = report.read_text("utf-8")
    report.unlink()
    (place.folder / "content" / EVENT / "response.md").unlink()
    (place.folder / "content" / EVENT / "progress-review.md").unlink()
    for update in (place.folder / "content" / EVENT).glob("update*"):
        update.unlink()
    assert place.differs(clean=False) == ""
    assert f"content/{AFTER}letter.md" in place.build().said
    report.write_text(text, "utf-8")
    assert place.differs(clean=False) == ""
    assert place.build().code == 0


@pytest.mark.parametrize("others", [("/nowhere/", "/nowhere/?a=1"), ("/nowhere/", "/nowhere/index.html")])
def test_a_wrong_link_written_otherwise(place, others):
    """A link that is still wrong is shown as it is written now."""
    for words in others:
        place.write({"pages/help.md": f"---\ntitle: Help\n---\n[Back](about.md) and [on]({words})\n"})
        assert place.differs(clean=False) == ""
        assert f"“{words}”" in place.build().said


def test_a_warning_is_repeated(place):
    """What was said is said again for as long as it is true, though nothing is made again."""
    place.write({f"{JOINT}unused.pdf": "%PDF", "pages/lonely.md": "---\ntitle: About\n---\n[Words](/about).\n"})
    first, again = place.build(), place.build()
    assert "unused.pdf" in first.said
    assert "same title" in first.said
    assert "lacks the slash" in first.said
    assert again == first
    assert place.differs() == ""
    (place.folder / "content" / JOINT / "unused.pdf").unlink()
    assert "unused.pdf" not in place.build().said


def test_another_program_checks_anew(place, monkeypatch):
    """What an older program found wrong, and what it found right, is judged again."""
    place.write({"pages/lonely.md": "---\ntitle: About\n---\nWords.\n"})
    assert "same title" in place.build().said
    monkeypatch.setattr(rules, "_same_title", lambda _: ())
    monkeypatch.setattr(parts, "program", lambda: b"another")
    monkeypatch.setattr(building, "program", lambda: b"another")
    assert "same title" not in place.build("--strict").said


@pytest.mark.parametrize(
    "code", ["{{ page.nothing }}", "{% if %}", '<p id="a"></p><p id="a"></p>', '<a href="/no/">No</a>']
)
def test_a_mistake_in_a_template_is_repeated(place, code):
    """A mistake in a template is shown by every build until it is mended, and leaves the last good site."""
    before = place.site()
    start, mark, end = (TEMPLATES / "pages/recommendation.html").read_text("utf-8").rpartition("{% endblock %}")
    write(place.folder / "templates", {"pages/recommendation.html": start + code + mark + end})
    first = place.build()
    assert first.code == 1
    assert place.build() == first
    clean = place.clean()
    assert (first.code, first.said) == (clean.code, clean.said)
    assert place.site() == before
    shutil.rmtree(place.folder / "templates")
    assert place.differs(clean=False) == ""


def test_one_address_made_by_two(place):
    """Where two challenges would have a page at one address, the two files are named, and the good site stands."""
    place.replace(f"{AFTER}letter.md", "/old/letter/", f"/{VALE}")
    place.replace(f"{VALE}report.md", "Findings.", "Found.")
    assert place.differs(clean=False) == ""
    assert "would be made twice" in place.build().said


def test_a_draft_with_an_odd_name(place):
    """What is wrong with the name of a file in a draft stops no public build."""
    place.write({"challenges/ashmere-2026/aux.pdf": "%PDF"})
    assert place.differs(clean=False) == ""


def test_a_logo_in_the_folder_of_a_challenge(place):
    """A logo may stand anywhere in the content."""
    place.write({f"{EVENT}crest.svg": edits.PICTURE})
    place.replace("site.yml", "logo: crest.svg", f"logo: {EVENT}crest.svg")
    assert place.differs(clean=False) == ""


def test_the_first_page_that_shows_a_mistake(place):
    """A mistake in a template names the same page, however the site was built."""
    start, mark, end = (TEMPLATES / "pages/challenge.html").read_text("utf-8").rpartition("{% endblock %}")
    write(place.folder / "templates", {"pages/challenge.html": f"{start}{{{{ page.nothing }}}}{mark}{end}"})
    assert place.differs(clean=False) == ""


def test_a_file_that_could_not_be_read_for_a_while(place, monkeypatch):
    """A file that another program had open is read by the next build, though its date is as it was."""
    place.replace(f"{EVENT}report.md", "Findings.", "Found.")
    really, read = open, Path.read_bytes

    def is_shut(path: object) -> bool:
        return str(path).endswith(f"{EVENT}report.md")

    def opened(path, *rest, **more):
        if is_shut(path):
            raise PermissionError(13, "shut")
        return really(path, *rest, **more)

    with monkeypatch.context() as shut:
        shut.setattr("builtins.open", opened)
        shut.setattr(Path, "read_bytes", lambda path: opened(path, "rb").read() if is_shut(path) else read(path))
        assert "you are not allowed to open it" in place.build().said
    assert place.differs(clean=False) == ""
    assert place.build().code == 0


def test_a_file_saved_while_the_site_is_built(place, monkeypatch):
    """What is saved in the middle of a build and undone after it is nowhere on the site."""
    report = place.folder / "content" / EVENT / "report.md"
    place.replace(f"{EVENT}report.md", "Findings.", "First found.")
    before, really = report.read_text("utf-8"), building.build

    def late(*rest, **more):
        report.write_text(before.replace("First", "Never"), "utf-8")
        return really(*rest, **more)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(building, "build", late)
        place.build()
    report.write_text(before, "utf-8")
    assert place.differs(clean=False) == ""


def test_a_file_written_in_place_with_its_old_date(place):
    """What other words of the same length say is seen, though a program has put the old date on the file."""
    place.build()
    report = place.folder / "content" / EVENT / "report.md"
    status = report.stat()
    report.write_text(report.read_text("utf-8").replace("Balance the budget", "Balance the ledger"), "utf-8")
    os.utime(report, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert place.differs(clean=False) == ""


@pytest.mark.parametrize("name", ["aux/", "Help.md/", "elsewhere"])
def test_what_is_no_file_is_seen(place, name):
    """A folder without files whose name is not allowed, and a link that leads nowhere, are told of as ever."""
    place.build()
    path = place.folder / "content/pages" / name
    if name.endswith("/"):
        path.mkdir()
    else:
        path.symlink_to("nowhere")
    assert place.differs(clean=False) == ""
    assert place.build().code == 1


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM remembered WHERE length(key) > 17",
        "DELETE FROM remembered WHERE hex(key) LIKE '%1'",
        "UPDATE remembered SET value = substr(value, 2)",
    ],
)
def test_what_is_remembered_may_be_damaged(place, damage):
    """Whatever is lost or altered of what is remembered, the next build is a good one."""
    (place.folder / ".peerchallenge/last-build").unlink(missing_ok=True)
    with sqlite3.connect(place.folder / ".peerchallenge" / store.FILE) as file:
        file.execute(damage)
    place.replace("pages/help.md", "title: Help", "title: Help and advice")
    assert place.differs(clean=False) == ""
    assert place.build().code == 0


def test_a_process_that_dies_half_way(place, monkeypatch):
    """Where a process is killed while it writes its pages, they are made again, and the build is a good one."""
    here, really = os.getpid(), Shelf.put

    def put(shelf, outputs):
        every = tuple(outputs)
        if os.getpid() != here and any(VALE in output.path for output in every):
            really(shelf, every[:3])
            os.kill(os.getpid(), signal.SIGKILL)
        return really(shelf, every)

    with monkeypatch.context() as dying:
        dying.setattr(Shelf, "put", put)
        place.replace("site.yml", "#0b5d4a", "#123456")
        assert place.build().code == 0
    assert place.differs(clean=False) == ""


def test_the_same_on_any_computer(built, tmp_path):
    """Whatever the computer, its clock and its disk, a clean build makes the same files and remembers the same."""
    program = f"""
import os, random, sys
sys.path[:0] = {[str(Path(__file__).parent), str(TEMPLATES.parent)]!r}
from test_remembered import SITE_TEXT, Clock, arguments, main, write
from pathlib import Path
really = os.scandir
class Shuffled:
    def __init__(self, folder=None):
        self.entries = list(really(folder or "."))
        random.Random(5).shuffle(self.entries)
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def __iter__(self): return self
    def __next__(self):
        if not self.entries: raise StopIteration
        return self.entries.pop()
    def close(self): pass
os.cpu_count = lambda: int(sys.argv[1])
os.scandir = Shuffled
arguments.datetime = Clock
write(Path("content"), SITE_TEXT)
sys.exit(main(["--as-of", {DAY!r}]))
"""
    made = [(tree(built / "site"), _kept(built))]
    for processes, zone in (("1", "Asia/Tokyo"), ("5", "America/Lima")):
        folder = tmp_path / processes
        folder.mkdir()
        settings = os.environ | {"PYTHONHASHSEED": processes, "TZ": zone, "PEERCHALLENGE_SEARCH": "0"}
        subprocess.run([sys.executable, "-c", program, processes], cwd=folder, env=settings, check=True)
        made.append((tree(folder / "site"), _kept(folder)))
    assert made[1] == made[0]
    assert made[2] == made[0]


def _kept(folder):
    """Give what is remembered, but for what is known of the files of this very folder."""
    own = {remembered.key_of(folder / "content")}
    with sqlite3.connect(folder / ".peerchallenge" / store.FILE) as file:
        return {key: value for key, value in file.execute("SELECT key, value FROM remembered") if key not in own}


def test_what_is_let_go_of_is_what_no_build_asks_for(place):
    """Old values go once they are the greater part; all that the last build made or asked for stays."""
    file = place.folder / ".peerchallenge" / store.FILE

    def keys():
        with sqlite3.connect(file) as opened:
            return {key for (key,) in opened.execute("SELECT key FROM remembered")}

    shutil.rmtree(file.parent)  # it came from another folder
    place.write({"pages/help.md": "---\ntitle: Help\n---\nA link that has pages [looked at again](/about).\n"})
    assert "lacks the slash" in place.build().said
    before = keys()
    store.Store(file.parent).put((f"old {number}".encode(), b"value") for number in range(5000))
    (file.parent / "last-build").unlink()
    assert place.build().code == 0
    assert keys() == before
