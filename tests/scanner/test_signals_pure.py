"""Copied texts, price, claims, conduct and bans: what they see, what they leave alone, and what they do to a score."""

from dataclasses import replace
from math import prod
from random import Random
from types import SimpleNamespace
from uuid import UUID

import numpy as np
import pytest

from scanner import context
from scanner.matchers import bans, copied_text, shingles
from scanner.matchers.bans import BanFacts, BanTable
from scanner.matchers.copied_text import EarlierFacts, EarlierTable, TextFacts, TextTable
from scanner.matchers.facts import Finding, ListingFacts, MarkFacts, Place, PriceFacts, SellerFacts, Sighting
from scanner.matchers.reasons import Aim, Band, Known
from scanner.scoring import SENTENCES, score, sentence

RIGHT, SELLER, OTHER = UUID(int=1), UUID(int=2), UUID(int=3)
WORDS = [f"{a}{b}" for a in ("bo", "ka", "lir", "men", "stu", "ve") for b in ("ba", "din", "gor", "lum", "pex", "ri")]
MARK = MarkFacts(RIGHT, "Aurora", 1 << 25)


def prose(seed, length=120):
    random = Random(seed)
    return " ".join(random.choice(WORDS) for _ in range(length))


def index(texts=(), earlier=(), outdated=(), banned=()):
    return SimpleNamespace(
        text_tables=(TextTable(texts),),
        earlier_tables=(EarlierTable(earlier),),
        outdated=frozenset(outdated),
        bans=BanTable(banned),
    )


def earlier(number, text, seller=OTHER, rights=()):
    signed = shingles.signature(shingles.shingles(text)).astype("<u4").tobytes()
    return EarlierFacts(number, seller, signed, rights)


CASES = [(matcher, one) for matcher in (copied_text, bans) for one in matcher.examples()]


@pytest.mark.parametrize(("matcher", "one"), CASES, ids=[f"{m.name}: {one.says}" for m, one in CASES])
def test_examples(matcher, one):
    found = matcher.match(one.listing, index(one.texts, banned=one.bans))
    assert tuple(finding.kind for finding in found) == one.kinds
    for finding in found:
        assert 0 < finding.strength <= 1
        text = getattr(one.listing, finding.where.field)
        assert text[finding.where.start : finding.where.end] == finding.facts["written"] != ""
        template, facts = sentence(finding)
        assert "%(" not in template % facts


class TestCopiedTexts:
    def test_a_paragraph_of_a_long_manual_is_found_and_marked(self):
        manual = prose(1, 5_000)
        copied = " ".join(manual.split()[700:780])
        listing = ListingFacts("Bottle", f"{prose(2, 30)}. {copied}! {prose(3, 30)}")
        [found] = copied_text.match(listing, index([TextFacts(RIGHT, "manual", manual)]))
        assert found.right_id == RIGHT
        assert found.facts["text"] == "manual"
        assert copied.startswith(found.facts["written"][:100])
        assert found.facts["percent"] in range(50, 60)

    def test_unrelated_texts_of_the_same_few_words_are_not_found(self):
        table = index([TextFacts(RIGHT, str(n), prose(n)) for n in range(300)])
        assert not any(copied_text.match(ListingFacts("", prose(1_000 + n)), table) for n in range(300))

    def test_a_reworded_half_is_still_found(self):
        words = prose(5).split()
        listing = ListingFacts("", " ".join([*words[:70], *prose(6, 50).split()]))
        [found] = copied_text.match(listing, index([TextFacts(RIGHT, "t", prose(5))]))
        assert 0.5 < found.strength < 0.85

    def test_an_outdated_right_is_found_no_more(self):
        listing = ListingFacts("", prose(1))
        assert copied_text.match(listing, index([TextFacts(RIGHT, "t", prose(1))], outdated=[RIGHT])) == []

    def test_a_description_of_a_million_characters_takes_no_second_of_memory_or_time(self):
        listing = ListingFacts("", prose(9, 150_000))
        assert len(listing.description) > 700_000
        assert copied_text.match(listing, index([TextFacts(RIGHT, "t", prose(1))])) == []

    def test_hostile_characters_are_taken_as_text(self):
        for text in ("\x00" * 5_000, "\ud800" * 300, "&#x110000; " * 400, "‮" + prose(1), "👩‍👩‍👧 " * 500):
            copied_text.match(
                ListingFacts("", text), index([TextFacts(RIGHT, "t", text), TextFacts(RIGHT, "u", prose(1))])
            )


