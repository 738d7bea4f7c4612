"""A store that is empty, pictures drawn by code, and rights as their owners register them."""

import io
from datetime import date

import pytest
from PIL import Image, ImageDraw

from registry.details import Details
from registry.services import register_right, verify_right

PDF = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n"
MARK = Details(
    kind="trademark",
    title="Aurora",
    office="EM",
    number="018 442 190",
    classes=(18, 25),
    registered_on=date(2021, 5, 4),
    expires_on=date(2041, 5, 4),
)


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    settings.STATE_DIR = tmp_path / "state"
    settings.ROOT_URLCONF = "tests.registry.urls"


@pytest.fixture
def mark(market):
    """A word mark of the brand, registered by its main account, waiting to be checked."""
    return register_right(actor=market.actor("brand"), details=MARK)


@pytest.fixture
def verified(market, mark):
    """The same, verified."""
    return verify_right(actor=market.actor("reviewer"), right=mark)


def picture(colour: str = "red") -> bytes:
    """The bytes of a small PNG."""
    image = Image.new("RGB", (64, 48), "white")
    ImageDraw.Draw(image).rectangle((10, 10, 40, 30), fill=colour)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
