"""The scans by which the detector of copied codes is measured: as many frauds as asked for, all knowable, and no decoy is one."""

import random
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bench.unit_devices import Devices
from bench.unit_frauds import CLONED, IMPOSSIBLE_TRAVEL, OUT_OF_RANGE, Frauds
from bench.unit_lives import Lives
from bench.unit_readings import Event, Unit
from bench.unit_referee import contradiction, known_from, too_fast
from bench.unit_scans import make
from bench.unit_world import Batch, Issue, World, products, sites

DECOYS = (
    "before_enrolment clock_error cross_dock cycle_count fast_air late many_checks mis_read mis_read_well_formed missed"
    " neighbour_read resale rescan return shelf_check transfer two_cities"
).split()
STEPS = {"applied", "received", "shipped", "sold", "returned", "checked", "inspected"}
MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def drawn():
    return make(20261124)


@pytest.fixture(scope="module")
def reads(drawn):
    """What was read of each code, at its true moments, in the order of receipt."""
    _, scans, truth = drawn
    found = defaultdict(list)
    for index, (s, moment) in enumerate(zip(scans, truth.happened, strict=True)):
        found[s.gtin, s.serial].append((index, Event(moment, s.site, s.step, s.gtin, s.serial, s.device)))
    return found


@pytest.fixture(scope="module")
def by_device(drawn):
    found = defaultdict(list)
    for s, moment in zip(drawn[1], drawn[2].happened, strict=True):
        found[s.device].append((moment, s))
    return {device: sorted(all_, key=lambda one: one[0]) for device, all_ in found.items()}


def misread(truth):
    return truth.decoys["mis_read"] | truth.decoys["mis_read_well_formed"]


def issued(world, scan):
    return world.issued_at(scan.gtin, scan.serial) is not None or scan.gtin in world.with_older_stock


def is_meant(garbled, right):
    """Whether the one is what came of the other: its GTIN, the end of its serial or one character of it was lost."""
    if garbled.gtin != right.gtin:
        return garbled.serial == right.serial
    if len(garbled.serial) < len(right.serial):
        return right.serial.startswith(garbled.serial)
    return sum(a != b for a, b in zip(garbled.serial, right.serial, strict=False)) == 1


def check_digit_holds(gtin):
    return sum(int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(gtin)) % 10 == 0


def test_there_are_as_many_as_asked_for(drawn, reads):
    _, scans, truth = drawn
    assert len(scans) == 100_000
    assert 24_000 < len(reads) < 36_000
    assert {kind: len(codes) for kind, codes in truth.frauds.items()} == {
        "cloned": 500, "out_of_range": 200, "impossible_travel": 100,
    }  # fmt: skip
    assert {kind: len(codes) for kind, codes in truth.variants.items()} == CLONED | OUT_OF_RANGE | IMPOSSIBLE_TRAVEL
    assert len(truth.fraudulent()) == 800, "no code is of two kinds"
    assert truth.fraudulent() <= set(reads)


def test_scans_come_in_the_order_of_receipt_and_late_ones_out_of_the_order_of_reading(drawn):
    world, scans, truth = drawn
    assert all(a.received_at <= b.received_at for a, b in pairwise(scans))
    assert all(s.at.tzinfo and s.received_at.tzinfo and s.step in STEPS and s.site in world.sites for s in scans)
    assert all(s.received_at >= moment for s, moment in zip(scans, truth.happened, strict=True))
    assert sum(b < a for a, b in zip(truth.happened, truth.happened[1:], strict=False)) > 100
    assert {s.step for s in scans} == STEPS


def test_one_body_can_have_done_all_that_is_read_of_a_genuine_code(drawn, reads):
    world, _, truth = drawn
    frauds = truth.fraudulent() | misread(truth)
    odd = {code: contradiction([e for _, e in found], world) for code, found in reads.items() if code not in frauds}
    assert {code: why for code, why in odd.items() if why} == {}


def test_no_body_can_have_done_what_is_read_of_a_fraud_and_from_when_that_is_known(drawn, reads):
    world, scans, truth = drawn
    assert set(truth.known_from) == truth.fraudulent()
    for code, index in truth.known_from.items():
        assert (scans[index].gtin, scans[index].serial) == code
        events = [event for at, event in reads[code] if at <= index]
        assert contradiction(events, world), code
        assert not contradiction(events[:-1], world) or contradiction(events[:-1], world) == "not issued", code


