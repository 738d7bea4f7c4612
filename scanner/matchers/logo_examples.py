"""What the matcher of logos must find and must leave alone. Logos of nobody, and the pictures they stand in, drawn by code."""

from __future__ import annotations

from uuid import UUID

import cv2
import numpy as np

from scanner.matchers.facts import Example, ListingFacts, PictureFacts, SpecimenFacts
from scanner.matchers.logo_shapes import Grey, Soft
from scanner.matchers.picture_examples import scene

DRAWN = 256  # pixels of a drawn logo


def comet() -> Soft:
    """The ink of a coined logo: a ring with a bite, three rays and a dot."""
    ink = np.zeros((DRAWN, DRAWN), np.float32)
    cv2.circle(ink, (110, 130), 80, 1.0, 30)
    cv2.rectangle(ink, (150, 20), (250, 110), 0.0, -1)
    for end in ((240, 30), (245, 75), (200, 15)):
        cv2.line(ink, (140, 105), end, 1.0, 14)
    cv2.circle(ink, (110, 130), 22, 1.0, -1)
    return ink


def ladder() -> Soft:
    """The ink of another coined logo: two bent rails and four rungs of different length."""
    ink = np.zeros((DRAWN, DRAWN), np.float32)
    for x, bow in ((60, 30), (180, -20)):
        cv2.polylines(
            ink, [np.array([(x, 20), (x + bow, 128), (x, 236)], np.int32)], isClosed=False, color=1.0, thickness=22
        )
    for y, left, right in ((60, 20, 190), (105, 80, 240), (150, 60, 170), (200, 70, 215)):
        cv2.line(ink, (left, y), (right, y), 1.0, 16)
    return ink


def registered(ink: Soft) -> Grey:
    """A logo as a register shows it: black on white."""
    return (255 - 255 * ink).astype(np.uint8)


def photo(seed: int) -> Grey:
    """A picture of 640 pixels with the look of a photograph and nothing on it."""
    grain = np.random.default_rng(seed).normal(0, 4, (640, 640))
    return (np.asarray(scene(seed, 640), np.float32) * 0.7 + 40 + grain).clip(0, 255).astype(np.uint8)


def stuck(
    ink: Soft, seed: int, paper: int, pen: int, side: int = 180, angle: float = 0.0, at: tuple[int, int] = (300, 320)
) -> Grey:
    """A photo with a badge: the logo in one tone on a square of another, turned by some degrees about the place `at`."""
    picture = photo(seed).astype(np.float32)
    badge = cv2.getRotationMatrix2D((DRAWN / 2, DRAWN / 2), angle, side / DRAWN)
    badge[:, 2] += np.array(at) - DRAWN / 2
    small = cv2.getRotationMatrix2D((DRAWN / 2, DRAWN / 2), angle, 0.72 * side / DRAWN)
    small[:, 2] += np.array(at) - DRAWN / 2
    for what, matrix, tone in ((np.ones_like(ink), badge, paper), (cv2.GaussianBlur(ink, (0, 0), 1.0), small, pen)):
        cover = cv2.warpAffine(what, matrix, (640, 640), flags=cv2.INTER_LINEAR)
        picture = picture * (1 - cover) + tone * cover
    _, data = cv2.imencode(".jpg", picture.clip(0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 85])
    return cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)  # type: ignore[return-value]


def examples_of() -> tuple[Example, ...]:
    """The cases: one registered logo, and pictures with it, with another and with none."""
    right_id = UUID(int=1)
    specimen = SpecimenFacts(right_id, PictureFacts("specimen", pixels=registered(comet())))

    def case(says: str, pixels: Grey | None, *kinds: str, suspects: frozenset[UUID] = frozenset()) -> Example:
        picture = PictureFacts("picture-1", pixels=pixels)
        return Example(says, ListingFacts("Cap", pictures=(picture,), suspects=suspects), (), (specimen,), kinds)

    return (
        case("dark on a light badge", stuck(comet(), 1, 225, 40), "logo"),
        case("light on a dark badge", stuck(comet(), 2, 45, 210), "logo"),
        case("turned", stuck(comet(), 3, 200, 90, angle=12), "logo"),
        case(
            "small, its right named by something else",
            stuck(comet(), 4, 230, 60, 70),
            "logo",
            suspects=frozenset({right_id}),
        ),
        case("another logo", stuck(ladder(), 1, 225, 40)),
        case(
            "another logo, the right named by something else",
            stuck(ladder(), 2, 45, 210),
            suspects=frozenset({right_id}),
        ),
        case("a photo without a logo", photo(5)),
        case("a picture without its pixels", None),
    )
