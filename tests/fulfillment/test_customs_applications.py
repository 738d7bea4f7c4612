"""Applications to customs: drawn up from the registry, fixed when they are filed, renewed in time, seen by whom they concern."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.actors import of_membership
from audit.rows import commitment_of
from fulfillment.customs import deadlines
from fulfillment.customs.packet import digest_of, packet_of
from fulfillment.customs.standing import granted_for
from fulfillment.customs.wanted import Wanted, longest_until
from fulfillment.models import CustomsApplication, CustomsPacket
from fulfillment.services import customs_applications as services
from registry import services as registry
from registry.services import Point, Terms
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid
from tests.architecture.stage_customs import CONTACT, drawn, filed, granted, mark_of_the_union
from tests.enforcement.pages import text
from workflow.clocks import CONSEQUENCES
from workflow.models import Clock, Effect


@pytest.fixture
def mark(market):
    """A mark of the Union, in a brand with a guide."""
    made = mark_of_the_union(market, "brand", "Aurora")
    holder = market.actor("brand")
    brand = registry.add_brand(actor=holder, name="Aurora")
    registry.put_in_brand(actor=holder, owner=market.parties["brand"], brand=brand, rights=[made])
    for audience, title in (("both", "The seam"), ("reviewers", "The advertisement")):
        said = Point(title=title, spot="Inside", genuine="Double", fake="Single", audience=audience)
        registry.add_point(actor=holder, brand=brand, said=said)
    registry.authorise_seller(actor=holder, right=made, seller=market.parties["seller"])
    made.refresh_from_db()
    return made


def clock_of(row, kind):
    return Clock.objects.get(subject_id=row.id, kind=kind, state="running")


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_a_year_ends_the_day_before_it_began(first):
    last = longest_until("DE", first)
    assert 363 <= (last - first).days <= 365
    assert (last + timedelta(days=1)).day in (first.day, 29, 1, 28)


@pytest.mark.django_db
def test_an_application_goes_from_the_registry_to_customs_and_back(market, as_, mark):
    holder, officer, far = (as_(market, who) for who in ("brand", "officer", "far_officer"))
    first = database_now().date()
    form = {
        "rights": [mark.reference], "lodged_in": "DE", "also_in": "fr", "valid_from": first, "channels": "By sea from Bergen.",
        "valid_until": first + timedelta(days=200), "legal_name": "Ada Lund", "legal_email": "ada@aurora.test",
    }  # fmt: skip
    new = market.url("customs/applications/new")
    assert "2 years" not in text(holder.post(new, {**form, "valid_until": first + timedelta(days=400)}), 422)
    at = holder.post(new, form)["Location"]
    page = text(holder.get(f"{at}/packet"))
    for word in ("The seam", "Corner Shop", "By sea from Bergen.", "Ada Lund", "EUIPO"):
        assert word in page
    assert "The advertisement" not in page, "that is for reviewers"
    assert [officer.get(at).status_code, far.get(at).status_code, as_(market, "rival").get(at).status_code] == [404] * 3
    assert holder.post(f"{at}/file", {"file-filed_on": first})["Location"] == at
    assert [officer.get(at).status_code, far.get(at).status_code] == [200, 404], "it waits for those of Germany"
    shown = CustomsApplication.objects.get()
    assert shown.contacts == [], "who is named stands in the packet, where it can be erased"
    packet = CustomsPacket.objects.get()
    assert packet.packet_sha256 == digest_of(packet.packet)
    decide = {"decide-decision": "granted", "decide-decided_on": first}
    assert officer.post(f"{at}/decide", decide).status_code == 422, "without a number"
    assert officer.post(f"{at}/decide", {**decide, "decide-number": "DE-77"})["Location"] == at
    assert far.get(at).status_code == 200, "it holds in France too"
    assert "DE-77" in text(holder.get(market.url("customs/applications")))
    taken = json.loads(officer.get(f"{at}/packet.json").content)
    assert taken["contacts"][0]["email"] == "ada@aurora.test"
    registry.add_point(
        actor=market.actor("brand"), brand=mark.brand, said=Point(title="Late", spot="A", genuine="B", fake="C")
    )
    assert "Late" not in text(officer.get(at)), "what customs have is fixed"
    assert holder.get(f"{at}/change").status_code == 409


@pytest.mark.django_db
def test_what_customs_cannot_be_asked_for(market, mark):
    first = database_now().date()

    def refused(**said):
        wanted = {
            "rights": [mark.reference], "lodged_in": "DE", "countries": ["DE"], "valid_from": first,
            "valid_until": first + timedelta(days=30), "contacts": [CONTACT], **said,
        }  # fmt: skip
        with pytest.raises(Invalid) as fault:
            services.draw_up_application(actor=market.actor("brand"), wanted=Wanted(**wanted))
        return set(fault.value.fields)

    assert refused(rights=["RT-0000"]) == {"rights"}
    assert refused(lodged_in="US", countries=["US"]) == {"rights"}, "the mark does not hold there"
    assert refused(countries=["FR"]) == {"countries"}
    assert refused(countries=["DE", "GB"]) == {"countries", "rights"}
    assert refused(valid_until=longest_until("DE", first) + timedelta(days=1)) == {"valid_until"}
    assert refused(contacts=[{**CONTACT, "email": "nobody"}]) == {"contacts"}
    theirs = mark_of_the_union(market, "rival", "Borealis")
    assert refused(rights=[mark.reference, theirs.reference]) == {"rights"}


@pytest.mark.django_db
def test_one_without_a_contact_person_is_not_filed(market, mark):
    with pytest.raises(Conflict, match="contact person"):
        services.file_application(actor=market.actor("brand"), application=drawn(market, mark, "brand", contacts=[]))


@pytest.mark.django_db
def test_reminders_come_in_stages_until_it_is_renewed_and_then_it_ends(market, mark):
    shown = granted(market, mark, "brand")
    due = clock_of(shown, deadlines.REMINDER).due_at.date()
    assert due == shown.valid_until - timedelta(days=90)
    before = Effect.objects.filter(kind="mail").count()
    clock = clock_of(shown, deadlines.REMINDER)
    Clock.objects.filter(id=clock.id).update(state="fired")
    CONSEQUENCES[deadlines.REMINDER](clock, clock.due_at)
    assert Effect.objects.filter(kind="mail").count() > before
    assert clock_of(shown, deadlines.REMINDER).due_at.date() == shown.valid_until - timedelta(days=60)
    renewal = services.renew_application(actor=market.actor("brand"), application=shown)
    assert (renewal.valid_from, renewal.contacts[0]["name"]) == (shown.valid_until + timedelta(days=1), "Ada Lund")
    assert packet_of(renewal)["renews"] == shown.number
    with pytest.raises(Conflict):
        services.renew_application(actor=market.actor("brand"), application=shown)
    services.file_application(actor=market.actor("brand"), application=renewal)
    before = Effect.objects.filter(kind="mail").count()
    services.remind_to_renew(actor=market.system, application=shown, now=database_now())
    assert Effect.objects.filter(kind="mail").count() == before, "its renewal is on its way"
    CONSEQUENCES[deadlines.ENDS](clock_of(shown, deadlines.END), database_now())
    shown.refresh_from_db()
    assert shown.state == "ended"
    assert granted_for(mark, "DE", database_now().date()) == shown, "what was held while it stood belongs to it"
    assert granted_for(mark, "FR", database_now().date()) is None


@pytest.mark.django_db
def test_customs_have_thirty_working_days_and_two_after_a_detention(market, mark):
    assert clock_of(filed(market, mark, "brand"), "customs_decision").upper == 30
    quick = filed(market, mark, "brand", after_detention=True)
    assert clock_of(quick, "customs_decision_after").upper == 2
    services.decide_application(actor=market.actor("officer"), application=quick, granted=False, words="Not our mark.")
    assert not Clock.objects.filter(subject_id=quick.id, state="running").exists()
    with pytest.raises(Conflict):
        services.decide_application(actor=market.actor("officer"), application=quick, granted=True, number="X")


@pytest.mark.django_db
def test_an_agent_applies_only_as_far_as_it_was_appointed(market, mark):
    agent = market.people["agent"]

    def appointed(*deeds):
        terms = Terms(brands=[mark.brand], deeds=set(deeds))
        made = registry.appoint(actor=market.actor("brand"), agent=market.parties["agent"], terms=terms)
        return made, of_membership(agent.membership)

    made, actor = appointed("register")
    wanted = {
        "rights": [mark.reference], "lodged_in": "DE", "countries": ["DE"], "valid_from": database_now().date(),
        "valid_until": database_now().date() + timedelta(days=30), "contacts": [CONTACT],
    }  # fmt: skip
    with pytest.raises(Denied):
        services.draw_up_application(actor=actor, wanted=Wanted(**wanted))
    registry.end_appointment(actor=market.actor("brand"), appointment=made)
    _made, actor = appointed("customs")
    shown = services.draw_up_application(actor=actor, wanted=Wanted(**wanted))
    assert CustomsApplication.objects.visible_to(actor).get() == shown
    assert services.file_application(actor=actor, application=shown).state == "filed"


@pytest.mark.django_db
def test_the_log_commits_to_what_was_filed(market, mark):
    filed(market, mark, "brand")
    packet = CustomsPacket.objects.get()
    assert len(bytes(packet.commitment)) == 32
    other = CustomsPacket(
        id=packet.id, application_id=packet.application_id, packet_sha256="0" * 64, filed_at=packet.filed_at
    )
    other.word_hashes = packet.word_hashes
    assert commitment_of(other, b"0" * 32) != commitment_of(packet, b"0" * 32)