class TestEarlierListings:
    def test_a_copied_listing_is_known_as_such_and_accuses_of_nothing(self):
        table = index(earlier=[earlier("L-1", prose(1)), earlier("L-2", prose(2))])
        listing = ListingFacts("", prose(1) + " and more", number="L-9")
        assert copied_text.match(listing, table) == []
        [copied] = copied_text.copies(listing, table.earlier_tables)
        assert (copied.number, copied.own) == ("L-1", False)
        assert copied.percent >= 90

    def test_that_of_an_authorised_seller_is_a_finding(self):
        table = index(earlier=[earlier("L-1", prose(1), rights=(RIGHT,))])
        [found] = copied_text.match(ListingFacts("", prose(1)), table)
        assert (found.right_id, found.kind, found.facts["listing"]) == (RIGHT, "text-of-listing", "L-1")

    def test_the_listing_itself_is_no_copy_and_the_seller_s_others_are_its_own(self):
        table = index(earlier=[earlier("L-1", prose(1), SELLER), earlier("L-2", prose(1), SELLER)])
        listing = ListingFacts("", prose(1), number="L-1", seller=SellerFacts(id=SELLER))
        [copied] = copied_text.copies(listing, table.earlier_tables)
        assert (copied.number, copied.own) == ("L-2", True)

    def test_the_estimate_is_near_the_truth(self):
        for seed in range(40):
            words = prose(seed, 200).split()
            other = [*words[: 100 + seed * 2], *prose(seed + 1_000, 100 - seed * 2).split()]
            one, two = shingles.shingles(" ".join(words)), shingles.shingles(" ".join(other))
            truth = len(np.intersect1d(one, two)) / len(np.union1d(one, two))
            assert shingles.likeness(shingles.signature(one), shingles.signature(two)) == pytest.approx(truth, abs=0.22)

    def test_signatures_are_the_same_for_ever(self):
        signed = shingles.signature(shingles.shingles("one two three four five six seven"))
        assert signed[:4].tolist() == [471272957, 1342374188, 377473773, 761005294]


def test_tables_come_back_from_their_files(tmp_path):
    texts = TextTable([TextFacts(RIGHT, "a", prose(1)), TextFacts(OTHER, "b", prose(2))])
    listings = EarlierTable([earlier("L-1", prose(1), rights=(RIGHT,)), earlier("L-2", prose(2))])
    texts.save(tmp_path)
    listings.save(tmp_path)
    read = SimpleNamespace(
        text_tables=(TextTable.load(tmp_path),), earlier_tables=(EarlierTable.load(tmp_path),), outdated=frozenset()
    )
    listing = ListingFacts("", prose(2))
    assert [one.right_id for one in copied_text.match(listing, read)] == [OTHER]
    assert [one.number for one in copied_text.copies(listing, read.earlier_tables)] == ["L-2"]
    assert read.earlier_tables[0].rights == {0: (RIGHT,)}
    assert texts.size_bytes == read.text_tables[0].size_bytes > 0


def test_empty_tables_come_back_too(tmp_path):
    TextTable([]).save(tmp_path)
    EarlierTable([]).save(tmp_path)
    assert len(TextTable.load(tmp_path)) == len(EarlierTable.load(tmp_path)) == 0


def codes(listing, known=None, findings=()):
    return {reason.code: reason.factor for reason in context.weigh(listing, RIGHT, findings, known or Known())}


class TestPrice:
    BANDS = (Band("EUR", 10_000, 20_000),)
    LISTING = ListingFacts("Aurora shoes", price_cents=15_000, currency="EUR", markets=("DE",))

    def at(self, cents, bands=BANDS, **more):
        return codes(replace(self.LISTING, price_cents=cents, **more), Known(bands={RIGHT: bands}))

    @pytest.mark.parametrize(
        ("cents", "code"),
        [(4_999, "price-far-below"), (7_999, "price-below"), (8_000, ""), (20_000, ""), (20_001, "price-above")],
    )
    def test_against_the_band(self, cents, code):
        assert set(self.at(cents)) == ({code} if code else set())

    def test_nothing_is_converted(self):
        assert self.at(100, currency="JPY") == {"price-not-comparable": 1.0}
        assert self.at(0) == self.at(None) == {}

    def test_the_band_for_such_goods_in_this_market_goes_first(self):
        socks = Band("EUR", 500, 1_500, goods=frozenset({"sock"}))
        here = Band("EUR", 1_000, 9_000, market="DE")
        assert self.at(900, (*self.BANDS, socks), title="Aurora socks") == {}
        assert set(self.at(900, (*self.BANDS, socks))) == {"price-far-below"}
        assert self.at(2_000, (*self.BANDS, here)) == {}
        assert set(self.at(2_000, (*self.BANDS, here), markets=("US",))) == {"price-far-below"}

    def test_peers_speak_where_no_band_does(self):
        peers = PriceFacts(median_cents=10_000, low_cents=6_000, count=50)
        assert set(self.at(3_000, (), peers=peers)) == {"price-below-peers"}
        assert self.at(5_000, (), peers=peers) == {}
        assert self.at(3_000, (), peers=replace(peers, count=19)) == {}
        assert set(self.at(3_000, peers=peers)) == {"price-far-below"}


