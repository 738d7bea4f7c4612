"""What each side of a case learns of the other, and when."""

from audit.queries import timeline
from enforcement import services
from enforcement.disclosure import Contact, face, shown_decision, shown_state
from enforcement.models import Case
from enforcement.services import Choice
from policy import registry
from tests.cast import add_player
from tests.enforcement.stage import complaint, copyright_, heard, let_it_take_effect, listing, only_case, trademark

ELEMENTS = {
    "signature": "Sam Seller", "mistake": "yes", "jurisdiction": "district_of_address", "service": "yes",
    "contact": "1 Main Street",
}  # fmt: skip
COUNTERFEIT = Choice(ground="counterfeit.goods", reasons="The label is printed, not woven.")


def seen_by(market, case, who):
    actor = market.actor(who)
    return face(Case.objects.visible_to(actor).get(id=case.id), actor)


def test_the_complainants_contact_goes_to_the_seller_and_the_sellers_comes_with_a_counter_notice(market):
    case = only_case(complaint(market, copyright_(market), [listing(market, "A-1")]))
    let_it_take_effect(case)
    office = market.parties["seller"].contact_email

    assert seen_by(market, case, "seller").complainant.email == market.parties["brand"].contact_email
    before = seen_by(market, case, "brand").seller
    assert (before.name, before.email, before.reference) == (market.parties["seller"].name, "", "")
    assert seen_by(market, case, "reviewer").seller.email == office

    services.answer(
        actor=market.actor("seller"), reference=case.reference, elements=ELEMENTS,
        answers={case.items.get().id: "counter_notice"},
    )  # fmt: skip
    assert seen_by(market, case, "brand").seller.email == office
    assert seen_by(market, case, "agent").seller.email == office, "the agent stands where its brand does"


def test_a_decision_is_the_houses_own_matter_until_it_takes_effect(market):
    case = only_case(complaint(market, trademark(market), [listing(market, "A-1")]))
    heard(case)
    item = case.items.get()
    services.decide(actor=market.actor("reviewer"), reference=case.reference, choices={item.id: COUNTERFEIT})
    item.refresh_from_db()
    for who in ("seller", "brand"):
        mine = seen_by(market, case, who)
        assert (shown_state(item, mine), shown_decision(item, mine)) == ("deciding", None)
        assert not mine.sees_deciders
    house = seen_by(market, case, "reviewer")
    assert (shown_state(item, house), shown_decision(item, house).ground) == ("decided", "counterfeit.goods")

    let_it_take_effect(case)
    item.refresh_from_db()
    for who in ("seller", "brand"):
        assert shown_decision(item, seen_by(market, case, who)).reasons == COUNTERFEIT.reasons


def test_what_the_seller_agreed_to_reads_so_while_it_takes_effect(market):
    case = only_case(complaint(market, trademark(market), [listing(market, "A-1")]))
    item = case.items.get()
    services.answer(actor=market.actor("seller"), reference=case.reference, answers={item.id: "accept"})
    item.refresh_from_db()
    assert shown_state(item, seen_by(market, case, "brand")) == "accepted"


def test_numbers_behind_the_signals_are_not_for_the_seller(market):
    case = only_case(complaint(market, trademark(market), [listing(market, "A-1")]))
    assert [seen_by(market, case, who).sees_scores for who in ("reviewer", "brand", "seller")] == [True, True, False]


def test_what_of_a_contact_is_told_is_the_packs_own_rule_and_a_reader_sees_the_name(market):
    case = only_case(complaint(market, trademark(market), [listing(market, "A-1")]))
    rules, brand = registry.pack("eu-dsa", region="EU"), market.parties["brand"]
    mine = face(Case.objects.get(id=case.id), market.actor("seller"), rules).complainant
    assert (mine.name, mine.email, mine.phone, mine.address) == (brand.name, brand.contact_email, "", "")
    assert face(Case.objects.get(id=case.id), market.actor("brand"), rules).complainant.phone == brand.phone
    add_player(market, "clerk", party="seller", role="seller.reader")
    assert seen_by(market, case, "clerk").complainant == Contact(brand.name)


def test_the_first_look_at_a_contact_is_an_entry_of_the_log_once_for_each_reader(market):
    case = only_case(complaint(market, copyright_(market), [listing(market, "A-1")]))
    let_it_take_effect(case)

    def look(who):
        actor = market.actor(who)
        return services.see_contacts(actor=actor, case=case, mine=face(case, actor))

    assert [look("seller"), look("seller")] == [1, 0]
    assert look("brand") == 0, "a name is no contact"
    assert look("reviewer") == 2
    said = [line.sentence for line in timeline(case.id, market.actor("brand")) if line.verb == "contact.seen"]
    assert said == ["The contact of the complainant was looked at"], (
        "whose contact it is learns of the other side's look"
    )
