"""The search of hashes finds all that a plain loop finds, and nothing else, whatever the hashes look like."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scanner.matchers import hash_search, pictures
from scanner.matchers.hash_search import HashTable, words_of
from scanner.matchers.picture_examples import scene
from tests.scanner.test_pictures import drawn_logo

RADII = {1: 10, 4: 31}


def plain(hashes, questions, radius):
    """(question, row, distance) by a loop over whole numbers."""
    rows, asked = ([int.from_bytes(row.tobytes()) for row in array] for array in (hashes, questions))
    found = []
    for question, value in enumerate(asked):
        found += [
            (question, row, (value ^ other).bit_count())
            for row, other in enumerate(rows)
            if (value ^ other).bit_count() <= radius
        ]
    return found


def found(table, questions, radius):
    return list(zip(*(column.tolist() for column in table.find(questions, radius)), strict=True))


def random_hashes(rng, count, words):
    return words_of(rng.bytes(count * words * 8), words * 8).copy()


def flipped(rng, hashes, bits):
    """Each hash with exactly so many of its bits turned."""
    changed = np.unpackbits(hashes.view(np.uint8), axis=1)
    for row in changed:
        row[rng.choice(len(row), bits, replace=False)] ^= 1
    return np.packbits(changed, axis=1).view(np.uint64)


def planted(rng, count, words, radius):
    """Random hashes, and questions that are some of them with radius - 1, radius and radius + 1 bits turned."""
    hashes = random_hashes(rng, count, words)
    chosen = rng.integers(count, size=24)
    near = [flipped(rng, hashes[chosen], bits) for bits in (0, radius - 1, radius, radius + 1)]
    return hashes, np.concatenate([*near, random_hashes(rng, 8, words)])


@pytest.fixture
def never_crowded(monkeypatch):
    """Tables as small as a test's look up too, however many of their rows that concerns."""
    monkeypatch.setattr(hash_search, "CROWDED", 1 / 1_000)


@pytest.mark.parametrize("words", [1, 4])
@pytest.mark.parametrize("small", [0, 1_000_000], ids=["looked up", "compared with all"])
def test_finds_what_a_plain_loop_finds(words, small, never_crowded):
    rng = np.random.default_rng(words)
    for radius in (RADII[words], RADII[words] - 2, 3, 0):
        hashes, questions = planted(rng, 3_000, words, max(radius, 1))
        table = HashTable(hashes, small=small)
        assert found(table, questions, radius) == plain(hashes, questions, radius)


@pytest.mark.parametrize("words", [1, 4])
def test_a_hash_at_the_radius_is_never_missed(words, never_crowded):
    """Ten thousand planted neighbours at exactly the radius."""
    rng = np.random.default_rng(7)
    radius = RADII[words]
    hashes = random_hashes(rng, 10_000, words)
    question, row, distance = HashTable(hashes, small=0).find(flipped(rng, hashes, radius), radius)
    own = row == question
    assert question[own].tolist() == list(range(len(hashes)))
    assert set(distance[own].tolist()) == {radius}


@pytest.mark.parametrize("bucket", [0.25, 1, 64])
@pytest.mark.parametrize("words", [1, 4])
def test_every_number_of_chunks_is_exact(words, bucket, monkeypatch, never_crowded):
    monkeypatch.setattr(hash_search, "NARROWEST", 8)
    monkeypatch.setattr(hash_search, "BUCKET", bucket)
    rng = np.random.default_rng(5)
    hashes, questions = planted(rng, 2_000, words, RADII[words])
    table = HashTable(hashes, small=0)
    assert found(table, questions, RADII[words]) == plain(hashes, questions, RADII[words])


@pytest.mark.parametrize("crowded", [8, 1 / 1_000], ids=["compared with all", "looked up"])
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32), st.integers(0, 12), st.integers(1, 400), st.floats(0, 1))
def test_finds_what_a_plain_loop_finds_among_alike_hashes(monkeypatch, crowded, seed, radius, count, alike):
    """Hashes of near-blank pictures crowd in a few buckets."""
    monkeypatch.setattr(hash_search, "CROWDED", crowded)
    rng = np.random.default_rng(seed)
    hashes = random_hashes(rng, count, 1)
    crowd = rng.random(count) < alike
    hashes[crowd] = flipped(rng, np.zeros((int(crowd.sum()), 1), dtype=np.uint64), int(rng.integers(0, 6)))
    questions = np.concatenate([hashes[:10], np.zeros((1, 1), dtype=np.uint64), random_hashes(rng, 3, 1)])
    table = HashTable(hashes, small=0)
    assert found(table, questions, radius) == plain(hashes, questions, radius)


def test_real_looking_hashes_of_logos_and_of_pictures_on_white():
    """Flat logos and their slight changes: many alike, many true answers."""
    rng = np.random.default_rng(2)
    views = [pictures.facts_of(drawn_logo(seed).convert("L")).phash for seed in range(40)]
    views += [pictures.facts_of(scene(seed)).phash for seed in range(20)]
    kinds = words_of(b"".join(view.to_bytes(8) for view in views), 8)
    hashes = np.concatenate([flipped(rng, kinds[rng.integers(len(kinds), size=500)], bits) for bits in range(8)])
    questions = flipped(rng, kinds, 3)
    table = HashTable(hashes, small=0)
    answer = found(table, questions, 10)
    assert answer == plain(hashes, questions, 10)
    assert len(answer) > 1_000


def test_many_questions_are_answered_as_each_alone():
    rng = np.random.default_rng(4)
    hashes, questions = planted(rng, 5_000, 1, 10)
    table = HashTable(hashes, small=0)
    together = found(table, questions, 10)
    alone = [(at, *rest) for at in range(len(questions)) for _, *rest in found(table, questions[at : at + 1], 10)]
    assert together == alone


def test_nothing_in_nothing():
    none = np.zeros((0, 1), dtype=np.uint64)
    assert found(HashTable(none), none, 10) == []
    assert found(HashTable(none), np.ones((3, 1), dtype=np.uint64), 10) == []
    assert found(HashTable(np.ones((3, 1), dtype=np.uint64)), none, 10) == []


@pytest.mark.parametrize("small", [0, 1_000_000])
def test_a_saved_table_is_mapped_and_answers_alike(small, tmp_path):
    rng = np.random.default_rng(6)
    hashes, questions = planted(rng, 2_000, 4, 31)
    table = HashTable(hashes, small=small)
    table.save(tmp_path / "hashes")
    again = HashTable.load(tmp_path / "hashes")
    assert again.size_bytes == table.size_bytes
    assert found(again, questions, 31) == found(table, questions, 31)
    assert isinstance(again.hashes.base, np.memmap)


def test_a_folder_that_is_not_whole_is_refused(tmp_path):
    rng = np.random.default_rng(8)
    table = HashTable(random_hashes(rng, 500, 1), small=0)
    table.save(tmp_path)
    np.save(tmp_path / "hashes.npy", random_hashes(rng, 400, 1))
    with pytest.raises(ValueError, match="different tables"):
        HashTable.load(tmp_path)
    (tmp_path / "ids.npy").unlink()
    with pytest.raises(OSError, match="ids"):
        HashTable.load(tmp_path)


def test_ten_million_hashes_take_at_most_24_bytes_each():
    """By arithmetic: the hash, its row in each chunk, and for each value of a chunk where its rows begin."""
    rows = 10_000_000
    widths = hash_search.chunk_widths(1, rows)
    assert 8 + 4 * len(widths) + 4 * sum(2**width for width in widths) / rows <= 24
