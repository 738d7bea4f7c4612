"""Each region's procedure as its pack says it: what a notice does, what follows an answer, and what follows silence."""

from datetime import datetime, timedelta

import pytest

from accounts import services as accounts
from enforcement import services
from enforcement.models import Case, Notice, Turn
from enforcement.packs import choose, of_case
from enforcement.services.notices import note_taken
from enforcement.sweeps import (
    on_block_lapses,
    on_complainant_silent,
    on_put_back,
    on_seller_silent,
    on_silence_removes,
)
from registry import services as registry
from registry.details import Details
from sellers import services as sellers
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid
from tests.enforcement.stage import let_it_take_effect, listing, only_case
from workflow.models import Clock

WRITTEN = {"text": "As it is.", "statement": "yes", "signature": "Ada Aurora"}


def filled(elements) -> dict[str, str]:
    """An answer to each element of a form."""
    return {e.code: e.options[0].code if e.options else WRITTEN[e.kind] for e in elements}


def complained(market, pack: str, region: str, *, kind: str = "copyright", reason: str = "", preset: str = "") -> Case:
    """A complete complaint about one listing offered in the region, under a pack that the marketplace has chosen."""
    accounts.choose_pack(actor=market.actor("lead"), pack_code=pack, region=preset)
    details = Details(kind=kind, title="Northern lights", territories=(region,))
    if kind == "trademark":
        details = Details(kind=kind, title="Zanderholt", office=region, number="01844219", classes=(18,))
    right = registry.register_right(actor=market.actor("brand"), details=details)
    right = registry.verify_right(actor=market.actor("lead"), right=right)
    offered = listing(market, "A-1", markets=[region])
    found = choose(region, kind, database_now(), reason=reason)
    draft = services.save_draft(
        actor=market.actor("brand"), right=right, region=region, listings=[offered.id],
        reason=reason or found.reasons_for(kind)[0].code, statement="They are not ours.",
        elements=filled(found.notice),
    )  # fmt: skip
    filed = services.file_complaint(actor=market.actor("brand"), reference=draft.reference)
    assert filed.state == "accepted", filed.missing
    case = only_case(filed)
    assert case.pack_code == pack
    return case


def countered(market, case: Case) -> None:
    """The seller contests what was removed, or is asked about, with all that the form wants."""
    pack = of_case(case, database_now())
    services.answer(
        actor=market.actor("seller"), reference=case.reference, statement="It is my own photograph.",
        answers={item.id: "counter_notice" for item in case.items.all()}, elements=filled(pack.counter_notice.elements),
    )  # fmt: skip


def running(case: Case) -> dict[str, Clock]:
    return {clock.kind: clock for clock in Clock.objects.filter(about_id=case.id, state="running")}


def fire(clock: Clock, consequence) -> datetime:
    """The clock runs out; the moment after which what was decided by it has taken effect."""
    consequence(clock, clock.next_at)
    Clock.objects.filter(id=clock.id).update(state="fired")
    return clock.next_at + timedelta(minutes=2)


def state_of(case: Case) -> str:
    return case.items.get().state


@pytest.mark.parametrize(
    ("pack", "region", "by", "lower", "upper"),
    [
        ("us-dmca", "US", "business_days", 10, 14),
        ("kr-copyright", "KR", "calendar_days", 7, 14),
        ("cn-ecl", "CN", "calendar_days", 15, 15),
    ],
)
def test_what_was_removed_on_a_notice_goes_back_by_the_law_of_the_region(market, pack, region, by, lower, upper):
    with market.inside():
        case = complained(market, pack, region, reason="pirated_goods")
        let_it_take_effect(case)
        assert state_of(case) == "in_effect"
        countered(market, case)
        clock = running(case)["put_back"]
        assert (clock.unit, clock.lower, clock.upper, clock.basis) == (by, lower, upper, "law")
        fire(clock, on_put_back)
        assert state_of(case) == "reversed"


