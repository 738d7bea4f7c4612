"""Scores: brand use on its own goods comes first, ordinary words and fitting parts last, and each reason has its sentence."""

from dataclasses import replace
from uuid import UUID

import pytest

from scanner.index import ReferenceIndex
from scanner.matchers import words
from scanner.matchers.facts import Finding, ListingFacts, MarkFacts, Place, class_mask
from scanner.matchers.goods import guess_classes
from scanner.matchers.reasons import Known
from scanner.matchers.references import reference
from scanner.scoring import COMMON, HOLD_AT, OPEN_AT, SENTENCES, assess, score, sentence
from tests.scanner import real_data

APPLE = MarkFacts(UUID(int=1), "Apple", class_mask([9, 35, 42]), everyday=True, famous=True)
SAMSUNG = MarkFacts(UUID(int=2), "Samsung", class_mask([9, 11, 14]), famous=True)
GAP = MarkFacts(UUID(int=3), "Gap", class_mask([25]), everyday=True)
ACME = MarkFacts(UUID(int=4), "Zylotrex", class_mask([42]))
INDEX = ReferenceIndex.build("1", [APPLE, SAMSUNG, GAP, ACME])

PHONES = ("Mobiles & Accessories", "Mobiles")


def scores(title, category=(), **fields):
    listing = ListingFacts(title, category_path=tuple(category), **fields)
    return assess(listing, words.match(listing, INDEX))


def value(mark, title, category=(), **fields):
    given = scores(title, category, **fields).get(mark.right_id)
    return given.value if given else None


def codes(mark, title, category=(), **fields):
    return [reason.code for reason in scores(title, category, **fields)[mark.right_id].reasons]


@pytest.mark.parametrize(
    ("title", "category"),
    [
        ("fresh apple, 1 kg", ("Grocery", "Fruit")),
        ("apple cutter of steel", ("Kitchen & Dining", "Kitchen Tools")),
        ("mind the gap poster", ("Stationery",)),
    ],
)
def test_an_everyday_word_outside_its_classes_is_no_candidate(title, category):
    assert scores(title, category) == {}


def test_brand_use_on_its_own_goods_is_opened():
    assert value(SAMSUNG, "Samsung Galaxy S5", PHONES) >= OPEN_AT
    assert value(SAMSUNG, "Samsung 40 inch LED TV") >= OPEN_AT
    assert value(APPLE, "Apple phone 64 GB", PHONES, brand="Apple") >= OPEN_AT


def test_what_a_thing_fits_is_not_opened():
    for title in (
        "Flip cover for Samsung Galaxy",
        "case compatible with the Samsung S5",
        "Hülle für Samsung",
        "étui pour Samsung",
    ):
        assert value(SAMSUNG, title, PHONES) < OPEN_AT
        assert "referential" in codes(SAMSUNG, title, PHONES)


def test_an_open_mention_is_not_held_but_a_disguise_on_its_goods_is():
    assert value(SAMSUNG, "Samsung Galaxy S5", PHONES, brand="Samsung") < HOLD_AT
    assert value(SAMSUNG, "S A M S U N G Galaxy S5", PHONES) >= HOLD_AT
    assert value(SAMSUNG, "ЅАМЅUNG Galaxy S5", PHONES) >= HOLD_AT


def test_signals_move_the_score_in_the_right_direction():
    best = value(SAMSUNG, "Samsung Galaxy", PHONES, brand="Samsung")
    plain = value(SAMSUNG, "Samsung Galaxy", PHONES)
    other = value(SAMSUNG, "Samsung Galaxy", PHONES, brand="Speedwav")
    below = value(SAMSUNG, "Galaxy", PHONES, description="like a Samsung")
    apart = value(SAMSUNG, "Samsung Galaxy", ("Clothing",))
    assert best > plain > other > below
    assert plain > apart
    assert value(APPLE, "Apple phone", PHONES) < value(SAMSUNG, "Samsung phone", PHONES)
    assert value(ACME, "Zylotrex thing") > value(ACME, "Zylotrex shirt", ("Clothing",))


def test_a_coined_name_means_its_brand_on_any_goods_a_word_that_others_use_does_not():
    assert value(ACME, "Zylotrex shirt", ("Clothing",), brand="Speedwav") >= OPEN_AT
    listing = ListingFacts("Zylotrex shirt", category_path=("Clothing",))
    (finding,) = words.match(listing, ReferenceIndex.build("1", [ACME]))
    usual = Known(usual={b"zylotrex": COMMON})
    common = score(listing, [finding], around=usual)
    assert common.value < OPEN_AT
    assert "everyday" in {reason.code for reason in common.reasons}
    famous = finding._replace(mark=replace(ACME, famous=True))
    assert score(listing, [famous], around=usual) == score(listing, [famous])
    branded = replace(listing, brand="Zylotrex", category_path=())
    assert score(branded, [finding], around=usual).value >= OPEN_AT


def test_letters_in_a_word_that_many_makers_use_stand_there_by_chance():
    tandin = MarkFacts(UUID(int=5), "Tandin", class_mask([11]))
    listing = ListingFacts("LG freestanding range")
    (finding,) = words.match(listing, ReferenceIndex.build("1", [tandin]))
    told = score(listing, [finding], around=Known(usual={b"freestanding": 0.0005}))
    assert told.value < OPEN_AT <= score(listing, [finding], around=Known(usual={b"free": 0.01})).value
    assert sentence(told.reasons[-1])[1]["longer"] == "freestanding"


