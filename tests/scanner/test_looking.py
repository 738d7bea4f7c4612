"""Second looks: who gets one and why, what they find after publication, and that a failing one stops nobody."""

import io
from contextvars import Context

import pytest
from PIL import Image, ImageDraw, ImageFont

from enforcement import sweeps
from scanner import ocr, suspects
from scanner.matchers.facts import Finding, ListingFacts, MarkFacts, PictureFacts, Place, PriceFacts, SellerFacts
from scanner.matchers.picture_examples import scene
from scanner.models import Look, Match, PictureTrait, Scan
from scanner.services import looking
from scanner.services.looking import LOOKING, TO_READ, look_at, read_words
from scanner.sweeps import second_looks, words_in_pictures
from tenancy.context import database_now, tenant
from tenancy.ids import uuid7
from tests.scanner.stage import HIDDEN, OPEN, copyright_, published, trademark

RIGHT = uuid7()
SHOWN = (PictureFacts("a", views=(1,) * 8),)
NOT_DRAWN = next(f"A-{number}" for number in range(100) if not suspects.drawn(f"A-{number}"))
DRAWN = next(f"A-{number}" for number in range(100) if suspects.drawn(f"A-{number}"))


def png(picture):
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def worked_off(market, queue=LOOKING, carry_out=look_at):
    """As a worker does it: in no marketplace until it enters one."""
    done = Context().run(queue.work_off, market.id, lambda taken: carry_out(market.id, taken))
    with tenant(market.id):
        return done  # and PostgreSQL is told again in which marketplace the test is


@pytest.fixture
def unread(monkeypatch):
    """An installation without the reader of words."""
    monkeypatch.setattr(ocr, "installed", lambda: False)


def why(findings=(), pictured=(RIGHT,), classes=1 << 25, **more):
    facts = ListingFacts("Bag", **{"pictures": SHOWN, "number": NOT_DRAWN, **more})
    return suspects.reasons(facts, findings, frozenset(pictured), classes)


def test_who_gets_a_second_look():
    named = Finding("words", RIGHT, 1.0, "exact", Place("title"), {}, MarkFacts(RIGHT, "Zanderholt"))
    assert why() == ()
    assert why([named]) == ("named",)
    assert why(seller=SellerFacts(upheld=1)) == ("seller",)
    assert why(seller=SellerFacts(surge=4.0)) == ("seller",)
    assert why(price_cents=900, peers=PriceFacts(5_000, 2_000, 40)) == ("price",)
    assert why(price_cents=1_900, peers=PriceFacts(5_000, 2_000, 40)) == ()
    assert why(goods=1 << 25) == ("brandless",)
    assert why(goods=1 << 25, brand="Quillmore") == ()
    assert why(number=DRAWN) == ("sample",)


def test_nobody_is_looked_at_where_there_is_nothing_to_find_or_to_see():
    assert why(number=DRAWN, pictured=()) == ()
    assert why(number=DRAWN, pictures=()) == ()
    assert why(number=DRAWN, pictures=(PictureFacts("a", blank=True),)) == ()


def test_a_part_of_a_registered_picture_is_found_after_publication_and_held(market, unread):
    right = copyright_(market, picture=1, territories=("US",))
    part = scene(1, 600).crop((60, 90, 480, 510))
    listing, scanned = published(market, DRAWN, "Poster", pictures=[png(part)])
    assert (listing.state, scanned.found, scanned.look) == ("public", (), ("sample",))
    assert worked_off(market) == 1
    match = Match.objects.get()
    assert match.right == right
    signal = match.signals.get()
    assert signal.matcher == "second_look"
    assert Look.objects.get().state == "done"
    assert Scan.objects.filter(listing=listing).count() == 2
    sweeps.open_from_matches(database_now())


def test_words_in_a_picture_are_read_for_suspects(market):
    pytest.importorskip("rapidocr", reason="The extra `ocr` is not installed.")
    trademark(market, picture=3)
    label = Image.new("RGB", (480, 360), "white")
    ImageDraw.Draw(label).text((60, 120), "ZANDERHOLT", fill="black", font=ImageFont.load_default(48))
    listing, scanned = published(market, DRAWN, "Zanderholt style bag for men", pictures=[png(label)])
    assert "named" in scanned.look
    assert Look.objects.get().state == "unread"
    worked_off(market, TO_READ, read_words)
    assert Look.objects.get().state == "waiting"
    assert b"ZANDERHOLT" in bytes(PictureTrait.objects.get(method=ocr.METHOD).data)
    worked_off(market)
    assert Look.objects.get().state == "done"
    assert Match.objects.filter(listing=listing).count() == 1, "what was found before is not found twice"


def test_a_word_in_the_picture_alone_is_found(market):
    pytest.importorskip("rapidocr", reason="The extra `ocr` is not installed.")
    trademark(market, picture=3)
    label = Image.new("RGB", (480, 360), "white")
    ImageDraw.Draw(label).text((60, 120), "ZANDERHOLT", fill="black", font=ImageFont.load_default(48))
    listing, scanned = published(market, DRAWN, "Weekender", pictures=[png(label)])
    assert (scanned.found, scanned.look) == ((), ("sample",))
    Look.objects.update(state="unread")
    worked_off(market, TO_READ, read_words)
    worked_off(market)
    match = Match.objects.get(listing=listing)
    assert [signal.kind for signal in match.signals.all()] == ["read"]


def test_a_look_at_a_listing_that_has_changed_is_over(market, unread):
    trademark(market, picture=3)
    listing, _scanned = published(market, DRAWN, HIDDEN, pictures=[png(scene(9))])
    type(listing).objects.filter(id=listing.id).update(revision=2)
    before = Scan.objects.count()
    worked_off(market)
    assert Look.objects.get().state == "done"
    assert Scan.objects.count() == before


def test_a_look_that_fails_is_tried_again_and_then_left_for_a_person(market, unread, monkeypatch):
    trademark(market, picture=3)
    published(market, DRAWN, OPEN, pictures=[png(scene(9))])

    def fails(*_given, **_more):
        raise ZeroDivisionError

    monkeypatch.setattr(looking, "rescan_many", fails)
    worked_off(market)
    row = Look.objects.get()
    assert (row.state, row.attempts, row.failure) == ("waiting", 1, "ZeroDivisionError")
    assert second_looks(database_now()) is not None
    Look.objects.update(attempts=4, next_at=database_now())
    worked_off(market)
    assert Look.objects.get().state == "dead"
    assert words_in_pictures(database_now()) is None