class TestClaims:
    FOUND = Finding("words", RIGHT, 1.0, "exact", Place("title", 0, 6), {"mark": "Aurora"}, MARK)

    def test_a_mark_that_leads_the_title_without_a_brand(self):
        assert set(codes(ListingFacts("Aurora boots"), findings=[self.FOUND])) == {"brand-missing"}
        assert set(codes(ListingFacts("Aurora boots", brand="No-Brand"), findings=[self.FOUND])) == {"brand-denied"}
        assert codes(ListingFacts("Aurora boots", brand="Aurora"), findings=[self.FOUND]) == {}
        later = self.FOUND._replace(where=Place("title", 10, 16))
        assert codes(ListingFacts("Laces for Aurora boots"), findings=[later]) == {}

    def test_origin(self):
        known = Known(made_in={RIGHT: frozenset({"IT", "PT"})})
        assert set(codes(ListingFacts("", origin="CN"), known)) == {"origin-unlikely"}
        assert set(codes(ListingFacts("", origin="IT"), known)) == {"origin-fits"}
        assert codes(ListingFacts("", origin="CN")) == codes(ListingFacts(""), known) == {}

    def test_category_against_title(self):
        assert set(codes(ListingFacts("Leather boots", category_path=("Kitchen",)))) == {"goods-contradict"}
        assert codes(ListingFacts("Leather boots", category_path=("Clothing",))) == {}

    def test_goods_of_a_category_or_market_that_the_owner_has_not_named(self):
        def scored(listing, **aim):
            given = score(listing, [self.FOUND], MARK.nice_classes, Known(aims={RIGHT: Aim(**aim)}))
            return given and (given.value, {reason.code for reason in given.reasons})

        boots = ListingFacts("Aurora boots", category_path=("Shoes", " Hiking  boots"), markets=("DE", "FR"))
        shoes, mugs = frozenset({("shoes", "hiking boots")}), frozenset({("kitchen",)})
        assert scored(boots) == scored(boots, categories=shoes, markets=frozenset({"FR"}))
        value, said = scored(boots, categories=mugs)
        assert value < scored(boots)[0]
        assert "category-apart" in said
        assert scored(boots, markets=frozenset({"JP"})) is None
        assert scored(ListingFacts("Aurora boots"), categories=mugs, markets=frozenset({"JP"})) is not None

    def test_a_design_protects_its_own_goods(self):
        shoes, mugs = (
            ListingFacts("Boots", category_path=("Footwear",)),
            ListingFacts("Mug", category_path=("Kitchen",)),
        )
        known = Known(designs={RIGHT: frozenset({2})})
        assert codes(shoes, known) == {"design-goods": 1.0}
        assert codes(mugs, known) == {"design-other-goods": 0.75}
        assert (
            codes(ListingFacts("Thing"), known) == codes(shoes, Known(designs={RIGHT: frozenset()})) == {"design": 1.0}
        )


class TestConduct:
    def of(self, **seller):
        return set(codes(ListingFacts("", seller=SellerFacts(**seller))))

    def test_the_record(self):
        assert self.of(upheld=3) == self.of(strikes=1) == {"record-upheld"}
        assert self.of(upheld=3, rejected=3) == self.of(upheld=2) == set()
        assert self.of(rejected=4, upheld=1) == {"record-rejected"}
        assert self.of(listings=100) == {"record-clean"}
        assert self.of(listings=100, upheld=1) == self.of(listings=99) == set()

    def test_complaints_count_against_what_is_sold(self):
        assert self.of(quality_complaints=5) == self.of(quality_complaints=5, listings=100) == {"quality"}
        assert self.of(quality_complaints=5, listings=101) == set()
        assert self.of(quality_complaints=5, surge=3.2) == {"surge"}

    def test_pictures_elsewhere(self):
        def seen(*sightings):
            return set(codes(ListingFacts("", sightings=sightings)))

        assert seen(Sighting("a", 3, first_elsewhere=True)) == {"picture-elsewhere"}
        assert seen(Sighting("a", 3)) == set(), "this seller showed it first"
        assert seen(Sighting("a", 10, first_elsewhere=True)) == set(), "the maker's own picture"
        assert seen(Sighting("a", 0, own=10)) == {"picture-again"}

    def test_words_elsewhere_and_again(self):
        table = EarlierTable([earlier("L-1", prose(1)), *(earlier(f"O-{n}", prose(2), SELLER) for n in range(10))])
        known = Known(earlier_tables=(table,))
        assert set(codes(ListingFacts("", prose(1)), known)) == {"text-elsewhere"}
        assert set(codes(ListingFacts("", prose(2), seller=SellerFacts(id=SELLER)), known)) == {"text-again"}
        assert codes(ListingFacts("", prose(3)), known) == {}


