"""The preview as its writer sees it, in a real browser: the page follows the file, and a mistake is shown over it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from fake_maker import FakeMaker, Running, previewed
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LONG = "<p>Text.</p>" * 200


def body(words: str) -> str:
    """Give a long page with something to fill in and something to open."""
    return (
        f'<main><h1>{words}</h1><details><summary>More</summary><p>Open</p></details>{LONG}<p id="words">{words}</p>'
        f"<label>Name <input></label>{LONG}</main>"
    )


def panel(page: str) -> str:
    """Give what is left to do for a page."""
    return (
        f'<section aria-labelledby="left"><h2 id="left">Left to do on {page}</h2><details open><summary>Late</summary>'
        '<ul><li><a href="/other/">One</a>, a while ago</li><li>Two</li></ul></details></section>'
    )


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """A preview of two pages and a style sheet."""
    (tmp_path / "index.md").write_text(body("First"), "utf-8")
    (tmp_path / "other.md").write_text(body("Other"), "utf-8")
    (tmp_path / "site.css").write_text("h1{color:rgb(200,0,0)} body{background:#fff;color:#000}", "utf-8")
    with previewed(FakeMaker(tmp_path, panel=panel)) as found:
        yield found


@pytest.fixture
def page(chromium: Browser, running: Running) -> Iterator[Page]:
    """The first page, open and listening; an error in its console fails the test."""
    context = chromium.new_context(viewport={"width": 1000, "height": 700})
    opened = context.new_page()
    errors: list[str] = []
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(running.address)
    listening(opened)
    yield opened
    context.close()
    assert errors == []


def listening(page: Page) -> None:
    """Wait until the page has been greeted: the panel comes with it."""
    expect(page.locator("aside > details > summary")).to_have_text("To do")


def write(running: Running, name: str, text: str) -> None:
    """Save a file of the content."""
    (running.maker.folder / name).write_text(text, "utf-8")


def until(page: Page, expression: str) -> None:
    """Wait until something holds in the page; its policy lets nothing be evaluated from within."""
    end = time.monotonic() + 5
    while not page.evaluate(expression) and time.monotonic() < end:
        page.wait_for_timeout(20)
    assert page.evaluate(expression)


def test_a_save_is_shown_where_the_reader_is(page: Page, running: Running) -> None:
    """The new words appear; the place on the page, the field in use and what was opened are kept. Twice, at once."""
    page.click("summary")
    page.focus("input")
    page.evaluate("scrollTo(0, 1500)")
    for words in ("Second", "Third", "Fourth"):
        write(running, "index.md", body(words))
        expect(page.locator("#words")).to_have_text(words)
        until(page, "scrollY === 1500")
        assert page.evaluate("document.activeElement.tagName") == "INPUT"
        assert page.locator("main details[open]").count() == 1


def test_a_style_is_swapped_without_a_reload(page: Page, running: Running) -> None:
    """The colour changes under the reader's eyes; the page itself stays, and no old style sheet is left behind."""
    page.evaluate("window.stays = 1")
    for colour in ("rgb(0, 0, 200)", "rgb(0, 120, 0)"):
        write(running, "site.css", f"h1{{color:{colour}}}")
        until(page, f"getComputedStyle(document.querySelector('h1')).color === '{colour}'")
    until(page, "document.querySelectorAll('link[rel=stylesheet]').length === 1")
    assert page.evaluate("window.stays") == 1
    page.reload()
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 120, 0)"


def test_a_page_that_did_not_change_is_left_alone(page: Page, running: Running) -> None:
    """A change to one letter reloads that letter and nothing else."""
    page.evaluate("window.stays = 1")
    second = page.context.new_page()
    second.goto(f"{running.address}other/")
    listening(second)
    write(running, "other.md", body("Changed"))
    expect(second.locator("#words")).to_have_text("Changed")
    assert page.evaluate("window.stays") == 1


def test_a_mistake_is_shown_over_the_page_and_goes_when_it_is_mended(page: Page, running: Running) -> None:
    """The note says what, where and how; it is read out, has the focus, and leaves the last good page beneath."""
    page.focus("input")
    write(running, "index.md", "line one\n\tA WRONG line")
    note = page.get_by_role("alert")
    expect(note).to_contain_text("“A” is not a word for this.")
    expect(note).to_contain_text("index.md, line 2, character 4")
    expect(note.locator("mark")).to_have_text("W")
    expect(page.locator("#words")).to_have_text("First")
    expect(note).to_be_focused()
    write(running, "index.md", body("Mended"))
    expect(page.locator("#words")).to_have_text("Mended")
    expect(note).to_have_count(0)


