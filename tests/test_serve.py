"""The command `serve` as people use it: a process of its own, files saved in a folder, a browser beside it."""

from __future__ import annotations

import http.client
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from edits import SITE_TEXT, write
from playwright.sync_api import Browser, Page, expect
from record import EVENT
from test_templates import TEMPLATES

ROOT = Path(__file__).parent.parent
REPORT_PAGE = f"/{EVENT}report/"
LONG = "\n".join(f"\nParagraph {number} of many.\n" for number in range(80))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE = 30.0
"""For how many seconds is waited for what should take a fraction of one: a busy machine must not fail a test."""


@dataclass(slots=True)
class Served:
    """A preview that runs, and the folder it shows."""

    folder: Path
    process: subprocess.Popen[bytes]
    port: int

    @property
    def report(self) -> Path:
        """The file that is edited."""
        return self.folder / "content" / EVENT / "report.md"

    def said(self) -> str:
        """Give what the command has printed."""
        return (self.folder / "said.txt").read_text("utf-8")

    def get(self, address: str) -> tuple[int, str]:
        """Ask for a page, and give status and text."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", address)
            found = connection.getresponse()
            return found.status, found.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def save(self, old: str, new: str) -> None:
        """Write something else in the report, as an editor does: aside, then in its place."""
        text = self.report.read_text("utf-8")
        assert old in text
        aside = self.report.with_name(".aside")
        aside.write_text(text.replace(old, new), "utf-8")
        aside.replace(self.report)


def until(holds: Callable[[], object]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def free_port() -> int:
    """Find a port that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


@contextmanager
def serving(folder: Path, *more: str, ready: str = "The preview is at") -> Iterator[Served]:
    """Run the command in a folder until this ends."""
    port = free_port()
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--port", str(port), "--as-of", "2026-11-22", *more]
    with (folder / "said.txt").open("wb") as said:
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=subprocess.STDOUT)
        found = Served(folder, process, port)
        try:
            until(lambda: ready in found.said() or process.poll() is not None)
            yield found
        finally:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The preview of a small site; every test leaves its content as it was."""
    folder = tmp_path_factory.mktemp("served")
    report = SITE_TEXT[f"{EVENT}report.md"].replace("Findings.", f"Findings.\n{LONG}")
    write(folder / "content", {**SITE_TEXT, f"{EVENT}report.md": report})
    with serving(folder) as found:
        yield found


def test_a_save_a_mistake_and_its_mending_are_shown(served: Served) -> None:
    """What is saved is there at once; a mistake is said in the terminal and leaves the last good page."""
    served.save("Findings", "New findings")
    until(lambda: "New findings" in served.get(REPORT_PAGE)[1])
    served.save("---\n", "---\nditle: x\n")
    until(lambda: "Did you mean “title”?" in served.said())
    assert "New findings" in served.get(REPORT_PAGE)[1]
    served.save("---\nditle: x\n", "---\n")
    served.save("New findings", "Findings")
    until(lambda: "New findings" not in served.get(REPORT_PAGE)[1])


def test_a_deleted_document_is_gone_and_comes_back(served: Served) -> None:
    """The page of a file that is deleted is not there, as it will not be on the site."""
    text = served.report.read_text("utf-8")
    other = served.report.with_name("update.2026-10.md")
    other.write_text("---\ntitle: Late news\n---\nWords.\n", "utf-8")
    until(lambda: served.get(f"/{EVENT}update-2026-10/")[0] == 200)
    other.unlink()
    until(lambda: served.get(f"/{EVENT}update-2026-10/")[0] == 404)
    assert served.report.read_text("utf-8") == text


def test_nothing_is_written_where_the_site_goes(served: Served) -> None:
    """A preview leaves the folder of the site alone."""
    assert not (served.folder / "site").exists()


def test_the_store_may_be_deleted_meanwhile(served: Served) -> None:
    """What is remembered is nobody's treasure: the preview goes on without."""
    shutil.rmtree(served.folder / ".peerchallenge", ignore_errors=True)
    served.save("Findings", "Other findings")
    until(lambda: "Other findings" in served.get(REPORT_PAGE)[1])
    served.save("Other findings", "Findings")
    until(lambda: "Other findings" not in served.get(REPORT_PAGE)[1])
    assert served.get("/")[0] == served.get("/recommendations/")[0] == 200


def test_a_taken_port_is_said_and_another_named(served: Served, tmp_path: Path) -> None:
    """Whoever starts a second preview reads what to do, and the command was wrong."""
    write(tmp_path / "content", SITE_TEXT)
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--port", str(served.port)]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=PATIENCE * 2, check=False)
    assert ended.returncode == 2
    assert f"Port {served.port} is in use" in ended.stderr.decode()
    assert "Traceback" not in ended.stderr.decode()


def test_without_content_it_waits_for_it(tmp_path: Path) -> None:
    """A preview begun in the wrong folder says so in the browser as well, and shows content that comes."""
    with serving(tmp_path) as found:
        status, text = found.get("/")
        assert status == 503
        assert "There is no folder “content” here" in text
        write(tmp_path / "content", SITE_TEXT)
        until(lambda: found.get("/")[0] == 200)


@pytest.mark.skipif(sys.platform == "win32", reason="there a program cannot send Ctrl-C to another alone")
def test_ctrl_c_ends_it_at_once_and_quietly(tmp_path: Path) -> None:
    """Also while it still looks through the site it ends within seconds, with a line and no traceback."""
    write(tmp_path / "content", SITE_TEXT)
    with serving(tmp_path) as found:
        found.process.send_signal(signal.SIGINT)
        assert found.process.wait(timeout=PATIENCE) == 0
        assert found.said().endswith("The preview has ended.\n")
        assert "Traceback" not in found.said()


