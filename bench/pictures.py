"""How long one product picture takes, against the plain use of imagehash on the same bytes, both to the same verdict.

Ours gives more in that time: eight orientations, the border cut off, a 256-bit hash and a dHash. The pictures are JPEGs of
1000 x 1000 pixels, quality 85, laid out of the real photos beside the checkout where they are, else drawn by code.
"""

from __future__ import annotations

import io
from pathlib import Path

import imagehash
import numpy as np
from PIL import Image, ImageOps

from bench.rows import Row, shared_data, side_by_side
from scanner.matchers import pictures
from scanner.matchers.picture_examples import scene

SIDE = 1000
SAME_VERDICT = 2  # bits that reduced decoding may move the hash


def run() -> list[Row]:
    """Rows of the bench `pictures`. Raises AssertionError if the two ways do not agree: then the times mean nothing."""
    blobs = [_jpeg(picture) for picture in (_photos(shared_data()) or _drawn())]
    apart = max((pictures.read(blob).phash ^ _plain(blob)).bit_count() for blob in blobs)
    if apart > SAME_VERDICT:
        raise AssertionError(f"hashes differ by {apart} bits")
    ours, plain = side_by_side([pictures.read, _plain], blobs, rounds=7)
    size = sum(map(len, blobs)) / len(blobs) / 1024
    rival = "imagehash.phash(Image.open(f))"
    return [
        Row("pictures.speed_over_imagehash", plain / ours, "times", rival, 1.0, plain / ours),
        Row("pictures.milliseconds", ours * 1000, "ms", rival, plain * 1000, plain / ours),
        Row("pictures.bits_apart_at_most", apart, "bits"),
        Row("pictures.kib_each", size, "KiB"),
    ]


def _plain(blob: bytes) -> int:
    return int(str(imagehash.phash(Image.open(io.BytesIO(blob)))), 16)


def _jpeg(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=85)
    return file.getvalue()


def _photos(data: Path | None) -> list[Image.Image]:
    """Real photos, pieces of four different ones in each frame: so their detail stays at its true scale."""
    files = (
        sorted(data.glob("images/opencv-samples/*.*")) + sorted(data.glob("images/*-bridge/*orig.jpg")) if data else []
    )
    half = (SIDE // 2, SIDE // 2)
    pieces = [ImageOps.fit(Image.open(file).convert("RGB"), half) for file in files]
    frames = []
    for first in range(len(pieces)):
        frame = Image.new("RGB", (SIDE, SIDE))
        for corner in range(4):
            piece = pieces[(first + corner * 3) % len(pieces)]
            frame.paste(piece, (corner % 2 * half[0], corner // 2 * half[1]))
        frames.append(frame)
    return frames


def _drawn() -> list[Image.Image]:
    """Twelve drawn pictures with the grain of a photo, of about 190 KiB as JPEG."""
    drawn = []
    for seed in range(12):
        grain = np.random.default_rng(seed).normal(0, 5.5, (SIDE, SIDE, 1))
        bands = [np.asarray(scene(seed * 3 + band, SIDE), dtype=np.float64) for band in range(3)]
        grey = bands[0][..., None]
        colours = 0.7 * grey + 0.3 * np.stack(bands, axis=2) + grain
        drawn.append(Image.fromarray(colours.clip(0, 255).astype(np.uint8)))
    return drawn
