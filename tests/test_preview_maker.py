"""The maker of the preview: after any change it shows what a maker begun afresh would, and it never gives up."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path

import pytest
from edits import SITE_TEXT, write
from record import EVENT
from test_templates import TEMPLATES
from tiny import CHALLENGE, TODAY

from peerchallenge import pipeline
from peerchallenge.options import Options
from peerchallenge.preview.maker import SiteMaker
from peerchallenge.preview.snapshot import Snapshot
from peerchallenge.read import files
from peerchallenge.remember.store import Memory, Scratch, Store

MEMORY = Scratch()
"""What is the same in several tests is made once."""
OPTIONS = Options(today=TODAY, embargo_day=TODAY, drafts=True, search=False)
CHALLENGES = "content/challenges/"
REPORT = f"content/{EVENT}report.md"
REPORT_PAGE = f"/{EVENT}report/"
PDF = "content/challenges/wexcombe-2026/letter.pdf"


class Preview:
    """A site in a folder, with the maker that shows it."""

    def __init__(self, folder: Path, memory: Memory | None = None) -> None:
        self.folder = folder
        self.maker = SiteMaker(Path("content"), lambda: OPTIONS, memory or MEMORY, "python build.py")
        self.shown = self.maker.make(frozenset())

    def changed(self, *names: str) -> Snapshot:
        """Tell the maker of changes, and give the first snapshot after them."""
        self.shown = self.maker.make(frozenset(str(self.folder / name) for name in names))
        return self.shown

    def finished(self) -> Snapshot:
        """Give the last snapshot."""
        while self.shown.unfinished:
            self.shown = self.maker.make(frozenset())
        return self.shown

    def save(self, name: str, old: str, new: str) -> Snapshot:
        """Write something else in a file, and tell the maker."""
        path = self.folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
        return self.changed(name)

    def text(self, address: str) -> str:
        """Give what stands at an address, as text."""
        found = self.shown.find(address)
        assert found is not None, address
        return found.data.decode()

    def said(self) -> list[str]:
        """Give the codes of what stops the site."""
        return [problem.code for problem in self.shown.problems if problem.is_error]


def opened(folder: Path, monkeypatch: pytest.MonkeyPatch, memory: Memory | None = None) -> Preview:
    """Write the site of the tests to a folder, go there, and show it."""
    write(folder / "content", SITE_TEXT)
    monkeypatch.chdir(folder)
    return Preview(folder, memory)


@pytest.fixture
def preview(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Preview]:
    """The site, shown."""
    found = opened(tmp_path, monkeypatch)
    yield found
    found.maker.close()


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the site is before any change, built as `pipeline` does."""
    folder = tmp_path_factory.mktemp("before")
    write(folder / "content", SITE_TEXT)
    with chdir(folder):
        return clean()


def clean() -> dict[str, bytes]:
    """Build the site as `pipeline` does, and give every file by its address."""
    inputs, unread = files.read(Path("content"))
    outputs = pipeline.build(inputs, unread, OPTIONS).outputs
    return {
        "/" + output.path.removesuffix("index.html"): Path(output.copy_of).read_bytes()
        if output.copy_of
        else output.data
        for output in outputs
    }


def append(name: str, text: str) -> Callable[[Path], tuple[str, ...]]:
    """Write more at the end of a file, or a new one."""

    def change(folder: Path) -> tuple[str, ...]:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((path.read_text("utf-8") if path.exists() else "") + text, "utf-8")
        return (name,)

    return change


