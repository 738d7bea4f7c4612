"""What a seller is told first: what is asserted, whether it can be, what happens otherwise, and what each answer does."""

import pytest

from enforcement.explaining import KINDS, REASONS, consequences, silence
from policy import registry
from policy.model import Pack
from tests.enforcement.pages import items_of, page_of, text
from tests.enforcement.stage import complaint, copyright_, let_it_take_effect, listing, only_case

pytestmark = pytest.mark.django_db


def test_every_reason_and_every_answer_of_every_pack_is_explained():
    packs: list[Pack] = list(registry.packs())
    assert {reason.code for pack in packs for reason in pack.reasons} <= set(REASONS)
    assert {kind for pack in packs for kind in pack.right_kinds} <= set(KINDS)
    for pack in packs:
        for removed in (False, True):
            said = consequences(pack, pack.answers_for(removed=removed), removed=removed)
            assert all(one.sentence for one in said)
            assert silence(pack, removed=removed)


def test_a_seller_reads_what_it_is_about_and_nobody_else_is_told_so(market, as_, case):
    page = text(as_(market, "seller").get(page_of(market, case)))
    assert "What is this about?" in page
    assert "carry their sign without coming from them" in page
    assert "verified by the marketplace" in page
    assert "half a strike" in page
    assert "A reviewer decides without having heard you" in page
    assert "What is this about?" not in text(as_(market, "brand").get(page_of(market, case)))
    assert items_of(case)


def test_after_a_removal_on_a_notice_it_says_when_the_listing_comes_back(market, as_):
    work = only_case(complaint(market, copyright_(market), [listing(market, "A-9")]))
    let_it_take_effect(work)
    page = text(as_(market, "seller").get(page_of(market, work)))
    assert "put back after 10 to 14 business days" in page
    assert "The listing stays removed." in page
    assert "0184" not in text(as_(market, "seller").get(page_of(market, work, "/right")))
