"""Word marks in text: evasions are found, where they stand is said in the seller's own text, ordinary words are left alone."""

import json
import unicodedata
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.index import MarkTable, ReferenceIndex, Shelf
from scanner.matchers import folding, words
from scanner.matchers.facts import ListingFacts, MarkFacts
from tests.scanner import real_data

BRANDS = (
    "Samsung",
    "Panasonic",
    "Adidas",
    "Nike",
    "Under Armour",
    "Motorola",
    "Garmin",
    "Google",
    "Puma",
    "Tesco Value",
)


def mark(number, text, **facts):
    return MarkFacts(UUID(int=number), text, **facts)


def index(*marks):
    return ReferenceIndex.build("1", marks)


@pytest.fixture(scope="module")
def brands():
    return index(*(mark(number, text, famous=True) for number, text in enumerate(BRANDS, 1)))


def found(title, reference, **fields):
    return [finding.facts["mark"] for finding in words.match(ListingFacts(title, **fields), reference)]


EVASIONS = {
    "lower case": str.lower,
    "upper case": str.upper,
    "hyphens": "-".join,
    "spaces": " ".join,
    "dots": ".".join,
    "split in two": lambda text: text if " " in text else text[: len(text) // 2] + " " + text[len(text) // 2 :],
    "Cyrillic": lambda text: text.translate(str.maketrans("aeopcyxsigAEOPCYXSI", "аеорсухѕіԍАЕОРСУХЅІ")),
    "Greek": lambda text: text.upper().translate(str.maketrans("AEOPTNMIKYXZBH", "ΑΕΟΡΤΝΜΙΚΥΧΖΒΗ")),
    "full width": lambda text: "".join(chr(ord(char) + 0xFEE0) if char != " " else char for char in text),
    "mathematical": lambda text: "".join(chr(0x1D400 + ord(c) - 65) if c.isalpha() else c for c in text.upper()),
    "accents": lambda text: unicodedata.normalize("NFC", text.replace("a", "á").replace("o", "ö").replace("i", "ï")),
    "loose accents": lambda text: "\u0301".join(text),
    "no width": "\u200b".join,
    "soft hyphen": "\u00ad".join,
    "possessive": lambda text: text + "'s",
    "plural": lambda text: text + "s",
    "glued": lambda text: text.replace(" ", "") + "shoes",
    "entity": lambda text: f"&#{ord(text[0])};{text[1:]}",
    "digits": lambda text: (
        text.translate(
            str.maketrans("oiaeOIAE", "01430143"),
        )
        if len(text) > 4
        else text
    ),
}


@pytest.mark.parametrize("evasion", EVASIONS)
@pytest.mark.parametrize("brand", BRANDS)
def test_evasions_are_found(brands, brand, evasion):
    assert found(f"new {EVASIONS[evasion](brand)} in box", brands) == [brand]


@given(before=st.text(max_size=12), after=st.text(max_size=12), brand=st.sampled_from(BRANDS))
def test_places_are_those_of_the_text_as_written(brands, before, after, brand):
    text = f"{before} {brand} {after}"
    for finding in words.match(ListingFacts("plain", description=text), brands):
        assert text[finding.where.start : finding.where.end] == finding.facts["written"]
        assert 0 <= finding.where.start < finding.where.end <= len(text)


@given(st.text() | st.text("aé–&lt;ж½ #3\u200b漢"))
def test_any_text_folds_and_maps_back(text):
    for fold in (folding.canonical, folding.sounded, folding.signed):
        folded = fold(text)
        folded.decode()
        places = folding.Offsets(text, fold)
        spans = [places.written(at) for at in range(len(folded))]
        assert all(0 <= start <= end <= len(text) for start, end in spans)
        assert spans == sorted(spans)
        if folding.even(text, fold):
            assert spans == [(at, at + 1) for at in range(len(text))]


def test_the_place_after_entities_and_marks_of_no_width():
    text = "caf\u00e9 &amp; bar\u200b &quotreal Nike&quot"
    (finding,) = words.match(ListingFacts(text), index(mark(1, "Nike")))
    assert text[finding.where.start : finding.where.end] == "Nike"


def test_fields_are_kept_apart():
    reference = index(mark(1, "Under Armour"))
    assert found("worn under", reference, brand="Armour") == []
    findings = words.match(ListingFacts("shirt", "by Under Armour", "Under Armour"), reference)
    assert [finding.where.field for finding in findings] == ["brand", "description"]


def test_two_rights_with_one_name_are_both_found():
    findings = words.match(ListingFacts("Delta tap"), index(mark(1, "Delta"), mark(2, "DELTA")))
    assert {finding.right_id for finding in findings} == {UUID(int=1), UUID(int=2)}


def test_a_right_with_two_wordings_is_found_once_a_field():
    reference = index(mark(1, "Самсунг"), mark(1, "Samsung"))
    assert len(words.match(ListingFacts("Samsung phone, самсунг"), reference)) == 1


def test_a_mark_inside_a_longer_mark_says_so():
    findings = words.match(ListingFacts("Apple Music card"), index(mark(1, "Apple"), mark(2, "Apple Music")))
    assert {finding.facts["mark"]: finding.facts.get("inside") for finding in findings} == {
        "Apple": "Apple Music",
        "Apple Music": None,
    }


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("a linen audio intelligent visage", "Audi"),
        ("a linen audio intelligent visage", "Intel"),
        ("kx-tg4500b cordless phone", "KX"),
        ("as a gift, not early", "Note"),
        ("in spite of all", "Inspi"),
        ("Dior-like", "ORL"),
        ("3 m cable", "EM"),
        ("tall wall", "Tail"),
        ("1337 pieces", "LEET"),
        ("суп и рис в мире", "Cyn"),
    ],
)
def test_ordinary_words_are_left_alone(title, text):
    assert found(title, index(mark(1, text))) == []


