"""The world of the access matrix: two marketplaces alike, with one thing of every kind in each, all related.

Each marketplace has the things of the brand and the seller of the cast (`own`), and those of their rivals (`theirs`). All
things of one side hang together: the case is over the right, the item in the case is the listing, and so on.
"""

import io
import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from PIL import Image

from accounts import services as accounts
from accounts.models import ApiKey
from accounts.roles import scopes_for
from audit import queries as log
from enforcement import services as enforcement
from enforcement.models import Appeal, Case, Decision
from enforcement.services import Choice
from gateway.uploads import checked_picture
from registry import services as registry
from registry.details import Details
from registry.models import Right
from scanner.models import Match
from scanner.services import set_threshold
from sellers import services as sellers
from sellers.models import Listing
from tenancy.context import database_now
from tests.cast import Market, add_key, add_player, make_market
from tests.enforcement.stage import complaint, let_it_take_effect, listing, only_case

Things = dict[str, str]
PARTIES = {
    "operator": "operator", "brand": "brand", "rival": "brand", "seller": "seller", "other_seller": "seller",
}  # fmt: skip
PDF = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n"
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
    right, rights = _register(market, brand, seller, name)
    number = f"SKU-{market.slug}-{name}-100".upper()
    sold = [listing(market, f"{number}{n}", seller=seller) for n in range(1, 8)]
    return {
        **rights,
        **_offer(market, right, seller, name, number),
        **_complain(market, right, sold, brand, seller),
        **_people(market, brand, name),
        "seller": market.parties[seller].reference,
        "listing": sold[0].number,
    }


def _register(market: Market, brand: str, seller: str, name: str) -> tuple[Right, Things]:
    """A verified mark with a specimen; the other seller is authorised."""
    holder = market.actor(brand)
    registered = str(97_000_000 + sum(name.encode()))
    details = Details(kind="trademark", title=name, office="US", number=registered, classes=(18,))
    right = registry.register_right(actor=holder, details=details)
    specimen = registry.add_specimen(actor=holder, right=right, picture=checked_picture(picture()))
    right = registry.verify_right(actor=market.actor("lead"), right=right)
    other = market.parties["other_seller" if seller == "seller" else "seller"]
    authorised = registry.authorise_seller(actor=holder, right=right, seller=other)
    return right, {
        "right": right.reference,
        "right_id": str(right.id),
        "specimen": str(specimen.id),
        "evidence": specimen.evidence.reference,
        "authorised": str(authorised.id),
        "other_seller": other.reference,
    }


def _offer(market: Market, right: Right, seller: str, name: str, number: str) -> Things:
    """A listing in which the mark was found, one that is not public yet, and a threshold."""
    matched = listing(market, f"{number}9", seller=seller, title=f"{name} travel bag")
    kept = sellers.submit_listing(
        actor=market.actor(seller), number=f"{number}8", title="Travel bag", markets=["US"], category=["Bags"]
    )
    threshold = set_threshold(actor=market.actor("lead"), region="US", category=name, queue_at=99, hold_at=100)
    return {
        "matched": matched.number,
        "kept": kept.number,
        "match": str(Match.objects.get(listing=matched, right=right).id),
        "threshold": str(threshold.id),
    }


def _complain(market: Market, right: Right, sold: list[Listing], brand: str, seller: str) -> Things:
    """Cases at every stage, each over one listing, the last over a copied picture; and a draft that lacks its words."""
    holder, shop = market.actor(brand), market.actor(seller)
    asked, answered, graced, done, appealed = (
        only_case(complaint(market, right, [one], who=brand)) for one in sold[:5]
    )  # fmt: skip
    for case in (answered, graced, done, appealed):
        enforcement.answer(actor=shop, reference=case.reference, answers=_each(case, "genuine"), statement="Mine.")
    decisions = {case.id: _decide(market, case) for case in (graced, done, appealed)}
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
        "complained": sold[3].number,
        "item": _item(done),
        "asked": asked.reference,
        "asked_item": _item(asked),
        "answered": answered.reference,
        "answered_item": _item(answered),
        "graced": graced.reference,
        "decision": str(decisions[graced.id].id),
        "appeal": appeal.reference,
        "appealed_item": _item(appealed),
        "countered": _countered(market, sold[5], brand, seller).reference,
        "exhibit": exhibit.evidence.reference,
        "entry": str(log.about(done.id, market.system).filter(verb="case.opened").get().id),
    }


def _each(case: Case, value: Any = None) -> dict[UUID, Any]:
    """The same for each Item of a case."""
    return dict.fromkeys(case.items.values_list("id", flat=True), value)


def _item(case: Case) -> str:
    return str(case.items.get().id)


def _decide(market: Market, case: Case) -> Decision:
    choices = _each(case, Choice(ground="counterfeit.goods", reasons="Printed, not woven."))
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


def _people(market: Market, brand: str, name: str) -> Things:
    """The brand, what belongs to it, and parties of the operator's concern."""
    lead = market.actor("lead")
    suspended = accounts.register_party(actor=lead, kind="supplier", name=f"{name} Supplies", country="CN")
    accounts.suspend_party(actor=lead, party=suspended, reason="Unpaid.")
    return {
        "brand": market.parties[brand].reference,
        "suspended": suspended.reference,
        "membership": str(market.people["second_brand" if brand == "brand" else "second_rival"].membership.id),
        "mine": str(market.people[brand].membership.id),
        "agent": str(market.people["agent"].membership.id),
        "key": str(market.keys[brand if brand == "brand" else "rival_full"].row.id),
    }
