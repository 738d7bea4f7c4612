"""Variants as rows of a list: rows that belong together become one listing, wherever they stand in the file."""

import io
import json

from hypothesis import given
from hypothesis import strategies as st

from registry.reading.raw import Raw
from sellers.models import Listing
from sellers.services import uploads
from sellers.uploading.columns import guessed
from sellers.uploading.laid_out import lay_out, rows_from
from sellers.uploading.together import MOST, together
from sellers.variants import variants_of
from tests.sellers.test_uploads import answered, received, taken_in

HEAD = "sku,item_group_id,title,price,currency,countries,color,size,ean,image_link\n"
FEED = (
    "T-BLUE,T-1,Trail bottle,18.95,EUR,DE,blue,750 ml,4006381333931,https://pictures.example/blue.png\n"
    "M-1,,Mug,9.00,EUR,DE,,,,\n"
    "T-RED,T-1,,19.95,EUR,DE,red,750 ml,,https://pictures.example/red.png\n"
    "P-1,P-1,Pack,30.00,EUR,DE,,,4006381333962,\n"
    "P-1-L,P-1,,,,,,large,,\n"
)


def test_rows_of_one_group_are_one_listing_with_their_variants(market):
    listed = taken_in(market, HEAD + FEED)
    assert listed.job.state == "done", listed.job
    assert (listed.columns["group"], listed.columns["number"]) == ("item_group_id", "sku")
    assert {became for _n, became, _w in answered(listed).values()} == {"made"}
    assert sorted(answered(listed)) == [2, 3, 4, 5, 6]
    found = {one.number: one for one in Listing.objects.all()}
    assert set(found) == {"T-1", "M-1", "P-1"}
    bottle, pack = found["T-1"], found["P-1"]
    assert (bottle.title, bottle.price_cents, bottle.gtin) == ("Trail bottle", 1895, "")
    assert [(one.number, one.name, one.gtin, one.price_cents) for one in variants_of(bottle.variants)] == [
        ("T-BLUE", "blue, 750 ml", "4006381333931", None), ("T-RED", "red, 750 ml", "", 1995),
    ]  # fmt: skip
    assert bottle.picture_urls == ["https://pictures.example/blue.png", "https://pictures.example/red.png"]
    assert (pack.gtin, [one["name"] for one in pack.variants]) == ("4006381333962", ["large"])
    assert found["M-1"].variants == []
    again = taken_in(market, HEAD + FEED)
    assert {became for _n, became, _w in answered(again).values()} == {"unchanged"}


def test_a_fault_in_one_row_keeps_its_whole_listing_out_and_every_row_says_why(market):
    listed = taken_in(market, HEAD + FEED.replace("19.95", "19.957"))
    said = answered(listed)
    assert {line for line, (_n, became, _w) in said.items() if became == "refused"} == {2, 4}
    assert said[4][2] == [["price", "A price is a number with at most two decimals, as in 18.95."]]
    assert said[2][2] == [["item_group_id", "Stays out with line 4, which belongs to the same listing."]]
    assert set(Listing.objects.values_list("number", flat=True)) == {"M-1", "P-1"}


def test_more_variants_than_a_listing_has_are_refused_and_two_of_one_number_too(market):
    many = "".join(f"V-{n},VV-0,Bottle,1.00,EUR,DE,c{n},,,\n" for n in range(MOST + 3))
    listed = taken_in(market, HEAD + many + "W-1,W-0,Cup,1.00,EUR,DE,red,,,\nW-1,W-0,Cup,1.00,EUR,DE,blue,,,\n")
    said = answered(listed)
    assert len(said) == MOST + 5
    assert [line for line, (_n, became, _w) in said.items() if became != "refused"] == []
    assert said[2][2][0][1] == "At most 200 variants."
    assert "stands twice" in said[MOST + 5][2][0][1]
    assert not Listing.objects.exists()


def test_the_page_shows_what_would_go_in_with_its_variants_and_keeps_every_column(market, as_):
    listed = received(market, HEAD + FEED)
    seller, url = as_(market, "seller"), market.url(f"listings/uploads/{listed.reference}")
    page = seller.get(url).content.decode()
    assert "2 variants" in page
    assert "Columns that are left out" not in page
    chosen = {f"column_{name}": column for name, column in listed.columns.items()}
    assert seller.post(url, {**chosen, "markets": "DE", "currency": "EUR"}).status_code == 303
    kept = uploads.ListingFile.objects.get(id=listed.id)
    assert kept.columns == listed.columns


def test_what_shops_and_feeds_call_such_columns_is_known():
    assert guessed(["Handle", "Title", "Option1 Value", "Variant SKU"]) == {
        "number": "Variant SKU", "title": "Title", "group": "Handle", "form": "Option1 Value",
    }  # fmt: skip
    assert guessed(["parent_sku", "sku"]) == {"number": "sku", "group": "parent_sku"}
    assert guessed(["id", "item_group_id", "size"]) == {"number": "id", "group": "item_group_id"}


@given(
    st.lists(st.tuples(st.sampled_from(["", " ", "a", "a ", "b", "c"]), st.text(max_size=4)), max_size=30),
    st.integers(1, 5),
)
def test_whatever_the_order_every_row_is_there_once_and_stands_with_its_own(tmp_path_factory, rows, most):
    raws = [Raw(line, {"group": group, "x": x}) for line, (group, x) in enumerate(rows, 1)]
    found = list(together(raws, "group"))
    assert sorted(raw.line for family in found for raw in family) == [raw.line for raw in raws]
    assert [family[0].line for family in found] == sorted(family[0].line for family in found)
    for family in found:
        assert [raw.line for raw in family] == sorted(raw.line for raw in family)
    groups = [family[0].values["group"].strip() for family in found]
    named = [group for group in groups if group]
    assert len(named) == len(set(named))
    assert all(len(family) == 1 for family, group in zip(found, groups, strict=True) if not group)
    source = b"".join(json.dumps({"group": group, "x": x}).encode() + b"\n" for group, x in rows)
    path = tmp_path_factory.mktemp("together") / "lines"
    with path.open("wb") as target:
        laid = lay_out(io.BytesIO(source), "jsonl", target, number="x", step=most, group="group")
    read = []
    for at, end in laid.parts:
        while at < end:
            some, at = rows_from(path, at, end, most)
            read += some
    assert read == found
    assert laid.rows == len(rows)
