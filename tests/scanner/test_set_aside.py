"""Pictures that are broken, hostile or odd in a listing: refused with their reason for staff, the others scanned as ever."""

import hashlib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from audit.models import Entry
from evidence import services as evidence
from gateway.uploads import CheckedPicture
from scanner import services
from scanner.matchers.picture_examples import scene
from scanner.models import Match, PictureHash
from scanner.services.waiting import publish_waiting
from sellers.models import ListingImage
from tenancy.context import database_now
from tests.scanner.stage import copyright_, png, waiting
from tests.scanner.test_bad_pictures import gif_of, saved

FINE = {"cmyk", "deep", "moving"}


def odd():
    """The same work as five files: three that are odd, and with them three that are no sound pictures."""
    deep = Image.frombytes(
        "I;16", (400, 400), bytes(b for grey in scene(1, 400).convert("L").tobytes() for b in (0, grey))
    )
    return {
        "cmyk": saved(scene(1, 400).convert("RGB").convert("CMYK"), "JPEG", quality=95),
        "deep": saved(deep, "PNG"),
        "moving": saved(scene(1), "GIF", save_all=True, append_images=[scene(2)]),
        "truncated": png(1)[:-200],
        "bomb": gif_of(60_000, 60_000),
        "none": b"\x89PNG\r\n\x1a\n" + bytes(100),
    }


@pytest.fixture
def listing(market):
    """A listing whose pictures came in by a way that did not look at them."""
    row = waiting(market, "A-1", "Poster", pictures=[png(9)])
    for position, data in enumerate(odd().values(), start=1):
        checked = CheckedPicture(data, "PNG", "image/png", 400, 400, 1, hashlib.sha256(data).hexdigest())
        piece = evidence.store(data=checked, kind="listing_picture", actor=market.actor("seller"))
        ListingImage.objects.create(listing=row, evidence=piece, position=position)
    return row


def test_what_cannot_be_opened_is_refused_with_its_reason_and_the_rest_is_scanned(market, listing, as_):
    right = copyright_(market, picture=1, territories=("US",))
    scanned = services.publish(actor=market.system, listing=listing, wait=True)
    assert [found.right_id for found in scanned.found] == [right.id], "by its sound pictures"
    signals = Match.objects.get().signals.all()
    by_digest = {hashlib.sha256(data).hexdigest(): name for name, data in odd().items()}
    assert {by_digest[one.facts["picture"]] for one in signals} <= FINE
    refused = {by_digest[one.sha256]: one.refused for one in PictureHash.objects.exclude(refused="")}
    assert refused == {"truncated": "damaged", "bomb": "too_large", "none": "unreadable"}
    assert sorted(scanned.refused) == ["damaged", "too_large", "unreadable"]
    entry = Entry.objects.get(verb="pictures.refused")
    assert entry.subject_id == listing.id
    text = as_(market, "reviewer").get(market.url("matches/set-aside")).content.decode()
    assert text.count(f"/listings/{listing.number}") == 3
    assert "It unfolds to more pixels than are opened." in text
    assert as_(market, "seller").get(market.url("matches/set-aside")).status_code == 403


def test_a_registered_picture_that_cannot_be_opened_is_named_to_staff(market, listing, as_):
    right = copyright_(market, picture=1)
    image = ListingImage.objects.filter(listing=listing).get(position=4)
    right.specimens.update(evidence=image.evidence)
    services.publish(actor=market.system, listing=listing, wait=True)
    text = as_(market, "reviewer").get(market.url("matches/set-aside")).content.decode()
    assert right.reference in text


def test_more_that_was_set_aside_costs_no_more_queries(market, listing, as_, monkeypatch):
    services.publish(actor=market.system, listing=listing, wait=True)
    reviewer = as_(market, "reviewer")

    def costs():
        found = []
        for kind in ("pictures", "listings", "looks", "pages"):
            with CaptureQueriesContext(connection) as seen:
                assert reviewer.get(market.url("matches/set-aside"), {"kind": kind}).status_code == 200
            found.append(len(seen))
        return found

    def fails(**_given):
        raise ZeroDivisionError

    monkeypatch.setattr("scanner.services.waiting.publish_many", fails)
    waiting(market, "B-1")
    publish_waiting(actor=market.system, now=database_now())
    costs()
    before = costs()
    for number in range(2, 5):
        again = waiting(market, f"B-{number}")
        image = ListingImage.objects.filter(listing=listing).get(position=3 + number % 3)
        ListingImage.objects.create(listing=again, evidence=image.evidence, position=7)
    publish_waiting(actor=market.system, now=database_now())
    assert costs() == before
    text = reviewer.get(market.url("matches/set-aside"), {"kind": "listings"}).content.decode()
    assert text.count("A fault in the program: ZeroDivisionError.") == 4
