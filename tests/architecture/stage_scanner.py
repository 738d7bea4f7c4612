"""Things of the scanner for the access matrix: what it found, what it keeps from the shop, what it asks of sellers."""

from datetime import timedelta

from accounts import services as accounts
from audit.rows import committed
from registry.models import Right
from scanner.machine import FIRSTCHECK
from scanner.matchers.facts import Finding, Place
from scanner.models import FirstCheck, GoodsCategory, Look, Match, PreCheckCertificate, SellerLink
from scanner.services import (
    answer_item,
    contest_link,
    look_for_links,
    note_hits,
    outside,
    publish_audit,
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
from tenancy.context import database_now
from tenancy.ids import reference
from tests.architecture.things import Things
from tests.cast import Market
from tests.enforcement.stage import listing


def ban_hit(market: Market, ban: str, banned: Listing) -> str:
    """A listing that seems to fall under the ban."""
    place = Place("title", 0, len(banned.title))
    finding = Finding(
        "bans", banned.id, 0.85, "ban", place, {"ban": ban, "product": "bag", "markets": "US", "order": ban}
    )
    found = {banned.id: [finding]}
    [hit] = note_hits(actor=market.system, listings=[banned], found=found, now=database_now())
    return str(hit.id)


def first_check(of: Listing) -> str:
    """A listing that waits for a person because of a decision."""
    made = FirstCheck(
        listing=of, seller_id=of.seller_id, revision=of.revision, state=FIRSTCHECK.initial, cause="RM-1", regions=["US"]
    )
    made.save()
    return str(made.id)


def rule_stop(market: Market, seller: str, number: str) -> str:
    """A listing that is not published before it is mended."""
    kept = sellers.submit_listing(
        actor=market.actor(seller), number=f"{number}98", title="Bag, 1:1 replica", markets=["US"], category=["Bags"]
    )
    keep_for_rules(actor=market.system, listings=[kept], now=database_now())
    return kept.number


def certificate(of: Listing) -> str:
    """What the listing says had passed the pre-check."""
    row = committed(
        PreCheckCertificate, reference=reference("PC", 9), seller_id=of.seller_id, content_hash=hash_of(of),
        rules=f"a.{PreCheckCertificate.objects.count()}", index=1, told=[], at=database_now(),
    )  # fmt: skip
    return row.reference


def look(of: Listing) -> str:
    """A second look that was given up."""
    return str(Look.objects.create(listing=of, revision=of.revision + 100, why=["named"], state="dead").id)


def offer(market: Market, right: Right, seller: str, name: str, number: str) -> Things:
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


def watched_shop(market: Market, brand: str, name: str) -> Things:
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


def audit_item(market: Market, seller: str) -> str:
    """Something that the seller is to put right after an audit of its catalogue, and does not agree with."""
    audit = start_audit(actor=market.actor("lead"), seller=market.parties[seller])
    listings = list(Listing.objects.filter(seller=market.parties[seller], state="public").order_by("id"))
    note_batch(audit=audit, listings=listings, now=database_now())
    finish_audit(actor=market.system, audit=audit, now=database_now())
    publish_audit(actor=market.actor("lead"), audit_id=audit.id)
    item = audit.items.order_by("id")[0]
    answer_item(actor=market.actor(seller), item_id=item.id, answer="objection", words="They are ours.")
    return str(item.id)


def links(market: Market, seller: str, name: str) -> Things:
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


def audit_schedule(market: Market) -> str:
    """Audits that begin by themselves, of one seller drawn each week."""
    lead = market.actor("lead")
    return str(schedule_audits(actor=lead, seller=None, sample=1, cadence="weekly", reason="As ever.").id)
