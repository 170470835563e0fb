"""The example site in a real browser, as its readers meet it."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import browser
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from peerchallenge.command import main

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = (
    "/",
    "/challenges/",
    "/challenges/wexcombe-2025/",
    "/challenges/ashmere-thornacre-2024/",
    "/challenges/marlshire-2026/",
    "/challenges/wexcombe-communications-2024/",
    "/challenges/wexcombe-2025/report/",
    "/challenges/wexcombe-2025/response/",
    "/challenges/wexcombe-2025/action-plan/",
    "/challenges/wexcombe-2018/letter/",
    "/challenges/holmsea-2023/progress-review/",
    "/challenges/holmsea-2023/recommendations/1/",
    "/challenges/moorwater-2024/recommendations/3/",
    "/challenges/ashmere-thornacre-2024/recommendations/1/",
    "/cy/challenges/cwm-derwen-2024/",
    "/cy/challenges/cwm-derwen-2024/report/",
    "/councils/",
    "/councils/moorwater/",
    "/councils/wexcombe/updates/",
    "/themes/",
    "/themes/financial-planning-and-management/",
    "/recommendations/",
    "/recommendations/due/overdue/",
    "/actions/",
    "/figures/",
    "/updates/",
    "/words/",
    "/search/",
    "/glossary/",
    "/accessibility/",
    "/404.html",
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example site, built by the command."""
    folder = tmp_path_factory.mktemp("built") / "site"
    assert main(["--content", str(ROOT / "content"), "--output", str(folder), "--as-of", "2026-11-22"]) == 0
    return folder


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    """Where the example site is served, under the production policy."""
    with browser.served(built) as url:
        yield url


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page on a wide screen that fails the test for any error in its console or any call to another host."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    errors: list[str] = []
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on(
        "request", lambda r: None if "//127.0.0.1" in r.url or r.url[:5] in {"data:", "blob:"} else errors.append(r.url)
    )
    yield opened
    context.close()
    assert errors == []


def violations(page: Page) -> list[str]:
    """Give what axe finds, with where."""
    found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['html'][:120]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("path", PAGES)
def test_accessible_on_a_wide_screen(page: Page, address: str, path: str) -> None:
    """No page breaks a rule of WCAG 2.2 AA that a machine can see, target size included."""
    page.goto(address + path)
    assert violations(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_accessible_on_a_phone_in_the_dark(page: Page, address: str, path: str) -> None:
    """On the narrowest screen, in dark colours, nothing breaks a rule and nothing has to be scrolled sideways."""
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(page) == []


def test_text_spacing_loses_nothing(page: Page, address: str) -> None:
    """With the text spacing of WCAG 1.4.12 nothing is cut off or has to be scrolled sideways on a phone."""
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{address}/challenges/wexcombe-2025/")
    page.evaluate(
        """() => document.querySelectorAll('*').forEach((e) => { e.style.lineHeight = '1.5';
        e.style.letterSpacing = '0.12em'; e.style.wordSpacing = '0.16em'; })"""
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", ["/", "/challenges/wexcombe-2025/report/", "/recommendations/", "/search/"])
def test_keyboard(page: Page, address: str, path: str) -> None:
    """The first Tab is the skip link, which leads to the content; whatever has the focus shows it and is not hidden."""
    page.emulate_media(reduced_motion="reduce")
    page.goto(address + path)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to main content")
    for _ in range(40):
        page.keyboard.press("Tab")
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        state = page.evaluate(
            """() => { const e = document.activeElement; if (e === document.body) return null;
            const style = getComputedStyle(e); const box = e.getBoundingClientRect();
            const top = document.elementFromPoint(box.x + Math.min(box.width, 8) / 2, box.y + box.height / 2);
            return [style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
                    e.contains(top) || (top && top.contains(e)), e.outerHTML.slice(0, 100)]; }"""
        )
        if state is None:
            break
        assert state[0], f"the focus does not show on {state[2]}"
        assert state[1], f"something hides {state[2]}"
    page.goto(address + path)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("path", PAGES)
def test_works_without_script(chromium: Browser, address: str, path: str) -> None:
    """Without script every page has its heading and its words, and nothing that only script could work."""
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address + path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.get_by_role("button", name=re.compile("copy", re.IGNORECASE)).count() == 0
        expect(page.locator("[data-filter]:visible")).to_have_count(0)


def test_search_without_script_leads_to_everything(chromium: Browser, address: str) -> None:
    """The search form of a browser without script leads to a list of all documents."""
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)
        page.get_by_role("searchbox").fill("housing")
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="letter", exact=False).first).to_be_visible()
        assert page.locator("main a").count() > 50


