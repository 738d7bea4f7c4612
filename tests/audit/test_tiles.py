"""Tiles: where each hash lies, what appending writes, and that proofs from tiles are those from the leaves."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import merkle, tiles
from audit.merkle import HASH_SIZE, ProofError
from audit.tiles import MissingTile, Tile

SIZE = 70_000


def leaves_of(size):
    return [merkle.leaf_hash(number.to_bytes(4, "big")) for number in range(size)]


def grow(batches):
    """Append the batches one after the other, as the sequencer does; the widest row at each place wins."""
    stored, size, growths = {}, 0, []
    for batch in batches:
        edge = {tile.place: stored[tile.place] for tile in tiles.edge_tiles(size)}
        growth = tiles.append(size, batch, edge)
        stored |= {row.tile.place: row.hashes for row in growth.rows}
        size = growth.size
        growths.append(growth)
    return stored, growths


def fetch(stored, wanted):
    """Exactly what was asked for, no hash more."""
    return {tile.place: stored[tile.place][: tile.width * HASH_SIZE] for tile in wanted}


@pytest.fixture(scope="module")
def log():
    """Leaves, every level of the plain binary tree over them, and the tiles from batches of uneven size."""
    leaves = leaves_of(SIZE)
    levels = [leaves]
    while len(levels[-1]) > 1:
        below = levels[-1]
        levels.append([merkle.node_hash(a, b) for a, b in zip(below[::2], below[1::2], strict=False)])
    dice, batches, begin = random.Random(7), [], 0
    while begin < SIZE:
        step = dice.choice([1, 2, 100, 255, 256, 257, 1000, 2000])
        batches.append(leaves[begin : begin + step])
        begin += step
    stored, growths = grow(batches)
    return leaves, lambda level, index: levels[level][index], stored, growths


def test_the_root_after_each_batch(log):
    leaves, _, _, growths = log
    tree = merkle.CompactRange()
    for growth in growths:
        tree.extend(leaves[tree.size : growth.size])
        assert growth.root == tree.root()
    assert growths[-1].size == SIZE


def test_the_tiles_of_seventy_thousand_entries(log):
    """The example of the specification."""
    _, _, stored, _ = log
    widths = {}
    for (level, _), hashes in stored.items():
        widths.setdefault(level, []).append(len(hashes) // HASH_SIZE)
    assert {level: sorted(found) for level, found in widths.items()} == {
        0: [112] + [256] * 273,
        1: [17, 256],
        2: [1],
    }
    assert tiles.edge_tiles(SIZE) == [Tile(0, 273, 112), Tile(1, 1, 17), Tile(2, 0, 1)]


def test_each_hash_is_the_root_over_its_leaves(log):
    leaves, _, stored, _ = log
    for (level, index), position in {(0, 0): 5, (1, 0): 255, (1, 1): 16, (2, 0): 0}.items():
        begin = (index * 256 + position) * 256**level
        expected = merkle.root_of_leaves(leaves[begin : begin + 256**level])
        assert stored[level, index][position * HASH_SIZE :][:HASH_SIZE] == expected


def interesting_sizes(count):
    dice = random.Random(11)
    return [1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, SIZE] + [dice.randint(1, SIZE) for _ in range(count)]


def test_inclusion_from_tiles_is_inclusion_from_leaves(log):
    leaves, source, stored, _ = log
    dice = random.Random(13)
    for size in interesting_sizes(150):
        index = dice.choice([0, size - 1, dice.randrange(size)])
        wanted = tiles.inclusion_tiles(index, size)
        proof = tiles.inclusion_proof(index, size, fetch(stored, wanted))
        assert proof == merkle.inclusion_proof(index, size, source)
        assert len(wanted) <= 6
        root = merkle.root(size, source)
        merkle.verify_inclusion(leaf=leaves[index], index=index, size=size, proof=proof, root=root)


def test_consistency_from_tiles_is_consistency_from_leaves(log):
    _, source, stored, _ = log
    dice = random.Random(17)
    for new in interesting_sizes(150):
        old = dice.choice([1, new, dice.randint(1, new)])
        proof = tiles.consistency_proof(old, new, fetch(stored, tiles.consistency_tiles(old, new)))
        assert proof == merkle.consistency_proof(old, new, source)
        merkle.verify_consistency(
            old_size=old,
            new_size=new,
            old_root=merkle.root(old, source),
            new_root=merkle.root(new, source),
            proof=proof,
        )


def test_the_root_of_any_size_needs_only_its_edge(log):
    _, source, stored, _ = log
    for size in interesting_sizes(50):
        assert tiles.root(size, fetch(stored, tiles.edge_tiles(size))) == merkle.root(size, source)
    assert tiles.root(0, {}) == merkle.EMPTY_ROOT
    assert tiles.edge_tiles(0) == []


@given(st.lists(st.integers(0, 600), max_size=8))
def test_batches_do_not_matter(sizes):
    """However the leaves arrive, the same tiles stand at the end, each written under the width it had then."""
    leaves = leaves_of(sum(sizes))
    batches, begin = [], 0
    for step in sizes:
        batches.append(leaves[begin : begin + step])
        begin += step
    stored, growths = grow(batches)
    at_once, _ = grow([leaves])
    assert stored == at_once
    for growth in growths:
        for row in growth.rows:
            assert len(row.hashes) == row.tile.width * HASH_SIZE
            assert row.tile == tiles.tile_of(row.tile.level, row.tile.index, growth.size)
        written = [row.tile for row in growth.rows]
        assert len(set(written)) == len(written)


def test_nothing_appended_writes_nothing():
    growth = tiles.append(0, [], {})
    assert (growth.size, growth.root, growth.rows) == (0, merkle.EMPTY_ROOT, [])


def test_tiles_as_the_database_driver_returns_them():
    stored, _ = grow([leaves_of(300)])
    views = {place: memoryview(hashes) for place, hashes in stored.items()}
    assert tiles.append(300, leaves_of(1), views) == tiles.append(300, leaves_of(1), stored)
    assert tiles.inclusion_proof(299, 300, views) == tiles.inclusion_proof(299, 300, stored)


def test_a_wider_tile_serves_a_smaller_tree():
    stored, _ = grow([leaves_of(300)])
    wider, _ = grow([leaves_of(340)])
    assert tiles.append(300, leaves_of(1), wider) == tiles.append(300, leaves_of(1), stored)
    assert tiles.inclusion_proof(290, 300, wider) == tiles.inclusion_proof(290, 300, stored)


def test_a_missing_or_narrow_tile_is_named():
    stored, _ = grow([leaves_of(300)])
    with pytest.raises(MissingTile, match=r"tile/0/001\.p/44 is needed"):
        tiles.append(300, leaves_of(1), {**stored, (0, 1): stored[0, 1][:-1]})
    with pytest.raises(MissingTile, match="tile/0/000"):
        tiles.inclusion_proof(3, 300, {(0, 1): stored[0, 1]})
    with pytest.raises(MissingTile, match="only 255 of its hashes"):
        tiles.inclusion_proof(3, 300, {**stored, (0, 0): stored[0, 0][:-1]})
    with pytest.raises(ProofError):
        tiles.append(300, [b"short"], stored)
    with pytest.raises(ProofError, match="has no entry"):
        tiles.inclusion_tiles(300, 300)
    with pytest.raises(ProofError, match="no entries"):
        tiles.consistency_tiles(0, 300)
    with pytest.raises(ProofError, match="no tile"):
        tiles.tile_of(0, 2, 300)


def test_a_changed_tile_breaks_the_proof():
    leaves = leaves_of(300)
    stored, growths = grow([leaves])
    changed = bytearray(stored[0, 0])
    changed[HASH_SIZE * 200] ^= 1
    proof = tiles.inclusion_proof(3, 300, {**stored, (0, 0): bytes(changed)})
    with pytest.raises(ProofError):
        merkle.verify_inclusion(leaf=leaves[3], index=3, size=300, proof=proof, root=growths[-1].root)


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 1_234_067, 256), "tile/0/x001/x234/067"),
        (Tile(0, 1_234_067, 8), "tile/0/x001/x234/067.p/8"),
        (Tile(1, 0, 256), "tile/1/000"),
        (Tile(2, 999, 255), "tile/2/999.p/255"),
        (Tile(0, 1000, 1), "tile/0/x001/000.p/1"),
        (Tile(7, 1_000_000, 256), "tile/7/x001/x000/000"),
    ],
)
def test_paths(tile, path):
    assert tile.path == path
