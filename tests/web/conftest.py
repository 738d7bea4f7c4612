"""A browser that sees pages made by the test client: no server, no network, real CSP and real scripts."""

import mimetypes
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, Page, Route

from tests.journeys import browser

ORIGIN = "http://localhost:1"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The machine's Chromium; ended with the module, as its loop would disturb tests of the database."""
    with browser.chromium() as found:
        yield found


@pytest.fixture
def open_page(chromium: Browser, client: Client) -> Iterator[Callable[..., Page]]:
    """`open_page("/work", width=390, scheme="dark")`: the page, with its clock in the test's hand.

    A refused script or style, or an error in one of ours, fails the test.
    """
    contexts = []
    complaints: list[str] = []

    def answer(route: Route) -> None:
        url = urlsplit(route.request.url)
        if url.path.startswith("/static/"):
            found = finders.find(url.path.removeprefix("/static/"))
            route.fulfill(path=str(found), content_type=mimetypes.guess_type(url.path)[0] or "text/plain")
            return
        asked = {name: value for name, value in route.request.headers.items() if name.startswith(("if-", "hx-"))}
        response = client.get(f"{url.path}?{url.query}", headers=asked)
        route.fulfill(status=response.status_code, headers=dict(response.headers), body=response.content)

    def open_(path: str, *, width: int = 1440, scheme: str = "light", script: bool = True) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 1000}, color_scheme=scheme, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.clock.install()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.route("**/*", answer)
        page.goto(ORIGIN + path, wait_until="networkidle")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert [said for said in complaints if "404 (Not Found)" not in said and "Status Error Code 404" not in said] == []
