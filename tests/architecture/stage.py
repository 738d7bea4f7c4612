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
from audit.rows import committed
from enforcement import services as enforcement
from enforcement.misuse.weighing import Proposal
from enforcement.models import Appeal, Case, Decision, Statement, StrikeProposal
from enforcement.services import Arrived, Award, Choice, Reported
from enforcement.thresholds import services as thresholds
from enforcement.thresholds.queries import open_proposal
from enforcement.thresholds.services import hear
from gateway.uploads import checked_document
from registry import services as registry
from registry.details import Details
from registry.models import Right
from scanner.backscans import Scope
from scanner.machine import FIRSTCHECK
from scanner.matchers.facts import Finding, Place
from scanner.models import FirstCheck, GoodsCategory, Look, Match, PreCheckCertificate, SellerLink
from scanner.search.asking import Asked
from scanner.services import (
    answer_item,
    contest_link,
    look_for_links,
    note_hits,
    outside,
    publish_audit,
    save_search,
    schedule_audits,
    set_threshold,
    start_audit,
    try_out,
)
from scanner.services.auditing import finish_audit, note_batch
from scanner.services.outside_pages import scan_kept
from scanner.services.outside_uploads import upload
from scanner.services.prechecking import hash_of
from scanner.services.rule_stops import keep_for_rules
from sellers import services as sellers
from sellers.models import Listing, SellerTrait
from sellers.services import give_strike, uploads
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.ids import reference
from tests.architecture import stage_registry as of_registry
from tests.architecture import stage_reviews as of_reviews
from tests.architecture import stage_sellers as of_sellers
from tests.architecture.things import PDF, Things
from tests.cast import Market, add_key, add_player, make_market
from tests.enforcement.stage import complaint, let_it_take_effect, listing, only_case
from workflow import jobs
from workflow.models import Clock

