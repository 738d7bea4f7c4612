"""The outside world of the test: files in one folder. Whoever finds `hold-<name>` there waits until it is gone."""

import os
import time
from pathlib import Path

FOLDER = Path(os.environ.get("STAGE_FOLDER", "/nonexistent"))


def note(what: str, line: str) -> None:
    """Append one line, at once."""
    with (FOLDER / what).open("a") as file:
        file.write(line + "\n")


def stand_still(name: str, *, alone: bool = False) -> None:
    """Say that the point is reached, and wait while the test wants it. `alone`: only the first to come here, as two
    that wait would keep both processes of a worker from everything else."""
    if not (FOLDER / f"hold-{name}").exists():
        return
    if alone and not _first(name):
        return
    note(f"reached-{name}", str(os.getpid()))
    while (FOLDER / f"hold-{name}").exists():
        time.sleep(0.01)


def _first(name: str) -> bool:
    try:
        (FOLDER / f"held-{name}").touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
