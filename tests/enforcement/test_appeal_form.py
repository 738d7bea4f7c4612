"""The form of an appeal: what it offers and ticks, and why the rest is not there."""

import re

import pytest

from enforcement import services
from enforcement.models import AppealItem
from enforcement.services import Choice
from tests.enforcement.pages import COUNTERFEIT, items_of, page_of, text
from tests.enforcement.stage import complaint, heard, let_it_take_effect, listing, only_case, trademark

pytestmark = pytest.mark.django_db
TICK = re.compile(r'<input type="checkbox" name="item" value="([^"]+)"( checked)?>')


@pytest.fixture
def mixed(market):
    """One listing agreed to, one deleted, one contested, one left without an answer, one that the seller won."""
    numbers = ("AGREED-1", "DELETED-1", "CONTESTED-1", "SILENT-1", "WON-1")
    case = only_case(complaint(market, trademark(market), [listing(market, number) for number in numbers]))
    items = items_of(case)
    answers = {"AGREED-1": "accept", "DELETED-1": "delete", "CONTESTED-1": "genuine", "WON-1": "genuine"}
    services.answer(
        actor=market.actor("seller"), reference=case.reference, statement="Bought.",
        answers={items[number].id: code for number, code in answers.items()},
    )  # fmt: skip
    heard(case)
    let_it_take_effect(case)
    choices = {items[number].id: COUNTERFEIT for number in ("CONTESTED-1", "SILENT-1")}
    choices[items["WON-1"].id] = Choice(ground="fair.referential", reasons="It says what it fits.")
    services.decide(actor=market.actor("reviewer"), reference=case.reference, choices=choices)
    let_it_take_effect(case)
    return case


def form_of(page):
    return page[page.index('id="appeal"') :].partition("</form>")[0]


def ticks(case, page):
    by_id = {str(item.id): number for number, item in items_of(case).items()}
    return {by_id[item]: bool(checked) for item, checked in TICK.findall(form_of(page))}


def test_what_was_judged_against_the_seller_is_ticked_and_what_it_agreed_to_is_not(market, as_, mixed):
    page = text(as_(market, "seller").get(page_of(market, mixed)))
    assert ticks(mixed, page) == {"AGREED-1": False, "DELETED-1": False, "CONTESTED-1": True, "SILENT-1": True}
    form = form_of(page)
    assert form.count("you agreed to it yourself") == 2
    assert re.search(r"Not offered: <bdi>WON-1</bdi>\. It was decided in your favour\.", form)


def test_the_other_side_is_offered_what_it_lost(market, as_, mixed):
    page = text(as_(market, "brand").get(page_of(market, mixed)))
    assert ticks(mixed, page) == {"WON-1": True}
    assert "Not offered: <bdi>AGREED-1, DELETED-1, CONTESTED-1, SILENT-1</bdi>" in form_of(page)


def test_after_a_refusal_the_ticks_are_those_that_were_sent(market, as_, mixed):
    sent = {"item": [str(items_of(mixed)["SILENT-1"].id)], "grounds": ""}
    page = text(as_(market, "seller").post(page_of(market, mixed, "/appeal"), sent), 422)
    assert ticks(mixed, page) == {"AGREED-1": False, "DELETED-1": False, "CONTESTED-1": False, "SILENT-1": True}


def test_what_is_ticked_can_be_filed(market, as_, mixed):
    page = text(as_(market, "seller").get(page_of(market, mixed)))
    sent = {"item": [item for item, checked in TICK.findall(form_of(page)) if checked], "grounds": "See the invoice."}
    assert as_(market, "seller").post(page_of(market, mixed, "/appeal"), sent).status_code == 303
    appealed = set(AppealItem.objects.values_list("item__listing__number", flat=True))
    assert appealed == {"CONTESTED-1", "SILENT-1"}
