"""The world of the access matrix: two marketplaces alike, with one thing of every kind in each, all related.

Each marketplace has the things of the brand and the seller of the cast (`own`), and those of their rivals (`theirs`). All
things of one side hang together: the case is over the right, the item in the case is the listing, and so on.
"""

import io
import re
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

from PIL import Image

from accounts.models import ApiKey
from accounts.roles import scopes_for
from audit import queries as log
from enforcement import services as enforcement
from enforcement.models import Appeal, Case
from enforcement.services import Choice
from gateway.uploads import checked_picture
from registry import services as registry
from registry.details import Details
from scanner.models import Match
from scanner.services import set_threshold
from sellers import services as sellers
from tenancy.context import database_now
from tests.cast import Market, add_key, add_player, make_market
from tests.enforcement.stage import complaint, let_it_take_effect, listing, only_case

Things = dict[str, str]
PARTIES = {
    "operator": "operator", "brand": "brand", "rival": "brand", "seller": "seller", "other_seller": "seller",
}  # fmt: skip
PDF = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n"
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
    for party, role in (("operator", "operator.lead"), ("brand", "holder.main"), ("seller", "seller.main")):
        add_player(market, f"deputy_{party}", party=party, role=role)  # whoever is revoked is not the last one
    add_player(market, "appeals_de", party="operator", role="operator.appeals", regions=["DE"])
    for party, kind in PARTIES.items():
        scopes = list(scopes_for(kind))
        add_key(market, f"{party}_full", party=party, scopes=scopes)
        add_key(market, f"{party}_reading", party=party, scopes=scopes, read_only=True)
        expired = add_key(market, f"{party}_expired", party=party, scopes=scopes)
        ApiKey.objects.filter(id=expired.row.id).update(expires_at=database_now() - timedelta(minutes=1))


def picture(colour: str = "teal") -> bytes:
    """A small PNG."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "PNG")
    return out.getvalue()


def make_things(market: Market, brand: str, seller: str, name: str) -> Things:
    """One thing of every kind, of a brand and a seller, in cases of the region US at every stage."""
    holder, shop, reviewer = market.actor(brand), market.actor(seller), market.actor("reviewer_us")
    number = f"SKU-{market.slug}-{name}-100".upper()
    sold = [listing(market, f"{number}{n}", seller=seller) for n in range(1, 6)]
    registered = str(97_000_000 + sum(name.encode()))
    details = Details(kind="trademark", title=name, office="US", number=registered, classes=(18,))
    right = registry.register_right(actor=holder, details=details)
    specimen = registry.add_specimen(actor=holder, right=right, picture=checked_picture(picture()))
    right = registry.verify_right(actor=market.actor("lead"), right=right)
    other = "other_seller" if seller == "seller" else "seller"
    authorised = registry.authorise_seller(actor=holder, right=right, seller=market.parties[other])
    matched = listing(market, f"{number}9", seller=seller, title=f"{name} travel bag")
    kept = sellers.submit_listing(
        actor=shop, number=f"{number}8", title="Travel bag", markets=["US"], category=["Bags"]
    )
    threshold = set_threshold(actor=market.actor("lead"), region="US", category=name, queue_at=99, hold_at=100)

    asked, answered, graced, done, appealed = (
        only_case(complaint(market, right, [one], who=brand)) for one in sold
    )  # fmt: skip
    item = {case.id: case.items.get().id for case in (asked, answered, graced, done, appealed)}
    decisions, at = {}, database_now()
    for case in (answered, graced, done, appealed):
        enforcement.answer(actor=shop, reference=case.reference, answers={item[case.id]: "genuine"}, statement="Mine.")
    for case in (graced, done, appealed):
        choices = {item[case.id]: Choice(ground="counterfeit.goods", reasons="Printed, not woven.")}
        [decisions[case.id]] = enforcement.decide(actor=reviewer, reference=case.reference, choices=choices)
    for case in (done, appealed):
        at = let_it_take_effect(Case.objects.get(id=case.id))
    appeal: Appeal = enforcement.file_appeal(
        actor=shop, reference=appealed.reference, items=[item[appealed.id]], grounds="Look again.", now=at
    )
    exhibit = enforcement.add_exhibit(actor=shop, reference=done.reference, data=PDF, name="invoice.pdf")
    draft = enforcement.save_draft(actor=holder, right=right, region="US", listings=[sold[0].id])
    return {
        "right": right.reference,
        "right_id": str(right.id),
        "specimen": str(specimen.id),
        "evidence": specimen.evidence.reference,
        "authorised": str(authorised.id),
        "listing": sold[0].number,
        "matched": matched.number,
        "kept": kept.number,
        "match": str(Match.objects.get(listing=matched, right=right).id),
        "threshold": str(threshold.id),
        "complaint": done.complaint.reference,
        "draft": draft.reference,
        "case": done.reference,
        "item": str(item[done.id]),
        "asked": asked.reference,
        "asked_item": str(item[asked.id]),
        "answered": answered.reference,
        "answered_item": str(item[answered.id]),
        "graced": graced.reference,
        "decision": str(decisions[graced.id].id),
        "appeal": appeal.reference,
        "appealed_item": str(item[appealed.id]),
        "exhibit": exhibit.evidence.reference,
        "entry": str(log.about(done.id, market.system).filter(verb="case.opened").get().id),
        "brand": market.parties[brand].reference,
        "seller": market.parties[seller].reference,
        "other_seller": market.parties[other].reference,
        "membership": str(market.people["second_brand" if brand == "brand" else "second_rival"].membership.id),
        "mine": str(market.people[brand].membership.id),
        "agent": str(market.people["agent"].membership.id),
        "key": str(market.keys[brand if brand == "brand" else "rival_full"].row.id),
    }
