"""The gate asked by programs: who may ask about whom, and lines of orders that are kept."""

from datetime import timedelta

import pytest
from django.test import Client

from audit import queries as log
from registry.models import GateCheck, LicenceUse
from registry.services import accept_licence, authorise_seller, draft_licence, offer_licence
from registry.services.quota import quota_left
from tenancy.context import database_now
from tests.cast import add_key
from tests.registry.test_licences import sign, terms
from tests.sessions import signed_in

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def shop(market):
    """The key of the marketplace's checkout."""
    return add_key(market, "checkout", party="operator", scopes=["orders"])


def post(client, market, key, path, body):
    return client.post(market.url(f"api/v1/{path}"), body, content_type="application/json", headers=key.headers)


def item(market, right, **more):
    return {"seller": market.parties["seller"].reference, "rights": [right.reference], "destination": "DE", **more}


def test_answers_come_in_the_order_of_the_items_with_sentences_and_sources(client, market, verified, shop):
    genuine = {"first_sold_in": "PL", "state": "as_sold", "consent": "given", "shown": ["invoice", "chain", "state"]}
    items = [item(market, verified), item(market, verified, **genuine), item(market, verified, first_sold_in="US"),
             item(market, verified, destination="JP")]  # fmt: skip
    answer = post(client, market, shop, "gate", {"items": items})
    assert answer.status_code == 200, answer.content
    told = answer.json()["answers"]
    assert [one["verdict"] for one in told] == ["ask", "yes", "no", "yes"]
    assert told[0]["document"] == "An authorisation by the owner of the right"
    assert [rule["code"] for rule in told[1]["rules"]] == ["eu.exhaustion.trademark"]
    assert "2017/1001" in told[1]["rules"][0]["text"]
    assert "United States" in told[2]["reasons"][1]["sentence"]
    assert told[3]["reasons"][0]["code"] == "not_held_there"


def test_a_question_costs_the_same_for_many(client, market, verified, shop, django_assert_max_num_queries):
    with django_assert_max_num_queries(30) as one:
        post(client, market, shop, "gate", {"items": [item(market, verified, first_sold_in="PL")]})
    with django_assert_max_num_queries(len(one)):
        items = [item(market, verified, first_sold_in="PL", destination=to) for to in ("DE", "PL", "US", "")]
        assert len(post(client, market, shop, "gate", {"items": items * 20}).json()["answers"]) == 80


def test_sellers_ask_about_themselves_and_holders_about_their_rights(client, market, verified):
    seller = add_key(market, "asks", party="seller", scopes=["gate"])
    brand = add_key(market, "asks too", party="brand", scopes=["gate"])
    mine = item(market, verified)
    assert post(client, market, seller, "gate", {"items": [{**mine, "first_sold_in": "PL"}]}).status_code == 200
    assert post(client, market, brand, "gate", {"items": [mine]}).status_code == 200
    other = {**mine, "seller": market.parties["other_seller"].reference}
    refused = post(client, market, seller, "gate", {"items": [other]})
    assert (refused.status_code, refused.json()["code"]) == (403, "not_yours")
    refused = post(client, market, seller, "gate", {"items": [{**mine, "shown": ["invoice"]}]})
    assert (refused.status_code, refused.json()["code"]) == (403, "papers")
    assert post(client, market, brand, "gate/orders", {"line": "1", **mine}).status_code == 403
    assert post(client, market, seller, "gate", {"items": [{**mine, "rights": ["MW-00000"]}]}).status_code == 404


def test_a_line_of_an_order_is_kept_once_and_cancelled_once(client, market, verified, shop):
    authorise_seller(actor=market.actor("brand"), right=verified, seller=market.parties["seller"])
    line = {"line": "O-1/1", **item(market, verified, quantity=3)}
    first = post(client, market, shop, "gate/orders", {**line, "line": "O-1"})
    assert (first.status_code, first.json()["verdict"], first.json()["channel"]) == (
        201,
        "yes",
        f"marketplace:{market.slug}",
    )
    assert post(client, market, shop, "gate/orders", {**line, "line": "O-1"}).json() == first.json()
    assert post(client, market, shop, "gate/orders", {**line, "line": "O-1", "quantity": 4}).status_code == 409
    check = GateCheck.objects.get()
    assert check.used == first.json()["used"] != []
    assert LicenceUse.objects.count() == 0, "an authorisation has no quota"
    cancelled = post(client, market, shop, "gate/orders/O-1/cancel", {})
    assert cancelled.json()["cancelled"] is True
    assert post(client, market, shop, "gate/orders/O-1/cancel", {}).status_code == 200
    kept = client.get(market.url("api/v1/gate/orders/O-1"), headers=shop.headers).json()
    assert {**kept, "cancelled": False} == first.json()
    said = [entry.verb for entry in log.timeline(check.id, market.actor("lead"))]
    assert sorted(said) == ["gate.cancelled", "gate.checked"]


def licensed(market, right, **more):
    """A licence of the seller, signed by both."""
    licence = draft_licence(
        actor=market.actor("brand"), rights=[right], terms=terms(market, classes=(), territories=("DE",), **more)
    )
    sign(offer_licence, licence, market.actor("brand"), [right])
    sign(accept_licence, licence, market.actor("seller"), [right])
    return licence


