"""The world of the access matrix: two marketplaces alike, with one thing of every kind in each, all related.

Each marketplace has the things of the brand and the seller of the cast (`own`), and those of their rivals (`theirs`). All
things of one side hang together: the case is over the right, the item in the case is the listing, and so on.
"""

import io
import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from accounts import services as accounts
from accounts.models import ApiKey, Party
from accounts.roles import scopes_for
from audit import queries as log
from enforcement import services as enforcement
from enforcement.misuse.weighing import Proposal
from enforcement.models import Appeal, Case, Decision, Statement, StrikeProposal
from enforcement.services import Arrived, Award, Choice, Reported
from enforcement.services.inspecting import finish
from enforcement.thresholds import services as thresholds
from enforcement.thresholds.queries import open_proposal
from enforcement.thresholds.services import hear
from gateway.uploads import checked_document
from registry import services as registry
from registry.details import Details
from registry.models import Right
from scanner.backscans import Scope
from scanner.search.asking import Asked
from scanner.services import (
    save_search,
)
from sellers.models import Listing
from sellers.services import give_strike, uploads
from sellers.services.risk import weigh
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.ids import reference
from tests.architecture import stage_customs as of_customs
from tests.architecture import stage_docks as of_docks
from tests.architecture import stage_registry as of_registry
from tests.architecture import stage_reviews as of_reviews
from tests.architecture import stage_scanner as of_scanner
from tests.architecture import stage_sellers as of_sellers
from tests.architecture import stage_trade as of_trade
from tests.architecture.things import PDF, Things
from tests.cast import Market, add_key, add_player, make_market
from tests.enforcement.stage import complaint, let_it_take_effect, listing, only_case
from workflow import jobs
from workflow.models import Clock

PARTIES = {
    "operator": "operator", "brand": "brand", "rival": "brand", "seller": "seller", "other_seller": "seller",
    "logistics": "logistics", "other_logistics": "logistics", "supplier": "supplier", "other_supplier": "supplier",
}  # fmt: skip
COUNTER = {"signature": "Sam", "mistake": "yes", "jurisdiction": "district_of_address", "service": "yes"}
UUID_SHAPE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass
class Side:
    """One marketplace with its things."""

    market: Market
    own: Things = field(default_factory=dict)
    theirs: Things = field(default_factory=dict)


def make_side(slug: str, *, with_rivals: bool = False) -> Side:
    """A marketplace in which everything has happened once; `with_rivals` for the rivals as well."""
    side = Side(make_market(slug))
    with side.market.inside():
        _more_people_and_keys(side.market)
        side.own = make_things(side.market, "brand", "seller", "Zanderholt")
        if with_rivals:
            side.theirs = make_things(side.market, "rival", "other_seller", "Quillfeather")
        weigh(actor=side.market.system, now=database_now())
    return side


def never(value: str) -> str:
    """An id of the same shape that never existed."""
    if UUID_SHAPE.fullmatch(value):
        return str(uuid4())
    prefix, dash, rest = value.rpartition("-")
    return f"{prefix}{dash}{'9' * len(rest)}"


def _more_people_and_keys(market: Market) -> None:
    add_player(market, "second_brand", party="brand", role="holder.reader")
    add_player(market, "second_rival", party="rival", role="holder.reader")
    heads = (
        ("operator", "operator.lead"),
        ("brand", "holder.main"),
        ("seller", "seller.main"),
        ("inspector", "inspector.lead"),
        ("logistics", "logistics.lead"),
        ("supplier", "supplier.lead"),
        ("customs", "agency.officer"),
    )
    for party, role in heads:
        add_player(market, f"deputy_{party}", party=party, role=role)  # whoever is revoked is not the last one
    add_player(market, "appeals_de", party="operator", role="operator.appeals", regions=["DE"])
    for party, kind in PARTIES.items():
        scopes = list(scopes_for(kind))
        add_key(market, f"{party}_full", party=party, scopes=scopes)
        add_key(market, f"{party}_reading", party=party, scopes=scopes, read_only=True)
        expired = add_key(market, f"{party}_expired", party=party, scopes=scopes)
        ApiKey.objects.filter(id=expired.row.id).update(expires_at=database_now() - timedelta(minutes=1))


