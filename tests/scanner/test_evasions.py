"""Whatever a seller does to a mark, it reaches the review queue at the shipped thresholds; ordinary words do not."""

import time
from dataclasses import replace
from random import Random
from uuid import UUID

import pytest

from bench import text_found
from bench.text_evasions import EVASIONS
from scanner.index import ReferenceIndex
from scanner.mark_table import MarkTable
from scanner.matchers import words
from scanner.matchers.facts import ListingFacts, MarkFacts, class_mask
from scanner.matchers.typos import misspells
from scanner.matchers.word_table import WordTable
from scanner.scoring import HOLD_AT, OPEN_AT, assess
from tests.scanner import real_data

FLOORS = dict.fromkeys(EVASIONS, 0.98) | {"glued": 0.95, "greek": 0.9, "leet": 0.9, "typo": 0.9}

# Names that nobody bears, as far as we know: of one word and two, of four letters and many, with a capital inside.
NAMES = (
    "Zylotrex",
    "Bravindo",
    "Qoruna",
    "Velkamoor",
    "Drevo Panth",
    "Hyxon",
    "Tessoria",
    "LumaBrix",
    "Obrenwald",
    "Kirosh",
)
TITLES = ("men cotton shirt", "steel bottle 750 ml", "wireless headphones with microphone", "red shoes size 42 - new")
CLOTHING = class_mask([25])


def mark(number, text, **facts):
    return MarkFacts(UUID(int=number), text, CLOTHING, **facts)


COINED = [mark(number, text, famous=True) for number, text in enumerate(NAMES, 1)]


@pytest.fixture(scope="module")
def coined():
    return ReferenceIndex.build("1", COINED)


def kinds(title, index, **fields):
    return {finding.facts["mark"]: finding.kind for finding in words.match(ListingFacts(title, **fields), index)}


@pytest.mark.parametrize("evasion", EVASIONS)
def test_coined_marks_reach_the_queue_through_every_evasion(coined, evasion):
    chance = Random(evasion)
    missed = []
    for known in COINED * 5:
        title = chance.choice(TITLES).split()
        written = EVASIONS[evasion](known.text, chance)
        title.insert(chance.randint(0, len(title)), written)
        listing = ListingFacts(" ".join(title), category_path=("Kitchen & Dining", "Bottles"), brand="Speedwav")
        score = assess(listing, words.match(listing, coined)).get(known.right_id)
        if score is None or score.value < OPEN_AT:
            missed.append(listing.title)
    assert len(missed) <= 5 * len(COINED) * (1 - FLOORS[evasion]), missed


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Zylotrx shirt", "typo"),
        ("Zyltorex shirt", "typo"),
        ("Zyllotrex shirt", "typo"),
        ("Drevo Pantth shirt", "typo"),
        ("Zylo trex shirt", "split"),
        ("zy lot rex shirt", "split"),
        ("shirtZylotrex", "glued"),
        ("zy|otr3x shirt", "leet"),
        ("$ol kiro$h shirt", "leet"),
        ("qoruna2024 shirt", "glued"),
        ("H y x o n shirt", "spelled-out"),
        ("drevopanth shirt", "joined"),
    ],
)
def test_what_the_seller_did_is_named(coined, title, kind):
    assert list(kinds(title, coined).values()) == [kind]


@pytest.mark.parametrize(
    "title",
    [
        "silo tree next to a bottle",
        "for all and one, set per size",
        "1080p 500ml 12oz 256gb",
        "hyxons of nothing, xhyxon, hyxo",
        "bravin dot",
    ],
)
def test_ordinary_titles_are_left_alone(title):
    marks = [
        mark(1, "Hyxo", everyday=True),
        mark(2, "Forall"),
        mark(3, "Setper"),
        mark(4, "Bravindo"),
        mark(5, "IOBOP"),
    ]
    assert kinds(title, ReferenceIndex.build("1", marks)).keys() <= {"Hyxo"}


def test_one_error_is_one_letter_left_out_added_replaced_or_swapped():
    meant = b"samsung"
    assert all(
        misspells(word, meant) for word in (b"samsug", b"samssung", b"samsong", b"smasung", b"amsung", b"zamsung")
    )
    assert not any(misspells(word, meant) for word in (b"samsung", b"smsng", b"samung5", b"sam", b"gnusmas"))
    assert not any(misspells(word, b"nike") for word in (b"bike", b"nik", b"like", b"niker", b"mike"))
    assert misspells(b"nikke", b"nike")
    assert misspells(b"nkie", b"nike")


def test_only_famous_marks_are_looked_for_with_errors():
    index = ReferenceIndex.build("1", [mark(1, "Zylotrex")])
    assert kinds("Zylotrx shirt", index) == {}


