"""Pictures drawn by code, and a store that is empty."""

import io

import pytest
from PIL import Image, ImageDraw

MIDDLEWARE = "gateway.middleware.GatewayMiddleware"


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    settings.STATE_DIR = tmp_path / "state"


@pytest.fixture
def house(settings):
    """The addresses of evidence alone, with error pages of one line."""
    settings.ROOT_URLCONF = "tests.evidence.urls"
    if MIDDLEWARE not in settings.MIDDLEWARE:
        place = settings.MIDDLEWARE.index("django.contrib.sessions.middleware.SessionMiddleware")
        settings.MIDDLEWARE = [*settings.MIDDLEWARE[:place], MIDDLEWARE, *settings.MIDDLEWARE[place:]]
    pages = {f"{status}.html": "{{ message }}" for status in (400, 403, 404, 409, 422, 429, 500)}
    loaders = [("django.template.loaders.locmem.Loader", pages)]
    backend = {**settings.TEMPLATES[0], "DIRS": [], "APP_DIRS": False}
    settings.TEMPLATES = [{**backend, "OPTIONS": {**backend["OPTIONS"], "loaders": loaders}}]


def photo(colour: str = "red", size: tuple[int, int] = (300, 200), format: str = "JPEG", **options) -> bytes:
    """The bytes of a picture."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    ImageDraw.Draw(image).rectangle((10, 10, 100, 60), fill=colour)
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


PDF = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n"
TWO_PAGES = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 280]>>endobj
4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 280]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""
