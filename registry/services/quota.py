"""Quotas: how much of a licence has been sold. Rows, one per order line, counted under the lock of the licence."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from registry import verbs
from registry.models import Licence, LicenceUse
from registry.services.licences import above, say_licence
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Invalid


def take(*, actor: Actor, licence: Licence, quantity: int, line_ref: str, day: date | None = None) -> bool:
    """Take `quantity` units for one order line, of this licence and of those that it stands under: all or none.

    A line that draws from two licences under one draws from that one once. True if they were taken; False if that line took
    them already. Conflict if they are not left.
    """
    if quantity < 1 or not 0 < len(line_ref) <= 120:
        raise Invalid(fields={"quantity": [_("At least one unit, for an order line.")]})
    sold_on = day or database_now().date()
    with transaction.atomic():
        chain = sorted([licence, *above(licence)], key=lambda one: one.id)
        # Locked from the oldest on, so that two orders under one head licence wait for each other and never for good.
        rows = list(Licence.objects.select_for_update().filter(id__in=[one.id for one in chain]).order_by("id"))
        drawn = LicenceUse.objects.filter(licence_id__in=[one.id for one in rows], line_ref=line_ref)
        known = set(drawn.values_list("licence_id", flat=True))
        if licence.id in known:
            return False
        rows = [one for one in rows if one.id not in known]
        for one in rows:
            left = quota_left(one, sold_on)
            if left is not None and left < quantity:
                raise Conflict(
                    _("Of the licence %(ref)s %(left)d units are left.") % {"ref": one.reference, "left": left},
                    code="quota_spent",
                )
        LicenceUse.objects.bulk_create(
            LicenceUse(licence=one, line_ref=line_ref, quantity=quantity, day=sold_on) for one in rows
        )
        facts = {"quantity": quantity, "day": sold_on.isoformat()}
        say_licence(verbs.QUOTA_TAKEN, actor, licence, facts=facts, personal={"line": line_ref})
    return True


def give_back(*, actor: Actor, licence: Licence, line_ref: str) -> bool:
    """An order line that came to nothing gives its units back; False if it has none."""
    with transaction.atomic():
        ids = sorted([licence.id, *(one.id for one in above(licence))])
        list(Licence.objects.select_for_update().filter(id__in=ids).order_by("id").values_list("id"))
        taken = LicenceUse.objects.filter(licence_id__in=ids, line_ref=line_ref, given_back_at=None)
        quantity = taken.filter(licence=licence).values_list("quantity", flat=True).first()
        if quantity is None:
            return False
        taken.update(given_back_at=database_now())
        say_licence(verbs.QUOTA_GIVEN_BACK, actor, licence, facts={"quantity": quantity}, personal={"line": line_ref})
    return True


def quota_left(licence: Licence, day: date) -> int | None:
    """How many units are left in the period of that day; None if there is no limit. One query."""
    return quotas_left([licence], day)[licence.id]


def quotas_left(licences: list[Licence], day: date) -> dict[UUID, int | None]:
    """The same of many licences. At most one query."""
    limited = [one for one in licences if one.quota is not None]
    if not limited:
        return dict.fromkeys([one.id for one in licences])
    uses = LicenceUse.objects.filter(licence_id__in=[one.id for one in limited], given_back_at=None)
    per_day = (
        uses.values("licence_id", "day").annotate(sold=Sum(F("quantity"))).values_list("licence_id", "day", "sold")
    )
    sold: dict[UUID, int] = {}
    kinds = {one.id: one.quota_per for one in limited}
    for licence_id, on, units in per_day:
        if _same_period(kinds[licence_id], on, day):
            sold[licence_id] = sold.get(licence_id, 0) + units
    left = {one.id: max((one.quota or 0) - sold.get(one.id, 0), 0) for one in limited}
    return {one.id: left.get(one.id) for one in licences}


def _same_period(per: str, one: date, other: date) -> bool:
    if per == Licence.Per.TERM:
        return True
    return one.year == other.year and (per == Licence.Per.YEAR or one.month == other.month)
