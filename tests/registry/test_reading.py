"""Lists as files: what every format says of the same mark, and what is refused in a sentence."""

import io
import json
import os
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from openpyxl import Workbook

from registry.reading.columns import guessed
from registry.reading.facts import Reading, Row
from registry.reading.raw import Unreadable
from registry.reading.source import IN_FACTS, raws, sniffed
from tests.registry.twins import ST66, ST96, ST96_LATER

DATA = Path(os.environ.get("MARKWARDEN_SHARED_DATA") or Path(settings.BASE_DIR).parent / "shared" / "data")
USPTO = DATA / "marks-uspto"
there = pytest.mark.skipif(not USPTO.is_dir(), reason="The folder of real trademark records is not here.")


def read(data: bytes, columns=None, constants=None):
    file = io.BytesIO(data)
    format = sniffed(file)
    found = list(raws(file, format))
    if format == "xml":
        reading = Reading(IN_FACTS, {})
    else:
        named = columns or guessed(found[0].values)
        reading = Reading({fact: (column,) for fact, column in named.items()}, constants or {"kind": "trademark"})
    return [reading.row(raw) for raw in found]


def faults(data: bytes, **more):
    return [[(one.line, one.fact, one.sentence) for one in row] for row in read(data, **more) if isinstance(row, list)]


@there
def test_both_versions_of_st96_say_the_same_of_the_real_mark():
    [first], [second] = (read((USPTO / name).read_bytes()) for name in
                         ("rn2178784-ST-961_D3.xml", "rn2178784-ST-962.2.1.xml"))  # fmt: skip
    assert first == second
    found = first.details
    assert (found.title, found.office, found.number, found.application_number) == ("JAVA", "US", "2178784", "74631225")
    assert (found.filed_on, found.registered_on) == (date(1995, 2, 7), date(1998, 8, 4))
    assert (found.renewed_on, found.status_raw, found.status_on) == (date(2008, 8, 4), "800", date(2008, 8, 11))
    assert (found.classes, found.mark_feature, found.holder) == ((9,), "word", "Oracle America, Inc.")
    [step] = first.assignments
    assert (step["executed_on"], step["assignees"]) == ("2010-02-15", ["ORACLE AMERICA, INC."])


@there
def test_the_real_record_of_st66():
    [row] = read((USPTO / "sn76044902.xml").read_bytes())
    found = row.details
    assert (found.title, found.number, found.application_number) == ("PYTHON", "2824281", "76044902")
    assert (found.filed_on, found.registered_on) == (date(2000, 5, 9), date(2004, 3, 23))
    assert (found.classes, found.status_raw, found.holder) == ((9, 42), "702", "PYTHON SOFTWARE FOUNDATION")
    assert sorted(found.goods) == ["009", "042"]
    assert found.representative == "Leanne Stendell"
    assert len(row.assignments) == 1


def test_one_mark_in_three_formats_of_registers():
    [old], [new], [later] = read(ST66), read(ST96), read(ST96_LATER)
    assert old == new == later
    found = new.details
    assert (found.title, found.filed_on, found.holder) == ("FJORDLINE", date(2019, 5, 9), "Fjord Two AS")
    assert (found.vienna, found.priorities[0]["office"]) == (("06.01.02",), "NO")


def test_many_records_one_of_them_wrong():
    record = ST96[ST96.index(b"<t:Trademark>") : ST96.index(b"</t:TrademarkBag>")]
    wrong = record.replace(b"2019-05-09-04:00", b"2019-13-45").replace(b"800", b"9999").replace(b"2178001", b"2178002")
    bare = record.replace(b"ClassNumber", b"Unknown")
    many = ST96.replace(record, record + wrong + bare + record.replace(b"2178001", b"2178003"))
    found = read(many)
    assert [isinstance(one, Row) for one in found] == [True, False, False, True]
    assert [(one.line, one.fact) for one in found[1]] == [(2, "filed_on"), (2, "status_raw")]
    assert [(one.line, one.fact) for one in found[2]] == [(3, "classes")]


