"""Lanes by rule: who complains in good faith, and which cases are clear-cut, by thresholds that anybody can read."""

from dataclasses import replace

import pytest

from audit.queries import timeline
from enforcement import services
from enforcement.clearcut import Facts, Thresholds, clear_cut, in_good_faith
from enforcement.models import Case, GoodFaith
from enforcement.services.lanes import weigh_good_faith
from tenancy.context import database_now
from tenancy.errors import Denied, Invalid
from tests.enforcement.pages import decided, page_of, text
from tests.enforcement.stage import complaint, heard, listing, only_case

LIMITS = Thresholds()
CLEAR = Facts(
    score=95, same_picture=False, exact_word=True, trusted=True, decided=0, percent=0, upheld=2, rejected=0,
    licence_claimed=False, contested=False,
)  # fmt: skip
AGAINST = (
    {"score": 89}, {"exact_word": False}, {"trusted": False}, {"trusted": False, "decided": 19, "percent": 100},
    {"trusted": False, "decided": 50, "percent": 89}, {"upheld": 0}, {"rejected": 1}, {"licence_claimed": True},
    {"contested": True},
)  # fmt: skip


def test_a_case_is_clear_cut_only_where_nothing_speaks_against_it():
    assert clear_cut(CLEAR, LIMITS) == ("exact_word", "trusted", "record", "uncontested")
    accurate = replace(CLEAR, trusted=False, decided=20, percent=90, same_picture=True)
    assert clear_cut(accurate, LIMITS) == ("same_picture", "exact_word", "accurate", "record", "uncontested")
    for changed in AGAINST:
        assert clear_cut(replace(CLEAR, **changed), LIMITS) == (), changed
    assert in_good_faith(20, 18, 0, LIMITS)
    assert not in_good_faith(19, 19, 0, LIMITS)
    assert not in_good_faith(20, 17, 0, LIMITS)
    assert not in_good_faith(100, 100, 1, LIMITS)


@pytest.mark.django_db
def test_who_was_right_enters_the_lane_at_filing_and_a_clear_cut_case_is_offered_with_its_like(market, as_, case):
    lead, brand = market.actor("lead"), market.parties["brand"]
    values = Thresholds(decided=6, percent=75, score=70, upheld=1, rejected=20)
    with pytest.raises(Denied):
        services.set_lane_thresholds(actor=market.actor("reviewer"), values=values)
    with pytest.raises(Invalid):
        services.set_lane_thresholds(actor=lead, values=replace(values, decided=1))
    sent = {"decided": 6, "percent": 75, "score": 70, "upheld": 1, "rejected": 20}
    assert as_(market, "lead").post(market.url("lanes"), sent).status_code == 303
    assert "6 listings or more" in text(as_(market, "seller").get(market.url("policy")))
    decided(market, case)
    like = [listing(market, f"B-{n}", seller="other_seller") for n in (1, 2, 3)]
    decided(market, only_case(complaint(market, case.right, like)))
    assert not GoodFaith.objects.exists()
    named = [listing(market, f"C-{n}", title="Zanderholt travel bag") for n in (1, 2)]
    silent, contested = (only_case(complaint(market, case.right, [one])) for one in named)
    assert GoodFaith.objects.get().party == brand
    assert silent.lane == contested.lane == "good_faith"
    heard(silent)
    services.answer(
        actor=market.actor("seller"), reference=contested.reference, statement="Genuine.",
        answers={item.id: "genuine" for item in contested.items.all()},
    )  # fmt: skip
    assert Case.objects.get(id=silent.id).fast.split() == ["exact_word", "trusted", "record", "uncontested"]
    assert Case.objects.get(id=contested.id).fast == ""
    page = as_(market, "reviewer")
    together = text(page.get(market.url("queue/several?fast=1")))
    assert silent.reference in together
    assert contested.reference not in together
    assert "Clear-cut" in text(page.get(page_of(market, silent)))
    assert "Clear-cut" not in text(as_(market, "seller").get(page_of(market, silent)))
    assert "In the good-faith lane" in text(page.get(market.url("lanes")))
    row = GoodFaith.objects.get()
    assert {entry.verb for entry in timeline(row.id, market.actor("brand"))} == {"good_faith.entered"}
    services.set_lane_thresholds(actor=lead, values=replace(values, decided=7))
    assert weigh_good_faith(actor=market.system, now=database_now()) == 1
    assert weigh_good_faith(actor=market.system, now=database_now()) == 0
    assert GoodFaith.objects.get().left_at is not None
