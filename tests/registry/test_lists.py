"""Lists as people hand them in: what their columns mean, what would change, the job, seven wrong rows mended."""

import csv
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from audit.models import Entry
from registry import exporting, jobs, queries
from registry.models import Assignment, Right, RightList, Specimen, WrongRow
from registry.reading.packed import Packed
from registry.services import lists
from tenancy.errors import Invalid
from tests.registry.conftest import picture
from tests.registry.twins import ST96
from workflow.jobs import done_of, run_ripe

HEAD = ["Trade Mark", "Reg. No.", "Office", "Nice classes", "Date filed", "Expiry", "Our ref"]


def table(*changes, rows=20):
    """A list of twenty marks, the named cells of which are something else."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    wrong = {(line, column): value for line, column, value in changes}
    for n in range(2, rows + 2):
        cells = [f"Fjord {n}", f"01800{n:04}", "EUIPO", "18, 25", "2019-05-04", "2041-05-04", f"TM-{n}"]
        writer.writerow([wrong.get((n, name), cell) for name, cell in zip(HEAD, cells, strict=True)])
    return out.getvalue().encode()


SEVEN = (
    (3, "Date filed", "04/05/2019"), (5, "Nice classes", "25, coats"), (6, "Office", "Atlantis"), (8, "Trade Mark", ""),
    (9, "Nice classes", ""), (11, "Expiry", "2021-05-04"), (14, "Our ref", "TM-13"),
)  # fmt: skip
MENDED = {
    3: {"filed_on": "2019-05-04"}, 5: {"classes": "25"}, 6: {"office": "EM"}, 8: {"title": "Fjord 8"},
    9: {"classes": "18"}, 11: {"expires_on": "2041-05-04"}, 14: {"external_id": "TM-14"},
}  # fmt: skip


def received(market, data, name="marks.csv"):
    return lists.receive_list(actor=market.actor("brand"), file=io.BytesIO(data), name=name)


def worked(market):
    for _turn in range(20):
        run_ripe(market.id)


def brought_in(market, data):
    with market.inside():
        listed = lists.bring_in(actor=market.actor("brand"), listed=received(market, data))
    worked(market)
    return listed


def test_seven_wrong_rows_of_a_list_are_mended_in_one_go(open_market):
    listed = brought_in(open_market, table(*SEVEN))
    with open_market.inside():
        listed.refresh_from_db()
        assert listed.job.state == "done"
        told = {row.line: [(one["fact"], one["column"]) for one in row.wrong] for row in WrongRow.objects.all()}
        assert told == {
            3: [("filed_on", "Date filed")], 5: [("classes", "Nice classes")], 6: [("office", "Office")],
            8: [("title", "Trade Mark")], 9: [("classes", "Nice classes")], 11: [("expires_on", "Expiry")],
            14: [("external_id", "Our ref")],
        }  # fmt: skip
        almost = {**MENDED, 5: {"classes": "still coats"}}
        came = lists.mend(actor=open_market.actor("brand"), listed=listed, corrections=almost)
        assert (came.taken, came.still_wrong, Right.objects.count()) == (6, (5,), 19)
        assert WrongRow.objects.get().values["classes"] == "still coats"
        came = lists.mend(actor=open_market.actor("brand"), listed=listed, corrections=MENDED)
        assert (came.taken, came.still_wrong, Right.objects.count()) == (1, (), 20)
        assert Right.objects.get(title="Fjord 5").classes == [25]


def test_the_same_file_again_shows_that_nothing_would_change(open_market):
    brought_in(open_market, table())
    with open_market.inside():
        again = received(open_market, table((7, "Nice classes", "25")))
        entries = Entry.objects.count()
        found = lists.outlook(actor=open_market.actor("brand"), listed=again)
        assert (found.new, found.changed, found.unchanged, found.faults) == (0, 1, 19, {})
        [one] = found.differences
        assert one.fields == (("classes", (18, 25), (25,)),)
        assert Entry.objects.count() == entries
        assert not Right.objects.filter(classes=[25]).exists()
        same = received(open_market, table())
        assert lists.outlook(actor=open_market.actor("brand"), listed=same).unchanged == 20


def test_a_reference_that_stands_twice_changes_no_other_right_while_nobody_has_touched_it(open_market):
    listed = brought_in(open_market, table(*SEVEN))
    with open_market.inside():
        typed = {14: {"external_id": "TM-13", "title": "Fjord 14"}}
        came = lists.mend(actor=open_market.actor("brand"), listed=listed, corrections=typed)
        assert came == lists.Mended(0, (14,))
        assert Right.objects.get(external_id="TM-13").title == "Fjord 13"
        assert listed.wrong_rows.get(line=14).wrong[0]["fact"] == "external_id"


STEPS = b"".join(
    b"<t:Assignment><t:AssignmentIdentifier>%s</t:AssignmentIdentifier><t:AssignmentConveyanceCategory>%s"
    b"</t:AssignmentConveyanceCategory><t:AssignmentExecutedDate>%s</t:AssignmentExecutedDate><t:Assignor><t:EntityName>%s"
    b"</t:EntityName></t:Assignor><t:Assignee><t:EntityName>%s</t:EntityName></t:Assignee></t:Assignment>" % step
    for step in (
        (b"4151/0001", b"ASSIGNS THE ENTIRE INTEREST", b"2020-02-15", b"Fjord One AS", b"Fjord Two AS"),
        (b"5017/0200", b"SECURITY INTEREST", b"2021-03-01", b"Fjord Two AS", b"Nordbank ASA"),
        (b"5017/0300", b"MERGER", b"2021-03-02", b"Fjord Two AS", b""),
    )
)


def test_the_chain_of_title_of_a_register_is_handed_in_once_and_waits_for_a_person(open_market):
    record = ST96.replace(b"</t:Trademark>", STEPS + b"</t:Trademark>")
    for _again in range(2):
        listed = brought_in(open_market, record)
        with open_market.inside():
            assert listed.wrong_rows.count() == 0
            rows = Assignment.objects.order_by("executed_on")
            assert [(row.kind, row.office_reference, row.giver, row.state) for row in rows] == [
                ("assignment", "4151/0001", "Fjord One AS", "recorded"), ("security", "5017/0200", "Fjord Two AS", "recorded"),
            ]  # fmt: skip
            assert Entry.objects.filter(verb="title.recorded").count() == 2


def test_a_job_whose_worker_died_goes_on_and_doubles_nothing(open_market, monkeypatch):
    monkeypatch.setattr(jobs, "MOST_TOGETHER", 4)
    with open_market.inside():
        listed = lists.bring_in(actor=open_market.actor("brand"), listed=received(open_market, table(*SEVEN)))
    calls, real = iter(range(100)), jobs.set_aside

    def dies(*args):
        real(*args)
        if next(calls) == 2:
            raise RuntimeError("killed after it wrote")

    monkeypatch.setattr(jobs, "set_aside", dies)
    worked(open_market)
    with open_market.inside():
        assert Right.objects.count() < 13
        jobs._open.clear()  # it goes on in another process
        listed.job.parts.update(next_at=listed.job.asked_at)
    worked(open_market)
    with open_market.inside():
        listed.job.refresh_from_db()
        done = done_of([listed.job])[listed.job.id]
        assert (listed.job.state, done.done, done.failed) == ("done", 20, 7)
        assert (Right.objects.count(), WrongRow.objects.count()) == (13, 7)


def test_columns_chosen_once_are_chosen_the_next_time(open_market):
    with open_market.inside():
        actor = open_market.actor("brand")
        first = received(open_market, table())
        assert first.columns["number"] == "Reg. No."
        columns = {**first.columns, "aliases": "Our ref"}
        constants = {"kind": "trademark", "territories": "EU, JP"}
        lists.map_list(actor=actor, listed=first, columns=columns, constants=constants)
        lists.bring_in(actor=actor, listed=first)
        assert received(open_market, table()).columns["aliases"] == "Our ref"
        with pytest.raises(Invalid) as refused:
            lists.map_list(actor=actor, listed=received(open_market, table()), columns={"number": "Nowhere"},
                           constants={"territories": "Atlantis"})  # fmt: skip
        assert set(refused.value.fields) == {"number", "all_territories"}


@pytest.mark.parametrize("format", ["csv", "xlsx", "jsonl"])
def test_what_is_exported_comes_back_as_it_is(open_market, format):
    brought_in(open_market, table(rows=3))
    with open_market.inside():
        right = Right.objects.order_by("id").first()
        right.aliases = ["A; B", "=SUM(1)"]
        right.goods = {"18": "bags", "25": "coats"}
        right.priorities = [{"office": "NO", "number": "2019 01", "filed_on": "2019-01-03"}]
        right.save()
        rows = queries.rights(open_market.actor("brand"))
        data = b"".join(exporting.WRITERS[format](exporting.records(rows)))
        listed = received(open_market, data, name=f"rights.{format}")
        found = lists.outlook(actor=open_market.actor("brand"), listed=listed)
        assert (found.new, found.changed, found.unchanged, found.faults) == (0, 0, 3, {})


def test_a_person_uploads_looks_brings_in_and_mends(as_, open_market):
    client = as_(open_market, "brand")
    sent = {"file": SimpleUploadedFile("marks.csv", table(*SEVEN))}
    answer = client.post(open_market.url("rights/import"), sent)
    assert answer.status_code == 303
    page = client.get(answer["Location"])
    assert "Reg. No." in page.text
    with open_market.inside():
        listed = RightList.objects.get()
    columns = {f"column_{fact}": name for fact, name in listed.columns.items()}
    mapped = {**columns, "all_kind": "trademark", "all_territories": "EU"}
    looked = client.post(answer["Location"], mapped)
    assert "may mean two days" in client.get(looked["Location"]).text
    assert client.post(answer["Location"], {**mapped, "bring_in": "1"}).status_code == 303
    worked(open_market)
    page = client.get(answer["Location"])
    assert page.text.count('class="field wrong"') == 7
    wrong = b"".join(client.get(f"{answer['Location']}/wrong").streaming_content).decode()
    assert len(list(csv.reader(io.StringIO(wrong)))) == 8
    typed = {f"{line}-{fact}": text for line, facts in MENDED.items() for fact, text in facts.items()}
    almost = client.post(f"{answer['Location']}/mend", {**typed, "5-classes": "coats"})
    assert almost.status_code == 422
    assert 'value="coats"' in almost.text
    assert client.post(f"{answer['Location']}/mend", typed).status_code == 303
    assert "Nothing to mend" in client.get(answer["Location"]).text


def test_a_program_hands_in_a_list_and_reads_what_came_of_it(open_market, client):
    key = open_market.keys["brand"].headers
    sent = {"list": SimpleUploadedFile("marks.csv", table(*SEVEN)), "constants": '{"kind": "trademark"}'}
    answer = client.post(open_market.url("api/v1/rights/imports"), sent, headers=key)
    assert answer.status_code == 201
    worked(open_market)
    read = client.get(answer["Location"], headers=key).json()
    assert (read["state"], read["done"], read["counts"]["new"]) == ("done", 20, 13)
    assert [row["line"] for row in read["wrong_rows"]] == [3, 5, 6, 8, 9, 11, 14]
    again = client.post(
        open_market.url("api/v1/rights/imports"), {"list": SimpleUploadedFile("a.pdf", b"%PDF-1.4")}, headers=key
    )
    assert again.status_code == 422
    sent = {
        "list": SimpleUploadedFile("marks.csv", b"title,ref,logo\nFjord,A-1,fjord.png\n"),
        "constants": '{"kind": "copyright", "territories": "EU"}',
        "pictures": SimpleUploadedFile("p.zip", packed({"fjord.png": picture()})),
    }  # fmt: skip
    answer = client.post(open_market.url("api/v1/rights/imports"), sent, headers=key)
    worked(open_market)
    assert client.get(answer["Location"], headers=key).json()["counts"]["pictures"] == 1


def packed(files, **options):
    """A ZIP of files by path; `links` are made links to elsewhere."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", options.get("method", zipfile.ZIP_DEFLATED)) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
        for path in options.get("links", ()):
            link = zipfile.ZipInfo(path)
            link.external_attr = 0o120777 << 16
            archive.writestr(link, "/etc/passwd")
    return out.getvalue()