def test_another_mark_is_no_error_of_this_one():
    index = ReferenceIndex.build("1", [mark(1, "Nikon", famous=True), mark(2, "Nikko", famous=True)])
    assert kinds("Nikko camera", index) == {"Nikko": "exact"}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("小米", "小米手机壳新款"),
        ("ソニー", "新品ソニー製ヘッドホン"),
        ("ソニー", "ｿﾆｰ ヘッドホン"),
        ("삼성", "삼성은 갤럭시 케이스"),
        ("카카오", "카카오의 인형"),
        ("สตาร์บัคส์", "แก้วสตาร์บัคส์ของแท้"),
        ("Самсунг", "чехол самсунг новый"),
        ("Nike", "耐克Nike运动鞋"),
        ("Nike", "ナイキＮＩＫＥシューズ"),
        ("نايكي", "حذاء نايكي جديد"),
    ],
)
def test_other_scripts(text, title):
    listing = ListingFacts(title)
    (finding,) = words.match(listing, ReferenceIndex.build("1", [mark(1, text)]))
    assert assess(listing, [finding])[finding.right_id].value >= OPEN_AT
    assert title[finding.where.start : finding.where.end] == finding.facts["written"]


def test_right_to_left_and_mixed_scripts_do_not_hide_a_mark(coined):
    title = "\u202eחולצה\u202c Zyl\u200fotrex جديد \u2067قميص\u2069"
    assert kinds(title, coined) == {"Zylotrex": "hidden"}
    assert kinds("Zуlоtrех shirt", coined) == {"Zylotrex": "look-alike"}


@pytest.mark.parametrize(
    "text", ["a ", "sam sung ", "N-i-k-e ", "小米", "чехол для телефона ", "&#110;ike ", "zylo", "1 2 3 ", "@$! "]
)
def test_a_description_of_a_megabyte_takes_a_moment(coined, text):
    listing = ListingFacts("shirt", (text * (1_000_000 // len(text) + 1))[:1_000_000] + " Zylotrex", "Hyxon")
    began = time.process_time()
    found = {finding.facts["mark"] for finding in words.match(listing, coined)}
    assert time.process_time() - began < 20
    assert "Hyxon" in found


def test_a_long_title_takes_a_moment(coined):
    began = time.process_time()
    assert kinds("x y " * 5_000 + "Zylotrex", coined) == {"Zylotrex": "exact"}
    assert time.process_time() - began < 5


def test_marks_of_one_letter_are_words_of_their_own():
    index = ReferenceIndex.build("1", [mark(1, "X"), mark(2, "R", everyday=True), mark(3, "ß")])
    assert kinds("xylophone extra r-rated", index).keys() <= {"R"}
    assert kinds("shirt", index, brand="X") == {"X": "exact"}
    listing = ListingFacts("x r x r " * 20, category_path=("Clothing",))
    assert all(score.value < OPEN_AT for score in assess(listing, words.match(listing, index)).values())


def test_a_table_read_back_from_files_finds_the_same(tmp_path):
    marks = MarkTable(COINED)
    built = WordTable(marks)
    built.save(tmp_path)
    again = WordTable.load(tmp_path, marks)
    for title in ("Zylotrex shirt", "drevo pantth", "z y l o t r e x", "shirt by hyxon"):
        text = f" {title} ".encode()
        assert again.find(text, len(text)) == built.find(text, len(text)) != []


def test_many_marks_with_one_beginning_are_told_apart():
    index = ReferenceIndex.build("1", [mark(number, f"American {number:04}x") for number in range(1, 3_000)])
    assert kinds("american 0017x flag", index) == {"American 0017x": "exact"}


@pytest.fixture(scope="module")
def real():
    marks = real_data.marks()
    return marks, real_data.listings(), ReferenceIndex.build("1", marks)


@pytest.mark.shared
@pytest.mark.parametrize("evasion", EVASIONS)
@pytest.mark.parametrize("brandless", [False, True], ids=["brand as it is", "no brand"])
def test_real_marks_reach_the_queue(real, evasion, brandless):
    marks, listings, index = real
    core = [known for known in marks if text_found.counts(known)]
    chosen = [known for known in core if known.famous] * 3 if evasion == "typo" else core[::2]
    if brandless:
        listings = [replace(listing, brand="") for listing in listings]
    found = text_found.recall(evasion, chosen, listings, index, seed=int(brandless))
    # Two chances in three that a share lies this near to its expectation: the bench measures all marks.
    assert found >= FLOORS[evasion] - 0.01


@pytest.mark.shared
def test_real_listings_are_left_in_peace(real):
    marks, listings, index = real
    by_id = {known.right_id: known for known in marks}
    given = [text_found.scores(listing, index) for listing in listings]
    everyday = sum(by_id[right].everyday for found in given for right, score in found.items() if score.value >= OPEN_AT)
    assert 1000 * everyday / len(listings) <= 5
    passed, said = text_found.referential(marks, listings, given)
    assert said > 50
    assert passed / said >= 0.98
    met, named = text_found.true_mentions(marks, listings, given)
    assert met == named > 0
    assert all(score.value < HOLD_AT for found in given for score in found.values())
