"""The back-scan: what is in the shop is found when a right comes later, by a person's wish or by itself; nothing twice."""

from datetime import timedelta

import pytest

from scanner import jobs as scanner_jobs
from scanner.backscans import BY_ITSELF, Scope, covered_until
from scanner.models import Match, Scan
from scanner.services.backscan import follow_registry, start_backscan
from sellers.models import Listing
from tenancy.context import database_now
from tenancy.errors import Denied, Invalid
from tests.scanner.stage import published, trademark
from workflow import jobs
from workflow.jobs import QUEUE, done_of
from workflow.models import Job, JobFault


def work_off() -> None:
    """Every step that is open, in this transaction."""
    while (taken := QUEUE.take()) is not None:
        jobs._carry_out(Job.objects.first().tenant_id, taken)


def names() -> list[str]:
    return sorted(Match.objects.values_list("listing__number", flat=True))


@pytest.fixture
def shop(market):
    """Twelve listings in the shop; three name a mark that nobody has registered yet."""
    for n in range(12):
        title = "Zanderholt weekender" if n % 4 == 0 else "Plain travel bag"
        published(market, f"A-{n:02}", title, markets=("DE",) if n < 6 else ("US",))
    assert not Match.objects.exists()
    return market


def test_what_is_in_the_shop_is_found_when_the_right_comes_later(shop, monkeypatch):
    monkeypatch.setattr(scanner_jobs, "BATCH", 3)
    trademark(shop)
    job = start_backscan(actor=shop.actor("lead"))
    work_off()
    job.refresh_from_db()
    so_far = done_of([job])[job.id]
    assert (job.state, job.total, so_far.done, so_far.failed) == ("done", 12, 12, 0)
    assert names() == ["A-00", "A-04"], "the third is offered where the mark does not hold"
    assert so_far.counts["matches"] == 2
    assert Scan.objects.count() == 24, "each listing was scanned once more"


def test_a_second_one_finds_nothing_new(shop):
    trademark(shop)
    for _ in range(2):
        start_backscan(actor=shop.actor("lead"))
        work_off()
    assert names() == ["A-00", "A-04"]


@pytest.mark.parametrize(
    ("scope", "total"),
    [({"market": "US"}, 6), ({"category": "Bags"}, 12), ({"category": "Shoes"}, 0), ({"seller": "{seller}"}, 12)],
)
def test_it_keeps_to_its_scope(shop, scope, total):
    scope = {name: value.replace("{seller}", shop.parties["seller"].reference) for name, value in scope.items()}
    job = start_backscan(actor=shop.actor("lead"), **scope)
    work_off()
    job.refresh_from_db()
    assert (job.state, job.total) == ("done", total)
    assert Scope.of(job).words()


def test_who_may_not_and_what_does_not_fit(shop):
    with pytest.raises(Denied):
        start_backscan(actor=shop.actor("reviewer"))
    with pytest.raises(Denied):
        start_backscan(actor=shop.actor("seller"))
    for wrong in ({"market": "ZZ"}, {"seller": "MW-NOBODY"}, {"category": "a\x00"}):
        with pytest.raises(Invalid) as refusal:
            start_backscan(actor=shop.actor("lead"), **wrong)
        assert set(refusal.value.fields) == set(wrong)


def test_a_changed_right_calls_for_one_by_itself_and_for_one_only(shop):
    right = trademark(shop)
    now = database_now()
    assert follow_registry(actor=shop.system, now=now) is None
    assert follow_registry(actor=shop.system, now=now) is None
    job = Job.objects.get(key=BY_ITSELF)
    work_off()
    job.refresh_from_db()
    assert (job.state, job.plan["only"]) == ("done", [str(right.id)])
    assert names() == ["A-00", "A-04"]
    assert covered_until() == right.changed_at
    follow_registry(actor=shop.system, now=now)
    assert Job.objects.count() == 1, "nothing has changed since"


def test_while_one_runs_the_next_waits_for_its_end(shop):
    trademark(shop)
    now = database_now()
    follow_registry(actor=shop.system, now=now)
    jobs._carry_out(shop.id, QUEUE.take())
    trademark(shop, "Plain", number="018442191")
    assert follow_registry(actor=shop.system, now=now) == now + timedelta(seconds=30)
    work_off()
    follow_registry(actor=shop.system, now=now)
    assert Job.objects.filter(state="waiting", key=BY_ITSELF).count() == 1


def test_the_registry_rings_for_it_once_it_is_quiet(shop):
    trademark(shop)
    assert scanner_jobs.follow(database_now()) is None
    assert Job.objects.get().key == BY_ITSELF


def test_a_listing_that_cannot_be_scanned_is_set_aside_with_its_reason(shop, monkeypatch):
    trademark(shop)
    right_way = scanner_jobs.rescan_many

    def poisoned(*, listings, **more):
        if any(listing.number == "A-04" for listing in listings):
            raise ValueError("poison")
        return right_way(listings=listings, **more)

    monkeypatch.setattr(scanner_jobs, "rescan_many", poisoned)
    job = start_backscan(actor=shop.actor("lead"))
    work_off()
    job.refresh_from_db()
    [fault] = JobFault.objects.filter(job=job)
    assert (job.state, fault.called, fault.facts) == ("done", "A-04", {"fault": "ValueError"})
    assert done_of([job])[job.id].done == 12
    assert names() == ["A-00"]


def test_what_has_left_the_shop_is_left_alone(shop):
    trademark(shop)
    Listing.objects.filter(number="A-00").update(state="ended")
    start_backscan(actor=shop.actor("lead"))
    work_off()
    assert names() == ["A-04"]


def test_the_page_says_what_changed_and_starts_one(shop, as_):
    trademark(shop)
    lead = as_(shop, "lead")
    shown = lead.get(shop.url("backscan"))
    assert shown.status_code == 200
    assert "Zanderholt" in shown.content.decode()
    answer = lead.post(shop.url("backscan"), {"market": "DE"})
    assert answer.status_code == 303
    job = Job.objects.get()
    assert answer.url == shop.url(f"jobs/{job.id}")
    assert Scope.of(job) == Scope(market="DE")
    wrong = lead.post(shop.url("backscan"), {"seller": "nobody"})
    assert wrong.status_code == 422
    work_off()
    assert "Zanderholt" in lead.get(shop.url("backscan")).content.decode(), "a part of the catalogue is not all of it"
    assert as_(shop, "reviewer").post(shop.url("backscan"), {}).status_code == 403
