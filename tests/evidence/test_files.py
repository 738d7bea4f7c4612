"""Written once, whole or not at all, ours alone, under a name that says nothing."""

import hashlib
import os
import stat
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings

from evidence import files

FAIR, GRAND = UUID(int=1), UUID(int=2)
DATA = b"what was handed in"
DIGEST = hashlib.sha256(DATA).hexdigest()


def originals() -> list[Path]:
    return [path for path in Path(settings.EVIDENCE_DIR).rglob("*") if path.is_file()]


def test_the_address_says_nothing_and_differs_between_marketplaces(settings):
    fair, grand = files.address_of(FAIR, DIGEST), files.address_of(GRAND, DIGEST)
    assert len({fair, grand, DIGEST, hashlib.sha256(bytes.fromhex(DIGEST)).hexdigest()}) == 4
    assert files.address_of(FAIR, DIGEST) == fair
    settings.SECRET_KEY = "another installation"
    assert files.address_of(FAIR, DIGEST) != fair


def test_the_same_bytes_are_one_file_that_only_we_can_read():
    for _ in range(3):
        files.write_once(FAIR, "ab12", DATA)
    (path,) = originals()
    assert path == Path(settings.EVIDENCE_DIR) / str(FAIR) / "ab" / "ab12"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.stat().st_nlink == 1
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in path.parents[:3]} == {0o700}
    assert files.read_original(FAIR, "ab12", DIGEST) == DATA


def test_other_bytes_never_take_a_place():
    files.write_once(FAIR, "ab12", DATA)
    with pytest.raises(files.Damaged):
        files.write_once(FAIR, "ab12", b"something else")
    assert files.read_original(FAIR, "ab12", DIGEST) == DATA


def test_a_writer_that_comes_second_by_a_moment_replaces_nothing(monkeypatch):
    """It saw no file; when it is ready, there is one."""
    files.write_once(FAIR, "ab12", DATA)
    before = files.original_path(FAIR, "ab12").stat().st_ino
    monkeypatch.setattr(files.Path, "exists", lambda path: False)
    files.write_once(FAIR, "ab12", DATA)
    assert files.original_path(FAIR, "ab12").stat().st_ino == before
    assert len(originals()) == 1


def test_a_changed_file_is_found_out():
    files.write_once(FAIR, "ab12", DATA)
    files.original_path(FAIR, "ab12").write_bytes(b"what was handed on")
    with pytest.raises(files.Damaged):
        files.read_original(FAIR, "ab12", DIGEST)


def test_a_disk_that_fails_leaves_nothing_under_the_name(monkeypatch):
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.write_once(FAIR, "ab12", DATA)
    assert not files.original_path(FAIR, "ab12").exists()


def test_copies_lie_apart_from_originals_and_are_forgotten_at_once():
    files.write_once(FAIR, "ab12", DATA)
    for side in (160, 480):
        files.write_copy(files.copy_path(FAIR, "ab12", side), b"copy")
    assert Path(settings.EVIDENCE_DIR) not in files.copy_path(FAIR, "ab12", 160).parents
    files.forget_copies(FAIR, "ab12")
    assert not files.copy_path(FAIR, "ab12", 160).parent.exists()
    assert len(originals()) == 1


def test_only_old_files_of_that_marketplace_are_listed():
    for tenant_id, address in ((FAIR, "ab12"), (FAIR, "cd34"), (GRAND, "ab12")):
        files.write_once(tenant_id, address, DATA)
    old = files.original_path(FAIR, "cd34")
    os.utime(old, (0, 0))
    assert list(files.older_than(FAIR, timedelta(days=1))) == [old]
    assert list(files.older_than(UUID(int=3), timedelta(days=1))) == []