def test_taiwan_counts_from_receipt_and_from_forwarding_and_the_first_that_ends_puts_back(market):
    with market.inside():
        case = complained(market, "tw-copyright", "TW")
        let_it_take_effect(case)
        countered(market, case)
        clocks = running(case)
        assert (clocks["litigation"].starts_on, clocks["litigation"].upper) == ("counter_notice_delivered", 10)
        assert (clocks["put_back"].starts_on, clocks["put_back"].upper) == ("counter_notice_forwarded", 14)
        fire(clocks["litigation"], on_put_back)
        assert state_of(case) == "reversed"
        assert "put_back" not in running(case)


def test_the_time_of_the_other_side_counts_from_when_the_counter_notice_reached_it(market):
    with market.inside():
        case = complained(market, "tw-copyright", "TW")
        let_it_take_effect(case)
        countered(market, case)
        before = running(case)
        letter = Notice.objects.get(case=case, letter="counter_notice")
        later = before["litigation"].started_at + timedelta(days=3)
        note_taken(letter.id, later)
        after = running(case)
        assert after["litigation"].started_at == later
        assert after["litigation"].due_at > before["litigation"].due_at
        assert after["put_back"].due_at == before["put_back"].due_at, "that one counts from the forwarding"
        note_taken(letter.id, later + timedelta(days=9))
        assert running(case)["litigation"].due_at == after["litigation"].due_at, "it is delivered once"


def test_the_network_rule_of_china_restores_at_once_and_hears_no_second_notice(market):
    with market.inside():
        case = complained(market, "cn-network", "CN", reason="picture_copied")
        let_it_take_effect(case)
        countered(market, case)
        clock = running(case)["put_back"]
        assert clock.next_at == clock.started_at
        fire(clock, on_put_back)
        assert state_of(case) == "reversed"
        again = services.save_draft(
            actor=market.actor("brand"), right=case.right, region="CN", reason="picture_copied", statement="Again.",
            listings=[case.items.get().listing_id],
        )  # fmt: skip
        with pytest.raises(Invalid):
            services.file_complaint(actor=market.actor("brand"), reference=again.reference)
        assert again.listings.get().problem == ""


def test_a_regime_is_chosen_by_what_is_wrong(market):
    with market.inside():
        accounts.choose_pack(actor=market.actor("lead"), pack_code="cn-network")
        assert complained(market, "cn-ecl", "CN", reason="pirated_goods").pack_code == "cn-ecl"


def test_india_blocks_for_21_days_without_a_counter_notice_and_then_puts_back(market):
    with market.inside():
        case = complained(market, "in-copyright", "IN")
        clocks = running(case)
        assert (clocks["remove"].unit, clocks["remove"].upper) == ("hours", 36)
        assert (clocks["dispose"].upper, clocks["dispose"].starts_on) == (7, "complaint_filed")
        let_it_take_effect(case)
        with pytest.raises(Invalid):
            countered(market, case)
        block = running(case)["block"]
        assert (block.upper, block.starts_on) == (21, "notice_complete")
        fire(block, on_block_lapses)
        assert state_of(case) == "reversed"


def test_an_order_of_a_court_keeps_an_indian_block_and_must_be_obeyed_in_three_hours(market):
    with market.inside():
        case = complained(market, "in-copyright", "IN")
        let_it_take_effect(case)
        services.show_paper(
            actor=market.actor("brand"), reference=case.reference, code="order_against_seller",
            court="High Court of Delhi", number="CS(COMM) 1/2026", filed_on=database_now().date(),
        )  # fmt: skip
        clocks = running(case)
        assert "block" not in clocks
        assert (clocks["obey_order"].unit, clocks["obey_order"].upper) == ("hours", 3)
        assert state_of(case) == "in_effect"


