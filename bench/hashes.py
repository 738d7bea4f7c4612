"""Exact search among ten million hashes, against the limit of one core: C that XORs and counts bits of every hash.

Half of the questions are registered hashes with exactly `radius` bits flipped, the hardest true matches; half are unrelated. They
come in batches, as the views of a listing's pictures do. The C is compiled for this processor (`-O3 -march=native`) in two
forms, one pass a question and all questions block by block; the quicker is the rival. `skewed`: a fifth of the register are
near copies of 300 hashes, as flat logos are, and half of the questions ask for those.
"""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from bench.rows import Row, side_by_side
from scanner.matchers.hash_search import HashTable, Words

REGISTERED = 10_000_000
BATCH, BATCHES = 64, 4
RADII = {1: 10, 4: 31}  # by the number of 64-bit words of a hash
LOGOS = 300

Scan = Callable[[Words], NDArray[np.int64]]

_SOURCE = """
#include <stdint.h>
static inline void scan(const uint64_t *h, long n, const uint64_t *q, long nq, int r, long block, long *hits, int words) {
    for (long first = 0; first < n; first += block) {
        long end = first + block < n ? first + block : n;
        for (long k = 0; k < nq; k++) {
            long near = 0;
            for (long i = first; i < end; i++) {
                uint64_t bits = 0;
                for (int w = 0; w < words; w++) bits += __builtin_popcountll(h[i * words + w] ^ q[k * words + w]);
                near += bits <= (uint64_t) r;
            }
            hits[k] += near;
        }
    }
}
void scan1(const uint64_t *h, long n, const uint64_t *q, long nq, int r, long block, long *hits) {
    scan(h, n, q, nq, r, block, hits, 1);
}
void scan4(const uint64_t *h, long n, const uint64_t *q, long nq, int r, long block, long *hits) {
    scan(h, n, q, nq, r, block, hits, 4);
}
"""


def run() -> list[Row]:
    """Rows of the bench `hashes`. Raises AssertionError where ours and the rival do not find equally many."""
    rng = np.random.default_rng(3)
    with tempfile.TemporaryDirectory() as folder:
        library = _compiled(Path(folder))
        rows = []
        for words, skewed in ((1, False), (1, True), (4, False)):
            hashes, batches = _inputs(rng, words, skewed=skewed)
            rows += _measured(hashes, batches, library, f"{64 * words}{'.skewed' * skewed}")
    return rows


def _measured(hashes: Words, batches: list[Words], library: ctypes.CDLL | None, key: str) -> list[Row]:
    words = hashes.shape[1]
    began = time.thread_time()
    table = HashTable(hashes)
    built = time.thread_time() - began
    radius = RADII[words]
    name, rivals, count = _rivals(hashes, library, radius)
    for batch in batches:
        ours = np.bincount(table.find(batch, radius)[0], minlength=len(batch))
        if not np.array_equal(ours, count(batch)):
            raise AssertionError("the two searches do not find the same")
    mine, *theirs = side_by_side([lambda batch: table.find(batch, radius), *rivals], batches, rounds=3)
    mine, limit = mine / BATCH * 1000, min(theirs) / BATCH * 1000
    rows = [
        Row(f"hashes.ratio_to_limit.{key}", limit / mine, "times", name, 1.0, limit / mine),
        Row(f"hashes.ms_per_query.{key}", mine, "ms", name, limit, limit / mine),
    ]
    if not key.endswith("skewed"):
        each = table.size_bytes / len(table)
        rows.append(
            Row("hashes.bytes_each", each, "bytes") if words == 1 else Row(f"hashes.bytes_each.{key}", each, "bytes")
        )
        rows.append(Row(f"hashes.build_seconds.{key}", built, "s"))
    return rows


def _inputs(rng: np.random.Generator, words: int, *, skewed: bool) -> tuple[Words, list[Words]]:
    """A register and the questions, in batches."""
    hashes = np.frombuffer(rng.bytes(REGISTERED * words * 8), dtype=np.uint64).reshape(-1, words).copy()
    logos = hashes[:LOGOS].copy()
    if skewed:
        near = rng.integers(REGISTERED, size=REGISTERED // 5)
        hashes[near] = logos[rng.integers(LOGOS, size=len(near))] ^ _flips(rng, len(near), words, 4)
    batches = []
    for _ in range(BATCHES):
        batch = np.frombuffer(rng.bytes(BATCH * words * 8), dtype=np.uint64).reshape(-1, words).copy()
        known = (
            logos[rng.integers(LOGOS, size=BATCH // 2)] if skewed else hashes[rng.integers(REGISTERED, size=BATCH // 2)]
        )
        batch[::2] = known ^ _flips(rng, BATCH // 2, words, 4 if skewed else RADII[words], exactly=not skewed)
        batches.append(batch)
    return hashes, batches


def _flips(rng: np.random.Generator, count: int, words: int, bits: int, *, exactly: bool = False) -> Words:
    """Masks of at most, or exactly, so many bits."""
    if exactly:
        chosen = np.zeros((count, 64 * words), dtype=np.uint8)
        for row in chosen:
            row[rng.choice(64 * words, bits, replace=False)] = 1
        return np.packbits(chosen, axis=1).view(np.uint64)
    masks = np.zeros((count, words), dtype=np.uint64)
    for _ in range(bits):
        places = rng.integers(64 * words, size=count)
        masks[np.arange(count), places // 64] ^= np.uint64(1) << (places % 64).astype(np.uint64)
    return masks


def _compiled(folder: Path) -> ctypes.CDLL | None:
    """The C scan, or None on a machine without a compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        return None
    source, library = folder / "scan.c", folder / "scan.so"
    source.write_text(_SOURCE)
    command = [compiler, "-O3", "-march=native", "-shared", "-fPIC", "-o", str(library), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    return ctypes.CDLL(str(library))


def _rivals(hashes: Words, library: ctypes.CDLL | None, radius: int) -> tuple[str, list[Scan], Scan]:
    """What the rival is called, its forms, and one that says how many rows each question finds."""
    words = hashes.shape[1]
    if library is None:
        index = faiss.IndexBinaryFlat(64 * words)
        index.add(hashes.view(np.uint8))

        def flat(batch: Words) -> NDArray[np.int64]:
            return np.diff(index.range_search(batch.view(np.uint8), radius + 1)[0].astype(np.int64))

        return "faiss IndexBinaryFlat (no C compiler here)", [flat], flat
    function = getattr(library, f"scan{words}")

    def scan(batch: Words, block: int) -> NDArray[np.int64]:
        hits = np.zeros(len(batch), dtype=np.int64)
        asked = np.ascontiguousarray(batch)
        arrays = (ctypes.c_void_p(array.ctypes.data) for array in (hashes, asked, hits))
        first, second, third = arrays
        number = ctypes.c_long
        function(first, number(len(hashes)), second, number(len(batch)), radius, number(block), third)
        return hits

    def one_pass_each(batch: Words) -> NDArray[np.int64]:
        return np.concatenate([scan(batch[at : at + 1], len(hashes)) for at in range(len(batch))])

    def blocked(batch: Words) -> NDArray[np.int64]:
        return scan(batch, 16_384 // words)

    return "C scan, -O3 -march=native", [one_pass_each, blocked], blocked
