"""Searching listings: whatever the matcher finds for a mark, a search for its wording finds; pictures by what they show."""

import io
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from registry.licensing.terms import Terms
from registry.services import accept_licence, draft_licence, offer_licence
from scanner import services
from scanner.matchers import words
from scanner.matchers.facts import ListingFacts, MarkFacts
from scanner.matchers.picture_examples import scene
from scanner.matchers.word_table import WordTable
from scanner.search import catalogue
from scanner.search.asking import Asked, candidates_of
from scanner.search.finding import find, page
from scanner.search.segment import Line, Segment
from scanner.search.wording import Wording
from scanner.services import keep_picture
from sellers import services as sellers
from tenancy.context import database_now
from tenancy.errors import Denied, Invalid, NotFound
from tenancy.ids import uuid7
from tests.registry.test_licences import sign
from tests.scanner.stage import authorise, png, published, trademark

DISGUISES = [
    "Zanderholt weekender", "Z a n d e r h o l t bag", "Z\u0430nderholt", "Zander-holt", "zander holt tote",
    "ZANDERHOLTS", "Z4nd3rh0lt", "my zanderholtbag", "Zande\u200brholt", "&#90;anderholt", "\uff3a\uff41nderholt",
    "Zand\u00e9rholt", "Zamderholt", "\u0417\u0430\u043d\u0434\u0435\u0440\u0445\u043e\u043b\u0442", "Z@nderholt",
]  # fmt: skip
PIECES = [
    "zander", "holt", "Zanderholt", "nike", "n i k e", "N1KE", "Apple", "apples", "-", "for",
    "\u0410\u0440\u0440\u04cf\u0435", "bag", "1", "l", "sony", "\u0441\u043e\u043d\u0438", "\u65e5\u672c", "s", "my",
    "Z a n", "d e r", "&amp;", "\u200b", "shoe", "nkie", "nikke", "Zamderholt", "appel", "@pple", "s0ny", "tv",
    "t v", "lo", "lowa", "mynike", "shoesnike",
]  # fmt: skip
MARKS = [
    "Zanderholt", "zander holt", "Nike", "Apple", "Sony", "\u0421\u043e\u043d\u0438", "\u65e5\u672c", "Apple bag",
    "L1", "a b c d", "TV", "Lowa", "Lo",
]  # fmt: skip


def segment(*said):
    return Segment.of(Line(uuid7(), 1, *(fields + ("",) * (3 - len(fields)))) for fields in said)


def found_in(part, text, *, deep=False):
    wording = Wording(text)
    rows = [
        row for rows in wording.candidates(part.titles, *([part.descriptions] if deep else [])) for row in rows.tolist()
    ]
    assert len(rows) == len(set(rows))
    shown = [(row, *part.titles.written[row], part.descriptions.written[row][0] if deep else "") for row in rows]
    return {row for row, *fields in shown if wording.judge(*fields)}


class Marks:
    """An index of the matcher with one mark."""

    outdated = frozenset()

    def __init__(self, text, **how):
        self.word_tables = (WordTable([MarkFacts(UUID(int=1), text, **how)]),)


class TestWords:
    @pytest.mark.parametrize("title", DISGUISES)
    def test_every_disguise_is_found(self, title):
        assert found_in(segment((title,), ("Leather bag",)), "Zanderholt") == {0}

    @given(
        st.lists(st.tuples(*[st.lists(st.sampled_from(PIECES), max_size=5).map(" ".join)] * 3), min_size=1, max_size=6),
        st.sampled_from(MARKS),
        st.booleans(),
    )
    def test_what_the_matcher_finds_a_search_finds(self, said, mark, famous):
        part, index = segment(*said), Marks(mark, famous=famous)
        matched = {
            row
            for row, (title, brand, description) in enumerate(said)
            if words.match(ListingFacts(title, description, brand), index)
        }
        assert matched <= found_in(part, mark, deep=True)

    def test_words_may_stand_apart_and_in_any_order(self):
        part = segment(("weekender by Zander Holt",), ("weekender",), ("bag", "Zanderholt", "a weekender"))
        assert found_in(part, "zanderholt weekender") == {0}
        assert found_in(part, "zanderholt weekender", deep=True) == {0, 2}

    def test_a_word_finds_longer_ones_that_it_begins_and_no_others(self):
        part = segment(("Zanderholtery case",), ("Lizander",), ("Zandex",))
        assert found_in(part, "zande") == {0, 2}

    def test_signs_alone_find_nothing(self):
        part = segment(("!!!",), ("a & b",))
        assert not Wording("& !")
        assert found_in(part, "& !") == set()

    def test_what_was_saved_is_mapped_again_the_same(self, tmp_path):
        part = segment(*[(title,) for title in DISGUISES])
        part.save(tmp_path / "one")
        part.save(tmp_path / "one")
        again = Segment.load(tmp_path / "one")
        assert found_in(again, "Zanderholt") == set(range(len(DISGUISES)))
        assert again.row_of(part.id_of(3)) == 3
        assert again.row_of(uuid7()) is None
        assert not list(tmp_path.glob("*.new"))


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    monkeypatch.setattr(catalogue, "PAUSE_SECONDS", -1.0)


