"""Element strings: read whole or refused, in brackets and bare. All published vectors are in `tests/vectors`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.codes import CodeError, Misread
from fulfillment.codes.elements import bare, bracketed, mismatched, parse, parse_bare, parse_bracketed
from fulfillment.codes.identifiers import IDENTIFIERS, LENGTHS
from tests.fulfillment.gs1 import attempt, elements
from tests.many import each

BOX = (("01", "09520123456788"), ("17", "271231"), ("10", "B77(1"), ("21", "HF000125"))
READ = {
    "brackets": ("(01)09520123456788(17)271231(10)B77\\(1(21)HF000125", BOX),
    "bare": ("010952012345678817271231" + "10B77(1\x1d21HF000125", BOX),
    "typed": ("^010952012345678817271231" + "10B77(1^21HF000125", BOX),
    "GS1-128": ("]C1010952012345678817271231" + "10B77(1\x1d21HF000125", BOX),
    "brackets announced": ("]d2(01)09520123456788(17)271231(10)B77\\(1(21)HF000125", BOX),
    "separator at the end": ("]d2\x1d10LOT\x1d", (("10", "LOT"),)),
    "separator behind a fixed length": ("0109520123456788\x1d10LOT", (("01", "09520123456788"), ("10", "LOT"))),
    "said twice the same": ("(10)A(10)A", (("10", "A"),)),
    "optional parts": ("8008261231" + "235959", (("8008", "261231235959"),)),
    "four digits": ("3103000195", (("3103", "000195"),)),
}
REFUSED = {
    "nothing": ("", "an application identifier is missing", 0),
    "unknown": ("(98765)1", "(98765) is no application identifier", 0),
    "unknown bare": ("10A\x1d0512", "'05' is no application identifier", 4),
    "no value": ("(01)09520123456788(10)", "(10) has no value", 22),
    "check digit": ("0109520123456789", "(01) 09520123456789: the check digit is 9, expected 8", 15),
    "month": ("(17)271331(10)A", "(17) 271331: there is no month 13", 6),
    "blank": ("(10)A B", "(10): ' ' in place 2 of the value is not allowed in an element string", 5),
    "letter": ("(17)27A231", "(17): 'A' in place 3 of the value is not a digit", 6),
    "too short": ("11261", "(11) is cut off after 3 signs", 5),
    "too long": ("(20)123", "(20) ends after 2 signs, more follow", 6),
    "half an option": ("(8008)2612312", "(8008) is cut off after 7 signs", 13),
    "before the bracket": ("x(10)A", "'x(' is no application identifier", 0),
    "symbology": ("]E04006381333931", "the symbology ]E0 carries no element string", 0),
}


@each(READ)
def test_read_as(text, found):
    assert parse(text) == found


@each(REFUSED)
def test_refused_with_a_sentence_and_a_place(text, sentence, place):
    with pytest.raises(Misread) as refused:
        parse(text)
    assert sentence in str(refused.value)
    assert refused.value.start == place


def test_two_different_values_are_refused():
    with pytest.raises(CodeError, match=r"\(10\) is said twice, as A and as B"):
        parse("(10)A(10)B")


def test_made_as_printed_and_as_scanned():
    assert bracketed(BOX) == "(01)09520123456788(17)271231(10)B77\\(1(21)HF000125"
    assert bare(BOX) == "\x1d010952012345678817271231" + "10B77(1\x1d21HF000125"
    assert bare(BOX, "^").startswith("^01")
    assert bare(()) == bracketed(()) == ""
    for wrong in ((("01", "1"),), (("05", "1"),)):
        for make in (bare, bracketed):
            with pytest.raises(CodeError):
                make(wrong)


def test_what_does_not_go_together_is_told_apart_from_reading():
    assert mismatched(parse("(01)09520123456788(10)A(21)1")) == []
    assert mismatched(parse("(10)A")) == ["(10) needs (01) or (02) or (8006) or (8026) or (03) beside it"]
    assert mismatched(parse("(01)09520123456788(02)09520123456788(37)1(00)006141411234567890")) == [
        "(01) and (37) exclude each other", "(02) and (01) exclude each other",
    ]  # fmt: skip
    assert mismatched(parse("(01)09520123456788(3100)000001(3101)000001")) == [
        "(3100) and (3101) exclude each other", "(3101) and (3100) exclude each other",
    ]  # fmt: skip
    assert mismatched(parse("(01)09520123456788(7004)12")) == ["(7004) needs (01) with (10) beside it"]
    assert mismatched(parse("(01)09520123456788(3920)12(3103)000001")) == []


def test_the_first_two_digits_say_how_long_an_identifier_is():
    assert {ai[:2]: len(ai) for ai in IDENTIFIERS} == LENGTHS
    assert all(LENGTHS[ai[:2]] == len(ai) for ai in IDENTIFIERS)


@given(elements())
def test_what_is_made_is_read_the_same(found):
    assert parse_bracketed(bracketed(found)) == found
    assert parse_bare(bare(found)) == found
    assert parse(bare(found, "^")) == found


@given(elements(), st.data())
def test_one_sign_less_or_another_is_never_read_as_the_same(found, data):
    said = bare(found)
    place = data.draw(st.integers(1, len(said) - 1))
    changed = said[:place] + data.draw(st.sampled_from(["", "~", "é", " "])) + said[place + 1 :]
    answer = attempt(parse, changed)
    assert answer != found
    assert str(answer)


@given(st.one_of(st.text(max_size=60), st.text("0123456789()^\x1d]dC1A\\", max_size=60)))
def test_any_text_is_read_or_refused(text):
    answer = attempt(parse, text)
    if isinstance(answer, CodeError):
        assert str(answer)
    else:
        assert parse(bare(answer)) == answer
