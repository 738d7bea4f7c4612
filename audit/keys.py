"""Which key signs a marketplace's log: derived from the installation's one secret seed, never stored."""

from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SEED_SIZE = 32
_PURPOSE = b"markwarden log key v1\n"


def log_key(seed: bytes, marketplace_id: UUID, generation: int) -> Ed25519PrivateKey:
    """The private key of a marketplace's log; a new generation (from 1 up) is a new key.

    Only the process that holds the seed, the sequencer, can do this; all others read the published key. Raises
    ValueError for a seed of fewer than 32 bytes or an impossible generation.
    """
    if len(seed) < SEED_SIZE:
        raise ValueError(f"The seed of the log keys must have at least {SEED_SIZE} bytes.")
    if not 1 <= generation < 2**32:
        raise ValueError("The generation of a log key is a number from 1 up.")
    # Everything after the purpose has a fixed length, so no two keys share their input.
    info = _PURPOSE + marketplace_id.bytes + generation.to_bytes(4, "big")
    return Ed25519PrivateKey.from_private_bytes(HKDF(SHA256(), length=32, salt=None, info=info).derive(seed))


def public_bytes(key: Ed25519PrivateKey) -> bytes:
    """The 32 bytes of the public half, as they are published."""
    return key.public_key().public_bytes_raw()
