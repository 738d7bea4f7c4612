"""An agent that was appointed for one brand sees and does what the terms say, there, until the day they end."""

import uuid
from datetime import date, timedelta

import pytest

from accounts import actors
from accounts.models import Appointment, Membership
from audit.models import Entry
from audit.queries import timeline
from enforcement.models import Case, Complaint
from enforcement.services import add_exhibit
from evidence.models import Evidence
from registry import queries
from registry import services as registry
from registry.clocks import end_of_sight
from registry.details import Details
from registry.models import AuthorisedSeller, Brand, PowerOfAttorney, Right
from registry.portal import portfolio
from registry.search import finding
from registry.services import Terms
from scanner.models import Match
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound
from tests.enforcement.stage import PAPER, complaint, listing, trademark
from tests.registry.conftest import picture
from workflow.models import Clock

pytestmark = pytest.mark.django_db
COMPLAIN, REGISTER, LICENSE, _CUSTOMS = Appointment.Deed.values


@pytest.fixture
def brands(market):
    """Two brands of one rights holder, a mark behind each, with a picture."""
    holder = market.actor("brand")
    made = {}
    for name, number in (("Nord", "018442190"), ("Sued", "018442191")):
        brand = registry.add_brand(actor=holder, name=name)
        right = trademark(market, name, number=number)
        registry.add_specimen(actor=market.system, right=right, picture=picture())
        registry.put_in_brand(actor=holder, owner=market.parties["brand"], brand=brand, rights=[right])
        right.refresh_from_db()
        made[name] = (brand, right)
    return made


def appointed(market, *brands, deeds=(COMPLAIN,), **more):
    """The cast's agent, appointed by the cast's brand."""
    more.setdefault("ends_on", database_now().date() + timedelta(days=364))
    terms = Terms(brands=brands, deeds=deeds, **more)
    return registry.appoint(actor=market.actor("brand"), agent=market.parties["agent"], terms=terms)


def agent(market):
    """The agent's main account as the next request makes it."""
    return actors.of_membership(Membership.objects.select_related("party").get(id=market.people["agent"].membership.id))


def test_sees_the_rights_of_its_brand_and_no_others(market, brands):
    (nord, right), (_sued, stranger) = brands["Nord"], brands["Sued"]
    shop = market.parties["other_seller"]
    for one in (right, stranger):
        registry.authorise_seller(actor=market.actor("brand"), right=one, seller=shop)
    sold = listing(market, "SKU-1")
    filed = {one.id: complaint(market, one, [sold]) for one in (right, stranger)}
    assert {row.id for row in Right.objects.visible_to(agent(market))} == {right.id, stranger.id}, "as set before"
    appointed(market, nord)
    actor = agent(market)
    assert not actor.brands
    seen = {
        "rights": set(Right.objects.visible_to(actor).values_list("id", flat=True)),
        "searched": {row.id for name in ("Nord", "Sued") for row in finding.find(actor, name).rows},
        "sellers": set(AuthorisedSeller.objects.visible_to(actor).values_list("right", flat=True)),
        "complaints": set(Complaint.objects.visible_to(actor).values_list("right", flat=True)),
        "cases": set(Case.objects.visible_to(actor).values_list("right", flat=True)),
    }
    assert {what: rights for what, rights in seen.items() if rights != {right.id}} == {}
    assert list(Brand.objects.visible_to(actor)) == [nord]
    assert not Match.objects.visible_to(actor)
    pictures = Evidence.objects.visible_to(actor).filter(kind="specimen")
    assert set(pictures) == {row.evidence for row in right.specimens.select_related("evidence")}
    with pytest.raises(NotFound):
        queries.right_by_reference(stranger.reference, actor=actor)
    assert Complaint.objects.visible_to(actor).get() == filed[right.id]
    market.people["agent"] = _as_now(market)
    with pytest.raises(NotFound):
        complaint(market, stranger, [sold], who="agent")


