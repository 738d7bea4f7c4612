"""Reading goods: one by its reference, as far as the actor sees it; and what pages show beside them."""

from typing import TypeVar
from uuid import UUID

from fulfillment.models import (
    Batch,
    Check,
    CodeRun,
    CorrectiveAction,
    Flag,
    GoodsRisk,
    Hold,
    KeptTrace,
    Product,
    Site,
    UnitSignal,
)
from registry.models import GuidePoint
from tenancy.actor import Actor
from tenancy.errors import NotFound
from tenancy.models import Tenanted

Row = TypeVar("Row", bound=Tenanted)

MOST_TRACES = 20
MOST_POINTS = 6


def site_of(actor: Actor, reference: str) -> Site:
    """A place. Raises NotFound."""
    row = Site.objects.visible_to(actor).select_related("party").filter(reference=reference).first()
    return _or_not_found(row)


def own_site(actor: Actor, reference: str) -> Site:
    """A place of the actor's own party, where it scans. Raises NotFound."""
    found = Site.objects.filter(party_id=actor.party_id, reference=reference)[:1] if actor.party_id else []
    return _or_not_found(next(iter(found), None))


def product_of(actor: Actor, reference: str) -> Product:
    """A product with its brand. Raises NotFound."""
    rows = Product.objects.visible_to(actor).select_related("brand__owner", "scheme")
    return _or_not_found(rows.filter(reference=reference).first())


def batch_of(actor: Actor, reference: str) -> Batch:
    """A batch with its product. Raises NotFound."""
    rows = Batch.objects.visible_to(actor).select_related("product__brand__owner", "supplier")
    return _or_not_found(rows.filter(reference=reference).first())


def run_of(actor: Actor, product: Product, reference: str) -> CodeRun:
    """Codes that came at once. Raises NotFound."""
    rows = CodeRun.objects.filter(product=product).select_related("product__brand", "batch")
    return _or_not_found(rows.filter(reference=reference).first())


def check_of(actor: Actor, check_id: UUID) -> Check:
    """One scan of the actor's own party. Raises NotFound."""
    rows = Check.objects.filter(party_id=actor.party_id) if actor.party_id else Check.objects.none()
    return _or_not_found(rows.select_related("product__brand", "batch", "site", "seller").filter(id=check_id).first())


def hold_of(actor: Actor, reference: str) -> Hold:
    """Held goods. Raises NotFound."""
    rows = Hold.objects.visible_to(actor).select_related(
        "product", "batch", "brand__owner", "site", "party", "seller", "flag"
    )
    return _or_not_found(rows.filter(reference=reference).first())


def flag_of(actor: Actor, reference: str) -> Flag:
    """Something that was flagged. Raises NotFound."""
    rows = Flag.objects.visible_to(actor).select_related("product", "brand__owner", "site", "party", "scan")
    return _or_not_found(rows.filter(reference=reference).first())


def signal_of(actor: Actor, reference: str) -> UnitSignal:
    """What a number gave away. Raises NotFound."""
    rows = UnitSignal.objects.visible_to(actor).select_related("product", "brand__owner", "site")
    return _or_not_found(rows.filter(reference=reference).first())


def correction_of(actor: Actor, reference: str) -> CorrectiveAction:
    """What a supplier is asked to put right. Raises NotFound."""
    rows = CorrectiveAction.objects.visible_to(actor).select_related(
        "supplier", "brand__owner", "site", "batch", "hold", "inspection", "signal", "tenant"
    )
    return _or_not_found(rows.filter(reference=reference).first())


def goods_risk_of(actor: Actor, risk_id: UUID) -> GoodsRisk:
    """The risk of a supplier, a lane or a place. Raises NotFound."""
    rows = GoodsRisk.objects.visible_to(actor).select_related("party", "site__party")
    return _or_not_found(rows.filter(id=risk_id).first())


def kept_traces(actor: Actor, mark: UUID) -> list[KeptTrace]:
    """What the actor's party kept of the way of a piece; staff see all. The newest first."""
    rows = KeptTrace.objects.visible_to(actor).filter(mark=mark).select_related("evidence")
    return list(rows.order_by("-id")[:MOST_TRACES])


def guide_for(actor: Actor, brand_id: UUID | None) -> list[GuidePoint]:
    """How genuine goods of a brand and fakes look, as docks are shown it: the certain points first."""
    if brand_id is None:
        return []
    order = {"certain": 0, "likely": 1, "hint": 2}
    rows = GuidePoint.objects.visible_to(actor).filter(brand_id=brand_id, retired_at=None)
    points = list(rows.select_related("genuine_picture", "fake_picture").order_by("number")[:60])
    return sorted(points, key=lambda point: order[point.certainty])[:MOST_POINTS]


def _or_not_found(row: Row | None) -> Row:
    if row is None:
        raise NotFound
    return row
