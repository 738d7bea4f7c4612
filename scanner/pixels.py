"""A stored picture as a second look sees it."""

from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from evidence import files
from evidence.models import Evidence
from scanner.matchers import decode


def pixels_of(tenant_id: UUID, piece: Evidence) -> NDArray[np.uint8] | None:
    """The picture in shades of grey, its longer side at most 640; None where it is no sound picture or is gone."""
    try:
        return decode.pixels(files.read_original(tenant_id, piece.address, piece.sha256))
    except (decode.PictureRefused, FileNotFoundError, files.Damaged):
        return None