def make_things(market: Market, brand: str, seller: str, name: str) -> Things:
    """One thing of every kind, of a brand and a seller, in cases of the region US at every stage."""
    right, rights = of_registry.register(market, brand, seller, name)
    number = f"SKU-{market.slug}-{name}-100".upper()
    goods = of_registry.goods(market, right, brand, name)
    sold = [listing(market, f"{number}{n}", seller=seller) for n in range(1, 8)]
    return {
        **rights,
        **of_scanner.offer(market, right, seller, name, number),
        **of_registry.licences(market, right, brand, seller),
        **of_registry.order(market, right, seller, number),
        **of_registry.agreements(market, seller),
        "term_review": of_registry.term_review(market, right, seller),
        **goods,
        "list": of_registry.list(market, brand, name),
        "upload": _upload(market, seller, number),
        "unfetched": of_sellers.unfetched(market, seller, number),
        "ban_hit": of_scanner.ban_hit(market, goods["ban"], sold[0]),
        "first_check": of_scanner.first_check(sold[0]),
        "certificate": of_scanner.certificate(sold[0]),
        "rule_stop": of_scanner.rule_stop(market, seller, number),
        **_complain(market, right, sold, brand, seller),
        **of_scanner.watched_shop(market, brand, name),
        **_people(market, brand, name),
        **_jobs(market, seller),
        "audit_item": of_scanner.audit_item(market, seller),
        "audit_schedule": of_scanner.audit_schedule(market),
        "look": of_scanner.look(sold[0]),
        "vault_paper": _vault_paper(market, seller, name),
        "inspection": _inspection(market, seller),
        **of_scanner.links(market, seller, name),
        **_reports(market, sold[0], brand, name),
        "incoming": _letter(market, sold[0]),
        **of_sellers.applications(market, seller, name),
        **of_sellers.learning(market, brand, seller),
        **of_reviews.reviewed(market, seller),
        **of_docks.goods(market, brand, name),
        **of_customs.at_customs(market, brand, name),
        **of_trade.traded(market, sold[6], seller, name),
        "seller": market.parties[seller].reference,
        "listing": sold[0].number,
        "saved_search": str(save_search(actor=market.actor(brand), name=name, asked=Asked(q=name), alerts=True).id),
    }


def _upload(market: Market, seller: str, number: str) -> str:
    """A list of listings that was uploaded and not yet taken in."""
    file = io.BytesIO(f"number,title\n{number}99,Travel bag\n".encode())
    return str(uploads.receive_upload(actor=market.actor(seller), file=file, name="bags.csv").reference)


def _vault_paper(market: Market, seller: str, name: str) -> str:
    """A paper that a seller keeps for the day when somebody complains."""
    paper = enforcement.Paper(kind="purchase", file=checked_document(PDF + name.encode()), name="invoice.pdf")
    return str(enforcement.keep_paper(actor=market.actor(seller), paper=paper).id)


def _inspection(market: Market, seller: str) -> str:
    """A look of a seller at its own catalogue that has ended, and the schedule by which the next begins."""
    shop = market.actor(seller)
    made = enforcement.inspect_catalogue(actor=shop, looks=["price"])
    finish(found=made, now=database_now())
    enforcement.schedule_inspections(actor=shop, cadence="quarterly", looks=["price"])
    return str(made.reference)


def _complain(market: Market, right: Right, sold: list[Listing], brand: str, seller: str) -> Things:
    """Cases at every stage, each over one listing, the last over a copied picture; and a draft that lacks its words."""
    holder, shop = market.actor(brand), market.actor(seller)
    asked, answered, graced, done, appealed = (
        only_case(complaint(market, right, [one], who=brand)) for one in sold[:5]
    )  # fmt: skip
    for case in (answered, graced, done, appealed):
        enforcement.answer(actor=shop, reference=case.reference, answers=_each(case, "genuine"), statement="Mine.")
    enforcement.escalate(
        actor=market.actor("reviewer_us"), reference=asked.reference, why="press", reasons="A newspaper asks."
    )
    decisions = {case.id: _decide(market, case) for case in (graced, appealed)}
    _decide(market, done, times=200)
    at = [_at_once(Case.objects.get(id=case.id)) for case in (done, appealed)][-1]
    appeal: Appeal = enforcement.file_appeal(
        actor=shop, reference=appealed.reference, items=list(_each(appealed)), grounds="Look again.", now=at
    )
    exhibit = enforcement.add_exhibit(actor=shop, reference=appealed.reference, data=PDF, name="invoice.pdf")
    draft = enforcement.save_draft(actor=holder, right=right, region="US", reason="counterfeit", listings=[sold[6].id])
    return {
        "complaint": done.complaint.reference,
        "draft": draft.reference,
        "case": done.reference,
        "statement": str(Statement.objects.get(case=done).id),
        "complained": sold[3].number,
        "item": _item(done),
        "asked": asked.reference,
        "asked_item": _item(asked),
        "letter": str(asked.notices.get(letter="notice").id),
        "answered": answered.reference,
        "bulk": _bulk(market, done),
        **_routing(market),
        "answered_item": _item(answered),
        "graced": graced.reference,
        "decision": str(decisions[graced.id].id),
        "appeal": appeal.reference,
        "appealed_item": _item(appealed),
        "countered": _countered(market, sold[5], brand, seller).reference,
        "exhibit": exhibit.evidence.reference,
        "entry": str(log.about(done.id, market.system).filter(verb="case.opened").get().id),
        **_in_between(market, answered, brand, seller),
    }


