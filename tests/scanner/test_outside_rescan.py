"""A right that is registered later is found on pages that were kept before, as in the catalogue."""

import pytest

from audit.models import Entry
from scanner import jobs as scanner_jobs
from scanner.models import OutsideMatch
from scanner.outside.jobs import KIND, follow_outside
from scanner.services import outside
from tenancy.context import database_now
from tests.scanner.stage import trademark
from tests.scanner.test_backscan import work_off
from tests.scanner.test_outside_looking import AT, handed_in
from workflow.models import Job


@pytest.fixture
def shop(market):
    return outside.add_shop(actor=market.actor("brand"), url="https://shop.example/", markets=["US", "DE"])


def test_a_new_right_is_found_on_the_pages_that_are_there(market, shop):
    page = handed_in(market, shop, AT.format("bag"), "Zanderholt weekender")
    assert not OutsideMatch.objects.exists()
    trademark(market, picture=3)
    scanner_jobs.follow(database_now())
    scanner_jobs.follow(database_now())
    asked = Job.objects.get(kind=KIND)
    work_off()
    asked.refresh_from_db()
    assert asked.state == "done"
    assert OutsideMatch.objects.get().page_id == page.id
    assert Entry.objects.filter(verb="outside.rescanned").count() == 1
    assert follow_outside(database_now()) is None
    assert Job.objects.filter(kind=KIND).count() == 1, "nothing has changed since"
