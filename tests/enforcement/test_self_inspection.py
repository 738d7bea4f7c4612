"""A seller looks at its own catalogue: exactly what is wrong, what was mended since, by a schedule, and nobody else sees it."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Entry
from enforcement import services
from enforcement.defence import looking_through
from enforcement.defence.selfcheck import HEADINGS
from enforcement.models import CatalogueInspection, InspectionFinding, VaultPaper
from enforcement.services.inspecting import begin_due
from evidence.models import Evidence
from sellers.models import Listing, QualityFact
from sellers.services import end_listing, revise_listing, submit_listing
from tenancy.context import database_now
from tenancy.errors import Conflict
from tests.enforcement.pages import text
from tests.enforcement.stage import complaint, listing, only_case, trademark
from workflow import jobs
from workflow.jobs import QUEUE, run_ripe
from workflow.models import Effect, Job, JobPart

ALL = list(HEADINGS)
SOUND = {
    "brand": "Quayside", "category": ["Bags"], "markets": ["DE"], "origin": "PT", "price_cents": 4900, "currency": "EUR",
    "gtin": "4006381333931",
}  # fmt: skip


def draft(market, number, title="Travel bag", seller="seller", **more):
    """A listing that nobody has published yet."""
    made = submit_listing(actor=market.actor(seller), number=number, title=title, **{**SOUND, **more})
    assert made.state != Listing.State.ENDED
    return made


def worked_off(market):
    while run_ripe(market.id):
        pass


def inspected(market, looks=ALL, **more):
    made = services.inspect_catalogue(actor=market.actor("seller"), looks=looks, **more)
    worked_off(market)
    made.refresh_from_db()
    assert made.ended_at is not None
    return made


def told(inspection):
    rows = InspectionFinding.objects.filter(inspection=inspection).select_related("listing")
    return sorted((row.listing.number, row.heading, row.code, row.change) for row in rows)


@pytest.fixture
def shelf(market):
    """One sound listing but for its picture, one without origin at a price of 0, one of a mark, one of which buyers complain."""
    trademark(market)
    draft(market, "A-1")
    draft(market, "A-2", origin="", price_cents=0, markets=["IN"])
    draft(market, "A-3", title="Zanderholt travel bag", description="A 1:1 replica.")
    bad = draft(market, "A-4", gtin="", price_cents=4900)
    revise_listing(actor=market.actor("seller"), listing=bad, price_cents=490)
    QualityFact.objects.create(
        seller=market.parties["seller"], listing=bad, kind="safety", source="buyer", cause="C-1", at=database_now()
    )
    draft(market, "B-1", title="Zanderholt bag", seller="other_seller")


PICTURE = [(f"A-{n}", "quality", "missing-picture", "new") for n in range(1, 5)]
WRONG = [
    ("A-2", "price", "price-zero", "new"),
    ("A-2", "quality", "missing-origin", "new"),
    ("A-3", "legality", "counterfeit", "new"),
    ("A-3", "legality", "mark", "new"),
    ("A-4", "price", "price-jump", "new"),
    ("A-4", "quality", "complained", "new"),
]


def test_a_seller_gets_exactly_what_is_wrong_and_the_next_time_what_was_mended(market, shelf, as_):
    first = inspected(market)
    assert told(first) == sorted(WRONG + PICTURE)
    assert (first.counts["looked"], first.counts["new"]) == (4, 10)
    paper = VaultPaper.objects.select_related("evidence").get()
    assert (paper.id, paper.kind, paper.evidence.media_type) == (first.paper_id, "inspection", "application/pdf")
    assert Entry.objects.filter(verb="vault.paper_kept", subject_id=paper.id).exists()
    mail = json.loads(Effect.objects.filter(kind="mail").latest("id").payload)
    assert first.reference in mail["body"]
    assert "10 findings" in mail["subject"]

    seller = market.actor("seller")
    revise_listing(actor=seller, listing=Listing.objects.get(number="A-2"), origin="IN")
    end_listing(actor=seller, listing=Listing.objects.get(number="A-3"))
    second = inspected(market)
    changes = {(number, code): change for number, _heading, code, change in told(second)}
    assert {key for key, change in changes.items() if change == "mended"} == {
        ("A-2", "missing-origin"), ("A-3", "counterfeit"), ("A-3", "mark"), ("A-3", "missing-picture"),
    }  # fmt: skip
    assert changes["A-2", "price-zero"] == "open"
    assert changes["A-4", "complained"] == "open"
    assert "new" not in changes.values()
    third = inspected(market, looks=["price"])
    assert told(third) == [("A-2", "price", "price-zero", "open"), ("A-4", "price", "price-jump", "open")]


def test_it_is_read_on_a_page_mended_from_it_and_stands_on_the_home_page_until_then(market, shelf, as_):
    seller, here = as_(market, "seller"), market.url("inspections")
    assert "No inspection yet" in text(seller.get(here))
    assert "Choose what is looked at" in text(seller.post(here, {"cadence": "once"}), 422)
    assert seller.post(here, {"looks": ALL, "cadence": "once"}).status_code == 303
    assert "Listings looked through" in text(seller.get(here))
    assert "being looked through already" in text(seller.post(here, {"looks": ALL, "cadence": "once"}), 409)
    worked_off(market)
    made = CatalogueInspection.objects.get()
    report = f"{here}/{made.reference}"
    shown = text(seller.get(report))
    for words in (
        "names the mark “Zanderholt”",
        "went from",
        "Unsafe",
        "listings/A-3/change",
        "inspect?listing=A-4",
    ):
        assert words in shown
    assert "B-1" not in shown
    with CaptureQueriesContext(
        connection,
    ) as one:
        assert "A-2" not in text(seller.get(report + "?heading=legality"))
    with CaptureQueriesContext(connection) as all_of_it:
        text(seller.get(report))
    assert len(all_of_it) == len(one)
    must = InspectionFinding.objects.filter(weight=0).select_related("listing")
    assert [one.listing.number for one in must] == ["A-3"]
    assert "Mend what your inspection found" in text(seller.get(market.url("")))
    end_listing(actor=market.actor("seller"), listing=must[0].listing)
    assert "Mend what your inspection found" not in text(seller.get(market.url("")))


def test_nobody_else_sees_it_before_the_seller_puts_the_report_into_an_answer(market, as_):
    right = trademark(market)
    sold = listing(market, "A-1")
    made = inspected(market)
    piece = VaultPaper.objects.get().evidence
    for who in ("lead", "auditor", "brand", "other_seller"):
        for path in (f"inspections/{made.reference}", f"api/v1/inspections/{made.reference}/findings"):
            assert as_(market, who).get(market.url(path)).status_code in (403, 404), (who, path)
        assert as_(market, who).get(market.url(f"evidence/{piece.reference}")).status_code == 404, who
        assert not CatalogueInspection.objects.visible_to(market.actor(who)).exists()
        assert not Evidence.objects.visible_to(market.actor(who)).filter(id=piece.id).exists(), who
    assert jobs.done_of([Job.objects.get()])[Job.objects.get().id].counts == {}, "staff see the job"
    case = only_case(complaint(market, right, [sold]))
    services.attach_papers(actor=market.actor("seller"), reference=case.reference, papers=[made.paper_id])
    for who in ("lead", "brand"):
        assert Evidence.objects.visible_to(market.actor(who)).filter(id=piece.id).exists()
    assert not CatalogueInspection.objects.visible_to(market.actor("lead")).exists()


def test_by_itself_once_a_month_and_not_while_it_is_paused(market, as_):
    here, seller = market.url("api/v1/inspection-schedules"), as_(market, "seller")
    assert seller.post(here, {"cadence": "monthly", "looks": ["price"]}).json()["cadence"] == "monthly"
    system, now = market.system, database_now()
    assert (begin_due(actor=system, now=now), begin_due(actor=system, now=now)) == (1, 0)
    worked_off(market)
    month = now + timedelta(days=32)
    assert seller.post(f"{here}/pause", {"paused": True}).json()["paused_at"]
    assert begin_due(actor=system, now=month) == 0
    assert seller.post(f"{here}/pause", {"paused": False}).json()["paused_at"] is None
    assert (begin_due(actor=system, now=month), begin_due(actor=system, now=month)) == (1, 0)
    worked_off(market)
    assert seller.post(f"{here}/end").json()["ended_at"]
    assert seller.post(f"{here}/end").status_code == 404
    assert begin_due(actor=system, now=month + timedelta(days=32)) == 0
    seen = seller.get(market.url("api/v1/inspections")).json()["results"]
    assert [(one["looks"], bool(one["ended_at"])) for one in seen] == [(["price"], True)] * 2
    assert VaultPaper.objects.count() == 2


def test_killed_halfway_nothing_is_doubled_and_a_cancelled_one_stands_in_nobodys_way(market, shelf, monkeypatch):
    seller = market.actor("seller")
    monkeypatch.setattr(looking_through, "BATCH", 2)
    services.inspect_catalogue(actor=seller, looks=ALL)
    jobs.cancel(actor=seller, asked=Job.objects.get())
    made = services.inspect_catalogue(actor=seller, looks=ALL)
    with pytest.raises(Conflict):
        services.inspect_catalogue(actor=seller, looks=ALL)
    for _step in range(2):
        jobs._carry_out(market.id, QUEUE.take())
    whole = looking_through.note_batch

    def dies(**said):
        whole(**said)
        raise KeyboardInterrupt

    monkeypatch.setattr(looking_through, "note_batch", dies)
    with pytest.raises(KeyboardInterrupt):
        jobs._carry_out(market.id, QUEUE.take())
    monkeypatch.setattr(looking_through, "note_batch", whole)
    JobPart.objects.filter(state="leased").update(state="waiting", next_at=database_now())
    worked_off(market)
    made.refresh_from_db()
    assert told(made) == sorted(WRONG + PICTURE)
    assert (made.counts["looked"], made.counts["new"]) == (4, 10)
    assert VaultPaper.objects.count() == 1
