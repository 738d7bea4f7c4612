"""What stayed “checking” is finished: by the sweep and by the command, whatever one listing does."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connections

from audit.models import Entry
from scanner import scanning, services
from scanner.models import Match, Scan
from scanner.services import waiting as bulk
from scanner.sweeps import publish_checking
from sellers.models import Listing
from tenancy.context import database_now
from tenancy.due import ring
from tests.scanner.stage import HIDDEN, trademark, waiting
from workflow.rounds import run_round

POISON = "poison"


@pytest.fixture
def poison(monkeypatch):
    """A listing whose title is “poison” makes the scan fail."""
    see = scanning.findings_of

    def failing(facts, index, matchers=None):
        if facts.title == POISON:
            raise ValueError(POISON)
        return see(facts, index, matchers)

    monkeypatch.setattr(scanning, "findings_of", failing)


def states():
    return dict(Listing.objects.values_list("number", "state"))


def test_the_sweep_publishes_what_waits_and_rests(market):
    trademark(market)
    waiting(market, "A-1", "Canvas weekender")
    waiting(market, "A-2", HIDDEN)
    assert publish_checking(database_now()) is None
    assert states() == {"A-1": "public", "A-2": "held"}
    assert publish_checking(database_now()) is None
    assert Scan.objects.count() == 2
    assert Match.objects.count() == 1


def test_a_full_batch_comes_again_at_once(market, monkeypatch):
    monkeypatch.setattr("scanner.sweeps.BATCH", 2)
    monkeypatch.setattr(services.publish_waiting, "__kwdefaults__", {"most": 2})
    for number in range(3):
        waiting(market, f"A-{number}", "Canvas weekender")
    now = database_now()
    assert publish_checking(now) == now
    assert list(states().values()).count("public") == 2
    assert publish_checking(now) is None
    assert set(states().values()) == {"public"}


def test_a_listing_that_cannot_be_scanned_is_set_aside_and_stops_nobody(market, poison, caplog):
    trademark(market)
    waiting(market, "A-0", POISON)
    for number in range(1, 6):
        waiting(market, f"A-{number}", "Canvas weekender")
    now = database_now()
    again = publish_checking(now)
    assert again == now + bulk.AGAIN
    assert states()["A-0"] == "checking"
    assert set(states().values()) == {"checking", "public"}
    assert list(states().values()).count("public") == 5
    failed = Entry.objects.get(verb="listing.scan_failed")
    assert failed.subject_id == Listing.objects.get(number="A-0").id

    assert publish_checking(now) is None, "it is let rest"
    assert publish_checking(again) is not None
    assert Entry.objects.filter(verb="listing.scan_failed").count() == 1, "said once for a revision"


def test_once_it_can_be_scanned_it_is(market, poison, monkeypatch):
    waiting(market, "A-0", POISON)
    again = publish_checking(database_now())
    monkeypatch.undo()
    publish_checking(again)
    assert states() == {"A-0": "public"}


def test_when_the_database_fails_nothing_is_set_aside(market, monkeypatch):
    waiting(market, "A-0")

    def gone(*_listing):
        raise OperationalError("the server went away")

    monkeypatch.setattr(scanning, "findings_of", gone)
    with pytest.raises(OperationalError):
        publish_checking(database_now())
    assert not Scan.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_bell_brings_the_sweep_and_a_second_worker_leaves_it_alone(open_market):
    with open_market.inside():
        waiting(open_market, "A-0", "Canvas weekender")
    raw = connections["default"].copy("another worker")
    try:
        raw.set_autocommit(False)
        with raw.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"publish:{open_market.id}"])
        assert run_round("publish") == 1
        with open_market.inside():
            assert states() == {"A-0": "checking"}
            ring("publish")
        raw.rollback()
    finally:
        raw.close()
    assert run_round("publish") == 1
    with open_market.inside():
        assert states() == {"A-0": "public"}


@pytest.mark.django_db(transaction=True)
def test_the_command_publishes_all_that_waits_and_says_what_came_of_it(open_market):
    market = open_market
    with market.inside():
        trademark(market)
        for number in range(4):
            waiting(market, f"A-{number}", "Canvas weekender")
        waiting(market, "A-9", HIDDEN)
    out = io.StringIO()
    call_command("publish", market.slug, stdout=out, stderr=io.StringIO())
    assert "4 public, 1 held, 0 cannot be scanned; 1 matches; index 1" in out.getvalue()
    again = io.StringIO()
    call_command("publish", market.slug, stdout=again, stderr=io.StringIO())
    assert "0 public, 0 held" in again.getvalue()
    with pytest.raises(CommandError, match="There is no marketplace nowhere"):
        call_command("publish", "nowhere")
