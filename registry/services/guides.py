"""The product identification guide: points added, changed (the old one is retired) and retired."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit.log import record
from audit.rows import committed
from audit.verbs import Verb
from evidence.models import Evidence
from evidence.services import show, store
from gateway.text import text_fault
from gateway.uploads import CheckedPicture
from registry import verbs
from registry.models import Brand, GuidePoint, Right
from registry.services.brands import require_own_brand
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid

MOST_POINTS = 60
LONGEST = {"title": 120, "spot": 200, "genuine": 1000, "fake": 1000}


@dataclass(frozen=True, slots=True)
class Point:
    """What one point says. Pictures are None where there are none; of a changed point, where they stay."""

    title: str
    spot: str
    genuine: str
    fake: str
    certainty: str = GuidePoint.Certainty.LIKELY
    audience: str = GuidePoint.Audience.BOTH
    right: Right | None = None
    genuine_picture: CheckedPicture | None = None
    fake_picture: CheckedPicture | None = None


def add_point(*, actor: Actor, brand: Brand, said: Point, replaces: GuidePoint | None = None) -> GuidePoint:
    """Add a point to the guide of a brand, in the place of the one that it `replaces`.

    Raises Invalid by field, Conflict beyond sixty, for a retired brand or a point that was replaced or retired already.
    """
    require_own_brand(actor, brand)
    _check(brand, said)
    with transaction.atomic():
        fresh = Brand.objects.select_for_update(of=("self",)).select_related("owner").get(id=brand.id)
        if fresh.retired_at is not None:
            raise Conflict(_("This brand is retired."))
        points = GuidePoint.objects.filter(brand=fresh)
        if replaces is not None:
            _retire(replaces)
        elif points.filter(retired_at=None).count() >= MOST_POINTS:
            raise Conflict(_("A guide has at most %(most)d points. Retire one first.") % {"most": MOST_POINTS})
        number = replaces.number if replaces else 1 + (points.aggregate(last=Max("number"))["last"] or 0)
        point = committed(
            GuidePoint, brand=fresh, right=said.right, title=said.title.strip(), spot=said.spot.strip(),
            genuine=said.genuine.strip(), fake=said.fake.strip(), certainty=said.certainty, audience=said.audience,
            genuine_picture=_picture(actor, fresh, said.genuine_picture, replaces.genuine_picture if replaces else None),
            fake_picture=_picture(actor, fresh, said.fake_picture, replaces.fake_picture if replaces else None),
            number=number, replaces=replaces,
        )  # fmt: skip
        _say(verbs.GUIDE_CHANGED if replaces else verbs.GUIDE_ADDED, actor, fresh, point, committed_too=True)
    return point


def retire_point(*, actor: Actor, point: GuidePoint) -> None:
    """Nobody is shown it any more. Retiring twice is a Conflict."""
    require_own_brand(actor, point.brand)
    with transaction.atomic():
        _retire(point)
        _say(verbs.GUIDE_RETIRED, actor, point.brand, point, committed_too=False)


def _retire(point: GuidePoint) -> None:
    if not GuidePoint.objects.filter(id=point.id, retired_at=None).update(retired_at=database_now()):
        raise Conflict(_("This point was changed or retired already."))


def _picture(actor: Actor, brand: Brand, picture: CheckedPicture | None, before: Evidence | None) -> Evidence | None:
    if picture is None:
        return before
    evidence = store(data=picture, kind="guide", actor=actor)
    show(evidence=[evidence], party=brand.owner, actor=actor)
    return evidence


def _say(verb: Verb, actor: Actor, brand: Brand, point: GuidePoint, *, committed_too: bool) -> None:
    require(actor, "right.register")
    parties = [party for party in {brand.owner_id, actor.party_id} if party]
    record(
        verb, actor=actor, subject=point, refs=[brand], facts={"number": point.number}, parties=parties,
        rows=[point] if committed_too else [],
    )  # fmt: skip


def _check(brand: Brand, said: Point) -> None:
    wrong: dict[str, list[str]] = {}
    for name, most in LONGEST.items():
        text = getattr(said, name).strip()
        fault = text_fault(text)
        if fault or len(text) > most:
            wrong[name] = [fault or _("At most %(most)d characters.") % {"most": most}]
        elif not text:
            wrong[name] = [_("Say this in a few words.")]
    for name, allowed in (("certainty", GuidePoint.Certainty.values), ("audience", GuidePoint.Audience.values)):
        if getattr(said, name) not in allowed:
            wrong[name] = [_("One of: %(allowed)s.") % {"allowed": ", ".join(allowed)}]
    if said.right is not None and said.right.brand_id != brand.id:
        wrong["right"] = [_("Choose a right of this brand.")]
    if wrong:
        raise Invalid(fields=wrong)
