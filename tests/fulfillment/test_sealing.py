"""Who reads the tables alone can neither print a code nor try one; codes issued here are told from what somebody makes up."""

from itertools import islice, pairwise
from uuid import UUID, uuid4

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from fulfillment import services
from fulfillment.models import Unit
from fulfillment.units import sealing, serials
from tests.fulfillment.goods import GTIN, goods

HERE, THERE = UUID(int=1), UUID(int=2)


@given(st.text(min_size=1, max_size=22), st.text(min_size=1, max_size=22))
def test_a_serial_number_comes_back_under_its_key_alone(one, other):
    mark = sealing.mark("key", HERE, GTIN, one)
    sealed = sealing.seal("key", HERE, mark, one)
    assert sealing.unseal("key", HERE, mark, sealed) == one
    assert mark.version == 8
    assert sealing.mark("key", THERE, GTIN, one) != mark
    assert sealing.mark("other", HERE, GTIN, one) != mark
    assert (sealing.mark("key", HERE, GTIN, other) == mark) == (one == other)


def test_what_is_sealed_under_another_key_is_not_shown():
    mark = sealing.mark("key", HERE, GTIN, "HF004101")
    sealed = sealing.seal("key", HERE, mark, "HF004101")
    assert "HF004101" not in {sealing.unseal("other", HERE, mark, sealed), sealing.unseal("key", THERE, mark, sealed)}


def test_codes_are_the_same_again_and_neighbours_have_nothing_in_common():
    run = uuid4()
    first = [one for _number, one in islice(serials.serials(b"key", run, 9), 500)]
    assert first == [one for _number, one in islice(serials.serials(b"key", run, 9), 500)]
    assert len(set(first)) == 500
    assert not set(first) & {one for _number, one in islice(serials.serials(b"key", uuid4(), 9), 500)}
    same = sum(a == b for one, other in pairwise(first) for a, b in zip(one, other, strict=True))
    assert same < 500 * 9 / 32 * 1.5
    assert serials.chance(1_000_000, 12) < 1e-11
    with pytest.raises(ValueError, match="7 to 22"):
        serials.serial(b"key", run, 6, 0)


def test_a_dump_of_the_tables_holds_no_code(market):
    flask = goods(market, source="issued")
    run = services.issue_codes(actor=market.actor("brand"), product=flask.product, count=50, length=10)
    codes = services.print_codes(actor=market.actor("brand"), run=run)
    assert len(set(codes)) == 50
    flask.scan(*(flask.label(code) for code in codes[:20]), step="shipped")
    assert set(Unit.objects.filter(run=run).values_list("state", flat=True)) == {"issued", "shipped"}
    dumped = ""
    with connection.cursor() as cursor:
        for table in ("unit", "coderun", "check", "unitsignal", "device"):
            cursor.execute(
                f"SELECT coalesce(string_agg(t::text, ' '), '') FROM fulfillment_{table} AS t"
            )  # tables named here
            dumped += cursor.fetchone()[0]
        cursor.execute("SELECT coalesce(string_agg(encode(sealed, 'escape'), ' '), '') FROM fulfillment_unit")
        dumped += cursor.fetchone()[0]
    assert not [code for code in codes if code in dumped]


def test_codes_that_were_taken_back_are_held(market):
    flask = goods(market, source="issued")
    run = services.issue_codes(actor=market.actor("brand"), product=flask.product, count=3, length=8)
    first, *_others = services.print_codes(actor=market.actor("brand"), run=run)
    assert services.void_codes(actor=market.actor("brand"), product=flask.product, numbers=[first]) == 1
    assert services.void_codes(actor=market.actor("brand"), product=flask.product, numbers=[first]) == 0
    [told] = flask.scan(flask.label(first))
    assert (told.check.answer, told.check.reasons[0]["code"]) == ("hold", "void")
