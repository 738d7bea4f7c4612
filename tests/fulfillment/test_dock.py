"""The answer at a dock: what ships, what is held, what is asked, and that it is kept."""

from datetime import timedelta
from unittest.mock import patch
from uuid import uuid4

import pytest

from audit.models import Entry
from fulfillment import services
from fulfillment.models import Batch, Check, Unit, UnitSignal
from fulfillment.services import Inspected, Made, Scanned
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound
from tests.fulfillment.goods import GTIN, ROTTERDAM, SINGAPORE, a_paper_of, a_site, goods, today


def codes(checked):
    return [one["code"] for one in checked.check.reasons]


def answers(found):
    return [one.check.answer for one in found]


@pytest.fixture
def flask(market):
    return goods(market)


def test_a_number_of_the_range_ships_and_is_known_from_then_on(flask):
    first, second = flask.scan(flask.label("HF000123"), flask.label("HF-000999"), step="shipped")
    assert answers([first, second]) == ["ship", "ship"]
    assert first.product == flask.product
    assert first.batch == flask.batch
    assert set(Unit.objects.values_list("state", flat=True)) == {"shipped"}
    entry = Entry.objects.filter(verb="dock.scanned").latest("id")
    assert b'"ship":2' in bytes(entry.data)


def test_a_number_that_nobody_issued_is_held_and_said_once(flask):
    found = flask.scan(flask.label("HF001000"), flask.label("HF001000"), flask.label("XX000123"))
    assert answers(found) == ["hold"] * 3
    assert codes(found[0]) == ["unknown"]
    assert UnitSignal.objects.filter(kind="unknown").count() == 2
    assert not Unit.objects.exists()


def test_what_was_made_before_enrolment_is_asked_never_called_fake(market, flask):
    old = Made(lot="A0001", made_on=today(-200), quantity=50, country="CN")
    services.add_batch(actor=market.actor("brand"), product=flask.product, said=old)
    with_number, without = flask.scan(flask.label("OLD1", "A0001"), f"(01){GTIN}(10)A0001")
    assert answers([with_number, without]) == ["ask", "ask"]
    assert codes(with_number) == codes(without) == ["before_enrolment"]


def test_a_box_whose_number_is_missing_or_whose_product_nobody_knows_is_asked(flask):
    found = flask.scan(f"(01){GTIN}", "04012345678901", "(01)04006381333932(21)HF000123", "what is this?")
    assert answers(found) == ["ask"] * 4
    assert [codes(one)[0] for one in found] == ["number_missing", "product_unknown", "unreadable", "unreadable"]
    assert "check digit" in found[2].wrong


def test_the_same_number_in_two_far_places_at_once_is_held(market, flask):
    far = a_site(market, "Keppel", SINGAPORE, country="SG")
    first = flask.scan(flask.label("HF000200"))
    second = flask.scan(flask.label("HF000200"), site=far)
    assert answers([*first, *second]) == ["ship", "hold"]
    assert "places" in codes(second[0])
    signal = UnitSignal.objects.get(kind="places")
    assert signal.facts["kilometres"] > 9000
    assert signal.brand == flask.brand
    again = flask.scan(flask.label("HF000200"))
    assert answers(again) == ["hold"]
    assert UnitSignal.objects.filter(kind="places").count() == 1


def test_the_same_box_scanned_again_and_a_plausible_way_say_nothing(market, flask):
    other = a_site(market, "Maasvlakte", ROTTERDAM, country="NL")
    now = database_now()
    label = flask.label("HF000300")
    flask.scan(label, at=now - timedelta(days=5), device="gun", step="received")
    flask.scan(label, at=now - timedelta(days=5) + timedelta(minutes=2), device="gun", step="received")
    flask.scan(label, at=now - timedelta(days=4), device="gun", step="shipped")
    found = flask.scan(label, site=other, at=now - timedelta(days=2), device="gate", step="received")
    assert answers(found) == ["ship"]
    assert not UnitSignal.objects.exists()


def test_what_was_sold_and_did_not_come_back_is_held_in_a_warehouse(flask):
    label, now = flask.label("HF000301"), database_now()
    for step, days in (("shipped", 6), ("sold", 4)):
        flask.scan(label, step=step, at=now - timedelta(days=days), device="gun", sent_at=now)
    assert codes(flask.scan(label, device="gun")[0]) == ["after_sale"]


def test_what_a_device_alone_says_of_long_ago_holds_nothing(flask):
    label, now = flask.label("HF000301"), database_now()
    for step, days in (("shipped", 6), ("sold", 4)):
        flask.scan(label, step=step, at=now - timedelta(days=days), device="gun")
    assert Check.objects.filter(doubtful=True).count() == 2
    assert codes(flask.scan(label, device="gun")[0]) == []
    other = flask.label("HF000302")
    for step, days in (("shipped", 6), ("sold", 4), ("returned", 2)):
        found = flask.scan(other, step=step, at=now - timedelta(days=days), device="gun")
    assert answers(found) == ["ship"]
    assert answers(flask.scan(other, step="shipped", device="gun", at=now - timedelta(hours=3))) == ["ship"]


