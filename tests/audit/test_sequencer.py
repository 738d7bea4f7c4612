"""Numbering and signing: no gap, no fork, nothing twice, whatever dies in between."""

import os
import stat
import threading
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, connections, transaction

from audit import sequencer
from audit.checkpoint import verify as verify_checkpoint
from audit.merkle import CompactRange
from audit.models import Checkpoint, Entry, Head, LogKey, Seal, Staged, Tile
from audit.note import read_vkey
from audit.verify import verify
from tenancy import due
from tenancy.models import Due
from tests.audit.conftest import SEED, Place


def whole(place, *, rows=False) -> None:
    with place.inside():
        report = verify(rows=rows)
    assert report.whole, report.faults


def test_committed_entries_get_positions_without_gaps_and_a_signed_head(place):
    place.say(5)
    assert place.seal() == 5
    place.say(3)
    assert place.seal() == 3
    with place.inside():
        assert list(Seal.objects.order_by("index").values_list("index", flat=True)) == list(range(8))
        assert list(Checkpoint.objects.order_by("size").values_list("size", flat=True)) == [5, 8]
        assert not Staged.objects.exists()
        tree = CompactRange()
        for leaf in Seal.objects.order_by("index").values_list("leaf", flat=True):
            tree.append(bytes(leaf))
        key = read_vkey(LogKey.objects.get().vkey)
        note = bytes(Checkpoint.objects.get(size=8).note)
        assert verify_checkpoint(note, origin=sequencer.origin("ash"), log_keys=[key]).root == tree.root()
    whole(place)


def test_nothing_to_do_makes_no_second_checkpoint(place):
    place.say()
    place.seal()
    assert place.seal() == 0
    with place.inside():
        assert Checkpoint.objects.count() == 1


def test_an_entry_that_was_rolled_back_leaves_no_gap(place):
    place.say()
    with pytest.raises(ZeroDivisionError), place.inside():
        sequencer.Staged.objects.create(leaf=b"x" * 32)
        raise ZeroDivisionError
    place.say()
    assert place.seal() == 2
    whole(place)


def test_batches_are_worked_off_one_after_the_other(place, monkeypatch):
    monkeypatch.setattr(sequencer, "BATCH", 4)
    place.say(10)
    assert place.seal() == 10
    with place.inside():
        assert list(Checkpoint.objects.order_by("size").values_list("size", flat=True)) == [4, 8, 10]
    whole(place)


def test_tiles_grow_over_several_batches(place, monkeypatch):
    place.say(300)
    monkeypatch.setattr(sequencer, "BATCH", 70)
    place.seal()
    with place.inside():
        assert {(t.level, t.place): len(bytes(t.hashes)) // 32 for t in Tile.objects.all()} == {
            (0, 0): 256, (0, 1): 44, (1, 0): 1,
        }  # fmt: skip
    whole(place)


def test_each_marketplace_has_its_own_tree_and_key(place):
    other = Place("birch")
    place.say(2)
    other.say(3)
    assert sequencer.run_once(SEED) == 5
    keys = set()
    for one, size in ((place, 2), (other, 3)):
        assert one.size() == size
        whole(one)
        with one.inside():
            keys.add(LogKey.objects.get().vkey)
    assert len(keys) == 2


def test_a_second_sequencer_passes_by_while_the_first_holds_the_head(place):
    place.say(3)
    place.seal()
    place.say(4)
    held, free, seen = threading.Event(), threading.Event(), []

    def first() -> None:
        with place.inside():
            seen.append(sequencer.seal().sealed)
            held.set()
            free.wait(20)
        connections.close_all()

    thread = threading.Thread(target=first)
    thread.start()
    held.wait(20)
    with place.inside():
        seen.append(sequencer.seal().sealed)
        assert due.next_at("seal") is not None, "it leaves the lines for the next round"
    free.set()
    thread.join(20)
    assert seen == [4, 0]
    assert place.seal() == 0
    whole(place)


