"""Every POST of the API that starts something may be sent twice: under one Idempotency-Key it is done once."""

import json
from dataclasses import replace

import pytest

from tests.architecture.house import OF_THE_SESSION, undone
from tests.architecture.matrix import TWICE
from tests.architecture.open_doors import PUBLIC
from tests.architecture.routes import operations, routes
from tests.many import each

pytestmark = pytest.mark.django_db(databases="__all__")

POSTS = [route for route in routes() if route.is_api and "POST" in route.methods and route.name not in PUBLIC]
"""Of whoever asks without an account nothing is kept, so there is no key to be known by."""
STARTING = [route for route in POSTS if route.name not in TWICE]
FOR_EVERYBODY = {"scanner:api_searches", "scanner:api_search_pictures", "fulfillment:api_epcis_queries"}
"""What nobody is a stranger to: each keeps their own."""
GUARDED = [route for route in STARTING if route.name not in FOR_EVERYBODY]
KEY = {"Idempotency-Key": "one-and-the-same"}


def test_every_post_says_that_it_takes_the_key_or_stands_in_the_list():
    silent = {
        route.name
        for route in POSTS
        if not any(
            (parameter["in"], parameter["name"]) == ("header", "Idempotency-Key")
            for parameter in operations()[route.path, "POST"].get("parameters", ())
        )
    }
    assert silent == set(TWICE)
    assert all(len(reason) > 20 for reason in TWICE.values())


@each({route.name: (route,) for route in STARTING})
def test_under_the_same_key_it_is_done_once_and_answered_again(house, route):
    ask = house.asked(route, "POST")
    with undone():
        first, again = house.seen(ask, **KEY), house.seen(ask, **KEY)
    assert first.status in (200, 201, 202), first.body
    assert first.written - OF_THE_SESSION, "it starts something"
    assert (again.status, json.loads(again.body)) == (first.status, json.loads(first.body))
    assert ("idempotency-replayed", "true") in again.headers
    assert dict(again.headers).get("location") == dict(first.headers).get("location")
    assert not again.written - OF_THE_SESSION


@each({route.name: (route,) for route in GUARDED})
def test_what_is_refused_is_not_remembered(house, route):
    """A stranger leaves no memory under a key of theirs: the one whom it is for may use the same key."""
    ask = house.asked(route, "POST")
    with undone():
        refused = house.seen(replace(ask, who="second_rival"), **KEY)
        written = frozenset({"audit_record"}) if refused.status == 403 else frozenset()
        assert (refused.status, refused.written - OF_THE_SESSION) in [(403, written), (404, written)]
        assert house.seen(ask, **KEY).status in (200, 201, 202)


@pytest.mark.parametrize("name", TWICE)
def test_what_takes_no_key_gives_no_answer_again(house, name):
    [route] = [route for route in POSTS if route.name == name]
    ask = house.asked(route, "POST")
    with undone():
        answers = [house.seen(ask, **KEY) for _n in range(2)]
    assert not [answer for answer in answers if "idempotency-replayed" in dict(answer.headers)]