def test_a_batch_that_was_recalled_refused_or_has_expired_is_held(market, flask):
    label = flask.label("HF000400")
    brand = market.actor("brand")
    services.inspect_batch(
        actor=brand, batch=flask.batch,
        said=Inspected(result="reject", inspected_on=today(), seen=10, found_fault=2, words="The lid leaks."),
    )  # fmt: skip
    assert codes(flask.scan(label)[0]) == ["refused"]
    accepted = Inspected(result="accept", inspected_on=today(), seen=20, found_fault=0, words="")
    services.inspect_batch(actor=brand, batch=flask.batch, said=accepted)
    assert answers(flask.scan(label)) == ["ship"]
    services.recall(actor=brand, batch=flask.batch, why="The lid leaks.")
    assert codes(flask.scan(label)[0]) == ["recalled"]
    spent = Made(lot="E1", made_on=today(-50), expires_on=today(-1), quantity=5, country="CN")
    services.add_batch(actor=brand, product=flask.product, said=spent)
    assert codes(flask.scan(flask.label("HF000401", "E1"))[0]) == ["expired"]


def test_more_pieces_than_were_certified_do_not_leave(market, flask):
    services.certify(actor=market.actor("supplier"), batch=flask.batch, said=a_paper_of(flask.batch, 2))
    numbers = ["HF000500", "HF000501", "HF000502"]
    flask.scan(*map(flask.label, numbers), step="received")
    assert answers(flask.scan(*map(flask.label, numbers[:2]), step="shipped")) == ["ship", "ship"]
    assert Batch.objects.get().out == 2
    third = flask.scan(flask.label(numbers[2]), step="shipped")
    assert codes(third[0]) == ["over"]
    assert third[0].check.reasons[0]["facts"] == {"lot": "B7731", "out": 2, "most": 2}


def test_a_piece_that_is_scanned_for_the_first_time_as_it_leaves_counts_as_gone(market, flask):
    services.certify(actor=market.actor("supplier"), batch=flask.batch, said=a_paper_of(flask.batch, 2))
    label = flask.label("HF000510")
    assert answers(flask.scan(label, flask.label("HF000511"), step="shipped")) == ["ship", "ship"]
    flask.scan(label, step="shipped")
    assert Batch.objects.get().out == 2
    assert codes(flask.scan(flask.label("HF000512"), step="shipped")[0]) == ["over"]


def test_a_scan_that_is_sent_twice_is_one(flask):
    sent = uuid4()
    first = flask.scan(flask.label("HF000600"), sent=sent)
    second = flask.scan(flask.label("HF000600"), sent=sent)
    assert second[0].known
    assert second[0].check.id == first[0].check.id
    assert Check.objects.count() == 1


def test_a_clock_that_is_a_day_fast_does_not_put_goods_in_two_places(market, flask):
    other = a_site(market, "Keppel", SINGAPORE, country="SG")
    now = database_now()
    label = flask.label("HF000700")
    flask.scan(flask.label("HF000701"), device="fast", at=now + timedelta(days=1))
    flask.scan(label, device="fast", at=now + timedelta(days=1, minutes=1))
    row = Check.objects.filter(device="fast").latest("id")
    assert abs(row.at - now) < timedelta(minutes=5)
    with pytest.raises(Invalid):
        flask.scan(label, site=other, at=now - timedelta(days=40))


def test_a_bad_read_that_is_followed_by_the_right_one_is_settled(flask):
    flask.scan(flask.label("HF000801"), device="gun")
    flask.scan(flask.label("HF00081"), device="gun")
    assert UnitSignal.objects.get().state == "open"
    flask.scan(flask.label("HF000812"), device="gun")
    assert UnitSignal.objects.get().state == "misread"


def test_a_bad_read_and_the_right_one_that_come_together_are_settled(flask):
    now = database_now()
    scans = [
        Scanned(code=flask.label(serial), step="received", device="gun", at=now + timedelta(seconds=seconds))
        for serial, seconds in (("HF00081", -30), ("HF000813", -10))
    ]
    services.check(actor=flask.market.actor("scanner"), site=flask.dock, scans=scans)
    assert UnitSignal.objects.get().state == "misread"


def test_torn_labels_of_several_pieces_read_alike_and_that_is_all_that_is_said(market, flask):
    other = a_site(market, "Keppel", SINGAPORE, country="SG")
    flask.scan(flask.label("HF0"))
    assert codes(flask.scan(flask.label("HF0"), site=other)[0]) == ["unknown"]


def test_what_a_buyer_may_have_mistyped_is_a_sign_once_it_is_read_on_two_occasions(market):
    flask = goods(market, source="list")
    services.take_in_list(actor=market.actor("brand"), product=flask.product, numbers=["HF000137"])
    for days in (-2, -1):
        with patch("fulfillment.services.buyers.database_now", return_value=database_now() + timedelta(days=days)):
            assert services.check_as_buyer(code=flask.label("HF000173", lot="")).verdict == "suspicious"
        assert UnitSignal.objects.filter(kind="unknown").count() == (1 if days == -1 else 0)
    services.check_as_buyer(code=flask.label("K77-2031", lot=""))
    assert UnitSignal.objects.filter(kind="unknown").count() == 2, "this one is near to none that was issued"
    services.check_as_buyer(code=f"https://id.gs1.org/01/{GTIN}/21/HF000173".replace("173", "37"))
    assert UnitSignal.objects.filter(kind="unknown").count() == 3, "a camera does not mistype"


def test_strangers_and_closed_places_are_refused(market, flask):
    theirs = a_site(market, "Mill", who="brand", kind="factory")
    with pytest.raises(NotFound):
        flask.scan(flask.label("HF000900"), site=theirs)
    services.close_site(actor=market.actor("logistics"), site=flask.dock)
    flask.dock.refresh_from_db()
    with pytest.raises(Conflict):
        flask.scan(flask.label("HF000900"))