def test_a_line_is_asked_about_again_at_the_dock_and_draws_once(client, market, verified, shop):
    licence = licensed(market, verified, quota=5)
    today = database_now().date()
    line = {"line": "D-1/1", **item(market, verified, quantity=4)}
    assert post(client, market, shop, "gate/orders", line).json()["verdict"] == "yes"
    dock = post(client, market, shop, "gate/orders", {**line, "moment": "dock"})
    assert (dock.status_code, dock.json()["verdict"], dock.json()["moment"]) == (201, "yes", "dock")
    assert quota_left(licence, today) == 1, "what the order drew is what the dock ships"
    more = post(client, market, shop, "gate/orders", {**line, "line": "D-2", "quantity": 1, "moment": "dock"})
    assert (more.json()["verdict"], quota_left(licence, today)) == ("yes", 0)
    beyond = post(client, market, shop, "gate/orders", {**line, "line": "D-2", "quantity": 1})
    assert beyond.json()["verdict"] == "yes", "the order of a line that was seen at the dock first"
    got = client.get(market.url("api/v1/gate/orders/D-1/1?moment=order"), headers=shop.headers).json()
    assert (got["moment"], got["rights"]) == ("order", [verified.reference])
    assert post(client, market, shop, "gate/orders/D-1/1/cancel", {}).json()["cancelled"] is True
    assert quota_left(licence, today) == 4
    assert client.get(market.url("api/v1/gate/orders/D-1/1?moment=order"), headers=shop.headers).json()["cancelled"]


def test_a_dock_ships_no_more_than_was_ordered_and_nothing_that_was_cancelled(client, market, verified, shop):
    licensed(market, verified)
    line = {"line": "S-1", **item(market, verified, quantity=2)}
    post(client, market, shop, "gate/orders", line)
    more = post(client, market, shop, "gate/orders", {**line, "quantity": 3, "moment": "dock"})
    assert (more.status_code, more.json()["code"]) == (409, "other_line")
    post(client, market, shop, "gate/orders/S-1/cancel", {})
    over = post(client, market, shop, "gate/orders", {**line, "moment": "dock"})
    assert (over.status_code, over.json()["code"]) == (409, "line_cancelled")


def test_a_licence_that_ended_between_order_and_dock_is_no_yes_at_the_dock(client, market, verified, shop, settings):
    settings.ROOT_URLCONF = "config.urls"
    today = database_now().date()
    licence = licensed(market, verified, ends_on=today)
    line = {"line": "E-1", **item(market, verified)}
    ordered = post(client, market, shop, "gate/orders", line).json()
    assert (ordered["verdict"], ordered["used"]) == ("yes", [str(licence.id)])
    next_day = {**line, "moment": "dock", "day": str(today + timedelta(days=1))}
    docked = post(client, market, shop, "gate/orders", next_day).json()
    assert (docked["verdict"], [one["code"] for one in docked["reasons"]]) == ("ask", ["licence_ended"])
    assert docked["document"] == "An authorisation by the owner of the right"
    kept = client.get(market.url("api/v1/gate/orders/E-1?moment=order"), headers=shop.headers).json()
    assert kept["verdict"] == "yes", "what was said at the order stands as it was said"
    lead = signed_in(Client(), market.people["lead"].membership)
    page = lead.get(market.url(f"gate/checks/{docked['id']}")).content.decode()
    assert f"Licence {licence.reference} ended on" in page
    assert market.url(f"gate/checks/{ordered['id']}") in page, "the order's answer stands beside the dock's"


def test_checked_lines_are_listed_for_whom_they_concern(client, market, verified, shop, settings):
    settings.ROOT_URLCONF = "config.urls"
    for number, to in enumerate(("DE", "FR", "US")):
        post(client, market, shop, "gate/orders", {"line": f"L-{number}", **item(market, verified, destination=to)})
    other = {**item(market, verified), "seller": market.parties["other_seller"].reference}
    post(client, market, shop, "gate/orders", {"line": "L-9", **other})

    def lines(who, query=""):
        page = signed_in(Client(), market.people[who].membership).get(market.url(f"gate/checks{query}"))
        assert page.status_code == 200
        return {one["check"].line for one in page.context["lines"]}

    assert lines("lead") == lines("brand") == {"L-0", "L-1", "L-2", "L-9"}
    assert lines("seller") == {"L-0", "L-1", "L-2"}
    assert lines("other_seller", "?seller=" + market.parties["seller"].name) == {"L-9"}, "that filter is not a seller's"
    assert lines("rival") == set()
    assert lines("lead", f"?seller={market.parties['other_seller'].reference}") == {"L-9"}
    assert lines("lead", f"?right={verified.title}&place=France") == {"L-1"}
    assert lines("lead", "?verdict=yes") == {"L-2"}, "the right does not hold in the US"
    assert lines("lead", "?moment=dock") == lines("lead", "?right=nothing") == set()
    told = client.get(market.url("api/v1/gate/orders?verdict=ask&limit=2"), headers=shop.headers).json()
    assert [one["line"] for one in told["results"]] == ["L-9", "L-1"]
    assert told["next"]


def test_orders_use_up_a_quota_and_a_cancelled_one_gives_its_pieces_back(client, market, verified, shop):
    limited = terms(market, quota=5, classes=(), territories=("DE",))
    licence = draft_licence(actor=market.actor("brand"), rights=[verified], terms=limited)
    sign(offer_licence, licence, market.actor("brand"), [verified])
    sign(accept_licence, licence, market.actor("seller"), [verified])
    today = database_now().date()

    def order(line, quantity):
        return post(
            client, market, shop, "gate/orders", {"line": line, **item(market, verified, quantity=quantity)}
        ).json()

    first = order("Q-1", 4)
    assert (first["verdict"], first["used"], quota_left(licence, today)) == ("yes", [str(licence.id)], 1)
    assert order("Q-1", 4) == first
    more = order("Q-2", 2)
    assert (more["verdict"], more["reasons"][0]["code"], more["would_change"]) == ("no", "quota_used", "quota")
    assert quota_left(licence, today) == 1
    post(client, market, shop, "gate/orders/Q-1/cancel", {})
    assert quota_left(licence, today) == 5
    assert order("Q-3", 5)["verdict"] == "yes"
