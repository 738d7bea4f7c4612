"""Pictures of goods that do not exist, drawn by code: the same words give the same bytes.

Coordinates are hundredths of the picture's side. A picture is drawn twice as large and then made smaller, so that its
edges are smooth.
"""

import io
from collections.abc import Callable, Sequence
from functools import cache

from PIL import Image, ImageColor, ImageDraw, ImageFilter, ImageFont, ImageOps

SIDE = 600
LARGE = SIDE * 2
Point = tuple[float, float]


class Sheet:
    """A square to draw on."""

    def __init__(self, ground: Image.Image) -> None:
        self.image = ground.copy()
        self.pen = ImageDraw.Draw(self.image)

    def box(self, left: float, top: float, right: float, bottom: float, colour: str, round: float = 0) -> None:
        """A rectangle, its corners rounded by `round`."""
        self.pen.rounded_rectangle(_scaled(left, top, right, bottom), radius=round * LARGE / 100, fill=colour)

    def oval(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        """An ellipse."""
        self.pen.ellipse(_scaled(left, top, right, bottom), fill=colour)

    def ring(self, left: float, top: float, right: float, bottom: float, colour: str, width: float,
             begin: float = 0, end: float = 360) -> None:  # fmt: skip
        """Part of the outline of an ellipse, in degrees clockwise from three o'clock."""
        self.pen.arc(_scaled(left, top, right, bottom), begin, end, fill=colour, width=round(width * LARGE / 100))

    def shape(self, points: Sequence[Point], colour: str) -> None:
        """A polygon."""
        self.pen.polygon([(x * LARGE / 100, y * LARGE / 100) for x, y in points], fill=colour)

    def line(self, points: Sequence[Point], colour: str, width: float) -> None:
        """A line with round joints."""
        scaled = [(x * LARGE / 100, y * LARGE / 100) for x, y in points]
        self.pen.line(scaled, fill=colour, width=round(width * LARGE / 100), joint="curve")

    def words(self, text: str, x: float, y: float, size: float, colour: str, weight: float = 0) -> None:
        """A line of text round its middle; `weight` thickens it."""
        font = _font(round(size * LARGE / 100))
        stroke = round(weight * LARGE / 100)
        at = (x * LARGE / 100, y * LARGE / 100)
        self.pen.text(at, text, font=font, fill=colour, anchor="mm", stroke_width=stroke, stroke_fill=colour)

    def paste(self, picture: Image.Image, left: float, top: float, right: float, bottom: float) -> None:
        """Another picture, fitted into that place."""
        x0, y0, x1, y1 = (round(value) for value in _scaled(left, top, right, bottom))
        self.image.paste(ImageOps.fit(picture, (x1 - x0, y1 - y0)), (x0, y0))

    def finished(self) -> Image.Image:
        """The picture in its own size."""
        return self.image.reduce(2)


def _scaled(*values: float) -> tuple[float, ...]:
    return tuple(value * LARGE / 100 for value in values)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    found = ImageFont.load_default(size=size)
    assert isinstance(found, ImageFont.FreeTypeFont)
    return found


def mixed(colour: str, other: str, share: float) -> str:
    """`colour` with a share (0–1) of another."""
    a, b = ImageColor.getrgb(colour), ImageColor.getrgb(other)
    return "#" + "".join(f"{round(x + (y - x) * share):02x}" for x, y in zip(a[:3], b[:3], strict=True))


def light(colour: str) -> str:
    """Where light falls on it."""
    return mixed(colour, "#ffffff", 0.28)


def dark(colour: str) -> str:
    """Where it lies in shade."""
    return mixed(colour, "#101418", 0.3)


@cache
def studio(colour: str, shadow: float) -> Image.Image:
    """A ground as in a photographer's studio, with the soft shadow of something `shadow` wide."""
    tones = Image.linear_gradient("L").resize((LARGE // 8, LARGE // 8))
    ground = ImageOps.colorize(tones, mixed(colour, "#ffffff", 0.55), mixed(colour, "#20242a", 0.12))
    shade = Image.new("L", ground.size, 0)
    side = ground.width
    middle, half = side / 2, side * shadow / 200
    ImageDraw.Draw(shade).ellipse((middle - half, side * 0.83, middle + half, side * 0.91), fill=110)
    ground.paste(Image.new("RGB", ground.size, "#15181c"), mask=shade.filter(ImageFilter.GaussianBlur(side / 45)))
    return ground.resize((LARGE, LARGE), Image.Resampling.BICUBIC)


Emblem = Callable[[Sheet, float, float, float, str], None]


def peak(sheet: Sheet, x: float, y: float, size: float, colour: str) -> None:
    """Two mountains under a sun."""
    sheet.shape(
        [(x - size, y + size * 0.7), (x - size * 0.25, y - size * 0.6), (x + size * 0.5, y + size * 0.7)], colour
    )
    sheet.shape([(x, y + size * 0.7), (x + size * 0.5, y - size * 0.1), (x + size, y + size * 0.7)], colour)
    sheet.oval(x + size * 0.35, y - size * 0.85, x + size * 0.8, y - size * 0.4, colour)


def star(sheet: Sheet, x: float, y: float, size: float, colour: str) -> None:
    """A star of eight points."""
    reach = [1, 0.42] * 8
    turns = [(0, -1), (0.38, -0.92), (0.71, -0.71), (0.92, -0.38), (1, 0), (0.92, 0.38), (0.71, 0.71), (0.38, 0.92)]
    turns += [(-a, -b) for a, b in turns]
    sheet.shape([(x + a * size * r, y + b * size * r) for (a, b), r in zip(turns, reach, strict=True)], colour)


def wing(sheet: Sheet, x: float, y: float, size: float, colour: str) -> None:
    """A bird in flight."""
    for drop in (0.0, 0.45):
        top = y - size * 0.4 + drop * size
        sheet.line(
            [(x - size, top), (x - size * 0.1, top + size * 0.5), (x + size, top - size * 0.35)], colour, size * 0.24
        )


def moon(sheet: Sheet, x: float, y: float, size: float, colour: str) -> None:
    """A crescent that holds a flower."""
    sheet.ring(x - size, y - size, x + size, y + size, colour, size * 0.22, 50, 310)
    for a, b in ((0, -0.38), (0.36, -0.12), (0.22, 0.3), (-0.22, 0.3), (-0.36, -0.12)):
        sheet.oval(x + (a - 0.2) * size, y + (b - 0.2) * size, x + (a + 0.2) * size, y + (b + 0.2) * size, colour)


def drop(sheet: Sheet, x: float, y: float, size: float, colour: str) -> None:
    """A drop."""
    sheet.oval(x - size * 0.62, y - size * 0.25, x + size * 0.62, y + size, colour)
    sheet.shape([(x - size * 0.55, y + size * 0.15), (x, y - size), (x + size * 0.55, y + size * 0.15)], colour)


def waves(sheet: Sheet, x: float, y: float, size: float, colour: str) -> None:
    """Three waves."""
    for row in (-0.55, 0, 0.55):
        for part in range(4):
            left = x - size + part * size / 2
            top, half = y + row * size - size / 4, part % 2 * 180
            sheet.ring(left, top, left + size / 2, top + size / 2, colour, size * 0.13, 180 - half, 360 - half)


def blocks(sheet: Sheet, x: float, y: float, size: float, colour: str) -> None:
    """Three building blocks."""
    for a, b in ((-0.5, 0.5), (0.5, 0.5), (0, -0.45)):
        sheet.box(
            x + (a - 0.45) * size,
            y + (b - 0.42) * size,
            x + (a + 0.45) * size,
            y + (b + 0.42) * size,
            colour,
            size * 0.1,
        )


def lantern(sheet: Sheet, x: float, y: float, size: float, colour: str) -> None:
    """An open circle with a flame."""
    sheet.ring(x - size, y - size, x + size, y + size, colour, size * 0.16)
    drop(sheet, x, y, size * 0.55, colour)


def logo(word: str, emblem: Emblem, colour: str) -> Image.Image:
    """A mark as its owner registers it: emblem and word on white."""
    sheet = Sheet(Image.new("RGB", (LARGE, LARGE), "#ffffff"))
    emblem(sheet, 50, 36, 17, colour)
    sheet.words(word, 50, 72, min(17, 118 / len(word)), colour, 0.35)
    return sheet.finished()


def invoice(number: str, seller: str, lines: Sequence[str]) -> bytes:
    """A page that looks like an invoice, as PNG: the evidence of somebody who contests."""
    sheet = Sheet(Image.new("RGB", (LARGE, LARGE), "#fbfbf8"))
    sheet.words("INVOICE", 24, 12, 7, "#222222", 0.2)
    sheet.words(number, 78, 12, 4, "#555555")
    sheet.words(seller, 50, 24, 4, "#222222")
    for place, line in enumerate(lines):
        sheet.words(line, 50, 38 + place * 8, 3.6, "#333333")
        sheet.line([(10, 42 + place * 8), (90, 42 + place * 8)], "#cccccc", 0.2)
    sheet.words("Paid", 76, 86, 6, "#2f6f4f", 0.15)
    return encoded(sheet.finished(), "PNG")


def certificate(title: str, number: str, lines: Sequence[str]) -> bytes:
    """A page that looks like a certificate of registration, as PNG."""
    sheet = Sheet(Image.new("RGB", (LARGE, LARGE), "#fbfaf4"))
    for inset, width in ((4, 0.5), (5.4, 0.2)):
        far = 100 - inset
        sheet.line([(inset, inset), (far, inset), (far, far), (inset, far), (inset, inset)], "#8a7a4d", width)
    sheet.words(title, 50, 20, 5.2, "#222222", 0.15)
    sheet.words(number, 50, 28, 3.6, "#555555")
    for place, line in enumerate(lines):
        sheet.words(line, 50, 42 + place * 8, 3.8, "#333333")
    sheet.ring(43, 78, 57, 92, "#8a7a4d", 0.8)
    star(sheet, 50, 85, 4.5, "#8a7a4d")
    return encoded(sheet.finished(), "PNG")


def encoded(picture: Image.Image, kind: str = "JPEG", quality: int = 86) -> bytes:
    """The bytes of a file."""
    out = io.BytesIO()
    picture.save(out, kind, **({"quality": quality} if kind == "JPEG" else {"compress_level": 1}))
    return out.getvalue()
