"""PDFs that strangers send, drawn as pictures. Pure: the standard library, no Django.

PDFium never runs in our own process: each call is a child (`paper_child.py`) that has 512 MiB and 8 seconds, writes no file and
knows nothing of ours but the bytes. The PDFium that the package brings runs no scripts (no V8, no XFA).
"""

import subprocess
import sys
import threading
from pathlib import Path

SECONDS = 8
MOST_PAGES = 20
"""So many of the first pages are drawn: a certificate has one to four."""
REFUSED = 3  # the child's exit status where it has a reason
CHILD = Path(__file__).with_name("paper_child.py")

_children = threading.BoundedSemaphore(2)  # memory for two at a time, however many requests there are


class Undrawable(Exception):
    """No page of these bytes is shown. `reason` is locked, broken or too_costly."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def count(data: bytes) -> int:
    """How many pages the PDF has. Raises Undrawable."""
    return int(_in_child(data, "count"))


def drawn(data: bytes, number: int, side: int) -> bytes:
    """Page `number` from 1, at most `side` pixels wide and high, on white, as a JPEG. Raises Undrawable."""
    return _in_child(data, "drawn", str(number), str(side))


def _in_child(data: bytes, *task: str) -> bytes:
    command = [sys.executable, "-I", str(CHILD), *task]
    with _children:
        try:
            done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, env={}, check=False)
        except subprocess.TimeoutExpired:
            raise Undrawable("too_costly") from None
    if done.returncode == 0:
        return done.stdout
    if done.returncode == REFUSED:
        raise Undrawable(done.stderr.decode())
    raise Undrawable("too_costly" if done.returncode < 0 else "broken")
