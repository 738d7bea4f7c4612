"""What the rules say about a right before a person looks: numbers, names, dates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.checking.dates import check_dates, months_after, years_after
from registry.checking.findings import SAYINGS, TONES, Finding
from registry.checking.names import check_holder
from registry.checking.numbers import FORMS, check_number, cn_digit, ep_digit
from registry.checking.right import Claim, Surroundings, check
from registry.details import Details

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("kind", "office", "number", "code"),
    [
        ("trademark", "EM", "018442190", "number_fits"),
        ("trademark", "EM", "918442190", "number_strange"),
        ("trademark", "US", "4567890", "number_fits"),
        ("trademark", "US", "97123456", "number_is_serial"),
        ("trademark", "GB", "00003123456", "number_fits"),
        ("trademark", "GB", "00918442190", "number_fits"),
        ("trademark", "GB", "4012345", "number_fits"),
        ("trademark", "GB", "1", "number_fits"),
        ("trademark", "GB", "UK12", "number_strange"),
        ("trademark", "WO", "1234567A", "number_fits"),
        ("trademark", "JP", "6123456", "number_fits"),
        ("trademark", "CN", "12345678", "number_fits"),
        ("trademark", "DE", "302020123456", "number_fits"),
        ("trademark", "FR", "4123456", "number_fits"),
        ("trademark", "FR", "95592147", "number_fits"),
        ("trademark", "DE", "3020201234567", "number_fits"),
        ("trademark", "JP", "12", "number_unsure"),
        ("patent", "EP", "994031227", "number_is_application"),
        ("trademark", "ZA", "2020/1", "number_not_checked"),
        ("design", "EM", "008123456-0001", "number_fits"),
        ("patent", "EP", "1234567", "number_fits"),
        ("trademark", "DE", "302015000123456", "number_is_application"),
        ("trademark", "EM", "", "number_missing"),
    ],
)
def test_a_number_has_the_form_of_its_office(kind, office, number, code):
    assert [found.code for found in check_number(kind, office, number)] == [code]


def test_check_digits_as_the_offices_publish_them():
    assert ep_digit("99403122") == "7"  # the EPO's own example
    assert ep_digit("13748138") == "8"
    assert cn_digit("201710601862") == "3"
    assert [found.code for found in check_number("patent", "CN", "ZL2017106018623")] == [
        "number_fits",
        "number_digit_fits",
    ]
    wrong = check_number("patent", "CN", "2017106018632")[-1]
    assert (wrong.code, wrong.tone) == ("number_digit_wrong", "stop")


@given(st.text("0123456789", min_size=8, max_size=8), st.integers(0, 7), st.integers(1, 9))
def test_one_mistyped_digit_of_an_application_at_the_epo_is_found(digits, place, step):
    mistyped = digits[:place] + str((int(digits[place]) + step) % 10) + digits[place + 1 :]
    assert ep_digit(digits) != ep_digit(mistyped)


def test_a_form_that_was_read_nowhere_turns_nobody_away():
    assert SAYINGS["number_unsure"].tone == "note"
    assert all(form.shown for form in FORMS.values())
    assert all(saying.tone in TONES for saying in SAYINGS.values())


@pytest.mark.parametrize(
    ("holder", "party", "code"),
    [
        ("Aurora Outdoor GmbH & Co. KG", "AURORA OUTDOOR", "holder_same"),
        ("Aurora Outdoor S.r.l.", "Aurora Outdoor", "holder_same"),
        ("Aurora Outdor AG", "Aurora Outdoor", "holder_close"),
        ("Aurora Outdoor Japan K.K.", "Aurora Outdoor", "holder_close"),
        ("Borealis Sport Ltd", "Aurora Outdoor", "holder_other"),
        ("株式会社オーロラ", "オーロラ", "holder_same"),
        (" ", "Aurora Outdoor", "holder_unknown"),
    ],
)
def test_the_legal_form_does_not_make_another_holder(holder, party, code):
    assert check_holder(holder, party).code == code


def dates(kind="trademark", office="EM", filed=None, registered=None, expires=None, today=TODAY):
    found = check_dates(
        kind=kind, office=office, filed_on=filed, registered_on=registered, expires_on=expires, today=today
    )
    return {one.code for one in found}


def test_terms_per_office():
    assert dates(filed=date(2021, 5, 4), expires=date(2031, 5, 4)) == {"term_fits"}
    assert dates(filed=date(2011, 5, 4), expires=date(2031, 5, 4)) == {"term_fits"}
    assert dates(filed=date(2021, 5, 4), expires=date(2035, 5, 4)) == {"term_strange"}
    assert dates("design", filed=date(2005, 5, 4), expires=date(2036, 5, 4)) == {"term_too_long"}
    assert dates("design", filed=date(2020, 5, 4), expires=date(2030, 5, 4)) == {"term_fits"}
    assert dates("patent", "DE", filed=date(2020, 5, 4), expires=date(2040, 5, 4)) == {"term_fits"}
    assert dates("patent", "DE", filed=date(2010, 5, 4), expires=date(2036, 5, 4)) == {"term_lengthened"}
    assert dates("design", "US", registered=date(2014, 3, 4), expires=date(2028, 3, 4)) == {"term_fits"}
    assert dates("design", "US", registered=date(2016, 3, 4), expires=date(2032, 3, 4)) == {"term_too_long"}
    assert dates(office="GB", filed=date(1980, 5, 4), expires=date(2031, 5, 4)) == {"term_not_checked"}
    assert dates(office="ZA", filed=date(2021, 5, 4), expires=date(2033, 5, 4)) == {"term_not_checked"}
    assert dates(registered=date(2020, 1, 1), filed=date(2021, 1, 1)) == {"order_of_dates", "expires_missing"}
    assert dates(office="ZA") == set()


def test_a_late_renewal_has_its_months():
    ended = date(2026, 9, 30)
    assert dates(expires=ended) == {"in_grace"}
    assert dates(expires=ended, today=months_after(ended, 6)) == {"in_grace"}
    assert dates(expires=ended, today=date(2027, 4, 1)) == {"expired"}
    assert dates(expires=date(2026, 12, 17)) == {"ends_soon"}


def test_what_is_not_on_file_refuses_nobody():
    """The Paris Convention's six months hold everywhere; what is later is left to a person who looks it up."""
    months_ago, year_ago = date(2026, 9, 30), date(2025, 9, 30)
    for kind, office in (("trademark", "ZA"), ("design", "DE")):
        assert "in_grace" in dates(kind, office, expires=months_ago)
        assert "expired_unsure" in dates(kind, office, expires=year_ago)
    assert dates("patent", "DE", filed=date(2006, 5, 4), expires=date(2026, 5, 4)) == {"term_fits", "expired"}
    assert dates("design", "US", registered=date(2011, 9, 30), expires=date(2026, 9, 30)) == {"term_fits", "expired"}
    assert SAYINGS["expired_unsure"].tone == SAYINGS["term_lengthened"].tone == "warning"


@given(st.dates(date(1900, 1, 1), date(2900, 12, 31)), st.integers(0, 240))
def test_months_end_in_their_month(day, months):
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day
    assert years_after(day, months).year == day.year + months


DETAILS = Details(kind="trademark", title="Aurora", office="EM", number="018442190", territories=("EU",), classes=(25,))


def codes(details=DETAILS, **around):
    return [one.code for one in check(details, Surroundings(party="Aurora Outdoor", today=TODAY, **around))]


def test_the_gravest_comes_first():
    claim = Claim("MW-7Q4K2", "Borealis Sport", "number", verified=True)
    found = codes(claims=[claim], power=False)
    assert found[0] == "same_number_verified"
    assert {"certificate_missing", "power_missing", "goods_missing"} <= set(found)
    assert "no_twin" in codes(certificates=1)
    assert "no_twin" not in found


def test_a_finding_reads_as_a_sentence_with_its_facts():
    found = Finding("same_mark", {"ref": "MW-7Q4K2", "owner": "100% Sport", "classes": "25", "places": "EU"})
    assert "100% Sport" in found.sentence
    assert Finding("in_grace", {"expires_on": "2026-09-30", "until": "2027-03-30"}).advice
