"""What an owner and the marketplace can do about a right, and what the log says of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from audit.models import Entry
from audit.queries import timeline
from registry import queries
from registry.models import AuthorisedSeller, Right, Specimen
from registry.services import (
    add_certificate,
    add_specimen,
    authorise_seller,
    register_right,
    register_rights,
    reject_right,
    retire_right,
    retire_specimen,
    revise_right,
    revoke_authorisation,
    verify_right,
)
from registry.services.expiry import JOB, sweep
from tenancy.context import database_now
from tenancy.due import next_at
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tests.registry.conftest import MARK, PDF, picture
from workflow.models import Effect


def verbs(right, actor):
    return [line.verb for line in timeline(right.id, actor)]


def test_a_mark_of_the_euipo_holds_in_the_eu_and_waits_to_be_checked(market, mark):
    assert mark.state == "submitted"
    assert mark.territories == ["EU"]
    assert mark.number == "018442190"
    assert mark.owner == market.parties["brand"]
    assert verbs(mark, market.actor("brand")) == ["right.registered"]
    assert list(mark.history.values_list("history_type", flat=True)) == ["+"]


def test_the_log_says_neither_title_nor_number(market, mark):
    data = bytes(Entry.objects.get(verb="right.registered").data)
    assert b"Aurora" not in data
    assert b"442190" not in data


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "a\x00b"}, "title"),
        ({"office": "ZQ"}, "office"),
        ({"office": ""}, "office"),
        ({"number": " - "}, "number"),
        ({"classes": ()}, "classes"),
        ({"classes": (0, 46)}, "classes"),
        ({"expires_on": date(2020, 1, 1)}, "expires_on"),
        ({"filed_on": date(2022, 1, 1)}, "registered_on"),
        ({"registered_on": date(2999, 1, 1)}, "registered_on"),
        ({"office": "WO"}, "territories"),
        ({"office": "WO", "territories": ("Narnia",)}, "territories"),
        ({"kind": "secret"}, "kind"),
    ],
)
def test_what_does_not_hold_together_is_refused_at_its_field(market, change, field):
    with pytest.raises(Invalid) as refused:
        register_right(actor=market.actor("brand"), details=replace(MARK, **change))
    assert field in refused.value.fields
    assert not Right.objects.exists()
    assert not Entry.objects.filter(verb="right.registered").exists()


def test_an_unregistered_copyright_holds_where_its_owner_asserts_it(market):
    work = replace(MARK, kind="copyright", office="", number="", classes=(), territories=("Japan", "eu", "uk"))
    right = register_right(actor=market.actor("brand"), details=work)
    assert right.territories == ["EU", "GB", "JP"]
    assert right.classes == []


def test_several_offices_are_several_rights_or_none(market):
    japan = replace(MARK, office="jpo", number="第1234567号".strip("第号"))
    rights = register_rights(actor=market.actor("brand"), many=[MARK, japan])
    assert [right.territories for right in rights] == [["EU"], ["JP"]]
    with pytest.raises(Invalid) as refused:
        register_rights(
            actor=market.actor("brand"), many=[replace(MARK, office="US"), replace(MARK, office="CN", number="")]
        )
    assert list(refused.value.fields) == ["1.number"]
    assert Right.objects.count() == 2


def test_the_same_registration_is_not_taken_twice_from_one_owner(market, mark):
    with pytest.raises(Invalid) as refused:
        register_right(actor=market.actor("brand"), details=replace(MARK, number="18442190"))
    assert mark.reference in refused.value.fields["number"][0]


def test_of_two_who_claim_one_registration_only_one_is_verified(market, verified):
    claimed = register_right(actor=market.actor("rival"), details=MARK)
    with pytest.raises(Conflict, match=verified.reference):
        verify_right(actor=market.actor("reviewer"), right=claimed)


def test_an_agent_registers_for_its_brand_alone(market):
    right = register_right(actor=market.actor("agent"), details=MARK)
    assert right.owner == market.parties["brand"]
    with pytest.raises(Invalid):
        register_right(actor=market.actor("agent"), details=MARK, owner=market.parties["rival"])
    assert "right.registered" in verbs(right, market.actor("agent"))
    assert verbs(right, market.actor("rival")) == []


@pytest.mark.parametrize("name", ["brand_reader", "seller", "reviewer", "key:brand_read_only"])
def test_who_may_not_register_is_told_why(market, name):
    with pytest.raises(Denied):
        register_right(actor=market.actor(name), details=MARK)


def test_verified_is_told_to_the_owner_and_enforced(market, mark):
    verified = verify_right(actor=market.actor("reviewer"), right=mark, everyday=True)
    assert verified.state == "verified"
    assert verified.everyday
    assert [found.id for found in queries.live_marks()] == [mark.id]
    mail = Effect.objects.get(kind="mail", recipient=f"party:{mark.owner_id}")
    assert mark.reference in mail.payload
    with pytest.raises(Denied):
        verify_right(actor=market.actor("brand"), right=mark)


def test_rejected_with_a_reason_and_mended(market, mark):
    with pytest.raises(Invalid):
        reject_right(actor=market.actor("reviewer"), right=mark, reason=" ")
    rejected = reject_right(actor=market.actor("reviewer"), right=mark, reason="The number is another mark's.")
    assert rejected.state == "rejected"
    line = timeline(mark.id, market.actor("brand"))[0]
    assert line.personal["reason"] == "The number is another mark's."
    mended = revise_right(actor=market.actor("brand"), right=rejected, details=replace(MARK, number="018442191"))
    assert mended.state == "submitted"


def test_what_was_verified_is_checked_again_after_a_change(market, verified):
    noted = revise_right(actor=market.actor("brand"), right=verified, details=replace(MARK, external_id="TM-1"))
    assert noted.state == "verified"
    changed = revise_right(actor=market.actor("brand"), right=noted, details=replace(MARK, title="Borealis"))
    assert changed.state == "submitted"
    assert queries.live_marks() == []
    (last, first) = queries.changes(changed)
    assert ("title", "Aurora", "Borealis") in last.fields
    assert first.fields == (("external_id", "", "TM-1"),)


def test_a_change_of_nothing_records_nothing(market, mark):
    before = Entry.objects.count()
    assert revise_right(actor=market.actor("brand"), right=mark, details=MARK).version == mark.version
    assert Entry.objects.count() == before


def test_of_two_who_change_at_once_the_second_is_told(market, mark):
    revise_right(
        actor=market.actor("brand"), right=mark, details=replace(MARK, source="register"), version=mark.version
    )
    with pytest.raises(Conflict):
        revise_right(actor=market.actor("brand"), right=mark, details=replace(MARK, title="X"), version=mark.version)


def test_strangers_find_nothing(market, mark):
    rival = market.actor("rival")
    for act in (
        lambda: queries.right_by_reference(mark.reference, actor=rival),
        lambda: revise_right(actor=rival, right=mark, details=MARK),
        lambda: add_specimen(actor=rival, right=mark, picture=picture()),
        lambda: retire_right(actor=rival, right=mark, reason="mine"),
        lambda: authorise_seller(actor=rival, right=mark, seller=market.parties["seller"]),
    ):
        with pytest.raises(NotFound):
            act()
    assert list(queries.rights(rival)) == []


def test_a_picture_is_seen_by_owner_and_marketplace_and_has_the_right_checked_again(market, verified):
    specimen = add_specimen(actor=market.actor("agent"), right=verified, picture=picture())
    assert specimen.evidence.width, "so that a part of it can be marked"
    assert Right.objects.get().state == "submitted"
    seen = type(specimen.evidence).objects
    for name in ("brand", "agent", "reviewer"):
        assert seen.visible_to(market.actor(name)).filter(id=specimen.evidence_id).exists()
    assert not seen.visible_to(market.actor("seller")).filter(id=specimen.evidence_id).exists()
    verify_right(actor=market.actor("reviewer"), right=verified)
    (mark,) = queries.live_marks()
    assert [piece.sha256 for piece in mark.specimens] == [specimen.evidence.sha256]


def test_a_retired_picture_is_compared_with_no_more(market, verified):
    specimen = add_specimen(actor=market.actor("reviewer"), right=verified, picture=picture())
    assert Right.objects.get().state == "verified"
    retire_specimen(actor=market.actor("brand"), specimen=specimen)
    (mark,) = queries.live_marks()
    assert mark.specimens == ()
    with pytest.raises(Conflict):
        retire_specimen(actor=market.actor("brand"), specimen=Specimen.objects.select_related("right").get())


def test_what_is_no_picture_is_refused_in_words(market, mark):
    with pytest.raises(Invalid):
        add_specimen(actor=market.actor("brand"), right=mark, picture=b"<svg/>")
    add_certificate(actor=market.actor("brand"), right=mark, document=PDF, label="certificate.pdf")
    assert "certificate.added" in verbs(mark, market.actor("brand"))


def test_authorised_and_taken_back(market, verified):
    brand, seller = market.actor("brand"), market.parties["seller"]
    today = database_now().date()
    row = authorise_seller(actor=brand, right=verified, seller=seller, territories=["Poland", "CZ"])
    assert (row.territories, row.starts_on) == (["CZ", "PL"], today)
    with pytest.raises(Conflict):
        authorise_seller(actor=brand, right=verified, seller=seller, territories=["PL", "CZ"])
    assert "seller.authorised" in verbs(verified, market.actor("seller"))
    revoke_authorisation(actor=brand, authorised=AuthorisedSeller.objects.select_related("right").get())
    assert not AuthorisedSeller.objects.standing(database_now()).exists()
    with pytest.raises(Conflict):
        revoke_authorisation(actor=brand, authorised=AuthorisedSeller.objects.select_related("right").get())


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"territories": ["US"]}, "territories"),
        ({"territories": ["Narnia"]}, "territories"),
        ({"ends_on": date(2020, 1, 1)}, "ends_on"),
    ],
)
def test_an_authorisation_that_makes_no_sense_is_refused(market, verified, terms, field):
    with pytest.raises(Invalid) as refused:
        authorise_seller(actor=market.actor("brand"), right=verified, seller=market.parties["seller"], **terms)
    assert list(refused.value.fields) == [field]


def test_only_a_seller_is_authorised(market, verified):
    with pytest.raises(Invalid):
        authorise_seller(actor=market.actor("brand"), right=verified, seller=market.parties["rival"])


def test_a_right_expires_the_day_after_its_last(market, verified):
    last = verified.expires_on
    noon = database_now().replace(year=last.year, month=last.month, day=last.day, hour=12)
    assert next_at(JOB).date() == last - timedelta(days=187)  # a week before the first reminder
    assert sweep(noon).date() == last + timedelta(days=1)
    assert Right.objects.get().state == "verified"
    assert sweep(noon + timedelta(days=1)) is None
    assert Right.objects.get().state == "lapsed"
    assert verbs(verified, market.actor("brand"))[0] == "right.lapsed"


def test_retired_for_good(market, verified):
    retired = retire_right(actor=market.actor("brand"), right=verified, reason="Sold")
    assert retired.state == "retired"
    with pytest.raises(Conflict):
        revise_right(actor=market.actor("brand"), right=retired, details=replace(MARK, title="X"))
    assert register_right(actor=market.actor("brand"), details=MARK).reference != retired.reference
