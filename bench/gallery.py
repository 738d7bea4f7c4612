"""Pictures to search among, made by code from a seed, and what sellers do to a picture before they show it as theirs.

The pictures look like those of a marketplace as far as code can make them: goods on white or in a scene, views with the falling
spectrum of a photograph, collages of pieces of the real photos beside the checkout (where they are), and flat logos. The same
seed and number give the same picture on every machine.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import cache
from math import cos, sin, sqrt

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageEnhance, ImageFont, ImageOps

from bench.rows import shared_data

Pixels = NDArray[np.uint8]
Rng = np.random.Generator

SIDE = 256
WORDS = "SALE Original NEW 50% Premium shop24 Best price outlet www.my-shop.example Free shipping".split()


def photos(count: int, seed: int, *, first: int = 0, side: int = SIDE) -> Iterator[Image.Image]:
    """Unlike pictures in colour, `side` pixels a side: those numbered `first` to `first + count` of a seed."""
    for number in range(first, first + count):
        yield photo(seed, number, side)


def photo(seed: int, number: int, side: int = SIDE) -> Image.Image:
    """One picture: in ten, three are goods on white, three goods in a scene, two views, two collages of real photos."""
    rng = np.random.default_rng([seed, number])
    kind = number % 10
    if kind < 3:
        ground = np.full((side, side, 3), int(rng.integers(235, 256)), dtype=np.uint8)
        return Image.fromarray(_goods(rng, ground, int(rng.integers(1, 3)), large=True))
    if kind < 6:
        return Image.fromarray(_goods(rng, _view(rng, side), int(rng.integers(1, 7)), large=False))
    if kind < 8 or not real_photos():
        return Image.fromarray(_view(rng, side))
    return Image.fromarray(_pieces(rng, side))


@cache
def real_photos() -> tuple[Image.Image, ...]:
    """The real photos beside the checkout, one of each series of alike ones; none where they are missing."""
    data = shared_data()
    if data is None:
        return ()
    files = sorted(data.glob("images/opencv-samples/*.*")) + sorted(data.glob("images/*-bridge/*orig.jpg"))
    return tuple(Image.open(file).convert("RGB") for file in files)


@cache
def real_logos() -> tuple[Image.Image, ...]:
    """The real logos beside the checkout, 256 pixels a side; none where they are missing."""
    data = shared_data()
    files = sorted(data.glob("marks-simple-icons/png256/*.png")) if data else []
    return tuple(Image.open(file).convert("RGB") for file in files)


def _texture(rng: Rng, side: int, steep: float) -> NDArray[np.float32]:
    """Noise in octaves, 0 to 1; the steeper, the less of it is fine."""
    total = np.zeros((1, 1), dtype=np.float32)
    cells, weight = 2, 1.0
    while cells <= min(side, 128):
        size = side if cells > 16 else 64
        layer = rng.random((cells + 1, cells + 1), dtype=np.float32)
        total = cv2.resize(total, (size, size)) + weight * cv2.resize(
            layer, (size, size), interpolation=cv2.INTER_CUBIC
        )
        cells, weight = cells * 2, weight * steep
    low, high = float(total.min()), float(total.max())
    return (total - low) / (high - low)


def _coloured(rng: Rng, tones: NDArray[np.float32]) -> Pixels:
    """Tones as colours: from a dark one through another to a light one, as light falls on one material."""
    dark, middle, light = rng.integers(0, 110, 3), rng.integers(30, 220, 3), rng.integers(130, 256, 3)
    at = np.arange(256) / 255
    table = np.stack([np.interp(at, (0, 0.5, 1), stops) for stops in zip(dark, middle, light, strict=True)], axis=1)
    index = (tones * 255).astype(np.uint8)
    return cv2.LUT(cv2.merge([index] * 3), table.astype(np.uint8)[None])


def _view(rng: Rng, side: int) -> Pixels:
    """A view: far ground and near ground of two materials, the light from one side, the grain of a camera."""
    picture = _coloured(rng, _texture(rng, side, float(rng.uniform(0.45, 0.65))))
    if rng.random() < 0.7:
        near = _coloured(rng, _texture(rng, side, float(rng.uniform(0.5, 0.75))))
        ridge = cv2.resize(rng.random((1, int(rng.integers(3, 12))), dtype=np.float32), (side, 1)).ravel()
        horizon = side * (rng.uniform(0.2, 0.8) + 0.25 * (ridge - 0.5))
        below = np.arange(side)[:, None] > horizon[None, :]
        picture[below] = near[below]
    across = np.linspace(-1, 1, side, dtype=np.float32)
    down = across[:, None]
    angle, depth = float(rng.uniform(0, 2 * np.pi)), float(rng.uniform(0, 0.35))
    light = 1 + depth * (cos(angle) * across + sin(angle) * down)
    grain = float(rng.uniform(0, 4)) * rng.standard_normal((side, side), dtype=np.float32)
    return (picture * light[..., None] + grain[..., None]).clip(0, 255).astype(np.uint8)


def _goods(rng: Rng, ground: Pixels, count: int, *, large: bool) -> Pixels:
    """Things laid on a ground: bodies of one material each with a shadow, parts in other colours, some lettering."""
    picture = ground.copy()
    side = len(picture)
    for _ in range(count):
        reach = side * float(rng.uniform(0.25, 0.42) if large else rng.uniform(0.08, 0.35))
        middle = rng.uniform(0.35, 0.65, 2) * side if large else rng.uniform(0.1, 0.9, 2) * side
        outline = _outline(rng, middle, reach)
        shadow = outline + int(0.03 * side)
        dim = np.full((side, side), 255, dtype=np.uint8)
        cv2.fillPoly(dim, [shadow], int(rng.integers(90, 200)))
        dim = cv2.blur(dim, (side // 20 | 1, side // 20 | 1))
        picture = cv2.multiply(picture, cv2.merge([dim] * 3), scale=1 / 255)
        mask = np.zeros((side, side), dtype=np.uint8)
        cv2.fillPoly(mask, [outline], 255)
        body = _coloured(rng, _texture(rng, side, float(rng.uniform(0.4, 0.7))))
        for _part in range(int(rng.integers(1, 8))):
            _part_on(rng, body, middle, reach)
        picture[mask > 0] = body[mask > 0]
    return picture


def _outline(rng: Rng, middle: NDArray[np.float64], reach: float) -> NDArray[np.int32]:
    """A closed outline: a box, or a round thing with bulges."""
    turn = rng.uniform(0, 2 * np.pi)
    if rng.random() < 0.4:
        half = reach * rng.uniform(0.4, 1.0, 2)
        points = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half
        turn = rng.normal(0, 0.2)
    else:
        angles = np.linspace(0, 2 * np.pi, 60, endpoint=False)
        radius = np.full(60, reach)
        for bulges in (2, 3, 5):
            radius += reach * rng.uniform(0, 0.35 / bulges) * np.cos(bulges * angles + rng.uniform(0, 6))
        points = np.stack([np.cos(angles), np.sin(angles)], axis=1) * radius[:, None] * rng.uniform(0.4, 1.0, 2)
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return (points @ rotation + middle).astype(np.int32)


def _part_on(rng: Rng, body: Pixels, middle: NDArray[np.float64], reach: float) -> None:
    """A button, a stripe or a word on a thing."""
    x, y = (int(value) for value in middle + rng.uniform(-0.6, 0.6, 2) * reach)
    colour = tuple(int(tone) for tone in rng.integers(0, 256, 3))
    size = max(int(reach * rng.uniform(0.05, 0.4)), 2)
    kind = int(rng.integers(3))
    if kind == 0:
        cv2.ellipse(body, (x, y), (size, max(size // 2, 1)), float(rng.uniform(0, 180)), 0, 360, colour, -1)
    elif kind == 1:
        cv2.rectangle(body, (x, y), (x + 3 * size, y + max(size // 2, 2)), colour, -1)
    else:
        word = str(rng.choice(WORDS))
        cv2.putText(body, word, (x - size, y), cv2.FONT_HERSHEY_DUPLEX, max(size / 40, 0.25), colour, 1 + size // 30)


def _pieces(rng: Rng, side: int) -> Pixels:
    """Pieces of real photos beside each other, at other sizes, mirrored, in other colours: no two collages share a layout."""
    picture = _view(rng, side)
    real = real_photos()
    cut_x, cut_y = rng.uniform(0.3, 0.7, 2) * side
    for left, top, right, bottom in (
        (0, 0, cut_x, cut_y),
        (cut_x, 0, side, cut_y),
        (0, cut_y, cut_x, side),
        (cut_x, cut_y, side, side),
    ):
        if rng.random() < 0.15:
            continue
        source = real[int(rng.integers(len(real)))]
        width, height = int(right) - int(left), int(bottom) - int(top)
        share = rng.uniform(0.3, 0.9)
        box_width, box_height = int(source.width * share), int(source.height * share)
        x, y = int(rng.integers(source.width - box_width)), int(rng.integers(source.height - box_height))
        piece = np.asarray(source.resize((width, height), Image.Resampling.BOX, (x, y, x + box_width, y + box_height)))
        if rng.random() < 0.5:
            piece = piece[:, ::-1]
        picture[int(top) : int(bottom), int(left) : int(right)] = np.roll(piece, int(rng.integers(3)), axis=2)
    return picture


def changed(name: str, image: Image.Image, rng: Rng) -> Image.Image:
    """A picture after one change (a key of CHANGES), its strength drawn from `rng`; in colour, as the seller would save it."""
    return CHANGES[name](image.convert("RGB"), rng)


def saved(image: Image.Image, quality: int = 85) -> bytes:
    """The bytes of a picture as JPEG."""
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality)
    return file.getvalue()


def _jpeg(image: Image.Image, rng: Rng) -> Image.Image:
    return Image.open(io.BytesIO(saved(image, int(rng.integers(20, 61))))).convert("RGB")


def _resize(image: Image.Image, rng: Rng) -> Image.Image:
    """To between 0.4 and 1.6 times the size, squeezed by up to a fifth besides."""
    size, squeeze = rng.uniform(0.4, 1.6), rng.uniform(0.8, 1.0)
    return image.resize((max(int(image.width * size), 16), max(int(image.height * size * squeeze), 16)))


def _mirror(image: Image.Image, rng: Rng) -> Image.Image:
    return ImageOps.mirror(image) if rng.random() < 0.7 else ImageOps.flip(image)


def _quarter_turn(image: Image.Image, rng: Rng) -> Image.Image:
    return image.rotate(90 * int(rng.integers(1, 4)), expand=True)


def _border(image: Image.Image, rng: Rng) -> Image.Image:
    """A border of one colour, 3 to 20 percent of the picture, not alike on all sides."""
    left, top, right, bottom = (
        int(share * side)
        for share, side in zip(
            rng.uniform(0.03, 0.2, 4), (image.width, image.height, image.width, image.height), strict=True
        )
    )
    fill = [(255, 255, 255), (0, 0, 0), tuple(int(tone) for tone in rng.integers(0, 256, 3))][int(rng.integers(3))]
    return ImageOps.expand(image, (left, top, right, bottom), fill)


def _colour(image: Image.Image, rng: Rng) -> Image.Image:
    """Brightness, contrast, saturation and tint."""
    image = ImageEnhance.Brightness(image).enhance(rng.uniform(0.75, 1.3))
    image = ImageEnhance.Contrast(image).enhance(rng.uniform(0.7, 1.3))
    image = ImageEnhance.Color(image).enhance(rng.uniform(0.0, 1.8))
    tint = np.asarray(image).astype(np.float32) * rng.uniform(0.88, 1.12, 3)
    return Image.fromarray(tint.clip(0, 255).astype(np.uint8))


def _watermark(image: Image.Image, rng: Rng) -> Image.Image:
    """A name across the picture, half transparent, once or three times."""
    over = Image.new("RGBA", image.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(over)
    tone = 255 if rng.random() < 0.7 else 0
    font = ImageFont.load_default(size=max(image.width * float(rng.uniform(0.08, 0.14)), 8))
    for row in range(3 if rng.random() < 0.5 else 1):
        place = (int(rng.uniform(0.02, 0.3) * image.width), int((0.2 + 0.28 * row) * image.height))
        draw.text(place, str(rng.choice(WORDS[-4:])) + " shop24", (tone, tone, tone, int(rng.integers(70, 150))), font)
    over = over.rotate(float(rng.uniform(-30, 30)))
    return Image.alpha_composite(image.convert("RGBA"), over).convert("RGB")


def _crop_60(image: Image.Image, rng: Rng) -> Image.Image:
    """A part with 60 percent of the picture's area and its proportions, from anywhere in it."""
    width, height = int(image.width * sqrt(0.6)), int(image.height * sqrt(0.6))
    x, y = int(rng.integers(image.width - width + 1)), int(rng.integers(image.height - height + 1))
    return image.crop((x, y, x + width, y + height))


