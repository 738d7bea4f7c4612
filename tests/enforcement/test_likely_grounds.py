"""The list of grounds begins with those that speak to what was said; nothing is left out and nothing invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enforcement.likely_grounds import SPOKEN_TO, likely_first
from enforcement.services import answer
from policy.registry import packs
from tests.enforcement.pages import page_of, text
from tests.enforcement.stage import complaint, listing, only_case, trademark

LEAVES = {leaf.code for pack in packs() for leaf in pack.pickable()}


@given(st.sampled_from(packs()), st.lists(st.sampled_from([*SPOKEN_TO, "unheard of"])))
def test_the_same_grounds_in_another_order(pack, said):
    leaves = pack.pickable()
    found = likely_first(leaves, said)
    assert sorted(one.code for one in found) == sorted(one.code for one in leaves)
    assert likely_first(found, said) == found
    assert likely_first(leaves, []) == list(leaves)


@pytest.mark.parametrize("said", SPOKEN_TO)
def test_every_ground_that_is_named_is_in_a_pack(said):
    for code in SPOKEN_TO[said]:
        assert any(f"{leaf}.".startswith(f"{code}.") for leaf in LEAVES), code


def test_a_reviewer_reads_what_the_complaint_and_the_answer_speak_of_first(market, as_):
    case = only_case(complaint(market, trademark(market), [listing(market, "A-1")]))
    item = case.items.get()
    answer(actor=market.actor("seller"), reference=case.reference, answers={item.id: "genuine"}, statement="Bought.")
    page = text(as_(market, "reviewer").get(page_of(market, case)))
    shown = sorted(
        (code for code in LEAVES if f'value="{code}"' in page), key=lambda code: page.index(f'value="{code}"')
    )
    assert shown[0] == "counterfeit.goods"
    assert shown.index("mark.imported") < shown.index("mark.identical"), "the seller says that they are genuine"
    assert shown.index("dismissed.exhausted") < shown.index("fair.referential")
