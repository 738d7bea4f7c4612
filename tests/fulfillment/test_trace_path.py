"""The way of one piece: where it leaves what is certified, on whose account that may be, and how it is drawn."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fulfillment.trace.answering import account_of
from fulfillment.trace.drawing import LEFT, MOST_LANES, RIGHT, WIDTH, drawn
from fulfillment.trace.path import SILENCE, Step, path_of
from fulfillment.tracing_words import BREAKS, DEGREES, REASONS, said

BEGAN = datetime(2026, 3, 1, 8, tzinfo=UTC)
ROTTERDAM, LYON, SINGAPORE = (51.9, 4.1), (45.8, 4.8), (1.4, 103.8)


def step(days, what, place, party, *, source="dock", where=None, belongs=True):
    return Step(BEGAN + timedelta(days=days), what, source, place, place, party, party, where, belongs)


def an_honest_way():
    return [
        step(-2, "certified", "paper", "Mill", source="certificate"), step(0, "applied", "mill", "Mill"),
        step(1, "shipped", "mill", "Mill"), step(20, "received", "hub", "Overland", where=ROTTERDAM),
        step(22, "shipped", "hub", "Overland", where=ROTTERDAM), step(24, "received", "shop", "Vale", where=LYON),
        step(30, "sold", "shop", "Vale", where=LYON),
    ]  # fmt: skip


def test_an_honest_way_has_an_origin_a_holder_and_no_break():
    path = path_of(reversed(an_honest_way()), certified=True)
    assert (path.breaks, path.origin.what, path.holder.party) == ((), "certified", "Vale")
    assert account_of(path) == []


def test_an_outsider_breaks_the_way_once_and_is_named_with_who_had_it_before():
    way = [
        *an_honest_way()[:5],
        step(25, "received", "stall", "Nobody", belongs=False),
        step(26, "sold", "stall", "Nobody", belongs=False),
    ]
    path = path_of(way, certified=True)
    assert [(one.kind, one.at, one.after) for one in path.breaks] == [("outsider", 5, 4)]
    outsider, before = account_of(path)
    assert (outsider.name, outsider.degree) == ("Nobody", "likely")
    assert (before.name, before.degree) == ("Overland", "open")
    assert any(not reason.speaks_for for reason in before.reasons), "what speaks for it is said too"


def test_who_turns_up_with_goods_of_which_nothing_is_known_is_not_accused():
    path = path_of([step(5, "received", "stall", "Nobody", belongs=False)], certified=True)
    assert [one.degree for one in account_of(path)] == ["open"]


def test_a_copied_number_breaks_the_way_where_it_shows():
    way = [*an_honest_way(), step(31, "received", "far", "Keppel", where=SINGAPORE)]
    path = path_of(way, certified=True)
    assert "two_goods" in {one.kind for one in path.breaks}
    assert path.breaks[0].at == 7
    assert {one.name for one in account_of(path)} == {"Keppel", "Vale"}


def test_only_who_had_it_all_along_is_said_to_be_sure():
    way = [
        step(0, "received", "hub", "Overland", where=ROTTERDAM),
        step(0.1, "received", "far", "Overland", where=SINGAPORE),
    ]
    assert [one.degree for one in account_of(path_of(way, certified=True))] == ["sure"]


def test_missing_papers_and_long_silence_are_said_and_accuse_nobody():
    long = SILENCE / timedelta(days=1) + 3
    way = [step(0, "received", "hub", "Overland"), step(long, "received", "shop", "Vale")]
    path = path_of(way, certified=False)
    assert {one.kind for one in path.breaks} == {"no_certificate", "unexplained"}
    assert {one.degree for one in account_of(path)} == {"open"}


STEPS = st.lists(
    st.builds(
        step, st.floats(0, 500), st.sampled_from(["received", "shipped", "sold", "returned", "checked"]),
        st.sampled_from("abcdefghijklmnopqrst"), st.sampled_from("ABC"), belongs=st.sampled_from([True, False, None]),
    ),
    max_size=40,
)  # fmt: skip


@given(STEPS, st.booleans())
def test_whatever_is_known_is_told_and_drawn_within_its_box(steps, certified):
    path = path_of(steps, certified=certified)
    for one in path.breaks:
        assert (
            -1 <= one.after < one.at < len(path.steps)
            or (one.after == -1 and one.at == 0)
            or one.after < len(path.steps)
        )
        assert "%(" not in said(BREAKS, one.kind, one.facts)
    for account in account_of(path):
        assert account.degree in DEGREES
        assert all("%(" not in said(REASONS, one.code, dict(one.facts)) for one in account.reasons)
    drawing = drawn(path)
    assert len(drawing.points) == len(steps)
    assert len(drawing.lanes) <= MOST_LANES
    assert all(LEFT <= one.x <= WIDTH - RIGHT and 0 < one.y < drawing.height for one in drawing.points)
    xs = [one.x for one in drawing.points]
    assert xs == sorted(xs)
