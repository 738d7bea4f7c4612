import csv
import io
import json
import os
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse

from gateway.text import clean, disposition, file_name, neutral_cell, plain_cell
from tenancy.errors import Invalid
from tests.gateway.words import NAUGHTY

DATA = Path(os.environ.get("MARKWARDEN_SHARED_DATA") or Path(settings.BASE_DIR).parent / "shared" / "data")
SHARED = DATA / "text-evasion" / "naughty-strings-even.json"


def naughty():
    if SHARED.exists():
        return [*NAUGHTY, *json.loads(SHARED.read_text())]
    return NAUGHTY


def test_what_people_type_is_kept_as_typed():
    for text in naughty():
        assert clean(text) == text


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "x\udfff"])
def test_what_is_not_text_is_refused_in_words(text):
    with pytest.raises(Invalid) as refused:
        clean(text, name="title")
    assert refused.value.fields["title"][0].startswith("This contains")


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＋1", "－1", "＠A", "'=1", "''=1"]


def test_no_cell_starts_a_formula_and_every_cell_can_be_read_back():
    for text in [*FORMULAS, *naughty()]:
        cell = neutral_cell(text)
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
        assert plain_cell(cell) == text
    out = io.StringIO(newline="")
    csv.writer(out).writerow([neutral_cell(text) for text in FORMULAS])
    (row,) = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert [plain_cell(cell) for cell in row] == FORMULAS


def test_numbers_stay_numbers():
    assert (neutral_cell(-5), neutral_cell(None), neutral_cell("Nike")) == ("-5", "", "Nike")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\photo.jpg", "photo.jpg"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie x=1.pdf"),
        ("invoice\u202egpj.exe", "invoicegpj.exe"),
        ("nul", "file"),
        ("COM1.txt", "file"),
        ("...", "file"),
        ("", "file"),
        ("Rechnung Größe.pdf", "Rechnung Größe.pdf"),
    ],
)
def test_a_file_name_is_nothing_else(name, kept):
    assert file_name(name) == kept


def test_a_long_name_keeps_its_ending():
    assert file_name("x" * 500 + ".pdf").endswith(".pdf")
    assert len(file_name("x" * 500 + ".pdf")) <= 120


def test_a_header_stays_one_header():
    for name in [*naughty(), 'a";filename="evil.exe', "a\r\nX: 1", "größe.pdf"]:
        header = disposition(name, download=True)
        assert header.startswith("attachment")
        assert not {"\r", "\n", "\x00"} & set(header)
        HttpResponse()["Content-Disposition"] = header
