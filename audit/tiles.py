"""The tree as tiles (C2SP tlog-tiles): rows of at most 256 hashes, from which roots and proofs are computed.

The tile at (level, index) holds the hashes of the nodes at tree level 8 * level, from node 256 * index on. Below 256
hashes it is partial; a partial tile is the beginning of every wider one at its place, so a wider one always serves.
No I/O: one function names the tiles that a proof needs, the caller fetches them in one query, another builds the proof.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from audit import merkle
from audit.merkle import HASH_SIZE, Node, ProofError, Span

WIDTH = 256
HEIGHT = 8

Fetched = Mapping[tuple[int, int], bytes]
"""The hashes of tiles by (level, index), each at least as wide as the tree at hand needs it."""


@dataclass(frozen=True, order=True)
class Tile:
    """The name of a tile: its place and how many hashes of it the tree has (1 to 256)."""

    level: int
    index: int
    width: int

    @property
    def place(self) -> tuple[int, int]:
        """Where the tile stands, whatever its width."""
        return self.level, self.index

    @property
    def path(self) -> str:
        """The path below the log's prefix, as in `tile/0/x001/x234/067.p/8`."""
        rest, last = divmod(self.index, 1000)
        parts = [f"{last:03}"]
        while rest:
            rest, part = divmod(rest, 1000)
            parts.insert(0, f"x{part:03}")
        suffix = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{self.level}/{'/'.join(parts)}{suffix}"


@dataclass(frozen=True)
class TileRow:
    """A tile with its hashes, one after the other, as it is written and served."""

    tile: Tile
    hashes: bytes


@dataclass(frozen=True)
class Growth:
    """What appending leaves comes to: the new size and root, and the tiles to write in the same transaction."""

    size: int
    root: bytes
    rows: list[TileRow]


class MissingTile(ProofError):
    """A tile that the proof needs was not fetched, or is too narrow."""


class TileHashes:
    """A hash source over fetched tiles, for the functions of `audit.merkle`."""

    def __init__(self, fetched: Fetched) -> None:
        self.fetched = fetched

    def __call__(self, level: int, index: int) -> bytes:
        """The hash of a node. Raises MissingTile if its tile is not there or does not reach it."""
        tile_level, tile_index, begin, end = _locate(level, index)
        tile = Tile(tile_level, tile_index, end)
        hashes = self.fetched.get(tile.place, b"")
        if len(hashes) < end * HASH_SIZE:
            raise MissingTile(f"{tile.path} is needed, but only {len(hashes) // HASH_SIZE} of its hashes are there.")
        return _perfect_root(_split(bytes(hashes[begin * HASH_SIZE : end * HASH_SIZE])))


def tile_of(level: int, index: int, size: int) -> Tile:
    """The tile at this place in a tree of `size`, with its width there. Raises ProofError if it has no hash yet."""
    width = min(WIDTH, (size >> HEIGHT * level) - index * WIDTH)
    if width <= 0:
        raise ProofError(f"A tree of {size} entries has no tile {index} at level {level}.")
    return Tile(level, index, width)


def edge_tiles(size: int) -> list[Tile]:
    """The partial tiles at the right edge of a tree of `size`: at most one per level, all that appending needs."""
    levels = range((size.bit_length() + HEIGHT - 1) // HEIGHT)
    widths = ((level, size >> HEIGHT * level) for level in levels)
    return [Tile(level, count // WIDTH, count % WIDTH) for level, count in widths if count % WIDTH]


def append(size: int, leaves: Sequence[bytes], edge: Fetched) -> Growth:
    """Append leaf hashes to a tree of `size`, whose `edge_tiles` are given.

    Every touched tile is written anew, under its new width. Raises MissingTile if a tile of the edge is missing.
    """
    for leaf in leaves:
        if len(leaf) != HASH_SIZE:
            raise ProofError(f"A leaf hash has {HASH_SIZE} bytes, not {len(leaf)}.")
    rows: list[TileRow] = []
    grown = {tile.place: _edge_bytes(tile, edge) for tile in edge_tiles(size)}
    level, coming = 0, list(leaves)
    while coming:
        index, width = divmod(size >> HEIGHT * level, WIDTH)
        hashes = _split(grown[level, index]) + coming if width else coming
        coming = []
        for begin in range(0, len(hashes), WIDTH):
            chunk = hashes[begin : begin + WIDTH]
            row = TileRow(Tile(level, index + begin // WIDTH, len(chunk)), b"".join(chunk))
            rows.append(row)
            grown[row.tile.place] = row.hashes
            if len(chunk) == WIDTH:
                coming.append(_perfect_root(chunk))
        level += 1
    new_size = size + len(leaves)
    return Growth(new_size, root(new_size, grown), rows)


def root(size: int, edge: Fetched) -> bytes:
    """The root of the tree of `size`, of which only the `edge_tiles` are needed."""
    return merkle.root(size, TileHashes(edge))


def inclusion_tiles(index: int, size: int) -> list[Tile]:
    """The tiles that the proof of leaf `index` in the tree of `size` needs. Raises ProofError as the proof would."""
    return _tiles_of(merkle.inclusion_spans(index, size), size)


def inclusion_proof(index: int, size: int, fetched: Fetched) -> list[bytes]:
    """The proof of leaf `index` in the tree of `size`, from its `inclusion_tiles`."""
    return merkle.inclusion_proof(index, size, TileHashes(fetched))


def consistency_tiles(old_size: int, new_size: int) -> list[Tile]:
    """The tiles that the proof of growth from one size to the other needs. Raises ProofError as the proof would."""
    return _tiles_of(merkle.consistency_spans(old_size, new_size), new_size)


def consistency_proof(old_size: int, new_size: int, fetched: Fetched) -> list[bytes]:
    """The proof of growth from one size to the other, from its `consistency_tiles`."""
    return merkle.consistency_proof(old_size, new_size, TileHashes(fetched))


def _locate(level: int, index: int) -> tuple[int, int, int, int]:
    """Which tile holds a node, and which of its hashes (from, to) are the node's leaves there."""
    tile_level, height = divmod(level, HEIGHT)
    tile_index, begin = divmod(index << height, WIDTH)
    return tile_level, tile_index, begin, begin + (1 << height)


def _tiles_of(spans: Iterable[Span], size: int) -> list[Tile]:
    nodes: set[Node] = {node for span in spans for node in merkle.span_nodes(span)}
    places = {_locate(level, index)[:2] for level, index in nodes}
    return sorted(tile_of(level, index, size) for level, index in places)


def _edge_bytes(tile: Tile, edge: Fetched) -> bytes:
    hashes = bytes(edge.get(tile.place, b""))
    if len(hashes) < tile.width * HASH_SIZE:
        raise MissingTile(f"{tile.path} is needed, but only {len(hashes) // HASH_SIZE} of its hashes are there.")
    return hashes[: tile.width * HASH_SIZE]


def _split(hashes: bytes) -> list[bytes]:
    return [hashes[begin : begin + HASH_SIZE] for begin in range(0, len(hashes), HASH_SIZE)]


def _perfect_root(hashes: Sequence[bytes]) -> bytes:
    """The root over a power of two of hashes."""
    while len(hashes) > 1:
        hashes = [merkle.node_hash(left, right) for left, right in zip(hashes[::2], hashes[1::2], strict=True)]
    return hashes[0]
