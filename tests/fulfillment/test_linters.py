"""The rules for parts of element strings: a verdict, a place, a sentence. All published vectors are in `tests/vectors`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.codes import Misread
from fulfillment.codes.coupons import couponcode
from fulfillment.codes.linters import ALPHABET_82, LINTERS, csumalpha
from tests.many import each

FIT = {
    "csetnumeric": "0420", "cset82": "Ab/1_?", "cset39": "A-1#/", "cset64": "ab-_1=", "csum": "4006381333931",
    "csumalpha": "1987654Ad4X4bL5ttr2310c2K", "gcppos1": "9521abc", "gcppos2": "x9521", "hasnondigit": "12a", "hyphen": "-",
    "zero": "0", "nonzero": "0010", "nozeroprefix": "10", "yymmdd": "240229", "yymmd0": "270200", "yyyymmdd": "20000229",
    "yyyymmd0": "19991200", "hh": "23", "mi": "59", "ss": "00", "hhmi": "2359", "latitude": "1800000000",
    "longitude": "3600000000", "iban": "DE91100000000123456789", "importeridx": "_", "pcenc": "100%25+a", "pieceoftotal": "0212",
    "posinseqslash": "2/3", "iso3166": "276", "iso3166999": "999", "iso3166alpha2": "DE", "iso4217": "978", "iso5218": "9",
    "mediatype": "80", "packagetype": "PX", "winding": "9", "yesno": "1",
    "couponcode": "106141416543213500110000310123196000", "couponposoffer": "001234561234560123456",
}  # fmt: skip
UNFIT = {
    "csetnumeric": ["04*x*0", "1*٣*"], "cset82": ["ab* *c", "*é*"], "cset39": ["A*a*"], "cset64": ["ab*=*c", "ab*==*"],
    "csum": ["400638133393*2*", "**"], "csumalpha": ["1987654Ad4X4bL5ttr2310c*XK*", "*2*"], "gcppos1": ["952*x*1", "*95*"],
    "gcppos2": ["x9*y*21"], "hasnondigit": ["*12*"], "hyphen": ["*+*"], "zero": ["*1*"], "nonzero": ["*00*"],
    "nozeroprefix": ["*0*1"], "yymmdd": ["26*13*01", "2602*29*", "2601*00*", "*26010*", "26010*x*"], "yymmd0": ["2602*29*"],
    "yyyymmdd": ["210002*29*", "*260101*"], "yyyymmd0": ["2026*00*00"], "hh": ["*24*", "*1*"], "mi": ["*60*"], "ss": ["*60*"],
    "hhmi": ["23*60*", "*24*00"], "latitude": ["*1800000001*"], "longitude": ["*3600000001*"],
    "iban": ["DE*92*100000000123456789", "*XX*1234567890", "DE911000000001*x*3456789"], "importeridx": ["**", "*ab*", "*%*"],
    "pcenc": ["a*%2g*", "*%*"], "pieceoftotal": ["*00*12", "*1302*", "*123*", "01*00*"],
    "posinseqslash": ["*0*/1", "*3/2*", "*1*", "1/*02*"], "iso3166": ["*000*"], "iso3166999": ["*998*"], "iso3166alpha2": ["*XX*"],
    "iso4217": ["*000*"], "iso5218": ["*3*"], "mediatype": ["*11*"], "packagetype": ["*00*"], "winding": ["*2*"], "yesno": ["*2*"],
    "couponcode": ["*7*06141416543213500110000310123196000", "1061414165432135001100003*10126*", "0*123*"],
    "couponposoffer": ["*2*01234561234560123456", "001234561234560123456*7*"],
}  # fmt: skip


def test_every_rule_is_asked_here():
    assert FIT.keys() == UNFIT.keys() == LINTERS.keys()


@each({name: (name, part) for name, part in FIT.items()})
def test_what_fits_passes(name, part):
    assert LINTERS[name](part) is None


@each({f"{name} {marked}": (name, marked) for name, all_marked in UNFIT.items() for marked in all_marked})
def test_what_does_not_is_refused_where_it_is_wrong(name, marked):
    first, wrong, last = marked.split("*")
    part = first + wrong + last
    with pytest.raises(Misread) as refused:
        LINTERS[name](part)
    assert (refused.value.start, refused.value.end) == (len(first), len(first + wrong))
    assert refused.value.code == part
    assert str(refused.value)


def test_who_has_a_list_of_company_prefixes_may_ask_it():
    coupon = "012345612345611110123101101230654321"
    couponcode(coupon)
    couponcode(coupon, known_prefix={"123456", "654321"}.__contains__)
    with pytest.raises(Misread) as refused:
        couponcode(coupon, known_prefix={"123456"}.__contains__)
    assert coupon[refused.value.start : refused.value.end] == "654321"


@given(st.text(ALPHABET_82, max_size=28))
def test_exactly_one_pair_of_check_characters_fits(body):
    with pytest.raises(Misread) as refused:
        csumalpha(body + "ZZ")
    pair = str(refused.value)[-2:]
    csumalpha(body + pair)


@given(st.sampled_from(sorted(LINTERS)), st.one_of(st.text(max_size=40), st.text("0123456789-/%=:", max_size=40)))
def test_any_text_passes_or_is_refused_in_a_place_that_it_has(name, part):
    refused = None
    try:
        LINTERS[name](part)
    except Misread as wrong:
        refused = wrong
    assert refused is None or 0 <= refused.start <= refused.end <= len(part)
