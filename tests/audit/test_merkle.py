"""The tree against the definitions of RFC 6962 written out slowly, and forgeries of every simple kind."""

from functools import cache
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import merkle
from audit.merkle import ProofError

LARGEST = 130
LEAVES = [merkle.leaf_hash(f"entry {number}".encode()) for number in range(LARGEST)]


# The slow tree: RFC 6962, section 2.1, as it is written there, over LEAVES[begin:end].


def largest_power_of_two_below(n):
    k = 1
    while k * 2 < n:
        k *= 2
    return k


@cache
def slow_root(begin, end):
    n = end - begin
    if n == 0:
        return sha256(b"").digest()
    if n == 1:
        return LEAVES[begin]
    k = largest_power_of_two_below(n)
    return sha256(b"\x01" + slow_root(begin, begin + k) + slow_root(begin + k, end)).digest()


def slow_path(m, begin, end):
    n = end - begin
    if n == 1:
        return []
    k = largest_power_of_two_below(n)
    if m < k:
        return [*slow_path(m, begin, begin + k), slow_root(begin + k, end)]
    return [*slow_path(m - k, begin + k, end), slow_root(begin, begin + k)]


def slow_subproof(m, begin, end, whole):
    n = end - begin
    if m == n:
        return [] if whole else [slow_root(begin, end)]
    k = largest_power_of_two_below(n)
    if m <= k:
        return [*slow_subproof(m, begin, begin + k, whole), slow_root(begin + k, end)]
    return [*slow_subproof(m - k, begin + k, end, False), slow_root(begin, begin + k)]


def node(level, index):
    return slow_root(index << level, (index + 1) << level)


def including(index, size, **changes):
    claim = {"leaf": LEAVES[index], "index": index, "size": size, "root": slow_root(0, size)}
    return claim | {"proof": slow_path(index, 0, size)} | changes


def growing(old, new, **changes):
    claim = {"old_size": old, "new_size": new, "old_root": slow_root(0, old), "new_root": slow_root(0, new)}
    return claim | {"proof": slow_subproof(old, 0, new, True)} | changes


def flipped(value, bit):
    return bytes([value[0] ^ 1 << bit % 8]) + value[1:]


def forged_lists(proof):
    """What a forger may do to the list of hashes alone."""
    other = sha256(b"other").digest()
    yield [*proof, other]
    yield [other, *proof]
    yield [*proof, b""]
    if proof:
        yield proof[:-1]
        yield proof[1:]
        yield []
        yield [proof[0], *proof]
        yield [proof[0][:31], *proof[1:]]
    for position, value in enumerate(proof):
        yield [*proof[:position], flipped(value, position), *proof[position + 1 :]]


def test_known_hashes():
    assert merkle.EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert merkle.leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert merkle.node_hash(b"a", b"b") == sha256(b"\x01ab").digest()


def test_root_of_every_size_while_it_grows():
    tree = merkle.CompactRange()
    for size in range(LARGEST + 1):
        assert tree.size == size
        assert tree.root() == slow_root(0, size) == merkle.root(size, node)
        assert len(tree.peaks) == size.bit_count()
        if size < LARGEST:
            tree.append(LEAVES[size])
    assert merkle.root_of_leaves(LEAVES) == slow_root(0, LARGEST)


def test_inclusion_proof_of_every_entry_of_every_tree():
    for size in range(1, LARGEST + 1):
        for index in range(size):
            proof = merkle.inclusion_proof(index, size, node)
            assert proof == slow_path(index, 0, size)
            merkle.verify_inclusion(**including(index, size, proof=proof))


def test_consistency_proof_between_all_trees():
    for new in range(1, LARGEST + 1):
        for old in range(1, new + 1):
            proof = merkle.consistency_proof(old, new, node)
            assert proof == slow_subproof(old, 0, new, True)
            merkle.verify_consistency(**growing(old, new, proof=proof))


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 7, 8, 9, 31, 64, 100])
def test_forged_inclusion_is_refused(size):
    for index in range(size):
        honest = including(index, size)
        forgeries = [
            *({"proof": proof} for proof in forged_lists(honest["proof"])),
            *({"index": other} for other in (*range(size + 2), -1, 2**64 - 1) if other != index),
            {"size": 0},
            {"size": -1},
            {"size": 2 * size},
            {"leaf": flipped(LEAVES[index], 3)},
            {"leaf": b""},
            {"root": flipped(honest["root"], 5)},
            {"root": merkle.EMPTY_ROOT},
            {"root": b""},
        ]
        for forgery in forgeries:
            with pytest.raises(ProofError):
                merkle.verify_inclusion(**honest | forgery)


