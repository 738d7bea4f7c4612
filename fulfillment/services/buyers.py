"""A buyer checks the number of a piece: authentic, unknown or suspicious. Nothing is kept of the buyer."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from audit.log import record
from fulfillment import verbs
from fulfillment.codes import CodeError
from fulfillment.codes.scanned import Identity
from fulfillment.dock.answering import Reason
from fulfillment.dock.known import Known, known_of
from fulfillment.models import E4, Batch, Check, Product, Unit
from fulfillment.services.codes import mark_of, sealed_of
from fulfillment.services.dock import in_range, never_issued
from fulfillment.services.signals import raise_of_buyer
from fulfillment.units.judging import Sighting, judge
from fulfillment.units.own_links import read_label
from fulfillment.units.reading import slips
from gateway.text import clean
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import Invalid
from tenancy.ids import uuid7

Verdict = Literal["authentic", "unknown", "suspicious"]
AGAIN = timedelta(minutes=30)
SCANNED = ("http://", "https://", "]")
"""How what a camera read begins: a link, or the mark of its symbology. It corrects its errors; who types does not."""
SUSPICIOUS = frozenset({"unknown", "twice", "places", "after_sale", "many", "void", "early"})


@dataclass(frozen=True, slots=True)
class Told:
    """What a buyer is told. `before` is how often the number was checked by buyers before this."""

    verdict: Verdict
    product: Product | None = None
    batch: Batch | None = None
    before: int = 0
    codes: tuple[str, ...] = ()


@transaction.atomic
def check_as_buyer(*, code: str, where: tuple[float, float] | None = None) -> Told:
    """Say what is known of a code, and keep that it was checked: `where` rounded to a degree, and nothing else.

    Whoever asks is nobody to us, signed in or not; whoever calls counts how often. Raises Invalid for what is no code.
    """
    try:
        identity = read_label(clean(code, name="code"))
    except CodeError as error:
        raise Invalid(fields={"code": [_("This is not a code of goods: %(why)s.") % {"why": str(error)}]}) from error
    if not identity.gtin:
        raise Invalid(fields={"code": [_("This is the number of a pallet or a place, not of a piece.")]})
    mark = mark_of(identity.gtin, identity.serial) if identity.serial else None
    known = known_of([identity], {identity: mark} if mark else {}, now=database_now())
    product = known.products.get(identity.gtin)
    if product is None or mark is None:
        return Told("unknown", product)
    return _judged(identity, known, product, where, is_typed=not code.lstrip().startswith(SCANNED))


def _judged(
    identity: Identity, known: Known, product: Product, where: tuple[float, float] | None, *, is_typed: bool
) -> Told:
    nobody = Actor.anonymous(current_tenant())
    now, mark = database_now(), mark_of(identity.gtin, identity.serial)
    unit: Unit | None = known.units.get(mark)
    batch = unit.batch if unit and unit.batch else known.batches.get((product.id, identity.lot))
    rounded = (float(round(where[0])), float(round(where[1]))) if where else None
    life = known.lives[mark]
    before = sum(1 for one in life if one.public and now - one.at > AGAIN)
    life.append(Sighting(now, str(rounded or "buyer"), "checked", rounded, public=True))
    issued_at = unit.issued_at if unit is not None and unit.run_id else None
    judged = [] if never_issued(product, unit, identity.serial) else judge(life, issued_at=issued_at)
    reasons = [Reason(one.kind, one.facts) for one in judged]
    reasons += [Reason(kind) for kind, sign in known.signals.get(mark, {}).items() if sign.is_confirmed]
    if unit is not None and unit.state == Unit.State.VOID:
        reasons.append(Reason("void"))
    is_known = unit is not None or in_range(product, identity.serial)
    is_old = (
        product.enrolled_on is None
        or product.older_numbered
        or (batch is not None and batch.made_on < product.enrolled_on)
    )
    if not is_known and not is_old:
        reasons.append(Reason("unknown"))
    codes = tuple(dict.fromkeys(one.code for one in reasons if one.code in SUSPICIOUS))
    verdict: Verdict = "suspicious" if codes else "authentic" if is_known else "unknown"
    row = Check.objects.create(
        id=uuid7(), tenant_id=current_tenant(), mark=mark, sealed=sealed_of(mark, identity.serial), gtin=identity.gtin,
        lot=batch.lot if batch else identity.lot, product=product, batch=batch, brand_id=product.brand_id,
        latitude_e4=int(rounded[0]) * E4 if rounded else None, longitude_e4=int(rounded[1]) * E4 if rounded else None,
        step="checked",
        answer={"authentic": "ship", "unknown": "ask", "suspicious": "hold"}[verdict],
        reasons=[{"code": one.code, "facts": one.facts} for one in reasons], at=now, received_at=now,
    )  # fmt: skip
    record(
        verbs.BUYER_CHECKED, actor=nobody, subject=row, refs=[mark, product.brand_id],
        facts={"verdict": verdict}, parties=[product.brand.owner_id],
    )  # fmt: skip
    if before or not is_typed or "unknown" not in codes or not _may_be_slip(product, identity):
        raise_of_buyer(actor=nobody, row=row, reasons=reasons, known=known)
    return Told(verdict, product, batch, before, codes)


def _may_be_slip(product: Product, identity: Identity) -> bool:
    """Whether a number that nobody issued is one sign away from one that was: then the buyer may have mistyped it."""
    meant = set(slips(identity.serial))
    if any(in_range(product, serial) for serial in meant):
        return True
    return Unit.objects.filter(id__in={mark_of(identity.gtin, serial) for serial in meant}).exists()
