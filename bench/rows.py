"""One measured figure, and the small helpers every bench needs."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """A figure under its stable `key`. Where a named rival ran beside it, `ratio` is what is promised of the two."""

    key: str
    value: float
    unit: str
    rival: str = ""
    rival_value: float | None = None
    ratio: float | None = None

    def as_json(self) -> dict[str, Any]:
        """The row as it is written to a file."""
        return asdict(self)


def shared_data() -> Path | None:
    """The folder of real inputs beside the checkout, or the one MARKWARDEN_SHARED_DATA names; None where there is none."""
    named = os.environ.get("MARKWARDEN_SHARED_DATA")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared" / "data"
    return folder if folder.is_dir() else None


def side_by_side(works: Iterable[Callable[[Any], object]], items: Sequence[Any], rounds: int = 7) -> list[float]:
    """Processor seconds that each work takes for one item.

    The works take turns on a few items at a time, and of the rounds the best of each turn counts: what else the machine does
    only ever adds, and meets all alike.
    """
    works = list(works)
    turns = [items[at : at + 50] for at in range(0, len(items), 50)]
    totals = [0.0] * len(works)
    for turn in turns:
        times = [[_seconds(work, turn) for work in works] for _ in range(rounds)]
        for number, column in enumerate(zip(*times, strict=True)):
            totals[number] += min(column)
    return [total / len(items) for total in totals]


def _seconds(work: Callable[[Any], object], items: Sequence[Any]) -> float:
    began = time.thread_time()
    for item in items:
        work(item)
    return time.thread_time() - began
