"""The Merkle tree of RFC 6962 with SHA-256: hashes, roots, proofs and their verification.

Standard library only, no I/O: whoever doubts us can read this file and run it without the rest of the product.

A *node* is named by (level, index): the hash of the 2**level leaves that start at leaf index * 2**level. Only perfect
subtrees are nodes, so a node never changes once its leaves are there. A *span* is a half-open range of leaves whose
hash a proof needs; a span at the right edge of the tree is no node, but folds from a few of them.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()

Node = tuple[int, int]
Span = tuple[int, int]
HashSource = Callable[[int, int], bytes]
"""Gives the hash of node (level, index). It is asked only for nodes whose leaves all lie in the tree."""


class ProofError(ValueError):
    """A proof does not hold, or was asked for what the tree does not contain. The message says why in a sentence."""


def leaf_hash(data: bytes) -> bytes:
    """The hash of one entry. The prefix keeps an entry from passing as an inner node (RFC 6962, 2.1)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash over two subtrees."""
    return sha256(b"\x01" + left + right).digest()


class CompactRange:
    """A tree that only grows, kept as the roots of its perfect subtrees: at most one hash per bit of its size.

    It computes the root over any number of leaves in constant memory.
    """

    def __init__(self) -> None:
        self.size = 0
        self.peaks: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash at the right."""
        self.extend((leaf,))

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add leaf hashes at the right, in order. One hash per leaf, spread over the calls."""
        peaks, size = self.peaks, self.size
        for leaf in leaves:
            carry = size
            while carry & 1:
                leaf = sha256(b"\x01" + peaks.pop() + leaf).digest()
                carry >>= 1
            peaks.append(leaf)
            size += 1
        self.size = size

    def root(self) -> bytes:
        """The root over all leaves so far; of none, the hash of nothing."""
        return fold(self.peaks) if self.peaks else EMPTY_ROOT


def root_of_leaves(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes."""
    tree = CompactRange()
    tree.extend(leaves)
    return tree.root()


def fold(hashes: Sequence[bytes]) -> bytes:
    """The hash of neighbouring subtrees that shrink from left to right. At least one is needed."""
    *rest, folded = hashes
    for left in reversed(rest):
        folded = node_hash(left, folded)
    return folded


def span_nodes(span: Span) -> list[Node]:
    """The nodes that a span folds from, left to right.

    The span begins where a subtree at least as large as itself begins, which is true of every span of a proof.
    """
    begin, end = span
    nodes = []
    while begin < end:
        level = (end - begin).bit_length() - 1
        nodes.append((level, begin >> level))
        begin += 1 << level
    return nodes


def inclusion_spans(index: int, size: int) -> list[Span]:
    """The spans whose hashes prove leaf `index` in a tree of `size`, from the leaf's sibling upwards.

    Raises ProofError if the tree has no such leaf.
    """
    if not 0 <= index < size:
        raise ProofError(f"A tree of {size} entries has no entry {index}.")
    spans = []
    begin, end = 0, size
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if index < middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((begin, middle))
            begin = middle
    return spans[::-1]


def consistency_spans(old_size: int, new_size: int) -> list[Span]:
    """The spans whose hashes prove that the tree of `old_size` is the beginning of that of `new_size`.

    Raises ProofError unless 0 < old_size <= new_size: from an empty tree nothing can be proved.
    """
    _check_sizes(old_size, new_size)
    spans = []
    begin, end = 0, new_size
    while old_size != end:
        middle = begin + _split(end - begin)
        if old_size <= middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((begin, middle))
            begin = middle
    # The verifier knows the old root, so it need not be told where the old tree is this whole left subtree.
    if begin > 0:
        spans.append((begin, end))
    return spans[::-1]


def root(size: int, source: HashSource) -> bytes:
    """The root of the first `size` leaves."""
    return _span_hash((0, size), source) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, source: HashSource) -> list[bytes]:
    """The proof that leaf `index` is in the tree of `size`. Raises ProofError if there is no such leaf."""
    return [_span_hash(span, source) for span in inclusion_spans(index, size)]


