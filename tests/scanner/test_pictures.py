"""Copies of a picture are found through what sellers do to them; unrelated, blank and broken pictures are not."""

import io
import json
import struct
import zlib

import imagehash
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from scanner.index import ReferenceIndex
from scanner.matchers import decode, pictures
from scanner.matchers.decode import PictureRefused
from scanner.matchers.facts import ListingFacts, SpecimenFacts
from scanner.matchers.picture_examples import scene
from scanner.matchers.picture_table import RADIUS, view_words
from tests.scanner import real_data
from tests.scanner.test_words import mark


def saved(picture, form="JPEG", **options):
    file = io.BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()


def coloured(seed, side=600):
    return Image.merge("RGB", [scene(seed * 3 + band, side) for band in range(3)])


def search(original, copy):
    """The findings for the bytes of a copy against the bytes of an original."""
    specimen = SpecimenFacts(mark(1, "").right_id, pictures.read(original, "original"))
    listing = ListingFacts("Poster", pictures=(pictures.read(copy, "copy"),))
    return pictures.match(listing, ReferenceIndex.build("1", [], [specimen]))


CHANGES = {
    "saved poorly": lambda picture: picture,
    "smaller": lambda picture: picture.resize((180, 180)),
    "squeezed": lambda picture: picture.resize((300, 180)),
    "blurred": lambda picture: picture.filter(ImageFilter.GaussianBlur(3)),
    "sharpened": lambda picture: picture.filter(ImageFilter.SHARPEN),
    "more contrast": lambda picture: ImageEnhance.Contrast(picture).enhance(1.4),
    "paler": lambda picture: ImageEnhance.Color(picture).enhance(0.3),
    "cropped a little": lambda picture: picture.crop((15, 15, 585, 585)),
    "a border": lambda picture: ImageOps.expand(picture, 60, fill="white"),
    "a border below only": lambda picture: ImageOps.pad(picture, (600, 800), color="black", centering=(0, 0)),
    "mirrored": ImageOps.mirror,
    "upside down": ImageOps.flip,
    "turned": lambda picture: picture.rotate(90, expand=True),
    "turned back": lambda picture: picture.rotate(-90, expand=True),
    "turned round": lambda picture: picture.rotate(180),
    "mirrored and turned": lambda picture: ImageOps.mirror(picture).rotate(90, expand=True),
    "mirrored in a border": lambda picture: ImageOps.expand(ImageOps.mirror(picture), 50, fill="black"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_copy_is_found(change):
    original = coloured(5)
    findings = search(saved(original), saved(CHANGES[change](original), quality=40))
    assert len(findings) == 1
    assert findings[0].strength > 0.6
    assert findings[0].facts["specimen"] == "original"


def test_unrelated_pictures_are_not_found():
    specimens = [SpecimenFacts(mark(n, "").right_id, pictures.read(saved(coloured(n)))) for n in range(1, 13)]
    index = ReferenceIndex.build("1", [], specimens)
    for other in range(20, 32):
        assert pictures.match(ListingFacts("x", pictures=(pictures.read(saved(coloured(other))),)), index) == []


def drawn_logo(seed):
    """A flat logo: a few dark shapes on white."""
    random = np.random.default_rng(seed)
    logo = Image.new("RGB", (256, 256), "white")
    draw = ImageDraw.Draw(logo)
    for _ in range(3):
        x, y, width, height = random.integers(20, 120, 4)
        shape = draw.ellipse if random.random() < 0.5 else draw.rectangle
        shape(
            (int(x), int(y), int(x + width), int(y + height)),
            fill=tuple(int(tone) for tone in random.integers(0, 120, 3)),
        )
    return logo


def test_flat_logos_are_told_apart_and_found_again():
    specimens = [SpecimenFacts(mark(n, "").right_id, pictures.read(saved(drawn_logo(n), "PNG"))) for n in range(1, 60)]
    index = ReferenceIndex.build("1", [], specimens)
    wrong = 0
    for number in range(1, 60):
        copy = pictures.read(saved(drawn_logo(number).resize((150, 150)), quality=60))
        found = {finding.right_id.int for finding in pictures.match(ListingFacts("x", pictures=(copy,)), index)}
        assert number in found
        wrong += len(found) - 1
    assert wrong <= 3


def test_the_hash_is_that_of_imagehash_within_two_bits():
    for seed in range(8):
        blob = saved(coloured(seed, 1000), quality=85)
        theirs = int(str(imagehash.phash(Image.open(io.BytesIO(blob)))), 16)
        assert (pictures.read(blob).phash ^ theirs).bit_count() <= 2


def test_the_hash_of_an_undrafted_picture_is_exactly_that_of_imagehash():
    for seed in range(8):
        picture = scene(seed, 300)
        assert pictures.facts_of(picture).phash == int(str(imagehash.phash(picture)), 16)


def test_the_search_finds_what_lies_exactly_at_its_radius():
    facts = pictures.facts_of(scene(1))
    table = pictures.PictureTable([SpecimenFacts(mark(1, "").right_id, facts)])
    at_radius = facts.phash ^ ((1 << table.radius) - 1)
    beyond = facts.phash ^ ((1 << (table.radius + 1)) - 1)
    question, row, distance = table.hashes.find(view_words([at_radius, beyond]), table.radius)
    assert (question.tolist(), row.tolist(), distance.tolist()) == ([0], [0], [table.radius])


def test_what_is_transparent_counts_as_white():
    shown = Image.new("RGBA", (300, 300), (255, 255, 255, 0))
    shown.paste((10, 10, 10, 255), (60, 90, 200, 260))
    hidden = np.asarray(shown).copy()
    hidden[hidden[..., 3] == 0, :3] = np.random.default_rng(1).integers(0, 255, (int((hidden[..., 3] == 0).sum()), 3))
    first, second = (pictures.read(saved(picture, "PNG")) for picture in (shown, Image.fromarray(hidden)))
    assert first.views == second.views


@pytest.mark.parametrize("mode", ["L", "LA", "P", "1", "CMYK", "RGB"])
def test_modes(mode):
    picture = coloured(3, 300).convert(mode)
    form = "JPEG" if mode == "CMYK" else "PNG"
    assert not pictures.read(saved(picture, form)).blank


@pytest.mark.parametrize("tone", [0, 128, 255])
def test_blank_pictures_are_dropped(tone):
    facts = pictures.read(saved(Image.new("RGB", (400, 400), (tone, tone, tone))))
    assert facts.blank
    assert not facts.views


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_accepted_formats(form):
    assert len(pictures.read(saved(coloured(1, 200), form)).views) >= 8


def png_header(width, height):
    """A PNG that promises a size and holds next to nothing."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("blob", "code"),
    [
        (b"", "unreadable"),
        (b"not a picture", "unreadable"),
        (saved(scene(1), "BMP"), "unreadable"),
        (saved(scene(1), "TIFF"), "unreadable"),
        (saved(coloured(1))[:3000], "damaged"),
        (saved(scene(1), "PNG")[:3000], "damaged"),
        (saved(Image.new("L", (5, 300)), "PNG"), "too_small"),
        (png_header(6400, 6400), "too_large"),
        (png_header(60000, 60000), "too_large"),
    ],
)
def test_refusals_are_said_in_words(blob, code):
    with pytest.raises(PictureRefused) as refused:
        pictures.read(blob)
    assert refused.value.code == code
    assert str(refused.value) == decode.SENTENCES[code] % refused.value.facts


def test_a_film_is_no_picture(monkeypatch):
    monkeypatch.setattr(decode, "MAX_FRAMES", 3)
    frames = [scene(seed, 40) for seed in range(5)]
    with pytest.raises(PictureRefused) as refused:
        pictures.read(saved(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    assert refused.value.code == "too_many_frames"


@pytest.mark.shared
def test_real_pairs_are_as_expected():
    folder = real_data.folder("images")
    pairs = json.loads((folder / "EXPECTED.json").read_text(encoding="utf-8"))["pairs"]
    for pair in pairs:
        one, other = (folder / pair[side] for side in "ab")
        findings = search(one.read_bytes(), other.read_bytes())
        distance = (pictures.read(one.read_bytes()).phash ^ pictures.read(other.read_bytes()).phash).bit_count()
        assert abs(distance - pair["phash64"]) <= 2
        # A part of a picture is beyond what a hash of the whole can find, and is expected so.
        assert bool(findings) == (pair["same_picture"] and pair["phash64"] <= RADIUS), pair


@pytest.mark.shared
def test_real_orientations_are_one_picture():
    files = sorted((real_data.folder("images") / "exif-orientation").glob("*.jpg"))
    blobs = [file.read_bytes() for file in files]
    assert len(blobs) == 7
    assert all(search(one, other) for one in blobs for other in blobs)


@pytest.mark.shared
@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::PIL.Image.DecompressionBombWarning")
def test_real_broken_files_are_refused_or_read():
    folder = real_data.folder("images")
    expected = json.loads((folder / "EXPECTED.json").read_text(encoding="utf-8"))["broken"]
    for name, verdict in expected.items():
        code = refusal((folder / "broken" / name).read_bytes())
        loads = verdict["pillow"] == "loads" and verdict["format"] in decode.FORMATS
        assert (code is None) == loads, f"{name}: {code}"


def refusal(blob):
    """The code with which a picture is refused; None if it is read."""
    try:
        pictures.read(blob)
    except PictureRefused as refused:
        return refused.code
    return None
