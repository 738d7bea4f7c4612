"""The standard of a brand's labels: what genuine goods must show, point by point, with pictures."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from audit.log import record
from audit.rows import committed
from audit.verbs import Verb
from evidence.services import store
from fulfillment import verbs
from fulfillment.models import LabelPoint, Product
from gateway.text import text_fault
from gateway.uploads import CheckedPicture
from registry.models import Brand
from registry.services.brands import require_own_brand
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid, NotFound

MOST_POINTS = 40
LONGEST = {"title": 120, "words": 1000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """What one point says; `must` where goods without it are rejected. Without a picture a changed point keeps its own."""

    kind: str
    title: str
    words: str
    must: bool = True
    product: Product | None = None
    picture: CheckedPicture | None = None


@transaction.atomic
def add_label_point(*, actor: Actor, brand: Brand, said: Standard, replaces: LabelPoint | None = None) -> LabelPoint:
    """Add a point to the standard of a brand, in the place of the one that it `replaces`.

    Raises Invalid by field, NotFound to replace a point of another brand, Conflict beyond forty, for a retired brand, or for a
    point that was replaced already.
    """
    require_own_brand(actor, brand)
    _check(brand, said)
    fresh = Brand.objects.select_for_update(of=("self",)).select_related("owner").get(id=brand.id)
    if fresh.retired_at is not None:
        raise Conflict(_("This brand is retired."))
    if replaces is not None and replaces.brand_id != fresh.id:
        raise NotFound
    points = LabelPoint.objects.filter(brand=fresh)
    if replaces is not None:
        _retire(replaces)
    elif points.filter(retired_at=None).count() >= MOST_POINTS:
        raise Conflict(_("A standard has at most %(most)d points. Retire one first.") % {"most": MOST_POINTS})
    number = replaces.number if replaces else 1 + (points.aggregate(last=Max("number"))["last"] or 0)
    picture = replaces.picture if replaces else None
    if said.picture is not None:
        picture = store(data=said.picture, kind="label", actor=actor, open_to_members=True)
    point = committed(
        LabelPoint, brand=fresh, product=said.product, kind=said.kind, title=said.title.strip(), words=said.words.strip(),
        must=said.must, picture=picture, number=number, replaces=replaces,
    )  # fmt: skip
    _say(verbs.LABEL_CHANGED if replaces else verbs.LABEL_ADDED, actor, point)
    return point


@transaction.atomic
def retire_label_point(*, actor: Actor, point: LabelPoint) -> None:
    """Nobody checks it any more. Twice is a Conflict."""
    require_own_brand(actor, point.brand)
    _retire(point)
    _say(verbs.LABEL_RETIRED, actor, point)


def _retire(point: LabelPoint) -> None:
    if not LabelPoint.objects.filter(id=point.id, retired_at=None).update(retired_at=database_now()):
        raise Conflict(_("This point was changed or retired already."))


def _check(brand: Brand, said: Standard) -> None:
    wrong: dict[str, list[str]] = {}
    if said.kind not in LabelPoint.Kind.values:
        wrong["kind"] = [_("Choose what it is about.")]
    for name, longest in LONGEST.items():
        value = getattr(said, name)
        if not value.strip() or len(value) > longest:
            wrong[name] = [_("At least one sign, at most %(n)d.") % {"n": longest}]
        elif fault := text_fault(value):
            wrong[name] = [fault]
    if said.product is not None and said.product.brand_id != brand.id:
        wrong["product"] = [_("Choose a product of this brand.")]
    if wrong:
        raise Invalid(fields=wrong)


def _say(verb: Verb, actor: Actor, point: LabelPoint) -> None:
    rows = [] if verb is verbs.LABEL_RETIRED else [point]
    record(
        verb, actor=actor, subject=point, refs=[point.brand], rows=rows, parties=[point.brand.owner_id, actor.party_id]
    )
