"""A marketplace whose addresses are `tests.gateway.urls`, with error pages of two lines."""

import io

import pytest
from PIL import Image

from tenancy.models import Marketplace

MIDDLEWARE = "gateway.middleware.GatewayMiddleware"
PAGE = "<h1>{{ problem.title }}</h1>{{ message }}|{{ csrf_token }}|{{ retry_after }}"
TEMPLATES = {f"{status}.html": PAGE for status in (400, 403, 404, 409, 422, 429, 500)}


@pytest.fixture
def house(settings):
    """The small marketplace's addresses and pages."""
    settings.ROOT_URLCONF = "tests.gateway.urls"
    settings.CSRF_FAILURE_VIEW = "gateway.errors.csrf_failure"
    if MIDDLEWARE not in settings.MIDDLEWARE:
        place = settings.MIDDLEWARE.index("django.contrib.sessions.middleware.SessionMiddleware")
        settings.MIDDLEWARE = [*settings.MIDDLEWARE[:place], MIDDLEWARE, *settings.MIDDLEWARE[place:]]
    loaders = [("django.template.loaders.locmem.Loader", TEMPLATES)]
    backend = {**settings.TEMPLATES[0], "DIRS": [], "APP_DIRS": False}
    settings.TEMPLATES = [{**backend, "OPTIONS": {**backend["OPTIONS"], "loaders": loaders}}]


@pytest.fixture
def fair():
    """One marketplace; ask for the database beside it."""
    return Marketplace.objects.create(slug="fair", name="Fair Market")


@pytest.fixture
def encoded():
    """A picture's bytes: `encoded(image, "PNG", …)`."""

    def encode(image: Image.Image, format: str, **options) -> bytes:
        out = io.BytesIO()
        image.save(out, format, **options)
        return out.getvalue()

    return encode
