"""The table of offices: every code has a name and places that exist, and every country an office."""

from datetime import date

import pytest
from django_countries import countries
from hypothesis import given
from hypothesis import strategies as st

from registry.details import Details, checked
from registry.registers.office_table import FORMER, KOSOVO, OWN, SEARCHING, SHARED
from registry.registers.offices import designated, every_office, office, office_choices, place_code, place_name
from registry.territories import EU, EU_MEMBERS, countries_of
from tenancy.errors import Invalid

TODAY = date(2026, 11, 22)
PLACES = {code for code, _name in countries} | {EU, KOSOVO}


@given(st.sampled_from(every_office()))
def test_an_office_is_found_by_its_code_and_holds_in_places_that_exist(one):
    assert office(one.code) == one
    assert str(one.name).strip()
    assert set(one.territories or ()) | set(one.successors) <= PLACES
    assert all(place_code(code) == code and place_name(code) != code for code in one.territories or ())
    assert not (one.successors and one.territories)


def test_every_country_has_one_office_and_no_code_stands_for_two():
    codes = [one.code for one in every_office()]
    assert len(codes) == len(set(codes))
    assert set(codes) >= {code for code, _name in countries}
    assert not {one.code for one in (*SHARED, *SEARCHING, *FORMER, *OWN)} & {code for code, _name in countries}
    chosen = [code for _group, choices in office_choices() for code, _name in choices]
    assert len(chosen) == len(set(chosen))
    assert set(codes) - set(chosen) == {one.code for one in SEARCHING}


def test_a_designation_of_the_union_at_wipo_covers_its_members():
    facts = Details(
        "trademark", "Halden", office="WO", number="1234567", classes=(18,), territories=("EM", "BX", "Japan")
    )
    found = checked(facts, day=TODAY)
    assert found.territories == ("BE", "EU", "JP", "LU", "NL")
    assert countries_of(found.territories) == EU_MEMBERS | {"JP"}
    assert designated("EUIPO") == (EU,)
    assert designated("WO") == designated("XN") == designated("ZZ") == ()


def _of(code, *territories):
    return Details("trademark", "Zorka", office=code, number="12345", classes=(3,), territories=territories)


def test_a_registration_of_a_state_that_is_no_more_says_where_it_went_on():
    assert checked(_of("DD"), day=TODAY).territories == ("DE",)
    with pytest.raises(Invalid) as refused:
        checked(_of("SU"), day=TODAY)
    assert "Kazakhstan" in refused.value.fields["territories"][0]
    assert checked(_of("SU", "RU", "KZ"), day=TODAY).territories == ("KZ", "RU")
    with pytest.raises(Invalid) as refused:
        checked(_of("XN"), day=TODAY)
    assert set(refused.value.fields) == {"office"}


@pytest.mark.django_db
def test_the_page_and_the_api_tell_the_same_offices(market, as_):
    page = as_(market, "brand").get(market.url("offices")).text
    told = as_(market, "key:brand").get(market.url("api/v1/offices")).json()
    assert len(told) == len(every_office())
    assert all(one["code"] in page for one in told)
    assert market.url("offices") in as_(market, "brand").get(market.url("rights/new")).text
