"""Publishing by a program: one call hands in, checks and answers; safe to send twice; refusals as problem details."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from scanner import reference
from scanner.models import Match, Scan
from sellers.models import Listing
from tests.scanner.stage import HIDDEN, copyright_, png, trademark

BODY = {"number": "S-1", "title": "Canvas weekender", "markets": ["DE", "US"], "category": ["Bags"]}


@pytest.fixture
def shop(as_, market):
    """The marketplace's own systems."""
    trademark(market)
    reference.current()
    return as_(market, "key:shop")


@pytest.fixture
def seller(as_, market):
    return as_(market, "key:seller")


def post(client, market, body, **headers):
    return client.post(market.url("api/v1/listings"), body, content_type="application/json", headers=headers)


def problem(response, status):
    assert response.status_code == status
    assert response["Content-Type"].startswith("application/problem+json")
    members = response.json()
    assert members["status"] == status
    return members


def test_public(market, seller, shop):
    response = post(seller, market, BODY)
    assert response.status_code == 201
    answer = response.json()
    assert (answer["outcome"], answer["state"], answer["public_in"], answer["found"]) == (
        "public", "public", ["DE", "US"], [],
    )  # fmt: skip


def test_held_with_a_sentence_per_signal(market, seller, shop):
    answer = post(seller, market, {**BODY, "title": HIDDEN}).json()
    assert (answer["outcome"], answer["state"], answer["public_in"]) == ("held", "held", [])
    [found] = answer["found"]
    assert (found["title"], found["leads_to"]) == ("Zanderholt", "hold")
    assert found["right"].startswith("MW-")
    assert found["why"] == ["The title spells out the mark “Zanderholt” (“Z a n d e r h o l t”)."]


def test_held_for_a_picture_that_came_with_it(market, seller, shop):
    copyright_(market)
    reference.current()
    response = seller.post(
        market.url("api/v1/listings"),
        {"number": "S-1", "title": "Poster", "markets": ["US"], "pictures": [_file(png(1))]},
    )
    assert response.status_code == 201
    assert response.json()["outcome"] == "held"
    assert len(response.json()["pictures"]) == 1


def test_checking_where_no_index_is_in_memory(market, seller):
    trademark(market)
    answer = post(seller, market, BODY).json()
    assert (answer["outcome"], answer["state"], answer["found"]) == ("checking", "checking", [])


def test_the_same_request_twice_is_done_once(market, seller, shop):
    body = {**BODY, "title": "Zanderholt weekender"}
    first = post(seller, market, body, **{"Idempotency-Key": "abc"})
    second = post(seller, market, body, **{"Idempotency-Key": "abc"})
    assert first.json() == second.json()
    assert second["Idempotency-Replayed"] == "true"
    assert (Listing.objects.count(), Scan.objects.count(), Match.objects.count()) == (1, 1, 1)
    problem(post(seller, market, BODY, **{"Idempotency-Key": "abc"}), 422)


def test_a_refused_request_may_be_mended_under_its_key(market, seller, shop):
    problem(post(seller, market, {**BODY, "title": ""}, **{"Idempotency-Key": "abc"}), 422)
    assert post(seller, market, BODY, **{"Idempotency-Key": "abc"}).status_code == 201


def test_what_is_wrong_is_said_by_field_and_nothing_is_kept(market, seller, shop):
    found = problem(post(seller, market, {**BODY, "title": " ", "markets": ["XX"]}), 422)
    assert set(found["errors"]) == {"title", "markets"}
    assert not Listing.objects.exists()
    post(seller, market, BODY)
    assert "number" in problem(post(seller, market, BODY), 422)["errors"]


def test_who_may_not_is_told_why(market, as_, shop):
    assert "scopes" in problem(post(as_(market, "key:brand"), market, BODY), 403)["detail"]
    assert not Listing.objects.exists()


def test_the_shop_names_the_seller_and_strangers_do_not_exist(market, seller, shop):
    mine, theirs = market.parties["seller"].reference, market.parties["other_seller"].reference
    assert post(shop, market, {**BODY, "seller": mine}).json()["seller"] == mine
    problem(post(shop, market, {**BODY, "number": "S-2", "seller": "PA-0000000"}), 404)
    problem(post(seller, market, {**BODY, "number": "S-2", "seller": theirs}), 404)
    problem(post(shop, market, {**BODY, "number": "S-2"}), 422)


def test_without_a_key_nobody_comes_in(market, client):
    problem(post(client, market, BODY), 401)


def _file(data):
    return SimpleUploadedFile("picture.png", data, content_type="image/png")
