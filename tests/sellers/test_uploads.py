"""A list of listings: read whatever it is, nothing happens before it is looked at, and every row is answered for."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from registry.reading.raw import Raw
from sellers.models import Listing, RowReport
from sellers.services import uploads
from sellers.uploading.columns import guessed
from sellers.uploading.laid_out import lay_out, rows_from
from tenancy.errors import Conflict, Denied, Invalid
from workflow.jobs import done_of, run_ripe

HEAD = "Artikelnummer,Bezeichnung,Preis,Währung,Länder,EAN\n"
GOOD = "A-1,Trinkflasche blau,18.95,EUR,DE AT,4006381333931\n"
WRONG = (
    "A-2,,18.95,EUR,DE,\n"
    "nodigit,Trinkflasche,18.95,EUR,DE,\n"
    "A-4,Trinkflasche,18.957,EUR,DE,\n"
    "A-5,Trinkflasche,18.95,Euro,DE,\n"
    "A-6,Trinkflasche,18.95,EUR,XX,\n"
    "A-7,Trinkflasche,18.95,EUR,DE,4006381333930\n"
    "A-1,Trinkflasche rot,18.95,EUR,DE,\n"
)


def work_off_jobs(market):
    while run_ripe(market.id):
        pass


def received(market, text, *, who="seller", name="list.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    return uploads.receive_upload(actor=market.actor(who), file=io.BytesIO(data), name=name)


def taken_in(market, text, **rest):
    listed = uploads.take_in(actor=market.actor("seller"), listed=received(market, text, **rest))
    work_off_jobs(market)
    listed.refresh_from_db()
    return listed


def answered(listed):
    return {line: (number, became, wrong) for line, number, became, wrong in uploads.reported(listed)}


def test_seven_wrong_rows_are_named_with_line_and_column_and_the_rest_goes_in(market):
    listed = taken_in(market, HEAD + GOOD + WRONG + "A-9,Trinkflasche grün,9,EUR,,\n")
    assert listed.job.state == "done"
    said = answered(listed)
    assert {line: became for line, (_number, became, _wrong) in said.items()} == {
        2: "made", **dict.fromkeys(range(3, 10), "refused"), 10: "made",
    }  # fmt: skip
    columns = {line: wrong[0][0] for line, (_n, became, wrong) in said.items() if became == "refused"}
    assert columns == {
        3: "Bezeichnung", 4: "Artikelnummer", 5: "Preis", 6: "Währung", 7: "Länder", 8: "EAN", 9: "Artikelnummer",
    }  # fmt: skip
    assert "line 2 already" in said[9][2][0][1]
    made = Listing.objects.get(number="A-1")
    assert (made.title, made.price_cents, made.markets, made.gtin, made.state) == (
        "Trinkflasche blau", 1895, ["AT", "DE"], "4006381333931", "checking",
    )  # fmt: skip
    assert Listing.objects.get(number="A-9").markets == listed.markets
    done = done_of([listed.job])[listed.job.id]
    assert (done.done, done.failed, done.counts) == (9, 7, {"made": 2, "changed": 0, "unchanged": 0})


def test_the_same_list_again_changes_nothing_and_a_changed_row_alone_is_changed(market):
    taken_in(market, HEAD + GOOD + "A-2,Becher,5,EUR,DE,\n")
    again = taken_in(market, HEAD + GOOD + "A-2,Becher neu,5,EUR,DE,\n")
    assert [row[2] for row in uploads.reported(again)] == ["unchanged", "changed"]
    assert Listing.objects.get(number="A-2").revision == 2


def test_a_spreadsheet_and_json_lines_give_the_same_listings_as_a_table(market):
    book = Workbook()
    for row in (HEAD.strip().split(","), ["S-1", "Becher", 18.95, "EUR", "DE, AT", "4006381333931"]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    said = {"number": "J-1", "title": "Becher", "price": 18.95, "currency": "EUR", "markets": ["DE", "AT"],
            "gtin": "4006381333931", "variants": [{"number": "J-1-R", "name": "Rot"}]}  # fmt: skip
    taken_in(market, out.getvalue(), name="list.xlsx")
    taken_in(market, json.dumps(said), name="list.jsonl")
    sheet, lines = Listing.objects.get(number="S-1"), Listing.objects.get(number="J-1")
    for name in ("title", "price_cents", "currency", "markets", "gtin"):
        assert getattr(sheet, name) == getattr(lines, name)
    assert lines.variants[0]["name"] == "Rot"


def test_a_row_goes_in_once_when_its_step_is_done_again_and_in_parts(market, monkeypatch):
    monkeypatch.setattr("sellers.jobs.MOST_TOGETHER", 3)
    text = HEAD + "".join(f"N-{n},Becher {n},5,EUR,DE,\n" for n in range(20))
    listed = uploads.take_in(actor=market.actor("seller"), listed=received(market, text))
    work_off_jobs(market)
    assert listed.job.parts.count() == 2
    assert sorted(row[0] for row in uploads.reported(listed)) == list(range(2, 22))
    assert Listing.objects.filter(number__startswith="N-").count() == 20
    assert not uploads.copy_of(listed).exists()


def test_another_sellers_number_is_a_fault_of_its_row(market, listing):
    uploads.take_in(
        actor=market.actor("other_seller"),
        listed=received(market, f"number,title\n{listing.number},Mine\n", who="other_seller"),
    )
    work_off_jobs(market)
    [row] = RowReport.objects.get().rows
    assert (row[2], row[3][0][1]) == ("refused", "This number belongs to a listing of another seller.")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"", "empty"), (b"number,title\n", "no row"), (b"%PDF-1.7 x", "no list"), (b"<a/>", "no list of listings")],
)
def test_what_is_no_list_is_refused_in_words(market, data, sentence):
    with pytest.raises(Invalid) as refusal:
        received(market, data)
    assert sentence in refusal.value.fields["file"][0]


def test_a_list_that_is_too_large_is_refused_and_nothing_is_kept(market, settings):
    settings.UPLOAD_LIST_MAX_BYTES = 50
    with pytest.raises(Invalid) as refusal:
        received(market, HEAD + GOOD)
    assert "too large" in refusal.value.fields["file"][0]


def test_no_column_for_the_number_is_asked_for_and_who_may_not_hand_in_may_not_upload(market):
    listed = received(market, "Farbe,Bezeichnung\nrot,Becher\n")
    with pytest.raises(Invalid) as refusal:
        uploads.take_in(actor=market.actor("seller"), listed=listed)
    assert set(refusal.value.fields) == {"number"}
    with pytest.raises(Denied):
        received(market, HEAD + GOOD, who="brand")
    uploads.map_upload(
        actor=market.actor("seller"), listed=listed, columns={"number": "Farbe", "title": "Bezeichnung"}, markets="DE",
        currency="",
    )  # fmt: skip
    uploads.take_in(actor=market.actor("seller"), listed=listed)
    with pytest.raises(Conflict):
        uploads.take_in(actor=market.actor("seller"), listed=listed)


def test_columns_are_known_by_the_names_that_sellers_use():
    assert guessed(["SKU", "Product Name", "Sale-Price", "made_in", "Colour"]) == {
        "number": "SKU", "title": "Product Name", "price": "Sale-Price", "origin": "made_in",
    }  # fmt: skip
    assert guessed(["货号", "标题", "价格"]) == {"number": "货号", "title": "标题", "price": "价格"}


@given(
    st.lists(
        st.dictionaries(st.sampled_from("abc"), st.text(max_size=8) | st.integers() | st.none(), max_size=3),
        max_size=25,
    ),
    st.integers(1, 7),
)
def test_laid_out_rows_can_be_entered_anywhere_and_are_what_they_were(tmp_path_factory, rows, step):
    source = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    path = tmp_path_factory.mktemp("laid") / "lines"
    with path.open("wb") as target:
        found = lay_out(io.BytesIO(source), "jsonl", target, number="a", step=step)
    read: list[Raw] = []
    for at, end in found.parts:
        while at < end:
            some, at = rows_from(path, at, end, step)
            read += [raw for rows in some for raw in rows]
    assert [dict(raw.values) for raw in read] == rows
    assert found.rows == len(rows)
    seen: dict[str, int] = {}
    twice = {}
    for line, row in enumerate(rows, 1):
        if said := str(row.get("a") or "").strip():
            if said in seen:
                twice[line] = seen[said]
            else:
                seen[said] = line
    assert found.twice == twice


def test_the_pages_take_a_list_from_upload_to_report(as_, market):
    seller = as_(market, "seller")
    sent = io.BytesIO((HEAD + GOOD + WRONG).encode())
    sent.name = "herbst.csv"
    there = seller.post(market.url("listings/uploads"), {"file": sent})
    assert there.status_code == 303
    page = seller.get(there.url).content.decode()
    assert "herbst.csv" in page
    assert "Trinkflasche blau" in page
    assert seller.post(there.url, {"column_number": "Farbe", "markets": "DE"}).status_code == 422
    columns = {"column_number": "Artikelnummer", "column_title": "Bezeichnung", "column_gtin": "EAN"}
    assert seller.post(there.url, {**columns, "markets": "DE", "currency": "EUR", "take_in": "1"}).status_code == 303
    work_off_jobs(market)
    page = seller.get(there.url).content.decode()
    assert "would be 1" in page
    told = b"".join(seller.get(f"{there.url}/report?which=refused").streaming_content).decode()
    assert "A-7" in told
    assert "A-1,new" not in told
    for path in (there.url, f"{there.url}/report", f"{there.url}/position"):
        assert as_(market, "other_seller").get(path).status_code == 404
