"""Of many who move one row at once, one wins and the others are told."""

import pytest

from accounts.models import Party
from tenancy.context import tenant
from tenancy.errors import Conflict
from tests.workflow.conftest import together
from workflow.machine import Machine
from workflow.moves import move

DOOR = Machine(
    name="door",
    initial="applied",
    edges={"applied": ("active",), "active": ("suspended", "closed"), "suspended": ("active", "closed")},
    final=("closed",),
)


@pytest.fixture
def party(place):
    with tenant(place):
        return Party.objects.create(reference="P-1", kind="seller", name="A", name_key="a", country="DE")


def test_a_move_changes_the_row_in_the_database_and_in_hand(place, party):
    with tenant(place):
        before = party.state_at
        move(party, "active", machine=DOOR)
        stored = Party.objects.get(id=party.id)
    assert (stored.state, stored.version, stored.state_at) == (party.state, party.version, party.state_at)
    assert (party.state, party.version) == ("active", 2)
    assert party.state_at > before


def test_a_move_the_machine_does_not_know_is_refused_and_changes_nothing(place, party):
    with tenant(place):
        with pytest.raises(Conflict) as refusal:
            move(party, "closed", machine=DOOR)
        assert Party.objects.get(id=party.id).version == 1
    assert refusal.value.code == "illegal_move"
    assert "applied" in refusal.value.message
    assert "closed" in refusal.value.message


def test_who_read_the_row_before_somebody_else_moved_it_is_told_in_words(place, party):
    with tenant(place):
        late = Party.objects.get(id=party.id)
        move(party, "active", machine=DOOR)
        with pytest.raises(Conflict, match="Somebody else was faster"):
            move(late, "active", machine=DOOR)
        assert late.state == "applied"


def test_a_row_of_another_marketplace_cannot_be_moved(places, party):
    with tenant(places[1]), pytest.raises(Conflict):
        move(party, "active", machine=DOOR)
    with tenant(places[0]):
        assert Party.objects.get(id=party.id).state == "applied"


def test_twenty_race_for_one_move_and_exactly_one_wins(place, party):
    def race(_):
        with tenant(place):
            mine = Party.objects.get(id=party.id)
            move(mine, "active", machine=DOOR)
            return mine.version

    results = together(20, race)
    losers = [result for result in results if isinstance(result, Conflict)]
    assert results.count(2) == 1
    assert len(losers) == 19, results
    with tenant(place):
        assert Party.objects.get(id=party.id).version == 2
