"""The page of what is left to do, in a real browser: readable by everyone, on the narrowest screen too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import browser
import pytest
from axe_playwright_python.sync_playwright import Axe
from fixtures_pages import SITE, todo_page
from playwright.sync_api import Page, sync_playwright
from record import TEXTS
from test_templates import ASSETS, ROOT, TEMPLATES
from tiny import TODAY

from peerchallenge.pages import TodoPage
from peerchallenge.render import assets, templates
from peerchallenge.sources import Output
from peerchallenge.todo.everything import todo

pytestmark = pytest.mark.browser

STYLES = ROOT / "peerchallenge/preview/assets/todo.css"


@pytest.fixture
def page() -> Iterator[Page]:
    """A page of a browser that is installed on this computer."""
    found = browser.require()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=list(browser.FLAGS))
        yield opened.new_page()
        opened.close()


def put(folder: Path, shown: TodoPage) -> None:
    """Write a page with its styles to a folder."""
    site = replace(SITE, base_path="/")
    made = templates.renderer(TEMPLATES, ASSETS, site)(shown)
    assert isinstance(made, Output), made
    for output in (made, *assets.outputs(ASSETS, site.colour), Output(path="-/todo.css", data=STYLES.read_bytes())):
        path = folder / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.data)


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_accessible_at_every_width(page: Page, tmp_path: Path, joined, width: int, colours) -> None:
    """Nothing breaks a rule that a machine can see, and nothing has to be scrolled sideways."""
    page.emulate_media(color_scheme=colours)
    page.set_viewport_size({"width": width, "height": 900})
    for number, shown in enumerate((todo_page(), todo(joined(TEXTS).library, (), TODAY))):
        folder = tmp_path / f"shown-{number}"
        put(folder, shown)
        with browser.served(folder) as address:
            page.goto(f"{address}/-/to-do/")
            page.evaluate("document.querySelectorAll('main details').forEach((own) => { own.open = true; })")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            found = Axe().run(page).response["violations"]
            assert [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]] == []
