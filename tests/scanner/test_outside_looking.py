"""Second looks at pages outside: parts of pictures and words inside them become matches there, and nothing is done twice."""

import pytest
from django.db import IntegrityError, transaction
from PIL import Image, ImageDraw, ImageFont

from audit.models import Entry
from gateway.uploads import checked_picture
from scanner import suspects
from scanner.matchers.picture_examples import scene
from scanner.models import Look, OutsideMatch, OutsidePage
from scanner.outside.wording import SENTENCES
from scanner.services import looking, outside, outside_pages
from scanner.services.looking import LOOKING, TO_READ, look_at, read_words
from scanner.services.outside_uploads import upload
from scanner.words import sentence_of
from tenancy.context import database_now
from tests.scanner.outside_stage import product
from tests.scanner.stage import copyright_, published, trademark
from tests.scanner.test_looking import png, unread, worked_off

__all__ = ["unread"]

AT = "https://shop.example/p/{}"
DRAWN = next(AT.format(n) for n in range(200) if suspects.drawn(outside.digest_of(AT.format(n))))
NOT_DRAWN = next(AT.format(n) for n in range(200) if not suspects.drawn(outside.digest_of(AT.format(n))))


@pytest.fixture
def shop(market):
    return outside.add_shop(actor=market.actor("brand"), url="https://shop.example/", markets=["US", "DE"])


def handed_in(market, shop, url, name, *pictures):
    """A page with these pictures, scanned."""
    [page] = upload(
        actor=market.actor("brand"), shop_id=shop.id, data=product(name), url=url,
        pictures=[checked_picture(one) for one in pictures],
    ).pages  # fmt: skip
    outside_pages.scan_kept(actor=market.system, now=database_now())
    page.refresh_from_db()
    return page


def part_of(number=1):
    return png(scene(number, 600).crop((60, 90, 480, 510)))


def label():
    picture = Image.new("RGB", (480, 360), "white")
    ImageDraw.Draw(picture).text((60, 120), "ZANDERHOLT", fill="black", font=ImageFont.load_default(48))
    return png(picture)


def test_a_part_of_a_registered_picture_on_a_page_is_found_and_marked_there(market, shop, as_, unread):
    right = copyright_(market, picture=1, territories=("US",))
    page = handed_in(market, shop, DRAWN, "Poster", part_of())
    assert not OutsideMatch.objects.exists()
    assert list(Look.objects.values_list("page_id", "listing", "why", "state")) == [
        (page.id, None, ["sample"], "waiting")
    ]
    worked_off(market)
    match = OutsideMatch.objects.select_related("index").get()
    assert (match.page_id, match.right_id, match.state) == (page.id, right.id, "open")
    [signal] = match.signals
    assert (signal["matcher"], len(signal["box"])) == ("second_look", 4)
    assert (match.raw, match.calibration) == (match.score, 0)
    assert Entry.objects.filter(verb="outside.looked_again").count() == 1
    text = as_(market, "brand").get(market.url(f"outside/matches/{match.id}")).content.decode()
    assert text.count('<rect class="under"') == 2, "the part of the page's picture, and of the specimen it shows"
    assert "A picture of the page shows a registered picture or a part of it." in text
    handed_in(market, shop, DRAWN, "Poster", part_of())
    worked_off(market)
    assert (Look.objects.count(), OutsideMatch.objects.count()) == (1, 1), "what says the same is not looked at twice"


def test_a_word_in_a_picture_alone_is_found_in_a_shop_where_something_was_confirmed(market, shop):
    pytest.importorskip("rapidocr", reason="The extra `ocr` is not installed.")
    trademark(market, picture=3)
    handed_in(market, shop, NOT_DRAWN, "Zanderholt weekender")
    outside.judge(actor=market.actor("brand"), match_id=OutsideMatch.objects.get().id, verdict="confirmed")
    page = handed_in(market, shop, AT.format("weekender"), "Weekender", label())
    assert list(Look.objects.values_list("page_id", "why", "state")) == [(page.id, ["seller"], "unread")]
    worked_off(market, TO_READ, read_words)
    worked_off(market)
    match = OutsideMatch.objects.get(page=page)
    assert [signal["kind"] for signal in match.signals] == ["read"]
    assert Look.objects.get().state == "done"


