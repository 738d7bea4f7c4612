"""GTIN, SSCC and GLN: strict, typed refusals, one form for one product."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.codes import (
    CodeError,
    NoNumber,
    NotDigits,
    WrongCheckDigit,
    WrongLength,
    check_digit,
    gln,
    gtin,
    sscc,
    verify,
)

digits = st.text("0123456789", min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("code", "canonical"),
    [
        ("96385074", "00000096385074"),
        ("036000291452", "00036000291452"),
        ("4006381333931", "04006381333931"),
        ("10036000291459", "10036000291459"),
    ],
)
def test_one_form_for_all_lengths_of_a_gtin(code, canonical):
    assert gtin(code) == canonical
    assert gtin(canonical) == canonical


def test_a_product_scanned_as_upc_and_as_ean_is_one_product():
    assert gtin("036000291452") == gtin("0036000291452")


def test_sscc_and_gln_are_kept_as_they_are():
    assert sscc("106141412345678908") == "106141412345678908"
    assert gln("0614141000012") == "0614141000012"


@pytest.mark.parametrize(
    ("read", "code", "error"),
    [
        (gtin, "4006381333932", WrongCheckDigit),
        (gtin, "400638133393", WrongCheckDigit),
        (gtin, "40063813339", WrongLength),
        (gtin, "", WrongLength),
        (gtin, "0000000000000", NoNumber),
        (gtin, "4006381-333931", NotDigits),
        (gtin, "4006381333931 ", NotDigits),
        (gtin, "٤٠٠٦٣٨١٣٣٣٩٣١", NotDigits),
        (gtin, "400638133393¹", NotDigits),
        (gtin, "4006381333931\n", NotDigits),
        (sscc, "4006381333931", WrongLength),
        (sscc, "106141412345678907", WrongCheckDigit),
        (gln, "10036000291459", WrongLength),
        (gln, "0614141000013", WrongCheckDigit),
    ],
)
def test_refuses_with_a_type_of_its_own(read, code, error):
    with pytest.raises(error) as refused:
        read(code)
    assert refused.value.code == code
    assert isinstance(refused.value, CodeError)
    assert str(refused.value)


def test_a_refusal_says_where_and_what_would_be_right():
    with pytest.raises(NotDigits) as refused:
        gtin("40O6381333931")
    assert refused.value.position == 2
    with pytest.raises(WrongCheckDigit) as refused:
        gtin("4006381333930")
    assert refused.value.expected == "1"
    with pytest.raises(WrongLength) as refused:
        gtin("123")
    assert (refused.value.length, refused.value.allowed) == (3, (8, 12, 13, 14))


@given(digits)
def test_exactly_one_of_ten_endings_fits(body):
    fitting = []
    for digit in "0123456789":
        try:
            verify(body + digit)
        except WrongCheckDigit:
            continue
        fitting.append(digit)
    assert fitting == [check_digit(body)]


@given(digits, st.data())
def test_one_wrong_digit_is_always_found(body, data):
    code = body + check_digit(body)
    place = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != code[place]]))
    with pytest.raises(WrongCheckDigit):
        verify(code[:place] + other + code[place + 1 :])


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_a_typed_refusal(text):
    for read in (gtin, sscc, gln, verify):
        with suppress(CodeError):
            read(text)
