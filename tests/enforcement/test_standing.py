"""Open cases on a right that is not in force any more: flagged, warned about, and no longer once it is verified again."""

from datetime import timedelta

import pytest

from audit.queries import timeline
from enforcement.queueing.standing import follow_rights
from registry import services as registry
from registry.details import details_of
from registry.services.expiry import lapse_expired
from tenancy.context import database_now
from tests.enforcement.stage import complaint, listing, only_case, trademark

pytestmark = pytest.mark.django_db


@pytest.fixture
def right(market):
    return trademark(market)


@pytest.fixture
def asked(market, right):
    return only_case(complaint(market, right, [listing(market, "L-1")], region="EU"))


def flag(case):
    follow_rights(database_now())
    case.refresh_from_db()
    return case.fallen


def revoked(market, right):
    registry.propose_revocation(actor=market.actor("reviewer"), right=right, code="false_claim")
    return registry.confirm_revocation(actor=market.actor("lead"), right=right, reason="")


def test_a_revoked_right_flags_its_open_cases_until_it_is_verified_again(market, right, asked):
    assert flag(asked) == ""
    gone = revoked(market, right)
    assert flag(asked) == "revoked"
    assert flag(asked) == "revoked"
    lines = [line.verb for line in timeline(asked.id, market.actor("brand"))]
    assert lines.count("case.right_fell") == 1
    mended = registry.revise_right(
        actor=market.actor("brand"), right=gone, details=_with(details_of(gone), title="Zanderholt Bags")
    )
    assert flag(asked) == "submitted"
    registry.verify_right(actor=market.actor("reviewer"), right=mended)
    assert flag(asked) == ""
    assert "case.right_stands_again" in {line.verb for line in timeline(asked.id, market.actor("seller"))}


def test_a_right_that_lapses_flags_its_cases_and_closed_ones_stay_as_they_are(market, right, asked):
    type(right).objects.filter(id=right.id).update(expires_on=database_now().date() - timedelta(days=1))
    assert lapse_expired(actor=market.system, now=database_now()) == 1
    type(asked).objects.filter(id=asked.id).update(state="closed")
    assert flag(asked) == ""
    type(asked).objects.filter(id=asked.id).update(state="deciding")
    registry.retire_right(actor=market.actor("lead"), right=type(right).objects.get(id=right.id), reason="Given up.")
    assert flag(asked) == "retired"


def test_queue_and_case_say_so_and_the_decision_is_warned(market, as_, right, asked):
    revoked(market, right)
    flag(asked)
    reviewer = as_(market, "reviewer")
    assert "right was revoked" in reviewer.get(market.url("queue")).content.decode()
    page = reviewer.get(market.url(f"cases/{asked.reference}")).content.decode()
    assert "Do not uphold the complaint on it" in page


def _with(details, **changes):
    return type(details)(**{**{name: getattr(details, name) for name in details.__dataclass_fields__}, **changes})
