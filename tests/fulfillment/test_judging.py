"""What the life of one number gives away, and what it does not: scans are missed, repeated, late, and goods come back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.units.judging import FLIGHT, NEAR, RESCAN, Sighting, judge, kilometres, once
from fulfillment.units.reading import alike, slips

BEGAN = datetime(2026, 3, 1, 8, tzinfo=UTC)
PLACES = {
    "mill": (29.9, 121.6), "rotterdam": (51.9, 4.1), "poznan": (52.4, 16.9), "berlin": (52.5, 13.4), "lyon": (45.8, 4.8),
    "madrid": (40.4, -3.7), "chicago": (41.9, -87.6), "singapore": (1.4, 103.8), "potsdam": (52.4, 13.1),
}  # fmt: skip


def life(*scans):
    """Sightings of (days since it began, place, step); a step with a question mark is a buyer's."""
    return [
        Sighting(BEGAN + timedelta(days=days), place, step.rstrip("?"), PLACES[place], public=step.endswith("?"))
        for days, place, step in scans
    ]


def kinds(*scans, **more):
    return {one.kind for one in judge(life(*scans), **more)}


SOLD = [
    (0, "mill", "applied"), (1, "mill", "shipped"), (30, "rotterdam", "received"), (32, "rotterdam", "shipped"),
    (34, "poznan", "received"), (40, "poznan", "shipped"), (42, "berlin", "sold"),
]  # fmt: skip


@pytest.mark.parametrize(
    "more",
    [
        [],
        [(50, "berlin", "checked?"), (51, "potsdam", "checked?")],
        [(60, "poznan", "returned"), (61, "poznan", "inspected"), (70, "poznan", "shipped"), (72, "lyon", "sold")],
        [(34.01, "poznan", "received"), (34.02, "poznan", "received")],
        [(33, "rotterdam", "checked"), (36, "poznan", "checked"), (36.2, "poznan", "inspected")],
        [(44, "lyon", "checked?"), (60, "madrid", "checked?")],
    ],
    ids=["plain", "checked at home", "returned and sold again", "scanned again", "counted", "given away"],
)
def test_an_honest_life_gives_nothing_away(more):
    assert kinds(*SOLD, *more) == set()


@pytest.mark.parametrize("missing", range(len(SOLD)))
def test_one_scan_that_nobody_made_gives_nothing_away(missing):
    assert kinds(*SOLD[:missing], *SOLD[missing + 1 :]) == set()


def test_what_cannot_be_true_of_one_piece():
    assert "places" in kinds(*SOLD, (42.05, "chicago", "checked?"))
    assert "after_sale" in kinds(*SOLD, (50, "rotterdam", "received"))
    assert "after_sale" in kinds(*SOLD, (50, "berlin", "shipped"))
    assert "twice" in kinds(*SOLD, (55, "lyon", "sold"))
    assert "twice" in kinds(*SOLD[:3], (31, "lyon", "received"), (35, "rotterdam", "received"))
    cities = [
        (50, "berlin", "checked?"),
        (53, "madrid", "checked?"),
        (56, "chicago", "checked?"),
        (59, "lyon", "checked?"),
    ]
    assert "many" in kinds(*SOLD, *cities)
    assert "many" not in kinds(*SOLD, *cities[:3])
    assert kinds(*SOLD, *cities[:2], (54, "poznan", "returned"), (55, "poznan", "sold"), *cities[2:]) == set()
    assert "twice" in kinds((0, "mill", "applied"), (2, "berlin", "checked?"), (30, "rotterdam", "received"))
    assert kinds(*SOLD, issued_at=BEGAN + timedelta(days=5)) == {"early"}
    assert kinds(*SOLD, issued_at=BEGAN + timedelta(hours=2)) == set()


def test_the_order_in_which_scans_arrive_changes_nothing():
    scans = life(*SOLD, (50, "rotterdam", "received"))
    assert judge(scans) == judge(scans[::-1])
    assert [one.kind for one in judge(scans)] == ["after_sale"]


STEPS = ["received", "shipped", "sold", "checked?", "returned", "applied"]


@given(st.lists(st.tuples(st.floats(0, 90), st.sampled_from(sorted(PLACES)), st.sampled_from(STEPS)), max_size=12))
def test_judging_never_fails_and_says_each_kind_once(scans):
    found = [one.kind for one in judge(life(*scans))]
    assert len(found) == len(set(found))


@given(st.sampled_from(sorted(PLACES)), st.sampled_from(sorted(PLACES)), st.floats(0.6, 3))
def test_what_flies_fast_enough_is_possible(here, there, slower):
    apart = kilometres(PLACES[here], PLACES[there])
    days = slower * max(0, apart - NEAR) / FLIGHT / 24
    found = kinds((0, here, "shipped"), (days, there, "received"))
    assert slower < 1 or "places" not in found


def test_the_same_box_scanned_again_is_one_sighting_but_not_all_day():
    step = RESCAN / timedelta(days=1) * 0.45
    scans = life(*((step * n, "poznan", "received") for n in range(6)))
    assert once(scans) == [scans[0], scans[3]]


def test_one_number_that_is_received_again_and_again_is_on_many_goods():
    day = [(0, "mill", "applied"), (1, "mill", "shipped"), *((30 + n / 20, "rotterdam", "received") for n in range(4))]
    assert kinds(*day) == {"twice"}
    assert kinds(*day[:4]) == set(), "put away, it is read once more"


@pytest.mark.parametrize(
    "doubtful",
    [(50, "rotterdam", "received"), (42.05, "chicago", "received"), (55, "lyon", "sold")],
    ids=lambda one: one[2],
)
def test_what_came_late_tells_where_goods_went_and_proves_nothing(doubtful):
    found = life(*SOLD, doubtful)
    found[-1] = replace(found[-1], doubtful=True)
    assert judge(found) == []


def test_a_return_that_came_late_is_a_return():
    found = life(*SOLD, (60, "poznan", "returned"), (70, "poznan", "shipped"), (72, "lyon", "sold"))
    found[-3] = replace(found[-3], doubtful=True)
    assert judge(found) == []


def test_goods_may_go_west_and_come_back_halfway():
    """From a hub to the far coast and on to a shop near the hub: nobody sent it back, nothing is wrong."""
    way = [(0, "mill", "shipped"), (20, "berlin", "received"), (21, "berlin", "shipped"), (24, "madrid", "received")]
    assert kinds(*way, (40, "madrid", "shipped"), (43, "potsdam", "received"), (50, "potsdam", "sold")) == set()


def test_how_a_scanner_reads_badly():
    good = "HF004101"
    bad = ["HF00410", "HF0041", "HF004107", "HF040101", "FH004101", "HF0041O1", "HF0004101"]
    assert all(alike(one, good) for one in bad)
    assert not alike(good, "HF0041"), "a label does not grow"
    assert not any(alike(one, good) for one in ("HF994101", "XX004102", "HF00410111111", "K"))
    assert all(good in slips(one) for one in bad if one != "HF0041")
    assert good not in slips("HF994101")
