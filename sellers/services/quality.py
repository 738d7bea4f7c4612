"""What buyers, warehouses and trade partners complain of: facts on the seller's record, which a scan reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from audit.log import Fact, record
from sellers import verbs
from sellers.models import Listing, QualityFact
from sellers.services.risk import call_for_weighing
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Invalid

MOST_TOGETHER = 300
"""An entry has at most 65,535 bytes; a reference in it takes 39."""
LONGEST_CAUSE = 60
AHEAD = timedelta(minutes=5)
"""How far the clock of whoever tells us may run ahead."""


@dataclass(frozen=True, slots=True)
class Complained:
    """One complaint. `seller` is the seller's reference, `listing` the number of the listing or "", `cause` its own
    reference where it was made; the same cause counts once."""

    seller: str
    kind: str
    source: str
    cause: str
    at: datetime
    listing: str = ""


def note_quality(*, actor: Actor, complaints: Sequence[Complained]) -> int:
    """Write complaints to the sellers' records; how many were new. All or none.

    Raises Invalid, which names each fault as `0.seller`: an unknown seller or listing, a time to come, more than 300.
    """
    require(actor, "quality.note")
    if len(complaints) > MOST_TOGETHER:
        raise Invalid(fields={"complaints": [_("At most %(most)d at once.") % {"most": MOST_TOGETHER}]})
    now = database_now()
    sellers = _sellers(complaints)
    listings = _listings(complaints)
    wrong = {
        f"{place}.{name}": [sentence]
        for place, one in enumerate(complaints)
        for name, sentence in _faults(one, sellers, listings, now).items()
    }
    if not actor.is_system:  # a surge is counted here, nobody tells it
        counted = [place for place, one in enumerate(complaints) if one.kind == QualityFact.Kind.SURGE]
        wrong |= {f"{place}.kind": [_("Surges are counted by the house itself.")] for place in counted}
    if wrong:
        raise Invalid(fields=wrong)
    with transaction.atomic():
        known = set(QualityFact.objects.filter(cause__in=[c.cause for c in complaints]).values_list("cause", flat=True))
        fresh = {one.cause: one for one in complaints if one.cause not in known}
        rows = [
            QualityFact(
                seller=sellers[one.seller], listing=listings.get(one.listing), kind=one.kind, source=one.source,
                cause=one.cause, at=one.at,
            )
            for one in fresh.values()
        ]  # fmt: skip
        QualityFact.objects.bulk_create(rows, ignore_conflicts=True)
        for seller in sorted({row.seller for row in rows}, key=lambda party: str(party.id)):
            mine = [row for row in rows if row.seller_id == seller.id]
            facts: dict[str, Fact] = {"complaints": len(mine), "kinds": ", ".join(sorted({row.kind for row in mine}))}
            refs = list(dict.fromkeys(row.listing_id for row in mine if row.listing_id))
            record(verbs.QUALITY_NOTED, actor=actor, subject=seller, refs=refs, facts=facts, parties=[seller.id])
        call_for_weighing(row.seller_id for row in rows)
    return len(rows)


def _sellers(complaints: Sequence[Complained]) -> dict[str, Party]:
    rows = Party.objects.filter(kind=Party.Kind.SELLER, reference__in={one.seller for one in complaints})
    return {party.reference: party for party in rows}


def _listings(complaints: Sequence[Complained]) -> dict[str, Listing]:
    rows = Listing.objects.filter(number__in={one.listing for one in complaints if one.listing})
    return {listing.number: listing for listing in rows}


def _faults(one: Complained, sellers: dict[str, Party], listings: dict[str, Listing], now: datetime) -> dict[str, str]:
    found = {}
    seller = sellers.get(one.seller)
    if seller is None:
        found["seller"] = _("There is no such seller.")
    if one.listing and (one.listing not in listings or (seller and listings[one.listing].seller_id != seller.id)):
        found["listing"] = _("This seller has no such listing.")
    for name, kinds in (("kind", QualityFact.Kind.values), ("source", QualityFact.Source.values)):
        if getattr(one, name) not in kinds:
            found[name] = _("One of: %(allowed)s.") % {"allowed": ", ".join(kinds)}
    if not one.cause.strip() or len(one.cause) > LONGEST_CAUSE:
        found["cause"] = _("The complaint's own reference, at most %(most)d characters.") % {"most": LONGEST_CAUSE}
    if one.at > now + AHEAD:
        found["at"] = _("This time is yet to come.")
    return found
