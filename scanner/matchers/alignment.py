"""Whether one picture shows a part of another: which features answer each other, and the one transform that explains them.

Every pair of features that look alike says by itself how the one picture would lie in the other: turned, scaled and moved. Each
such saying is tried, so the answer never depends on chance; the best are made exact, first as an affine transform, then in
perspective. What counts in the end is how many features lie where the transform puts them, over how much of the pictures, and
whether a camera, a pair of scissors or a screen could have made such a transform.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from scanner.matchers.facts import Box
from scanner.matchers.features import SPOT, Features

RATIO = 0.92  # the best answer's distance to that of the second best one
ALIKE = 0.6  # cosine of two descriptions that can be of the same patch
MOST_PAIRS = 250
TRIED = 6  # sayings made exact
NEAR_ONE, FAR_SHARE = 6.0, 0.22  # pixels, and of the way, that a pair may lie beside where one other pair puts it
NEAR = 3.5  # pixels that a feature may lie beside its place in the end
TURN, GROWTH = 35.0, 0.8  # degrees and doublings that a pair may differ from the rest
SMALLEST, LARGEST = 1 / 12, 12.0  # of the scale
SQUEEZE = 2.5  # that one direction may be scaled more than the other

Floats = NDArray[np.float64]
Points = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """How a registered picture lies in another. `matrix` (3 x 3) takes its points there.

    `agreeing` features agree of `pairs` that look alike. The boxes are the part of either picture that the other shows;
    `spread` is the share of the registered picture between agreeing features, `answered` the share of the features in that
    part which agree, in the picture that has fewer there.
    """

    matrix: Floats
    agreeing: int
    pairs: int
    spread: float
    answered: float
    specimen_box: Box
    asked_box: Box


def aligned(specimen: Features, asked: Features) -> Alignment | None:
    """How the specimen lies in the picture asked for, by the transform most features agree on; None where none is plausible."""
    rows, answers = _pairs(specimen, asked)
    if len(rows) < 4:
        return None
    ours, theirs = specimen.points[rows].astype(np.float64), asked.points[answers].astype(np.float64)
    best: tuple[int, Floats, NDArray[np.bool_]] | None = None
    for agree in _sayings(ours, theirs):
        found = _exact(ours, theirs, agree)
        if found is not None:
            count = _apart(ours[found[1]], theirs[found[1]])
            if best is None or count > best[0]:
                best = (count, *found)
    if best is None:
        return None
    count, matrix, agree = best
    return _judged(specimen, asked, matrix, ours[agree, :2], theirs[agree, :2], count, len(rows))


def _pairs(specimen: Features, asked: Features) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows of features that are each other's nearest and clearly nearer than the next, the surest first."""
    one, other = specimen.descriptors.astype(np.float32), asked.descriptors.astype(np.float32)
    if len(one) < 2 or len(other) < 2:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    one, other = (side / np.linalg.norm(side, axis=1, keepdims=True) for side in (one, other))
    alike = one @ other.T
    answers, asks = alike.argmax(axis=1), alike.argmax(axis=0)
    rows = np.flatnonzero(asks[answers] == np.arange(len(one)))
    answers = answers[rows]
    nearest = alike[rows, answers]
    # Compared with the next in either picture: one of the two may repeat a pattern.
    alike[rows, answers] = -1.0
    second = np.minimum(alike[rows].max(axis=1), alike.max(axis=0)[answers])
    ratio = (1 - nearest) / np.maximum(1 - second, 1e-6)
    keep = np.flatnonzero((ratio < RATIO**2) & (nearest > ALIKE))
    keep = keep[np.argsort(ratio[keep], kind="stable")[:MOST_PAIRS]]
    return rows[keep], answers[keep]


def supported(ours: Points, theirs: Points) -> int:
    """How many pairs agree with the pair that most agree with: a quick look before `aligned`."""
    return int(_agreement(ours.astype(np.float64), theirs.astype(np.float64)).sum(axis=1).max(initial=0))


