"""What a register says of a right: brought into one form, kept through every door, and shown."""

from dataclasses import replace
from datetime import date

import pytest

from registry.details import checked, details_of
from registry.models import Right
from registry.registers import statuses
from registry.services import confirm_revocation, propose_revocation, revise_right, take_up, verify_right
from tenancy.errors import Conflict, Invalid
from tests.registry.conftest import MARK

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        (("LOC (13) Cl. 8-05, 11-01",), ("08-05", "11-01")),
        (("LOC (8) Cl. 8-05, 08; 11-01",), ("08-05", "08-08", "11-01")),
        (("08-05", "2.4 "), None),
        (("33-01",), None),
    ],
)
def test_locarno_subclasses_are_read_as_certificates_write_them(written, codes):
    design = replace(MARK, kind="design", classes=(), locarno=written)
    if codes is None:
        with pytest.raises(Invalid) as refusal:
            checked(design, day=DAY)
        assert set(refusal.value.fields) == {"locarno"}
    else:
        found = checked(design, day=DAY)
        assert found.locarno == codes
        assert set(found.classes) == {int(code[:2]) for code in codes}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"goods": {"9": "Computers"}}, "goods"),
        ({"vienna": ("30.1",)}, "vienna"),
        ({"mark_feature": "pretty"}, "mark_feature"),
        ({"status": "splendid"}, "status"),
        ({"nice_edition": "twelfth"}, "nice_edition"),
        ({"markets": ("Narnia",)}, "markets"),
        ({"priorities": ({"office": "US", "number": "1", "filed_on": "2030-01-01"},)}, "priorities"),
        ({"renewed_on": date(2020, 1, 1)}, "renewed_on"),
    ],
)
def test_what_cannot_stand_in_a_register_is_refused_by_its_field(given, field):
    with pytest.raises(Invalid) as refusal:
        checked(replace(MARK, **given), day=DAY)
    assert set(refusal.value.fields) == {field}


def test_an_office_writes_its_status_in_its_own_codes_and_unknown_ones_stay_raw():
    assert checked(replace(MARK, office="US", status_raw="702"), day=DAY).status == "registered"
    assert checked(replace(MARK, office="US", status_raw="710"), day=DAY).status == "registration_cancelled"
    assert checked(replace(MARK, office="EM", status_raw="702"), day=DAY).status == ""
    assert checked(replace(MARK, status="Registration cancelled"), day=DAY).status == "registration_cancelled"
    assert {statuses.stands(term) for term in statuses.US_CODES.values()} == {True, False, None}
    assert set(statuses.US_CODES.values()) <= set(statuses.STATUSES)


@pytest.mark.django_db
def test_what_has_fallen_at_its_office_is_not_verified_and_a_false_claim_comes_back_only_anew(market, mark):
    brand, reviewer = market.actor("brand"), market.actor("reviewer")
    fallen = revise_right(actor=brand, right=mark, details=replace(details_of(mark), status="registration_cancelled"))
    with pytest.raises(Conflict, match="Cancelled"):
        verify_right(actor=reviewer, right=fallen)
    mended = revise_right(actor=brand, right=fallen, details=replace(details_of(fallen), status="registered"))
    take_up(actor=reviewer, right=mended)
    verified = verify_right(actor=reviewer, right=mended)
    propose_revocation(actor=reviewer, right=verified, code="false_claim", reason="Not theirs.")
    revoked = confirm_revocation(actor=market.actor("lead"), right=verified, reason="Not theirs.")
    assert revoked.state == "revoked"
    with pytest.raises(Conflict, match="revoked"):
        verify_right(actor=reviewer, right=revoked)
    again = revise_right(actor=brand, right=revoked, details=replace(details_of(revoked), holder="Aurora GmbH"))
    assert again.state == "submitted"


@pytest.mark.django_db
def test_a_page_takes_the_extract_and_a_change_of_one_thing_keeps_the_rest(market, as_):
    brand = as_(market, "brand")
    form = {
        "title": "Aurora", "classes": "18, 25", "mark_feature": "combined", "goods": "18: Bags\n25: Clothing;\nshoes",
        "nice_edition": "12", "vienna": "1.1.2, 27.5", "categories": "Shoes >Boots", "markets": "DE, FR", "rows": "1",
        "0-office": "EM", "0-number": "018442190", "0-status": "registered", "0-status_raw": "Registered",
        "0-priorities": "US 97123456 2020-01-31", "0-filed_on": "2020-07-01", "0-holder": "Aurora GmbH",
        "0-representative": "Nord & Partner",
    }  # fmt: skip
    answer = brand.post(market.url("rights/new"), form)
    right = Right.objects.get(title="Aurora")
    assert answer.status_code == 303
    assert right.goods == {"18": "Bags", "25": "Clothing; shoes"}
    assert (right.vienna, right.categories, right.markets) == (["1.1.2", "27.5"], ["Shoes > Boots"], ["DE", "FR"])
    assert right.priorities == [{"office": "US", "number": "97123456", "filed_on": "2020-01-31"}]
    page = brand.get(market.url(f"rights/{right.reference}")).text
    for said in ("Clothing; shoes", "Nord &amp; Partner", "Combined", "97123456", "edition 12", "Shoes &gt; Boots"):
        assert said in page
    change = market.url(f"rights/{right.reference}/change")
    assert "25: Clothing; shoes" in brand.get(change).text
    kept = {name: value for name, value in form.items() if not name.startswith("0-")}
    kept |= {name[2:]: value for name, value in form.items() if name.startswith("0-")}
    assert brand.post(change, {**kept, "external_id": "A-1"}).status_code == 303
    after = Right.objects.get(id=right.id)
    assert replace(details_of(after), external_id="") == details_of(right)
