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


def seconds_each(work: Callable[[Any], object], items: Sequence[Any], rounds: int = 5) -> float:
    """Seconds `work` takes for one item: the best of some rounds over all, as noise only ever adds."""
    return min(_round(work, items) for _ in range(rounds))


def side_by_side(works: Iterable[Callable[[Any], object]], items: Sequence[Any], rounds: int = 5) -> list[float]:
    """Like `seconds_each` for several works, turn by turn, so that a noisy neighbour meets all alike."""
    works = list(works)
    times = [[_round(work, items) for work in works] for _ in range(rounds)]
    return [min(column) for column in zip(*times, strict=True)]


def _round(work: Callable[[Any], object], items: Sequence[Any]) -> float:
    began = time.perf_counter()
    for item in items:
        work(item)
    return (time.perf_counter() - began) / len(items)
