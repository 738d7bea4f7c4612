"""Many rows moved, and many effects written, by one statement each: the same rules as for one."""

import json

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Party
from tenancy.context import tenant
from tenancy.errors import Conflict
from tests.workflow.conftest import an_entry, lines
from tests.workflow.test_moves import DOOR
from workflow.effects import emit, emit_held
from workflow.models import Effect
from workflow.moves import move, move_all


@pytest.fixture
def parties(place):
    with tenant(place):
        return [
            Party.objects.create(reference=f"P-{n}", kind="seller", name="A", name_key=f"a{n}", country="DE")
            for n in range(3)
        ]


def test_all_are_moved_in_the_database_and_in_hand(place, parties):
    with tenant(place):
        move_all(parties, "active", machine=DOOR)
        move_all([], "active", machine=DOOR)
        stored = {row.id: (row.state, row.version, row.state_at) for row in Party.objects.all()}
    assert stored == {row.id: (row.state, row.version, row.state_at) for row in parties}
    assert {row.version for row in parties} == {2}


@pytest.mark.parametrize("to", ["active", "suspended"])
def test_where_one_is_late_or_cannot_move_none_does(place, parties, to):
    with tenant(place):
        late = Party.objects.get(id=parties[1].id)
        move(parties[1], "active", machine=DOOR)
        with pytest.raises(Conflict):
            move_all([parties[0], late, parties[2]], to, machine=DOOR)
        assert [row.state for row in (parties[0], late, parties[2])] == ["applied"] * 3
        assert sorted(Party.objects.values_list("state", flat=True)) == ["active", "applied", "applied"]


def test_rows_of_another_marketplace_cannot_be_moved(places, parties):
    with tenant(places[1]), pytest.raises(Conflict):
        move_all(parties, "active", machine=DOOR)


def test_many_held_effects_are_as_if_emitted_one_by_one(place, sent):
    with tenant(place):
        entry = an_entry()
        emit_held(
            kind="test_holds", entry=entry, told=[("shop", 0, {"text": "ünïcode"}), ("party:1", 0, {}), ("shop", 1, {})]
        )
        single = emit(kind="test_holds", recipient="shop", entry=entry, payload={"text": "ünïcode"})
        assert Effect.objects.count() == 3
        assert single.key == f"test_holds:{entry.id}:shop:0"
        assert {row.state for row in Effect.objects.all()} == {Effect.State.WAITING}
        assert json.loads(Effect.objects.get(key=single.key).payload) == {"text": "ünïcode"}
        assert lines(place, "release") == 1
        with pytest.raises(IntegrityError), transaction.atomic():
            emit_held(kind="test_holds", entry=entry, told=[("shop", 1, {})])


def test_only_held_kinds_and_nothing_for_nobody(place, sent):
    with tenant(place):
        with pytest.raises(LookupError):
            emit_held(kind="test_sends", entry=an_entry(), told=[("shop", 0, {})])
        emit_held(kind="test_holds", entry=an_entry(), told=[])
        assert not Effect.objects.exists()
        assert lines(place, "release") == 0