LAUGHS = b"""<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>"""
OUTSIDE = b"""<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>"""


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (LAUGHS + b"<t><TradeMark>&b;</TradeMark></t>", "document type"),
        (OUTSIDE + b"<t><TradeMark><ApplicationNumber>&x;</ApplicationNumber></TradeMark></t>", "document type"),
        (b"<t><TradeMark>" + b"<a/>" * 100_001 + b"</TradeMark></t>", "too large"),
        (ST66[:900], "breaks off"),
        (b"<html><body>Sign in</body></html>", "no trademark record"),
        (b"<a>" * 5_000, "breaks off"),
        (b"%PDF-1.7 and so on", "no list"),
        (b"\xd0\xcf\x11\xe0 old workbook", ".xlsx"),
        (b"PK\x03\x04 no zip", "damaged"),
        (b"  \n", "empty"),
    ],
)
def test_what_is_hostile_or_no_list_is_refused_in_a_sentence(data, words):
    with pytest.raises(Unreadable, match=words):
        read(data)


def test_a_workbook_that_unpacks_to_more_than_it_may_is_not_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/sharedStrings.xml", b" " * (65 * 1024 * 1024))
    with pytest.raises(Unreadable, match="too large once unpacked"):
        read(out.getvalue())


def test_a_workbook_with_real_days_and_numbers():
    book = Workbook()
    book.active.append(["Marke", "Registernummer", "Amt", "Klassen", "Ablaufdatum", None])
    book.active.append(["Aurora", 18442190, "EUIPO", 25, date(2041, 5, 4)])
    book.active.append([])
    book.active.append(["Zed", "97", "US", "9, 42", "04/05/2041"])
    out = io.BytesIO()
    book.save(out)
    aurora, zed = read(out.getvalue())
    assert (aurora.details.number, aurora.details.classes, aurora.details.expires_on) == (
        "18442190",
        (25,),
        date(2041, 5, 4),
    )
    assert [(one.line, one.column, one.fact) for one in zed] == [(4, "Ablaufdatum", "expires_on")]
    assert "may mean two days" in zed[0].sentence


def test_encodings_and_separators():
    table = "Name;Nummer;Amt;Klassen\nÄther;1;DE;25\n"
    for data in (table.encode(), table.encode("utf-8-sig"), table.encode("utf-16"), table.replace(";", "\t").encode()):
        [row] = read(data)
        assert row.details.title == "Äther"
    [[(line, _fact, sentence)]] = faults(table.encode("cp1252"))
    assert (line, "UTF-8" in sentence) == (2, True)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2000-05-09-04:00", date(2000, 5, 9)), ("2000-05-09Z", date(2000, 5, 9)), ("20000509", date(2000, 5, 9)),
        ("9.5.2000", date(2000, 5, 9)), ("2000/5/9", date(2000, 5, 9)), ("2000年5月9日", date(2000, 5, 9)),
        ("2000-05-09 00:00:00", date(2000, 5, 9)), ("2000-02-30", None), ("soon", None), ("05/09/2000", None),
    ],
)  # fmt: skip
def test_days_as_people_and_offices_write_them(written, meant):
    line = json.dumps({"title": "A", "number": "1", "office": "US", "classes": "9", "filed_on": written}).encode()
    [row] = read(line, columns={name: name for name in ("title", "number", "office", "classes", "filed_on")})
    assert (row.details.filed_on if isinstance(row, Row) else None) == meant


def test_columns_are_known_in_many_languages():
    assert guessed(["Trade Mark", "Reg. No.", "Owner", "Expiry date"]) == {
        "title": "Trade Mark", "number": "Reg. No.", "holder": "Owner", "expires_on": "Expiry date",
    }  # fmt: skip
    assert guessed(["商標", "登録番号", "区分", "出願日"]) == {
        "title": "商標", "number": "登録番号", "classes": "区分", "filed_on": "出願日",
    }  # fmt: skip
    assert guessed(["Dénomination", "Titulaire", "Date de dépôt"]) == {
        "title": "Dénomination", "holder": "Titulaire", "filed_on": "Date de dépôt",
    }  # fmt: skip