@contextmanager
def opened(chromium: Browser, served: Served) -> Iterator[Page]:
    """Open the page of the report, and wait until it listens."""
    address = f"http://127.0.0.1:{served.port}"
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, base_url=address)
    page = context.new_page()
    page.goto(REPORT_PAGE)
    expect(page.locator("aside > details > summary")).to_have_text("To do", timeout=PATIENCE * 1000)
    yield page
    context.close()


@pytest.fixture
def page(chromium: Browser, served: Served) -> Iterator[Page]:
    """The page of the report; an error in its console fails the test."""
    errors: list[str] = []
    with opened(chromium, served) as found:
        found.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        found.on("pageerror", lambda error: errors.append(str(error)))
        yield found
    assert [error for error in errors if "status of 404" not in error] == []


@pytest.mark.browser
def test_a_save_is_seen_where_the_reader_is(page: Page, served: Served) -> None:
    """The page shows what was saved soon and by itself, and is scrolled as it was."""
    page.evaluate("scrollTo(0, 1500)")
    began = time.monotonic()
    served.save("Paragraph 30 of", "Sentence 30 of")
    expect(page.get_by_text("Sentence 30 of")).to_be_visible(timeout=PATIENCE * 1000)
    assert time.monotonic() - began < 5
    assert page.evaluate("scrollY") == 1500
    served.save("Sentence 30 of", "Paragraph 30 of")
    expect(page.get_by_text("Sentence 30 of")).to_have_count(0, timeout=PATIENCE * 1000)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        (f"content/{EVENT}report.md", "---\n", "---\nditle: x\n", "Did you mean “title”?"),
        (f"content/{EVENT}report.md", "Findings", "[Findings](/nowhere/)", "leads nowhere"),
        ("content/site.yml", "title:", "titel:", "Did you mean “title”?"),
        ("content/councils.yml", "id: wexcombe,", "id: wexcomb,", "There is no council “wexcombe”"),
        ("templates/pages/document.html", "page.title", "page.titel", "DocumentPage has no “titel”"),
    ],
)
def test_a_mistake_is_shown_over_the_page_until_it_is_mended(
    page: Page, served: Served, name: str, old: str, new: str, words: str
) -> None:
    """Wherever the mistake is, the note says it over the last good page, and goes away by itself."""
    path = served.folder / name
    if not path.exists():
        write(served.folder, {name: dict(TEMPLATES)[name.removeprefix("templates/")]})
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    expect(page.get_by_role("alert")).to_contain_text(words, timeout=PATIENCE * 1000)
    expect(page.get_by_text("Paragraph 30 of")).to_have_count(1)
    path.write_text(text, "utf-8")
    expect(page.get_by_role("alert")).to_have_count(0, timeout=PATIENCE * 1000)
    shutil.rmtree(served.folder / "templates", ignore_errors=True)


@pytest.mark.browser
def test_a_style_is_swapped_while_the_page_stays(page: Page, served: Served) -> None:
    """A change in an own style sheet is seen without the page being loaded again."""
    page.evaluate("window.same = true")
    write(served.folder, {"assets/css/own.css": "h1 { letter-spacing: 7px }"})
    end = time.monotonic() + PATIENCE
    while page.evaluate("getComputedStyle(document.querySelector('h1')).letterSpacing") != "7px":
        assert time.monotonic() < end
        page.wait_for_timeout(50)
    assert page.evaluate("window.same") is True
    shutil.rmtree(served.folder / "assets")


@pytest.mark.browser
def test_what_is_held_back_is_marked_on_every_page(page: Page) -> None:
    """Nobody takes a preview for the site: each page says that it is not for publication."""
    for address in (
        "/",
        "/challenges/",
        "/challenges/ashmere-2026/",
        REPORT_PAGE,
        "/search/",
        "/-/to-do/",
        "/nowhere/",
    ):
        page.goto(address)
        expect(page.get_by_text("not for publication")).to_be_visible()


@pytest.mark.browser
def test_the_panel_is_opened_by_keyboard_and_stays_open(page: Page) -> None:
    """What is left to do can be reached without a mouse, and stays open from page to page."""
    summary = page.locator("aside > details > summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("aside > details")).to_have_attribute("open", "")
    page.goto("/challenges/wexcombe-2026/")
    expect(page.locator("aside > details")).to_have_attribute("open", "")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_note_panel_and_tasks_are_accessible(chromium: Browser, served: Served, width: int, scheme: str) -> None:
    """Nothing breaks a rule that a machine can see, and nothing has to be scrolled sideways."""
    with opened(chromium, served) as page:
        look_through(page, served, width, scheme)


def look_through(page: Page, served: Served, width: int, scheme: str) -> None:
    """Look at the panel, the note and the page of tasks."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
    page.locator("aside > details > summary").click()
    accessible(page, width)
    served.save("---\n", "---\nditle: x\n")
    expect(page.get_by_role("alert")).to_be_visible(timeout=PATIENCE * 1000)
    accessible(page, width)
    served.save("---\nditle: x\n", "---\n")
    expect(page.get_by_role("alert")).to_have_count(0, timeout=PATIENCE * 1000)
    page.goto("/-/to-do/")
    accessible(page, width)


def accessible(page: Page, width: int) -> None:
    """Look through the page as it is now."""
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]] == []