def test_five_sequencers_and_eight_writers_leave_no_gap_and_no_fork(place):
    place.say()
    stop = threading.Event()

    def write() -> None:
        place.say(15)
        connections.close_all()

    def sequence() -> None:
        while not stop.is_set():
            sequencer.run_once(SEED)
        connections.close_all()

    sequencers = [threading.Thread(target=sequence) for _ in range(5)]
    writers = [threading.Thread(target=write) for _ in range(8)]
    for thread in (*sequencers, *writers):
        thread.start()
    for thread in writers:
        thread.join(60)
    stop.set()
    for thread in sequencers:
        thread.join(60)
    sequencer.repair(SEED)
    with place.inside():
        assert Entry.objects.count() == Seal.objects.count() == Head.objects.get().size == 121
        sizes = list(Checkpoint.objects.values_list("size", flat=True))
        assert len(sizes) == len(set(sizes))
    whole(place)


def test_killed_before_it_commits_the_next_one_does_the_same_again(place):
    place.say(3)
    with pytest.raises(ZeroDivisionError), place.inside():
        assert sequencer.seal().sealed == 3
        raise ZeroDivisionError
    with place.inside():
        assert not Seal.objects.exists()
        assert Staged.objects.count() == 3
    assert due.ripe("seal") == [place.id], "the bell still rings"
    assert sequencer.run_once(SEED) == 3
    whole(place)


def test_killed_between_numbering_and_signing_the_tree_is_signed_later(place):
    place.say(3)
    with place.inside():
        sequencer.seal()
    with place.inside():
        assert not Checkpoint.objects.exists()
        assert verify().whole, "a tree ahead of its checkpoint is no fault"
    assert due.ripe("seal") == [], "nobody rings for it"
    sequencer.repair(SEED)
    with place.inside():
        assert Checkpoint.objects.get().size == 3
    whole(place)


def test_a_backend_that_is_killed_in_the_middle_loses_nothing(place):
    place.say(3)
    with pytest.raises(Exception, match=r"terminat|closed"), place.inside():
        sequencer.seal()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    connection.close()
    assert sequencer.run_once(SEED) == 3
    whole(place)


def test_a_lost_line_is_made_up_for_by_the_slow_round(place):
    place.say(2)
    Due.objects.all().delete()
    assert sequencer.run_once(SEED) == 0
    assert sequencer.repair(SEED) == 2
    whole(place)


def test_a_size_is_signed_once_in_its_life(place):
    place.say()
    place.seal()
    with place.inside():
        first = Checkpoint.objects.get()
        with pytest.raises(IntegrityError), transaction.atomic():
            Checkpoint.objects.create(size=1, note=b"another", made_at=first.made_at)
        assert not sequencer.sign_head(SEED)


def test_what_no_published_key_could_verify_is_not_signed(place):
    place.say()
    place.seal()
    place.say()
    with place.inside():
        sequencer.seal()
        with pytest.raises(RuntimeError, match="seed"):
            sequencer.sign_head(b"\x2a" * 32)
        assert Checkpoint.objects.count() == 1
        assert sequencer.sign_head(SEED)
    whole(place)


def test_a_faulty_marketplace_does_not_stop_the_others(place, monkeypatch):
    other = Place("birch")
    place.say()
    other.say()
    real = sequencer.sequence

    def sometimes(marketplace_id, seed):
        if marketplace_id == place.id:
            raise RuntimeError("broken tile")
        return real(marketplace_id, seed)

    monkeypatch.setattr(sequencer, "sequence", sometimes)
    assert sequencer.run_once(SEED) == 1
    monkeypatch.undo()
    assert sequencer.run_once(SEED) == 1


def test_the_seed_lies_in_a_file_that_only_its_user_reads(tmp_path, settings):
    path = tmp_path / "seed"
    sequencer.make_seed_file(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    settings.LOG_SEED_FILE = str(path)
    assert len(sequencer.read_seed()) == 32
    with pytest.raises(FileExistsError):
        sequencer.make_seed_file(path)
    settings.LOG_SEED_FILE = ""
    with pytest.raises(RuntimeError, match="MARKWARDEN_LOG_SEED_FILE"):
        sequencer.read_seed()


def test_the_command_seals_what_waits(place, tmp_path, settings):
    settings.LOG_SEED_FILE = str(tmp_path / "seed")
    sequencer.make_seed_file(tmp_path / "seed")
    place.say(2)
    out = StringIO()
    call_command("sequencer", once=True, stdout=out)
    assert out.getvalue().strip() == "2 entries sealed."
    assert os.path.getsize(settings.LOG_SEED_FILE) == 64
    whole(place)