PICTURED = (
    b"Mark,Ref,Logo\nFjord,A-1,fjord.png\nFjell,A-2,logos/FJELL.PNG\nFoss,A-3,foss.png\nFonn,A-4,fonn.png\nFisk,A-5,\n"
)


@pytest.mark.parametrize("beside", [True, False], ids=["beside the list", "with the list in it"])
def test_pictures_come_with_a_list_and_those_that_are_missing_or_broken_are_named(as_, open_market, beside):
    pictures = {
        "set/logos/fjell.png": picture("blue"),
        "fjord.png": picture(),
        "foss.png": b"\x89PNG\r\n\x1a\n" + b"x" * 40,
    }
    sent = {
        "file": SimpleUploadedFile("marks.csv", PICTURED),
        "pictures": SimpleUploadedFile("p.zip", packed(pictures)),
    }
    if not beside:
        sent = {
            "file": SimpleUploadedFile(
                "all.zip", packed({"marks.csv": PICTURED, "__MACOSX/._marks.csv": b"x", **pictures})
            )
        }
    client = as_(open_market, "brand")
    answer = client.post(open_market.url("rights/import"), sent)
    page = client.get(f"{answer['Location']}?check=1").text
    assert "There is no such picture in the ZIP." in page
    columns = {"column_title": "Mark", "column_external_id": "Ref", "column_picture": "Logo", "all_kind": "copyright"}
    assert client.post(answer["Location"], {**columns, "all_territories": "EU", "bring_in": "1"}).status_code == 303
    worked(open_market)
    with open_market.inside():
        shown = Specimen.objects.values_list("right__title", flat=True)
        assert (sorted(shown), sorted(Right.objects.values_list("title", flat=True))) == (
            ["Fjell", "Fjord"], ["Fisk", "Fjell", "Fjord"],
        )  # fmt: skip
        told = {row.line: [(one["fact"], one["column"]) for one in row.wrong] for row in WrongRow.objects.all()}
        assert told == {4: [("picture", "Logo")], 5: [("picture", "Logo")]}
    mended = client.post(f"{answer['Location']}/mend", {"4-picture": "", "5-picture": "fjord.png"})
    assert mended.status_code == 303
    with open_market.inside():
        assert (Right.objects.count(), Specimen.objects.count(), WrongRow.objects.count()) == (5, 3, 0)