def _agreement(ours: Floats, theirs: Floats) -> NDArray[np.bool_]:
    """For each pair the others that lie about where it says that they should."""
    growth = np.log2(theirs[:, 2] / ours[:, 2])
    turn = np.deg2rad(theirs[:, 3] - ours[:, 3])
    turned = np.exp(1j * turn)
    place, goal = ours[:, 0] + 1j * ours[:, 1], theirs[:, 0] + 1j * theirs[:, 1]
    way = goal[None, :] - goal[:, None]
    off = np.abs(way - (np.exp2(growth) * turned)[:, None] * (place[None, :] - place[:, None]))
    # One pair knows the turn to some degrees and the size to some percent: far away it may be farther off.
    agree = off < NEAR_ONE + FAR_SHARE * np.abs(way)
    agree &= (turned.conj()[:, None] * turned[None, :]).real > np.cos(np.deg2rad(TURN))
    agree &= np.abs(growth[None, :] - growth[:, None]) < GROWTH
    return np.asarray(agree)


def _sayings(ours: Floats, theirs: Floats) -> list[NDArray[np.bool_]]:
    """What each pair says of all others: the sets of pairs that agree with one, the largest first."""
    agree = _agreement(ours, theirs)
    counts = agree.sum(axis=1)
    order = np.argsort(-counts, kind="stable")
    chosen: list[NDArray[np.bool_]] = []
    for at in order[counts[order] >= 4]:
        if not any(earlier[at] and (earlier & agree[at]).sum() > 0.8 * counts[at] for earlier in chosen):
            chosen.append(agree[at])
        if len(chosen) == TRIED:
            break
    return chosen


def _exact(ours: Floats, theirs: Floats, agree: NDArray[np.bool_]) -> tuple[Floats, NDArray[np.bool_]] | None:
    """The transform that the agreeing pairs give, made exact step by step, and the pairs within a few pixels of it."""
    matrix = np.eye(3)
    for limit in (16.0, 9.0, 5.0, NEAR, NEAR):
        solved = _affine(ours[agree], theirs[agree])
        if solved is None:
            return None
        matrix = solved
        off = _off(matrix, ours, theirs)
        agree = (off < limit) & _posed(matrix, ours, theirs)
        if agree.sum() < 4:
            return None
    if agree.sum() >= 8:
        matrix, agree = _in_perspective(matrix, ours, theirs, agree)
    return matrix, agree


def _affine(ours: Floats, theirs: Floats) -> Floats | None:
    """Least squares: of few pairs a similarity (turn, scale, move), which needs fewer to be sure of; else an affine transform."""
    x, y = ours[:, 0], ours[:, 1]
    one, none = np.ones(len(x)), np.zeros(len(x))
    if len(x) < 7:
        system = np.concatenate([np.stack([x, -y, one, none], 1), np.stack([y, x, none, one], 1)])
        solved, _, rank, _ = np.linalg.lstsq(system, np.concatenate([theirs[:, 0], theirs[:, 1]]), rcond=1e-9)
        a, b, right, down = solved
        return np.array([[a, -b, right], [b, a, down], [0, 0, 1]]) if rank == 4 else None
    solved, _, rank, _ = np.linalg.lstsq(np.stack([x, y, one], 1), theirs[:, :2], rcond=1e-9)
    return np.vstack([solved.T, [0, 0, 1]]) if rank == 3 else None


def _in_perspective(
    matrix: Floats, ours: Floats, theirs: Floats, agree: NDArray[np.bool_]
) -> tuple[Floats, NDArray[np.bool_]]:
    """The same in perspective if more pairs agree then."""
    for _ in range(3):
        solved, _mask = cv2.findHomography(ours[agree, :2], theirs[agree, :2], 0)
        if solved is None:
            break
        wider: Floats = np.asarray(solved, np.float64)
        now = (_off(wider, ours, theirs) < NEAR) & _posed(matrix, ours, theirs)
        if now.sum() <= agree.sum():
            break
        matrix, agree = wider, now
    return matrix, agree


def _moved(matrix: Floats, places: Floats) -> Floats:
    """Places after a transform; those behind the camera are nowhere."""
    moved = np.column_stack([places, np.ones(len(places))]) @ matrix.T
    depth = np.where(moved[:, 2] > 1e-6, moved[:, 2], np.nan)
    return moved[:, :2] / depth[:, None]


