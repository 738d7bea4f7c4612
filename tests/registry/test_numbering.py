"""GTINs and serial numbers of a brand: the rules of GS1, one brand for each number, and what a dock will ask."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.models import Entry
from registry import services as registry
from registry.models import GtinPrefix, SerialScheme
from registry.portal import gtins, known_numbers, serials
from registry.portal.gtins import Fault, Prefix
from registry.portal.serials import Serials
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid
from tests.enforcement.pages import text

# GS1 General Specifications, section 7.9: the example of the check digit is 6291041500213.
SPECIFIED = "6291041500213"


def test_the_check_digit_is_that_of_the_specifications():
    assert gtins.gtin(SPECIFIED) == Prefix("629104150021")
    assert gtins.gtin("6291041500214") == Fault("digit", "3")
    assert gtins.gtin("614141000036") == gtins.gtin("0614141000036") == gtins.gtin("00614141000036")
    assert gtins.prefix("614141", is_upc=True) == Prefix("0614141")
    assert gtins.prefix("9781234") == Fault("nobodys"), "books are of no company"
    assert gtins.prefix("123") == Fault("length")
    assert gtins.gtin("4006381 33393x") == Fault("digits")


@given(st.text(alphabet="0123456789", min_size=12, max_size=12), st.integers(0, 12), st.integers(1, 9))
def test_one_mistyped_digit_of_a_gtin_is_always_found(digits, place, by):
    whole = digits + gtins.check_digit(digits)
    mistyped = whole[:place] + str((int(whole[place]) + by) % 10) + whole[place + 1 :]
    assert isinstance(gtins.gtin(mistyped), Fault)
    assert gtins.gtin(f"{whole[:1]} {whole[1:7]}-{whole[7:]}") == gtins.gtin(whole)


@given(st.text(alphabet="AB#@*9-", min_size=4, max_size=12), st.integers(0, 999), st.integers(0, 999))
def test_the_example_of_a_pattern_fits_it(pattern, one, other):
    first, last = (str(bound) for bound in sorted((one, other)))
    said = Serials(pattern, first, last)
    if not serials.faults(said):
        assert serials.fits(serials.example(said), said)
        assert serials.fits(serials.example(said).lower().replace("-", " "), said)


@pytest.fixture
def brands(market):
    """Two brands of one rights holder, and one of another."""
    made = [registry.add_brand(actor=market.actor("brand"), name=name) for name in ("Nord", "Syd")]
    return [*made, registry.add_brand(actor=market.actor("rival"), name="Rival")]


@pytest.mark.django_db
def test_the_longest_prefix_counts_and_two_owners_never_overlap(market, brands):
    nord, syd, rival = brands
    owner, other = market.actor("brand"), market.actor("rival")
    registry.add_prefix(actor=owner, brand=nord, number="629104")
    registry.add_prefix(actor=owner, brand=syd, number=SPECIFIED)
    assert known_numbers.prefix_of(SPECIFIED).brand == syd
    assert known_numbers.prefix_of("6291041500220").brand == nord
    for brand, actor, number in (
        (syd, owner, "6291 04"),
        (rival, other, "62910"),
        (rival, other, "6291041"),
        (rival, other, SPECIFIED),
    ):
        with pytest.raises(Invalid) as refused:
            registry.add_prefix(actor=actor, brand=brand, number=number)
        assert "number" in refused.value.fields
        assert "Nord" not in str(refused.value.fields) or actor is owner, "nobody is told whose it is"
    mine = GtinPrefix.objects.get(prefix="629104")
    with pytest.raises(Denied):
        registry.end_prefix(actor=market.actor("auditor"), prefix=mine)
    registry.end_prefix(actor=market.actor("reviewer"), prefix=mine)
    with pytest.raises(Conflict):
        registry.end_prefix(actor=owner, prefix=mine)
    registry.add_prefix(actor=other, brand=rival, number="6291042")
    assert known_numbers.prefix_of("6291041500220") is None
    assert Entry.objects.filter(verb="gtin_prefix.added").count() == 3


@pytest.mark.django_db
def test_numbers_are_put_on_file_tried_and_ended_on_the_page(market, as_, brands):
    holder, nord = as_(market, "brand"), brands[0]
    url = market.url(f"brands/{nord.reference}/numbers")
    assert "No GTIN yet" in text(holder.get(url))
    assert "should be 3" in text(holder.post(f"{url}/gtins", {"number": "6291041500214"}), 422)
    assert holder.post(f"{url}/gtins", {"number": "614141", "is_upc": "1"}).status_code == 303
    wrong = text(holder.post(f"{url}/serials", {"pattern": "ABCD", "first": "12"}), 422)
    assert "this is one serial number" in wrong
    later = (database_now() + timedelta(days=9)).date()
    given = {"pattern": "NRD-####-@@", "first": "0100", "last": "2000", "starts_on": later.isoformat()}
    assert holder.post(f"{url}/serials", given).status_code == 303
    scheme = SerialScheme.objects.get()
    assert "it is like NRD-####-@@" in text(holder.get(f"{url}?code=nrd 0100 ab"))
    assert known_numbers.schemes_of(nord, "NRD0099AB") == []
    assert known_numbers.schemes_of(nord, "NRD0100AB", later) == [scheme]
    assert known_numbers.schemes_of(nord, "NRD0100AB", later - timedelta(days=1)) == []
    assert "begins with 0614141" in text(holder.get(f"{url}?code=614141000036"))
    assert as_(market, "rival").get(url).status_code == 404
    staff = as_(market, "reviewer")
    assert "Add GTINs" not in text(staff.get(url))
    assert staff.post(f"{url}/serials/{scheme.id}/end").status_code == 303
    assert known_numbers.schemes_of(nord, "NRD0100AB") == []