def test_everyday_and_short_marks_are_worth_less():
    strength = {
        text: words.match(ListingFacts(f"blue {text} box"), index(mark(1, text, everyday=everyday)))[0].strength
        for text, everyday in (("Samsung", False), ("orange", True), ("HP", False))
    }
    assert strength["orange"] < strength["HP"] < strength["Samsung"]


def test_mark_table_gives_back_what_it_took():
    marks = [mark(1, "Nike", nice_classes=1 << 45 | 2, famous=True), mark(2, "", everyday=True), mark(3, "小米 ✓ é")]
    table = MarkTable(marks)
    assert list(table) == marks
    assert table[1:] == marks[1:]
    with pytest.raises(IndexError):
        table[3]


def test_the_shelf_keeps_the_latest_within_its_budget():
    one = index(*(mark(number, f"brand {number}") for number in range(1, 50)))
    shelf = Shelf(budget_bytes=2 * one.size_bytes)
    for name in "abc":
        shelf.put(name, one)
        shelf.get("a")
    assert shelf.get("b") is None
    assert shelf.get("a") is shelf.get("c") is one
    shelf.put("a", one.with_changes("2", ()))
    assert shelf.get("a").version == "2"


@pytest.mark.shared
def test_real_marks_with_one_look_alike_letter_are_found():
    """The recall over all confusable letters of the standard that stand for one letter of each of 60 real marks."""
    table = look_alikes(real_data.folder("text-evasion"))
    marks = [
        known for known in real_data.marks() if known.text.isascii() and known.text.isalpha() and len(known.text) > 5
    ][:60]
    reference = index(*marks)
    tried = missed = 0
    for known in marks:
        at = len(known.text) // 2
        for sign in table.get(known.text[at], ()):
            tried += 1
            title = f"original {known.text[:at]}{sign}{known.text[at + 1 :]} item"
            missed += known.text not in found(title, reference)
    assert tried > 500
    assert missed / tried < 0.06


def look_alikes(folder):
    """Letter → characters of the standard's table that look like it."""
    target = {}
    lines = (folder / "confusables-13.0.0.txt").read_text(encoding="utf-8-sig").splitlines()
    for line in lines:
        source, _, rest = line.partition(";")
        if rest and not line.startswith("#") and len(source.split()) == 1:
            target[chr(int(source, 16))] = "".join(chr(int(code, 16)) for code in rest.split(";")[0].split())
    found = {}
    for sign, skeleton in target.items():
        if not sign.isascii():
            found.setdefault(skeleton, []).append(sign)
    return {
        letter: found.get(target.get(letter, letter), []) for letter in map(chr, range(65, 123)) if letter.isalpha()
    }


@pytest.mark.shared
def test_naughty_strings_do_no_harm():
    strings = json.loads((real_data.folder("text-evasion") / "naughty-strings-even.json").read_text(encoding="utf-8"))
    reference = index(mark(1, "Nike"))
    for text in strings:
        listing = ListingFacts(text, text + " Nike " + text, text)
        places = [f.where for f in words.match(listing, reference) if f.where.field == "description"]
        assert places, text
