"""Handed in once, shown to whom it concerns, opened with a reason; each of them in the log."""

import hashlib
import io
import os
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, connections, transaction
from PIL import Image

from audit.models import Entry, Mention, Secret
from audit.rows import commitment_of
from audit.verify import verify
from evidence import files, services, verbs
from evidence.models import Evidence, Label, Showing
from gateway.uploads import checked_picture
from tenancy.context import tenant
from tenancy.errors import Denied, Invalid, NotFound
from tests.evidence.conftest import PDF, photo

pytestmark = pytest.mark.django_db(databases="__all__")


def originals() -> list[Path]:
    return [path for path in Path(settings.EVIDENCE_DIR).rglob("*") if path.is_file()]


def stored(market, name="brand", data=None, **options) -> Evidence:
    return services.store(data=data or photo(), kind="specimen", actor=market.actor(name), **options)


def test_what_is_handed_in_lies_as_it_came_and_is_in_the_log(market):
    data = photo(exif=Image.Exif())
    evidence = stored(market, data=data, media_type="image/jpeg", label="The shoe, seen from the left")
    assert (evidence.width, evidence.height, evidence.size) == (300, 200, len(data))
    assert evidence.sha256 == hashlib.sha256(data).hexdigest()
    assert evidence.reference.startswith("EV-")
    assert evidence.party_id == market.actor("brand").party_id
    assert [path.read_bytes() for path in originals()] == [data]
    entry = Entry.objects.get(verb="evidence.stored")
    assert entry.subject_id == evidence.id
    assert Mention.objects.filter(entry_id=entry.id, kind=Mention.PARTY, target_id=evidence.party_id).exists()
    assert services.labels_of([evidence]) == {evidence.id: "The shoe, seen from the left"}


def test_the_log_commits_to_the_row_and_says_none_of_it(market):
    evidence = stored(market, label="Zoë's shoe")
    data = bytes(Entry.objects.get(verb="evidence.stored").data)
    salt = Secret.objects.get(owner_id=evidence.id, name="row").salt
    assert bytes(evidence.commitment).hex().encode() in data
    assert commitment_of(Evidence.objects.get(id=evidence.id), bytes(salt)) == bytes(evidence.commitment)
    for word in ("Zoë", "shoe", evidence.sha256, evidence.address):
        assert word.encode() not in data


def test_a_row_changed_behind_the_log_is_found(market):
    evidence = stored(market)
    assert verify(rows=True).whole
    with pytest.raises(DatabaseError), transaction.atomic():
        Evidence.objects.filter(id=evidence.id).update(sha256="0" * 64)
    evidence.sha256 = "0" * 64
    salt = Secret.objects.get(owner_id=evidence.id, name="row").salt
    assert commitment_of(evidence, bytes(salt)) != bytes(evidence.commitment)


def test_the_same_bytes_are_two_rows_and_one_file(market):
    one, two = stored(market), stored(market, "seller")
    assert one.reference != two.reference
    assert one.address == two.address
    assert len(originals()) == 1


def test_each_marketplace_has_its_own_file(world):
    for market in world:
        with market.inside():
            stored(market)
    assert len(originals()) == 2
    assert len({path.name for path in originals()}) == 2


def test_a_checked_picture_is_not_checked_again(market, monkeypatch):
    checked = checked_picture(photo())
    monkeypatch.setattr(services, "checked_picture", None)
    assert stored(market, data=checked).media_type == "image/jpeg"


def test_a_document_is_kept_without_a_copy_to_look_at(market):
    evidence = stored(market, data=PDF, media_type="application/pdf")
    assert (evidence.is_picture, evidence.width) == (False, None)
    with pytest.raises(NotFound):
        services.served_picture(evidence, 480)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"<html>", "image/png"),
        (b"<html>", ""),
        (PDF, "image/png"),
        (photo(), "image/png"),
        (photo()[:500], "image/jpeg"),
    ],
)
def test_what_is_not_what_it_says_is_refused_and_leaves_nothing(market, data, media_type):
    with pytest.raises(Invalid):
        services.store(data=data, kind="specimen", media_type=media_type, actor=market.actor("brand"))
    assert not originals()
    assert not Entry.objects.filter(verb="evidence.stored").exists()


