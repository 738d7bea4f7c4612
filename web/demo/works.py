"""Pictures that somebody made and that others copy: landscapes as a camera sees them, and block prints."""

import math
import random
from itertools import pairwise

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from web.demo.drawing import mixed

WIDE, HIGH = 960, 640
SKIES = {
    "dawn": ("#f4b27a", "#4b5a86", "#2c3550"),
    "north": ("#9fd3c7", "#22577a", "#16324a"),
    "dusk": ("#e58f8f", "#5d3f6a", "#2b2338"),
    "noon": ("#cfe8f7", "#5b9bd5", "#47624f"),
}


def landscape(name: str, sky: str, *, sun: bool = True, water: bool = True) -> Image.Image:
    """Ridges behind ridges in haze, over water that mirrors them. The same name gives the same place."""
    chance = random.Random(f"landscape {name}")
    low, high, ground = SKIES[sky]
    picture = ImageOps.colorize(Image.linear_gradient("L").resize((WIDE, HIGH)), high, low)
    pen = ImageDraw.Draw(picture)
    if sun:
        x, y, r = chance.randint(160, 800), chance.randint(120, 260), chance.randint(28, 64)
        pen.ellipse((x - r, y - r, x + r, y + r), fill=mixed(low, "#fff7df", 0.75))
    for layer in range(4):
        tone = mixed(ground, low, 0.62 - layer * 0.19)
        base = HIGH * (0.42 + layer * 0.09)
        pen.polygon([(0, HIGH), *_ridge(chance, base, 130 - layer * 24), (WIDE, HIGH)], fill=tone)
    if water:
        shore = round(HIGH * 0.72)
        mirror = ImageOps.flip(picture.crop((0, shore - (HIGH - shore), WIDE, shore)))
        mirror = ImageEnhance.Brightness(mirror.filter(ImageFilter.GaussianBlur(2))).enhance(0.82)
        picture.paste(mirror, (0, shore))
        for _ in range(46):
            x, y, length = chance.randint(0, WIDE), chance.randint(shore + 6, HIGH), chance.randint(20, 120)
            pen.line((x, y, x + length, y), fill=mixed(low, "#ffffff", 0.3), width=1)
    return _grained(picture.filter(ImageFilter.GaussianBlur(0.8)), chance)


def _ridge(chance: random.Random, base: float, rough: float) -> list[tuple[float, float]]:
    """A line of peaks, by halving it again and again."""
    line = [base + chance.uniform(-rough, rough) for _ in range(3)]
    while len(line) < 129:
        rough *= 0.52
        middles = [(a + b) / 2 + chance.uniform(-rough, rough) for a, b in pairwise(line)]
        line = [value for pair in zip(line, middles, strict=False) for value in pair] + line[-1:]
    return [(WIDE * place / (len(line) - 1), height) for place, height in enumerate(line)]


def block_print(name: str, colours: tuple[str, str, str]) -> Image.Image:
    """A pattern as it is printed on cloth with carved blocks."""
    chance = random.Random(f"print {name}")
    ground, ink, second = colours
    picture = Image.new("RGB", (HIGH, HIGH), ground)
    pen = ImageDraw.Draw(picture)
    petals, size = chance.choice((5, 6, 8)), chance.choice((92, 128, 160))
    for row in range(-1, HIGH // size + 2):
        for column in range(-1, HIGH // size + 2):
            x, y = column * size + (row % 2) * size / 2, row * size
            for petal in range(petals):
                turn = 2 * math.pi * petal / petals
                _dot(pen, x + math.cos(turn) * size * 0.24, y + math.sin(turn) * size * 0.24, size * 0.13, ink)
            _dot(pen, x, y, size * 0.1, second)
            _dot(pen, x + size / 2, y, size * 0.06, second)
            pen.line((x - size / 2, y + size / 2, x + size / 2, y + size / 2), fill=mixed(ground, ink, 0.5), width=3)
    return _grained(picture, chance)


def _dot(pen: ImageDraw.ImageDraw, x: float, y: float, radius: float, colour: str) -> None:
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def _grained(picture: Image.Image, chance: random.Random) -> Image.Image:
    """With the grain of film; Pillow's own noise could not be drawn twice."""
    width, height = picture.width // 2, picture.height // 2
    grain = Image.frombytes("L", (width, height), chance.randbytes(width * height)).resize(picture.size)
    return Image.blend(picture, grain.convert("RGB"), 0.05)
