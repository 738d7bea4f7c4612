"""The API's own description: open to anybody, complete enough to try, and the one page with a weaker policy."""

import json

import pytest

from tests.journeys.browser import chromium, open_tab

POLICY = "Content-Security-Policy"


def test_the_document_is_there_for_anybody_and_says_how_to_get_in(client, open_market):
    answer = client.get(open_market.url("api/v1/schema"))
    assert answer.status_code == 200
    document = answer.json()
    assert document["openapi"].startswith("3.")
    assert document["paths"]["/rights"]["post"]["security"]
    assert {"key", "session"} <= set(document["components"]["securitySchemes"])
    assert open_market.row.name not in answer.content.decode()


def test_nothing_is_left_to_be_filled_in_but_a_key(client, open_market):
    document = client.get(open_market.url("api/v1/schema")).json()
    base = "http://testserver" + open_market.url("api/v1")
    assert document["servers"] == [{"url": base}]
    assert "{slug}" not in json.dumps(document)
    words = document["info"]["description"]
    for first in (
        f'curl -H "Authorization: Bearer mw_..." "{base}/listings?mine=1"',
        f"{base}/changes?after=",
        "/keys",
    ):
        assert first in words
    for matter in ("Idempotency-Key", "304", "429", "applied", "problem+json"):
        assert matter in words
    assert "%(" not in words


def test_every_operation_says_in_a_line_what_it_does(client, open_market):
    paths = client.get(open_market.url("api/v1/schema")).json()["paths"]
    silent = [
        f"{method} {path}" for path, all_of in paths.items() for method, one in all_of.items() if not one.get("summary")
    ]
    assert len(paths) > 30
    assert silent == []


def test_there_is_none_of_a_marketplace_that_is_not_there(client, db):
    assert client.get("/m/never/api/v1/schema").status_code == 404


def test_its_page_may_carry_styles_and_no_other_page_may(client, open_market):
    docs = client.get(open_market.url("api/v1/docs"))
    script = client.get(open_market.url("api/v1/docs") + "?script=")
    assert docs.status_code == script.status_code == 200
    assert "style-src 'self' 'unsafe-inline'" in docs[POLICY]
    assert "script-src 'self';" in docs[POLICY] + ";"
    for path in ("/sign-in/login/", "/preferences", open_market.url("apply"), open_market.url("nothing")):
        assert "unsafe" not in client.get(path)[POLICY]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_browser_shows_every_group_and_complains_of_nothing(open_market, live_server):
    complaints: list[str] = []
    with chromium() as browser:
        tab = open_tab(browser, complaints)
        tab.goto(live_server.url + open_market.url("api/v1/docs"))
        tab.get_by_text("/rights", exact=True).first.wait_for()
        tab.get_by_role("heading", name="Follow what changes").wait_for()
        # Of a long document the page draws what is in sight.
        groups: set[str] = set()
        for _screen in range(100):
            groups |= set(tab.locator(".opblock-tag").evaluate_all("all => all.map(one => one.dataset.tag)"))
            if "transfers" in groups:
                break
            tab.mouse.wheel(0, 700)
            tab.wait_for_timeout(100)
        assert len(groups) > 30
    assert complaints == []