def test_its_end_ends_filing_and_sight(market, brands):
    (nord, right), _others = brands["Nord"], brands["Sued"]
    appointment = appointed(market, nord)
    sold = listing(market, "SKU-1")
    market.people["agent"] = _as_now(market)
    filed = complaint(market, right, [sold], who="agent")
    assert filed.state == "accepted"
    assert filed.power.evidence is None
    assert filed.power.appointment == appointment
    assert Complaint.objects.visible_to(market.actor("brand")).filter(id=filed.id).exists()
    registry.end_appointment(actor=market.actor("brand"), appointment=appointment)
    after = agent(market)
    assert not after.acts_for_others
    for model in (Right, Complaint, Case, AuthorisedSeller, Brand):
        assert not model.objects.visible_to(after).exists(), model
    assert not PowerOfAttorney.objects.standing(database_now().date())
    with pytest.raises(Denied):
        complaint(market, right, [sold], who="agent")  # the request was under way when it ended
    market.people["agent"] = _as_now(market)
    with pytest.raises(NotFound):
        complaint(market, right, [sold], who="agent")
    with pytest.raises(Conflict):
        registry.end_appointment(actor=market.actor("brand"), appointment=appointment)
    told = portfolio.deeds(appointment, actor=market.actor("brand"))
    assert [line.verb for line in told if line.verb == "complaint.filed"] == ["complaint.filed"]
    assert not [line for line in told if line.actor["party"] != str(market.parties["agent"].id)]


def test_a_last_day_that_is_past_ends_it_too(market, brands):
    appointment = appointed(market, brands["Nord"][0])
    past = database_now().date() - timedelta(days=1)
    Appointment.objects.filter(id=appointment.id).update(starts_on=past - timedelta(days=9), ends_on=past)
    assert not Right.objects.visible_to(agent(market))
    clock = Clock.objects.get(subject_id=appointment.id, kind="sight_end")
    end_of_sight(clock, clock.due_at)
    assert Entry.objects.filter(verb="agent.sight_ended", subject_id=appointment.id).count() == 1


def test_who_only_reads_changes_nothing(market, brands):
    nord, right = brands["Nord"]
    appointed(market, nord, deeds=())
    market.people["agent"] = _as_now(market)
    sold = listing(market, "SKU-1")
    for deed in (
        lambda: registry.authorise_seller(actor=agent(market), right=right, seller=market.parties["seller"]),
        lambda: registry.add_specimen(actor=agent(market), right=right, picture=picture("blue")),
        lambda: registry.register_right(actor=agent(market), details=_details("Nordlicht")),
        lambda: registry.change_brand(actor=agent(market), brand=nord, name="Norden"),
        lambda: complaint(market, right, [sold], who="agent"),
    ):
        with pytest.raises(Denied) as refused:
            deed()
        assert refused.value.code == "appointment"


def test_what_it_may_reaches_its_kinds_and_places(market, brands):
    nord, right = brands["Nord"]
    appointed(market, nord, deeds=(REGISTER,), kinds=("design",), territories=("FR",))
    with pytest.raises(Denied):
        registry.add_specimen(actor=agent(market), right=right, picture=picture("blue"))
    with pytest.raises(Denied):
        registry.register_right(actor=agent(market), details=_details("Nordlicht"))


def test_registers_into_its_brand(market, brands):
    nord, _right = brands["Nord"]
    appointed(market, nord, deeds=(REGISTER,))
    made = registry.register_right(actor=agent(market), details=_details("Nordlicht"))
    assert (made.owner, made.brand) == (market.parties["brand"], nord)
    assert made in Right.objects.visible_to(agent(market))


def test_a_right_that_was_sold_leaves_the_sight_of_the_old_owners_agent(market, brands):
    nord, right = brands["Nord"]
    appointed(market, nord)
    Right.objects.filter(id=right.id).update(owner=market.parties["rival"])
    assert not Right.objects.visible_to(agent(market))


def test_for_everything_it_sees_everything(market, brands):
    appointed(market)
    assert {row.id for row in Right.objects.visible_to(agent(market))} == {one.id for _b, one in brands.values()}
    assert agent(market).brands == {market.parties["brand"].id}


def test_only_a_rights_holder_appoints_and_for_its_own_brands(market, brands):
    rival = registry.add_brand(actor=market.actor("rival"), name="Rival")
    with pytest.raises(Invalid) as refused:
        appointed(market, rival)
    assert set(refused.value.fields) == {"brands"}
    terms = Terms(brands=[brands["Nord"][0]])
    for who, expected in (("agent", Denied), ("brand_member", Denied), ("seller", Denied)):
        with pytest.raises(expected):
            registry.appoint(actor=market.actor(who), agent=market.parties["agent"], terms=terms)
    wrong = Terms(kinds=["song"], deeds=["rule"], territories=["Nowhere"], ends_on=date(2020, 1, 1))
    with pytest.raises(Invalid) as refused:
        registry.appoint(actor=market.actor("brand"), agent=market.parties["seller"], terms=wrong)
    assert set(refused.value.fields) == {"agent", "kinds", "deeds", "territories", "ends_on"}


