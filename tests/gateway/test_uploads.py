"""Every file ends in words or as a picture without its metadata, in time and within memory."""

import hashlib
import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from gateway import pixels
from gateway.fields import FormDocument, FormPicture
from gateway.uploads import checked_document, checked_picture, stripped, stripped_media_type
from tenancy.errors import Invalid

DATA = Path(os.environ.get("MARKWARDEN_SHARED_DATA") or Path(settings.BASE_DIR).parent / "shared" / "data")
SHARED = DATA / "images"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the folder of real pictures is not here")
SECONDS, MEBIBYTES = 10, 512


def photo(width=320, height=200):
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    ImageDraw.Draw(image).rectangle((5, 5, width // 3, height // 4), fill="red")
    return image


def refusal(data: bytes) -> str:
    with pytest.raises(Invalid) as refused:
        checked_picture(data)
    return refused.value.fields["file"][0]


def reopened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


PEAK = """
import pathlib, resource, sys
from gateway import pixels
for folder in map(pathlib.Path, sys.argv[1:]):
    for path in [folder] if folder.is_file() else folder.iterdir():
        try:
            pixels.rendered(path.read_bytes(), 200)
        except pixels.Unreadable:
            pass
own = int(pathlib.Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
print(max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024)
"""


def peak(paths) -> int:
    """MiB at most that a small process and its children need for these files.

    Small, because a child's figure begins with what its parent had; for the same reason not `RUSAGE_SELF`.
    """
    command = [sys.executable, "-c", PEAK, *map(str, paths)]
    return int(subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, check=True).stdout)


def is_bare(image: Image.Image) -> bool:
    told = {"exif", "icc_profile", "comment", "xmp", "photoshop", "XML:com.adobe.xmp", "Title", "Author"}
    return not dict(image.getexif()) and not told & set(image.info)


@pytest.mark.parametrize(
    ("format", "media_type"),
    [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp"), ("GIF", "image/gif")],
)
def test_a_picture_is_what_its_bytes_are(encoded, format, media_type):
    data = encoded(photo(), format)
    found = checked_picture(SimpleUploadedFile("evil.exe", data, content_type="text/html"))
    assert (found.format, found.media_type, found.width, found.height, found.frames) == (
        format,
        media_type,
        320,
        200,
        1,
    )
    assert found.data == data
    assert found.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("format", ["BMP", "TIFF", "ICO", "PPM", "JPEG2000"])
def test_other_formats_are_refused_by_name(encoded, format):
    assert "JPEG, PNG, WebP or GIF" in refusal(encoded(photo(64, 64), format))


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html>",
        b"%PDF-1.7\n%%EOF",
        b"MZ\x90",
    ],
)
def test_what_is_no_picture_is_refused(data):
    assert "no picture" in refusal(data)


