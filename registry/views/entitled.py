"""Who may sell under a right on a day: the authorised and the licensed in one table."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from gateway.http import PageRequest
from registry import queries
from registry.licensing import queries as licence_queries
from registry.licensing.channels import channel_names
from registry.licensing.terms import named_places
from registry.models import Right
from registry.views.licence_drawn import last_day, licence_url
from tenancy.context import database_now


@dataclass(frozen=True, slots=True)
class Entitled:
    """Who, by what, where, through what, until when; `reference` and `url` of the licence."""

    name: str
    by: str
    where: str
    channels: str
    until: date | None
    reference: str = ""
    url: str = ""


def entitled_on(request: PageRequest, shown: Right) -> dict[str, Any]:
    """The day that was asked about, and the table. Three queries; a day that is none is today."""
    try:
        day = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        day = database_now().date()
    return {"on": day, "entitled": [*_authorised(shown, day), *_licensed(shown, day, request)]}


def _authorised(shown: Right, day: date) -> list[Entitled]:
    rows = queries.authorised_sellers(shown).filter(starts_on__lte=day)[:200]
    standing = [
        row
        for row in rows
        if (row.ends_on is None or row.ends_on >= day) and (row.revoked_at is None or row.revoked_at.date() > day)
    ]
    return [
        Entitled(
            row.seller.name,
            _("authorised"),
            named_places(row.territories) or _("wherever it holds"),
            _("all"),
            row.ends_on,
        )
        for row in standing
    ]


def _licensed(shown: Right, day: date, request: PageRequest) -> list[Entitled]:
    """Those of a former owner too, which stay when the right passes; a link where the licence itself may be read."""
    rows, found = licence_queries.licensed_under(shown.id, day), []
    seen = licence_queries.seen_by(request.actor, rows)
    for one in rows:
        where = named_places(one.territories) or _("wherever it holds")
        if one.carve_outs:
            where = _("%(where)s, without %(carved)s") % {"where": where, "carved": named_places(one.carve_outs)}
        by = _("sublicence of %(name)s") if one.parent_id else _("licence of %(name)s")
        if one.parent_id is None and one.licensor_id != shown.owner_id:
            by = _("licence of %(name)s, a former owner")
        found.append(
            Entitled(
                one.licensee_name, by % {"name": one.licensor.name}, where, channel_names(one.channels), last_day(one),
                one.reference,
                licence_url(one, request.marketplace.slug) if one.id in seen else "",
            )
        )  # fmt: skip
    return found
