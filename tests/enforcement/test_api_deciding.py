"""Deciding over the API: a reviewer by their session, never a key; the same rules as on the page."""

import pytest

from enforcement.models import Decision
from tests.enforcement.stage import complaint, heard, listing, only_case, trademark

REASONS = "The label is printed, not woven."


@pytest.fixture
def two(market):
    """A case with two Items about which the seller kept silent."""
    case = only_case(complaint(market, trademark(market), [listing(market, f"A-{n}") for n in (1, 2)]))
    heard(case)
    return case


def decide(client, market, case, *decisions, **headers):
    url = market.url(f"api/v1/cases/{case.reference}/decision")
    return client.post(url, {"decisions": list(decisions)}, content_type="application/json", headers=headers)


def upheld(item, **more):
    return {"item": str(item.id), "ground": "counterfeit.goods", "reasons": REASONS, **more}


def test_each_item_is_decided_with_its_ground_and_reasons(market, as_, two):
    reviewer = as_(market, "reviewer")
    one, other = two.items.order_by("id")
    known = reviewer.get(market.url(f"api/v1/cases/{two.reference}")).json()["grounds"]
    assert {"counterfeit.goods", "fair.referential"} <= set(known)
    answer = decide(
        reviewer, market, two, upheld(one, further=["France", "PL"]), {"item": str(other.id), "ground": "fair.referential"},
        **{"Idempotency-Key": "once"},
    )  # fmt: skip
    assert answer.status_code == 200, answer.content
    made = {row["listing"]: row["decision"] for row in answer.json()["items"]}
    assert (made["A-1"]["outcome"], made["A-1"]["reasons"], made["A-1"]["remedy"]) == ("upheld", REASONS, "delist")
    assert made["A-1"]["territories"] == ["EU", "FR", "PL"]
    assert (made["A-2"]["outcome"], made["A-2"]["remedy"]) == ("rejected", "")
    assert Decision.objects.get(item=one).decided_by_id == market.people["reviewer"].membership.id
    again = decide(
        reviewer, market, two, upheld(one, further=["France", "PL"]), {"item": str(other.id), "ground": "fair.referential"},
        **{"Idempotency-Key": "once"},
    )  # fmt: skip
    assert again.json() == answer.json()
    assert Decision.objects.count() == 2
    assert decide(reviewer, market, two, upheld(one)).json()["code"] == "stage"


def test_what_does_not_fit_is_named_and_nothing_is_decided(market, as_, two):
    reviewer, item = as_(market, "reviewer"), two.items.order_by("id")[0]
    for sent, field in [
        ([], "decisions"),
        ([upheld(item), upheld(item)], "decisions"),
        ([upheld(item, ground="dragons")], "ground"),
        ([upheld(item, remedy="dragons")], "remedy"),
        ([upheld(item, further=["Atlantis"])], "decisions.0.further"),
        ([upheld(item, further=["US"], reasons="")], "reasons"),
        ([upheld(item, ground="fair.referential", remedy="delist")], "remedy"),
        ([{"item": "that one", "ground": "counterfeit.goods"}], "decisions.0.item"),
    ]:
        answer = decide(reviewer, market, two, *sent)
        assert answer.status_code == 422, (sent, answer.content)
        assert field in answer.json()["errors"], (sent, answer.json())
    assert not Decision.objects.exists()


def test_nobody_is_decided_against_unheard(market, as_):
    case = only_case(complaint(market, trademark(market), [listing(market, "A-1")]))
    answer = decide(as_(market, "reviewer"), market, case, upheld(case.items.get()))
    assert (answer.status_code, answer.json()["code"]) == (409, "not_heard")


def test_people_decide_and_only_those_of_the_marketplace(market, as_, two):
    sent = upheld(two.items.order_by("id")[0])
    for key in ("key:shop", "key:brand", "key:seller"):
        refused = decide(as_(market, key), market, two, sent)
        assert (refused.status_code, refused.json()["code"]) == (403, "scope")
    for person in ("auditor", "brand", "seller"):
        assert decide(as_(market, person), market, two, sent).status_code == 403
        grounds = as_(market, person).get(market.url(f"api/v1/cases/{two.reference}")).json()["grounds"]
        assert grounds == []
    assert decide(as_(market, "reviewer_us"), market, two, sent).status_code == 404
    assert not Decision.objects.exists()
