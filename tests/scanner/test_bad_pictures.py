"""Pictures that are broken, hostile or odd: read as people see them or refused in words, in bounded time and memory."""

import io
import json
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from scanner.matchers import decode, pictures
from scanner.matchers.decode import PictureRefused
from scanner.matchers.facts import ListingFacts
from scanner.matchers.picture_examples import scene
from tests.scanner import real_data
from tests.scanner.test_pictures import coloured, saved, search

SECONDS = 10
MEBIBYTES = 600
"""Memory of a process that reads the worst pictures one after the other; what it needs before the first is in it."""

READS = """
import re, sys, time, warnings
from pathlib import Path
from scanner.matchers import decode, pictures
warnings.simplefilter("ignore")
slowest = 0.0
for name in sys.argv[1:]:
    began = time.monotonic()
    try:
        pictures.read(Path(name).read_bytes())
        verdict = "read"
    except decode.PictureRefused as refused:
        verdict = refused.code
    print(verdict)
    slowest = max(slowest, time.monotonic() - began)
# The kernel's own mark of this process; getrusage would count the memory of the one that started it.
print(slowest, int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""


def read_in_a_process(files):
    """The verdict on each file, the longest time in seconds, and the most memory in MiB."""
    command = [sys.executable, "-c", READS, *map(str, files)]
    root = Path(__file__).resolve().parents[2]
    run = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS * 6, cwd=root)
    assert run.returncode == 0, run.stderr
    *verdicts, last = run.stdout.splitlines()
    seconds, mebibytes = last.split()
    return verdicts, float(seconds), int(mebibytes)


def bombs():
    """Small files that unfold to as much as is still accepted, and to more."""
    side = 6_300
    plain = Image.new("L", (side, side), 200)
    shapes = Image.new("P", (side, side))
    shapes.putpalette([0, 0, 0, 255, 255, 255])
    return {
        "one_bit.png": (saved(Image.new("1", (side, side), 1), "PNG"), "read"),
        "palette_transparent.png": (saved(shapes, "PNG", transparency=1), "read"),
        "alpha.webp": (saved(Image.new("RGBA", (5_000, 5_000)), "WEBP", lossless=True), "read"),
        "progressive.jpg": (saved(plain, progressive=True), "read"),
        "large.jpg": (saved(Image.new("L", (9_400, 9_400))), "too_large"),
        "large.png": (saved(Image.new("1", (13_000, 13_000)), "PNG"), "too_large"),
        "large.webp": (saved(Image.new("RGB", (8_000, 8_000)), "WEBP", lossless=True, method=0), "too_large"),
        "large.gif": (gif_of(60_000, 60_000), "too_large"),
    }


def gif_of(width, height):
    """A GIF that promises a size and holds one pixel."""
    head = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + bytes(6)
    return head + b"," + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00;"


def test_bombs_cost_little_time_and_memory(tmp_path):
    expected = bombs()
    for name, (data, _) in expected.items():
        (tmp_path / name).write_bytes(data)
    verdicts, seconds, mebibytes = read_in_a_process(tmp_path / name for name in expected)
    assert dict(zip(expected, verdicts, strict=True)) == {name: verdict for name, (_, verdict) in expected.items()}
    assert seconds < SECONDS
    assert mebibytes < MEBIBYTES


def cut(data):
    return [data[: len(data) * share // 10] for share in range(1, 10)]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_cut_file_is_refused(form):
    for part in cut(saved(coloured(4, 300), form)):
        with pytest.raises(PictureRefused) as refused:
            pictures.read(part)
        assert refused.value.code in ("damaged", "unreadable")


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_scrambled_bytes_are_read_or_refused_and_nothing_else(form):
    random = np.random.default_rng(11)
    whole = np.frombuffer(saved(coloured(6, 120), form), dtype=np.uint8)
    for _ in range(150):
        broken = whole.copy()
        places = random.integers(len(whole), size=int(random.integers(1, 12)))
        broken[places] = random.integers(0, 256, len(places))
        try:
            facts = pictures.read(broken.tobytes())
        except PictureRefused:
            continue
        assert facts.blank or len(facts.views) in (8, 16)


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP"])
def test_an_animation_is_its_first_frame(form):
    frames = [coloured(seed, 200) for seed in (1, 2, 3)]
    options = {"lossless": True} if form == "WEBP" else {}
    moving = saved(frames[0], form, save_all=True, append_images=frames[1:], **options)
    assert search(saved(frames[0]), moving)
    assert not search(saved(frames[1]), moving)


def test_a_cmyk_picture_is_the_picture_it_prints():
    original = coloured(2, 400)
    data = saved(original.convert("CMYK"))
    assert Image.open(io.BytesIO(data)).mode == "CMYK"
    assert search(saved(original), data)


def test_a_16_bit_picture_is_the_picture_of_its_high_bytes():
    original = scene(3, 300)
    deep = Image.fromarray(np.asarray(original).astype(np.uint16) * 257)
    assert deep.mode == "I;16"
    assert pictures.read(saved(deep, "PNG")).views == pictures.read(saved(original, "PNG")).views


def test_a_palette_with_transparency_counts_as_shown_on_white():
    shown = Image.new("RGB", (300, 300), "white")
    shown.paste((20, 60, 110), (60, 90, 200, 260))
    palette = Image.new("P", (300, 300), 1)
    palette.putpalette([20, 60, 110, 255, 0, 0])
    palette.paste(0, (60, 90, 200, 260))
    hidden = pictures.read(saved(palette, "PNG", transparency=1))
    assert hidden.views == pictures.read(saved(shown, "PNG")).views


def test_a_grey_picture_with_a_transparent_tone_counts_as_shown_on_white():
    shown = Image.new("L", (300, 300), 255)
    shown.paste(90, (60, 90, 200, 260))
    keyed = Image.new("L", (300, 300), 7)
    keyed.paste(90, (60, 90, 200, 260))
    assert pictures.read(saved(keyed, "PNG", transparency=7)).views == pictures.read(saved(shown, "PNG")).views


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_upright_however_the_camera_was_held(orientation):
    original = coloured(7, 320).crop((0, 0, 320, 240))
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    held = original if orientation == 1 else original.transpose(Image.Transpose(back[orientation]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = saved(held, quality=95, exif=exif)
    finding = search(saved(original, quality=95), data)[0]
    assert finding.facts["orientation"] == "upright"
    assert decode.grey(data).width > decode.grey(data).height


@pytest.mark.parametrize("value", [0, 9, 60_000])
def test_an_orientation_that_does_not_exist_is_none(value):
    exif = Image.Exif()
    exif[0x0112] = value
    picture = coloured(8, 200)
    assert pictures.read(saved(picture, exif=exif)).views == pictures.read(saved(picture)).views


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_broken_exif_is_no_reason_to_refuse():
    picture = coloured(8, 200)
    for exif in (b"Exif\0\0", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\x01" * 50):
        assert pictures.read(saved(picture, exif=exif)).views == pictures.read(saved(picture)).views


def test_long_thin_pictures_are_read():
    stripes = np.tile(np.random.default_rng(1).integers(0, 256, (8, 1_000), dtype=np.uint8), (1, 30))
    for pixels in (stripes, stripes.T):
        facts = pictures.read(saved(Image.fromarray(pixels), "PNG"))
        assert len(facts.views) in (8, 16)


def test_a_listing_without_pictures_or_with_blank_ones_finds_nothing():
    blank = pictures.read(saved(Image.new("L", (90, 90), 255), "PNG"), "blank")
    index = type("Index", (), {"picture_tables": (pictures.PictureTable([]),), "outdated": frozenset()})()
    assert pictures.match(ListingFacts("Poster"), index) == []
    assert pictures.match(ListingFacts("Poster", pictures=(blank,)), index) == []


def test_a_text_chunk_that_unfolds_without_end_is_refused():
    """80 MB of text in 80 KB of a PNG."""
    text = zlib.compress(b"x" * 80_000_000)
    body = b"zTXtnote\0\0" + text
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    whole = saved(scene(1, 100), "PNG")
    with pytest.raises(PictureRefused):
        pictures.read(whole[:33] + chunk + whole[33:])


@pytest.mark.shared
def test_real_broken_files_cost_little_time_and_memory():
    folder = real_data.folder("images")
    expected = json.loads((folder / "EXPECTED.json").read_text(encoding="utf-8"))["broken"]
    verdicts, seconds, mebibytes = read_in_a_process(folder / "broken" / name for name in expected)
    for verdict, (name, known) in zip(verdicts, expected.items(), strict=True):
        loads = known["pillow"] == "loads" and known["format"] in decode.FORMATS
        assert (verdict == "read") == loads, name
    assert seconds < SECONDS
    assert mebibytes < MEBIBYTES


@pytest.mark.shared
def test_real_orientations_are_the_same_upright_picture():
    files = sorted((real_data.folder("images") / "exif-orientation").glob("*.jpg"))
    facts = [pictures.read(file.read_bytes()) for file in files]
    assert len(facts) == 7
    assert all((one.phash ^ other.phash).bit_count() <= 4 for one in facts for other in facts)


def test_every_refusal_has_a_sentence_and_is_no_picture():
    for data in (b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBP"):
        with pytest.raises(PictureRefused) as refused:
            pictures.read(data)
        assert str(refused.value)
