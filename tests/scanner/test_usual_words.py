"""Which words many makers put beside their own brand: counted, kept by the round, gone by in the next listing, and told."""

from datetime import timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from audit.models import Entry
from scanner import reference, services
from scanner.matchers import usual
from scanner.matchers.usual import Counting, Offer
from scanner.models import UsualWord, WordCount
from scanner.sweeps import usual_words
from sellers import services as sellers
from sellers.models import Listing
from tenancy.context import database_now
from tests.enforcement.pages import text
from tests.scanner.stage import published, trademark

MAKERS = [f"Maker{chr(97 + number)}" for number in range(9)]


def counted(*offers):
    counting = Counting()
    counting.read(offers)
    return counting.usual()


def beside(title, *, makers=MAKERS, sellers=3):
    return [Offer(title, maker, number % sellers) for number, maker in enumerate(makers)]


def test_what_many_makers_put_beside_their_brand_is_usual_two_words_in_a_row_too():
    found = counted(*beside("Glass garden table"))
    assert {b"glass", b"garden", b"glass garden"} <= found.keys()
    assert found[b"glass"].makers == len(MAKERS)
    assert counted(*beside("Glass table", makers=MAKERS[:7])) == {}


def test_a_brand_that_resellers_offer_stays_one_whether_they_name_it_or_leave_it_out():
    others = beside("Zanderholt bag")
    named = [Offer("Zanderholt bag", "Zanderholt GmbH", 5)]
    left_out = [Offer("Zanderholt bag", "", number) for number in range(20)]
    rest = [Offer("Mug", "Potter", 6)] * 100
    assert b"zanderholt" in counted(*others, *rest)
    assert b"zanderholt" not in counted(*others, *rest, *named)
    assert b"zanderholt" not in counted(*others, *rest, *left_out)
    elsewhere = [Offer("Weekender", "Zanderholt", 5)]
    assert b"zanderholt" not in counted(*others, *rest, *elsewhere)


def test_what_a_thing_fits_is_said_of_nobody():
    for title in ("Case for Zanderholt phones", "Case compatible with Zanderholt", "Hülle passend für Zanderholt"):
        assert b"zanderholt" not in counted(*beside(title))
    assert b"case" in counted(*beside("Case for Zanderholt phones"))


@given(st.lists(st.integers(0, 40), min_size=1, max_size=60))
def test_one_seller_makes_no_mark_usual_however_many_brands_it_invents(brands):
    attack = [Offer("Zanderholt bag", f"Brand{number}", "one seller") for number in brands]
    honest = [Offer("Mug", "Potter", "another")]
    assert b"zanderholt" not in counted(*attack, *honest)


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 12), st.integers(0, 3))
def test_order_does_not_matter_and_naming_the_brand_never_makes_its_mark_usual(chance: Random, makers, agreeing):
    names = [f"Maker{chr(97 + number)}" for number in range(makers)]
    offers = [*beside("Zanderholt bag", makers=names), *[Offer("Zanderholt bag", "Zanderholt", 9)] * agreeing]
    shuffled = chance.sample(offers, len(offers))
    assert counted(*offers).keys() == counted(*shuffled).keys()
    more = [*offers, Offer("Zanderholt bag", "Zanderholt", 9)]
    assert (b"zanderholt" in counted(*more)) <= (b"zanderholt" in counted(*offers))


def test_memory_is_bounded_and_frequent_words_survive(monkeypatch):
    monkeypatch.setattr(usual, "MOST_TERMS", 200)
    counting = Counting()
    for number in range(600):
        counting.read([Offer(f"Glass thing{number}x", MAKERS[number % 9], number % 3)])
        assert len(counting._uses) <= 210
    assert b"glass" in counting.usual()


def submitted(market, number, title):
    """A listing of one of the makers that is for sale; two sellers share them."""
    listing = sellers.submit_listing(
        actor=market.actor("other_seller" if number % 2 else "seller"), number=f"C-{number}", title=title, markets=["DE"],
        brand=MAKERS[number % 9], category=["Bags"],
    )  # fmt: skip
    Listing.objects.filter(id=listing.id).update(state="public")


def test_a_word_of_the_catalogue_no_longer_brings_honest_sellers_before_a_reviewer(market, monkeypatch):
    for number in range(20):
        submitted(market, number, "Zanderholt bag")
    right = trademark(market)
    assert published(market, "A-1", "Zanderholt bag")[1].found
    now = database_now()
    assert usual_words(now) == now + timedelta(days=1)
    assert WordCount.objects.get().listings == 21
    assert UsualWord.objects.get(word="zanderholt").makers == 9
    assert Entry.objects.filter(verb="words.counted").count() == 1
    monkeypatch.setattr(reference, "REFRESH_SECONDS", 0.0)
    assert published(market, "A-2", "Zanderholt bag")[1].found == ()
    held = published(market, "A-3", "Z a n d e r h o l t bag", brand="")[1].found
    assert [found.right_id for found in held] == [right.id]
    usual_words(now + timedelta(hours=1))
    assert Entry.objects.filter(verb="words.counted").count() == 1
    Listing.objects.exclude(number="A-3").update(state="ended")
    services.count_words(actor=market.system, now=now + timedelta(days=1))
    assert not UsualWord.objects.exists()
    assert published(market, "A-4", "Zanderholt bag")[1].found


def test_the_page_of_a_right_says_how_its_words_are_used_to_its_owner_and_to_staff_alone(market, as_):
    right = trademark(market, aliases=("Glass",))
    url = market.url(f"rights/{right.reference}/words")
    assert url in text(as_(market, "brand").get(market.url(f"rights/{right.reference}")))
    assert "Nobody has counted yet" in text(as_(market, "brand").get(url))
    for number in range(9):
        submitted(market, number, f"{'Glass' if number else 'Zanderholt glass'} table")
    services.count_words(actor=market.system, now=database_now())
    told = text(as_(market, "brand").get(url))
    assert "9 makers use" in told
    assert "Glass" in told
    assert "points to you" in told
    assert "points to the owner" in text(as_(market, "lead").get(url))
    assert as_(market, "rival").get(url).status_code == 404