def test_the_note_is_closed_by_escape_and_comes_back_with_the_next_mistake(page: Page, running: Running) -> None:
    """Escape shows the page beneath and gives back the focus; the same note stays closed, another comes."""
    page.focus("input")
    note = page.get_by_role("alert")
    write(running, "index.md", "A WRONG line")
    expect(note).to_be_visible()
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    assert page.evaluate("document.activeElement.tagName") == "INPUT"
    page.reload()
    listening(page)
    expect(note).to_have_count(0)
    write(running, "index.md", "Another WRONG line")
    expect(note).to_contain_text("“Another”")
    note.get_by_role("button", name="Close").click()
    expect(note).to_have_count(0)
    write(running, "index.md", body("First"))
    write(running, "other.md", body("Waiting for the build"))
    page.wait_for_timeout(300)
    write(running, "index.md", "Another WRONG line")
    expect(note).to_be_visible()


def test_a_file_is_opened_from_the_note(page: Page, running: Running) -> None:
    """The button asks the server for the file and its line, and says what came of it."""
    opened: list[tuple[Path, int, int]] = []
    running.preview.open = lambda *place: opened.append(place)
    write(running, "index.md", "line one\nA WRONG line")
    note = page.get_by_role("alert")
    note.get_by_role("button", name="Open the file").click()
    expect(note.get_by_role("status")).to_have_text("The file is being opened in your editor.")
    assert opened == [(running.maker.folder / "index.md", 2, 3)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_note_and_the_panel_are_accessible(page: Page, running: Running, scheme: str, width: int) -> None:
    """On a narrow screen and a wide one, in both colours, over the page and without one."""
    running.preview.open = lambda *_: None
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 700})
    page.locator("aside > details > summary").click()
    assert violations(page) == []
    write(
        running, "index.md", "A line that is long " + "and_has_a_word_that_never_ends" * 8 + " and is WRONG at the end"
    )
    note = page.get_by_role("alert")
    expect(note).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert note.evaluate("note => note.scrollWidth - note.clientWidth") <= 0


def test_a_preview_started_on_broken_content_shows_the_site_once_mended(chromium: Browser, tmp_path: Path) -> None:
    """The page of problems is accessible, works by itself, and gives way to the site."""
    (tmp_path / "index.md").write_text("A WRONG line", "utf-8")
    with previewed(FakeMaker(tmp_path)) as running:
        page = chromium.new_page(viewport={"width": 320, "height": 700})
        page.goto(running.address)
        expect(page.get_by_role("alert")).to_contain_text("“A” is not a word for this.")
        assert violations(page) == []
        (tmp_path / "index.md").write_text("Another WRONG line", "utf-8")
        expect(page.get_by_role("alert")).to_contain_text("“Another”")
        (tmp_path / "index.md").write_text("<main><h1>Good</h1></main>", "utf-8")
        expect(page.locator("h1")).to_have_text("Good")
        page.close()


def test_a_page_finds_its_server_again(chromium: Browser, tmp_path: Path) -> None:
    """A page that was open while the preview was stopped shows the state of things once it runs again."""
    (tmp_path / "index.md").write_text("<main><h1>Before</h1></main>", "utf-8")
    page = chromium.new_page()
    with previewed(FakeMaker(tmp_path)) as running:
        port = running.port
        page.goto(running.address)
        expect(page.locator("h1")).to_have_text("Before")
    (tmp_path / "index.md").write_text("<main><h1>After</h1></main>", "utf-8")
    with previewed(FakeMaker(tmp_path), port=port):
        expect(page.locator("h1")).to_have_text("After")
    page.close()


def violations(page: Page) -> list[str]:
    """Give what axe finds, with where."""
    # Without `preload`: it puts styles of its own into the page, which the page's policy refuses and reports.
    found = Axe().run(page, options={"runOnly": TAGS, "preload": False}).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['html'][:120]}" for rule in found for node in rule["nodes"]]
