"""Listings for the tests of sellers, made through the services."""

import io
import json

import pytest
from PIL import Image

from gateway.uploads import checked_picture
from sellers import services
from sellers.models import Listing
from tenancy.context import database_now
from workflow.models import Effect

TITLE = "Halden trail bottle, 750 ml"


def a_picture(colour="teal", size=(64, 48)):
    """A checked picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return checked_picture(out.getvalue())


def submit(market, number="L-1", *, who="seller", **content):
    """A listing of the cast's seller, as it was handed in."""
    content = {"title": TITLE, "markets": ["US", "DE"], **content}
    return services.submit_listing(actor=market.actor(who), number=number, **content)


def publish(market, *listings, now=None):
    """What the scanner does with listings that pass."""
    services.settle_publication(actor=market.system, public=listings, held=[], now=now or database_now())


def public_in(*countries):
    """The numbers of the listings that are public there, by country."""
    now = database_now()
    return {
        country: sorted(Listing.objects.public_in(country, now).values_list("number", flat=True))
        for country in countries
    }


def told(recipient="shop"):
    """What that recipient was told, oldest first: (number, state, where, why)."""
    effects = Effect.objects.filter(recipient=recipient, kind="change").order_by("id")
    facts = [json.loads(payload)["facts"] for payload in effects.values_list("payload", flat=True)]
    return [(one["listing"], one["state"], one["public_in"], one["reason"]) for one in facts]


@pytest.fixture
def listing(market):
    """One public listing of the cast's seller, offered in the US and in Germany."""
    made = submit(market)
    publish(market, made)
    return made
