"""The pictures that rows name: in a folder of the server, for its operator, or in a ZIP that came with the list."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from gateway.uploads import CheckedPicture, checked_picture
from registry.reading.packed import Packed
from tenancy.errors import Invalid

Pictures = Callable[[str], CheckedPicture | None]
"""From what a row says to the picture. ValueError with a sentence where it is missing or is none; None: not looked at."""


def in_folder(folder: Path) -> Pictures:
    """The picture of that name inside the folder, and nowhere else."""

    def found(name: str) -> CheckedPicture:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()) or not path.is_file():
            raise ValueError(_("There is no such picture in the folder."))
        return _checked(path.read_bytes())

    return found


def in_archive(packed: Packed) -> Pictures:
    """The picture that the row means, checked like any that somebody uploads."""

    def found(name: str) -> CheckedPicture:
        return _checked(packed.read(packed.path_of(name), settings.UPLOAD_MAX_BYTES))

    return found


def only_named(packed: Packed) -> Pictures:
    """Whether the archive has what the row means; opening them all would keep a person waiting."""

    def found(name: str) -> None:
        packed.path_of(name)

    return found


def _checked(data: bytes) -> CheckedPicture:
    try:
        return checked_picture(data)
    except Invalid as refusal:
        raise ValueError(refusal.message) from refusal