@pytest.mark.parametrize(
    ("archive", "says"),
    [
        (packed({"../../fjord.png": b"x"}), "leads out"),
        (packed({"/etc/fjord.png": b"x"}), "leads out"),
        (packed({"C:\\fjord.png": b"x"}), "leads out"),
        (packed({"a.png": b"x"}, links=["fjord.png"]), "is a link"),
        (packed({"fjord.png": b"\0" * 30_000_000}), "too large once unpacked"),
        (packed({f"{n}.png": b"" for n in range(5_001)}), "too many files"),
        (packed({"a.png": b"x"}, method=zipfile.ZIP_LZMA), "not read here"),
        (packed({"a.png": b"x"})[:-20], "damaged"),
        (b"no zip at all", "damaged"),
    ],
    ids=["up", "from the root", "a drive", "a link", "a bomb", "many", "another method", "cut off", "no zip"],
)  # fmt: skip
def test_a_hostile_zip_of_pictures_is_refused_in_words_and_keeps_what_was_typed(open_market, archive, says):
    with open_market.inside(), pytest.raises(Invalid, match=says) as refused:
        lists.receive_list(
            actor=open_market.actor("brand"), file=io.BytesIO(PICTURED), name="marks.csv", pictures=io.BytesIO(archive)
        )
    assert set(refused.value.fields) == {"pictures"}
    with open_market.inside():
        assert not RightList.objects.exists()


def test_a_file_in_a_zip_that_says_it_is_smaller_than_it_is_stays_within_its_limit(open_market):
    data = bytearray(packed({"fjord.png": b"\0" * 900_000}))
    at = data.index(b"PK\x01\x02") + 24  # what the list of contents says of the unpacked size
    data[at : at + 4] = (900).to_bytes(4, "little")
    with pytest.raises(ValueError, match="damaged"):
        Packed(bytes(data)).read("fjord.png", 10_000)
