"""Reviews by inspectors: nobody goes to a seller it is tied to, the report is sealed, people decide, and an appeal undoes it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import services as accounts
from accounts.models import Appointment
from registry.models import PartyNumber
from sellers.models import Accreditation, Interest, Restraint, SellerLimit, SellerReview
from sellers.reviews.checklists import CHECKLISTS, missing, sections_of, verdict
from sellers.reviews.conflicts import IN_A_ROW, REASONS, Scope, Ties, Wanted, conflicts
from sellers.services.accrediting import EXPIRED, REMINDED, Reach, accredit, expire, note_interest, revoke_accreditation
from sellers.services.inspecting import digest
from sellers.services.restraints import restrain_seller
from sellers.services.reviews import ask_review, assign_review
from tenancy.context import database_now
from tenancy.errors import Denied
from tests.enforcement.pages import text
from tests.sellers.test_pages import upload
from workflow.clocks import CONSEQUENCES
from workflow.models import Clock, Effect

DAY = date(2026, 11, 23)
SCOPE = Scope(frozenset({"site"}), frozenset(), frozenset(), DAY + timedelta(days=90))
WANTED = Wanted("site", "shoes", "DE", DAY)


@given(found=st.sets(st.sampled_from(list(REASONS))), last=st.lists(st.sampled_from("ab"), max_size=4))
def test_every_tie_is_said_and_turns_are_taken(found, last):
    against = conflicts(SCOPE, WANTED, Ties("a", frozenset(found), last))
    assert found <= set(against)
    assert ("in_a_row" in against) == ("in_a_row" in found or last[:IN_A_ROW] == ["a"] * IN_A_ROW)


def test_an_accreditation_reaches_its_kinds_goods_countries_and_days():
    nothing = Ties("a")
    assert conflicts(SCOPE, WANTED, nothing) == []
    narrow = Scope(frozenset({"goods"}), frozenset({"bags"}), frozenset({"FR"}), DAY - timedelta(days=1))
    assert conflicts(narrow, WANTED, nothing) == ["kind", "department", "country", "expired"]


@pytest.mark.parametrize("kind", CHECKLISTS)
def test_a_report_is_whole_when_all_is_answered_and_shown(kind):
    parts = sections_of(kind, 1)
    questions = [one for part in parts for one in part.questions]
    assert set(missing(parts, {}, frozenset())) == {one.code for one in questions}
    yes = {one.code: {"answer": "yes"} for one in questions}
    seen = frozenset(one.code for one in questions if one.picture)
    assert (missing(parts, yes, seen), verdict(parts, yes)) == ({}, "passed")
    essential = next(one.code for one in questions if one.essential)
    no = {**yes, essential: {"answer": "no", "note": " "}}
    assert missing(parts, no, seen) == {essential: ["note"]}
    assert verdict(parts, no) == "failed"
    assert verdict(parts, {one.code: {"answer": "none"} for one in questions}) == "failed", "nothing was shown"


def accredited(market, until=365, **reach):
    until_on = database_now().date() + timedelta(days=until)
    reach = Reach(["site", "documents"], until_on, **reach)
    return accredit(
        actor=market.actor("lead"), inspector=market.parties["inspector"], reach=reach, reason="ISO/IEC 17020."
    )


def wanted(market, kind="documents"):
    due_on = database_now().date() + timedelta(days=20)
    return ask_review(
        actor=market.actor("lead"), seller=market.parties["seller"], kind=kind, country="DE", why="Who is there?",
        due_on=due_on,
    )  # fmt: skip


@pytest.mark.django_db
def test_a_report_is_filled_in_signed_decided_on_and_appealed(market, as_):
    lead, inspector, seller, appeals = (as_(market, who) for who in ("lead", "inspector", "seller", "appeals"))
    accredited(market)
    review, party = wanted(market), market.parties["inspector"].reference
    shop = market.parties["seller"]
    SellerLimit.objects.create(seller=shop, most=50, cause="SA-1")
    for cause in (review.reference, "MW-1"):
        restrain_seller(
            actor=market.actor("lead"), seller_id=shop.id, kind="check_first", territories=[], cause=cause,
            now=database_now(),
        )  # fmt: skip
    at = market.url(f"reviews/{review.reference}")
    assert seller.get(at).status_code == 404, "nobody comes yet"
    assert as_(market, "other_seller").get(at).status_code == 404
    assert lead.post(f"{at}/assign", {"inspector": party})["Location"] == at
    assert lead.get(f"{at}/sign").status_code == 403
    assert inspector.post(f"{at}/declare", {"declare-free": "yes"})["Location"] == f"{at}/steps/papers"
    papers = dict.fromkeys(("signatory", "licences", "confirmed"), "yes")
    picture = upload()
    said = {**papers, "register": "no", "register_note": "Two years old.", "register_pictures": picture}
    assert inspector.post(f"{at}/steps/papers", said)["Location"] == f"{at}/steps/source"
    assert "Something is not answered yet" in text(inspector.get(f"{at}/sign"))
    assert inspector.post(f"{at}/steps/source", {"invoices": "yes", "chain": "yes"})["Location"] == f"{at}/sign"
    review.refresh_from_db()
    seen = digest(review)
    signed = {"name": "Ida Holm", "agreed": "on"}
    assert inspector.post(f"{at}/sign", {**signed, "seen": "0" * 64}).status_code == 409
    assert inspector.post(f"{at}/sign", {**signed, "seen": seen})["Location"] == at
    page = text(seller.get(at))
    assert "Not passed" in page
    assert "Two years old." in page
    assert "Who is there?" not in page, "what staff want known is not for the seller"
    row = review.reports.get()
    assert (row.name, row.report["answers"][0]["note"], row.report_sha256) == ("Ida Holm", "Two years old.", seen)
    assert row.report["answers"][0]["pictures"], "the picture is part of what was signed"
    changed = {"effect-effect": "changed", "effect-most": "5", "effect-reason": "The extract is too old."}
    assert lead.post(f"{at}/limits", changed)["Location"] == at
    assert limit_of(market) == 5
    assert checked_first() == {"MW-1"}, "what a case has laid no review takes away"
    assert seller.post(f"{at}/appeal", {"appeal-words": "The new one came on Monday."})["Location"] == at
    decide = {"decide-reason": "It did.", "deed": "overturn"}
    assert lead.post(f"{at}/appeal/decide", decide).status_code == 403, "the lead had a hand in it"
    assert appeals.post(f"{at}/appeal/decide", decide)["Location"] == at
    assert limit_of(market) == 50
    assert checked_first() == {"MW-1", review.reference}
    assert "no longer counts" in text(seller.get(at))


def limit_of(market):
    return SellerLimit.objects.get(ended_at=None).most


def checked_first():
    rows = Restraint.objects.standing(database_now()).filter(kind="check_first")
    return set(rows.values_list("cause", flat=True))


@pytest.mark.django_db
def test_an_inspector_is_mailed_a_month_before_its_accreditation_ends(market):
    accounts.edit_party(actor=market.actor("lead"), party=market.parties["inspector"], contact_email="ida@inspect.test")
    row = accredited(market)
    clock = Clock.objects.get(subject_id=row.id, then=REMINDED)
    CONSEQUENCES[REMINDED](clock, clock.due_at)
    mail = Effect.objects.filter(kind="mail").latest("id").payload
    assert '"to": "ida@inspect.test"' in mail
    assert f"ends on {row.until_on}" in mail


@pytest.mark.django_db
def test_who_is_tied_to_the_seller_is_not_sent(market):
    accredited(market)
    review, lead = wanted(market), market.actor("lead")
    inspector, seller = market.parties["inspector"], market.parties["seller"]
    for party in (inspector, seller):
        PartyNumber.objects.create(party=party, scheme="lei", value="5493001KJTIIGC8Y1R12")
    note_interest(actor=market.actor("inspector"), inspector=inspector, party=seller, words="My sister works there.")
    today = database_now().date()
    Appointment.objects.create(reference="AP-1", principal=seller, agent=inspector, starts_on=today)
    with pytest.raises(Denied) as refused:
        assign_review(actor=lead, review=review, inspector=inspector)
    said = str(refused.value.message)
    for code in ("number", "interest", "agent"):
        assert str(REASONS[code]) in said


@pytest.mark.django_db
def test_revoked_expired_or_tied_what_is_not_signed_is_given_to_others(market, as_):
    client = as_(market, "inspector")
    lead, inspector = market.actor("lead"), market.parties["inspector"]
    first = accredited(market)
    revoked = assign_review(actor=lead, review=wanted(market), inspector=inspector)
    revoke_accreditation(actor=lead, row=first, reason="The certificate was forged.")
    expiring = accredited(market, until=30)
    assert Clock.objects.filter(subject_id=expiring.id, then=EXPIRED, state="running").exists()
    expired = assign_review(actor=lead, review=wanted(market), inspector=inspector)
    expire(actor=market.system, row=Accreditation.objects.get(id=expiring.id), now=database_now())
    accredited(market)
    tied = assign_review(actor=lead, review=wanted(market), inspector=inspector)
    said = {"declare-free": "no", "declare-interest": "I worked there."}
    assert client.post(market.url(f"reviews/{tied.reference}/declare"), said).status_code == 303
    states = SellerReview.objects.filter(id__in=[revoked.id, expired.id, tied.id]).values_list("state", flat=True)
    assert set(states) == {"waiting"}
    assert Interest.objects.get(ended_at=None).words == "I worked there."
    with pytest.raises(Denied, match="Gave this review back"):
        assign_review(actor=lead, review=revoked, inspector=inspector)
