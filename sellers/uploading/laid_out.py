"""A list laid out as lines that can be entered anywhere: one object in JSON a line, whatever format it came in.

A CSV file or a spreadsheet can be read from its beginning alone. Laid out once, each step of the job goes on at its byte,
and nothing is held in memory but that step. The copy may be deleted at any time; it is made again, byte for byte.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

import numpy as np

from registry.reading.source import raws
from sellers.uploading.together import Rows, digest, read, said, together, written

PARTS = 2
MOST_TWICE = 1_000


@dataclass(frozen=True, slots=True)
class LaidOut:
    """How many rows there are, at which bytes each part begins and ends, and the lines whose number stood before, each with
    the line that has it first (at most a thousand)."""

    rows: int
    parts: tuple[tuple[int, int], ...]
    twice: Mapping[int, int]


def lay_out(source: BinaryIO, format: str, target: BinaryIO, *, number: str, step: int, group: str = "") -> LaidOut:
    """Write the rows of `source` to `target`, those of one listing as one line. `number` is the column of the listing's number,
    `group` that of rows that belong together. Parts begin at whole steps.

    Raises registry.reading.raw.Unreadable where the file cannot be read on.
    """
    starts, lines, digests = array("Q"), array("Q"), array("Q")
    count = at = 0
    for place, rows in enumerate(together(raws(source, format), group)):
        if place % step == 0:
            starts.append(at)
        if called := said(rows[0], group) or said(rows[0], number):
            lines.append(rows[0].line)
            digests.append(digest(called))
        at += target.write(written(rows))
        count += len(rows)
    return LaidOut(count, _parts(starts, at), _twice(digests, lines))


def rows_from(path: Path, at: int, end: int, most: int) -> tuple[list[Rows], int]:
    """The rows of the listings from byte `at` to `end`, so many that they reach `most`; and the byte behind the last one."""
    found: list[Rows] = []
    count = 0
    with path.open("rb") as file:
        file.seek(at)
        while at < end and count < most:
            line = file.readline()
            at += len(line)
            found.append(read(line))
            count += len(found[-1])
    return found, at


def _parts(starts: Sequence[int], end: int) -> tuple[tuple[int, int], ...]:
    """Halves for two workers, at whole steps; a list of one step stays whole."""
    if len(starts) < PARTS:
        return ((0, end),) if end else ()
    bounds = [*(starts[len(starts) * part // PARTS] for part in range(PARTS)), end]
    return tuple(pairwise(bounds))


def _twice(digests: "array[int]", lines: "array[int]") -> dict[int, int]:
    told, at = np.asarray(digests), np.asarray(lines)
    order = np.argsort(told, kind="stable")
    ranked = told[order]
    again = np.flatnonzero(ranked[1:] == ranked[:-1]) + 1
    found: dict[int, int] = {}
    for place in again[:MOST_TWICE]:
        first = int(np.searchsorted(ranked, ranked[place], side="left"))
        found[int(at[order[place]])] = int(at[order[first]])
    return found
