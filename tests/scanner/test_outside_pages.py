"""What is read off pages of shops outside, and off archives; and what hostile ones cannot do."""

import gzip
import random
import time
from datetime import UTC, datetime

import pytest

from scanner.outside.archives import Piece, Unreadable, media_type_of, read_archive, write_archive
from scanner.outside.pages import belongs_to, cents, read_page

AT = "https://shop.example/p/bag-1"


def page(body, head="", url=AT, **more):
    return read_page(f"<html lang='de'><head>{head}</head><body>{body}</body></html>".encode(), url, **more)


JSON = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
 {"@type": "BreadcrumbList", "name": "Not this"},
 {"@type": ["Product"], "name": "Zanderholt weekender", "description": "A <b>bag</b>.",
  "brand": {"@type": "Brand", "name": "Zanderholt"},
  "image": ["/a.jpg", {"@type": "ImageObject", "url": "https://cdn.example/b.jpg"}, 7],
  "offers": [{"@type": "Offer", "price": "39.90", "priceCurrency": "EUR"}]}]}</script>"""


def test_what_the_page_says_for_machines_is_believed_first():
    found = page("<h1>SALE</h1><img src='/big.jpg' width=900 height=900>", JSON + "<title>Shop</title>")
    assert (found.title, found.description, found.brand) == ("Zanderholt weekender", "A bag .", "Zanderholt")
    assert (found.price_cents, found.currency, found.language, found.is_product) == (3990, "EUR", "de", True)
    assert found.pictures == ("https://shop.example/a.jpg", "https://cdn.example/b.jpg")


def test_microdata_with_its_parts():
    found = page("""<div itemscope itemtype="https://schema.org/Product"><h2 itemprop="name">Trail <i>bottle</i></h2>
      <div itemprop="brand" itemscope itemtype="https://schema.org/Brand"><span itemprop="name">Halden</span></div>
      <img itemprop="image" src="bottle.jpg"><p itemprop="description">Keeps warm.</p>
      <div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><span itemprop="price" content="18.95">$18.95</span>
      <meta itemprop="priceCurrency" content="USD"></div></div><p itemprop="name">Elsewhere</p>""")
    assert (found.title, found.brand, found.description) == ("Trail bottle", "Halden", "Keeps warm.")
    assert (found.price_cents, found.currency, found.is_product) == (1895, "USD", True)
    assert found.pictures == ("https://shop.example/p/bottle.jpg",)


def test_open_graph_then_title_heading_and_largest_pictures():
    found = page(
        "",
        """<meta property="og:title" content="Dune &amp; sea"><meta property="og:type" content="product">
      <meta property="og:image" content="//cdn.example/d.png"><meta property="product:price:amount" content="1.299,00">
      <meta property="product:price:currency" content="eur">""",
    )
    assert (found.title, found.price_cents, found.currency, found.is_product) == ("Dune & sea", 129900, "EUR", True)
    assert found.pictures == ("https://cdn.example/d.png",)
    found = page("""<h1>Weekender</h1><p>A bag of canvas.</p><script>var h1 = "Evil"</script><img src=logo.png width=800 height=800>
      <img src=small.jpg width=20 height=20><img src=large.jpg width=700 height=700><img data-src=lazy.jpg src=data:x>""")
    assert (found.title, found.is_product) == ("Weekender", False)
    assert "A bag of canvas." in found.description
    assert "Evil" not in found.description
    assert [picture.rpartition("/")[2] for picture in found.pictures] == ["large.jpg", "lazy.jpg", "small.jpg"]


def test_links_that_lead_to_goods_of_the_same_shop():
    found = page("""<a href="/cart">Cart</a><a href="/products/one#x">1</a><a href="/products/one">1</a>
      <a href="/somewhere"><img src=x.jpg></a><a href="https://www.shop.example/p/2"><img src=y.jpg></a>
      <a href="https://other.example/p/3">no</a><a href="javascript:alert(1)">no</a><a href="/p/doc.pdf">no</a>
      <a href="/plain">no</a><a href="mailto:a@b">no</a><a href="/p/bag-1">this page</a>""")
    assert found.links == (
        "https://www.shop.example/p/2", "https://shop.example/products/one", "https://shop.example/somewhere",
    )  # fmt: skip
    many = page("".join(f"<a href='/p/{n}'>x</a>" for n in range(500)))
    assert len(many.links) == 50


@pytest.mark.parametrize(("text", "value"), [
    ("39.90", 3990), ("1,299.00", 129900), ("1.299,00 €", 129900), ("12", 1200), ("1,299", 129900), ("0.5", 50), ("$ 7", 700),
    ("1 299,50", 129950), ("1'299.50", 129950), ("free", None), ("", None), ("9" * 40, None), ("12.345.678,9", 1234567890),
])  # fmt: skip
def test_prices_as_people_write_them(text, value):
    assert cents(text) == value


def test_whose_address_it_is():
    assert belongs_to("https://www.shop.example/x", "shop.example")
    assert belongs_to("https://de.shop.example/x", "shop.example")
    assert belongs_to("http://127.0.0.1:8001/x", "127.0.0.1:8001")
    for url in (
        "https://notshop.example/",
        "https://shop.example.evil.example/",
        "https://evil.example/shop.example",
        "x",
        "",
    ):
        assert not belongs_to(url, "shop.example")


def test_letters_are_read_as_the_server_or_the_page_says():
    assert (
        read_page("<title>Größe</title>".encode("latin-1"), AT, content_type="text/html; charset=iso-8859-1").title
        == "Größe"
    )
    assert read_page("<meta charset=shift_jis><title>靴</title>".encode("shift_jis"), AT).title == "靴"
    assert read_page("<title>靴</title>".encode(), AT).title == "靴"
    assert read_page("\ufeff<title>靴</title>".encode("utf-16"), AT).title == "靴"
    assert read_page(b"<meta charset=nonsense><title>a\xff</title>", AT).title.startswith("a")


def test_the_digest_is_of_what_is_offered_alone():
    assert page("", JSON).digest == page("<p>token 1</p>", JSON).digest
    assert page("", JSON).digest != page("", JSON.replace("39.90", "29.90")).digest


HOSTILE = {
    "brackets": "<", "comments": "<!--", "tags": "<a ", "quotes": "<a b='", "ends": "</", "deep": "<div>", "formats": "<b><p>",
    "entities": "&#", "things": "<div itemscope itemprop=a>", "json": '<script type="application/ld+json">[',
    "meta": "<meta name=a content=b>",
    "images": "<img src=a>", "links": "<a href=/p/1>", "scopes": "<i itemscope><b itemprop=x>y",
    "cdata": "<![CDATA[", "null": "\x00",
    "doctype": '<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx">]>&x;', "titles": "<title>a</title>",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_costs_no_more_than_it_is_long(name):
    began = time.process_time()
    read_page((HOSTILE[name] * (2_000_000 // len(HOSTILE[name]))).encode(), AT)
    assert time.process_time() - began < 5


SHAPES = [
    "[" * 100_000,
    '{"a":' * 50_000,
    '{"@type": {"@type": 1}}',
    '{"@type": "Product", "name": {"name": [[[]]]}}',
    '{"@type": "Product", "offers": 7, "image": 8, "brand": [], "name": null}',
    '"\ud800"',
    "NaN",
]


@pytest.mark.parametrize("text", SHAPES, ids=range(len(SHAPES)))
def test_json_of_any_shape_is_read_or_left(text):
    assert (
        read_page(f"<script type='application/ld+json'>{text}</script>".encode("utf-8", "surrogatepass"), AT)
        is not None
    )


def test_no_entity_is_expanded_and_no_file_read():
    text = '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><title>&a;</title><h1>&a;</h1>'
    assert "root" not in repr(read_page(text.encode(), AT))


# -- archives

WHEN = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
HTML = Piece(AT, "text/html", JSON.encode(), WHEN, "text/html; charset=utf-8", "93.184.216.34", {"server": "x"})
PICTURE = Piece("https://shop.example/a.jpg", "image/jpeg", b"\xff\xd8bytes", WHEN)


def test_what_was_written_is_read_again():
    data = write_archive([HTML, PICTURE])
    pages, pictures = read_archive(data)
    assert [(one.url, one.data, one.at, one.content_type) for one in pages] == [
        (AT, HTML.data, WHEN, HTML.content_type)
    ]
    assert pictures["https://shop.example/a.jpg"].data == PICTURE.data
    assert b"WARC-IP-Address: 93.184.216.34" in data
    assert read_archive(gzip.compress(data)) == (pages, pictures)
    assert (media_type_of(data), media_type_of(gzip.compress(data))) == ("application/warc", "application/gzip")


def test_archives_that_are_none_or_too_much_are_refused():
    good = gzip.compress(write_archive([HTML]))
    for data, code in [
        (b"", "not_one"), (b"<html>", "not_one"), (gzip.compress(b"hello"), "not_one"), (good[:200], "broken"),
        (gzip.compress(bytes(200_000_000)), "large"), (gzip.compress(b"WARC/1.0\r\nX: " + b"a" * 90_000_000), "large"),
        (write_archive([PICTURE] * 1_001), "large"), (b"\x1f\x8bnonsense", "broken"),
    ]:  # fmt: skip
        with pytest.raises(Unreadable) as refused:
            read_archive(data)
        assert refused.value.code == code


def test_a_bomb_inside_a_record_is_refused():
    packed = gzip.compress(bytes(50_000_000))
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    record = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nWARC-Date: 2026-11-21T10:30:00Z\r\n"
        b"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: "
        + str(len(head + packed)).encode() + b"\r\n\r\n" + head + packed + b"\r\n\r\n"
    )  # fmt: skip
    with pytest.raises(Unreadable) as refused:
        read_archive(record)
    assert refused.value.code == "large"


def test_a_damaged_archive_gives_what_it_has_or_a_refusal():
    plain = write_archive([HTML, PICTURE])
    dice = random.Random(7)
    for _ in range(300):
        data = bytearray(plain)
        for _ in range(dice.randint(1, 40)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        try:
            read_archive(bytes(data[: dice.randrange(len(data))]))
        except Unreadable:
            pass
