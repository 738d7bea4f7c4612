"""What pages of held goods, flags and signs share: where a number was seen, and the numbers on the rail."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from fulfillment.dock.words import ANSWERS
from fulfillment.models import Check, Step
from gateway.paging import capped_count
from tenancy.models import TenantQuerySet

MOST_SHOWN = 30


def count_of(rows: TenantQuerySet) -> HttpResponse:
    """How many, as text; nothing where there are none."""
    found = capped_count(rows)
    return HttpResponse(str(found) if found.number else "", content_type="text/plain")


def sightings_of(mark: UUID) -> list[dict[str, Any]]:
    """Where a number was seen, the newest first."""
    rows = Check.objects.filter(mark=mark).select_related("site", "party").order_by("-at")[:MOST_SHOWN]
    return [
        {
            "at": row.at, "place": row.site.name if row.site else _("a buyer"), "party": row.party.name if row.party else "",
            "step": Step(row.step).label, "answer": ANSWERS[row.answer][0], "tone": ANSWERS[row.answer][1],
        }
        for row in rows
    ]  # fmt: skip
