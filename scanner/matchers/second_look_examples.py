"""What the second look must find and must leave alone. The pictures are drawn by code from a number."""

from __future__ import annotations

from uuid import UUID

import numpy as np
from PIL import Image, ImageDraw, ImageFont, ImageOps

from scanner.matchers.facts import Example, ListingFacts, PictureFacts, SpecimenFacts
from scanner.matchers.picture_examples import scene


def grained(seed: int, side: int = 320) -> Image.Image:
    """A grey picture with things to recognise: a scene with discs, bars and fine structure; another seed is an unrelated one."""
    random = np.random.default_rng([seed, 1])
    picture = Image.blend(scene(seed, side), scene(seed + 1000, side), 0.3)
    draw = ImageDraw.Draw(picture)
    for _ in range(40):
        x, y, width, height = (int(value) for value in random.integers(2, side, 4) // (1, 1, 8, 8))
        shape = draw.ellipse if random.random() < 0.5 else draw.rectangle
        shape((x, y, x + width, y + height), fill=int(random.integers(256)))
    return picture


def screen(picture: Image.Image | None, words: tuple[str, ...]) -> Image.Image:
    """A telephone's screen with a bar, lines of words and, between them, a picture."""
    shown = Image.new("L", (360, 640), 250)
    draw, font = ImageDraw.Draw(shown), ImageFont.load_default(size=18)
    draw.rectangle((0, 0, 360, 24), fill=90)
    if picture:
        shown.paste(picture.resize((320, 320)), (20, 60))
    for line, word in enumerate(words):
        draw.text((20, 400 + 28 * line), word, 20, font)
    return shown


def collage(*pictures: Image.Image) -> Image.Image:
    """Four pictures, two by two."""
    frame = Image.new("L", (640, 640), 255)
    for at, picture in enumerate(pictures):
        frame.paste(picture.resize((310, 310)), (at % 2 * 330, at // 2 * 330))
    return frame


def examples_of() -> tuple[Example, ...]:
    """The cases, all with one registered picture."""
    original = grained(1)
    specimen = SpecimenFacts(UUID(int=1), _facts(original, "specimen"))
    other_words = ("Add to cart now", "Price of the original", "outlet24", "Worldwide delivery is free")
    words = ("Free shipping worldwide", "Add to cart", "Original price 49.90", "Sold by outlet24")

    def case(says: str, picture: Image.Image, *kinds: str, of: SpecimenFacts = specimen) -> Example:
        return Example(says, ListingFacts("Poster", pictures=(_facts(picture, "picture-1"),)), (), (of,), kinds)

    part = original.crop((90, 20, 310, 240))
    registered_screen = SpecimenFacts(UUID(int=2), _facts(screen(original, words), "screen"))
    beside = [grained(seed) for seed in (2, 3, 4)]
    return (
        case("a part, off centre", part, "picture-part"),
        case("a part, mirrored", ImageOps.mirror(part), "picture-part-mirrored"),
        case("a quarter of a collage", collage(beside[0], original, *beside[1:]), "picture-part"),
        case("in a screenshot", screen(original, words), "picture-part"),
        case(
            "turned by 33 degrees", original.rotate(33, Image.Resampling.BICUBIC, True, fillcolor=255), "picture-part"
        ),
        case("darker, with less contrast", part.point(lambda tone: int(10 + tone / 3)), "picture-part"),
        case("another picture", grained(2)),
        case("another picture in a screenshot", screen(grained(2), words)),
        case("words of a registered screen in another order", screen(grained(2), other_words), of=registered_screen),
        case("a plain surface", Image.new("L", (320, 320), 250)),
    )


def _facts(picture: Image.Image, ref: str) -> PictureFacts:
    return PictureFacts(ref, pixels=np.asarray(picture))