@pytest.mark.parametrize(
    "title", ["case for S-a-m-s-u-n-g", "case for ЅАМЅUNG phones", "cover compatible with Samsumg"]
)
def test_saying_what_it_fits_hides_no_disguise(title):
    assert value(SAMSUNG, title, PHONES) >= OPEN_AT
    assert "referential" in codes(SAMSUNG, title, PHONES)


def test_an_everyday_word_in_disguise_on_its_goods_is_opened():
    assert value(GAP, "blue gap shirt", ("Clothing",)) < OPEN_AT
    assert value(APPLE, "A-p-p-l-e phone", PHONES) >= OPEN_AT


def test_a_brand_field_that_names_the_mark_is_believed_whatever_the_goods_are_taken_for():
    assert value(GAP, "Gap mug", ("Kitchen & Dining",), brand="Gap") >= 0.3


def test_a_picture_beside_the_words_counts_on_top():
    listing = ListingFacts("Samsung Galaxy", category_path=PHONES)
    text = words.match(listing, INDEX)
    picture = Finding(
        "pictures", SAMSUNG.right_id, 0.95, "picture", Place("picture", ref="1"), {"specimen": "logo.png"}
    )
    both = score(listing, [*text, picture])
    assert both.value > max(score(listing, text).value, score(listing, [picture]).value)
    assert score(listing, [picture]).value >= HOLD_AT
    assert {"picture", "exact"} <= {reason.code for reason in both.reasons}


def test_nothing_found_has_no_score():
    assert score(ListingFacts("a"), []) is None
    assert assess(ListingFacts("a"), []) == {}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("case for Samsung", "for"),
        ("fits the new Samsung", "fits"),
        ("Ersatzakku für Samsung", "für"),
        ("charger compatible with Samsung", "compatible"),
        ("чехол для Samsung", "для"),
        ("适用于Samsung手机壳", "适用于"),
        ("Samsung用ケース", "用"),
        ("Samsung 호환 케이스", "호환"),
        ("Samsung uyumlu kılıf", "uyumlu"),
        ("Samsung-kompatibel", "kompatibel"),
        ("for men by Samsung", ""),
        ("shoes for women, Samsung", ""),
        ("for Samsung men", ""),
        ("made for people who love Samsung", ""),
        ("Good for you. Samsung", ""),
        ("slim fit Samsung", ""),
        ("Samsung", ""),
    ],
)
def test_reference(text, word):
    at = text.index("Samsung")
    assert reference(text, at, at + len("Samsung")) == word


def test_a_reference_reaches_over_other_names():
    text = "cover for Samsung Galaxy"
    assert reference(text, text.index("Galaxy"), len(text)) == ""
    assert reference(text, text.index("Galaxy"), len(text), {"samsung"}) == "for"


@pytest.mark.parametrize(
    ("category", "title", "classes"),
    [
        (("Footwear", "Men's Footwear"), "x", {25}),
        (("Jewellery", "Rings"), "x", {14}),
        (("Mobiles & Accessories", "Mobile Accessories"), "x", {9}),
        ((), "samsung 46 ' series 5 lcd hdtv", {9}),
        (("Home & Kitchen",), "ceramic coffee mug", {21}),
        (("Qwertz",), "nothing known", set()),
        ((), "", set()),
    ],
)
def test_goods_are_guessed(category, title, classes):
    guessed = guess_classes(category, title)
    assert class_mask(classes) & guessed == class_mask(classes)
    assert bool(guessed) == bool(classes)


def test_every_reason_can_be_said():
    for title, category, fields in (
        ("Samsung phone", PHONES, {"brand": "Samsung"}),
        ("cover for S-A-M-S-U-N-G", ("Clothing",), {"brand": "Jojo", "description": "Apple phone"}),
        ("Zylotrex", (), {}),
    ):
        for given in scores(title, category, **fields).values():
            for reason in given.reasons:
                template, params = sentence(reason)
                assert template in SENTENCES.values()
                assert "%(" not in template % params


@pytest.fixture(scope="module")
def real_queue():
    marks, listings = real_data.marks(), real_data.listings()
    index = ReferenceIndex.build("1", marks)
    names = {known.right_id: known.text for known in marks}
    return [
        (listing, names[right_id], given.value)
        for listing in listings
        for right_id, given in assess(listing, words.match(listing, index)).items()
    ]


@pytest.mark.shared
def test_real_listings_give_a_queue_that_a_person_can_work(real_queue):
    opened = [(listing, name) for listing, name, value in real_queue if value >= OPEN_AT]
    assert 250 <= len(opened) <= 700
    well_known = {
        "Sony", "Panasonic", "Samsung", "Nikon", "Garmin", "Denon", "Toshiba", "Linksys", "Tata", "Nike", "Mahindra",
        "Mitsubishi", "Adidas", "Motorola", "Huawei", "ASUS", "Acer", "Puma", "Fila", "Renault", "ŠKODA", "Nokia", "Intel",
    }  # fmt: skip
    assert sum(name in well_known for _, name in opened) / len(opened) > 0.9
    assert not [
        listing.title for listing, name in opened if name in ("LINE", "Glass", "Mini", "Make", "Lens", "Just", "Kit")
    ]


@pytest.mark.shared
def test_real_covers_for_a_brand_stay_below(real_queue):
    fitting = [
        value
        for listing, name, value in real_queue
        if f"for {name}".casefold() in listing.title.casefold()
        and name in ("Samsung", "Nokia", "ASUS", "Motorola", "Huawei")
    ]
    assert fitting
    assert max(fitting) < OPEN_AT
