"""What a scanner reads is one identity, whatever the label says it in."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.codes import CodeError
from fulfillment.codes.elements import bare, bracketed
from fulfillment.codes.links import make
from fulfillment.codes.scanned import LONGEST, Identity, read
from tests.fulfillment.gs1 import attempt, elements
from tests.many import each

BOX = Identity(gtin="09520123456788", serial="HF/1", lot="B7", expires_on=date(2027, 12, 31))
NOTATIONS = [
    "(01)09520123456788(17)271231(10)B7(21)HF/1",
    "]d2010952012345678817271231" + "10B7\x1d21HF/1",
    "]C1010952012345678821HF/1\x1d10B7\x1d17271231",
    "^010952012345678810B7^21HF/1^17271200",
    "https://id.gs1.org/01/09520123456788/10/B7/21/HF%2F1?17=271231",
    "HTTP://shop.example/x/gtin/9520123456788/lot/B7/ser/HF%2f1?17=271231&utm=mail#a",
    "]Q1https://id.gs1.org/01/9520123456788/10/B7/21/HF%2F1?17=271231",
]
READ = {
    "EAN-13": ("4006381333931", Identity(gtin="04006381333931")),
    "EAN-13 announced": ("]E04006381333931", Identity(gtin="04006381333931")),
    "EAN-13 with an add-on": ("]E3400638133393112", Identity(gtin="04006381333931")),
    "EAN-8": ("]E496385074", Identity(gtin="00000096385074")),
    "UPC as printed": (" 0 36000 29145 2\n", Identity(gtin="00036000291452")),
    "ITF-14": ("]I110036000291459", Identity(gtin="10036000291459")),
    "SSCC alone": ("106141412345678908", Identity(sscc="106141412345678908")),
    "pallet": (
        "]C1020952012345678837" + "25\x1d00006141411234567890",
        Identity(gtin="09520123456788", goods="02", sscc="006141411234567890", others=(("37", "25"),)),
    ),
    "place": (
        "(414)9520123456788(254)dock 3".replace(" ", "-"),
        Identity(gln="9520123456788", others=(("254", "dock-3"),)),
    ),
    "lot": ("urn:epc:class:lgtin:9520123.045678.B7", Identity(gtin="09520123456788", lot="B7")),
    "part of a piece": (
        "(8006)095201234567880102(21)A",
        Identity(gtin="09520123456788", serial="A", goods="8006", others=(("8006", "095201234567880102"),)),
    ),
    "asset": ("(8004)9520ABC", Identity(others=(("8004", "9520ABC"),))),
    "GS1 code without separator sent": ("(01)09520123456788(10)B7", Identity(gtin="09520123456788", lot="B7")),
}
REFUSED = {
    "nothing": ("  ", "nothing was read"),
    "too much": ("(10)" + "A" * LONGEST, "more than a code has"),
    "lot alone": ("(10)B7", "no number of goods"),
    "check digit": ("4006381333930", "the check digit is 0, expected 1"),
    "zeros": ("00000000000000", "a code of zeros names nothing"),
    "zeros in brackets": ("(01)00000000000000", "a code of zeros names nothing"),
    "EAN of a wrong length": ("]E0400638133393", "the check digit"),
    "a shop": ("https://shop.example/flask", "no number of goods"),
    "words": ("HELLO", "'HE' is no application identifier, in place 1"),
    "another EPC": ("urn:epc:id:gid:1.2.3", "no EPC of goods"),
    "no symbology": ("]]]4006381333931", "no symbology identifier"),
    "the end is missing": ("(01)0952012345678", "(01) is cut off after 13 signs"),
    "no day": ("(01)09520123456788(17)270231", "there is no day 31 in this month"),
}  # fmt: skip
NORMAL_SCAN = NOTATIONS[1]
MOST_SECONDS = 50e-6


def test_a_box_is_one_identity_in_all_notations():
    assert {read(text) for text in NOTATIONS} == {BOX}
    assert BOX.link == "https://id.gs1.org/01/09520123456788/10/B7/21/HF%2F1?17=271231"


def test_the_piece_has_one_name_though_an_epc_says_less():
    names = {
        read(text).epc
        for text in [*NOTATIONS, "urn:epc:id:sgtin:9520123.045678.HF%2F1", "urn:epc:id:sgtin:952012345.0678.HF%2F1"]
    }
    assert names == {"https://id.gs1.org/01/09520123456788/21/HF%2F1"}
    assert BOX.is_instance


def test_a_product_a_batch_and_a_thing_without_name_are_no_piece():
    for text, name in (
        ("4006381333931", "https://id.gs1.org/01/04006381333931"),
        ("(01)09520123456788(10)B7", "https://id.gs1.org/01/09520123456788/10/B7"),
        ("(415)9520123456788(8020)1", ""),
    ):
        assert read(text).epc == name
        assert not read(text).is_instance


@each(READ)
def test_read_as(text, found):
    assert read(text) == found


@each({name: (text,) for name, (text, _found) in READ.items()})
def test_its_own_link_says_the_same(text):
    found = read(text)
    assert read(found.link) == found


@each(REFUSED)
def test_refused_with_a_sentence(text, sentence):
    with pytest.raises(CodeError) as refused:
        read(text)
    assert sentence in str(refused.value)


def test_serials_are_told_apart_by_case_and_leading_zeros():
    assert len({read(f"(01)09520123456788(21){serial}") for serial in ("a1", "A1", "0A1", "A01")}) == 4


def test_a_month_of_expiry_ends_with_its_last_day():
    ends = [read(f"(01)09520123456788(17){six}").expires_on for six in ("280200", "271200", "260401", "000229")]
    assert ends == [date(2028, 2, 29), date(2027, 12, 31), date(2026, 4, 1), date(2000, 2, 29)]


@given(elements(leading=("01",)))
def test_element_string_and_link_say_the_same(said):
    in_brackets = read(bracketed(said))
    assert in_brackets == read(f"]d2{bare(said)}")
    try:
        link = make(said)
    except CodeError:
        return
    assert read(link) == in_brackets


@given(st.one_of(st.text(max_size=80), st.text("0123456789()^\x1d]dC1:/.%", max_size=60)))
def test_any_text_is_an_identity_or_a_refusal(text):
    for said in (text, f"]d2{text}", f"https://a/01/{text}", f"urn:epc:id:sgtin:{text}", f"(01)09520123456788{text}"):
        answer = attempt(read, said)
        if isinstance(answer, CodeError):
            assert str(answer)
        else:
            assert answer.gtin or answer.sscc or answer.gln or answer.others


def test_a_normal_scan_is_read_in_time():
    best = min(_seconds() for _ in range(20))
    assert best < MOST_SECONDS


def _seconds() -> float:
    began = time.perf_counter()
    for _ in range(100):
        read(NORMAL_SCAN)
    return (time.perf_counter() - began) / 100