def test_canada_passes_the_notice_on_and_removes_nothing(market):
    with market.inside():
        case = complained(market, "ca-notice", "CA")
        assert (state_of(case), case.state) == ("forwarded", "closed")
        assert "forward_notice" not in running(case)
        assert "removed nothing" in case.notices.get(letter="notice").body
        with pytest.raises(Invalid):
            countered(market, case)
        services.answer(actor=market.actor("seller"), reference=case.reference, answers={case.items.get().id: "delete"})
        assert state_of(case) == "decided"


def test_silence_for_seven_days_removes_in_japan_and_can_be_contested_after(market):
    with market.inside():
        case = complained(market, "jp-platform", "JP")
        clock = running(case)["answer"]
        assert (clock.upper, clock.unit, clock.basis) == (7, "calendar_days", "law")
        moment = fire(clock, on_silence_removes)
        case.refresh_from_db()
        assert case.items.get().decisions.get().ground == "silence.seller"
        let_it_take_effect(case, at=moment)
        assert state_of(case) == "in_effect"
        countered(market, case)
        assert state_of(case) == "contested"
        case.refresh_from_db()
        assert case.state == "deciding"
        services.decide(
            actor=market.actor("reviewer"), reference=case.reference,
            choices={case.items.get().id: services.Choice("dismissed.no_evidence", "The picture is the seller's.")},
        )  # fmt: skip
        let_it_take_effect(case)
        assert state_of(case) == "reversed"


def test_both_sides_speak_in_turn_and_a_silent_complainant_loses(market):
    with market.inside():
        case = complained(market, "br-notice", "BR")
        countered(market, case)
        assert case.notices.filter(letter="reply_asked").count() == 1
        item = case.items.get()
        with pytest.raises(Conflict):
            services.decide(
                actor=market.actor("reviewer"), reference=case.reference,
                choices={item.id: services.Choice("dismissed.no_evidence")},
            )  # fmt: skip
        moment = fire(running(case)["reply"], on_complainant_silent)
        assert Turn.objects.get().silent
        assert case.items.get().decisions.get().ground == "silence.complainant"
        let_it_take_effect(case, at=moment)
        assert state_of(case) == "in_effect"


def test_after_the_rounds_a_reviewer_decides(market):
    with market.inside():
        case = complained(market, "preset-three-rounds", "NO", preset="NO")
        countered(market, case)
        ids = list(case.items.values_list("id", flat=True))
        said = [("brand", "They are ours."), ("seller", "They are not."), ("brand", "They are.")]
        for who, words in said:
            services.take_turn(actor=market.actor(who), reference=case.reference, items=ids, statement=words)
        with pytest.raises(Conflict):
            services.take_turn(actor=market.actor("brand"), reference=case.reference, items=ids, statement="Again.")
        fire(running(case)["rejoin"], on_seller_silent)
        case.refresh_from_db()
        assert (state_of(case), case.state) == ("contested", "deciding")
        assert [(turn.side, turn.number, turn.silent) for turn in Turn.objects.order_by("id")] == [
            ("complainant", 1, False), ("seller", 1, False), ("complainant", 2, False), ("seller", 2, True),
        ]  # fmt: skip
        services.decide(
            actor=market.actor("reviewer"), reference=case.reference,
            choices={ids[0]: services.Choice("copying.goods", "Compared.")},
        )  # fmt: skip


def test_what_was_made_inactive_comes_back_when_the_complainant_does_not_reply_in_four_days(market):
    with market.inside():
        case = complained(market, "preset-four-days", "NO", preset="NO")
        let_it_take_effect(case)
        assert state_of(case) == "in_effect"
        countered(market, case)
        clock = running(case)["reply"]
        assert (clock.upper, clock.unit) == (4, "calendar_days")
        let_it_take_effect(case, at=fire(clock, on_complainant_silent))
        assert state_of(case) == "reversed"


