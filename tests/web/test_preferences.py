"""Preferences: chosen by a plain form, kept in a cookie, believed only as far as they are understood."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.utils import timezone

from web.preferences import COOKIE, Preferences, PreferencesMiddleware, preferences_of

pytestmark = pytest.mark.urls("tests.web.urls")


def choose(client: Client, **chosen: str) -> HttpResponse:
    """Send the form."""
    return client.post("/preferences", chosen)


def test_a_theme_is_in_the_page_that_the_server_sends(client: Client) -> None:
    assert "data-theme" not in client.get("/preferences").content.decode()
    assert choose(client, theme="dark").status_code == 303
    assert 'data-theme="dark"' in client.get("/preferences").content.decode()


def test_what_is_not_named_stays_as_it_was(client: Client) -> None:
    choose(client, theme="dark", keys="alt", time_zone="Asia/Tokyo")
    choose(client, keys="off")
    page = client.get("/preferences").content.decode()
    assert 'data-theme="dark"' in page
    assert 'data-keys="off"' in page
    assert 'value="Asia/Tokyo" selected' in page


def test_the_language_is_that_of_the_page(client: Client) -> None:
    with override_settings(LANGUAGES=[("en", "English"), ("de", "German")]):
        choose(client, language="de")
        assert '<html lang="de" dir="ltr"' in client.get("/preferences").content.decode()


def test_it_leads_back_to_where_one_was_and_nowhere_else(client: Client) -> None:
    assert choose(client, theme="light", next="/work?page=2")["Location"] == "/work?page=2"
    assert choose(client, theme="light", next="https://evil.example/")["Location"] == "/preferences"
    assert choose(client, theme="light", next="javascript:alert(1)")["Location"] == "/preferences"


def test_what_does_not_exist_is_refused_and_the_rest_kept(client: Client) -> None:
    response = choose(client, theme="dark", time_zone="Mars/Olympus")
    assert response.status_code == 422
    assert COOKIE not in response.cookies
    assert "Please look at 1 field again" in response.content.decode()


@pytest.mark.parametrize("cookie", ["", "theme=pink&keys=%00", "\x00\xff", "theme=" + "x" * 9999, "theme"])
def test_a_cookie_that_makes_no_sense_counts_as_none(cookie: str) -> None:
    request = RequestFactory().get("/")
    request.COOKIES[COOKIE] = cookie
    assert preferences_of(request) == Preferences()


def test_times_are_in_the_zone_chosen_and_only_for_this_request() -> None:
    seen = []

    def view(_request: HttpRequest) -> HttpResponse:
        seen.append(timezone.get_current_timezone_name())
        return HttpResponse()

    request = RequestFactory().get("/")
    request.COOKIES[COOKIE] = "time_zone=Asia%2FTokyo"
    PreferencesMiddleware(view)(request)
    assert seen == ["Asia/Tokyo"]
    assert timezone.get_current_timezone_name() == "UTC"
