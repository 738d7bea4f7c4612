"""The historical records of a seller: found by day, right and word, with the ways that are still open and until when."""

from datetime import timedelta

from enforcement import services
from tenancy.context import database_now
from tests.enforcement.pages import COUNTERFEIT, text
from tests.enforcement.stage import complaint, copyright_, heard, let_it_take_effect, listing, only_case, trademark


def _old(market, case):
    """Decided five minutes ago, as old as a case can be whose clocks are to run now."""
    chosen = {item.id: COUNTERFEIT for item in case.items.all()}
    before = database_now() - timedelta(minutes=5)
    services.decide(actor=market.actor("reviewer"), reference=case.reference, choices=chosen, now=before)
    let_it_take_effect(case, at=database_now())
    return case


def test_a_decision_is_found_by_day_right_and_word_and_says_how_to_contest_it(market, as_):
    mark = only_case(complaint(market, trademark(market), [listing(market, "A-1", title="Zanderholt rucksack")]))
    heard(mark)
    _old(market, mark)
    work = only_case(
        complaint(market, copyright_(market), [listing(market, "A-2", title="Poster of the northern sky")])
    )
    let_it_take_effect(work)
    work.refresh_from_db()
    seller, records = as_(market, "seller"), market.url("records")
    page = text(seller.get(records))
    assert f"{mark.reference}#appeal" in page
    assert f"{work.reference}#answering" in page, "what was removed on a notice can still be countered"
    today = database_now().date()
    for sought, found in (
        ({"q": "rucksack"}, {mark}), ({"q": "northern"}, {work}), ({"right": mark.right.reference}, {mark}),
        ({"since": today - timedelta(days=1), "until": today + timedelta(days=1)}, {mark, work}),
        ({"until": today - timedelta(days=30)}, set()),
    ):  # fmt: skip
        shown = text(seller.get(records, sought))
        assert {case for case in (mark, work) if f"/{case.reference}" in shown} == found, sought
