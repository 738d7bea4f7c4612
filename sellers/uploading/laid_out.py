"""A list laid out as lines that can be entered anywhere: one object in JSON a line, whatever format it came in.

A CSV file or a spreadsheet can be read from its beginning alone. Laid out once, each step of the job goes on at its byte,
and nothing is held in memory but that step. The copy may be deleted at any time; it is made again, byte for byte.
"""

import hashlib
import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from registry.reading.raw import Raw
from registry.reading.source import raws

PARTS = 2
MOST_TWICE = 1_000


@dataclass(frozen=True, slots=True)
class LaidOut:
    """How many rows there are, at which bytes each part begins and ends, and the lines whose number stood before, each with
    the line that has it first (at most a thousand)."""

    rows: int
    parts: tuple[tuple[int, int], ...]
    twice: Mapping[int, int]


def lay_out(source: BinaryIO, format: str, target: BinaryIO, *, number: str, step: int) -> LaidOut:
    """Write the rows of `source` to `target`; `number` is the column of the listing's number. Parts begin at whole steps.

    Raises registry.reading.raw.Unreadable where the file cannot be read on.
    """
    starts, lines, digests = array("Q"), array("Q"), array("Q")
    rows = at = 0
    for raw in raws(source, format):
        if rows % step == 0:
            starts.append(at)
        said = str(raw.values.get(number) or "").strip() if number else ""
        if said:
            lines.append(raw.line)
            digests.append(
                int.from_bytes(hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=8).digest(), "big")
            )
        at += target.write(_written(raw))
        rows += 1
    return LaidOut(rows, _parts(starts, at), _twice(digests, lines))


def rows_from(path: Path, at: int, end: int, most: int) -> tuple[list[Raw], int]:
    """At most so many rows from byte `at`, none from `end` on; and the byte behind the last one."""
    found: list[Raw] = []
    with path.open("rb") as file:
        file.seek(at)
        while at < end and len(found) < most:
            line = file.readline()
            at += len(line)
            found.append(_read(line))
    return found, at


def _written(raw: Raw) -> bytes:
    said: list[Any] = [raw.line, raw.fault] if raw.fault else [raw.line, "", dict(raw.values)]
    return json.dumps(said, ensure_ascii=True, separators=(",", ":"), default=str).encode() + b"\n"


def _read(line: bytes) -> Raw:
    said = json.loads(line)
    return Raw(said[0], fault=said[1]) if said[1] else Raw(said[0], said[2])


def _parts(starts: Sequence[int], end: int) -> tuple[tuple[int, int], ...]:
    """Halves for two workers, at whole steps; a list of one step stays whole."""
    if len(starts) < PARTS:
        return ((0, end),) if end else ()
    bounds = [*(starts[len(starts) * part // PARTS] for part in range(PARTS)), end]
    return tuple(pairwise(bounds))


def _twice(digests: "array[int]", lines: "array[int]") -> dict[int, int]:
    """By 8 bytes of a digest: among a million numbers two different ones meet once in thirty million lists."""
    told, at = np.asarray(digests), np.asarray(lines)
    order = np.argsort(told, kind="stable")
    ranked = told[order]
    again = np.flatnonzero(ranked[1:] == ranked[:-1]) + 1
    found: dict[int, int] = {}
    for place in again[:MOST_TWICE]:
        first = int(np.searchsorted(ranked, ranked[place], side="left"))
        found[int(at[order[place]])] = int(at[order[first]])
    return found
