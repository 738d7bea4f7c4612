"""Memory and time to build the search of a million coined marks, in a process of its own: `python -m bench.text_memory`."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from uuid import UUID

from bench.text_coined import endless
from scanner.mark_table import MarkTable
from scanner.matchers.facts import MarkFacts
from scanner.matchers.word_table import WordTable

COUNT, FAMOUS = 1_000_000, 10_000


def measured() -> dict[str, float]:
    """MiB that the process has more at rest (`resting`) and at its highest (`peak`), of it all (`process`), and `seconds`."""
    out = subprocess.run([sys.executable, "-m", "bench.text_memory"], check=True, capture_output=True, text=True).stdout
    found: dict[str, float] = json.loads(out)
    return found


def _mib(what: str) -> float:
    """A line of what the kernel says of this process alone: `VmRSS` now, `VmHWM` at its highest."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(what))


def _marks() -> Iterator[MarkFacts]:
    for row, name in enumerate(islice(endless(), COUNT)):
        yield MarkFacts(UUID(int=row + 1), name, famous=row < FAMOUS)


def main() -> None:
    """Build, and print the figures as JSON."""
    before = _mib("VmRSS")
    marks = MarkTable(_marks())
    began = time.process_time()
    table = WordTable(marks)
    seconds = time.process_time() - began
    highest = _mib("VmHWM")
    resting = _mib("VmRSS")
    figures = {"resting": resting - before, "peak": highest - before, "process": highest, "seconds": seconds}
    print(json.dumps(figures | {"estimate": (table.size_bytes + marks.size_bytes) / 2**20}))


if __name__ == "__main__":
    main()
