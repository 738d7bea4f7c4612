"""Files that are written once, under names that say nothing; and copies to look at, apart from them.

Originals: EVIDENCE_DIR/<marketplace id>/<ab>/<address>, ours alone to read. Copies: STATE_DIR/pictures/<marketplace
id>/<ab>/<address>/<side>; they may be deleted at any time and are made again.
"""

import hashlib
import hmac
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO
from uuid import UUID, uuid4

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

UNFINISHED = ".new"
PIECE = 1 << 20


class Damaged(Exception):
    """The file does not hold the bytes it was named for: somebody changed it, or a disk failed."""


def address_of(tenant_id: UUID, sha256: str) -> str:
    """Where bytes with that digest lie: HMAC-SHA-256 under the marketplace's own key, in hexadecimal."""
    return hmac.new(_key(settings.SECRET_KEY, tenant_id), bytes.fromhex(sha256), hashlib.sha256).hexdigest()


def write_once(tenant_id: UUID, address: str, data: bytes) -> None:
    """Put the bytes on the disk, whole or not at all, before this returns. The same bytes again change nothing.

    Raises Damaged if other bytes lie there.
    """
    path = original_path(tenant_id, address)
    if path.exists():
        read_original(tenant_id, address, hashlib.sha256(data).hexdigest())
        return
    fresh = _written(path, [data])
    try:
        os.link(fresh, path)  # unlike a rename, this never replaces what is there
    except FileExistsError:
        read_original(tenant_id, address, hashlib.sha256(data).hexdigest())
    finally:
        fresh.unlink()
    _sync(path.parent)


def copy_once(tenant_id: UUID, address: str, source: BinaryIO, sha256: str) -> None:
    """The same for a file that is not held in memory. Raises Damaged if it no longer has that digest."""
    path = original_path(tenant_id, address)
    if path.exists() and _digest(path) == sha256:
        return
    fresh = _written(path, iter(lambda: source.read(PIECE), b""))
    try:
        if _digest(fresh) != sha256:
            raise Damaged(f"The file for {address} of marketplace {tenant_id} changed while it was taken in.")
        os.link(fresh, path)
    except FileExistsError:
        if _digest(path) != sha256:
            raise Damaged(f"The file at {address} of marketplace {tenant_id} is not what was handed in.") from None
    finally:
        fresh.unlink()
    _sync(path.parent)


def checked_path(tenant_id: UUID, address: str, sha256: str) -> Path:
    """Where the original lies, gone through once. Raises FileNotFoundError if it was erased, Damaged if it differs."""
    path = original_path(tenant_id, address)
    if _digest(path) != sha256:
        raise Damaged(f"The file at {address} of marketplace {tenant_id} is not what was handed in.")
    return path


def read_original(tenant_id: UUID, address: str, sha256: str) -> bytes:
    """The bytes as they were handed in. Raises FileNotFoundError if they were erased, Damaged if they differ."""
    data = original_path(tenant_id, address).read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Damaged(f"The file at {address} of marketplace {tenant_id} is not what was handed in.")
    return data


def original_path(tenant_id: UUID, address: str) -> Path:
    """Where the original lies, or would."""
    return Path(settings.EVIDENCE_DIR) / str(tenant_id) / address[:2] / address


def copy_path(tenant_id: UUID, address: str, side: int) -> Path:
    """Where the working copy of that size lies, or would."""
    return Path(settings.STATE_DIR) / "pictures" / str(tenant_id) / address[:2] / address / str(side)


def write_copy(path: Path, data: bytes) -> None:
    """A working copy; whoever comes second writes the same."""
    os.replace(_written(path, [data]), path)


def older_than(tenant_id: UUID, age: timedelta) -> Iterator[Path]:
    """Files among the originals of that marketplace that were last written more than `age` ago."""
    limit = time.time() - age.total_seconds()
    for path in (Path(settings.EVIDENCE_DIR) / str(tenant_id)).glob("*/*"):
        if path.stat().st_mtime < limit:
            yield path


def forget_copies(tenant_id: UUID, address: str) -> None:
    """Delete the working copies of one original."""
    shutil.rmtree(copy_path(tenant_id, address, 0).parent, ignore_errors=True)


@lru_cache(maxsize=1024)
def _key(secret: str, tenant_id: UUID) -> bytes:
    derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"evidence address\n" + tenant_id.bytes)
    return derive.derive(secret.encode())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _written(path: Path, pieces: Iterable[bytes]) -> Path:
    """A new file beside `path`, on the disk, that nobody else can read."""
    _folder(path.parent)
    fresh = path.with_name(f"{path.name}.{uuid4().hex}{UNFINISHED}")
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "wb") as file:
        for piece in pieces:
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return fresh


def _folder(path: Path) -> None:
    """The folder and those above it, each ours alone."""
    if not path.is_dir():
        _folder(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)
        _sync(path.parent)


def _sync(folder: Path) -> None:
    """A name is only safe once its folder is on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
