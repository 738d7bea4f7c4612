"""Open a picture that a stranger sent, far enough to compare it and no further.

A file of 20 KiB can unfold to gigabytes, so size and number of frames are read from the header and judged before any pixel is.
JPEGs are decoded to grey at the smallest scale that still serves ("draft"): that skips most of the work of decoding.
"""

from __future__ import annotations

import io

from PIL import Image

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MAX_PIXELS = 40_000_000
MAX_FRAMES = 1_000
SMALLEST = 8  # pixels a side: below, there is nothing to compare
DRAFT_SIDE = 100  # pixels: a JPEG is decoded to at least this; hashes look at 64

# One sentence for each code, for people; translated where it is shown.
SENTENCES = {
    "unreadable": "This file cannot be read as a picture. Send a JPEG, PNG, WebP or GIF file.",
    "damaged": "This picture is damaged or incomplete. Please save it again and send the new file.",
    "too_large": "This picture has %(pixels)s pixels; at most %(limit)s are accepted. Please send a smaller one.",
    "too_small": "This picture is smaller than %(limit)s pixels a side, too small to compare.",
    "too_many_frames": "This animation has more than %(limit)s frames. Please send a shorter one or a still picture.",
}


class PictureRefused(Exception):
    """A picture that will not be decoded. `code` is a key of SENTENCES, `facts` fill that sentence."""

    def __init__(self, code: str, **facts: int) -> None:
        self.code = code
        self.facts = facts
        super().__init__(SENTENCES[code] % facts)


def grey(data: bytes) -> Image.Image:
    """The picture in shades of grey on white ground, its first frame, JPEGs at reduced size.

    Raises PictureRefused for everything that is no sound picture of an accepted kind and size.
    """
    picture = _open(data)
    try:
        picture.draft("L", (DRAFT_SIDE, DRAFT_SIDE))
        picture.load()
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, OverflowError) as error:
        raise PictureRefused("damaged") from error
    return _on_white(picture)


def _open(data: bytes) -> Image.Image:
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
    if picture.mode == "L":
        return picture
    if picture.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in picture.info:
        coloured = picture.convert("RGBA")
        ground = Image.new("RGBA", coloured.size, "white")
        return Image.alpha_composite(ground, coloured).convert("L")
    return picture.convert("L")