def test_a_label_is_text(market):
    with pytest.raises(Invalid):
        stored(market, label="a\x00b")
    evidence = stored(market, label="x" * 500)
    assert Label.objects.get(evidence=evidence).text == "x" * 200


def see(market, name) -> set:
    return set(Evidence.objects.visible_to(market.actor(name)).values_list("reference", flat=True))


def test_a_party_sees_its_own_and_what_it_was_shown(market):
    mine = stored(market, "brand")
    theirs = stored(market, "seller", photo("blue"))
    public = stored(market, "seller", photo("green"), open_to_members=True)
    everything = {mine.reference, theirs.reference, public.reference}
    for name in ("lead", "reviewer", "auditor"):
        assert see(market, name) == everything
    assert (
        see(market, "brand")
        == see(market, "brand_reader")
        == see(market, "agent")
        == {mine.reference, public.reference}
    )
    assert see(market, "seller") == {theirs.reference, public.reference}
    assert see(market, "rival") == see(market, "other_seller") == see(market, "scanner") == {public.reference}
    services.show(evidence=[mine], party=market.parties["seller"], actor=market.actor("reviewer"))
    assert mine.reference in see(market, "seller")
    assert mine.reference not in see(market, "other_seller")


def test_showing_is_said_once_and_to_whom(market):
    pieces = [stored(market, data=photo(colour)) for colour in ("red", "blue")]
    for _ in range(3):
        services.show(evidence=pieces, party=market.parties["seller"], actor=market.actor("reviewer"))
    services.show(evidence=pieces, party=market.parties["brand"], actor=market.actor("reviewer"))
    entry = Entry.objects.get(verb="evidence.shown")
    seen_by = set(Mention.objects.filter(entry_id=entry.id, kind=Mention.PARTY).values_list("target_id", flat=True))
    about = set(Mention.objects.filter(entry_id=entry.id, kind=Mention.ABOUT).values_list("target_id", flat=True))
    assert market.parties["seller"].id in seen_by
    assert about == {piece.id for piece in pieces}
    assert Showing.objects.count() == 2


def test_strangers_see_nothing_of_another_marketplace(world):
    with world.market.inside():
        evidence = stored(world.market)
    with world.other.inside():
        assert not Evidence.objects.filter(id=evidence.id).exists()
        assert see(world.other, "lead") == set()
        with pytest.raises(NotFound):
            services.open_original(evidence=evidence, actor=world.other.actor("lead"), why="curious")


def test_an_original_is_opened_with_a_reason_that_stands_in_the_log(market):
    data = photo()
    evidence = stored(market, data=data)
    assert services.open_original(evidence=evidence, actor=market.actor("reviewer"), why="Compare the seam") == data
    entry = Entry.objects.get(verb="evidence.opened")
    assert b"seam" not in bytes(entry.data)
    assert Secret.objects.get(owner_id=entry.id, name="why").value == "Compare the seam"
    with pytest.raises(Invalid):
        services.open_original(evidence=evidence, actor=market.actor("reviewer"), why="  ")
    assert Entry.objects.filter(verb="evidence.opened").count() == 1


def test_the_other_side_gets_documents_but_not_the_original_of_a_picture(market):
    picture, document = stored(market), stored(market, data=PDF)
    services.show(evidence=[picture, document], party=market.parties["seller"], actor=market.actor("reviewer"))
    seller = market.actor("seller")
    with pytest.raises(Denied):
        services.open_original(evidence=picture, actor=seller, why="to see where it was taken")
    assert services.open_original(evidence=document, actor=seller, why="to read it") == PDF
    assert services.open_original(evidence=picture, actor=market.actor("agent"), why="for the brand")


