"""A refusal is an entry with the reason that was given; strangers leave none, and nobody fills the log by knocking."""

import pytest

from accounts.services import refusals
from audit.models import Entry
from audit.queries import lines
from enforcement import services as enforcement
from enforcement.services import Choice
from tests.enforcement.stage import complaint, heard, let_it_take_effect, listing, only_case, trademark


def denied() -> list:
    return lines(Entry.objects.filter(verb="access.denied").order_by("id"))


def test_what_a_role_may_not_do_is_noted_with_the_words_of_the_page(market, as_):
    answer = as_(market, "seller").get(market.url("thresholds"))
    assert answer.status_code == 403
    (line,) = denied()
    assert line.facts == {"code": "role", "view": "scanner:thresholds", "method": "GET"}
    assert line.personal["reason"] in answer.content.decode()
    assert line.subject_id == market.people["seller"].membership.id
    assert not as_(market, "seller").get(market.url("log")).content.decode().count("Refused:"), "for the house alone"


@pytest.mark.parametrize(
    ("who", "method", "path", "code"),
    [("key:seller", "get", "complaints", "scope"), ("key:brand_read_only", "post", "complaints", "read_only")],
)
def test_a_program_is_refused_and_the_log_has_the_same_words(market, as_, who, method, path, code):
    answer = getattr(as_(market, who), method)(market.url(f"api/v1/{path}"))
    assert (answer.status_code, answer.json()["code"]) == (403, code)
    (line,) = denied()
    assert (line.facts["code"], line.personal["reason"]) == (code, answer.json()["detail"])
    assert line.actor["kind"] == "key"


def test_a_reviewer_who_judges_an_appeal_against_their_own_decision_is_noted(market, as_):
    case = only_case(complaint(market, trademark(market), [listing(market, "A-1")]))
    item = case.items.get()
    heard(case)
    choice = Choice(ground="counterfeit.goods", reasons="The seams.", remedy="delist")
    enforcement.decide(actor=market.actor("lead"), reference=case.reference, choices={item.id: choice})
    let_it_take_effect(case)
    appeal = enforcement.file_appeal(
        actor=market.actor("seller"), reference=case.reference, items=[item.id], grounds="They are genuine."
    )
    answer = as_(market, "lead").post(market.url(f"appeals/{appeal.reference}"), {"reasons": "As before."})
    assert answer.status_code == 403
    (line,) = denied()
    assert line.facts["code"] == "own_decision"
    assert line.personal["reason"] in answer.content.decode()


def test_strangers_and_what_is_only_late_or_incomplete_are_not_noted(market, world, as_):
    assert as_(market, "seller").get(market.url("cases/MW-NEVER")).status_code == 404
    assert as_(world.other, "seller").get(market.url("thresholds")).status_code == 404
    assert as_(market, "key:brand").post(market.url("api/v1/complaints"), {}).status_code == 422
    assert denied() == []


def test_whoever_knocks_all_day_is_refused_each_time_and_noted_some(market, as_, monkeypatch):
    monkeypatch.setattr(refusals, "NOTED_PER_HOUR", 3)
    seller = as_(market, "seller")
    assert {seller.get(market.url("thresholds")).status_code for _ in range(6)} == {403}
    assert len(denied()) == 3
