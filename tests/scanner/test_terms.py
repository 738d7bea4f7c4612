"""A listing whose seller's contract lacks clauses is kept from publication where that is enforced, and let go by itself."""

from audit.models import Entry
from audit.queries import timeline
from registry import services as registry
from registry.agreements.clauses import PUBLISH
from registry.agreements.queries import blocks_of, reason
from registry.models import Agreement
from scanner import services
from scanner.models import TermsWait
from scanner.sweeps import agreed_terms, publish_checking
from tenancy.context import database_now
from tests.registry.test_agreements import agreed, enforce
from tests.scanner.stage import published, trademark, waiting


def test_it_waits_with_the_reason_and_goes_on_when_the_clause_is_there(market):
    trademark(market)
    agreement = agreed(market, but=("goods.genuine",))
    free, _scanned = published(market, number="A-1", title="Canvas weekender")
    assert free.state == "public", "nothing is enforced at first"
    enforce(market, PUBLISH)
    listing, scanned = published(market, number="A-2", title="Canvas tote")
    assert (scanned.outcome, scanned.lacks, listing.state) == ("checking", ("goods.genuine",), "checking")
    [entry] = timeline(listing.id, market.actor("seller"))[:1]
    [shown] = [one for one in blocks_of(market.parties["seller"], database_now().date()) if one.enforced]
    assert shown.theirs == reason(PUBLISH, scanned.lacks)
    assert shown.theirs in entry.sentence, "log and page say the same"
    publish_checking(database_now())
    agreed_terms(database_now())
    assert Entry.objects.filter(verb="terms.wait").count() == 1, "the sweep neither takes it nor says it again"
    registry.set_clauses(
        actor=market.actor("lead"), agreement=Agreement.objects.get(id=agreement.id),
        said={"goods.genuine": registry.ClauseSaid("present", "§ 2")},
    )  # fmt: skip
    agreed_terms(database_now())
    services.publish_waiting(actor=market.system, now=database_now())
    listing.refresh_from_db()
    assert listing.state == "public"
    assert not TermsWait.objects.exists()
    assert Entry.objects.filter(verb="terms.met").count() == 1


def test_the_choice_can_be_taken_back_and_who_waits_without_an_index_waits_too(market):
    trademark(market)
    enforce(market, PUBLISH)
    listing = waiting(market)
    scanned = services.publish(actor=market.actor("seller"), listing=listing)
    assert set(scanned.lacks) >= {"goods.genuine", "rights.held"}
    enforce(market, PUBLISH, holds=False)
    agreed_terms(database_now())
    services.publish_waiting(actor=market.system, now=database_now())
    listing.refresh_from_db()
    assert listing.state == "public"
