"""Two bare marketplaces, and a walled thing that needs nothing else: a secret of the log."""

import pytest

from audit.models import Secret
from tenancy.context import tenant
from tenancy.ids import uuid7
from tenancy.models import Marketplace


def make_places() -> tuple[Marketplace, Marketplace]:
    return Marketplace.objects.create(slug="ash", name="Ash"), Marketplace.objects.create(slug="birch", name="Birch")


def keep(name: str) -> Secret:
    """One walled row in the current marketplace."""
    return Secret.objects.create(owner_id=uuid7(), name=name, salt=b"s" * 32)


@pytest.fixture
def places(db):
    """Two marketplaces with one secret each, named after them."""
    found = make_places()
    for place in found:
        with tenant(place.id):
            keep(place.slug)
    return found


@pytest.fixture
def committed_places(transactional_db):
    """The same, committed."""
    found = make_places()
    for place in found:
        with tenant(place.id):
            keep(place.slug)
    return found
