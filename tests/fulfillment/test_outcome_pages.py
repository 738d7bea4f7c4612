"""The pages and the API of what follows a hold."""

import json

import pytest

from fulfillment import services
from fulfillment.models import CorrectiveAction, GoodsRisk
from fulfillment.services.risks import note_outcome
from fulfillment.services.sampling import set_share
from tenancy.context import database_now
from tests.fulfillment.goods import goods, today
from tests.fulfillment.test_pages import body, upload


@pytest.fixture
def flask(market):
    return goods(market)


def test_from_a_hold_to_the_closed_correction(market, as_, flask):
    [seen] = flask.scan(flask.label("HF001000"))
    hold = services.hold_box(actor=market.actor("scanner"), scan=seen.check)
    brand, supplier = as_(market, "brand"), as_(market, "supplier")
    assert "corrections/new?hold=" in body(brand.get(market.url(f"holds/{hold.reference}")))
    path = market.url(f"corrections/new?hold={hold.reference}")
    form = body(brand.get(path))
    assert hold.reference in form
    said = {
        "supplier": market.parties["supplier"].id, "brand": flask.brand.id, "wrong": "<b>It leaks</b>",
        "asked": "Change the mould.", "due_on": today(9).isoformat(),
    }  # fmt: skip
    assert "A day to come" in body(brand.post(path, {**said, "due_on": "2020-01-01"}), 422)
    assert "Asked." in body(brand.post(path, said, follow=True))
    action = CorrectiveAction.objects.get()
    assert (action.hold, action.batch) == (hold, flask.batch)
    own = market.url(f"corrections/{action.reference}")
    listed = body(supplier.get(market.url("corrections")))
    assert "&lt;b&gt;It leaks" in listed
    assert body(supplier.get(market.url("corrections/count"))) == "1"
    shown = body(supplier.get(own))
    assert "Your answer" in shown
    assert "What follows" not in shown
    assert supplier.post(f"{own}/answer", {"answer-done": "x"}).status_code == 422
    answer = {"answer-root_cause": "A worn mould.", "answer-done": "Changed.", "answer-document": upload()}
    assert "Answered." in body(supplier.post(f"{own}/answer", answer, follow=True))
    assert supplier.post(f"{own}/judge", {"judge-deed": "close"}).status_code == 403
    again = {"judge-deed": "again", "judge-words": "Which mould?"}
    assert "A day to come" in body(brand.post(f"{own}/judge", again), 422)
    escalated = brand.post(f"{own}/judge", {"judge-deed": "escalate", "judge-words": "Still leaks."}, follow=True)
    assert "Docks ask before they ship" in body(escalated)
    assert "A worn mould." in body(brand.get(own))
    closed = brand.post(f"{own}/judge", {"judge-deed": "close", "judge-words": "Well."}, follow=True)
    assert "Closed" in body(closed)
    assert body(brand.get(market.url("corrections?show=open"))).count(action.reference) == 0
    assert as_(market, "rival").get(own).status_code == 404


def test_risks_and_shares_with_their_reasons(market, as_, flask):
    supplier, now = market.parties["supplier"], database_now()
    lead, dock = as_(market, "lead"), as_(market, "logistics")
    assert "No outcome yet" in body(lead.get(market.url("goods-risks")))
    assert "No share yet" in body(dock.get(market.url("sampling")))
    for number in range(3):
        note_outcome(
            actor=market.system,
            outcome="destroyed",
            cause=f"HO-{number}",
            now=now,
            supplier=supplier,
            site=flask.dock,
            lane=("CN", "PL"),
        )
    set_share(actor=market.system, party=market.parties["logistics"], now=now)
    shown = body(lead.get(market.url("goods-risks")))
    assert supplier.name in shown
    assert "17.4" in shown
    assert "China → Poland" in body(lead.get(market.url("goods-risks?kind=lane")))
    risk = GoodsRisk.objects.get(kind="supplier")
    assert "HO-2" in body(lead.get(market.url(f"goods-risks/{risk.id}")))
    assert dock.get(market.url(f"goods-risks/{risk.id}")).status_code == 404
    assert flask.dock.name in body(dock.get(market.url("goods-risks?kind=site")))
    told = body(dock.get(market.url("sampling")))
    assert "5.0" in told
    assert "Every partner begins with" in told
    assert "No share yet" in body(as_(market, "other_logistics").get(market.url("sampling")))


def test_the_api_asks_answers_and_judges(market, as_, flask):
    brand, supplier = as_(market, "brand"), as_(market, "supplier")
    said = {
        "supplier": market.parties["supplier"].reference, "brand": flask.brand.reference, "wrong": "It leaks.",
        "asked": "Change the mould.", "due_on": today(9).isoformat(), "batch": flask.batch.reference,
    }  # fmt: skip
    made = brand.post(market.url("api/v1/corrections"), json.dumps(said), content_type="application/json")
    assert made.status_code == 201, made.content
    own = made["Location"]
    assert made.json()["batch"] == flask.batch.reference
    unknown = brand.post(
        market.url("api/v1/corrections"), json.dumps({**said, "brand": "BR-0"}), content_type="application/json"
    )
    assert unknown.status_code == 404
    answered = supplier.post(
        f"{own}/answer",
        json.dumps({"root_cause": "A worn mould.", "done": "Changed."}),
        content_type="application/json",
    )
    assert answered.json()["state"] == "answered", answered.content
    judged = brand.post(f"{own}/judgement", json.dumps({"deed": "accept"}), content_type="application/json")
    assert [one["deed"] for one in judged.json()["steps"]] == ["asked", "answered", "accept"]
    assert len(supplier.get(market.url("api/v1/corrections?state=accepted")).json()["results"]) == 1
    lead = as_(market, "lead")
    assert lead.get(market.url("api/v1/goods-risks")).status_code == 200
    assert lead.get(market.url("api/v1/sampling")).status_code == 200
