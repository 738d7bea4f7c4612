"""Chromium for the journeys: found or said to be missing, and tabs that keep what the browser complains about."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect, sync_playwright

PATIENCE_MS = 20_000
NAMES = ("chromium", "chromium-browser", "google-chrome")
# Chromium writes every answer of 4xx to its console; a refusal in words is no fault of the page.
REFUSED = re.compile(r"the server responded with a status of 4\d\d|Status Error Code 4\d\d")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's Chromium. Where there is none the test is left out, or fails if a browser is required."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None and os.environ.get("MARKWARDEN_REQUIRE_BROWSER"):
        pytest.fail("A browser is required here and there is no Chromium on this machine.")
    if path is None:
        pytest.skip("No Chromium on this machine: the browser tests are left out.")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def open_tab(browser: Browser, complaints: list[str], **options: Any) -> Page:
    """A tab in a context of its own; refused scripts and styles, and errors in ours, are added to `complaints`."""
    options.setdefault("viewport", {"width": 1440, "height": 1000})
    tab = browser.new_context(**options).new_page()
    tab.set_default_timeout(PATIENCE_MS)

    def hear(words: str) -> None:
        if not REFUSED.search(words):
            complaints.append(f"{tab.url}: {words}")

    tab.on("console", lambda message: hear(message.text) if message.type in ("error", "warning") else None)
    tab.on("pageerror", lambda error: hear(str(error)))
    return tab


def violations(tab: Page, **options: Any) -> list[str]:
    """What axe finds in the page, each with the first place. Only that is asked for: what passed is most of its work."""
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(AXE_SCRIPT)
    asked = {**options, "resultTypes": ["violations"]}
    found = tab.evaluate("options => axe.run(document, options).then(results => results.violations)", asked)
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]
