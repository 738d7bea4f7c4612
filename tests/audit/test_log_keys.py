"""The keys of the logs: one per marketplace and generation, from one seed."""

import hmac
from uuid import UUID

import pytest

from audit.keys import log_key, public_bytes

SEED = bytes(range(32))
SHOP = UUID(int=1)


def test_the_same_key_each_time_and_another_for_everything_else():
    key = public_bytes(log_key(SEED, SHOP, 1))
    assert key == public_bytes(log_key(SEED, SHOP, 1))
    others = [
        log_key(bytes(32), SHOP, 1),
        log_key(SEED + b"\x00", SHOP, 1),
        log_key(SEED, UUID(int=2), 1),
        log_key(SEED, SHOP, 2),
        log_key(SEED, SHOP, 256),
    ]
    assert len({key, *map(public_bytes, others)}) == 6


def test_the_derivation_stays_what_it_is():
    """Another derivation would be another key for every log that exists. RFC 5869, written out."""
    extracted = hmac.digest(bytes(32), SEED, "sha256")
    info = b"markwarden log key v1\n" + SHOP.bytes + b"\x00\x00\x00\x03"
    expected = hmac.digest(extracted, info + b"\x01", "sha256")
    assert log_key(SEED, SHOP, 3).private_bytes_raw() == expected


@pytest.mark.parametrize(("seed", "generation"), [(b"", 1), (bytes(31), 1), (SEED, 0), (SEED, -1), (SEED, 2**32)])
def test_a_weak_seed_or_impossible_generation_is_refused(seed, generation):
    with pytest.raises(ValueError, match="log key"):
        log_key(seed, SHOP, generation)