def test_a_decoy_is_no_fraud_and_every_kind_is_there(drawn, reads):
    _, _, truth = drawn
    assert sorted(truth.decoys) == DECOYS
    for kind, codes in truth.decoys.items():
        assert len(codes) >= 20, kind
        assert not codes & truth.fraudulent(), kind
        assert codes <= set(reads), kind


def test_invented_serials_are_of_the_kind_they_say(drawn, reads):
    world, scans, truth = drawn
    assert {gtin for gtin, _ in truth.fraudulent()} <= set(world.products) - world.with_older_stock
    for kind in OUT_OF_RANGE:
        for gtin, serial in truth.variants[kind]:
            scheme, moment = world.products[gtin].scheme, world.issued_at(gtin, serial)
            foreign = set(serial.removeprefix(scheme.prefix)) - set(scheme.alphabet)
            assert bool(foreign) == (kind == "wrong_alphabet"), serial
            assert (moment is not None) == (kind == "before_issue"), serial
            if moment:
                assert scans[truth.known_from[gtin, serial]].received_at < moment
            if kind == "beyond_range":
                ranges = [issue for issue in world.issues if issue.gtin == gtin]
                assert int(serial.removeprefix(scheme.prefix)) > max(issue.last for issue in ranges)
            if kind == "near_miss":
                near = [one for i in world.issues if i.gtin == gtin for one in i.serials() if len(one) == len(serial)]
                assert any(sum(a != b for a, b in zip(serial, one, strict=True)) == 1 for one in near)


def test_a_garbled_read_is_put_right_at_once_and_an_invented_serial_is_not(drawn, by_device):
    world, _, truth = drawn
    garbled, invented = misread(truth), truth.frauds["out_of_range"]
    for all_ in by_device.values():
        for place, (moment, s) in enumerate(all_):
            code = (s.gtin, s.serial)
            if code in garbled:
                soon = [
                    one for then, one in all_[place + 1 : place + 60] if then - moment < MINUTE and issued(world, one)
                ]
                assert any(one.site == s.site and one.step == s.step and is_meant(s, one) for one in soon), code
            elif code in invented:
                near = all_[max(0, place - 60) : place + 60]
                same = [
                    c
                    for then, c in near
                    if abs(then - moment) < 3 * MINUTE and c.gtin == s.gtin and c.serial != s.serial
                ]
                assert not same, code


def test_a_garbled_read_that_is_well_formed_has_a_right_gtin_and_the_length_of_the_serials(drawn):
    world, _, truth = drawn
    for gtin, serial in truth.decoys["mis_read_well_formed"]:
        scheme = world.products[gtin].scheme
        assert gtin in world.with_older_stock or len(serial) == len(scheme.prefix) + scheme.length
    wrong = [gtin for gtin, _ in truth.decoys["mis_read"] if gtin not in world.products]
    assert wrong
    assert not [gtin for gtin in wrong if len(gtin) == 14 and check_digit_holds(gtin)]
    assert all(check_digit_holds(gtin) for gtin in world.products)


def test_impossible_travel_shows_by_clocks_that_are_right(drawn):
    world, scans, truth = drawn
    found = defaultdict(list)
    for s in scans:
        if (s.gtin, s.serial) in truth.frauds["impossible_travel"] and abs(s.received_at - s.at) < 2 * MINUTE:
            found[s.gtin, s.serial].append(s)
    assert set(found) == truth.frauds["impossible_travel"]
    for code, all_ in found.items():
        all_.sort(key=lambda s: s.received_at)
        pairs = pairwise(all_)
        assert any(
            too_fast(world.sites[a.site], world.sites[b.site], b.received_at - a.received_at) for a, b in pairs
        ), code


def test_a_clock_is_wrong_by_the_same_amount_for_days(drawn, by_device):
    _, _, truth = drawn
    wrong = 0
    for device, all_ in by_device.items():
        off = [round((s.at - moment) / MINUTE) for moment, s in all_]
        assert len({one for one in off if abs(one) > 5}) <= 2, device  # one amount, which seconds may round either way
        if changes := sum((abs(a) > 5) != (abs(b) > 5) for a, b in pairwise(off)):
            assert changes <= 2, device
        wrong += any(abs(one) > 5 for one in off)
        assert all(-48 * 60 - 2 <= one <= 24 * 60 + 2 for one in off), device
    assert wrong >= 4
    assert truth.decoys["clock_error"]


