"""The pure cores of risk and sampling, and what follows at docks from them."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.models import Entry
from fulfillment import services
from fulfillment.models import GoodsRisk, RiskOutcome, SamplingChange
from fulfillment.risk.measure import FEWEST, OUTCOMES, Estimate, Outcome, by_low_end, estimate, factor
from fulfillment.sampling.rule import CEILING, FLOOR, START, WORDS, Figures, is_chosen, next_share, share_of
from fulfillment.services import Inspected, Said
from fulfillment.services.risks import count_again, note_outcome
from fulfillment.services.sampling import figures_of, set_share, sweep_sampling
from sellers.models import QualityFact
from tenancy.context import database_now
from tests.fulfillment.goods import a_paper, a_site, goods, today

DAY = date(2026, 11, 1)
outcomes = st.lists(
    st.builds(
        lambda weight, ago: Outcome(weight.bad, weight.good, DAY - timedelta(days=ago)),
        st.sampled_from(sorted(OUTCOMES.values(), key=lambda one: (one.bad, one.good))), st.integers(0, 4000),
    ),
    max_size=40,
)  # fmt: skip
BAD, GOOD = Outcome(1000, 0, DAY), Outcome(0, 1000, DAY)


@given(outcomes, st.randoms())
def test_a_risk_is_a_band_round_its_mean_and_does_not_depend_on_the_order(found, random):
    one = estimate(found, DAY)
    assert 0 <= one.low_bp <= one.mean_bp <= one.high_bp <= 10_000
    mixed = list(found)
    random.shuffle(mixed)
    assert estimate(mixed, DAY) == one
    assert one.outcomes == len(found)


@given(outcomes)
def test_bad_raises_good_lowers_and_time_forgets(found):
    before = estimate(found, DAY)
    assert estimate([*found, BAD], DAY).mean_bp >= before.mean_bp
    assert estimate([*found, GOOD], DAY).mean_bp <= before.mean_bp
    usual = estimate([], DAY).mean_bp
    late = estimate(found, DAY + timedelta(days=365 * 30))
    assert abs(late.mean_bp - usual) <= 2


@given(outcomes)
def test_no_single_event_decides(found):
    before = estimate(found, DAY)
    after = estimate([*found, BAD], DAY)
    assert after.mean_bp - before.mean_bp <= 500
    for many in range(FEWEST):
        assert factor(estimate([BAD] * many, DAY)) == 1.0
    assert factor(estimate([BAD] * 30, DAY)) == 3.0
    assert 1.0 <= factor(after) <= 3.0


def test_the_measure_says_what_many_outcomes_say():
    assert estimate([], DAY).mean_bp == 500
    many = estimate([BAD] * 300 + [GOOD] * 700, DAY)
    assert 2_850 <= many.mean_bp <= 3_000
    assert many.high_bp - many.low_bp < 500
    old = estimate([Outcome(1000, 0, DAY - timedelta(days=365))], DAY)
    assert old.mean_bp == round(10_000 * 1.5 / 20.5)
    assert by_low_end(0) == 1.0
    assert factor(Estimate(1_000, 2_000, 3_000, 3)) == 2.0


figures = st.builds(
    lambda scans, held, asked, late, due, settled: Figures(
        scans, min(held, scans), asked, min(late, asked), due, min(settled, due)
    ),
    *[st.integers(0, 5_000)] * 6,
)


@given(st.integers(0, 10_000), figures)
def test_a_share_keeps_between_floor_and_ceiling_and_says_why(before, seen):
    found = next_share(before, seen)
    assert FLOOR <= found.share_bp <= CEILING
    assert found.reasons
    assert set(found.reasons) <= set(WORDS)
    assert next_share(0, seen).share_bp == START
    facts = {"scans": 1, "held": 1, "asked": 1, "late": 1, "due": 1, "settled": 1}
    assert all(str(WORDS[one]) % facts for one in found.reasons)


@given(st.integers(FLOOR, CEILING), figures)
def test_worse_figures_never_lower_a_share(before, seen):
    worse = Figures(seen.scans, seen.scans, seen.asked, seen.asked, seen.due, 0)
    assert next_share(before, worse).share_bp >= next_share(before, seen).share_bp


@given(st.binary(min_size=16, max_size=16), st.integers(0, 10_000), st.integers(0, 10_000))
def test_who_is_chosen_at_a_share_is_chosen_at_a_higher_one(mark, one, other):
    low, high = sorted((one, other))
    assert is_chosen(b"key", mark, low) <= is_chosen(b"key", mark, high)
    assert is_chosen(b"key", mark, 10_000)
    assert not is_chosen(b"key", mark, 0)


def test_as_many_are_chosen_as_are_asked_and_another_key_chooses_others():
    marks = [uuid4().bytes for _number in range(20_000)]
    first = {mark for mark in marks if is_chosen(b"key", mark, 500)}
    second = {mark for mark in marks if is_chosen(b"other", mark, 500)}
    assert 850 <= len(first) <= 1_150
    assert len(first & second) < 120
    assert share_of(500, 0) == 500
    assert share_of(500, 1_000) == 1_000
    assert share_of(2_500, 10_000) == 7_500


@pytest.fixture
def flask(market):
    return goods(market)


def test_what_becomes_of_held_goods_counts_for_maker_lane_and_place_once(market, flask):
    [seen] = flask.scan(flask.label("HF001000"))
    hold = services.hold_box(actor=market.actor("scanner"), scan=seen.check)
    hold = services.order_destruction(actor=market.actor("logistics"), hold=hold, said=Said(words="Copies."))
    assert not GoodsRisk.objects.exists()
    hold = services.confirm_destruction(
        actor=market.actor("lead"), hold=hold, confirmed=False, said=Said(words="Wait.")
    )
    services.settle_hold(actor=market.actor("lead"), hold=hold, deed="return", said=Said(words="Back."))
    assert set(GoodsRisk.objects.values_list("kind", "outcomes")) == {("supplier", 1), ("lane", 1), ("site", 1)}
    assert GoodsRisk.objects.get(kind="lane").about == "CN>PL"
    risk = GoodsRisk.objects.get(kind="supplier")
    row = risk.adjustments.get()
    assert (row.outcome, row.cause, row.before_bp) == ("returned", hold.reference, 500)
    assert row.after_bp == risk.mean_bp > 500
    assert Entry.objects.filter(verb="goods.risk").count() == 3
    note_outcome(actor=market.system, outcome="returned", cause=hold.reference, now=database_now(), supplier=risk.party)
    assert RiskOutcome.objects.filter(risk=risk).count() == 1
    count_again(risk, database_now() + timedelta(days=3650))
    assert risk.mean_bp == 500


def test_an_inspection_counts_for_the_maker_and_its_visible_to_itself_alone(market, flask):
    said = Inspected(result="reject", inspected_on=today(), seen=10, found_fault=2, words="The lid leaks.")
    services.inspect_batch(actor=market.actor("brand"), batch=flask.batch, said=said)
    risk = GoodsRisk.objects.get()
    assert risk.party == market.parties["supplier"]
    assert list(GoodsRisk.objects.visible_to(market.actor("supplier"))) == [risk]
    assert not GoodsRisk.objects.visible_to(market.actor("logistics")).exists()
    assert list(GoodsRisk.objects.visible_to(market.actor("lead"))) == [risk]


def test_a_round_sets_the_share_of_each_partner_once_a_week(market, flask):
    now = database_now()
    assert sweep_sampling(actor=market.system, now=now) == now + timedelta(days=1)
    first = SamplingChange.objects.get()
    assert (first.before_bp, first.share_bp, first.reasons) == (0, START, ["first"])
    flask.dock.refresh_from_db()
    assert flask.dock.sampled_bp == START
    assert a_site(market, "Dock 5").sampled_bp == START
    party = market.parties["logistics"]
    assert set_share(actor=market.system, party=party, now=now + timedelta(days=6)) is None
    flask.dock.sampled_bp = 0  # nothing of what follows is sampled
    flask.scan(*[flask.label(f"HF{number:06}") for number in range(100, 120)])
    flask.scan(flask.label("XX1"), flask.label("XX2"))
    second = set_share(actor=market.system, party=party, now=now + timedelta(days=8))
    assert second.reasons == ["many_held"]
    assert second.share_bp == 750
    assert second.facts["scans"] == 22
    assert Entry.objects.filter(verb="sampling.changed").count() == 2
    assert list(SamplingChange.objects.visible_to(market.actor("logistics"))) != []
    assert not SamplingChange.objects.visible_to(market.actor("other_logistics")).exists()


def test_a_dock_asks_for_the_same_pieces_until_they_were_inspected(market, flask):
    flask.dock.sampled_bp = 5_000
    labels = [flask.label(f"HF{number:06}") for number in range(200, 240)]
    answers = [one.check.answer for one in flask.scan(*labels)]
    assert set(answers) == {"ship", "ask"}
    assert [one.check.answer for one in flask.scan(*labels, step="shipped")] == answers
    chosen = labels[answers.index("ask")]
    [asked] = flask.scan(chosen)
    assert [one["code"] for one in asked.check.reasons] == ["sample"]
    assert flask.scan(chosen, step="inspected")[0].check.answer == "ship"
    assert flask.scan(chosen, step="shipped")[0].check.answer == "ship"
    figures = figures_of(market.parties["logistics"], database_now() + timedelta(hours=30))
    assert figures.asked == answers.count("ask")
    assert figures.late == figures.asked - 1


def test_more_is_looked_at_of_a_maker_whose_goods_turned_out_bad(market, flask):
    flask.dock.sampled_bp = 2_000
    labels = [flask.label(f"HF{number:06}") for number in range(300, 360)]
    before = [one.check.answer for one in flask.scan(*labels)].count("ask")
    for number in range(25):
        note_outcome(
            actor=market.system,
            outcome="destroyed",
            cause=f"HO{number}",
            now=database_now(),
            supplier=market.parties["supplier"],
        )
    after = [one.check.answer for one in flask.scan(*labels)]
    assert after.count("ask") > before
    assert "hold" not in after


def test_goods_destroyed_as_fake_go_on_the_sellers_record(market, flask):
    seller = market.parties["seller"]
    [seen] = flask.scan(flask.label("HF001000"), seller=seller.reference)
    hold = services.hold_box(actor=market.actor("scanner"), scan=seen.check)
    services.answer_hold(actor=market.actor("brand"), hold=hold, answer="fake", said=Said(words="Printed."))
    hold = services.order_destruction(actor=market.actor("logistics"), hold=hold, said=Said(words="Copies."))
    assert not QualityFact.objects.exists()
    paper = Said(words="Shredded.", document=a_paper())
    services.confirm_destruction(actor=market.actor("lead"), hold=hold, confirmed=True, said=paper)
    fact = QualityFact.objects.get()
    assert (fact.seller, fact.kind, fact.source) == (seller, "suspected_fake", "warehouse")
    assert fact.cause == f"hold {hold.reference}"
    assert set(GoodsRisk.objects.values_list("adjustments__outcome", flat=True)) == {"destroyed"}
