"""Variants: what is typed is what is kept, what is wrong is named, and what they say is compared with rights like the rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sellers import services
from sellers.content import text_of
from sellers.models import ListingVersion
from sellers.queries import listings
from sellers.variants import Variant, as_columns, faults, gtin_fault, read, typed, variants_of
from tenancy.errors import Invalid
from tests.sellers.conftest import submit

BLUE = {"number": "SKU-1-B", "name": "Blue, 750 ml", "gtin": "4006381333931", "price_cents": 1895}
words = st.text(st.characters(whitelist_categories=("L", "Nd")), min_size=1, max_size=20)


@given(
    st.lists(
        st.builds(Variant, words, words, st.sampled_from(["", "4006381333931"]), st.none() | st.integers(0, 10**9))
    )
)
def test_what_is_typed_is_what_is_read(rows):
    assert read(typed(rows)) == tuple(rows)
    assert variants_of(as_columns(rows)) == tuple(rows)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("SKU-1", "Line 1: write number"),
        ("SKU-1 | Blue | 1.234", "Line 1: a price"),
        ("SKU-1 | Blue | NaN", "Line 1: a price"),
        ("a | b | 1 | 2 | 3", "Line 1: write number"),
    ],
)
def test_a_line_that_is_none_is_named(line, sentence):
    with pytest.raises(ValueError, match=sentence):
        read(line)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([Variant("", "Blue")], "needs a number"),
        ([Variant("A1", "Blue"), Variant("A1", "Red")], "A1 stands twice"),
        ([Variant("A1", "Blue", "4006381333930")], "the last digit would be 1"),
        ([Variant("A1", "Blue", "12")], "8, 12, 13 or 14 digits"),
        ([Variant("A1", "Blue", price_cents=-1)], "not negative"),
        ([Variant(f"A{n}", "Blue") for n in range(201)], "At most 200"),
    ],
)
def test_what_is_wrong_with_variants_is_said_with_the_one_it_is(rows, sentence):
    [said] = faults(rows)
    assert sentence in said


def test_a_gtin_is_taken_with_its_spaces_and_a_mistyped_one_says_its_digit():
    assert gtin_fault("") == ""
    assert "would be 1" in gtin_fault("4006381333932")


def test_variants_are_kept_with_every_version_found_by_their_numbers_and_compared(market):
    made = submit(market, gtin="4 006381 333931", variants=[BLUE])
    assert made.gtin == "4006381333931"
    assert ListingVersion.objects.get(listing=made).content["variants"] == [BLUE]
    for wanted in ("sku-1-b", "4006381333931"):
        assert [one.id for one in listings(market.system, search=wanted)] == [made.id]
    assert "Blue, 750 ml" in text_of(made)
    services.revise_listing(actor=market.actor("seller"), listing=made, variants=[{**BLUE, "name": "Red"}])
    assert (made.revision, made.variants[0]["name"]) == (2, "Red")
    services.revise_listing(actor=market.actor("seller"), listing=made, variants=[{**BLUE, "name": "Red"}])
    assert made.revision == 2


def test_a_wrong_gtin_is_refused_at_its_field(market):
    with pytest.raises(Invalid) as refusal:
        submit(market, gtin="4006381333930", variants=[{**BLUE, "gtin": "1"}])
    assert set(refusal.value.fields) == {"gtin", "variants"}