def _off(matrix: Floats, ours: Floats, theirs: Floats) -> Floats:
    off = np.linalg.norm(_moved(matrix, ours[:, :2]) - theirs[:, :2], axis=1)
    return np.nan_to_num(off, nan=np.inf)


def _posed(matrix: Floats, ours: Floats, theirs: Floats) -> NDArray[np.bool_]:
    """Whether each pair is turned and scaled as the transform says."""
    scale = np.sqrt(max(abs(np.linalg.det(matrix[:2, :2])), 1e-12))
    turn = np.arctan2(matrix[1, 0] - matrix[0, 1], matrix[0, 0] + matrix[1, 1])
    turned = np.angle(np.exp(1j * (np.deg2rad(theirs[:, 3] - ours[:, 3]) - turn)))
    grown = np.log2(theirs[:, 2] / ours[:, 2] / scale)
    return (np.abs(turned) < np.deg2rad(TURN)) & (np.abs(grown) < GROWTH)


def _apart(ours: Floats, theirs: Floats) -> int:
    """How many pairs lie at places of their own in both pictures."""
    return min(len(np.unique(np.floor(side[:, :2] / SPOT), axis=0)) for side in (ours, theirs))


def _judged(
    specimen: Features, asked: Features, matrix: Floats, ours: Floats, theirs: Floats, agreeing: int, pairs: int
) -> Alignment | None:
    """The alignment, unless no camera, scissors or screen could have made it."""
    corners: Floats = np.array(
        [[0, 0], [specimen.width, 0], [specimen.width, specimen.height], [0, specimen.height]], np.float64
    )
    outline = _moved(matrix, corners)
    stretch = np.linalg.svd(_local(matrix, ours.mean(axis=0)), compute_uv=False)
    if np.isnan(outline).any() or stretch[0] > LARGEST or stretch[1] < SMALLEST or stretch[0] > SQUEEZE * stretch[1]:
        return None
    if np.linalg.det(_local(matrix, ours.mean(axis=0))) <= 0 or not cv2.isContourConvex(outline.astype(np.float32)):
        return None
    shown = _common(outline, asked)
    if shown is None:
        return None
    back = _moved(np.asarray(np.linalg.inv(matrix), np.float64), shown)
    there = min(_inside(specimen.points, back), _inside(asked.points, shown))
    return Alignment(
        matrix,
        agreeing,
        pairs,
        _hull(ours) / (specimen.width * specimen.height),
        agreeing / max(there, agreeing),
        _box(back, specimen.width, specimen.height),
        _box(shown, asked.width, asked.height),
    )


def _inside(points: Points, outline: Floats) -> int:
    """How many features lie within a convex outline."""
    edges = np.roll(outline, -1, axis=0) - outline
    to = points[:, None, :2] - outline[None]
    sides = edges[:, 0] * to[..., 1] - edges[:, 1] * to[..., 0]
    return int(((sides >= 0).all(axis=1) | (sides <= 0).all(axis=1)).sum())


def _local(matrix: Floats, place: Floats) -> Floats:
    """The transform near a place, without the move."""
    depth = matrix[2, :2] @ place + matrix[2, 2]
    moved = (matrix[:2, :2] @ place + matrix[:2, 2]) / depth
    return np.asarray((matrix[:2, :2] - np.outer(moved, matrix[2, :2])) / depth)


def _hull(places: Floats) -> float:
    return float(cv2.contourArea(cv2.convexHull(places.astype(np.float32))))


def _common(outline: Floats, asked: Features) -> Floats | None:
    """The corners of what the outline has in common with the picture."""
    frame = np.array([[0, 0], [asked.width, 0], [asked.width, asked.height], [0, asked.height]], np.float32)
    area, common = cv2.intersectConvexConvex(outline.astype(np.float32), frame)
    return common.reshape(-1, 2).astype(np.float64) if area > 0 and common is not None else None


def _box(places: Floats, width: int, height: int) -> Box:
    """The box around places of a picture, in hundredths of a percent."""
    size = np.array([width, height])
    low = np.clip(np.floor(np.nanmin(places, axis=0) / size * 10_000), 0, 9_999).astype(int)
    high = np.clip(np.ceil(np.nanmax(places, axis=0) / size * 10_000), low + 1, 10_000).astype(int)
    return int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1])
