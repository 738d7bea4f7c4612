"""Words inside pictures, read by PP-OCR. An extra of the installation (`ocr`): the models come in its wheel, nothing is fetched.

One process takes 220 MiB for it and a tenth of a second a picture, so it has a queue of its own and is for suspects alone.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scanner.matchers.facts import Box, ReadLine

try:
    import rapidocr  # light: what it needs is loaded with the first reader
except ImportError:
    rapidocr = None  # type: ignore[assignment]

METHOD = "words/ppocr6-480/1"
SIDE = 480  # pixels of the longer side: smaller loses words, larger costs twice the time for few more
SURE_ENOUGH = 0.5


def installed() -> bool:
    """Whether this installation can read pictures."""
    return rapidocr is not None


def lines(pixels: NDArray[np.uint8]) -> tuple[ReadLine, ...]:
    """The lines of words in a picture, from the top down. Only where the extra is installed."""
    height, width = pixels.shape[:2]
    read = _reader()(pixels)
    if read.txts is None:
        return ()
    found = [
        ReadLine(text, _box(corners, width, height), round(float(sure), 3))
        for text, sure, corners in zip(read.txts, read.scores, read.boxes, strict=True)
        if sure >= SURE_ENOUGH and text.strip()
    ]
    return tuple(sorted(found, key=lambda line: (line.box[1], line.box[0])))


def _box(corners: Any, width: int, height: int) -> Box:
    """The upright box round four corners, in hundredths of a percent."""
    points = np.asarray(corners, dtype=float) / (width, height) * 10_000
    low, high = points.min(axis=0).clip(0, 10_000), points.max(axis=0).clip(0, 10_000)
    left, top, right, bottom = (round(float(value)) for value in (*low, *high))
    return left, top, right - left, bottom - top


@cache
def _reader() -> Any:
    """The reader of this process, loaded with its first picture; one thread, as a worker has one core."""
    return rapidocr.RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "error",
            "Det.limit_type": "max",
            "Det.limit_side_len": SIDE,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
