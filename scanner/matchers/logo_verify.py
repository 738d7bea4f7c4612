"""Whether the ink on a patch is that logo: the two laid over each other as well as they go, and compared edge by edge."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from scanner.matchers.logo_shapes import SIDE, Matrix, Soft

_STOP = (cv2.TERM_CRITERIA_COUNT | cv2.TERM_CRITERIA_EPS, 25, 1e-3)


class Comparison(NamedTuple):
    """How well two masks agree once aligned: as areas and as edges (up to 1), and how far the alignment had to stretch one
    side more than the other (1: not at all)."""

    areas: float
    edges: float
    stretch: float


def compare(seen: Soft, known: Soft, angle: float, blur: float) -> Comparison | None:
    """Align a known logo, turned by about `angle` degrees, with what was seen. None where they do not come together.

    `blur` is how many pixels of the mask one pixel of the picture is: a small picture shows no fine lines.
    """
    start = _start(seen, known, angle)
    soft_seen = cv2.GaussianBlur(seen, (0, 0), 1.5)
    soft_known = cv2.GaussianBlur(known, (0, 0), 1.5)
    try:
        _, found = cv2.findTransformECC(soft_seen, soft_known, start, cv2.MOTION_AFFINE, _STOP, None, 1)
    except cv2.error:
        return None
    stretch = _stretch(found)
    laid = cv2.warpAffine(known, found, (SIDE, SIDE), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    laid = cv2.GaussianBlur(laid, (0, 0), max(0.6, 0.55 * blur))
    plain = cv2.GaussianBlur(seen, (0, 0), 0.6)
    return Comparison(_agree_areas(plain, laid), _agree_edges(plain, laid), stretch)


def _start(seen: Soft, known: Soft, angle: float) -> Matrix:
    """The map from what was seen to the known logo that brings centres of gravity and sizes together."""
    one, other = _middle(seen), _middle(known)
    scale = other[2] / one[2]
    turn = np.radians(-angle)
    cos, sin = scale * np.cos(turn), scale * np.sin(turn)
    linear = np.array([[cos, -sin], [sin, cos]])
    shift = np.array(other[:2]) - linear @ np.array(one[:2])
    return np.column_stack([linear, shift]).astype(np.float32)


def _middle(mask: Soft) -> tuple[float, float, float]:
    moments = cv2.moments(mask)
    mass = max(moments["m00"], 1e-6)
    radius = float(np.sqrt(max((moments["mu20"] + moments["mu02"]) / mass, 1.0)))
    return moments["m10"] / mass, moments["m01"] / mass, radius


def _stretch(found: Matrix) -> float:
    values = np.linalg.svd(found[:, :2].astype(np.float64), compute_uv=False)
    if np.linalg.det(found[:, :2]) <= 0:
        return 99.0
    return float(values[0] / max(values[1], 1e-6))


def _agree_areas(one: Soft, other: Soft) -> float:
    one, other = one - one.mean(), other - other.mean()
    return float((one * other).sum() / max(np.sqrt((one**2).sum() * (other**2).sum()), 1e-9))


def _agree_edges(one: Soft, other: Soft) -> float:
    ax, ay = cv2.Sobel(one, cv2.CV_32F, 1, 0), cv2.Sobel(one, cv2.CV_32F, 0, 1)
    bx, by = cv2.Sobel(other, cv2.CV_32F, 1, 0), cv2.Sobel(other, cv2.CV_32F, 0, 1)
    both = float((ax * bx + ay * by).sum())
    return both / max(float(np.sqrt((ax**2 + ay**2).sum() * (bx**2 + by**2).sum())), 1e-9)