def _at_once(case: Case) -> datetime:
    """The grace is over now. Were its end ahead, what lies on the seller would begin while the pages are being asked for."""
    now = database_now()
    Decision.objects.filter(item__case=case, taken_at=None).update(effective_at=now)
    return let_it_take_effect(case, at=now)


def _routing(market: Market) -> Things:
    """A rule by which cases of a region that nobody complains in go to one of those who decide."""
    decider = market.people["reviewer"].membership.id
    rule = enforcement.add_routing_rule(actor=market.actor("lead"), region="NZ", people=[decider])
    view = enforcement.save_view(actor=market.actor("reviewer_us"), name=str(rule.id)[-8:], asked={"kind": "trademark"})
    return {"routing_rule": str(rule.id), "decider": str(decider), "saved_view": str(view.id)}


def _bulk(market: Market, case: Case) -> str:
    """An act over one case that is decided already: it is refused, and says so."""
    row = enforcement.decide_bulk(
        actor=market.actor("reviewer_us"), references=[case.reference], ground="counterfeit.goods", reasons="Printed."
    )
    return str(row.id)


def _in_between(market: Market, case: Case, brand: str, seller: str) -> Things:
    """In a contested case: an order that was shown, a clock that runs, a security and an offer to settle."""
    holder, shop = market.actor(brand), market.actor(seller)
    accounts.tighten_rule(actor=market.actor("lead"), pack_code=case.pack_code, what="option", code="security")
    security = enforcement.offer_security(
        actor=shop, reference=case.reference, items=list(_each(case)), form="deposit", amount=100_00, currency="USD"
    )
    offer = enforcement.write_message(actor=holder, reference=case.reference, words="Let us settle.", kind="offer")
    paper = enforcement.show_paper(
        actor=holder, reference=case.reference, code="order_against_seller", court="N.D. California",
        number="3:26-cv-01234", filed_on=date(2026, 1, 5),
    )  # fmt: skip
    clock = Clock.objects.filter(about_id=case.id).first()
    report = enforcement.report_misuse(actor=shop, reference=case.reference, kind="money", words="They want money.")
    warning = enforcement.sanction(
        actor=market.actor("reviewer"), party=market.parties[brand].reference, about="notices", kind="warn",
        reasons="Three were plainly wrong.",
    )  # fmt: skip
    contested = enforcement.appeal_sanction(actor=holder, sanction_id=warning.id, grounds="We were right.")
    heard = accounts.register_party(
        actor=market.actor("lead"), kind="seller", name=f"{reference('H')} Outlet", country="DE"
    )  # fmt: skip
    misuse = {
        "misuse_report": str(report.id), "sanction": str(warning.id), "sanction_appeal": str(contested.id),
    }  # fmt: skip
    return {
        **misuse,
        "strike_proposal": _struck(market, market.parties[seller]),
        "heard_proposal": _struck(market, heard, heard=True),
        "security": str(security.id),
        "message": str(offer.id),
        "paper": str(paper.id),
        "clock": str(clock.id),
    }


def _struck(market: Market, party: Party, *, heard: bool = False) -> str:
    """What the strikes of a seller propose, anew: one proposal is open per seller, and one was refused before."""
    now = database_now()
    before = open_proposal(party.id) or _proposed(market, party, now)
    hear(actor=market.system, found=before, now=now)
    thresholds.dispose(actor=market.actor("reviewer"), reference=before.reference, take=False, reasons="Not now.")
    made = _proposed(market, party, now)
    if heard:
        hear(actor=market.system, found=made, now=now)
    return str(made.reference)