def test_a_worker_that_is_killed_loses_nothing_and_a_second_one_doubles_nothing(market, shop, unread):
    copyright_(market, picture=1, territories=("US",))
    handed_in(market, shop, DRAWN, "Poster", part_of())
    first = LOOKING.take()
    Look.objects.update(next_at=database_now())
    second = LOOKING.take()
    assert (first.attempt, second.attempt) == (1, 2)
    look_at(market.id, second)
    look_at(market.id, first)
    assert OutsideMatch.objects.count() == 1
    assert Entry.objects.filter(verb="outside.looked_again").count() == 1
    assert LOOKING.take() is None


def test_a_page_that_kills_every_look_is_set_aside_with_its_reason(market, shop, unread, monkeypatch):
    copyright_(market, picture=1, territories=("US",))
    page = handed_in(market, shop, DRAWN, "Poster", part_of())

    def fails(*_given, **_more):
        raise ZeroDivisionError

    monkeypatch.setattr(looking, "scan_again", fails)
    Look.objects.update(attempts=4)
    worked_off(market)
    assert list(Look.objects.values_list("state", "failure")) == [("dead", "ZeroDivisionError")]
    entry = Entry.objects.get(verb="look.failed")
    assert entry.subject_id == page.id


def test_a_person_has_a_look_that_was_given_up_begin_anew(market, shop, unread, as_):
    copyright_(market, picture=1, territories=("US",))
    page = handed_in(market, shop, DRAWN, "Poster", part_of())
    Look.objects.update(state="dead", attempts=5, failure="ZeroDivisionError")
    reviewer, address = as_(market, "reviewer"), market.url("matches/set-aside")
    again = f"{address}/looks/{Look.objects.get().id}/again"
    assert again in reviewer.get(address, {"kind": "looks"}).content.decode()
    assert reviewer.post(again).url == f"{address}?kind=looks"
    assert reviewer.post(again).status_code == 303, "clicked twice"
    assert Entry.objects.get(verb="look.asked_again").subject_id == page.id
    assert as_(market, "seller").post(again).status_code == 403
    assert as_(market, "reviewer").post(f"{address}/looks/{page.id}/again").status_code == 404
    worked_off(market)
    assert list(Look.objects.values_list("state", "failure")) == [("done", "")]
    assert OutsideMatch.objects.count() == 1


def test_a_look_at_a_page_that_says_something_else_by_now_is_over(market, shop, unread):
    copyright_(market, picture=1, territories=("US",))
    page = handed_in(market, shop, DRAWN, "Poster", part_of())
    OutsidePage.objects.filter(id=page.id).update(state="superseded")
    worked_off(market)
    assert Look.objects.get().state == "done"
    assert not OutsideMatch.objects.exists()


def test_what_is_said_of_a_page_speaks_of_no_listing_and_no_seller():
    named = {"text-of-listing", "text-elsewhere"}  # of the marketplace, by its number
    for code, words in SENTENCES.items():
        assert "seller" not in words, code
        assert "listing" not in words or code in named, code
    facts = {"picture-part": {}, "record-upheld": {"upheld": 4}, "brand-other": {"brand": "Quillmore"}}
    for code, filled in facts.items():
        assert sentence_of(code, filled, SENTENCES) != sentence_of(code, {**filled, "strikes": 0}), code


def test_a_look_is_of_a_listing_or_of_a_page(market, shop, unread):
    page = handed_in(market, shop, NOT_DRAWN, "Poster", part_of())
    listing, _scanned = published(market)
    for subject in ({}, {"page": page, "listing": listing}):
        with pytest.raises(IntegrityError, match="look_of_one"), transaction.atomic():
            Look.objects.create(revision=1, **subject)