PARTIES = {
    "operator": "operator", "brand": "brand", "rival": "brand", "seller": "seller", "other_seller": "seller",
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
        **_offer(market, right, seller, name, number),
        **of_registry.licences(market, right, brand, seller),
        **of_registry.order(market, right, seller, number),
        **of_registry.agreements(market, seller),
        "term_review": of_registry.term_review(market, right, seller),
        **goods,
        "list": of_registry.list(market, brand, name),
        "upload": _upload(market, seller, number),
        "ban_hit": _ban_hit(market, goods["ban"], sold[0]),
        "first_check": _first_check(sold[0]),
        "certificate": _certificate(sold[0]),
        "rule_stop": _rule_stop(market, seller, number),
        **_complain(market, right, sold, brand, seller),
        **_outside(market, brand, name),
        **_people(market, brand, name),
        **_jobs(market, seller),
        "audit_item": _audit_item(market, seller),
        "audit_schedule": str(
            schedule_audits(actor=market.actor("lead"), seller=None, sample=1, cadence="weekly", reason="As ever.").id
        ),
        "look": _look(sold[0]),
        "vault_paper": _vault_paper(market, seller, name),
        **_links(market, seller, name),
        **_reports(market, sold[0], brand, name),
        "incoming": _letter(market, sold[0]),
        **of_sellers.applications(market, seller, name),
        **of_sellers.learning(market, brand, seller),
        **of_reviews.reviewed(market, seller),
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


def _ban_hit(market: Market, ban: str, banned: Listing) -> str:
    """A listing that seems to fall under the ban."""
    place = Place("title", 0, len(banned.title))
    finding = Finding(
        "bans", banned.id, 0.85, "ban", place, {"ban": ban, "product": "bag", "markets": "US", "order": ban}
    )
    found = {banned.id: [finding]}
    [hit] = note_hits(actor=market.system, listings=[banned], found=found, now=database_now())
    return str(hit.id)


def _first_check(of: Listing) -> str:
    """A listing that waits for a person because of a decision."""
    made = FirstCheck(
        listing=of, seller_id=of.seller_id, revision=of.revision, state=FIRSTCHECK.initial, cause="RM-1", regions=["US"]
    )
    made.save()
    return str(made.id)


def _rule_stop(market: Market, seller: str, number: str) -> str:
    """A listing that is not published before it is mended."""
    kept = sellers.submit_listing(
        actor=market.actor(seller), number=f"{number}98", title="Bag, 1:1 replica", markets=["US"], category=["Bags"]
    )
    keep_for_rules(actor=market.system, listings=[kept], now=database_now())
    return kept.number


def _certificate(of: Listing) -> str:
    """What the listing says had passed the pre-check."""
    row = committed(
        PreCheckCertificate, reference=reference("PC", 9), seller_id=of.seller_id, content_hash=hash_of(of),
        rules=f"a.{PreCheckCertificate.objects.count()}", index=1, told=[], at=database_now(),
    )  # fmt: skip
    return row.reference


def _look(of: Listing) -> str:
    """A second look that was given up."""
    return str(Look.objects.create(listing=of, revision=of.revision + 100, why=["named"], state="dead").id)


def _offer(market: Market, right: Right, seller: str, name: str, number: str) -> Things:
    """A listing in which the mark was found, one that is not public yet, and a threshold."""
    matched = listing(market, f"{number}9", seller=seller, title=f"{name} travel bag")
    kept = sellers.submit_listing(
        actor=market.actor(seller), number=f"{number}8", title="Travel bag", markets=["US"], category=["Bags"]
    )
    threshold = set_threshold(actor=market.actor("lead"), region="US", category=name, queue_at=99, hold_at=100)
    change = {"kind": "threshold", "region": "US", "category": name, "queue_at": 98, "hold_at": 100}
    trial = try_out(actor=market.actor("lead"), change=change)
    return {
        "matched": matched.number,
        "kept": kept.number,
        "match": str(Match.objects.get(listing=matched, right=right).id),
        "threshold": str(threshold.id),
        "trial": str(trial.id),
        "goods_category": str(GoodsCategory.objects.create(name=name).id),
    }


def _outside(market: Market, brand: str, name: str) -> Things:
    """A shop outside that is watched for the brand, with a page on which its mark was found."""
    holder, at = market.actor(brand), f"https://{name.lower()}.example/bag"
    shop = outside.add_shop(actor=holder, url=at)
    html = f"<title>{name} travel bag</title>".encode()
    [page] = upload(actor=holder, shop_id=shop.id, url=at, data=html).pages
    scan_kept(actor=market.system, now=database_now())
    return {
        "shop": shop.reference,
        "outside_page": page.reference,
        "outside_match": str(page.matches.get(right__title=name).id),
    }


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
    at = [let_it_take_effect(Case.objects.get(id=case.id)) for case in (done, appealed)][-1]
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
    let_it_take_effect(case)
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


def _audit_item(market: Market, seller: str) -> str:
    """Something that the seller is to put right after an audit of its catalogue, and does not agree with."""
    audit = start_audit(actor=market.actor("lead"), seller=market.parties[seller])
    listings = list(Listing.objects.filter(seller=market.parties[seller], state="public").order_by("id"))
    note_batch(audit=audit, listings=listings, now=database_now())
    finish_audit(actor=market.system, audit=audit, now=database_now())
    publish_audit(actor=market.actor("lead"), audit_id=audit.id)
    item = audit.items.order_by("id")[0]
    answer_item(actor=market.actor(seller), item_id=item.id, answer="objection", words="They are ours.")
    return str(item.id)


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


def _links(market: Market, seller: str, name: str) -> Things:
    """Two links of the seller to others, of which it contests one, and what one of them rests on."""
    lead, linked = market.actor("lead"), {}
    for account in ("first", "second"):
        other = accounts.register_party(
            actor=market.system, kind="seller", name=f"{name} {account}", country="US", contact_email="two@links.test"
        )
        for party in (market.parties[seller], other):
            sellers.note_trait(actor=lead, seller=party, kind="payment", value=f"{name} {account}")
        linked[account] = other
    while look_for_links(actor=market.system, now=database_now() + timedelta(minutes=1)):
        pass
    first, second = (SellerLink.objects.of(other.id).get() for other in linked.values())
    contest = contest_link(actor=market.actor(seller), link_id=first.id, statement="An accountant's.")
    trait = SellerTrait.objects.filter(seller=market.parties[seller]).latest("id")
    return {"link": str(first.id), "uncontested": str(second.id), "contest": str(contest.id), "trait": str(trait.id)}
