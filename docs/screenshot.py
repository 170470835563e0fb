"""Make the picture in the README anew: `python docs/screenshot.py`, after `python build.py`.

It needs an installed Chromium, Chrome or Edge, as the tests in a browser do.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import browser  # noqa: E402 (the tests' own server and browser, found by the line above)

PAGE = "/challenges/wexcombe-2025/recommendations/1/"


def main() -> None:
    """Open one page of the built example site, and save what a reader sees of it."""
    with browser.served(ROOT / "site") as address, sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser.require(), args=list(browser.FLAGS))
        page = opened.new_page(viewport={"width": 1200, "height": 1180})
        page.goto(address + PAGE)
        page.screenshot(path=ROOT / "docs" / "recommendation.png")
        opened.close()


if __name__ == "__main__":
    main()
