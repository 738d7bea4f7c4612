"""Letters of our own, read: what they give, what they lack, and that nothing breaks the reading."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enforcement.reading import read, unpack
from tests.enforcement.reading import letters

HERE = "https://market.example/listing/"


def lacks(letter) -> dict[str, str]:
    return {one.code: one.reason for one in letter.missing}


@pytest.mark.parametrize(
    ("name", "kind", "language", "addresses", "numbers", "missing"),
    [
        ("BRAND", "notice", "en", [HERE + "HM-10200?ref=search"], ["HM-10042", "HM-10043", "HM-10177"], {}),
        ("HASTY", "notice", "en", ["https://market.example/item/445566772"], ["445566771"],
         {"signature": "no_name", "good_faith": "belief_alone", "accuracy_authority": "not_found"}),
        ("GERMAN", "notice", "de", ["https://markt.example/angebot/881-20", "https://markt.example/angebot/881-21"], [], {}),
        ("FRENCH", "notice", "fr", [], ["77310045"], {"accuracy_authority": "not_found"}),
        ("SPANISH", "notice", "es", ["https://mercado.example/anuncio/5501", "https://mercado.example/anuncio/5502"], [], {}),
        ("FORM", "notice", "en", [HERE + "K-2001", HERE + "K-2002"], [], {"signature": "empty", "good_faith": "empty"}),
        ("COUNTER", "counter_notice", "en", [HERE + "HM-55120"], ["HM-55120"], {"jurisdiction": "not_found"}),
        ("RETRACTION", "retraction", "en", [HERE + "HM-10042"], [], {}),
        ("DEMAND", "notice", "en", ["https://market.example/lot/90210-77"], ["90210-77"],
         {"contact": "not_found", "good_faith": "not_found", "accuracy_authority": "not_found"}),
        ("OTHER", "other", "en", [], [], {}),
    ],
)  # fmt: skip
def test_a_letter_is_understood(name, kind, language, addresses, numbers, missing):
    letter = read(getattr(letters, name))
    assert (letter.kind, letter.language) == (kind, language)
    assert list(letter.complained) == addresses
    assert [one.text for one in letter.numbers] == numbers
    assert lacks(letter) == missing


def test_what_was_found_is_where_it_says():
    letter = read(letters.BRAND)
    signed = letter.element("signature")
    assert letters.BRAND[signed.start : signed.end] == "Ingrid Solberg"
    assert "not authorised" in letters.BRAND[slice(*_place(letter.element("good_faith")))]
    assert [one.text for one in letter.emails] == ["ingrid@halden-vik.example"]
    assert letter.owner == "Halden & Vik AS"
    own = next(one for one in letter.addresses if "halden-vik" in one.address)
    assert own.role == "work", "the sender's own shop is not complained of"


def _place(element):
    return element.start, element.end


def test_a_demand_for_money_is_seen():
    assert [one.text for one in read(letters.DEMAND).demands] == [
        "We offer to settle this claim against payment of 850 USD for a retroactive licence within ten days;"
    ]
    assert read(letters.BRAND).demands == ()


def test_a_mail_is_opened():
    opened = unpack(letters.MAIL, "notice.eml")
    assert (opened.sender, opened.name, opened.subject) == (
        "ingrid@halden-vik.example",
        "Ingrid Solberg",
        "Takedown notice",
    )
    assert opened.left_out == ("proof.png",)
    letter = read(opened.text)
    assert letter.complained == ("https://market.example/listing/HM-10042?colour=blue&size=L",)
    assert letter.element("contact").given, "the sender's address stands in its head"
    assert lacks(letter) == {"accuracy_authority": "not_found"}


def test_a_page_loses_its_scripts_and_keeps_its_links():
    opened = unpack(letters.PAGE, "notice.html")
    assert "alert" not in opened.text
    assert read(opened.text).complained == ("https://market.example/item/9001",)


@pytest.mark.parametrize(
    ("written", "opened"),
    [
        ("See [this](https://market.example/a_(b)) now", "https://market.example/a_(b)"),
        ("**https://market.example/1**, and", "https://market.example/1"),
        ("(https://market.example/1).", "https://market.example/1"),
        ("hxxp://market[.]example/1", "http://market.example/1"),
        ("<https://market.example/a/long/\nwrapped/one>", "https://market.example/a/long/wrapped/one"),
        ("www.market.example/x/7!", "https://www.market.example/x/7"),
        ("market.example/listing/12, please", "https://market.example/listing/12"),
        ("https://market.example/1,https://market.example/2", "https://market.example/1"),
        ("https://web.example/2020/https://market.example/1", "https://web.example/2020/https://market.example/1"),
        ("https://market.example/1?a=b&amp;c=d", "https://market.example/1?a=b&c=d"),
        ("请删除https://market.example/商品/5，谢谢", "https://market.example/商品/5"),
    ],
)
def test_addresses_as_people_write_them(written, opened):
    assert read(f"These are infringing: {written}").complained[0] == opened


def test_what_is_no_address_is_none():
    assert read("infringing: lib/Plugin.js, notes.md/1, node.js and e.g./or 3.5/5, src/app.ts").addresses == ()


@given(st.text(max_size=3000))
@settings(max_examples=60)
def test_reading_never_raises(text):
    letter = read(text)
    for one in letter.elements:
        assert not one.given or 0 <= one.start <= one.end <= len(text)


@given(st.binary(max_size=2000), st.sampled_from(["a.eml", "a.html", "a.txt", ""]))
@settings(max_examples=60)
def test_opening_never_raises(data, name):
    opened = unpack(data, name)
    assert "\x00" not in opened.text
    opened.text.encode()  # nothing that the database cannot keep


PIECES = (
    "<http://", "** a **\n", "[private]\n", "> \n", "our ", "infringing material:\n", "Signature:\n", "a.b@c.", "item 1,", "<a ",
)  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_garbage_is_read_in_time(piece):
    garbage = (piece * (100_000 // len(piece)))[:100_000]
    began = time.thread_time()
    read(garbage)
    unpack(garbage.encode(), "a.html")
    assert time.thread_time() - began < 5, "seconds of processor time for 100 kB; an idle one needs an eighth of that"
