"""The shape of a flat logo: which part of it is ink, whatever the colours, and a signature of it that turning does not change.

Colour says little of a figurative mark in a photo: it is printed black on white, white on black, in gold on leather. So of the
registered picture only the ink is kept, as a small mask; of a picture in question likewise.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

cv2.setNumThreads(1)  # workers are processes, one a core

ALGORITHM = 1  # of the stored form: another number is another reading of the same picture
SIDE = 64  # pixels of a mask
FILLED = 52  # of them, what the longer side of the ink takes

Grey = NDArray[np.uint8]
Soft = NDArray[np.float32]
Matrix = NDArray[np.float64]
Waves = NDArray[np.complex64]

GROUND_SHARE = 0.6  # of the frame of a specimen that must be ground
PAPER = 245  # grey level that is white
NOISE = 14  # grey levels that are no ink
INK_LEAST, INK_MOST = 0.01, 0.93  # of the box around it
TONES_FLAT = 0.7  # of the ink in its three commonest of 16 tones

RINGS, STEPS, HARMONICS = 16, 64, 20
ANGLES = 48  # at which two signatures are compared
REACH = 2.3  # of the ink's mean radius, how far the signature looks


@dataclass(frozen=True, slots=True)
class LogoShape:
    """The ink of one flat logo as a mask of SIDE x SIDE bytes (255: ink), scaled to FILLED and put in the middle."""

    mask: bytes

    def to_bytes(self) -> bytes:
        """For storing: the number of the algorithm, then the mask, compressed; below 5 KB."""
        return bytes([ALGORITHM]) + zlib.compress(self.mask, 6)

    @classmethod
    def from_bytes(cls, data: bytes) -> LogoShape:
        """What was stored. Raises ValueError for another algorithm: the picture must be read again."""
        if not data or data[0] != ALGORITHM:
            raise ValueError("a shape of another algorithm")
        return cls(zlib.decompress(data[1:]))

    @property
    def ink(self) -> Soft:
        """The mask as numbers from 0 to 1."""
        return np.frombuffer(self.mask, np.uint8).reshape(SIDE, SIDE).astype(np.float32) / np.float32(255)


def shape_of(pixels: Grey) -> LogoShape | None:
    """The shape of a registered picture in grey; None where it is no flat logo on a plain ground (a photo, a blank)."""
    if min(pixels.shape) < 16:
        return None
    ground = _ground(pixels)
    if ground is None:
        return None
    away = np.abs(pixels.astype(np.float32) - ground)
    inked = away > NOISE
    if inked.mean() < 0.002 or _tones(pixels[inked]) < TONES_FLAT:
        return None
    full = float(np.percentile(away[inked], 90)) * 0.7
    ink = np.clip((away - NOISE / 2) / max(full - NOISE / 2, 1.0), 0, 1).astype(np.float32)
    framed = frame(ink)
    if framed is None:
        return None
    mask, _ = framed
    return LogoShape((mask * 255).round().astype(np.uint8).tobytes())


def _ground(pixels: Grey) -> float | None:
    """The tone that the logo stands on: that of the four corners, else of most of the frame, else the white of paper."""
    corners = np.array([pixels[:3, :3], pixels[:3, -3:], pixels[-3:, :3], pixels[-3:, -3:]], dtype=np.float32)
    tones = corners.mean(axis=(1, 2))
    if np.ptp(tones) <= NOISE:
        return float(np.median(tones))
    edge = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    tone = float(np.median(edge))
    if (np.abs(edge - tone) <= NOISE).mean() >= GROUND_SHARE:
        return tone
    return float(tones.max()) if tones.max() >= PAPER else None


def _tones(pixels: Grey) -> float:
    """The share of pixels in their three commonest tones of 16, neighbours counted together."""
    counts = np.bincount(pixels >> 4, minlength=18).astype(np.float64)
    wide = counts[:-1] + counts[1:]
    best = np.sort(wide)[::-1][:3].sum()
    return float(min(best / max(counts.sum(), 1), 1.0))


def frame(ink: Soft, box: tuple[int, int, int, int] | None = None) -> tuple[Soft, Matrix] | None:
    """The ink scaled into the middle of a SIDE x SIDE mask, and the matrix from there to the pixels of `ink`.

    `box` is left, top, width, height of the ink where it is known. None where there is too little or nothing but ink.
    """
    left, top, width, height = cv2.boundingRect((ink > 0.5).astype(np.uint8)) if box is None else box
    if max(width, height) < 12 or min(width, height) < 3:
        return None
    scale = max(width, height) / FILLED
    part = float((ink[top : top + height, left : left + width] > 0.5).mean())
    if not INK_LEAST <= part <= INK_MOST:
        return None
    middle = (left + (width - 1) / 2, top + (height - 1) / 2)
    back = np.array([[scale, 0, middle[0] - scale * (SIDE - 1) / 2], [0, scale, middle[1] - scale * (SIDE - 1) / 2]])
    if scale > 1.5:
        ink = cv2.GaussianBlur(ink, (0, 0), 0.4 * scale)
    mask = cv2.warpAffine(ink, back, (SIDE, SIDE), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    return mask.astype(np.float32), np.vstack([back, (0, 0, 1)])


@cache
def _ring_weights() -> Soft:
    radii = (np.arange(RINGS, dtype=np.float32) + 0.5) / RINGS
    return np.sqrt(radii / radii.sum())


def signature(mask: Soft) -> Waves:
    """HARMONICS x RINGS numbers of a mask about its centre of gravity: two masks correlate by them at every angle at once."""
    moments = cv2.moments(mask)
    mass = max(moments["m00"], 1e-6)
    centre = (moments["m10"] / mass, moments["m01"] / mass)
    radius = max(float(np.sqrt((moments["mu20"] + moments["mu02"]) / mass)), 1.0)
    smooth = cv2.GaussianBlur(mask, (0, 0), 1.0)
    polar = cv2.warpPolar(smooth, (RINGS, STEPS), centre, REACH * radius, cv2.INTER_LINEAR | cv2.WARP_FILL_OUTLIERS)
    weights = _ring_weights()
    rings = polar - float((polar * weights**2).sum() / STEPS)
    rings = rings * weights
    waves = np.fft.rfft(rings, axis=0)[:HARMONICS]
    waves[1:] *= np.sqrt(2)
    return (waves / max(float(np.linalg.norm(waves)), 1e-9)).astype(np.complex64)


def correlations(asked: Waves, known: Waves) -> tuple[Soft, Soft]:
    """For each asked signature (HARMONICS x asked x RINGS) and each known one (likewise): how alike they are (up to 1) at the
    best angle, and that angle in degrees."""
    product = np.matmul(asked, known.conj().transpose(0, 2, 1)).transpose(1, 2, 0)
    full = np.zeros((*product.shape[:2], ANGLES // 2 + 1), np.complex64)
    full[..., :HARMONICS] = product
    full[..., 0] *= 2
    turned = np.fft.irfft(full, ANGLES, axis=2)
    best = turned.argmax(axis=2)
    alike = np.take_along_axis(turned, best[..., None], axis=2)[..., 0] * (ANGLES / 2)
    return alike.astype(np.float32), (best * (360 / ANGLES)).astype(np.float32)


def intricacy(mask: Soft) -> float:
    """How much outline the ink has for its area: 1 for a disc, 1.1 for a drop or a square, 3 and more for a drawing. What has
    little looks like many other things."""
    solid = (mask > 0.5).astype(np.uint8)
    contours, _ = cv2.findContours(solid, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    length = sum(cv2.arcLength(contour, closed=True) for contour in contours)
    return float(length / (2 * np.sqrt(np.pi * max(int(solid.sum()), 1))))
