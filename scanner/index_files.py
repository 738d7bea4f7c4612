"""Full builds of indexes on the disk, so that a process that starts maps one instead of reading the registry again.

A folder is named by the version it holds, and written whole or not at all. It is a copy of what the database says: it may be
deleted at any time, and after a restored backup its version is no longer on file, so that nobody opens it.
"""

import logging
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings

from scanner.index import ReferenceIndex
from scanner.models import IndexVersion

FORMAT = 2
"""Grows when the columns change their meaning: older folders are then left alone and built anew."""
KEPT = 2

logger = logging.getLogger(__name__)


def save(tenant_id: UUID, version: IndexVersion, index: ReferenceIndex, *, sharp: bool = False) -> None:
    """Write a full build. That the disk is full, or somebody else was faster, is no reason to stop anybody."""
    folder = _folder(tenant_id, version.id, sharp)
    fresh = folder.with_name(f".{uuid4().hex}")
    try:
        fresh.mkdir(parents=True)
        index.save(fresh)
        if not folder.exists():
            os.rename(fresh, folder)
        _forget_all_but(KEPT, folder.parent)
    except OSError:
        logger.exception("The index %s could not be written to %s.", version.number, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def newest(
    tenant_id: UUID, versions: Iterable[IndexVersion], *, sharp: bool = False
) -> tuple[ReferenceIndex, IndexVersion] | None:
    """The first of these versions that lies on the disk; None if none does. One that is damaged is deleted."""
    for version in versions:
        folder = _folder(tenant_id, version.id, sharp)
        if not folder.is_dir():
            continue
        try:
            return ReferenceIndex.load(str(version.watermark), folder), version
        except (OSError, ValueError, EOFError, KeyError):
            logger.exception("The index in %s cannot be read and is built anew.", folder)
            shutil.rmtree(folder, ignore_errors=True)
    return None


def _folder(tenant_id: UUID, version_id: UUID, sharp: bool) -> Path:
    kind = "sharp" if sharp else "plain"
    return Path(settings.STATE_DIR) / "index" / str(FORMAT) / str(tenant_id) / kind / str(version_id)


def _forget_all_but(most: int, parent: Path) -> None:
    """Delete the oldest builds; a process that has mapped one keeps it until it lets go."""
    folders = sorted(
        (one for one in parent.iterdir() if not one.name.startswith(".")), key=lambda one: one.stat().st_mtime
    )
    for old in folders[:-most]:
        shutil.rmtree(old, ignore_errors=True)
