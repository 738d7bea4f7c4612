"""Digital Links: a key, its qualifiers in order, percent-encoding in one form. All published vectors are in `tests/vectors`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.codes import CodeError, Misread
from fulfillment.codes.identifiers import IDENTIFIERS
from fulfillment.codes.links import make, parse
from tests.fulfillment.gs1 import attempt, elements
from tests.many import each

GTIN = ("01", "09520123456788")
READ = {
    "short name": ("https://shop.example/gtin/9520123456788/lot/A/ser/b", (GTIN, ("10", "A"), ("21", "b"))),
    "stem and fragment": ("http://shop.example:8080/p/q/01/09520123456788?17=271231#top", (GTIN, ("17", "271231"))),
    "capitals of the scheme": ("HTTPS://SHOP.EXAMPLE/01/09520123456788", (GTIN,)),
    "UPC": ("https://id.gs1.org/01/036000291452", (("01", "00036000291452"),)),
    "escapes": ("https://id.gs1.org/01/09520123456788/21/a%2Fb%2fc%2B", (GTIN, ("21", "a/b/c+"))),
    "plus is a plus": ("https://id.gs1.org/01/09520123456788?10=a+b", (GTIN, ("10", "a+b"))),
    "names of the shop": ("https://id.gs1.org/01/09520123456788?utm=1&10=A&x&linkType=all", (GTIN, ("10", "A"))),
    "another key in the query": ("https://a/8004/9520ABC?01=9520123456788", (("8004", "9520ABC"), GTIN)),
    "the last key leads": ("https://a/00/006141411234567890/01/09520123456788", (GTIN,)),
}
REFUSED = {
    "order": ("https://a/01/09520123456788/21/A/10/B", "the order is (22), (10), (21) or (235)", 9),
    "mixed orders": ("https://a/01/09520123456788/10/A/235/B", "the order is", 9),
    "no qualifier": ("https://a/01/09520123456788/17/271231", "(17) is no qualifier of (01)", 28),
    "check digit": ("https://a/01/09520123456789", "the check digit is 9, expected 8", 26),
    "serial in the query": ("https://a/01/09520123456788?21=A", "(21) may not stand behind the question mark", 28),
    "unknown identifier": ("https://a/01/09520123456788?05=A", "(05) is no application identifier", 28),
    "twice": ("https://a/01/09520123456788/10/A?10=A", "(10) is said twice", 33),
    "broken escape": ("https://a/01/09520123456788/10/A%2", "'%' in place 33 cannot stand in an address", 32),
    "another script": ("https://a/01/09520123456788/10/é", "'é' in place 32 cannot stand in an address", 31),
    "another script escaped": ("https://a/01/09520123456788/10/%C3%A9", "is not allowed in an element string", 31),
    "no address": ("https:///01/09520123456788", "this is no web address", 0),
    "a user": ("https://a@b/01/09520123456788", "this is no web address", 0),
    "no key": ("https://a/10/LOT", "no number of goods", 9),
    "a hole": ("https://a/01/09520123456788/10/", "(10) has no value", 31),
}
KEYS = tuple(ai for ai, one in IDENTIFIERS.items() if one.key)


@each(READ)
def test_read_as(uri, found):
    assert parse(uri) == found


@each(REFUSED)
def test_refused_with_a_sentence_and_a_place(uri, sentence, place):
    with pytest.raises(Misread) as refused:
        parse(uri)
    assert sentence in str(refused.value)
    assert refused.value.start == place


def test_made_in_the_order_of_the_standard_whatever_the_order_given():
    said = (("21", "a/b"), ("17", "271231"), GTIN, ("10", "L&"))
    assert make(said) == "https://id.gs1.org/01/09520123456788/10/L%26/21/a%2Fb?17=271231"
    assert (
        make(said, "https://shop.example/go/") == "https://shop.example/go/01/09520123456788/10/L%26/21/a%2Fb?17=271231"
    )
    assert make((GTIN, ("10", "A"), ("235", "T"))) == "https://id.gs1.org/01/09520123456788/235/T?10=A"


@each({
    "no key": ((("10", "A"),),), "unknown": ((GTIN, ("05", "1")),), "wrong": ((("01", "1"),),),
    "no place for it": ((GTIN, ("254", "1")),), "both orders": ((GTIN, ("21", "1"), ("235", "T")),),
})  # fmt: skip
def test_what_no_link_can_say_is_refused(said):
    with pytest.raises(CodeError):
        make(said)


def test_case_is_kept_and_counts():
    upper, lower = (parse(f"https://id.gs1.org/01/09520123456788/21/{serial}") for serial in ("Ab", "ab"))
    assert upper != lower
    assert make(upper).endswith("/21/Ab")


def test_a_wrong_check_digit_passes_only_where_forms_alone_are_asked():
    wrong = "https://id.gs1.org/01/09520123456789"
    assert make(parse(wrong, strict=False), strict=False) == wrong
    with pytest.raises(CodeError):
        make(parse(wrong, strict=False))
    with pytest.raises(CodeError):
        parse("https://id.gs1.org/01/123", strict=False)


@given(elements(leading=KEYS))
def test_what_is_made_is_read_the_same(said):
    try:
        uri = make(said)
    except CodeError:
        key = next(ai for ai, _value in said if IDENTIFIERS[ai].key)
        outside = [ai for ai, _value in said if ai != key and not IDENTIFIERS[ai].attribute]
        assert outside
        return
    assert sorted(parse(uri)) == sorted(said)
    assert make(parse(uri)) == uri


@given(st.one_of(st.text(max_size=60), st.text("0123456789/?&=%#abA.", max_size=60)))
def test_any_text_is_read_or_refused(text):
    for uri in (text, f"https://a/01/09520123456788{text}", f"https://a/{text}/01/09520123456788"):
        answer = attempt(parse, uri)
        if isinstance(answer, CodeError):
            assert str(answer)
        else:
            assert sorted(parse(make(answer))) == sorted(answer)


def test_a_compressed_link_is_refused_with_what_to_do():
    with pytest.raises(CodeError, match="compressed link, scan another code on the box"):
        parse("https://id.gs1.org/AQnYUc1gmiCNV4JG")
