"""Whoever can write to the database can change the log; reading it again says so, in a sentence."""

import random
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from audit import sequencer, tiles
from audit.canonical import entry_bytes
from audit.merkle import EMPTY_ROOT, leaf_hash
from audit.models import Checkpoint, Entry, Seal
from audit.verify import verify
from tenancy.ids import uuid7
from tests.audit.conftest import SEED, Place
from tests.tenancy.attacker import owner

TABLES = ("audit_entry", "audit_mention", "audit_seal", "audit_checkpoint", "audit_logkey")


@contextmanager
def attacker(place):
    """A cursor of somebody who owns the tables and has put the guards to sleep."""
    with owner() as cursor:
        cursor.execute("SELECT set_config('app.tenant', %s, false)", [str(place.id)])
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        try:
            yield cursor
        finally:
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def attack(place, *statements: str, values: tuple = ()) -> None:
    with attacker(place) as cursor:
        for statement in statements:
            cursor.execute(statement, values or None)
            assert cursor.rowcount != 0, "the attack changed nothing"


def faults(place, *, rows: bool = False) -> list[str]:
    with place.inside():
        return verify(rows=rows).faults


def said(place, *words: str) -> None:
    found = faults(place)
    for word in words:
        assert any(word in sentence for sentence in found), found


@pytest.fixture
def log(place) -> Place:
    """Eleven entries under three checkpoints."""
    for count in (4, 4, 3):
        place.say(count)
        place.seal()
    return place


AT = "(SELECT entry_id FROM audit_seal WHERE index = 5)"


def test_a_log_that_nobody_touched_is_whole(log):
    log.say(2)
    with log.inside():
        report = verify()
    assert (report.whole, report.entries, report.checkpoints, report.waiting) == (True, 11, 3, 2)


def test_an_empty_log_is_whole(place):
    assert faults(place) == []


def test_one_bit_of_an_entry(log):
    attack(log, f"UPDATE audit_entry SET data = set_byte(data, 40, get_byte(data, 40) # 1) WHERE id = {AT}")
    said(log, "The entry at position 5 (", "was changed after it was sealed.")


def test_an_entry_with_its_stored_hashes_made_to_fit(log):
    with log.inside():
        entry = Seal.objects.get(index=5).entry_id
    forged = entry_bytes({"v": 1, "id": str(entry), "verb": "test.said"}, b"n" * 16)
    leaf = leaf_hash(forged)
    with attacker(log) as cursor:
        cursor.execute("UPDATE audit_entry SET data = %s, leaf = %s WHERE id = %s", [forged, leaf, entry])
        cursor.execute("UPDATE audit_seal SET leaf = %s WHERE index = 5", [leaf])
    said(log, "The signed checkpoint of size 8 states another root", "Tile 0/0 is not what the entries come to")


def test_the_whole_tree_computed_anew_still_differs_from_what_was_signed(log):
    with log.inside():
        ids = list(Seal.objects.order_by("index").values_list("entry_id", flat=True))
        leaves = [bytes(leaf) for leaf in Seal.objects.order_by("index").values_list("leaf", flat=True)]
    forged = entry_bytes({"v": 1, "id": str(ids[2]), "verb": "test.said"}, b"n" * 16)
    leaves[2] = leaf_hash(forged)
    grown = tiles.append(0, leaves, {})
    with attacker(log) as cursor:
        cursor.execute("UPDATE audit_entry SET data = %s, leaf = %s WHERE id = %s", [forged, leaves[2], ids[2]])
        cursor.execute("UPDATE audit_seal SET leaf = %s WHERE index = 2", [leaves[2]])
        cursor.execute("UPDATE audit_head SET root = %s", [grown.root])
        for row in grown.rows:
            cursor.execute(
                "UPDATE audit_tile SET hashes = %s WHERE level = %s AND place = %s",
                [row.hashes, row.tile.level, row.tile.index],
            )
    said(log, *(f"The signed checkpoint of size {size} states another root" for size in (4, 8, 11)))


def test_an_entry_that_is_listed_as_something_else(log):
    for change in ("verb = 'case.closed'", "at = at + interval '1 second'", "subject_id = gen_random_uuid()"):
        before = ", ".join(part.partition(" ")[0] for part in [change])
        with attacker(log) as cursor:
            cursor.execute(f"SELECT {before} FROM audit_entry WHERE id = {AT}")
            old = cursor.fetchone()[0]
            cursor.execute(f"UPDATE audit_entry SET {change} WHERE id = {AT}")
        said(log, "The entry at position 5 (", "is listed as something else than its bytes say.")
        with attacker(log) as cursor:
            cursor.execute(f"UPDATE audit_entry SET {before} = %s WHERE id = {AT}", [old])
    assert faults(log) == []


