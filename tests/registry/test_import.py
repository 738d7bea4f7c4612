"""Lists of rights: what is wrong is said with line and column, the rest goes in, and the same again changes nothing."""

import csv
import io
import json
import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from audit.models import Entry, Secret
from audit.rows import commitment_of
from audit.sequencer import sequence
from audit.verify import verify
from registry import queries
from registry.details import Details
from registry.models import ImportedRow, Right, SearchWord, Specimen
from registry.reading.facts import Row
from registry.services.imports import import_rows
from tenancy.actor import Actor
from tests.registry.conftest import picture

DATA = Path(os.environ.get("MARKWARDEN_SHARED_DATA") or Path(settings.BASE_DIR).parent / "shared" / "data")
SHARED = DATA / "marks-simple-icons"
ROWS = [
    {
        "title": "Aurora",
        "slug": "aurora",
        "aliases": {"aka": ["Aurora Co"], "loc": {"ja": "オーロラ"}, "dup": [{"title": "No"}]},
    },
    {"title": "Borealis", "slug": "borealis", "png": "pictures/borealis.png", "hex": "ff0000"},
    {"title": "Café", "slug": "cafe", "png": "pictures/../../secret.png"},
    {"title": "", "slug": "empty"},
    {"title": "Twice", "slug": "aurora"},
    {"title": 7.5, "slug": "number"},
    {"title": "Nameless"},
]
CLASSES = "slug,nice_classes,everyday_word,famous_goods\naurora,9 25,yes,no\nborealis,25,no,yes\ncafe,43,yes,no\n"


def run(*words, **options):
    out, err = io.StringIO(), io.StringIO()
    call_command("import_rights", *map(str, words), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def folder(tmp_path):
    """A list in JSON Lines with a line that is none, its classes and its pictures."""
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "borealis.png").write_bytes(picture())
    (tmp_path.parent / "secret.png").write_bytes(picture())
    lines = [json.dumps(row, ensure_ascii=False) for row in ROWS]
    (tmp_path / "marks.jsonl").write_text("\n".join([*lines, "{not json", ""]), encoding="utf-8")
    (tmp_path / "classes.csv").write_text(CLASSES)
    return tmp_path


@pytest.fixture
def bring_in(open_market, folder):
    def go(*more):
        return run(
            open_market.slug, folder / "marks.jsonl", "--owner", "Aurora Outdoor", "--classes", folder / "classes.csv",
            "--pictures", folder, "--verified", *more,
        )  # fmt: skip

    return go


def test_what_is_sound_goes_in_and_the_rest_is_named(open_market, bring_in):
    out, err = bring_in()
    assert out.startswith("2 new, 0 changed, 0 unchanged, 6 refused; 1 pictures")
    assert [line.split(":")[0] for line in err.splitlines() if line.startswith("line")] == [
        "line 3, png", "line 4, title", "line 5, external_id", "line 6, title", "line 7, external_id", "line 8",
    ]  # fmt: skip
    with open_market.inside():
        aurora, borealis = queries.live_marks()
        assert aurora.wordings == ("Aurora", "Aurora Co", "オーロラ")
        assert (aurora.classes, aurora.everyday, aurora.famous) == ((9, 25), True, False)
        assert aurora.territories == ("DE",)
        assert [len(mark.specimens) for mark in (aurora, borealis)] == [0, 1]
        assert queries.rights(open_market.actor("brand"), search="オーロ").get().title == "Aurora"


def test_the_same_list_again_changes_nothing(open_market, bring_in):
    bring_in()
    with open_market.inside():
        entries, rows = Entry.objects.count(), list(Right.objects.order_by("id").values())
    out, _err = bring_in()
    assert out.startswith("0 new, 0 changed, 2 unchanged, 6 refused; 0 pictures")
    with open_market.inside():
        assert (Entry.objects.count(), list(Right.objects.order_by("id").values())) == (entries, rows)
        assert Specimen.objects.count() == 1


def test_a_list_that_says_otherwise_changes_what_it_names(open_market, bring_in):
    bring_in()
    out, _err = bring_in("--territories", "EU,JP")
    assert out.startswith("0 new, 2 changed")
    with open_market.inside():
        assert {tuple(right.territories) for right in Right.objects.all()} == {("EU", "JP")}
        assert {right.state for right in Right.objects.all()} == {"verified"}
        assert SearchWord.objects.filter(word="aurora").count() == 1
        assert Right.objects.get(external_id="aurora").history.count() >= 2


