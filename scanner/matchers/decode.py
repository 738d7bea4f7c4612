"""Open a picture that a stranger sent, far enough to compare it and no further.

A file of 20 KiB can unfold to gigabytes, so size and number of frames are read from the header and judged before any pixel is.
JPEGs are decoded to grey at the smallest scale that still serves ("draft"): that skips most of the work of decoding.
"""

from __future__ import annotations

import io
import struct

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFile

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MAX_PIXELS = 40_000_000
MAX_FRAMES = 1_000
SMALLEST = 8  # pixels a side: below, there is nothing to compare
DRAFT_SIDE = 100  # pixels: a JPEG is decoded to at least this; hashes look at 64
LOOK_SIDE = 640  # pixels of the longer side: what a second look sees

# One sentence for each code, for people; translated where it is shown.
SENTENCES = {
    "unreadable": "This file cannot be read as a picture. Send a JPEG, PNG, WebP or GIF file.",
    "damaged": "This picture is damaged or incomplete. Please save it again and send the new file.",
    "too_large": "This picture has %(pixels)s pixels; at most %(limit)s are accepted. Please send a smaller one.",
    "too_small": "This picture is smaller than %(limit)s pixels a side, too small to compare.",
    "too_many_frames": "This animation has more than %(limit)s frames. Please send a shorter one or a still picture.",
}


_ORIENTATION = 0x0112  # the tag of Exif
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class PictureRefused(Exception):
    """A picture that will not be decoded. `code` is a key of SENTENCES, `facts` fill that sentence."""

    def __init__(self, code: str, **facts: int) -> None:
        self.code = code
        self.facts = facts
        super().__init__(SENTENCES[code] % facts)


def pixels(data: bytes) -> NDArray[np.uint8]:
    """The picture for a second look: shades of grey, its longer side at most 640. Raises PictureRefused."""
    picture = grey(data, LOOK_SIDE)
    picture.thumbnail((LOOK_SIDE, LOOK_SIDE), Image.Resampling.LANCZOS)
    return np.asarray(picture)


def grey(data: bytes, side: int = DRAFT_SIDE) -> Image.Image:
    """The picture in shades of grey on white ground, upright, its first frame; JPEGs at reduced size, at least `side` pixels.

    Raises PictureRefused for everything that is no sound picture of an accepted kind and size.
    """
    picture = _open(data)
    try:
        picture.draft("L", (side, side))
        picture.decodermaxblock = len(data)  # in one piece: it is in memory already
        picture.load()
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, OverflowError) as error:
        raise PictureRefused("damaged") from error
    return _upright(_on_white(picture), _orientation(picture))


def _orientation(picture: Image.Image) -> int:
    """How the camera was held, by the Exif of the picture: 1 to 8, where 1 is upright; 1 too where that cannot be read."""
    if "exif" not in picture.info:
        return 1
    try:
        return int(picture.getexif().get(_ORIENTATION, 1))
    except (OSError, SyntaxError, ValueError, TypeError, LookupError, OverflowError, struct.error):
        return 1


def _upright(picture: Image.Image, orientation: int) -> Image.Image:
    """The picture as every browser shows it."""
    turn = _TURNS.get(orientation)
    return picture if turn is None else picture.transpose(turn)


def _open(data: bytes) -> ImageFile.ImageFile:
    """The picture behind its header, checked, not yet decoded."""
    try:
        picture = Image.open(io.BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureRefused("too_large", pixels=Image.MAX_IMAGE_PIXELS or MAX_PIXELS, limit=MAX_PIXELS) from error
    except (OSError, SyntaxError, ValueError, EOFError, OverflowError) as error:
        raise PictureRefused("unreadable") from error
    width, height = picture.size
    if width * height > MAX_PIXELS:
        raise PictureRefused("too_large", pixels=width * height, limit=MAX_PIXELS)
    if min(width, height) < SMALLEST:
        raise PictureRefused("too_small", limit=SMALLEST)
    if _frames(picture) > MAX_FRAMES:
        raise PictureRefused("too_many_frames", limit=MAX_FRAMES)
    return picture


def _frames(picture: Image.Image) -> int:
    """How many frames; a still picture has one."""
    if picture.format in ("JPEG", "MPO") or not getattr(picture, "is_animated", False):
        return 1
    try:
        return int(getattr(picture, "n_frames", 1))
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise PictureRefused("damaged") from error


def _on_white(picture: Image.Image) -> Image.Image:
    """Grey, with what is transparent shown as white: the colours hidden below are not what anybody sees."""
    if picture.mode.startswith("I"):
        # 16 bits a pixel, of which Pillow would show all but the darkest as white.
        return Image.fromarray((np.asarray(picture) >> 8).clip(0, 255).astype(np.uint8))
    if picture.mode in ("RGBA", "LA", "PA", "RGBa", "La"):
        shown = picture
    elif "transparency" in picture.info:
        shown = picture.convert("LA")
    else:
        return picture if picture.mode == "L" else picture.convert("L")
    ground = Image.new("L", shown.size, 255)
    ground.paste(shown.convert("L"), mask=shown.getchannel("A"))
    return ground
