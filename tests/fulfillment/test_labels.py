"""A label that is printed, photographed and read says what it was made of."""

import io
from datetime import date

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from fulfillment import labels
from fulfillment.codes import CodeError
from fulfillment.codes.scanned import Identity, read
from gateway.uploads import CheckedPicture, checked_picture
from tenancy.errors import Invalid

BOX = Identity(gtin="09520123456788", serial="HF/12(3", lot="B77&1", expires_on=date(2027, 12, 31))
SITE = "https://shop.example/box"


def photo(data: bytes, turned: int = 0, size: tuple[int, int] = (900, 700)) -> CheckedPicture:
    """The label lying on a grey table, a little turned."""
    with Image.open(io.BytesIO(data)) as opened:
        code = opened.convert("RGB").rotate(turned, expand=True, fillcolor="white")
    table = Image.new("RGB", size, "#b9b4aa")
    table.paste(code, (90, 60))
    out = io.BytesIO()
    table.save(out, "JPEG", quality=80)
    return checked_picture(out.getvalue())


@pytest.mark.parametrize("turned", [0, 12, 180])
@pytest.mark.parametrize("kind", ["qr", "datamatrix"])
def test_a_printed_label_is_read_from_a_photo(kind, turned):
    (text,) = labels.decode(photo(labels.label(BOX, kind, SITE, "png"), turned))
    assert read(text) == BOX
    assert text.startswith("]d2" if kind == "datamatrix" else SITE)


@pytest.mark.parametrize("kind", ["qr", "datamatrix"])
def test_the_drawing_is_one_svg_without_script(kind):
    drawn = labels.label(BOX, kind).decode()
    assert "<svg" in drawn
    assert drawn.rstrip().endswith("</svg>")
    assert "script" not in drawn


def test_two_codes_of_one_label_are_both_read_the_fuller_one_first():
    plain = zxingcpp.create_barcode("4006381333931", zxingcpp.BarcodeFormat.EAN13).to_image(scale=2)
    full = Image.open(io.BytesIO(labels.label(BOX, "qr", SITE, "png")))
    both = Image.new("L", (900, 700), 255)
    both.paste(full, (20, 20))
    both.paste(Image.fromarray(np.array(plain)), (600, 20))
    out = io.BytesIO()
    both.save(out, "PNG")
    texts = labels.decode(checked_picture(out.getvalue()))
    assert [read(text).gtin for text in texts] == [BOX.gtin, "04006381333931"]


def test_a_picture_without_a_code_says_nothing_and_a_broken_one_is_refused():
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "#446").save(out, "PNG")
    assert labels.decode(checked_picture(out.getvalue())) == []
    with pytest.raises(Invalid):
        labels.decode(CheckedPicture(b"no picture", "PNG", "image/png", 1, 1, 1, ""))


def test_no_label_is_made_of_what_no_code_may_hold():
    for wrong in (
        Identity(gtin="09520123456789"),
        Identity(gtin=BOX.gtin, serial="x" * 21),
        Identity(gtin=BOX.gtin, lot="a b"),
    ):
        for kind in ("qr", "datamatrix"):
            with pytest.raises(CodeError):
                labels.label(wrong, kind)
    with pytest.raises(CodeError):
        labels.label(Identity(), "qr")