def test_one_entry_commits_to_every_row(open_market, bring_in):
    bring_in()
    with open_market.inside():
        entry = Entry.objects.get(verb="rights.imported")
        for row in ImportedRow.objects.all():
            salt = bytes(Secret.objects.get(owner_id=row.id, name="row").salt)
            assert commitment_of(row, salt) == bytes(row.commitment)
            assert row.commitment.hex().encode() in bytes(entry.data)
        assert b"Aurora" not in bytes(entry.data)


def test_a_row_changed_behind_the_log_is_found(open_market, bring_in):
    bring_in()
    sequence(open_market.id, b"\x07" * 32)
    with open_market.inside():
        assert verify(rows=True).faults == []
        row = ImportedRow.objects.first()
        ImportedRow(tenant_id=row.tenant_id, right_id=row.right_id, line=9, content={}, commitment=b"\x00" * 32).save(
            force_insert=True
        )
        assert len(verify(rows=True).faults) == 1


def test_a_spreadsheet_with_semicolons_and_numbers(open_market, tmp_path):
    rows = [
        {"name": "Aurora", "office": "EM", "number": "018 442 190", "classes": "18, 25", "expires_on": "2041-05-04"},
        {"name": "'=Sum", "office": "US", "number": "97", "classes": "25", "expires_on": "04/05/2041"},
        {"name": "'=Sum", "office": "US", "number": "98", "classes": "25", "expires_on": ""},
        {"name": "Zed", "office": "QQ", "number": "1", "classes": "99", "expires_on": ""},
    ]
    with (tmp_path / "list.csv").open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, rows[0], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    out, err = run(open_market.slug, tmp_path / "list.csv", "--owner", open_market.parties["rival"].reference)
    assert out.startswith("2 new, 0 changed, 0 unchanged, 2 refused")
    assert "line 3, expires_on" in err
    assert "line 5, office" in err
    assert "line 5, classes" in err
    with open_market.inside():
        found = {right.number: (right.title, right.state, right.territories) for right in Right.objects.all()}
        assert found == {"018442190": ("Aurora", "submitted", ["EU"]), "98": ("=Sum", "submitted", ["US"])}


def test_a_new_owner_is_registered_on_request(open_market, folder):
    with pytest.raises(CommandError):
        run(open_market.slug, folder / "marks.jsonl", "--owner", "Nobody Yet")
    out, _err = run(open_market.slug, folder / "marks.jsonl", "--owner", "Nobody Yet", "--new-owner", "JP")
    assert out.startswith("3 new")
    with open_market.inside():
        assert {tuple(right.territories) for right in Right.objects.all()} == {("JP",)}


@pytest.mark.shared
def test_the_whole_list_of_real_marks(open_market):
    if not SHARED.is_dir():
        pytest.skip(f"The folder of real data is not here: {SHARED}")
    out, _err = run(
        open_market.slug, SHARED / "marks.jsonl", "--owner", "Aurora Outdoor", "--classes", SHARED / "classes.csv",
        "--pictures", SHARED, "--territories", "EU,US", "--verified",
    )  # fmt: skip
    assert out.startswith("1558 new, 0 changed, 0 unchanged, 0 refused; 300 pictures"), out


@pytest.mark.django_db
def test_a_verified_list_does_not_enforce_what_fell_at_its_office(market):
    """Neither on its way in nor later; what the register says again to stand is enforced again."""
    owner, actor = market.parties["brand"], Actor.system(market.id)

    def bring_in(**status):
        rows = [
            Row(line, Details("trademark", title, external_id=title, classes=(25,), territories=("DE",), status=says))
            for line, (title, says) in enumerate(status.items(), 1)
        ]
        went = import_rows(actor=actor, owner=owner, rows=rows, verified=True)
        assert not went.faults
        return {right.title: right.state for right in Right.objects.all()}

    assert bring_in(Aurora="registered", Borealis="registration_cancelled", Corona="appeal_pending") == {
        "Aurora": "verified", "Borealis": "submitted", "Corona": "verified",
    }  # fmt: skip
    assert bring_in(Aurora="expired", Borealis="registered")["Aurora"] == "submitted"
    assert bring_in(Aurora="expired")["Borealis"] == "verified"
    assert bring_in(Aurora="registered")["Aurora"] == "verified"
