"""The licence gate at the dock: who is licensed ships; who is not, or not for there, is held back or asked about, with why."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fulfillment.dock.answering import Box, KnownProduct, answer
from fulfillment.dock.permitted import permitted
from fulfillment.dock.words import CAUSES, SENTENCES, sentences
from registry.gate.reasons import SENTENCES as GATE_SENTENCES
from registry.licensing.terms import Terms, digest
from registry.models import Licence
from registry.services import accept_licence, draft_licence, offer_licence, terminate_licence
from registry.services.brands import put_in_brand
from registry.services.quota import take
from registry.services.sellers import authorise_seller, revoke_authorisation
from tests.enforcement.stage import trademark
from tests.fulfillment.goods import goods, today
from tests.many import each

ALL = "The seller may not have goods of this brand shipped there."
NOBODY = "Nobody can say from what is on file whether the seller may ship these goods there."


@pytest.fixture
def right(market):
    """A verified mark of the brand, held in the EU."""
    return trademark(market, "Halden")


@pytest.fixture
def flask(market, right):
    """Goods of the brand that the mark belongs to."""
    made = goods(market)
    put_in_brand(actor=market.actor("brand"), owner=market.parties["brand"], brand=made.brand, rights=[right])
    return made


def licensed(market, right, **more):
    """A licence of the seller for Germany, signed by both."""
    given = {
        "licensee": market.parties["seller"], "classes": (), "territories": ("DE",), "starts_on": today(-30),
        "ends_on": today(30), "sublicensing_depth": 0,
    }  # fmt: skip
    licence = draft_licence(actor=market.actor("brand"), rights=[right], terms=Terms(**{**given, **more}))
    for deed, who in ((offer_licence, "brand"), (accept_licence, "seller")):
        seen = digest(Licence.objects.get(id=licence.id), [right])
        deed(actor=market.actor(who), licence=licence, name="Ada Byron", agreed=True, seen=seen)
    return licence


def shipped(flask, number, *, destination="DE", seller="seller"):
    """What a dock is told of a box of the seller that leaves: the answer, the codes, the words."""
    party = flask.market.parties[seller].reference
    [told] = flask.scan(flask.label(f"HF000{number}"), step="shipped", seller=party, destination=destination)
    reasons = told.check.reasons
    return told.check.answer, [one["code"] for one in reasons], sentences(reasons)


def test_a_licensed_seller_ships_to_where_its_licence_reaches_and_nowhere_else(market, right, flask):
    assert shipped(flask, 200) == ("ask", ["licence_ask"], [f"{NOBODY} {CAUSES['not_authorised']}"])
    licensed(market, right)
    assert shipped(flask, 201) == ("ship", [], [])
    assert shipped(flask, 202, destination="FR") == (
        "ask",
        ["licence_ask"],
        [f"{NOBODY} Its licence is for other countries."],
    )
    assert shipped(flask, 203, destination="") == (
        "ask", ["licence_ask"], [f"{NOBODY} It may sell to some countries only: say where the goods go."],
    )  # fmt: skip
    assert shipped(flask, 204, destination="US") == ("ship", [], []), "the right does not hold there"
    assert shipped(flask, 205, seller="other_seller")[:2] == ("ask", ["licence_ask"])


def test_a_licence_that_ran_out_is_asked_about_and_one_that_was_ended_holds_the_box(market, right, flask):
    licence = licensed(market, right)
    Licence.objects.filter(id=licence.id).update(ends_on=today(-1))
    assert shipped(flask, 210) == ("ask", ["licence_ask"], [f"{NOBODY} Its licence has run out."])
    Licence.objects.filter(id=licence.id).update(ends_on=today(30))
    assert shipped(flask, 211)[0] == "ship"
    terminate_licence(actor=market.actor("brand"), licence=Licence.objects.get(id=licence.id), reason="Paid nothing.")
    assert shipped(flask, 214) == ("hold", ["licence_no"], [f"{ALL} Its licence was ended."])
    given = authorise_seller(actor=market.actor("brand"), right=right, seller=market.parties["other_seller"])
    assert shipped(flask, 212, seller="other_seller")[0] == "ship"
    revoke_authorisation(actor=market.actor("brand"), authorised=given)
    assert shipped(flask, 213, seller="other_seller") == (
        "hold", ["licence_no"], [f"{ALL} The owner of the brand took its authorisation back."],
    )  # fmt: skip


def test_when_a_licence_is_sold_out_the_dock_asks_for_the_order(market, right, flask):
    licence = licensed(market, right, quota=2)
    assert shipped(flask, 220)[0] == "ship"
    take(actor=market.system, licence=licence, quantity=2, line_ref="A-1")
    assert shipped(flask, 221) == ("ask", ["licence_spent"], [str(SENTENCES["licence_spent"])])


def test_many_sellers_and_brands_cost_no_more_questions(market, right, flask):
    licensed(market, right)
    parties = [market.parties[name].reference for name in ("seller", "other_seller")]
    counts = []
    for asked in (
        {(parties[0], "DE", flask.brand.id)},
        {(p, to, flask.brand.id) for p in parties for to in ("DE", "FR", "PL")},
    ):
        with CaptureQueriesContext(connection) as queries:
            found = permitted(asked, today())
        assert found.keys() == asked
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 4
    assert permitted({("", "DE", flask.brand.id), ("SE-NOBODY", "DE", flask.brand.id)}, today()) == {}


@each(
    {
        "not asked": ("", (), "ship", []),
        "licensed": ("yes", ("licensed",), "ship", []),
        "in doubt": ("ask", ("unsigned",), "ask", ["licence_ask"]),
        "ended": ("no", ("terminated",), "hold", ["licence_no"]),
        "sold out": ("no", ("quota_used",), "ask", ["licence_spent"]),
        "sold out under one right, revoked under another": ("no", ("quota_used", "revoked"), "hold", ["licence_no"]),
    }
)
def test_verdicts_of_the_gate_as_the_dock_takes_them(verdict, codes, said, reasons):
    box = Box(step="shipped", day=date(2026, 3, 2), product=KnownProduct(), gate=verdict, gate_codes=codes)
    found, why = answer(box)
    assert (found, [one.code for one in why]) == (said, reasons)


def test_every_cause_that_a_dock_is_told_is_one_of_the_gate():
    assert set(CAUSES) <= set(GATE_SENTENCES)
