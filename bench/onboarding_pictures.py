"""What the applicants of the bench hand in: identity cards and extracts on the form of their country, pictures of goods; and the
same pictures encoded anew."""

from __future__ import annotations

import io
import random

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont


def coined(rng: random.Random) -> str:
    """A name that no language has."""
    parts = [
        rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") + rng.choice(("", "", "n", "r", "l", "s")) for _ in range(3)
    ]
    return "".join(parts).title()


def card(rng: random.Random, country: str, written: str) -> bytes:
    """An identity card on the form of its country: a portrait, and lines that differ from card to card."""
    form = random.Random(country)
    image = Image.new("RGB", (640, 400), tuple(form.randint(190, 240) for _ in range(3)))  # type: ignore[arg-type]
    pen = ImageDraw.Draw(image)
    for n in range(6):
        pen.arc(
            (40 * n - 60, 20 * n, 40 * n + 500, 20 * n + 380),
            0,
            300,
            fill=tuple(form.randint(150, 210) for _ in range(3)),
            width=3,
        )
    pen.rectangle((0, 0, 640, 60), fill=tuple(form.randint(40, 130) for _ in range(3)))
    image.paste(_portrait(rng), (30, 90))
    letters = ImageFont.load_default(26)
    for n, line in enumerate(
        (
            written,
            f"{rng.randint(1, 28):02}.{rng.randint(1, 12):02}.{rng.randint(1950, 2005)}",
            country,
            _serial(rng),
        )
    ):
        pen.text((250, 100 + 60 * n), line, fill=(20, 20, 40), font=letters)
    pen.text((30, 340), f"ID<{_serial(rng)}<<{_serial(rng)}<<", fill=(10, 10, 10), font=letters)
    return _file(image, "JPEG", 90)


def _portrait(rng: random.Random) -> Image.Image:
    image = Image.new("RGB", (190, 230), tuple(rng.randint(140, 220) for _ in range(3)))  # type: ignore[arg-type]
    pen = ImageDraw.Draw(image)
    wide, high, skin = rng.randint(70, 110), rng.randint(100, 140), tuple(rng.randint(90, 230) for _ in range(3))
    hair = tuple(rng.randint(10, 120) for _ in range(3))
    middle = 95 + rng.randint(-12, 12)
    pen.ellipse((middle - wide // 2 - 12, 30, middle + wide // 2 + 12, 30 + high), fill=hair)
    pen.ellipse((middle - wide // 2, 50, middle + wide // 2, 50 + high), fill=skin)
    pen.rectangle((middle - wide, 60 + high, middle + wide, 230), fill=tuple(rng.randint(20, 200) for _ in range(3)))
    for side in (-1, 1):
        pen.ellipse((middle + side * wide // 5 - 6, 90, middle + side * wide // 5 + 6, 102), fill=(20, 20, 20))
    return image.filter(ImageFilter.GaussianBlur(1))


def extract(rng: random.Random, country: str) -> bytes:
    """A page of the trade register: one form for a country, and what it says of this company."""
    image = Image.new("RGB", (600, 840), "white")
    pen, head, small = ImageDraw.Draw(image), ImageFont.load_default(30), ImageFont.load_default(18)
    pen.text((60, 50), f"Trade register {country}", fill="black", font=head)
    pen.line((60, 100, 540, 100), fill="black", width=3)
    for n in range(16):
        pen.text((60, 130 + 40 * n), ("Number", "Name", "Seat", "Capital")[n % 4], fill="black", font=small)
        pen.text((200, 130 + 40 * n), " ".join(coined(rng) for _ in range(rng.randint(1, 4))), fill="black", font=small)
    pen.ellipse((400, 720, 500, 800), outline=(60, 60, 160), width=4)
    return _file(image, "PNG", 0)


def photo(rng: random.Random) -> bytes:
    """Goods on a ground: shapes and a grain of their own."""
    image = Image.new("RGB", (480, 360), tuple(rng.randint(60, 240) for _ in range(3)))  # type: ignore[arg-type]
    pen = ImageDraw.Draw(image)
    for _ in range(rng.randint(9, 16)):
        x, y, w, h = rng.randint(-40, 440), rng.randint(-40, 320), rng.randint(30, 220), rng.randint(30, 200)
        paint = pen.ellipse if rng.random() < 0.5 else pen.rectangle
        paint((x, y, x + w, y + h), fill=tuple(rng.randint(0, 255) for _ in range(3)))
    return _file(image.filter(ImageFilter.GaussianBlur(2)), "JPEG", 92)


def _serial(rng: random.Random) -> str:
    return "".join(rng.choices("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", k=9))


def encoded_anew(rng: random.Random, data: bytes) -> bytes:
    """Another size, another quality, a little lighter or darker, and now and then a narrow strip cut off."""
    image: Image.Image = Image.open(io.BytesIO(data)).convert("RGB")
    if rng.random() < 0.4:
        cut = [round(side * rng.uniform(0, 0.02)) for side in (*image.size, *image.size)]
        image = image.crop((cut[0], cut[1], image.width - cut[2], image.height - cut[3]))
    scale = rng.uniform(0.6, 1.5)
    image = image.resize((round(image.width * scale), round(image.height * scale)))
    image = ImageEnhance.Brightness(image).enhance(rng.uniform(0.85, 1.15))
    return _file(image, rng.choice(["JPEG", "JPEG", "WEBP"]), rng.randint(45, 90))


def _file(image: Image.Image, form: str, quality: int) -> bytes:
    kept = io.BytesIO()
    image.save(kept, form, **({"quality": quality} if quality else {}))
    return kept.getvalue()
