"""Photos with a logo pasted on them, and photos without, made from a seed: what the bench of logos asks about.

A badge is a plain patch of one colour (a rectangle, one with rounded corners, a disc) with the logo on it in another colour,
dark on light or light on dark; some are turned, some seen at an angle. A bare logo stands on the photo itself.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Alpha = NDArray[np.float32]

WIDTH = 640  # pixels of the finished picture
TWICE = 2  # pasted at twice the size, so that edges are as smooth as a camera makes them
READABLE = 45  # grey levels between logo and badge at least
ROOM = (0.6, 0.85)  # of the badge's side that the logo takes
TURNED = 15.0  # degrees at most
TILTED = 0.1  # of the badge's side: how far a corner moves under perspective


class Logo(NamedTuple):
    """One logo: its name, its picture as registered (grey) and how much ink each pixel has (0..1)."""

    slug: str
    pixels: Picture
    ink: Alpha


class Pasted(NamedTuple):
    """A picture as a listing would show it, in grey after JPEG; the name of the logo on it, "" for none, and its share."""

    pixels: Picture
    slug: str
    share: float = 0.0


def logos(data: Path) -> list[Logo]:
    """The drawn logos of the real data, by name."""
    here = data / "marks-simple-icons"
    found = []
    for line in (here / "marks.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if "png" not in row:
            continue
        coloured = np.asarray(cv2.imread(str(here / row["png"])), np.float32)
        own = np.array([int(row["hex"][at : at + 2], 16) for at in (4, 2, 0)], dtype=np.float32)
        away = np.linalg.norm(coloured - own, axis=2)
        ink = 1 - away / max(float(away.max()), 1.0)
        grey = cv2.cvtColor(coloured.astype(np.uint8), cv2.COLOR_BGR2GRAY)
        found.append(Logo(row["slug"], grey, ink.astype(np.float32)))
    return found


def photos(data: Path) -> list[Picture]:
    """The real photos, one of each scene."""
    here = data / "images"
    files = sorted(here.glob("opencv-samples/*.*")) + sorted(here.glob("*-bridge/*orig.jpg"))
    files = [file for file in files if "Logo" not in file.name and "modified" not in file.name]
    return [picture for file in files if (picture := cv2.imread(str(file))) is not None]


def drawn(random: np.random.Generator, height: int, width: int) -> Picture:
    """A picture with the look of a product photo: a lit backdrop with grain and a few textured things on it."""
    ground = _cloud(random, height, width, (2, 4, 8))
    for _ in range(int(random.integers(4, 14))):
        mask = np.zeros((height, width), np.uint8)
        centre = random.random(2) * (width, height)
        corners = (random.normal(0, 1, (int(random.integers(3, 9)), 2)) * width * random.uniform(0.04, 0.2)) + centre
        hull = cv2.convexHull(corners.astype(np.int32)) if random.random() < 0.7 else corners.astype(np.int32)
        cv2.fillPoly(mask, [hull], 255)
        soft = cv2.GaussianBlur(mask, (0, 0), random.uniform(0.6, 3.0))[..., None] / np.float32(255)
        cells = ((1, 2), (4, 16), (32, 96))[int(random.integers(3))]
        ground = ground * (1 - soft) + _cloud(random, height, width, cells) * soft
    grain = random.normal(0, random.uniform(1, 6), (height, width, 1))
    return (ground + grain).clip(0, 255).astype(np.uint8)


def _cloud(random: np.random.Generator, height: int, width: int, cells: Sequence[int]) -> NDArray[np.float32]:
    base = random.random(3) * 255
    spread = random.uniform(15, 90)
    layers = np.zeros((height, width, 3), np.float32)
    for number, count in enumerate(cells):
        noise = random.normal(0, 1, (count + 1, count + 1, 3)).astype(np.float32)
        layers += cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC) / (number + 1)
    return (base + spread * layers).astype(np.float32)


def ground(photos: Sequence[Picture], random: np.random.Generator) -> Picture:
    """A background of twice the finished size: a piece of a real photo or, for one in three, a drawn one."""
    width = WIDTH * TWICE
    height = int(width * random.uniform(0.75, 1.2))
    if not photos or random.random() < 1 / 3:
        return drawn(random, height, width)
    photo = photos[int(random.integers(len(photos)))]
    whole_height, whole_width = photo.shape[:2]
    part = random.uniform(0.6, 1.0)
    cut_width = int(min(whole_width, whole_height * width / height) * part)
    cut_height = int(cut_width * height / width)
    left = int(random.integers(whole_width - cut_width + 1))
    top = int(random.integers(max(whole_height - cut_height, 0) + 1))
    piece = photo[top : top + cut_height, left : left + cut_width]
    if random.random() < 0.5:
        piece = piece[:, ::-1]
    return cv2.resize(np.ascontiguousarray(piece), (width, height), interpolation=cv2.INTER_CUBIC)  # type: ignore[return-value]


def plain(photos: Sequence[Picture], seed: int) -> Pasted:
    """A picture without any logo."""
    return Pasted(_finished(ground(photos, np.random.default_rng(seed))), "")


def paste(logo: Logo, photos: Sequence[Picture], seed: int, shares: tuple[float, float], badge: bool = True) -> Pasted:
    """A picture with the logo: its badge, or the bare logo, has a share of the width between two."""
    random = np.random.default_rng(seed)
    behind = ground(photos, random).astype(np.float32)
    height, width = behind.shape[:2]
    share = float(np.exp(random.uniform(*np.log(shares))))
    side = share * width
    patch, ink, tall = _badge(logo, random) if badge else (None, logo.ink, 1.0)
    corners = _seen(np.array([(-1, -tall), (1, -tall), (1, tall), (-1, tall)]) * side / 2, random)
    corners += _room(corners, (width, height), random)
    rows, columns = ink.shape
    across = np.array([(0, 0), (columns, 0), (columns, rows), (0, rows)], np.float32)
    matrix = cv2.getPerspectiveTransform(across, corners.astype(np.float32))
    paper, pen = _colours(random)
    if patch is not None:
        behind = _laid(behind, patch, paper, matrix)
    return Pasted(_finished(_laid(behind, ink, pen, matrix)), logo.slug, share)


def _badge(logo: Logo, random: np.random.Generator) -> tuple[Alpha, Alpha, float]:
    """How much of the patch and of the ink each pixel has, and the patch's height in its widths."""
    tall = float(random.choice([1.0, 1.0, random.uniform(0.6, 1.4)]))
    side = 512
    size = (side, int(side * tall))
    patch = np.zeros((size[1], size[0]), np.float32)
    kind = int(random.integers(3))
    room = random.uniform(*ROOM)
    if kind == 0:
        patch[:] = 1
    elif kind == 1:
        corner = int(min(size) * random.uniform(0.08, 0.3))
        cv2.rectangle(patch, (corner, 0), (size[0] - corner, size[1]), 1.0, -1)
        cv2.rectangle(patch, (0, corner), (size[0], size[1] - corner), 1.0, -1)
        for x in (corner, size[0] - corner - 1):
            for y in (corner, size[1] - corner - 1):
                cv2.circle(patch, (x, y), corner, 1.0, -1)
    else:
        cv2.ellipse(patch, (size[0] // 2, size[1] // 2), (size[0] // 2 - 1, size[1] // 2 - 1), 0, 0, 360, 1.0, -1)
        room *= 0.72
    ink = np.zeros_like(patch)
    inner = int(min(size) * room)
    left, top = (size[0] - inner) // 2, (size[1] - inner) // 2
    ink[top : top + inner, left : left + inner] = cv2.resize(logo.ink, (inner, inner), interpolation=cv2.INTER_AREA)
    return patch, ink, tall


def _seen(corners: NDArray[np.float64], random: np.random.Generator) -> NDArray[np.float64]:
    """The corners as a camera sees them: four in ten upright, three turned, three at an angle."""
    how = random.random()
    if how < 0.4:
        return corners
    if how < 0.7:
        angle = np.radians(random.uniform(-TURNED, TURNED))
        return corners @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    side = np.ptp(corners[:, 0])
    return corners + random.uniform(-TILTED, TILTED, (4, 2)) * side


def _room(corners: NDArray[np.float64], size: tuple[int, int], random: np.random.Generator) -> NDArray[np.float64]:
    """Where to put it so that all of it is in the picture."""
    low, high = corners.min(axis=0), corners.max(axis=0)
    return -low + random.random(2) * np.maximum(np.array(size) - (high - low), 0)  # type: ignore[no-any-return]


def _colours(random: np.random.Generator) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Two random colours that can be told apart, of the badge and of the logo."""
    weights = np.array([0.114, 0.587, 0.299])
    while True:
        pair = random.random((2, 3)) * 255
        if abs(float((pair[0] - pair[1]) @ weights)) >= READABLE:
            return pair[0].astype(np.float32), pair[1].astype(np.float32)


def _laid(
    behind: NDArray[np.float32], ink: Alpha, colour: NDArray[np.float32], matrix: NDArray[np.float64]
) -> NDArray[np.float32]:
    height, width = behind.shape[:2]
    cover = cv2.warpPerspective(ink, matrix, (width, height), flags=cv2.INTER_LINEAR)[..., None]
    return (behind * (1 - cover) + colour * cover).astype(np.float32)


def _finished(picture: NDArray[np.floating] | Picture) -> Picture:
    """At its final size, through JPEG, in grey."""
    small = cv2.resize(
        np.asarray(picture), (WIDTH, picture.shape[0] * WIDTH // picture.shape[1]), interpolation=cv2.INTER_AREA
    )
    _, data = cv2.imencode(".jpg", small.clip(0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 80])
    return cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)  # type: ignore[return-value]
