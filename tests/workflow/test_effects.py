"""What must happen outside: written with the deed, carried out once, and served in the order of the log."""

import json
import time
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection

from audit.models import Seal
from tenancy.context import current_tenant, database_now, tenant
from tenancy.ids import uuid7
from tenancy.models import Due
from tests.workflow.conftest import an_entry, lines, ripen, roll_back, together
from workflow import effects
from workflow.effects import emit
from workflow.models import ATTEMPTS, Effect
from workflow.rounds import run_round


def send(**facts) -> Effect:
    facts.setdefault("entry", an_entry())
    return emit(kind="test_sends", recipient="party:1", payload={"text": "ünïcode"}, **facts)


def hold(entry, **facts) -> Effect:
    return emit(kind="test_holds", recipient="shop", entry=entry, payload={}, **facts)


def seal(entry, index: int) -> None:
    Seal.objects.create(index=index, entry_id=entry.id, leaf=bytes(32))


def test_effects_are_carried_out_in_every_marketplace_and_only_once(places, sent):
    keys = []
    for place in places:
        with tenant(place):
            keys.append(send().key)
    assert run_round("effects") == 3
    for place in places:
        ripen(place)
    run_round("effects")
    assert sorted(sent) == sorted(keys)
    for place in places:
        with tenant(place):
            done = Effect.objects.get()
            assert (done.state, done.attempts) == ("done", 1)
            assert json.loads(done.payload) == {"text": "ünïcode"}


def test_a_deed_that_is_rolled_back_leaves_no_effect_and_no_line(place, sent):
    roll_back(place, send)
    with tenant(place):
        assert Effect.objects.count() == 0
    assert lines(place, "effects") == 0


def test_the_same_effect_twice_is_written_once_and_another_under_its_key_is_refused(place, sent):
    entry = an_entry()
    with tenant(place):
        assert send(entry=entry).id == send(entry=entry).id
        assert send(entry=entry, ordinal=1).id != send(entry=entry).id
        with pytest.raises(ValueError, match="Another effect"):
            emit(kind="test_sends", recipient="party:1", payload={"text": "other"}, entry=entry)


def test_an_unknown_kind_is_refused_when_it_is_emitted(place):
    with tenant(place), pytest.raises(LookupError, match="no_such_kind"):
        emit(kind="no_such_kind", recipient="shop", payload={}, entry=an_entry())


def test_a_handler_runs_outside_any_transaction_and_any_marketplace(place, monkeypatch):
    seen = []

    def look(effect):
        seen.append(connection.in_atomic_block)
        with pytest.raises(RuntimeError, match="No marketplace"):
            current_tenant()

    monkeypatch.setitem(effects.HANDLERS, "test_sends", look)
    with tenant(place):
        send()
    run_round("effects")
    assert seen == [False]


def test_a_poisoned_effect_is_tried_five_times_with_growing_pauses_then_dead(place, sent, monkeypatch, caplog):
    keys = []

    def poison(effect):
        keys.append(effect.key)
        raise RuntimeError("poison")

    monkeypatch.setitem(effects.HANDLERS, "test_poison", poison)
    waits = []
    with tenant(place):
        bad = emit(kind="test_poison", recipient="party:1", payload={}, entry=an_entry())
    for n in range(ATTEMPTS + 2):
        with tenant(place):
            good = send().key
        run_round("effects")
        assert sent[-1] == good, f"round {n}"
        with tenant(place):
            waits.append(Effect.objects.get(id=bad.id).next_at - database_now())
        ripen(place)
    assert keys == [bad.key] * ATTEMPTS
    assert all(later > 2 * sooner for sooner, later in pairwise(waits[: ATTEMPTS - 1]))
    with tenant(place):
        assert Effect.objects.get(id=bad.id).state == "dead"
    assert [r.levelname for r in caplog.records if "is dead after 5 attempts" in r.message] == ["ERROR"]


def test_an_effect_in_the_hands_of_a_dead_worker_is_taken_again_when_its_lease_ends(place, sent):
    with tenant(place):
        key = send().key
        assert effects.QUEUE.take().attempt == 1
    run_round("effects")
    assert sent == []
    ripen(place)
    run_round("effects")
    assert sent == [key]


def test_a_worker_that_comes_back_after_its_lease_marks_nothing(place, sent):
    with tenant(place):
        effect = send()
        late = effects.QUEUE.take()
    ripen(place)
    with tenant(place):
        assert effects.QUEUE.take().attempt == 2
        effects.QUEUE.failed(late, RuntimeError())
        effect = Effect.objects.get(id=effect.id)
    assert (effect.state, effect.attempts) == ("leased", 2)


def test_many_workers_at_once_carry_out_each_effect_once(place, sent):
    with tenant(place):
        keys = [send().key for _ in range(40)]
    together(6, lambda _: effects.carry_out_ripe(place))
    assert sorted(sent) == sorted(keys)


def test_a_held_effect_waits_for_its_seal_and_carries_its_position(places, sent):
    entries = [an_entry() for _ in places]
    for n, place in enumerate(places):
        with tenant(place):
            hold(entries[n], ordinal=1)
            hold(entries[n])
            seal(entries[n], n) if n else None
    assert run_round("release") == 3
    for n, place in enumerate(places):
        with tenant(place):
            found = list(Effect.objects.order_by("ordinal").values_list("state", "position", "ordinal"))
        assert found == ([("done", n, 0), ("done", n, 1)] if n else [("waiting", None, 0), ("waiting", None, 1)])
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM tenancy_due WHERE job = 'release' AND next_at < now() + interval '2 s'")
        assert cursor.fetchone()[0] == 1, "only where something still waits somebody comes again, and soon"


def test_a_held_effect_has_no_key_of_its_own_choice(place, sent):
    with tenant(place), pytest.raises(ValueError, match="own key"):
        hold(an_entry(), key="mine")


def test_nothing_is_ever_released_before_a_position_that_was_served(place, sent):
    """Eight writers whose deeds commit late, a sequencer and three releasers; the reader follows by position."""
    rounds, writers = 12, 8
    staged: list = []
    until = time.monotonic() + 40

    def write(n):
        for _ in range(rounds):
            entry = an_entry()
            with tenant(place):
                hold(entry)
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_sleep(%s)", [0.001 * (n % 4)])
            staged.append(entry)  # as the sequencer does, only committed entries are numbered

    def sequence(_):
        index = 0
        while index < rounds * writers and time.monotonic() < until:
            batch = staged[index : index + 5]
            if batch:
                with tenant(place):
                    for entry in batch:
                        seal(entry, index)
                        index += 1

    def releases(_):
        while time.monotonic() < until:
            with tenant(place):
                effects.release(database_now())
            with tenant(place):
                if Effect.objects.filter(position__isnull=False).count() == rounds * writers:
                    return

    def reads(_):
        got: list[int] = []
        while len(got) < rounds * writers and time.monotonic() < until:
            with tenant(place):
                after = got[-1] if got else -1
                new = Effect.objects.filter(position__gt=after).order_by("position").values_list("position", flat=True)
                got += list(new)
        return got

    def act(n):
        if n < writers:
            return write(n)
        return (sequence, releases, releases, releases, reads)[n - writers](n)

    results = together(writers + 5, act)
    assert [r for r in results if isinstance(r, Exception)] == []
    assert results[-1] == list(range(rounds * writers))


def test_the_line_is_inserted_never_updated(place, sent):
    with tenant(place):
        first = send()
        send()
    assert Due.objects.filter(job="effects").count() == 2
    assert first.next_at <= first.made_at + timedelta(seconds=1)
    assert Effect._base_manager.filter(id=uuid7()).count() == 0