class TestTogether:
    WORST = ListingFacts(
        "Aurora boots",
        prose(1),
        price_cents=100,
        currency="EUR",
        origin="CN",
        seller=SellerFacts(strikes=2, surge=9.0),
        sightings=(Sighting("a", 2, first_elsewhere=True),),
    )
    KNOWN = Known(
        bands={RIGHT: (Band("EUR", 10_000, 20_000),)},
        made_in={RIGHT: frozenset({"IT"})},
        earlier_tables=(EarlierTable([earlier("L-1", prose(1))]),),
    )

    def test_context_is_bounded_and_every_step_is_said(self):
        reasons = context.weigh(self.WORST, RIGHT, [], self.KNOWN)
        assert prod(reason.factor for reason in reasons) == pytest.approx(context.MOST)
        for reason in reasons:
            assert reason.code in SENTENCES
            template, facts = sentence(reason)
            assert "%(" not in template % facts

    def test_it_raises_what_was_found_and_makes_nothing_of_nothing(self):
        found = [TestClaims.FOUND]
        honest = replace(self.WORST, description="", brand="Aurora Ltd", seller=None, sightings=())
        plain, seen = (score(honest, found, MARK.nice_classes, known) for known in (Known(), self.KNOWN))
        assert plain.value < seen.value <= 1.0
        assert score(self.WORST, [], 0, self.KNOWN) is None

    def test_the_value_is_the_product_of_its_steps(self):
        honest = replace(self.WORST, price_cents=25_000, origin="IT", seller=SellerFacts(rejected=9), sightings=())
        found = [Finding("pictures", RIGHT, 0.8, "picture", Place("picture", ref="p"))]
        given = score(honest, found, 0, self.KNOWN)
        assert given.value == pytest.approx(prod(reason.factor for reason in given.reasons), abs=0.001)
        assert given.value < 0.8


class TestBans:
    BAN = BanFacts(
        UUID(int=9), "MW-BAN", "exclusion_order", frozenset({"US"}), ("hair dryer",), excepted=frozenset({SELLER})
    )
    LISTING = ListingFacts("Hair dryer", markets=("US", "DE"))

    def found(self, listing=LISTING, **more):
        return bans.match(listing, index(banned=[replace(self.BAN, **more)]))

    def test_the_finding_stands_for_the_patent_or_for_the_ban(self):
        assert [one.right_id for one in self.found()] == [self.BAN.id]
        assert [one.right_id for one in self.found(right_id=RIGHT)] == [RIGHT]
        assert self.found()[0].facts["ban"] == "MW-BAN"
        assert self.found()[0].facts["markets"] == "US"

    def test_an_excepted_seller_is_left_alone(self):
        assert self.found(replace(self.LISTING, seller=SellerFacts(id=SELLER))) == []
        assert self.found(replace(self.LISTING, seller=SellerFacts(id=OTHER)))

    def test_a_listing_without_a_market_is_offered_nowhere(self):
        assert self.found(replace(self.LISTING, markets=())) == []

    def test_hidden_and_look_alike_letters_are_no_way_out(self):
        assert self.found(replace(self.LISTING, title="Hаir dr\u200byer"))

    def test_a_model_is_not_found_inside_another(self):
        assert self.found(models=("HD-1",))[0].kind == "ban"
        by_model = replace(self.LISTING, title="Hair dryer HD-12")
        assert self.found(by_model, models=("HD-1",))[0].kind == "ban"
        assert self.found(by_model, models=("HD-12",))[0].kind == "ban-model"

    def test_thousands_of_bans_cost_a_look_up_a_word(self):
        many = [replace(self.BAN, id=UUID(int=n), products=(f"thing {n} dryer",)) for n in range(5_000)]
        assert len(bans.match(replace(self.LISTING, title="thing 77 dryer"), index(banned=many))) == 1
