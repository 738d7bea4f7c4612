"""The register's pictures as columns: they give back what went in, are mapped from files, and are as large as they say."""

import hashlib
from uuid import UUID

import numpy as np
import pytest

from scanner.matchers import pictures
from scanner.matchers.facts import ListingFacts, PictureFacts, SpecimenFacts
from scanner.matchers.picture_examples import scene
from scanner.matchers.picture_table import LARGE, RADIUS, RADIUS_LARGE, PictureTable, view_words


class Index:
    """An index of these tables and nothing else."""

    def __init__(self, *tables, outdated=frozenset()):
        self.picture_tables = tables
        self.outdated = outdated


def made(count, seed=1):
    """Specimens with random hashes; their refs are digests of files."""
    random = np.random.default_rng(seed)
    for number in range(count):
        views = tuple(int(view) for view in random.integers(0, 2**63, 8))
        details = tuple(random.bytes(32) for _ in range(8))
        ref = hashlib.sha256(number.to_bytes(4)).hexdigest()
        yield SpecimenFacts(UUID(int=number + 1), PictureFacts(ref, views, details, int(random.integers(2**63))))


def scenes():
    return [
        SpecimenFacts(UUID(int=seed + 1), pictures.facts_of(scene(seed, 200), f"scene {seed}")) for seed in range(6)
    ]


def asked(seed):
    return ListingFacts("Poster", pictures=(pictures.facts_of(scene(seed, 150), "asked"),))


def test_columns_give_back_what_went_in():
    specimens = [*made(20), SpecimenFacts(UUID(int=99), PictureFacts("é, no digest", (5,) * 8, (b"d" * 32,) * 8))]
    table = PictureTable(iter(specimens))
    assert len(table) == 21
    for number, specimen in enumerate(specimens):
        assert table.right_id(number) == specimen.right_id
        assert table.ref(number) == specimen.picture.ref


def test_blank_specimens_are_left_out():
    table = PictureTable([SpecimenFacts(UUID(int=1), PictureFacts("blank", blank=True)), *made(1)])
    assert len(table) == 1
    assert table.right_id(0) == UUID(int=1)


def test_a_saved_table_is_mapped_and_finds_alike(tmp_path):
    table = PictureTable(scenes())
    table.save(tmp_path / "pictures")
    again = PictureTable.load(tmp_path / "pictures")
    assert len(again) == len(table)
    assert again.size_bytes == table.size_bytes
    assert isinstance(again.details.base, np.memmap)
    for seed in range(8):
        assert pictures.match(asked(seed), Index(again)) == pictures.match(asked(seed), Index(table))
    assert pictures.match(asked(2), Index(again))


def test_an_empty_table_is_saved_and_loaded(tmp_path):
    PictureTable([]).save(tmp_path)
    assert len(PictureTable.load(tmp_path)) == 0
    assert pictures.match(asked(1), Index(PictureTable.load(tmp_path))) == []


def test_a_folder_that_is_not_whole_is_refused(tmp_path):
    PictureTable(scenes()).save(tmp_path)
    np.save(tmp_path / "flat.npy", np.zeros(2, dtype=np.bool_))
    with pytest.raises(ValueError, match="different tables"):
        PictureTable.load(tmp_path)
    (tmp_path / "flat.npy").unlink()
    with pytest.raises(OSError, match="flat"):
        PictureTable.load(tmp_path)


def test_outdated_rights_of_the_first_table_alone_are_left_out():
    table = PictureTable(scenes())
    own = frozenset([UUID(int=3)])
    assert pictures.match(asked(2), Index(table, outdated=own)) == []
    assert pictures.match(asked(2), Index(table, table, outdated=own))


def test_a_specimen_takes_less_than_150_bytes():
    table = PictureTable(made(5_000))
    assert table.size_bytes / len(table) < 150


def test_a_large_register_has_the_smaller_radius():
    table = PictureTable(made(3))
    assert table.radius == RADIUS
    hashes = np.zeros((LARGE + 1, 1), dtype=np.uint64)
    table.hashes = type(table.hashes)(hashes, small=LARGE + 1)
    assert table.radius == RADIUS_LARGE


def test_a_register_of_many_alike_pictures_is_answered():
    """A thousand rights with one picture: each is named, once."""
    facts = pictures.facts_of(scene(1, 200), "one")
    table = PictureTable(SpecimenFacts(UUID(int=number + 1), facts) for number in range(1_000))
    findings = pictures.match(asked(1), Index(table))
    assert {finding.right_id.int for finding in findings} == set(range(1, 1_001))
    assert len(findings) == 1_000


def test_words_of_views_keep_their_distance():
    one, other = view_words([0b1011, 1 << 63])
    assert int(np.bitwise_count(one ^ other).sum()) == 4