def ask(here, who="brand", **asked):
    answer = find(here.actor(who), Asked(**asked), now=database_now(), wait=True)
    return [one.number for one in answer.found]


def changed(seed, how):
    picture = how(scene(seed))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=70)
    return out.getvalue()


class TestListings:
    def test_new_and_changed_listings_are_found_at_once(self, market):
        listing, _ = published(market, "A-1", "Zanderholt weekender")
        assert ask(market, q="zanderholt") == ["A-1"]
        published(market, "A-2", "Z a n d e r h o l t")
        assert ask(market, q="zanderholt") == ["A-1", "A-2"]
        listing = sellers.revise_listing(actor=market.actor("seller"), listing=listing, title="Plain bag")
        assert ask(market, q="zanderholt") == ["A-2"]
        services.publish(actor=market.system, listing=listing, wait=True)
        assert ask(market, q="zanderholt") == ["A-2"]
        assert ask(market, q="plain bag") == ["A-1"]

    def test_another_process_maps_what_the_first_has_built(self, market, monkeypatch):
        published(market, "A-1", "Zanderholt weekender")
        ask(market, q="zanderholt")
        published(market, "A-2", "Zanderholt tote")
        monkeypatch.setattr(catalogue, "_shelf", type(catalogue._shelf)(catalogue.BUDGET_BYTES))
        monkeypatch.setattr(catalogue, "_built", None)
        assert set(ask(market, q="zanderholt")) == {"A-1", "A-2"}

    def test_outsiders_see_what_is_public_and_staff_what_is_held(self, market):
        trademark(market, "Zanderholt", picture=5)
        published(market, "A-1", "Z a n d e r h o l t copy", pictures=[png(5)])
        published(market, "A-2", "Leather bag")
        assert ask(market, q="zanderholt") == []
        assert ask(market, "lead", q="zanderholt", state="held") == ["A-1"]
        with pytest.raises(Denied):
            ask(market, "seller", q="zanderholt")

    def test_by_picture_the_nearest_first(self, market):
        published(market, "A-1", "One", pictures=[changed(3, lambda p: p.resize((90, 90)))])
        published(market, "A-2", "Two", pictures=[changed(4, lambda p: p), changed(3, ImageOps.mirror)])
        published(
            market, "A-3", "Three", pictures=[changed(3, lambda p: ImageOps.expand(p.convert("RGB"), 20, "#ffffff"))]
        )
        published(market, "A-4", "Four", pictures=[changed(9, lambda p: p)])
        piece = keep_picture(actor=market.actor("brand"), picture=png(3))
        assert set(ask(market, picture=piece.reference)) == {"A-1", "A-2", "A-3"}
        answer = find(market.actor("brand"), Asked(picture=piece.reference, q="two"), now=database_now(), wait=True)
        [two] = answer.found
        assert (two.ranked.near.position, two.ranked.near.orientation) == (1, 1)
        assert keep_picture(actor=market.actor("brand"), picture=png(3)).id == piece.id
        with pytest.raises(NotFound):
            ask(market, picture="EV-NONE")

    def test_a_picture_with_nothing_to_compare_is_refused_in_words(self, market):
        out = io.BytesIO()
        Image.new("L", (64, 64), 200).save(out, "PNG")
        with pytest.raises(Invalid, match="one colour"):
            keep_picture(actor=market.actor("brand"), picture=out.getvalue())
        with pytest.raises(Invalid):
            keep_picture(actor=market.actor("brand"), picture=b"no picture")

    def test_authorised_sellers_are_left_out_market_by_market(self, market):
        published(market, "A-1", "Zander holt bag", markets=("DE",))
        published(market, "A-2", "Zander holt tote", markets=("DE", "PL"))
        published(market, "B-1", "Zander holt bag", seller="other_seller", markets=("DE",))
        right = trademark(market, "Zanderholt")
        assert set(ask(market, q="zanderholt", authorised="without")) == {"A-1", "A-2", "B-1"}
        authorise(market, right, territories=("DE",))
        assert set(ask(market, q="zanderholt", authorised="without")) == {"A-2", "B-1"}
        assert ask(market, q="zanderholt", authorised="only", right=right.reference) == ["A-1"]

    def test_a_licensee_is_left_out_for_the_goods_and_places_of_its_licence(
        self, market, django_assert_max_num_queries
    ):
        published(market, "A-1", "Zander holt leather handbag", markets=("DE",))
        published(market, "A-2", "Zander holt smartphone", markets=("DE",), category=["Phones"])
        published(market, "A-3", "Zander holt leather handbag", markets=("DE", "FR"))
        right = trademark(market, "Zanderholt", classes=(9, 18))
        day = database_now().date()
        agreed = Terms(
            licensee=market.parties["seller"], classes=(18,), territories=("DE",), starts_on=day, ends_on=day
        )
        licence = draft_licence(actor=market.actor("brand"), rights=[right], terms=agreed)
        sign(offer_licence, licence, market.actor("brand"), [right])
        assert set(ask(market, q="zanderholt", authorised="without")) == {"A-1", "A-2", "A-3"}, "offered is not signed"
        sign(accept_licence, licence, market.actor("seller"), [right])
        assert ask(market, q="zanderholt", authorised="only") == ["A-1"]
        with django_assert_max_num_queries(40) as few:
            assert ask(market, q="zanderholt", authorised="only", right=right.reference) == ["A-1"]
        for number in range(4, 12):
            published(market, f"A-{number}", "Zander holt leather handbag", markets=("DE",), seller="other_seller")
        others = {"A-2", "A-3", *(f"A-{number}" for number in range(4, 12))}
        assert set(ask(market, q="zanderholt", authorised="without")) == others
        with django_assert_max_num_queries(len(few)):
            assert set(ask(market, q="zanderholt", authorised="without", right=right.reference)) == others

    def test_filters_and_orders(self, market):
        published(market, "A-1", "Aurora bag", price_cents=500, currency="EUR", brand="Aurora")
        published(market, "A-2", "Aurora tote", price_cents=900, currency="EUR", markets=("JP",))
        published(market, "A-3", "Aurora case", seller="other_seller")
        assert ask(market, q="aurora", sort="newest") == ["A-3", "A-2", "A-1"]
        assert ask(market, q="aurora", sort="cheapest") == ["A-1", "A-2", "A-3"]
        assert ask(market, q="aurora", sort="dearest") == ["A-2", "A-1", "A-3"]
        assert ask(market, q="aurora", market="JP") == ["A-2"]
        assert ask(market, q="aurora", brand="aurora") == ["A-1"]
        assert ask(market, q="aurora", price_from=600, currency="EUR") == ["A-2"]
        assert ask(market, q="aurora", price_to=600) == ["A-1"]
        assert ask(market, q="aurora", since=database_now().date(), category="Bags", sort="newest") == [
            "A-3",
            "A-2",
            "A-1",
        ]
        assert ask(market, seller=market.parties["seller"].reference) == ["A-2", "A-1"]
        assert ask(market, seller=market.parties["seller"].name, q="tote") == ["A-2"]
        assert ask(market, seller="nobody at all") == []
        assert ask(market) == []

    def test_by_numbers_and_links(self, market):
        published(market, "A-1", "One")
        published(market, "A-2", "Two")
        answer = find(
            market.actor("brand"), Asked(numbers=("https://shop.example/dp/A-2/ref=x?th=1", "A-1", "A-9", "none")),
            now=database_now(),
        )  # fmt: skip
        assert [one.number for one in answer.found] == ["A-2", "A-1"]
        assert answer.missing == ("A-9", "none")
        assert ask(market, q="A-2") == ["A-2"]
        assert candidates_of("https://a.example/x/B0-1?id=77#top") == ["B0-1", "77"]

    def test_pages_follow_each_other_whatever_came_or_went(self, market):
        for number in range(5):
            published(market, f"A-{number}", f"Aurora bag {number}")
        answer = find(market.actor("brand"), Asked(q="aurora", sort="newest"), now=database_now(), wait=True)
        first = page(answer, "", size=2)
        assert [one.number for one in first.rows] == ["A-4", "A-3"]
        published(market, "A-5", "Aurora bag 5")
        answer = find(market.actor("brand"), Asked(q="aurora", sort="newest"), now=database_now(), wait=True)
        second = page(answer, first.next, size=2)
        assert [one.number for one in second.rows] == ["A-2", "A-1"]
        assert [one.number for one in page(answer, second.previous, size=2).rows] == ["A-4", "A-3"]
