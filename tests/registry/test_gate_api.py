"""The gate asked by programs: who may ask about whom, and lines of orders that are kept."""

import pytest

from audit import queries as log
from registry.models import GateCheck, LicenceUse
from registry.services import accept_licence, authorise_seller, draft_licence, offer_licence
from registry.services.quota import quota_left
from tenancy.context import database_now
from tests.cast import add_key
from tests.registry.test_licences import sign, terms

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
