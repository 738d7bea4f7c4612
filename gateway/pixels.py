"""All handling of pictures that strangers send. Pure: Pillow and the standard library, no Django.

`examine` and `rendered` run here, or, where the header says that it could be costly, in a child process that has
512 MiB and 10 seconds (this file, run as a script). A PNG of 20 KiB can ask for 2 s and 330 MiB, a WebP of under 1 KiB
for 3 s and 1 GiB, and a decoder that crashes takes its process with it.
"""

import io
import json
import resource
import struct
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from PIL import Image

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MOST_PIXELS = 40_000_000
MOST_FRAMES = 1_000
CHEAP_PIXELS = 4_000_000
# A progressive JPEG has about ten scans; each one more is another pass over the whole picture.
CHEAP_SCANS = 20
SECONDS, MEMORY = 10, 512 * 1024 * 1024
JPEG_QUALITY = 88
ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
REFUSED = 3  # the child's exit status where it has a reason

_children = threading.BoundedSemaphore(2)  # memory for two at a time, however many requests there are


class Unreadable(Exception):
    """The bytes are not used as a picture.

    `reason` is not_a_picture, broken, too_many_pixels, too_many_frames or too_costly.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Picture:
    """What the bytes are: format, size in pixels as it is seen (orientation applied), number of frames."""

    format: str
    width: int
    height: int
    frames: int


def examine(data: bytes) -> Picture:
    """Read the header, check the limits, then decode the first frame fully. Raises Unreadable."""
    answer = _wherever(data, "examine", 0, lambda: json.dumps(asdict(_examined(data))).encode())
    return Picture(**json.loads(answer))


def rendered(data: bytes, max_side: int) -> bytes:
    """The first frame, upright, at most `max_side` pixels wide and high (0: as it is), without any metadata.

    A JPEG stays one, everything else becomes PNG. Raises Unreadable.
    """
    return _wherever(data, "rendered", max_side, lambda: _rendered(data, max_side))


def _wherever(data: bytes, task: str, max_side: int, here: Callable[[], bytes]) -> bytes:
    return _in_child(data, task, max_side) if _is_costly(data) else here()


def _is_costly(data: bytes) -> bool:
    """What the header says, without decoding. Raises Unreadable if it says too much, or is none of ours."""
    width, height = _webp_size(data)
    if CHEAP_PIXELS < width * height <= MOST_PIXELS:
        return True
    with _opened(data) as image:
        if image.width * image.height > CHEAP_PIXELS or image.format == "GIF":
            return True
        if image.format == "JPEG":
            return data.count(b"\xff\xda") > CHEAP_SCANS
        return bool(getattr(image, "is_animated", False))


def _examined(data: bytes) -> Picture:
    with _opened(data) as image:
        frames = int(getattr(image, "n_frames", 1))
        if frames > MOST_FRAMES:
            raise Unreadable("too_many_frames")
        image.load()
        turned = _orientation(image) >= 5
        width, height = image.size[::-1] if turned else image.size
        return Picture("JPEG" if image.format == "MPO" else str(image.format), width, height, frames)


def _rendered(data: bytes, max_side: int) -> bytes:
    with _opened(data) as opened:
        photograph = opened.format in ("JPEG", "MPO")
        if max_side:
            opened.draft(None, (max_side, max_side))  # a JPEG decodes to an eighth at once
        opened.load()
        turn = UPRIGHT.get(_orientation(opened))
        image = _plain(opened, alpha=not photograph)
    if max_side:
        image.thumbnail((max_side, max_side), Image.Resampling.LANCZOS, reducing_gap=2.0)
    if turn is not None:
        image = image.transpose(turn)
    image.info = {}  # comment and colour profile would be written out again
    out = io.BytesIO()
    if photograph:
        image.save(out, "JPEG", quality=JPEG_QUALITY)
    else:
        image.save(out, "PNG")
    return out.getvalue()


def _plain(image: Image.Image, *, alpha: bool) -> Image.Image:
    """The decoded frame as gray, RGB or RGBA."""
    if image.mode.startswith("I"):  # 16 bits of gray
        return image.point(lambda value: value * (1 / 256)).convert("L")
    transparent = image.has_transparency_data
    if transparent and alpha:
        return image.convert("RGBA")
    return image.convert("L" if image.mode in ("1", "L") else "RGB")


def _orientation(image: Image.Image) -> int:
    """Ask only once it is loaded: Pillow loads a PNG to find its EXIF, and the damage found then would be lost here."""
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except Exception:  # broken EXIF is no reason to refuse the picture
        return 1


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    """The picture, opened and within the limits, not yet decoded. Whatever goes wrong inside becomes Unreadable.

    Pillow warns of much that is not wrong enough; in a thread the filter may outlast the block, which costs nothing.
    """
    width, height = _webp_size(data)
    if width * height > MOST_PIXELS:
        raise Unreadable("too_many_pixels")  # opening a WebP allocates its canvas
    known = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                known = True
                if image.width * image.height > MOST_PIXELS:
                    raise Unreadable("too_many_pixels")
                yield image
    except Unreadable:
        raise
    except Image.DecompressionBombError:
        raise Unreadable("too_many_pixels") from None
    except MemoryError:
        raise Unreadable("too_costly") from None
    except Exception as error:  # plug-ins raise all kinds: the bytes are a stranger's
        raise Unreadable("broken" if known or looks_like_one(data) else "not_a_picture") from error


def looks_like_one(data: bytes) -> bool:
    """True if the bytes begin like a picture in one of our formats."""
    return data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")) or data[8:12] == b"WEBP"


def _webp_size(data: bytes) -> tuple[int, int]:
    """The size that the header of a WebP claims; (0, 0) for anything else."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or len(data) < 30:
        return 0, 0
    if data[12:16] == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if data[12:16] == b"VP8L":
        bits = struct.unpack_from("<I", data, 21)[0]
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack_from("<HH", data, 26)
    return width & 0x3FFF, height & 0x3FFF


def _in_child(data: bytes, task: str, max_side: int) -> bytes:
    """Run `task` on `data` in a process of its own, with limits. Raises Unreadable, also where it died."""
    command = [sys.executable, "-I", __file__, task, str(max_side)]
    with _children:
        try:
            done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, env={}, check=False)
        except subprocess.TimeoutExpired:
            raise Unreadable("too_costly") from None
    if done.returncode == 0:
        return done.stdout
    if done.returncode == REFUSED:
        raise Unreadable(done.stderr.decode())
    raise Unreadable("too_costly" if done.returncode < 0 else "broken")


def _child(task: str, max_side: int) -> int:
    """The child's whole life. The limits come before the first byte is looked at."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    data = sys.stdin.buffer.read()
    try:
        answer = json.dumps(asdict(_examined(data))).encode() if task == "examine" else _rendered(data, max_side)
    except Unreadable as refusal:
        sys.stderr.write(refusal.reason)
        return REFUSED
    except MemoryError:
        sys.stderr.write("too_costly")
        return REFUSED
    sys.stdout.buffer.write(answer)
    return 0


if __name__ == "__main__":
    sys.exit(_child(sys.argv[1], int(sys.argv[2])))
