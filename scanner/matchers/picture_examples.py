"""What the matcher of pictures must find and must leave alone. The pictures are drawn by code from a number."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import numpy as np
from PIL import Image, ImageFilter, ImageOps

from scanner.matchers.facts import Example, ListingFacts, PictureFacts, SpecimenFacts


def scene(seed: int, side: int = 320) -> Image.Image:
    """A grey picture with the falling spectrum of a photograph; another seed is another, unrelated picture."""
    random = np.random.default_rng(seed)
    layers = np.zeros((side, side))
    for cells, weight in ((4, 1.0), (8, 0.6), (16, 0.35), (32, 0.2), (64, 0.1)):
        noise = Image.fromarray((random.random((cells, cells)) * 255).astype(np.uint8))
        layers += weight * np.asarray(noise.resize((side, side), Image.Resampling.BICUBIC), dtype=np.float64)
    layers -= layers.min()
    return Image.fromarray((layers * (255 / layers.max())).astype(np.uint8))


def examples_of(facts: Callable[[Image.Image, str], PictureFacts]) -> tuple[Example, ...]:
    """The cases, hashed by the matcher that is examined."""
    original = scene(1)
    specimen = SpecimenFacts(UUID(int=1), facts(original, "specimen"))

    def case(says: str, picture: Image.Image, *kinds: str) -> Example:
        return Example(says, ListingFacts("Poster", pictures=(facts(picture, "picture-1"),)), (), (specimen,), kinds)

    return (
        case("the same picture", original, "picture"),
        case("smaller and squeezed", original.resize((200, 120)), "picture"),
        case("blurred", original.filter(ImageFilter.GaussianBlur(2)), "picture"),
        case("less contrast", original.point(lambda tone: int(60 + tone / 2)), "picture"),
        case("a white border", ImageOps.expand(original, 50, fill=255), "picture"),
        case("mirrored", ImageOps.mirror(original), "picture-turned"),
        case("turned", original.transpose(Image.Transpose.ROTATE_90), "picture-turned"),
        case("mirrored within a border", ImageOps.expand(ImageOps.mirror(original), 40, fill=0), "picture-turned"),
        case("another picture", scene(2)),
        case("a blank picture", Image.new("L", (320, 320), 250)),
    )
