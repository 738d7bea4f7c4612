"""The log of a matter is for whoever works where it lies; what belongs to no region is for all of the staff."""

import pytest
from django.urls import reverse

from audit import queries as log
from audit.models import Entry
from enforcement import services
from enforcement.models import Case
from enforcement.services import Choice
from registry import services as registry
from tests.enforcement.stage import complaint, let_it_take_effect, listing, only_case
from tests.scanner.stage import trademark
from tests.sessions import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(market):
    """A case of the US through to an appeal."""
    case = only_case(complaint(market, trademark(market, office="US", number="97000001"), [listing(market, "A-1")]))
    item, shop = case.items.get(), market.actor("seller")
    services.answer(actor=shop, reference=case.reference, answers={item.id: "genuine"}, statement="Mine.")
    choices = {item.id: Choice(ground="counterfeit.goods", reasons="Printed, not woven.")}
    services.decide(actor=market.actor("reviewer_us"), reference=case.reference, choices=choices)
    at = let_it_take_effect(Case.objects.get())
    services.file_appeal(actor=shop, reference=case.reference, items=[item.id], grounds="Look again.", now=at)
    return Case.objects.get()


def verbs_for(market, who):
    return {verb.partition(".")[0] for verb in log.visible(market.actor(who)).values_list("verb", flat=True)}


def test_every_entry_about_a_case_or_complaint_says_where_it_lies(case):
    of_matters = Entry.objects.filter(verb__regex=r"^(complaint|case|appeal|notice)\.")
    assert of_matters.count() > 8
    assert set(map(tuple, of_matters.exclude(verb="complaint.drafted").values_list("regions", flat=True))) == {("US",)}


def test_whoever_works_elsewhere_reads_nothing_of_it(market, case):
    near, far = (set(log.visible(market.actor(who))) for who in ("reviewer_us", "reviewer_de"))
    assert near == set(log.visible(market.actor("lead")))
    assert {entry.verb for entry in near - far} >= {"case.opened", "complaint.filed", "notice.sent"}
    assert not log.about(case.id, market.actor("reviewer_de"))
    assert log.about(case.id, market.actor("reviewer_us"))
    for who in ("auditor", "lead"):
        assert set(log.visible(market.actor(who))) == near


def test_what_lies_nowhere_is_for_all(market, case):
    registry.retire_right(actor=market.actor("brand"), right=case.right, reason="Sold.")
    assert {"right", "party", "member", "key", "listing"} <= verbs_for(market, "reviewer_de")


def test_both_sides_read_on_whatever_their_region(market, case):
    for who in ("brand", "seller"):
        assert log.about(case.id, market.actor(who)).filter(verb="case.opened").exists()


def test_the_pages_of_the_log_tell_nothing(market, case, client):
    entry = log.about(case.id, market.system).filter(verb="case.opened").get()
    said = {}
    for who in ("reviewer_us", "reviewer_de"):
        client = signed_in(client, market.people[who].membership)
        page = client.get(reverse("web:log_entry", args=[market.slug, entry.id]))
        newest = client.get(reverse("web:log", args=[market.slug]), {"about": str(case.id)})
        said[who] = (page.status_code, str(entry.id) in newest.content.decode())
    assert said == {"reviewer_us": (200, True), "reviewer_de": (404, False)}