def other(name: str, old: str, new: str) -> Callable[[Path], tuple[str, ...]]:
    """Write something else in a file."""

    def change(folder: Path) -> tuple[str, ...]:
        text = (folder / name).read_text("utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), "utf-8")
        return (name,)

    return change


def delete(name: str) -> Callable[[Path], tuple[str, ...]]:
    """Take a file or folder away."""

    def change(folder: Path) -> tuple[str, ...]:
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        return (name,)

    return change


def rename(name: str, new: str) -> Callable[[Path], tuple[str, ...]]:
    """Rename a file or folder, of which some systems tell by its name alone."""

    def change(folder: Path) -> tuple[str, ...]:
        (folder / name).rename(folder / new)
        return name, new

    return change


def several(*changes: Callable[[Path], tuple[str, ...]]) -> Callable[[Path], tuple[str, ...]]:
    """Change several things at once, as a change of branch does."""
    return lambda folder: tuple(name for change in changes for name in change(folder))


CHANGES = {
    "words": append(REPORT, "\nMore *words*.\n"),
    "title": other(f"{CHALLENGES}wexcombe-2026/letter.md", "title: Feedback letter", "title: Another title"),
    "theme": other(f"{CHALLENGES}wexcombe-2026/letter.md", "Youth work", "Housing"),
    "original": append(PDF, "again"),
    "new file": append(
        f"{CHALLENGES}wexcombe-2026/scrutiny.md", "---\ntitle: Scrutiny\ndated: 2026-08-01\n---\nWords.\n"
    ),
    "new challenge": append(f"{CHALLENGES}wexcombe-2022/challenge.md", CHALLENGE.replace("2025-06", "2022-06")),
    "deleted file": delete(f"{CHALLENGES}joint-2024/response.ashmere.md"),
    "deleted challenge": delete(f"{CHALLENGES}joint-2024"),
    "renamed challenge": rename(f"{CHALLENGES}joint-2024", f"{CHALLENGES}joint-2023"),
    "draft": other(f"{CHALLENGES}wexcombe-2026/letter.md", "title: Feedback", "draft: true\ntitle: Feedback"),
    "alias": other(f"{CHALLENGES}wexcombe-2026/letter.md", "/old/letter/", "/older/letter/"),
    "settings": other("content/site.yml", "Test site", "Another site"),
    "councils": other("content/councils.yml", "Wexcombe Borough Council", "Wexcombe Town Council"),
    "page": append("content/pages/about.md", "\nMore about.\n"),
    "logo": append("content/crest.svg", "<!-- other -->"),
    "style": append("assets/css/own.css", "h1 { color: red }"),
    "template": append(
        "templates/parts/footer.html", dict(TEMPLATES)["parts/footer.html"].replace("</footer>", "<p>Ours</p></footer>")
    ),
    "branch": several(
        delete(f"{CHALLENGES}joint-2024"),
        append(REPORT, "\nOn the branch.\n"),
        other("content/site.yml", "Test site", "Branch"),
        append("assets/css/own.css", "h2 { color: red }"),
    ),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_after_a_change_every_page_is_as_in_a_clean_build(
    preview: Preview, before: dict[str, bytes], kind: str
) -> None:
    """Whatever is taken over from before, the bytes of every address are those that will be published."""
    preview.finished()
    assert preview.changed(*CHANGES[kind](preview.folder)).good
    preview.finished()
    assert preview.said() == []
    now = clean()
    assert now != before
    for address, data in now.items():
        found = preview.shown.find(address)
        assert found, address
        assert found.data == data, address
    gone = (address for address in before.keys() - now.keys() if not address.endswith(".css"))
    assert [address for address in gone if preview.shown.find(address)] == []


def test_a_changed_page_has_another_digest_and_others_have_not(preview: Preview) -> None:
    """A browser is told to load its page again where that has changed, and left alone where it has not."""
    preview.finished()
    pages = (REPORT_PAGE, "/challenges/wexcombe-2026/letter/", "/", "/about/")
    before = [preview.shown.digest_of(page) for page in pages]
    preview.save(REPORT, "Findings", "New findings")
    preview.finished()
    assert [preview.shown.digest_of(page) != old for page, old in zip(pages, before, strict=True)] == [
        True,
        *(False,) * 3,
    ]


def test_a_style_alone_changes_no_page(preview: Preview) -> None:
    """Style sheets are swapped while the page stays: only their addresses tell of it."""
    preview.finished()
    before, styles = preview.shown.digest_of(REPORT_PAGE), preview.shown.styles
    preview.changed(*CHANGES["style"](preview.folder))
    assert preview.shown.digest_of(REPORT_PAGE) == before
    assert preview.shown.styles != styles
    # A page that was loaded just before asks for the one it names.
    assert all(preview.shown.find(style) for style in styles)


def test_an_original_that_is_replaced_is_sent_anew(preview: Preview, before: dict[str, bytes]) -> None:
    """A file that the site publishes as it is has a digest of what is in it."""
    address = next(address for address in before if address.endswith("letter.pdf"))
    digest = preview.shown.digest_of(address)
    preview.changed(*append(PDF, "again")(preview.folder))
    assert preview.shown.digest_of(address) != digest


def test_the_page_is_shown_first_and_lists_follow(preview: Preview) -> None:
    """The first snapshot after a save has the words of the challenge; that of the lists comes after."""
    preview.finished()
    preview.save(f"{CHALLENGES}wexcombe-2026/letter.md", "title: Feedback letter", "title: Letter of the peers")
    assert preview.shown.unfinished
    assert "Letter of the peers" in preview.text("/challenges/wexcombe-2026/letter/")
    preview.finished()
    assert "Letter of the peers" in preview.text("/search/")


def test_a_link_that_leads_nowhere_is_told_and_forgotten(preview: Preview) -> None:
    """What only the check of the whole site finds comes with the last snapshot, and goes when it is mended."""
    preview.save(REPORT, "Findings", "[What we found](/nowhere/)")
    assert preview.said() == []
    preview.finished()
    assert preview.said() == ["broken-link"]
    assert "/nowhere/" in preview.text(REPORT_PAGE)
    preview.save(REPORT, "[What we found](/nowhere/)", "Findings")
    preview.finished()
    assert preview.said() == []


def test_after_a_mistake_the_last_good_page_stands(preview: Preview) -> None:
    """A file that cannot be read is told at once, and what was shown is shown still."""
    preview.finished()
    before = preview.text(REPORT_PAGE)
    preview.save(REPORT, "---\n", "---\nditle: x\n")
    assert not preview.shown.good
    assert "unknown-key" in preview.said()
    assert preview.text(REPORT_PAGE) == before


@pytest.mark.parametrize("wrong", ["{{ page.nothing }}", "{% if %}", "{% include 'parts/nothing.html' %}"])
def test_a_mistake_in_a_template_is_told_for_the_page_at_hand(preview: Preview, wrong: str) -> None:
    """It is told before the whole site is looked through, and the page is shown as it last could be."""
    preview.finished()
    before = preview.text(REPORT_PAGE)
    own = append("templates/pages/document.html", dict(TEMPLATES)["pages/document.html"] + wrong)
    own(preview.folder)
    (preview.folder / "templates/pages/document.html").write_text(
        dict(TEMPLATES)["pages/document.html"].replace("{% block main %}", "{% block main %}" + wrong), "utf-8"
    )
    preview.changed("templates", "templates/pages/document.html")
    assert [(p.code, REPORT_PAGE in p.message) for p in preview.shown.problems if p.is_error] == [("template", True)]
    assert preview.text(REPORT_PAGE) == before
    preview.finished()
    assert preview.said() == ["template"]
    shutil.rmtree(preview.folder / "templates")
    preview.changed("templates", "templates/pages/document.html")
    preview.finished()
    assert preview.said() == []


def test_while_a_template_is_broken_new_words_are_shown(preview: Preview) -> None:
    """The page as it was before the template broke is made of what is written now."""
    preview.text(REPORT_PAGE)
    append("templates/pages/document.html", "{{ page.nothing }}")(preview.folder)
    preview.changed("templates/pages/document.html")
    preview.save(REPORT, "Findings", "New findings")
    assert "New findings" in preview.text(REPORT_PAGE)


def test_a_preview_of_nothing_waits_for_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a folder it says so, and shows the site once there is one."""
    monkeypatch.chdir(tmp_path)
    preview = Preview(tmp_path)
    assert preview.said() == ["no-content"]
    assert preview.shown.find("/") is None
    write(tmp_path / "content", SITE_TEXT)
    preview.changed("content")
    assert preview.said() == []
    assert "Test site" in preview.text("/")
    preview.maker.close()


def test_begun_on_a_mistake_it_shows_the_site_once_that_is_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A preview can be begun on content that is broken."""
    write(tmp_path / "content", {**SITE_TEXT, f"{EVENT}report.md": "---\nditle: x\n---\n"})
    monkeypatch.chdir(tmp_path)
    preview = Preview(tmp_path)
    assert "unknown-key" in preview.said()
    write(tmp_path / "content", SITE_TEXT)
    preview.changed(REPORT)
    assert preview.said() == []
    assert "Findings" in preview.text(REPORT_PAGE)
    preview.maker.close()


def test_a_file_in_the_place_of_another_is_read_though_its_date_is_the_same(preview: Preview) -> None:
    """Only the folder was named as changed, and the file has the size and date of the one before."""
    preview.finished()
    path = preview.folder / REPORT
    stat = path.stat()
    new = path.with_name("new")
    new.write_text(path.read_text("utf-8").replace("Findings", "Fundings"), "utf-8")
    os.utime(new, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    new.replace(path)
    preview.changed(f"content/{EVENT}".rstrip("/"))
    assert "Fundings" in preview.text(REPORT_PAGE)


def test_what_changed_during_a_fault_is_not_forgotten(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    """Should the program fail at one change, the next one brings both."""
    monkeypatch.setattr("peerchallenge.building.join", lambda *_: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        preview.save(REPORT, "Findings", "New findings")
    monkeypatch.undo()
    monkeypatch.chdir(preview.folder)
    preview.save("content/pages/about.md", "Of ", "About ")
    assert "New findings" in preview.text(REPORT_PAGE)


@pytest.mark.parametrize("harm", ["deleted", "overwritten"])
def test_a_store_that_is_lost_meanwhile_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    """The folder in which is remembered may be deleted or damaged at any time."""
    preview = opened(tmp_path, monkeypatch, Store(tmp_path / ".peerchallenge"))
    preview.finished()
    if harm == "deleted":
        shutil.rmtree(tmp_path / ".peerchallenge")
    else:
        for path in (tmp_path / ".peerchallenge").glob("*sqlite3*"):
            path.write_bytes(b"not a database" * 1000)
    for words in ("New findings", "Newer findings"):
        (tmp_path / REPORT).write_text(SITE_TEXT[f"{EVENT}report.md"].replace("Findings", words), "utf-8")
        preview.changed(REPORT)
        preview.finished()
        for address, data in clean().items():
            found = preview.shown.find(address)
            assert found, address
            assert found.data == data, address
    preview.maker.close()


def test_a_change_does_not_wait_for_what_is_unfinished(preview: Preview) -> None:
    """While a change waits nothing more is brought, and what was begun is given up."""
    preview.finished()
    preview.save(f"{CHALLENGES}wexcombe-2026/letter.md", "title: Feedback letter", "title: Another letter")
    before = preview.shown
    assert preview.maker.make(frozenset(), lambda _: False) is before
    preview.save(REPORT, "Findings", "New findings")
    preview.finished()
    assert "Another letter" in preview.text("/search/")
    assert "New findings" in preview.text(REPORT_PAGE)


def test_many_may_ask_at_once_and_of_what_was_shown_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: dict[str, bytes]
) -> None:
    """Browsers ask in several threads while the site is made, also for a moment of what has just been replaced."""
    preview = opened(tmp_path, monkeypatch, Store(tmp_path / ".peerchallenge"))
    pages = [address for address in before if address.endswith("/")]
    stopped, failures = threading.Event(), []

    def ask() -> None:
        shown = preview.shown
        while not stopped.is_set():
            for page in pages:
                try:
                    assert shown.find(page), page
                    assert shown.digest_of(page)
                    shown.panel(page)
                except Exception as error:  # noqa: BLE001 it is told below
                    failures.append(error)
                    return
            shown = preview.shown

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(4):
        preview.save(REPORT, "Findings" if not number else f"Findings{number - 1}", f"Findings{number}")
        preview.finished()
    stopped.set()
    for thread in threads:
        thread.join()
    assert failures == []
    preview.maker.close()


def test_drafts_are_marked_and_the_panel_tells_of_them(preview: Preview) -> None:
    """Preview shows what is held back, and says on every page that it does."""
    for address in ("/", "/search/", "/challenges/ashmere-2026/", "/-/to-do/"):
        assert "not for publication" in preview.text(address)
    assert "draft" in (preview.shown.panel("/challenges/ashmere-2026/") or "")
