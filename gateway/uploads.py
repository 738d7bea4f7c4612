"""Files that people send: taken for what their bytes are, whatever their name says, or refused in words."""

import hashlib
from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings
from django.core.files import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from gateway import pixels
from tenancy.errors import Invalid

MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif"}
PICTURES = ", ".join(MEDIA_TYPES.values())
PDF = "application/pdf"
DOCUMENTS = f"{PDF}, {PICTURES}"
TAIL = 2048
PIECE = 1 << 20

Upload = File | BinaryIO | bytes


@dataclass(frozen=True, slots=True)
class CheckedPicture:
    """A picture that decodes within the limits. `data` are the bytes as they came, metadata included.

    Width and height are as it is seen (EXIF orientation applied); `sha256` is hexadecimal.
    """

    data: bytes
    format: str
    media_type: str
    width: int
    height: int
    frames: int
    sha256: str


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """A PDF or a picture, as it came. A PDF is only ever downloaded: nobody here has looked inside."""

    data: bytes
    media_type: str
    sha256: str


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A large file of data that is not held in memory: read from its beginning, `size` bytes long."""

    file: BinaryIO
    size: int
    media_type: str
    sha256: str


def checked_file(file: BinaryIO, *, media_type: str, most: int, name: str = "file") -> CheckedFile:
    """The file, gone through once for its digest. Raises Invalid for the field `name` where it is empty or too large."""
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    while piece := file.read(PIECE):
        size += len(piece)
        if size > most:
            sentence = _("This file is too large: at most %(size)s are read.") % {"size": filesizeformat(most)}
            raise Invalid(fields={name: [sentence]})
        digest.update(piece)
    if not size:
        raise Invalid(fields={name: [_("This file is empty.")]})
    file.seek(0)
    return CheckedFile(file, size, media_type, digest.hexdigest())


def checked_picture(file: Upload, *, name: str = "file") -> CheckedPicture:
    """The picture in `file`. Raises Invalid for the field `name`: too large, another format, broken, too costly."""
    data = _read(file, name)
    try:
        found = pixels.examine(data)
    except pixels.Unreadable as error:
        raise Invalid(fields={name: [_sentence(error.reason)]}) from error
    return CheckedPicture(
        data=data,
        format=found.format,
        media_type=MEDIA_TYPES[found.format],
        width=found.width,
        height=found.height,
        frames=found.frames,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def checked_document(file: Upload, *, name: str = "file") -> CheckedDocument:
    """The PDF or picture in `file`. Raises Invalid for the field `name`."""
    data = _read(file, name)
    if data.startswith(b"%PDF-"):
        if b"%%EOF" not in data[-TAIL:]:
            raise Invalid(fields={name: [_("This PDF is cut off: its end is missing. Save it again, then upload it.")]})
        return CheckedDocument(data, PDF, hashlib.sha256(data).hexdigest())
    if not pixels.looks_like_one(data):
        raise Invalid(fields={name: [_("This is neither a PDF nor a JPEG, PNG, WebP or GIF picture.")]})
    picture = checked_picture(data, name=name)
    return CheckedDocument(picture.data, picture.media_type, picture.sha256)


def stripped(data: bytes, *, max_side: int) -> bytes:
    """A picture to show: the first frame, upright, without metadata, at most `max_side` pixels wide and high.

    Its media type is `stripped_media_type` of the original's. Raises Invalid if `data` does not decode.
    """
    try:
        return pixels.rendered(data, max_side)
    except pixels.Unreadable as error:
        raise Invalid(_sentence(error.reason)) from error


def stripped_media_type(media_type: str) -> str:
    """What `stripped` makes of a picture of that media type."""
    return media_type if media_type == MEDIA_TYPES["JPEG"] else MEDIA_TYPES["PNG"]


def _read(file: Upload, name: str) -> bytes:
    """At most the limit and one byte more, however long the file claims to be."""
    most: int = settings.UPLOAD_MAX_BYTES
    data = file[: most + 1] if isinstance(file, bytes) else file.read(most + 1)
    if not data:
        raise Invalid(fields={name: [_("This file is empty.")]})
    if len(data) > most:
        sentence = _("This file is too large: at most %(size)s are read.") % {"size": filesizeformat(most)}
        raise Invalid(fields={name: [sentence]})
    return data


def _sentence(reason: str) -> str:
    sentences = {
        "not_a_picture": _("This is no picture in a format that is read here: JPEG, PNG, WebP or GIF."),
        "broken": _("This picture is cut off or damaged. Save it again, then upload it."),
        "too_many_pixels": _("This picture is too large: at most 40 million pixels. Make it smaller, then upload it."),
        "too_many_frames": _("This picture has too many frames: at most 1,000."),
        "too_costly": _(
            "This picture takes too much time or memory to open. Save it in another format, then upload it."
        ),
    }
    return sentences.get(reason, sentences["broken"])