def search(page: Page, address: str, words: str) -> None:
    """Type words into the search of the front page and wait for the count."""
    page.goto(address + "/")
    page.get_by_role("searchbox").focus()
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text=re.compile(r"\d"))).to_be_visible()


def test_search_by_keyboard(page: Page, address: str) -> None:
    """Words typed and entered give results, a count and an address that shows the same when it is opened again."""
    search(page, address, "homelessness")
    assert "q=homelessness" in page.url
    first = page.locator(".results a").first
    expect(first).to_be_visible()
    said = page.get_by_role("status").inner_text()
    page.reload()
    expect(page.get_by_role("status")).to_have_text(said)
    assert violations(page) == []


def test_search_lands_on_the_place(page: Page, address: str) -> None:
    """A result leads to the heading or recommendation that holds the word, and the word is marked there."""
    search(page, address, "temporary accommodation")
    link = page.locator(".results a[href*='#']").first
    anchor = link.get_attribute("href").split("#")[1].split(":~:")[0]  # type: ignore[union-attr]
    link.click()
    page.wait_for_load_state()
    assert page.locator(f"[id='{anchor}']").count() == 1
    expect(page.locator("main mark").first).to_be_attached()


def test_search_filters(page: Page, address: str) -> None:
    """Choosing a council leaves only its documents, says so in the address, and Back takes the choice away."""
    search(page, address, "budget")
    before = int(re.search(r"\d+", page.get_by_role("status").inner_text())[0])  # type: ignore[index]
    page.locator("summary").filter(has_text="Council").click()
    page.get_by_role("checkbox", name=re.compile("Wexcombe")).check()
    expect(page).to_have_url(re.compile("Council=Wexcombe"))
    expect(page.get_by_role("status")).not_to_have_text(re.compile(rf"\b{before}\b"))
    page.go_back()
    expect(page.get_by_role("status")).to_have_text(re.compile(rf"\b{before}\b"))


def test_search_finds_welsh(page: Page, address: str) -> None:
    """Welsh words are found from an English page."""
    search(page, address, "argymhellion")
    expect(page.locator(".results a[href*='/cy/']").first).to_be_visible()