def test_stock_from_before_enrolment_is_of_batches_nobody_registered(drawn):
    world, scans, truth = drawn
    before = truth.decoys["before_enrolment"]
    assert {gtin for gtin, _ in before} <= world.with_older_stock
    assert not any(world.issued_at(*code) for code in before)
    known = truth.fraudulent() | misread(truth) | before
    assert all(world.issued_at(s.gtin, s.serial) for s in scans if (s.gtin, s.serial) not in known)


def test_the_same_seed_makes_the_same_and_another_does_not():
    first = make(3, 6_000)
    assert make(3, 6_000) == first
    assert make(4, 6_000)[1] != first[1]
    assert len(first[1]) == 6_000
    for kind, count in (CLONED | OUT_OF_RANGE | IMPOSSIBLE_TRAVEL).items():
        assert len(first[2].variants[kind]) == round(count * 0.06), kind


# -- the referee, on readings made by hand

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
GTIN = "09520000000010"
TO_AND_FRO = (
    "received dc-lyon 0, shipped dc-lyon 24, received dc-leipzig 60, shipped dc-leipzig 99, received dc-lyon 140"
)
IMPOSSIBLE = {
    "faster than flight": "received dc-lyon 0, received dc-atlanta 5",
    "moved after it was sold": "sold shop-paris 0, received fc-madrid 90",
    "in two lanes": f"{TO_AND_FRO}, received dc-leipzig 190",
    "many boxes": "received dc-lyon 0, received dc-lyon 1, received dc-lyon 2",
    "checked everywhere": "checked city-paris 0, checked city-lyon 9, checked city-milan 30, checked city-vienna 60",
    "not issued": "received dc-lyon -2000",
}
POSSIBLE = (
    "received dc-lyon 0, received dc-atlanta 9",
    "sold shop-paris 0, sold shop-paris 0.1, returned shop-paris 90, received fc-madrid 140, sold fc-madrid 200",
    TO_AND_FRO,
    "received dc-lyon 0, received dc-lyon 0.1, received dc-lyon 0.2, received dc-lyon 900",
    "checked city-paris 0, checked city-lyon 9, checked city-paris 30, checked city-vienna 60",
)


def told(text):
    """Readings from `step site hours`, in the order of the text."""
    found = [one.split() for one in text.split(", ")]
    return [Event(NOON + timedelta(hours=float(hours)), site, step, GTIN, "A-1", "x") for step, site, hours in found]


@pytest.fixture(scope="module")
def small_world():
    issue = Issue(GTIN, "L", NOON - timedelta(days=50), "A-", 1, 1, 5)
    return World(sites(), {}, (Batch(GTIN, "L", NOON.date(), 5, "factory-milan", True),), (issue,))


def test_the_referee_names_what_one_body_cannot_do(small_world):
    assert {why: contradiction(told(text), small_world) for why, text in IMPOSSIBLE.items()} == {
        why: why for why in IMPOSSIBLE
    }
    assert [contradiction(told(text), small_world) for text in POSSIBLE] == [""] * len(POSSIBLE)


def test_a_late_scan_explains_what_seemed_impossible(small_world):
    sold, returned, received = told("sold shop-paris 0, returned shop-paris 90, received fc-madrid 140")
    again = told("received dc-atlanta 141")[0]
    assert known_from([(0, sold), (3, received), (7, returned)], small_world) is None
    assert known_from([(0, sold), (3, received), (7, returned), (9, again)], small_world) == 9


def test_what_may_be_a_slip_of_a_scanner_is_never_drawn_as_an_invented_serial(small_world):
    rng, (read,) = random.Random(1), told("received dc-lyon 0")
    product = next(iter(products(rng).values()))
    lives = Lives(rng, small_world.sites, Devices(rng, small_world.sites.values()))
    frauds = Frauds(rng, small_world, lives, [Unit(product, "A-1", events=[read])])
    minutes = {late: frauds.could_be_garbled(replace(read, moment=NOON + late * MINUTE)) for late in (-4, -2, 0, 2, 4)}
    assert minutes == {-4: False, -2: True, 0: True, 2: True, 4: False}
    assert not frauds.could_be_garbled(replace(read, device="another"))
    assert not frauds.could_be_garbled(replace(read, gtin="09520000000027"))


def test_products_are_of_every_scheme():
    kinds = Counter(product.scheme.kind for product in products(random.Random(1)).values())
    assert kinds == {"range": 8, "random": 8, "imported": 8}
    assert all(7 <= p.scheme.length <= 22 for p in products(random.Random(1)).values() if p.scheme.kind == "random")
