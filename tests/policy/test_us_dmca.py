"""17 USC 512 as a seller, a complainant and their lawyers would check it."""

from policy.notices import missing, must_be_contacted
from policy.packs.us_dmca import PACK

COMPLETE = {
    "signature": "Ada Orin",
    "work": "Studio photo 114",
    "location": "MW-7Q4K2",
    "contact": "Storgata 1, Oslo; +47 22 00 00 00; ada@orin.example",
    "good_faith": "yes",
    "accuracy_authority": "yes",
}


def codes(elements):
    return [element.code for element in elements]


def test_asks_for_the_six_elements_in_the_order_of_the_law():
    places = [element.reference.removeprefix("17 USC 512(c)(3)(A)") for element in PACK.notice]
    assert places == ["(i)", "(ii)", "(iii)", "(iv)", "(v)", "(vi)"]
    assert all(element.required for element in PACK.notice)
    assert "under penalty of perjury" in PACK.notice[-1].statement


def test_names_what_is_missing_and_takes_blanks_for_nothing():
    assert missing(PACK.notice, COMPLETE) == ()
    assert codes(missing(PACK.notice, {**COMPLETE, "signature": "  ", "good_faith": ""})) == ["signature", "good_faith"]
    assert codes(missing(PACK.notice, {})) == codes(PACK.notice)


def test_the_sender_of_a_defective_notice_is_contacted_if_work_place_and_contact_are_known():
    assert must_be_contacted(PACK.notice, {**COMPLETE, "accuracy_authority": ""})
    assert not must_be_contacted(PACK.notice, {**COMPLETE, "location": ""})
    assert not must_be_contacted(PACK.notice, COMPLETE)


def test_a_complete_notice_removes_without_a_number_of_hours():
    assert PACK.removal.remedy == "delist"
    clock = PACK.clock(PACK.removal.clock)
    assert (clock.starts_on, clock.upper) == ("notice_complete", None)
    assert PACK.ground(PACK.removal.ground).reference == "17 USC 512(c)(1)(C)"


def test_telling_the_seller_was_read_in_a_secondary_source_and_starts_no_clock():
    assert not PACK.clock("notify_seller").rule.verified
    assert "notify_seller" not in {clock.kind for clock in PACK.clocks_from("removal_applied")}


def test_a_counter_notice_follows_removal_and_starts_the_window():
    rule = PACK.counter_notice
    assert rule.after_removal
    assert not rule.before_removal
    assert codes(rule.elements) == ["signature", "material", "mistake", "contact", "jurisdiction", "service"]
    clock = PACK.clock(rule.put_back[0])
    assert (clock.lower, clock.upper, clock.unit, clock.calendar) == (10, 14, "business_days", "US")
    assert clock.acts_at == "lower"
    assert "court_action_shown" in clock.stops_on
    assert {c.kind for c in PACK.clocks_from("counter_notice_received")} == {"put_back", "forward_counter_notice"}


def test_a_seller_abroad_consents_to_the_district_of_the_provider():
    (choice,) = [element for element in PACK.counter_notice.elements if element.kind == "choice"]
    given = {element.code: "yes" for element in PACK.counter_notice.elements}
    assert codes(missing(PACK.counter_notice.elements, given)) == ["jurisdiction"]
    for option in choice.options:
        assert missing(PACK.counter_notice.elements, {**given, "jurisdiction": option.code}) == ()


def test_before_removal_a_seller_answers_and_after_it_sends_a_counter_notice():
    assert [answer.code for answer in PACK.answers_for(removed=True)] == ["counter_notice"]
    assert "counter_notice" not in [answer.code for answer in PACK.answers_for(removed=False)]


def test_both_sides_are_warned_of_misrepresentation():
    assert "512(f)" in PACK.misrepresentation
    assert "repeat_infringers" in {duty.code for duty in PACK.duties}


def test_the_complainant_is_told_of_the_ten_business_days():
    assert "10 business days" in PACK.letter("counter_notice").body
