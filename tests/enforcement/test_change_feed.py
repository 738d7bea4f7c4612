"""Programs of both sides are told through the change feed that a case was opened and decided; nobody else is."""

import pytest
from django.test import Client

from audit.sequencer import seal
from enforcement import services
from enforcement.services import Choice
from tenancy.context import database_now
from tests.cast import add_key
from tests.enforcement.stage import complaint, heard, let_it_take_effect, listing, only_case, trademark
from workflow.effects import release


@pytest.fixture
def case(market):
    """A case over one listing; the rivals of both sides have keys that read the feed."""
    for name in ("rival", "other_seller"):
        add_key(market, f"{name}_feed", party=name, scopes=["changes"])
    return only_case(complaint(market, trademark(market), [listing(market, "A-1")]))


def told(market, key):
    """What the feed says of cases to this key, once everything is sealed."""
    while seal().more:
        pass
    release(database_now())
    answer = Client().get(market.url("api/v1/changes"), headers=market.keys[key].headers)
    changes = answer.json()["changes"] if answer.status_code == 200 else []
    return [(change["what"], change["facts"]) for change in changes if change["what"].startswith("case.")]


def test_both_sides_are_told_of_a_case_and_of_its_decision_when_it_takes_effect(market, case):
    opened = ("case.opened", {"case": case.reference, "state": "open", "region": "EU", "items": 1})
    assert told(market, "brand") == told(market, "seller") == [opened]
    heard(case)
    choice = Choice(ground="counterfeit.goods", reasons="Printed, not woven.")
    services.decide(actor=market.actor("reviewer"), reference=case.reference, choices={case.items.get().id: choice})
    assert told(market, "brand") == told(market, "seller") == [opened], "within the grace nobody is told"
    let_it_take_effect(case)
    brand, seller = told(market, "brand"), told(market, "seller")
    assert brand == seller
    assert [what for what, _facts in brand] == ["case.opened", "case.decided"]
    assert brand[1][1]["case"] == case.reference
    assert "Printed" not in str(brand)


def test_nobody_else_is_told(market, case):
    assert told(market, "brand")
    assert [told(market, key) for key in ("rival_feed", "other_seller_feed", "shop")] == [[], [], []]
