"""Listings out of files: what is sound goes in, what is not is named with line and field, doing it again changes nothing."""

import json
import os
from io import StringIO
from itertools import islice
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from accounts.models import Party
from audit.canonical import read_entry
from audit.models import Entry
from sellers.models import Listing, ListingVersion, ListingWord
from sellers.reading import ImportRow, row_of
from tenancy.models import Due

SHARED = Path(os.environ.get("MARKWARDEN_SHARED_DATA", Path(settings.BASE_DIR).parent / "shared" / "data"))
ROWS = [
    {"id": "a1", "marketplace": "one.example", "title": "Blue “bottle”", "description": None, "brand": "Halden",
     "category_path": ["Sports", "Bottles"], "price": 18.95, "currency": "USD", "url": "https://one.example/a1"},
    {"id": "a2", "marketplace": "two.example", "title": "Chair &quotnew", "brand": None, "price": None, "currency": None},
    {"id": "a3", "marketplace": "one.example", "title": "", "price": 1, "currency": "USD"},
    {"id": "a4", "marketplace": "one.example", "title": "Sofa", "price": 1.999, "currency": "USD"},
    {"id": "a1", "marketplace": "one.example", "title": "Twice"},
    {"sku": "b5", "marketplace": "two.example", "title": "Lamp", "price": 7, "currency": "EUR", "markets": ["de", "FR"]},
]  # fmt: skip


@pytest.fixture
def folder(tmp_path, market):
    """Files to import, of a marketplace with a known operator."""
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS) + "\n{broken\n", "utf-8")
    return tmp_path


def run(market, path, *options):
    out, err = StringIO(), StringIO()
    call_command("import_listings", market.slug, str(path), *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_what_is_sound_goes_in_and_the_rest_is_named(market, folder):
    out, err = run(market, folder / "rows.jsonl", "--markets", "US,DE")
    assert out.startswith("3 listings made, 0 changed, 0 unchanged, 4 lines refused")
    assert err.splitlines() == [
        "line 3, title: A listing needs a title.",
        "line 4, price: A price is a number with at most two decimals, as in 18.95.",
        "line 5, number: This number stands in line 1 already.",
        "line 8: This line is no row.",
    ]
    first = Listing.objects.get(number="a1")
    assert (first.price_cents, first.category, first.markets) == (1895, ["Sports", "Bottles"], ["DE", "US"])
    assert (first.state, first.description, first.seller.name) == ("checking", "", "one.example")
    assert Listing.objects.get(number="b5").markets == ["DE", "FR"]
    assert Listing.objects.get(number="a2").title == "Chair &quotnew"
    assert ListingWord.objects.filter(listing=first, word="halden").exists()
    assert Party.objects.filter(name="two.example", kind="seller", state="active").count() == 1
    assert Due.objects.filter(job="publish").exists()


def test_one_entry_for_each_seller_answers_for_every_row(market, folder):
    run(market, folder / "rows.jsonl")
    entries = [read_entry(one.data) for one in Entry.objects.filter(verb="listings.imported")]
    assert sorted(one["facts"]["listings"] for one in entries) == [1, 2]
    stated = {key.partition(":")[2] for one in entries for key in one["rows"]}
    assert stated == {str(id_) for id_ in ListingVersion.objects.values_list("id", flat=True)}


def test_again_changes_nothing_and_a_change_is_a_revision(market, folder):
    run(market, folder / "rows.jsonl")
    before = Entry.objects.count()
    out, _err = run(market, folder / "rows.jsonl")
    assert out.startswith("0 listings made, 0 changed, 3 unchanged")
    assert Entry.objects.count() == before
    (folder / "new.jsonl").write_text(json.dumps({**ROWS[0], "title": "Blue bottle, larger"}))
    out, _err = run(market, folder / "new.jsonl")
    assert out.startswith("0 listings made, 1 changed")
    assert Listing.objects.get(number="a1").revision == 2
    (folder / "theirs.jsonl").write_text(json.dumps({**ROWS[0], "marketplace": "two.example"}))
    _out, err = run(market, folder / "theirs.jsonl")
    assert "belongs to a listing of another seller" in err


def test_a_table_for_one_seller(market, tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text(
        '\ufeffNumber,Title,Category,Price,Currency\nc1,\'=Sum,Shoes > Boots,"12.50",EUR\nc2,,,,\n', "utf-8"
    )
    out, err = run(market, path, "--seller", market.parties["seller"].reference, "--markets", "de")
    assert out.startswith("1 listings made")
    assert err == "line 3, title: A listing needs a title.\n"
    [listing] = Listing.objects.all()
    assert (listing.title, listing.category, listing.price_cents) == ("=Sum", ["Shoes", "Boots"], 1250)
    assert listing.seller == market.parties["seller"]


def test_what_cannot_be_read_at_all_is_said(market, tmp_path):
    (tmp_path / "rows.xlsx").write_bytes(b"PK")
    (tmp_path / "rows.csv").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "none.csv").write_bytes(b"")
    for name in ("rows.xlsx", "rows.csv", "none.csv", "missing.jsonl"):
        with pytest.raises(CommandError):
            run(market, tmp_path / name)
    (tmp_path / "one.jsonl").write_text(json.dumps(ROWS[0]))
    for options in (["--markets", "XX"], ["--seller", "PA-NOBODY"]):
        with pytest.raises(CommandError):
            run(market, tmp_path / "one.jsonl", *options)
    assert not Listing.objects.exists()


@pytest.mark.parametrize(
    ("price", "cents"),
    [(None, None), ("", None), (18, 1800), ("18.9", 1890), ("1e3", 100_000), ("12,50", "wrong"), ("NaN", "wrong"),
     ("Infinity", "wrong"), (True, "wrong"), ("-1", "wrong"), ("9" * 30, "wrong")],
)  # fmt: skip
def test_a_price_becomes_hundredths_or_a_fault(price, cents):
    row = row_of(1, {"id": "x1", "title": "T", "price": price, "currency": "USD"}, seller_field="", markets=["US"])
    if cents == "wrong":
        assert [fault.field for fault in row] in (["price"], ["price_cents"])
    else:
        assert isinstance(row, ImportRow)
        assert row.content.price_cents == cents


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "listings").is_dir(), reason="the folder of real data is not here")
def test_real_listings_go_in_whole(market, tmp_path):
    some = tmp_path / "third.jsonl"  # every third; docs/real-data.md has what all of them give
    with (SHARED / "listings" / "listings.jsonl").open(encoding="utf-8") as lines:
        some.write_text("".join(islice(lines, 0, None, 3)), encoding="utf-8")
    out, err = run(market, some)
    assert err == ""
    assert out.startswith("1629 listings made, 0 changed, 0 unchanged, 0 lines refused")
    assert Listing.objects.count() == 1629
    out, _err = run(market, some)
    assert out.startswith("0 listings made, 0 changed, 1629 unchanged")