def test_the_union_confirms_receipt_and_gives_six_months_and_a_body_of_ninety_days(market):
    with market.inside():
        case = complained(market, "eu-dsa", "DE", kind="trademark")
        receipt = Clock.objects.get(kind="receipt")
        assert (receipt.state, receipt.stopped_by, receipt.upper) == ("stopped", "receipt_sent", None)
        assert running(case)["answer"].calendar == "DE"
        services.show_paper(
            actor=market.actor("seller"), reference=case.reference, code="body_seized", court="A certified body",
            number="7", filed_on=database_now().date(),
        )  # fmt: skip
        body = running(case)["body"]
        assert (body.upper, body.unit) == (90, "calendar_days")
        longer = services.extend_clock(
            actor=market.actor("reviewer"), reference=case.reference, clock=body.id, reasons="It is highly complex."
        )
        assert longer.upper == 180
        assert longer.started_at == body.started_at
        with pytest.raises(Conflict):
            services.extend_clock(
                actor=market.actor("reviewer"), reference=case.reference, clock=longer.id, reasons="Still."
            )


def test_a_paper_for_the_complainant_alone_is_not_the_sellers_to_show(market):
    with market.inside():
        case = complained(market, "us-dmca", "US")
        let_it_take_effect(case)
        countered(market, case)
        paper = {"code": "court_action", "court": "SDNY", "number": "1", "filed_on": database_now().date()}
        with pytest.raises(Denied):
            services.show_paper(actor=market.actor("seller"), reference=case.reference, **paper)
        paper["filed_on"] += timedelta(days=1)
        with pytest.raises(Invalid):
            services.show_paper(actor=market.actor("brand"), reference=case.reference, **paper)
        assert state_of(case) == "contested"


def test_an_order_is_carried_out_by_a_reviewer_who_has_read_it(market, case):
    with market.inside():
        ids = list(case.items.values_list("id", flat=True))
        paper = services.show_paper(
            actor=market.actor("brand"), reference=case.reference, code="order_against_seller", court="LG Hamburg",
            number="327 O 1/26", filed_on=database_now().date(),
        )  # fmt: skip
        assert set(case.items.values_list("state", flat=True)) == {"open"}
        services.decide_by_paper(
            actor=market.actor("reviewer"), reference=case.reference, paper=paper.id, items=ids[:2]
        )
        let_it_take_effect(case)
        assert sorted(case.items.values_list("state", flat=True)) == ["in_effect", "in_effect", "open"]


def test_a_corrected_listing_is_looked_at_as_it_is_now(market, case):
    with market.inside():
        item = case.items.first()
        answer = {"actor": market.actor("seller"), "reference": case.reference, "answers": {item.id: "correct"}}
        with pytest.raises(Invalid):
            services.answer(**answer)
        sellers.revise_listing(actor=market.actor("seller"), listing=item.listing, title="Plain travel bag")
        services.answer(**answer)
        assert case.items.get(id=item.id).state == "contested"


def test_a_seller_keeps_selling_against_a_security_that_a_reviewer_accepts(market):
    with market.inside():
        case = complained(market, "cn-ecl", "CN", reason="pirated_goods")
        let_it_take_effect(case)
        countered(market, case)
        item = case.items.get()
        offer = {
            "actor": market.actor("seller"), "reference": case.reference, "items": [item.id], "form": "deposit",
            "amount": 500_000, "currency": "CNY",
        }  # fmt: skip
        with pytest.raises(Conflict):
            services.offer_security(**offer)
        accounts.tighten_rule(actor=market.actor("lead"), pack_code="cn-ecl", what="option", code="security")
        security = services.offer_security(**offer)
        services.judge_security(
            actor=market.actor("reviewer"), reference=case.reference, security=security.id, outcome="accepted"
        )
        item.listing.refresh_from_db()
        assert state_of(case) == "contested"
        assert not item.remedies.exclude(state="reversed").exists()
        with pytest.raises(Conflict):
            services.judge_security(
                actor=market.actor("reviewer"), reference=case.reference, security=security.id, outcome="called"
            )
