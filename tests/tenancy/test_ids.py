"""Ids that sort by time, and references that people can read out."""

import re
import threading
import uuid

from tenancy.ids import ALPHABET, reference, uuid7


def test_an_id_is_a_uuid_of_version_7():
    made = uuid7()
    assert (made.version, made.variant) == (7, uuid.RFC_4122)


def test_ids_of_one_process_grow_also_within_a_millisecond_and_when_the_clock_goes_back(monkeypatch):
    made = [uuid7() for _ in range(5000)]
    monkeypatch.setattr("time.time_ns", lambda: 1_000_000_000_000_000_000)
    made += [uuid7() for _ in range(500)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_ids_of_many_threads_are_all_different():
    made: list[uuid.UUID] = []
    threads = [threading.Thread(target=lambda: made.extend(uuid7() for _ in range(2000))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 16_000


def test_an_id_carries_its_time(time_machine, monkeypatch):
    monkeypatch.setattr("tenancy.ids._last", 0)
    time_machine.move_to("2030-01-02T03:04:05+00:00", tick=False)
    assert uuid7().int >> 80 == 1893553445000


def test_a_reference_is_short_unguessable_and_without_letters_that_look_alike():
    made = {reference() for _ in range(2000)}
    assert len(made) == 2000
    assert all(re.fullmatch(r"MW-[0-9A-HJKMNP-TV-Z]{7}", one) for one in made)
    assert not set("ILOU") & set(ALPHABET)
    assert reference("AP", length=5).startswith("AP-")
