"""A passkey in a real browser: added, then used to sign in without a password, and both factors at once."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.cast import Market
from tests.journeys.browser import chromium
from tests.sessions import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cookie(open_market: Market) -> str:
    """The lead's session, without a second factor. Made before the browser's loop runs, as that has connections apart."""
    return sign_in(Client(), open_market.user("lead"), two_factor=False).cookies["sessionid"].value


@pytest.fixture
def page(cookie: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A tab of Chromium with an authenticator that always says yes."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with chromium() as browser:
        context = browser.new_context()
        tab = context.new_page()
        session = context.new_cdp_session(tab)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        yield tab


def test_a_passkey_is_added_and_signs_in_with_both_factors(open_market: Market, live_server, cookie: str, page: Page):
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.goto(f"{live_server.url}{open_market.url('account')}")
    expect(page.get_by_text("needs a second factor")).to_be_visible()
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name="Recovery Codes")).to_be_visible()
    page.goto(f"{live_server.url}{open_market.url('account')}")
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()

    page.context.clear_cookies()
    page.goto(f"{live_server.url}{reverse('account_login')}?next={open_market.url('account')}")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