def _collage(image: Image.Image, rng: Rng) -> Image.Image:
    """One of four pictures in a square, or one of two beside or above each other; the others are unlike it."""
    across, down = [(2, 2), (2, 1), (1, 2)][int(rng.integers(3))]
    frame = Image.new("RGB", (image.width * across, image.height * down), "white")
    own = int(rng.integers(across * down))
    for cell in range(across * down):
        shown = image if cell == own else photo(int(rng.integers(1 << 30)), int(rng.integers(10)), min(image.size))
        frame.paste(shown.resize(image.size), (cell % across * image.width, cell // across * image.height))
    return frame


def _screenshot(image: Image.Image, rng: Rng) -> Image.Image:
    """A telephone's screen: bars, a title, the picture across nearly all of the width, a price and lines of text."""
    width = int(image.width / rng.uniform(0.82, 1.0))
    height = int(width * rng.uniform(1.7, 2.1))
    dark = rng.random() < 0.3
    screen = Image.new("RGB", (width, height), (18, 18, 18) if dark else (250, 250, 250))
    draw, ink = ImageDraw.Draw(screen), (230, 230, 230) if dark else (30, 30, 30)
    font = ImageFont.load_default(size=max(width // 18, 8))
    draw.rectangle((0, 0, width, height // 30), fill=tuple(int(tone) for tone in rng.integers(0, 200, 3)))
    draw.text((width // 20, height // 24), "‹  my-shop   12:41", ink, font)
    top = int(height * rng.uniform(0.1, 0.2))
    screen.paste(image, ((width - image.width) // 2, top))
    line = top + image.height + height // 40
    while line < height * 0.88:
        draw.text((width // 20, line), " ".join(str(word) for word in rng.choice(WORDS, 4)), ink, font)
        line += height // 22
    draw.rectangle((0, int(height * 0.92), width, height), fill=(60, 60, 70) if dark else (225, 225, 230))
    return screen


def _rotation(image: Image.Image, rng: Rng) -> Image.Image:
    """Turned by 5 to 30 degrees either way, white in the corners."""
    angle = float(rng.uniform(5, 30)) * (1 if rng.random() < 0.5 else -1)
    return image.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor="white")


CHANGES: dict[str, Callable[[Image.Image, Rng], Image.Image]] = {
    "jpeg": _jpeg,
    "resize": _resize,
    "mirror": _mirror,
    "quarter_turn": _quarter_turn,
    "border": _border,
    "colour": _colour,
    "watermark": _watermark,
    "crop_60": _crop_60,
    "collage": _collage,
    "screenshot": _screenshot,
    "rotation": _rotation,
}
WHOLE = ("jpeg", "resize", "mirror", "quarter_turn", "border", "colour", "watermark")
"""What the hash of a whole picture must survive; the other changes are for a second look at its parts."""
