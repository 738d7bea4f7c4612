"""Where in a photo a logo may stand: plain patches of one tone with something on them, and single shapes of one tone.

A patch is found as its ground: the connected pixels of nearly one tone whose outline is convex. What lies within the outline
and is not ground is ink, dark or light alike. Where the outline is a quadrilateral or an ellipse, it also says how the patch is
tilted, and the ink is seen straight on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from scanner.matchers.logo_shapes import Grey, Matrix, Soft, frame

Outline = NDArray[np.int32]

LEVELS = (4, 7, 11, 16, 24)  # grey levels among neighbours of a plain ground, one after the other
BAND = 32  # grey levels of a band of tones; the next begins in its middle
EDGE_LEVEL = 18  # grey levels among neighbours at an edge
GAPS = (2, 4, 7, 11, 16)  # pixels of plain ground around what belongs together
RIM_SPREAD, RIM_SHARE = 14, 0.88  # grey levels within which so much of that ground must be
ISLAND_MOST = 0.6  # of the picture's longer side
SQUARED, SQUARED_MOST = 1.08, 1.7  # how much longer than wide, to be seen as a tilted square or circle
LEAST_AREA, MOST_SHARE = 300, 0.7  # pixels of an outline; of the picture
LEAST_SIDE = 20  # pixels
CONVEX = 0.86  # of the hull that an outline fills
EDGE = 1.0  # pixels along the outline that are neither
TRIM_BELOW, TRIM_SIDE = 0.97, 96  # of the hull; pixels at which an outline is trimmed
GROUND_MOST = 0.985
GROUND_LEAST = 0.12  # of the outline that is ground
CONTRAST_LEAST = 14.0  # grey levels between ink and ground
STRAIGHT = 128  # pixels of the longer side of a patch seen straight on
QUAD, ELLIPSE = 0.93, 0.965  # of the area in common with the outline
PATCHES_MOST = 60


class Patch(NamedTuple):
    """A candidate: its ink in the frame of a shape, the way from there to the picture, and the tones that were taken for
    ground and ink. `kind` says how it was found: "patch" as ink on a plain ground, "shape" as a thing of one tone."""

    mask: Soft
    to_picture: Matrix
    ground: float
    ink: float
    kind: str
    area: float


def patches(picture: Grey) -> list[Patch]:
    """The places of a picture where a logo may stand, the largest first. Tens of milliseconds at 640 pixels."""
    found: list[Patch] = []
    if min(picture.shape) < LEAST_SIDE:
        return found
    seen: list[tuple[float, ...]] = []
    smooth = cv2.medianBlur(picture, 3)
    rough = cv2.morphologyEx(smooth, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    for outline, tone in _grounds(smooth, rough):
        if _new((*cv2.boundingRect(outline), tone), seen):
            for way in _rectified(outline):
                patch = _straight(picture, outline, tone, *way)
                if patch is not None:
                    found.append(patch)
    for outline, tone in _islands(smooth, rough):
        if _new((*cv2.boundingRect(outline), tone), seen):
            patch = _straight(picture, outline, tone, *_upright(outline), kind="island")
            if patch is not None:
                found.append(patch)
    return sorted(found, key=lambda patch: -patch.area)[:PATCHES_MOST]


def _new(key: tuple[float, ...], seen: list[tuple[float, ...]]) -> bool:
    """Whether no such box of such a tone was seen; then it is noted."""
    if any(_same(key, other) for other in seen):
        return False
    seen.append(key)
    return True


def _same(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return max(abs(a - b) for a, b in zip(one[:4], other[:4], strict=True)) <= 2 and abs(one[4] - other[4]) <= 6


def _grounds(picture: Grey, rough: Grey) -> Iterator[tuple[Outline, float]]:
    """Outlines of connected even pixels that are convex, with their tone."""
    for mask in _masks(picture, rough):
        _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
        for at in np.flatnonzero(_sized(stats, picture.size)):
            if at == 0:
                continue
            left, top, wide, high = (int(value) for value in stats[at, :4])
            part = (labels[top : top + high, left : left + wide] == at).astype(np.uint8)
            outline = _outline(part, int(stats[at, 4]))
            if outline is not None:
                tone = float(np.median(picture[top : top + high, left : left + wide][part > 0]))
                yield outline + np.array([left, top], np.int32), tone


def _masks(picture: Grey, rough: Grey) -> Iterator[Grey]:
    """What may be plain ground: pixels without an edge, and, where a rim is too thin for that, pixels of nearly one tone."""
    for level in LEVELS:
        yield cv2.compare(rough, level, cv2.CMP_LE)
    for low in range(-BAND // 2, 256, BAND // 2):
        band = cv2.inRange(picture, max(low, 0), low + BAND - 1)  # type: ignore[call-overload]
        if cv2.countNonZero(band) >= LEAST_AREA:
            yield band


def _islands(picture: Grey, rough: Grey) -> Iterator[tuple[Outline, float]]:
    """Outlines around edges that stand together, with plain ground of one tone all around them, and that tone."""
    height, width = picture.shape
    away = cv2.distanceTransform(cv2.compare(rough, EDGE_LEVEL, cv2.CMP_LE), cv2.DIST_L2, 3)
    for gap in GAPS:
        near = cv2.compare(away, gap, cv2.CMP_LE)
        _, labels, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=4)
        for at in np.flatnonzero(_island_sized(stats, gap, width, height)):
            if at == 0:
                continue
            left, top, wide, high = (int(value) for value in stats[at, :4])
            part = (labels[top : top + high, left : left + wide] == at).astype(np.uint8)
            contours, _ = cv2.findContours(part, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
            rim = max(contours, key=len).reshape(-1, 2) + np.array([left, top], np.int32)
            tones = picture[rim[:, 1], rim[:, 0]].astype(np.float32)
            tone = float(np.median(tones))
            if (np.abs(tones - tone) <= RIM_SPREAD).mean() >= RIM_SHARE:
                yield rim.reshape(-1, 1, 2), tone


def _island_sized(stats: NDArray[np.int32], gap: int, width: int, height: int) -> NDArray[np.bool_]:
    left, top, wide, high = (stats[:, at] for at in range(4))
    longer, shorter = np.maximum(wide, high) - 2 * gap, np.minimum(wide, high) - 2 * gap
    inside = (left > 0) & (top > 0) & (left + wide < width) & (top + high < height)
    return inside & (longer >= LEAST_SIDE) & (shorter >= LEAST_SIDE / 4) & (longer <= ISLAND_MOST * max(width, height))


def _sized(stats: NDArray[np.int32], whole: int) -> NDArray[np.bool_]:
    sides = stats[:, 2:4].min(axis=1)
    box = stats[:, 2].astype(np.int64) * stats[:, 3]
    ground = stats[:, 4]
    return (
        (sides >= LEAST_SIDE) & (box >= LEAST_AREA) & (ground >= 0.7 * GROUND_LEAST * box) & (box <= MOST_SHARE * whole)
    )


def _outline(part: Grey, ground: int) -> Outline | None:
    """The hull of the largest outline, without what sticks out of it, if that is nearly convex and not all ground."""
    contours, _ = cv2.findContours(part, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    contour = max(contours, key=cv2.contourArea)
    area = cv2.contourArea(contour)
    if area < LEAST_AREA:
        return None
    hull = cv2.convexHull(contour)
    if area < TRIM_BELOW * cv2.contourArea(hull):
        trimmed = _trimmed(contour, part.shape)
        if trimmed is None:
            return None
        area, hull = cv2.contourArea(trimmed), cv2.convexHull(trimmed)
    around = cv2.contourArea(hull)
    if area < max(CONVEX * around, LEAST_AREA) or not GROUND_LEAST <= ground / around <= GROUND_MOST:
        return None
    return hull  # type: ignore[return-value]


def _trimmed(contour: Outline, shape: tuple[int, ...]) -> Outline | None:
    """An outline without the thin things that lean on it: opened by a seventh of its smaller side."""
    small = min(1.0, TRIM_SIDE / max(shape))
    filled = np.zeros((int(shape[0] * small) + 3, int(shape[1] * small) + 3), np.uint8)
    cv2.fillPoly(filled, [np.round(contour * small).astype(np.int32) + 1], 1)
    across = max(3, int(min(filled.shape) / 7) | 1)
    filled = cv2.morphologyEx(filled, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (across, across)))
    contours, _ = cv2.findContours(filled, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not contours:
        return None
    best = max(contours, key=cv2.contourArea)
    return np.round((best - 1) / small).astype(np.int32)


def _straight(
    picture: Grey, outline: Outline, tone: float, matrix: Matrix, size: tuple[int, int], kind: str = "patch"
) -> Patch | None:
    """The patch seen straight on, its ink as a mask; None where nothing stands on it."""
    back: Matrix = np.linalg.inv(matrix).astype(np.float64)
    flat = cv2.warpPerspective(picture, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    inside = np.zeros((size[1], size[0]), np.uint8)
    corners = cv2.perspectiveTransform(outline.reshape(-1, 1, 2).astype(np.float64), matrix)
    cv2.fillPoly(inside, [np.round(corners).astype(np.int32)], 1)
    scale = max(size) / max(cv2.boundingRect(outline)[2:])
    inner = cv2.erode(inside, np.ones((3, 3), np.uint8), iterations=max(1, round(EDGE * scale)), borderValue=0)
    away: Soft = (flat.astype(np.float32) - np.float32(tone)) * inner.astype(np.float32)
    return _inked(away, back, tone, float(cv2.contourArea(outline)), kind)


def _inked(away: Soft, back: Matrix, tone: float, area: float, kind: str) -> Patch | None:
    strong = np.abs(away)
    rough = strong > CONTRAST_LEAST
    if rough.sum() < 12:
        return None
    levels = strong[rough]
    full = float(np.percentile(levels, 85))
    if full < CONTRAST_LEAST * 1.3:
        return None
    ink = np.clip((strong / full - 0.25) * 2, 0, 1).astype(np.float32)
    ink = _without_specks(ink)
    framed = frame(ink)
    if framed is None:
        return None
    mask, inner = framed
    darker = float(away[ink > 0.5].mean()) if (ink > 0.5).any() else 0.0
    return Patch(mask, back @ inner, tone, tone + np.sign(darker) * full, kind, area)


def _without_specks(ink: Soft) -> Soft:
    count, labels, stats, _ = cv2.connectedComponentsWithStats((ink > 0.3).astype(np.uint8), connectivity=8)
    if count <= 2:
        return ink
    areas = stats[1:, 4]
    keep = np.concatenate([[False], areas >= max(3, 0.004 * areas.sum())])
    return ink * keep[labels]


def _rectified(outline: Outline) -> list[tuple[Matrix, tuple[int, int]]]:
    """Ways from the picture to the patch seen straight on, each a matrix and the size of what it gives.

    Of a tilted patch nothing says whether it was a square or a circle: then both are tried, that and as it is.
    """
    area = cv2.contourArea(outline)
    corners = _corners(outline, area)
    if corners is not None:
        sides = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
        width, height = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
        ways = [_onto(corners, width, height)]
        if SQUARED < max(width, height) / max(min(width, height), 1) < SQUARED_MOST:
            ways.append(_onto(corners, max(width, height), max(width, height)))
        return ways
    ways = [_upright(outline)]
    if round_ := _round(outline, area):
        matrix, size, stretch = round_
        return [*ways, (matrix, size)] if stretch > SQUARED else [(matrix, size)]
    return ways


def _onto(corners: NDArray[np.float64], width: float, height: float) -> tuple[Matrix, tuple[int, int]]:
    size = _fitted(width, height)
    onto = np.array([(0, 0), (size[0] - 1, 0), (size[0] - 1, size[1] - 1), (0, size[1] - 1)], np.float32)
    return cv2.getPerspectiveTransform(corners.astype(np.float32), onto), size


def _upright(outline: Outline) -> tuple[Matrix, tuple[int, int]]:
    left, top, width, height = cv2.boundingRect(outline)
    size = _fitted(width, height)
    scale = size[0] / width
    return np.array([[scale, 0, -left * scale], [0, scale, -top * scale], [0, 0, 1.0]]), size


def _fitted(width: float, height: float) -> tuple[int, int]:
    """The size at about the resolution of the picture, at most STRAIGHT."""
    scale = min(max(STRAIGHT / max(width, height), 1.0), 2.0)
    scale = min(scale, 2 * STRAIGHT / max(width, height))
    return max(round(width * scale), 8), max(round(height * scale), 8)


def _corners(outline: Outline, area: float) -> NDArray[np.float64] | None:
    """The four corners of an outline that is a quadrilateral, rounded corners or not, from the left top clockwise."""
    four = cv2.approxPolyN(outline.reshape(-1, 1, 2).astype(np.float32), 4, ensure_convex=True).reshape(-1, 2)
    if len(four) != 4 or area / max(cv2.contourArea(four), 1) < QUAD:
        return None
    return _ordered(four.astype(np.float64))


def _ordered(four: NDArray[np.float64]) -> NDArray[np.float64]:
    middle = four.mean(axis=0)
    angles = np.arctan2(four[:, 1] - middle[1], four[:, 0] - middle[0])
    four = four[np.argsort(angles)]
    return np.roll(four, -int(four.sum(axis=1).argmin()), axis=0)


def _round(outline: Outline, area: float) -> tuple[Matrix, tuple[int, int], float] | None:
    """For an ellipse: the affine map that makes it a circle without turning it, and how much longer it was than wide."""
    if len(outline) < 8:
        return None
    moments = cv2.moments(outline)
    mass = moments["m00"]
    spread = np.array([[moments["mu20"], moments["mu11"]], [moments["mu11"], moments["mu02"]]]) / mass
    ideal = 4 * np.pi * np.sqrt(max(float(np.linalg.det(spread)), 1e-9))
    if not ELLIPSE <= area / ideal <= 1.01:
        return None
    values, vectors = np.linalg.eigh(spread)
    if values[0] <= 0 or values[1] / values[0] > 6:
        return None
    radius = 2 * values.prod() ** 0.25
    size = _fitted(2 * radius, 2 * radius)
    whiten = vectors @ np.diag(size[0] / 4 / np.sqrt(values)) @ vectors.T
    centre = np.array([moments["m10"] / mass, moments["m01"] / mass])
    shift = np.array([size[0] / 2, size[1] / 2]) - whiten @ centre
    return np.vstack([np.column_stack([whiten, shift]), (0, 0, 1)]), size, float(np.sqrt(values[1] / values[0]))