def _proposed(market: Market, party: Party, now: datetime) -> StrikeProposal:
    give_strike(
        actor=market.system, seller_id=party.id, weight=100, reason="upheld", cause=reference("D"), now=now
    )  # fmt: skip
    return thresholds.propose(actor=market.system, seller=party, found=Proposal("warn", ()), now=now)


def _reports(market: Market, of: Listing, brand: str, name: str) -> Things:
    """What the public says of a listing, and a brand that once was a trusted flagger."""
    said = Reported(numbers=[of.number], kind="mark", explanation="Not theirs.", in_good_faith=True)
    day = date(2020, 1, 1) + timedelta(days=sum(name.encode()))
    award = Award(
        party=market.parties[brand].reference, coordinator="DE", kinds=["patent"], starts_on=day, ends_on=day
    )  # fmt: skip
    return {
        "report": enforcement.file_report(actor=Actor.anonymous(market.id), said=said).report.reference,
        "reported": str(of.id),
        "flagger": str(enforcement.add_flagger(actor=market.actor("lead"), award=award).id),
    }


def _letter(market: Market, about: Listing) -> str:
    """A letter in free text about a listing."""
    arrived = Arrived(data=f"Listing no. {about.number} infringes the copyright in my photographs.".encode())
    return enforcement.receive_letter(actor=market.actor("reviewer"), arrived=arrived).reference


def _each(case: Case, value: Any = None) -> dict[UUID, Any]:
    """The same for each Item of a case."""
    return dict.fromkeys(case.items.values_list("id", flat=True), value)


def _item(case: Case) -> str:
    return str(case.items.get().id)


def _decide(market: Market, case: Case, times: int = 1) -> Decision:
    """With reasons, written `times` over: the statement of reasons takes 2,000 characters, and has to be mended with more.

    It reaches a country of the Union as well, for which one is owed.
    """
    reasons = "Printed, not woven." * times
    further = Choice(ground="counterfeit.goods", reasons=reasons, territories=("US", "FR"))
    choices = _each(case, further)
    reviewer = market.actor("reviewer_us")
    [decision] = enforcement.decide(actor=reviewer, reference=case.reference, choices=choices)
    return decision


def _countered(market: Market, copied: Listing, brand: str, seller: str) -> Case:
    """A case over a work, in which the seller has sent a counter-notice after the removal."""
    details = Details(kind="copyright", title=f"A photograph of {copied.number}", territories=("US",))
    work = registry.register_right(actor=market.actor(brand), details=details)
    work = registry.verify_right(actor=market.actor("lead"), right=work)
    case = only_case(complaint(market, work, [copied], who=brand))
    _at_once(case)
    enforcement.answer(
        actor=market.actor(seller), reference=case.reference, answers=_each(case, "counter_notice"), elements=COUNTER
    )
    return case


def _jobs(market: Market, seller: str) -> Things:
    """A job of the seller's that waits, and one that was cancelled."""
    shop = market.actor(seller)
    waiting, stopped = (jobs.ask(actor=shop, kind="backscan", parameters=Scope().as_parameters()) for _ in range(2))
    jobs.cancel(actor=shop, asked=stopped)
    return {"job": str(waiting.id), "stopped_job": str(stopped.id)}


def _people(market: Market, brand: str, name: str) -> Things:
    """The brand, what belongs to it, and parties of the operator's concern."""
    lead = market.actor("lead")
    suspended = accounts.register_party(actor=lead, kind="supplier", name=f"{name} Supplies", country="CN")
    accounts.suspend_party(actor=lead, party=suspended, reason="Unpaid.")
    news = accounts.note_law_news(
        actor=lead, region="KR", title="A bill", source="Gazette", read_on=database_now().date()
    )
    power = of_registry.power(market, brand, name)
    return {
        "power": str(power.id),
        "its_agent": power.agent.reference,
        "appointment": of_registry.appointment(market, brand, power),
        "brand": market.parties[brand].reference,
        "suspended": suspended.reference,
        "law_news": str(news.id),
        "membership": str(market.people["second_brand" if brand == "brand" else "second_rival"].membership.id),
        "mine": str(market.people[brand].membership.id),
        "agent": str(market.people["agent"].membership.id),
        "key": str(market.keys[brand if brand == "brand" else "rival_full"].row.id),
    }