def test_an_entry_deleted(log):
    attack(log, f"DELETE FROM audit_entry WHERE id = {AT}")
    said(log, "The entry at position 5 (", "is gone.")


def test_an_entry_deleted_with_its_seal(log):
    attack(log, f"DELETE FROM audit_entry WHERE id = {AT}", "DELETE FROM audit_seal WHERE index = 5")
    said(log, "Position 5 is missing: the next one is 6.")


def test_an_entry_inserted_and_the_rest_moved(log):
    with attacker(log) as cursor:
        leaf = leaf_hash(b"forged")
        cursor.execute("UPDATE audit_seal SET index = index + 1000 WHERE index >= 5")
        cursor.execute("UPDATE audit_seal SET index = index - 999 WHERE index >= 1000")
        cursor.execute(
            "INSERT INTO audit_entry SELECT gen_random_uuid(), at, verb, subject_type, subject_id, %s, %s, tenant_id, regions"
            " FROM audit_entry LIMIT 1 RETURNING id",
            [b"forged", leaf],
        )
        entry = cursor.fetchone()[0]
        cursor.execute(
            "INSERT INTO audit_seal (tenant_id, id, index, entry_id, leaf) VALUES (%s, %s, 5, %s, %s)",
            [str(log.id), str(uuid7()), entry, leaf],
        )
    said(log, "The signed checkpoint of size 8 states another root", "There are 12 seals for 11 entries.")


def test_two_seals_swapped(log):
    attack(
        log,
        "UPDATE audit_seal SET index = 1000 WHERE index = 1",
        "UPDATE audit_seal SET index = 1 WHERE index = 2",
        "UPDATE audit_seal SET index = 2 WHERE index = 1000",
    )
    said(log, "The signed checkpoint of size 4 states another root")


def test_the_tail_cut_and_the_head_set_back(log):
    with log.inside():
        leaves = [bytes(leaf) for leaf in Seal.objects.order_by("index").values_list("leaf", flat=True)][:8]
    grown = tiles.append(0, leaves, {})
    with attacker(log) as cursor:
        cursor.execute("DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM audit_seal WHERE index >= 8)")
        cursor.execute("DELETE FROM audit_seal WHERE index >= 8")
        cursor.execute("UPDATE audit_head SET size = 8, root = %s", [grown.root])
        cursor.execute("UPDATE audit_tile SET hashes = %s WHERE level = 0", [b"".join(leaves)])
    assert faults(log) == ["A signed checkpoint covers 11 entries, but only 8 are there: the log was cut."]


def test_the_tail_cut_alone(log):
    attack(log, "DELETE FROM audit_seal WHERE index >= 8")
    said(log, "The head says 11 entries, but only 8 are there.", "is neither sealed nor waiting to be sealed")


def test_everything_gone(log):
    attack(log, "DELETE FROM audit_head", "DELETE FROM audit_seal", "DELETE FROM audit_entry")
    said(log, "A signed checkpoint covers 11 entries, but only 0 are there: the log was cut.")


def test_the_head_changed(log):
    attack(log, "UPDATE audit_head SET root = %s", values=(EMPTY_ROOT,))
    assert faults(log) == ["The head states another root than the entries give."]
    attack(log, "UPDATE audit_head SET size = 12")
    said(log, "The head says 12 entries, but only 11 are there.")


def test_a_tile_changed_or_deleted(log):
    attack(log, "UPDATE audit_tile SET hashes = set_byte(hashes, 0, (get_byte(hashes, 0) + 1) % 256)")
    said(log, "Tile 0/0 is not what the entries come to.")
    attack(log, "DELETE FROM audit_tile WHERE level = 0")
    said(log, "Tile 0/0 is not what the entries come to.")


def test_a_tile_above_the_lowest_level(place):
    place.say(257)
    place.seal()
    assert faults(place) == []
    attack(place, "UPDATE audit_tile SET hashes = set_byte(hashes, 0, (get_byte(hashes, 0) + 1) % 256) WHERE level = 1")
    assert faults(place) == ["Tile 1/0 is not what the entries come to."]


def test_a_waiting_entry_taken_out_of_the_queue(log):
    entry = log.say()
    attack(log, "DELETE FROM audit_staged")
    assert faults(log) == [f"Entry {entry.id} is neither sealed nor waiting to be sealed."]