def test_an_empty_file_is_refused():
    assert refusal(b"") == "This file is empty."


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_that_is_cut_off_is_refused(encoded, format):
    data = encoded(Image.effect_noise((400, 400), 80).convert("RGB"), format)
    assert "cut off or damaged" in refusal(data[: len(data) // 2])


def test_a_png_without_its_end_is_refused(encoded):
    """Pillow asked for its EXIF loads it, and swallows what it finds: the damage must still be seen."""
    data = encoded(photo(), "PNG")
    assert "cut off or damaged" in refusal(data[:-12] + b"\x00\x00\x10\x00tEXtComment")


def test_a_file_beyond_the_limit_is_not_read_to_its_end(settings, encoded):
    settings.UPLOAD_MAX_BYTES = 1000
    file = io.BytesIO(b"\xff\xd8\xff" + b"x" * 5000)
    with pytest.raises(Invalid, match="too large"):
        checked_picture(file)
    assert file.tell() == 1001


def test_a_bomb_of_one_bit_a_pixel_is_refused_by_its_header(encoded):
    data = encoded(Image.new("1", (13000, 13000)), "PNG")
    assert len(data) < 30_000
    started = time.monotonic()
    assert "40 million pixels" in refusal(data)
    assert time.monotonic() - started < 1


def test_a_webp_bomb_is_refused_before_it_is_opened(encoded):
    """Opening a WebP allocates its canvas, so the claimed size is read first."""
    small = encoded(Image.new("RGBA", (8, 8)), "WEBP", lossless=True, exif=b"Exif\0\0x")
    assert small[12:16] == b"VP8X"
    claimed = small[:24] + (15_999).to_bytes(3, "little") * 2 + small[30:]
    assert "40 million pixels" in refusal(claimed)
    assert pixels._webp_size(encoded(Image.new("RGB", (301, 77)), "WEBP")) == (301, 77)
    assert pixels._webp_size(encoded(Image.new("RGB", (301, 77)), "WEBP", lossless=True)) == (301, 77)


def test_what_takes_too_much_memory_dies_in_the_child_alone(encoded, tmp_path):
    data = encoded(Image.new("RGB", (6300, 6300), "red"), "WEBP", lossless=True, method=0)
    assert "too much time or memory" in refusal(data)
    path = tmp_path / "large.webp"
    path.write_bytes(data)
    assert peak([path]) < MEBIBYTES


def test_what_takes_too_long_is_ended(encoded, monkeypatch):
    monkeypatch.setattr(pixels, "SECONDS", 0.01)
    assert "too much time or memory" in refusal(encoded(photo(3000, 3000), "PNG"))


def test_a_child_that_crashes_is_a_refusal(encoded, monkeypatch):
    monkeypatch.setattr(pixels.sys, "executable", "/bin/false")
    assert "cut off or damaged" in refusal(encoded(photo(3000, 3000), "PNG"))


def test_a_large_photo_passes_through_the_child(encoded):
    found = checked_picture(encoded(photo(4000, 3000), "JPEG", progressive=True))
    assert (found.width, found.height) == (4000, 3000)


def test_a_jpeg_of_a_hundred_scans_goes_to_the_child(encoded):
    data = encoded(photo(), "JPEG", progressive=True)
    assert not pixels._is_costly(data)
    assert pixels._is_costly(data + b"\xff\xda" * 100)


def test_an_animation_is_counted_and_its_first_frame_served(encoded):
    frames = [Image.new("RGB", (40, 30), (step * 20, 0, 0)) for step in range(5)]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert checked_picture(data).frames == 5
    served = reopened(stripped(data, max_side=100))
    assert (served.format, served.size) == ("PNG", (40, 30))
    assert served.convert("RGB").getpixel((3, 3))[0] < 5


def test_too_many_frames_are_refused(encoded, monkeypatch):
    frames = [Image.new("RGB", (4, 4), (step % 250, step // 250, 0)) for step in range(1002)]
    assert "1,000" in refusal(encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]))


def with_gps() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0110] = "Camera of the test buyer"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    return exif


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_what_is_shown_says_nothing_of_where_it_was_taken(encoded, format):
    options = {"exif": with_gps(), "icc_profile": b"not a profile at all"}
    if format == "JPEG":
        options["comment"] = b"secret comment"
    data = encoded(photo(320, 200), format, **options)
    assert b"Camera of the test buyer" in data
    found = checked_picture(data)
    assert (found.width, found.height) == (200, 320)
    shown = stripped(data, max_side=160)
    assert b"Camera" not in shown
    assert b"secret" not in shown
    image = reopened(shown)
    assert is_bare(image)
    assert image.size == (100, 160)
    assert Image.MIME[image.format] == stripped_media_type(found.media_type)


@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_turned_picture_is_shown_upright(encoded, orientation):
    upright = photo(120, 80)
    exif = Image.Exif()
    exif[0x0112] = orientation
    back = {5: 5, 6: 8, 7: 7, 8: 6}.get(orientation, orientation)
    data = encoded(upright.transpose(pixels.UPRIGHT[back]), "PNG", exif=exif)
    found = checked_picture(data)
    assert (found.width, found.height) == (120, 80)
    assert reopened(stripped(data, max_side=0)).tobytes() == upright.tobytes()


@pytest.mark.parametrize(
    ("mode", "format", "shown"),
    [
        ("CMYK", "JPEG", "RGB"), ("L", "JPEG", "L"), ("1", "PNG", "L"), ("P", "PNG", "RGB"), ("LA", "PNG", "RGBA"),
        ("RGBA", "WEBP", "RGBA"), ("I;16", "PNG", "L"), ("P", "GIF", "RGB"),
    ],
)  # fmt: skip
def test_every_kind_of_colour_is_shown(encoded, mode, format, shown):
    data = encoded(Image.new(mode, (60, 40)), format)
    assert checked_picture(data).width == 60
    image = reopened(stripped(data, max_side=50))
    assert (image.mode, image.size) == (shown, (50, 33))


def test_sixteen_bits_of_gray_keep_their_brightness(encoded):
    assert reopened(stripped(encoded(Image.new("I;16", (8, 8), 0x8000), "PNG"), max_side=0)).getpixel((1, 1)) == 128


def test_a_pdf_is_known_by_its_bytes_and_must_be_whole():
    whole = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n"
    assert checked_document(whole).media_type == "application/pdf"
    with pytest.raises(Invalid, match="cut off"):
        checked_document(whole[:20])
    with pytest.raises(Invalid, match="neither a PDF"):
        checked_document(b"<html>" + whole)
    with pytest.raises(Invalid, match="neither a PDF"):
        checked_document(b"PK\x03\x04 a docx")


def test_a_picture_is_a_document_too(encoded):
    assert checked_document(encoded(photo(), "PNG")).media_type == "image/png"
    with pytest.raises(Invalid, match="cut off"):
        checked_document(b"\xff\xd8\xff broken")


def test_the_form_says_what_is_wrong_with_the_file(encoded):
    good = SimpleUploadedFile("x.png", encoded(photo(), "PNG"))
    assert FormPicture().clean(good).width == 320
    assert FormDocument(required=False).clean(None) is None
    with pytest.raises(Exception, match="no picture"):
        FormPicture().clean(SimpleUploadedFile("x.png", b"nothing"))


def broken_files():
    if not SHARED.exists():
        return []
    expected = json.loads((SHARED / "EXPECTED.json").read_text())["broken"]
    return [pytest.param(SHARED / "broken" / name, said, id=name) for name, said in expected.items()]


@needs_shared
@pytest.mark.shared
@pytest.mark.parametrize(("path", "said"), broken_files())
def test_the_broken_files_end_as_expected(path, said):
    data = path.read_bytes()
    started = time.monotonic()
    if said["pillow"] == "refuses" or said["format"] not in pixels.FORMATS:
        assert refusal(data).endswith(".")
    else:
        found = checked_picture(data)
        assert (found.format, [found.width, found.height]) == (said["format"], said["size"])
        assert is_bare(reopened(stripped(data, max_side=200)))
    assert time.monotonic() - started < SECONDS


@needs_shared
@pytest.mark.shared
def test_the_broken_files_need_little_memory():
    assert peak([SHARED / "broken"]) < MEBIBYTES


@needs_shared
@pytest.mark.shared
def test_the_turned_pictures_look_alike():
    shown = [
        reopened(stripped(path.read_bytes(), max_side=64)) for path in sorted((SHARED / "exif-orientation").iterdir())
    ]
    assert len({image.size for image in shown}) == 1
    first = shown[0].convert("L").tobytes()
    for image in shown[1:]:
        other = image.convert("L").tobytes()
        assert sum(abs(a - b) for a, b in zip(first, other, strict=True)) / len(first) < 8