def test_a_brand_has_its_name_once_and_takes_only_its_owners_rights(market, brands):
    holder, party = market.actor("brand"), market.parties["brand"]
    nord, right = brands["Nord"]
    with pytest.raises(Invalid):
        registry.add_brand(actor=holder, name=" nörd ")
    with pytest.raises(NotFound):
        registry.put_in_brand(actor=market.actor("rival"), owner=market.parties["rival"], brand=nord, rights=[right])
    with pytest.raises(NotFound):
        registry.change_brand(actor=market.actor("rival"), brand=nord, name="Mine")
    before = Entry.objects.filter(verb="brand.filled").count()
    assert registry.put_in_brand(actor=holder, owner=party, brand=nord, rights=[right, brands["Sued"][1]]) == [
        brands["Sued"][1]
    ]
    assert Entry.objects.filter(verb="brand.filled").count() == before + 1
    assert portfolio.held([nord], actor=holder)[nord.id].rights == 2
    registry.retire_brand(actor=holder, brand=nord)
    with pytest.raises(Conflict):
        registry.put_in_brand(actor=holder, owner=party, brand=nord, rights=[right])
    assert registry.put_in_brand(actor=holder, owner=party, brand=None, rights=[right]) == [right]


def _details(title):
    return Details(
        kind="trademark", title=title, office="EM", number=str(uuid.uuid4().int % 10**9).zfill(9), classes=(25,)
    )


def _as_now(market):
    player = market.people["agent"]
    return type(player)(player.user, player.membership, player.party, agent(market))


def test_what_the_marketplace_had_set_ends_with_the_last_power_and_comes_back_with_a_new_one(market):
    """A power that has ended lets the agent see nothing that it saw under it, its own complaints included."""
    holder, sides = market.actor("brand"), {"brand": market.parties["brand"], "agent": market.parties["agent"]}
    right, sold = trademark(market, "Nord", number="018442190"), listing(market, "SKU-1")
    filed = complaint(market, right, [sold], who="agent")
    case = Case.objects.get(right=right)
    shown = add_exhibit(actor=market.actor("seller"), reference=case.reference, data=PAPER, name="invoice.pdf").evidence
    assert Evidence.objects.visible_to(agent(market)).filter(id=shown.id).exists()
    second = registry.file_power(actor=holder, document=PAPER, ends_on=database_now().date(), **sides)
    registry.revoke_power(actor=holder, power=filed.power)
    assert Right.objects.visible_to(agent(market)).exists(), "the other one holds until tonight"
    assert not Entry.objects.filter(verb="agent.sight_ended")
    past = database_now().date() - timedelta(days=1)
    PowerOfAttorney.objects.filter(id=second.id).update(starts_on=past, ends_on=past)
    clock = Clock.objects.get(subject_id=second.id, kind="sight_end")
    end_of_sight(clock, clock.due_at)
    after = agent(market)
    assert not after.acts_for_others
    for model in (Right, Complaint, Case):
        assert not model.objects.visible_to(after).exists(), model
    assert not Evidence.objects.visible_to(after).filter(id=shown.id).exists()
    with pytest.raises(NotFound):
        registry.file_power(actor=after, document=PAPER, **sides)  # by its own word nobody's sight comes back
    with pytest.raises(Invalid, match="has ended"):
        complaint(market, right, [sold], who="agent")  # the request was under way when it ended
    renewed = registry.file_power(actor=holder, document=PAPER, **sides)
    again = agent(market)
    assert list(Right.objects.visible_to(again)) == [right]
    assert filed in Complaint.objects.visible_to(again)
    assert Evidence.objects.visible_to(again).filter(id=shown.id).exists()
    registry.revoke_power(actor=holder, power=renewed)
    assert not Right.objects.visible_to(agent(market)).exists()
    told = [line.verb for line in timeline(holder.party_id, holder) if line.verb.startswith("agent.sight_")]
    assert sorted(told) == ["agent.sight_back", "agent.sight_ended", "agent.sight_ended"]