def test_an_entry_sealed_twice_over(log):
    """The database allows one seal per entry: the second stands for an entry that is not there."""
    attack(
        log,
        "INSERT INTO audit_seal (tenant_id, id, index, entry_id, leaf)"
        " SELECT tenant_id, gen_random_uuid(), 11, gen_random_uuid(), leaf FROM audit_seal WHERE index = 3",
        "UPDATE audit_head SET size = 12",
    )
    said(log, "The entry at position 11 (", "is gone.")


def test_a_checkpoint_changed_forged_or_signed_by_another_key(log):
    attack(log, "UPDATE audit_checkpoint SET note = set_byte(note, 60, (get_byte(note, 60) # 1)) WHERE size = 8")
    said(log, "The checkpoint of size 8 does not hold:")


def test_a_checkpoint_of_another_marketplace_grafted_in(log):
    other = Place("birch")
    other.say(8)
    other.seal()
    with other.inside():
        note = bytes(Checkpoint.objects.get(size=8).note)
    attack(log, "UPDATE audit_checkpoint SET note = %s WHERE size = 8", values=(note,))
    said(log, "The checkpoint of size 8 does not hold:")


def test_a_checkpoint_kept_under_another_size(log):
    attack(log, "UPDATE audit_checkpoint SET size = 9 WHERE size = 8")
    assert faults(log) == ["The checkpoint kept as size 9 states 8."]


def test_a_log_under_another_name_does_not_verify(log):
    attack_on = "UPDATE tenancy_marketplace SET slug = 'elm'"
    attack(log, attack_on)
    said(log, "The checkpoint of size 4 does not hold:")


def test_three_hundred_seeded_changes_of_single_bytes_are_all_found(log):
    """Any byte of any entry, seal, head, tile or checkpoint."""
    chance = random.Random(20261121)
    columns = [
        ("audit_entry", "data"), ("audit_seal", "leaf"), ("audit_head", "root"), ("audit_tile", "hashes"),
        ("audit_checkpoint", "note"),
    ]  # fmt: skip
    missed = []
    with attacker(log) as cursor:
        for _ in range(300):
            table, column = chance.choice(columns)
            cursor.execute(f"SELECT id, {column} FROM {table} ORDER BY id")
            row, before = chance.choice(cursor.fetchall())
            before = bytes(before)
            place, bit = chance.randrange(len(before)), 1 << chance.randrange(8)
            after = before[:place] + bytes([before[place] ^ bit]) + before[place + 1 :]
            cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [after, row])
            if not faults(log):
                missed.append((table, column, place, bit))
            cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [before, row])
    assert missed == []
    assert faults(log) == []


def test_many_entries_are_read_in_chunks(place, monkeypatch):
    monkeypatch.setattr("audit.verify.CHUNK", 7)
    place.say(20)
    place.seal()
    assert faults(place) == []
    attack(place, "DELETE FROM audit_seal WHERE index = 7")
    assert faults(place) == ["Position 7 is missing: the next one is 8."]


def test_past_a_hundred_sentences_more_help_nobody(place, monkeypatch):
    place.say(120)
    place.seal()
    attack(place, "UPDATE audit_entry SET data = set_byte(data, 40, get_byte(data, 40) # 1)")
    assert len(faults(place)) == 100


def test_the_command_says_which_log_does_not_hold(log):
    other = Place("birch")
    other.say()
    sequencer.sequence(other.id, SEED)
    attack(log, f"DELETE FROM audit_entry WHERE id = {AT}")
    out = StringIO()
    with pytest.raises(CommandError, match="The log of 1 marketplaces does not hold"):
        call_command("verify_log", stdout=out)
    text = out.getvalue()
    assert "ash: 1 faults" in text or "ash: " in text
    assert "is gone." in text
    assert "birch: whole; 1 entries, 1 checkpoints, 0 waiting" in text
    call_command("verify_log", "birch", rows=True, stdout=out)
    with pytest.raises(CommandError, match="There is no marketplace elm"):
        call_command("verify_log", "elm", stdout=out)


def test_reading_costs_the_same_number_of_queries_however_many_entries(log, django_assert_max_num_queries):
    with log.inside(), django_assert_max_num_queries(14):
        verify()
    log.say(40)
    log.seal()
    with log.inside():
        assert Entry.objects.count() == 51
        with django_assert_max_num_queries(14):
            verify()