def consistency_proof(old_size: int, new_size: int, source: HashSource) -> list[bytes]:
    """The proof that the tree only grew from `old_size` to `new_size`. Raises ProofError as `consistency_spans`."""
    return [_span_hash(span, source) for span in consistency_spans(old_size, new_size)]


def verify_inclusion(*, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Check that the entry with hash `leaf` stands at `index` of the tree with this size and root.

    Raises ProofError with the reason if it does not follow from the proof.
    """
    if not 0 <= index < size:
        raise ProofError(f"A tree of {size} entries has no entry {index}.")
    _check_hashes([leaf, root, *proof])
    # Below `inner` the leaf's path and the tree's right edge run apart, above they are one, where only left
    # siblings exist. A longer proof could smuggle a hash in, a shorter one pass a node off as a leaf.
    inner = (index ^ (size - 1)).bit_length()
    border = (index >> inner).bit_count()
    _check_length(proof, inner + border)
    computed = leaf
    for level, sibling in enumerate(proof):
        if level >= inner or index >> level & 1:
            computed = node_hash(sibling, computed)
        else:
            computed = node_hash(computed, sibling)
    if computed != root:
        raise ProofError(f"The proof does not lead from entry {index} to the root of the tree of {size} entries.")


def verify_consistency(
    *, old_size: int, new_size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Check that the tree with the new size and root begins with the whole tree of the old size and root.

    Raises ProofError with the reason if that does not follow from the proof. A tree of no entries is refused as the
    old one, even with itself: every tree begins with it, so such a proof says nothing.
    """
    _check_sizes(old_size, new_size)
    _check_hashes([old_root, new_root, *proof])
    if old_size == new_size:
        _check_length(proof, 0)
        if old_root != new_root:
            raise ProofError(f"Two different roots were given for the tree of {old_size} entries.")
        return
    # The walk starts at the last perfect subtree of the old tree, `start` levels up. Is it the old tree as a
    # whole, then its hash is the old root; else the proof names it first.
    start = (old_size & -old_size).bit_length() - 1
    path = (old_size - 1) >> start
    inner = (path ^ (new_size - 1) >> start).bit_length()
    border = (path >> inner).bit_count()
    if old_size == 1 << start:
        _check_length(proof, inner + border)
        seed, siblings = old_root, proof
    else:
        _check_length(proof, 1 + inner + border)
        seed, siblings = proof[0], proof[1:]
    old, new = seed, seed
    for level, sibling in enumerate(siblings):
        if level >= inner or path >> level & 1:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
        else:
            new = node_hash(new, sibling)
    if old != old_root:
        raise ProofError(f"The proof does not lead to the root of the old tree of {old_size} entries.")
    if new != new_root:
        raise ProofError(f"The proof does not lead to the root of the new tree of {new_size} entries.")


def _split(size: int) -> int:
    """The largest power of two below `size`, where RFC 6962 divides a tree."""
    return 1 << (size - 1).bit_length() - 1


def _span_hash(span: Span, source: HashSource) -> bytes:
    return fold([source(level, index) for level, index in span_nodes(span)])


def _check_sizes(old_size: int, new_size: int) -> None:
    if old_size <= 0:
        raise ProofError("Nothing can be proved from a tree of no entries.")
    if new_size < old_size:
        raise ProofError(f"A tree of {new_size} entries cannot contain one of {old_size}.")


def _check_hashes(hashes: Iterable[bytes]) -> None:
    for value in hashes:
        if len(value) != HASH_SIZE:
            raise ProofError(f"A hash has {HASH_SIZE} bytes, not {len(value)}.")


def _check_length(proof: Sequence[bytes], expected: int) -> None:
    if len(proof) != expected:
        raise ProofError(f"This proof must have exactly {expected} hashes, not {len(proof)}.")