def test_search_loads_nothing_before_it_is_used(page: Page, address: str) -> None:
    """The engine is not fetched until somebody searches."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/search/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/pagefind/" in url]


def test_under_a_base_path(chromium: Browser, tmp_path: Path) -> None:
    """A site published in a folder of its host finds its pages, its style and its search there."""
    folder = tmp_path / "site"
    arguments = ["--content", str(ROOT / "content"), "--output", str(folder), "--as-of", "2026-11-22"]
    assert main([*arguments, "--base-url", "https://example.gov.uk/peers/results/"]) == 0
    with browser.served(folder, "/peers/results/") as url, chromium.new_context() as context:
        page = context.new_page()
        failed: list[str] = []
        page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
        search(page, url, "homelessness")
        page.locator(".results a").first.click()
        page.wait_for_load_state()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert "/peers/results/challenges/" in page.url
        assert failed == []


def test_quick_filter(page: Page, address: str) -> None:
    """Typing on the list of recommendations narrows it at once and says how many are left."""
    page.goto(f"{address}/recommendations/")
    rows = page.locator("main li:visible, main tr:visible").count()
    page.locator("main input").first.fill("scrutiny")
    expect(page.get_by_role("status").filter(has_text=re.compile(r"\d"))).to_be_visible()
    assert 0 < page.locator("main li:visible, main tr:visible").count() < rows


LATE = "Overdue or long overdue"


def toggles(page: Page, url: str, day: str = "2026-11-22") -> dict[str, int]:
    """Open a list on a day and give the buttons of the quick filter, each with how many entries it says there are."""
    page.clock.set_fixed_time(f"{day}T12:00:00Z")
    page.goto(url)
    said = page.locator(".toggles button:visible").all_inner_texts()
    return {words: int(number) for words, number in (re.fullmatch(r"(.*) \((\d+)\)", text).groups() for text in said)}  # type: ignore[union-attr]


def test_quick_filter_buttons(page: Page, address: str) -> None:
    """A button leaves the entries it names, says that it is pressed and how many are left; a second narrows further."""
    found = toggles(page, f"{address}/recommendations/")
    rows, status = page.locator("[data-filter-list] > li:visible"), page.get_by_role("status")
    overdue = page.get_by_role("button", name=LATE)
    whole = rows.count()
    assert 0 < found[LATE] < whole
    overdue.focus()
    page.keyboard.press("Space")
    expect(overdue).to_have_attribute("aria-pressed", "true")
    expect(status).to_have_text(f"{found[LATE]} of {whole} shown")
    expect(rows).to_have_count(found[LATE])
    expect(rows.filter(has_text=re.compile("overdue by", re.IGNORECASE))).to_have_count(found[LATE])
    assert violations(page) == []
    page.get_by_role("button", name="Due within 90 days").click()
    assert rows.count() < found[LATE]
    page.get_by_role("button", name="Due within 90 days").click()
    overdue.click()
    expect(rows).to_have_count(whole)
    expect(status).to_have_text("")


@pytest.mark.parametrize("base", ["/recommendations/", "/actions/"])
def test_quick_filter_agrees_with_the_pages(page: Page, address: str, built: Path, base: str) -> None:
    """On the day of the build the buttons count what the pages narrowed by due date list."""
    folder = built / base.strip("/")
    sheets = [(folder / "due" / name / "list.csv").read_bytes() for name in ("overdue", "long-overdue")]
    soon = (folder / "due/due-within-90-days/list.csv").read_bytes()
    overdue = {line for sheet in sheets for line in csv_rows(sheet)}
    counts: Counter[str] = Counter()
    for number in range(1, len(list(folder.glob("page-*"))) + 2):
        counts.update(toggles(page, f"{address}{base}" + (f"page-{number}/" if number > 1 else "")))
    assert counts[LATE] == len(overdue) > 0
    assert counts["Due within 90 days"] == len(csv_rows(soon)) > 0


def csv_rows(data: bytes) -> list[tuple[str, ...]]:
    """Give the rows of a sheet below its header."""
    return [tuple(row) for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))][1:]


def test_quick_filter_judges_by_the_readers_day(page: Page, address: str) -> None:
    """A year on more is overdue; a clock that runs behind the build is not believed."""
    now = toggles(page, f"{address}/actions/")
    assert toggles(page, f"{address}/actions/", "2027-11-22")[LATE] > now[LATE]
    assert toggles(page, f"{address}/actions/", "2001-01-01") == now


def test_quick_filter_on_a_theme(page: Page, address: str) -> None:
    """Where recommendation and answer stand side by side the entries left out are gone as well."""
    found = toggles(page, f"{address}/themes/financial-planning-and-management/")
    page.get_by_role("button", name=LATE).click()
    expect(page.locator("[data-filter-list] > li:visible")).to_have_count(found[LATE])


def test_print_leaves_out_what_paper_cannot_use(page: Page, address: str) -> None:
    """On paper there is the letter, and no navigation or search."""
    page.emulate_media(media="print")
    page.goto(f"{address}/challenges/wexcombe-2025/report/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("header nav")).to_be_hidden()


def test_forced_colours(chromium: Browser, address: str) -> None:
    """In the system's own colours the thread keeps its lines and the focus shows."""
    with chromium.new_context(forced_colors="active", reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(f"{address}/challenges/wexcombe-2025/recommendations/1/")
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        assert violations(page) == []


def test_budgets(built: Path) -> None:
    """A letter of 2,400 words with its style sheet is at most 14 kB compressed, and all script at most 10 kB."""
    letter = (built / "challenges/ashmere-thornacre-2024/report/index.html").read_bytes()
    style = next((built / "assets/css").glob("site.*.css")).read_bytes()
    script = b"".join(path.read_bytes() for path in (built / "assets/js").glob("*.js"))
    assert len(gzip.compress(letter)) + len(gzip.compress(style)) <= 14_000
    assert len(gzip.compress(script)) <= 10_000
