"""The reference index of a process: fresh within the next listing, the same version in every process, never a leak."""

import threading
from datetime import timedelta

import pytest
from django.db import connections, transaction

from registry import services as registry
from registry.models import Right
from scanner import pictures, reference, services
from scanner.models import IndexVersion, PictureHash
from tenancy.context import database_now, tenant
from tests.scanner.conftest import another_process
from tests.scanner.stage import HIDDEN, copyright_, png, published, trademark, waiting


def test_a_right_is_found_in_the_next_listing_without_a_full_build(market, monkeypatch):
    trademark(market)
    assert published(market, "A-1", "Quillmore weekender")[1].found == ()
    monkeypatch.setattr(reference, "_built", lambda watermark: pytest.fail("a full build"))
    right = trademark(market, "Quillmore", number="018442191")
    assert [found.right_id for found in published(market, "A-2", "Quillmore weekender")[1].found] == [right.id]
    registry.retire_right(actor=market.actor("brand"), right=right, reason="Sold.")
    assert published(market, "A-3", "Quillmore weekender")[1].found == ()


def test_a_specimen_is_compared_with_from_the_next_listing_on(market):
    right = copyright_(market, picture=None)
    assert published(market, "A-1", "Poster", pictures=[png(1)])[1].found == ()
    registry.add_specimen(actor=market.actor("lead"), right=right, picture=png(1))
    assert [found.right_id for found in published(market, "A-2", "Poster", pictures=[png(1)])[1].found] == [right.id]


def test_two_processes_agree_on_the_version_that_scans_name(market, monkeypatch):
    trademark(market)
    mine = reference.current().version
    another_process(monkeypatch)
    assert reference.current().version == mine
    trademark(market, "Quillmore", number="018442191")
    theirs = reference.current().version
    assert theirs.number == mine.number + 1
    another_process(monkeypatch)
    assert reference.current().version == theirs
    assert IndexVersion.objects.count() == 2


def test_a_rolled_back_transaction_leaves_no_index_of_what_never_was(market):
    trademark(market)
    reference.current()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        trademark(market, "Quillmore", number="018442191")
        reference.current()
        raise ZeroDivisionError
    listing, scanned = published(market, "A-1", "Quillmore weekender")
    assert scanned.found == ()
    assert listing.state == "public"
    assert published(market, "A-2", HIDDEN)[0].state == "held"


def test_an_index_first_built_in_a_transaction_that_failed_is_built_again(market):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        trademark(market)
        reference.current()
        raise ZeroDivisionError
    assert published(market)[1].found == ()


def test_too_many_changes_are_not_a_web_requests_work(market, monkeypatch):
    trademark(market)
    reference.current()
    monkeypatch.setattr(reference, "FEW_CHANGES", 1)
    for number in range(2):
        trademark(market, f"Quillmore {number}", number=f"01844220{number}")
    assert reference.if_in_memory() is None
    assert reference.current().version
    assert reference.if_in_memory() is not None


def test_an_expired_right_is_searched_for_no_more(market):
    day = database_now().date()
    right = trademark(market, expires_on=day + timedelta(days=400))
    assert published(market)[1].found
    Right.objects.filter(id=right.id).update(expires_on=day - timedelta(days=1))
    registry.add_specimen(actor=market.actor("lead"), right=right, picture=png(5))
    assert published(market, "A-2")[1].found == ()


def test_the_same_picture_is_decoded_once(market, monkeypatch):
    copyright_(market)
    published(market, "A-1", "Poster", pictures=[png(2)])
    assert PictureHash.objects.count() == 2
    monkeypatch.setattr(pictures, "_read", lambda piece: pytest.fail("decoded again"))
    published(market, "A-2", "Poster", pictures=[png(2)])
    assert published(market, "A-3", "Poster", pictures=[png(1)])[0].state == "held"


def test_a_damaged_specimen_stops_nobody_and_is_tried_again(market, settings, monkeypatch):
    copyright_(market)
    [original] = [path for path in settings.EVIDENCE_DIR.rglob("*") if path.is_file()]
    sound = original.read_bytes()
    original.write_bytes(b"something else")
    assert published(market, "A-1", "Poster")[0].state == "public"
    original.write_bytes(sound)
    another_process(monkeypatch)
    assert published(market, "A-2", "Poster", pictures=[png(1)])[0].state == "held"


@pytest.mark.django_db(transaction=True)
def test_a_web_process_loads_in_a_thread_and_leaves_no_connection_open(open_market):
    market = open_market
    with market.inside():
        trademark(market)
        listing = waiting(market, title=HIDDEN)
        assert services.publish(actor=market.actor("seller"), listing=listing).outcome == "checking"
    for thread in [one for one in threading.enumerate() if one.name == f"index {market.id}"]:
        thread.join(timeout=30)
    with tenant(market.id):
        assert reference.if_in_memory() is not None
        assert services.publish(actor=market.actor("seller"), listing=listing).outcome == "held"
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle'")
        assert cursor.fetchone()[0] == 1


@pytest.mark.django_db(transaction=True)
def test_a_thread_that_cannot_load_is_logged_and_the_next_listing_tries_again(open_market, monkeypatch, caplog):
    market = open_market
    monkeypatch.setattr(reference, "current", lambda: 1 / 0)
    with market.inside():
        assert reference.if_in_memory() is None
    for thread in [one for one in threading.enumerate() if one.name == f"index {market.id}"]:
        thread.join(timeout=30)
    assert "could not be loaded" in caplog.text
    assert market.id not in reference._loading
