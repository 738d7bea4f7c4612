"""Signs of a serial claim hunter: what shows, what does not, and who sees it."""

from datetime import date, timedelta

from enforcement import services
from enforcement.misuse.hunting import Record, score, signs
from tests.enforcement.pages import page_of, text

DAY = date(2026, 11, 22)
TEMPLATE = (
    "We hold the worldwide rights in the photograph {} which this seller shows without any permission of ours, and we"
    " demand that the offer is taken down at once; the seller may write to us to settle the matter against payment of"
    " a retroactive licence fee, in which case the complaint is taken back within one day."
)


def codes(record):
    return {sign.reason.code for sign in signs(record, DAY)}


def test_an_honest_complainant_shows_no_sign():
    texts = (
        "The label is printed, not woven.",
        "Their own photograph of the northern lights over Tromsø is used here.",
    )
    honest = Record(
        statements=texts, hits=tuple((DAY - timedelta(days=9 * n), n) for n in range(30)), upheld=27, decided=30,
        here_since=DAY - timedelta(days=10),
    )  # fmt: skip
    assert codes(honest) == set(), "to be new is no sign by itself"


def test_a_hunter_shows_all_of_them():
    hunter = Record(
        statements=tuple(TEMPLATE.format(n) for n in range(6)), hits=tuple((DAY, n) for n in range(25)), demands=9,
        paid=4, upheld=1, decided=10, here_since=DAY - timedelta(days=10),
    )  # fmt: skip
    found = signs(hunter, DAY)
    assert codes(hunter) == {"asks_money", "settled_after", "seldom_right", "one_text", "many_sellers", "newly_here"}
    assert score(found) == 100
    assert found[0].reason.code == "asks_money"


def test_reviewers_see_the_signs_beside_a_case_and_in_the_list_and_nobody_else(market, case, as_):
    services.write_message(
        actor=market.actor("brand"), reference=case.reference, words="Pay 900 USD and we settle.", kind="offer"
    )
    said = "Messages to sellers that ask for money: 1."
    assert said in text(as_(market, "reviewer").get(page_of(market, case)))
    assert said in text(as_(market, "reviewer").get(market.url("misuse/signs")))
    for who in ("seller", "brand"):
        assert said not in text(as_(market, who).get(page_of(market, case)))
    services.withdraw(
        actor=market.actor("brand"), reference=case.reference, items=[case.items.first().id], reason="settled"
    )
    assert "as settled after asking for money: 1." in text(as_(market, "reviewer").get(market.url("misuse/signs")))
