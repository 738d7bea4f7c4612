"""How the code of a unit is kept: whoever reads the table alone can neither print a code nor try one.

`mark` is a keyed hash of what is on the label: by it a unit is found again. `seal` hides the serial number so that only
the product, which has the key, can show it; the mark is its nonce, as in a deterministic encryption (RFC 5297: the same
serial gives the same bytes, another one never the same stream).
"""

import hashlib
import hmac
import os
import zlib
from functools import lru_cache
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MARK_SIZE, NONCE = 16, 12


def mark(secret: str, tenant_id: UUID, gtin: str, serial: str) -> UUID:
    """What the unit with this GTIN (14 digits) and serial number is found by, in this marketplace alone. A UUID of version 8.

    Serial numbers are compared as they are printed: capital and small letters differ (GS1 General Specifications, 3.5.2).
    """
    said = f"{gtin}\n{serial}".encode()
    raw = hmac.new(_key(secret, tenant_id, b"mark"), said, hashlib.sha256).digest()[:MARK_SIZE]
    value = int.from_bytes(raw)
    value = value & ~(0xF << 76) | 0x8 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)


def seal(secret: str, tenant_id: UUID, unit_mark: UUID, serial: str) -> bytes:
    """The serial number, hidden under its mark; as long as it is in UTF-8."""
    return _stream(secret, tenant_id, unit_mark, serial.encode())


def unseal(secret: str, tenant_id: UUID, unit_mark: UUID, sealed: bytes) -> str:
    """The opposite of `seal`. Bytes that were sealed under another key are no text, or another: "" for what cannot be read."""
    try:
        return _stream(secret, tenant_id, unit_mark, bytes(sealed)).decode()
    except UnicodeDecodeError:
        return ""


def seal_text(secret: str, tenant_id: UUID, text: str) -> bytes:
    """A text that may name goods, as it is kept: shortened, then encrypted and authenticated (AES-GCM, a fresh nonce)."""
    nonce = os.urandom(NONCE)
    return nonce + _sealer(secret, tenant_id).encrypt(nonce, zlib.compress(text.encode(), 1), None)


def unseal_text(secret: str, tenant_id: UUID, sealed: bytes) -> str:
    """The opposite of `seal_text`. Raises InvalidTag for what was sealed under another key, or altered since."""
    kept = bytes(sealed)
    return zlib.decompress(_sealer(secret, tenant_id).decrypt(kept[:NONCE], kept[NONCE:], None)).decode()


@lru_cache(maxsize=1024)
def _sealer(secret: str, tenant_id: UUID) -> AESGCM:
    return AESGCM(_key(secret, tenant_id, b"text"))


def _stream(secret: str, tenant_id: UUID, unit_mark: UUID, data: bytes) -> bytes:
    cipher = Cipher(AES(_key(secret, tenant_id, b"seal")), CTR(unit_mark.bytes)).encryptor()
    return cipher.update(data) + cipher.finalize()


def drawing_key(secret: str, tenant_id: UUID) -> bytes:
    """What it is drawn by which pieces are looked at: who has the marks of a marketplace cannot tell them."""
    return _key(secret, tenant_id, b"draw")


@lru_cache(maxsize=1024)
def _key(secret: str, tenant_id: UUID, use: bytes) -> bytes:
    derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"unit " + use + b"\n" + tenant_id.bytes)
    return derive.derive(secret.encode())