def test_a_damaged_original_is_not_handed_out(market):
    evidence = stored(market)
    files.original_path(market.id, evidence.address).write_bytes(photo("blue"))
    with pytest.raises(files.Damaged):
        services.open_original(evidence=evidence, actor=market.actor("lead"), why="check")
    with pytest.raises(files.Damaged):
        services.served_picture(evidence, 480)


def test_an_erased_original_is_not_there(market):
    evidence = stored(market)
    services.served_picture(evidence, 480)
    files.original_path(market.id, evidence.address).unlink()
    files.forget_copies(market.id, evidence.address)
    with pytest.raises(NotFound):
        services.open_original(evidence=evidence, actor=market.actor("lead"), why="check")
    with pytest.raises(NotFound):
        services.served_picture(evidence, 480)


def test_the_working_copy_has_no_metadata_and_is_made_once(market, monkeypatch):
    exif = Image.Exif()
    exif[0x0110] = "Camera of the test buyer"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    evidence = stored(market, data=photo(size=(3000, 2000), exif=exif))
    served = services.served_picture(evidence, 400)
    image = Image.open(io.BytesIO(served.data))
    assert image.size == (320, 480)
    assert not dict(image.getexif())
    assert b"Camera" not in served.data
    monkeypatch.setattr(services, "stripped", None)
    for side in (161, 400, 480):
        assert services.served_picture(evidence, side) == served


def test_the_largest_copy_is_the_end(market):
    evidence = stored(market, data=photo(size=(2600, 1000), format="PNG"))
    served = services.served_picture(evidence, 10_000)
    assert served.media_type == "image/png"
    assert Image.open(io.BytesIO(served.data)).size == (2400, 923)


def test_what_a_failed_transaction_leaves_is_swept_once_it_is_old(market):
    kept = stored(market)
    with transaction.atomic():
        lost = stored(market, data=photo("blue"))
        transaction.set_rollback(True)
    assert len(originals()) == 2
    assert services.sweep_orphans() == 0
    unfinished = files.original_path(market.id, kept.address).with_name("x.new")
    unfinished.write_bytes(b"half")
    for path in originals():
        os.utime(path, (0, 0))
    assert services.sweep_orphans() == 2
    assert [path.name for path in originals()] == [kept.address]
    assert not Evidence.objects.filter(reference=lost.reference).exists()


def test_evidence_cannot_be_edited_or_deleted_by_the_product(market):
    evidence = stored(market)
    for statement in ("UPDATE evidence_evidence SET kind = 'x'", "DELETE FROM evidence_evidence"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Evidence.objects.get(id=evidence.id).kind == "specimen"


@pytest.mark.django_db(transaction=True)
def test_a_sweep_leaves_alone_what_is_being_stored_again(open_market):
    """The file is old and no row names it; at this moment somebody hands in the same bytes."""
    with open_market.inside():
        stored(open_market)
        transaction.set_rollback(True)
    (path,) = originals()
    os.utime(path, (0, 0))
    swept = []

    def sweep() -> None:
        with tenant(open_market.id):
            swept.append(services.sweep_orphans(age=timedelta(days=1)))
        connections.close_all()

    with open_market.inside():
        evidence = stored(open_market)
        thread = threading.Thread(target=sweep)
        thread.start()
        thread.join()
    sweep()
    assert swept == [0, 0]
    with open_market.inside():
        assert services.open_original(evidence=evidence, actor=open_market.system, why="still there") == photo()


@pytest.mark.django_db(transaction=True)
def test_many_hand_in_the_same_bytes_at_once(open_market):
    start = threading.Barrier(6)

    def hand_in() -> None:
        start.wait()
        with tenant(open_market.id):
            stored(open_market)
        connections.close_all()

    threads = [threading.Thread(target=hand_in) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open_market.inside():
        assert Evidence.objects.count() == 6
        assert Entry.objects.filter(verb="evidence.stored").count() == 6
    assert len(originals()) == 1


def test_the_verbs_read_as_sentences():
    said = verbs.STORED.say({"kind": "specimen", "media_type": "image/png"})
    assert said == "Evidence handed in (specimen, image/png)"
