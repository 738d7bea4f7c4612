"""The outside world of the test: files in one folder. Whoever finds `hold-<name>` there waits until it is gone."""

import os
import time
from pathlib import Path

FOLDER = Path(os.environ.get("STAGE_FOLDER", "/nonexistent"))


def note(what: str, line: str) -> None:
    """Append one line, at once."""
    with (FOLDER / what).open("a") as file:
        file.write(line + "\n")


def stand_still(name: str) -> None:
    """Say that the point is reached, and wait while the test wants it."""
    if not (FOLDER / f"hold-{name}").exists():
        return
    note(f"reached-{name}", str(os.getpid()))
    while (FOLDER / f"hold-{name}").exists():
        time.sleep(0.01)