@pytest.mark.parametrize("new", [1, 2, 3, 4, 5, 7, 8, 9, 31, 64])
def test_forged_growth_is_refused(new):
    for old in range(1, new + 1):
        honest = growing(old, new)
        forgeries = [
            *({"proof": proof} for proof in forged_lists(honest["proof"])),
            {"old_size": 0},
            {"old_size": -1},
            {"old_size": new + 1},
            {"new_size": old - 1},
            {"old_root": flipped(honest["old_root"], 1)},
            {"new_root": flipped(honest["new_root"], 1)},
            {"old_root": b""},
        ]
        if old != new:
            forgeries += [
                {"new_size": 4 * new},
                {"old_root": honest["new_root"], "new_root": honest["old_root"]},
                {"proof": [*honest["proof"], honest["old_root"]]},
                {"proof": [honest["new_root"], *honest["proof"]]},
            ]
        for forgery in forgeries:
            with pytest.raises(ProofError):
                merkle.verify_consistency(**honest | forgery)


def test_bytes_cannot_wander_between_neighbours():
    """A hash one byte short beside one a byte long hashes as the honest pair does."""
    honest = including(0, 2)
    wandered = {"leaf": LEAVES[0][:31], "proof": [LEAVES[0][31:] + LEAVES[1]]}
    with pytest.raises(ProofError, match="32 bytes"):
        merkle.verify_inclusion(**honest | wandered)
    with pytest.raises(ProofError, match="32 bytes"):
        merkle.verify_consistency(
            old_size=1, new_size=2, old_root=LEAVES[0][:31], new_root=honest["root"], proof=wandered["proof"]
        )


@pytest.mark.parametrize("new", [0, 1, 5])
def test_nothing_is_proved_from_the_empty_tree(new):
    """Not even that it equals itself: whoever starts from nothing must say so and not call it a proof."""
    with pytest.raises(ProofError, match="no entries"):
        merkle.verify_consistency(
            old_size=0, new_size=new, old_root=merkle.EMPTY_ROOT, new_root=slow_root(0, new), proof=[]
        )
    with pytest.raises(ProofError, match="no entries"):
        merkle.consistency_proof(0, new, node)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (5, 5), (-1, 5), (6, 5)])
def test_no_proof_for_an_entry_that_is_not_there(index, size):
    with pytest.raises(ProofError, match="has no entry"):
        merkle.inclusion_proof(index, size, node)


def test_no_proof_that_a_tree_shrank():
    with pytest.raises(ProofError, match="cannot contain"):
        merkle.consistency_proof(6, 5, node)


@given(size=st.integers(1, 10**12), data=st.data())
def test_a_proof_is_as_long_as_the_tree_is_deep(size, data):
    """And it asks only for whole subtrees, so that the hashes it is made of never change."""
    index = data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(1, size))
    depth = (size - 1).bit_length()
    assert len(merkle.inclusion_spans(index, size)) <= depth
    assert len(merkle.consistency_spans(old, size)) <= depth + 1
    spans = [*merkle.inclusion_spans(index, size), *merkle.consistency_spans(old, size), (0, size)]
    for begin, end in spans:
        covered = begin
        for level, position in merkle.span_nodes((begin, end)):
            assert position << level == covered
            covered = (position + 1) << level
        assert covered == end


@given(st.lists(st.binary(max_size=20), min_size=1, max_size=70), st.data())
def test_a_changed_entry_breaks_its_proof(entries, data):
    leaves = [merkle.leaf_hash(entry) for entry in entries]

    def source(level, index):
        return merkle.root_of_leaves(leaves[index << level : (index + 1) << level])

    index = data.draw(st.integers(0, len(entries) - 1))
    proof = merkle.inclusion_proof(index, len(entries), source)
    claim = {"index": index, "size": len(entries), "proof": proof, "root": merkle.root_of_leaves(leaves)}
    merkle.verify_inclusion(leaf=leaves[index], **claim)
    with pytest.raises(ProofError):
        merkle.verify_inclusion(leaf=merkle.leaf_hash(entries[index] + b"!"), **claim)


def test_a_million_entries_are_proved_by_twenty_hashes():
    assert max(len(merkle.inclusion_spans(index, 10**6)) for index in (0, 499_999, 999_999)) == 20
    assert len(merkle.consistency_spans(999_999, 10**6)) <= 21
