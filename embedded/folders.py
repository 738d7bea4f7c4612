"""A folder that lives as long as the process that made it."""

import atexit
import fcntl
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import IO

LOCK = "lock"
BEING_MADE_SECONDS = 24 * 3600.0
_held: list[IO[str]] = []


def folder_of_this_process(prefix: str, *, within: Path | None = None) -> Path:
    """A fresh folder in `within` (else the system's temporary folder), deleted when this process ends.

    A process that is killed deletes nothing: so first goes what such a one has left under the same prefix. The lock
    in a folder says whether its process lives; the system lets go of it however that ended.
    """
    place = within or Path(tempfile.gettempdir())
    place.mkdir(parents=True, exist_ok=True)
    for left in place.glob(f"{prefix}*"):
        try:
            is_ours = left.lstat().st_uid == os.geteuid() and not left.is_symlink()
        except FileNotFoundError:
            continue  # another process that has just begun was faster
        if is_ours and _is_left(left):
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=place))
    # Locked before it has its name, so that nobody takes what is just being made for a leftover.
    lock = (folder / f"{LOCK}.new").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    (folder / f"{LOCK}.new").rename(folder / LOCK)
    _held.append(lock)
    atexit.register(_delete, folder, os.getpid())
    return folder


def _is_left(folder: Path) -> bool:
    try:
        with (folder / LOCK).open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:  # just being made, unless whoever made it was killed at that very moment
        try:
            return time.time() - folder.stat().st_mtime > BEING_MADE_SECONDS
        except FileNotFoundError:  # another process has deleted it meanwhile
            return False
    except OSError:  # held by a living process
        return False
    return True


def _delete(folder: Path, maker: int) -> None:
    """A process that was forked off the maker leaves it alone."""
    if os.getpid() == maker:
        shutil.rmtree(folder, ignore_errors=True)
