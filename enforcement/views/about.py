"""The seller's panel “What is this about”: what is asserted and whether it can be, and what follows from each answer."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from enforcement import explaining
from enforcement.models import Case
from enforcement.views.asserted import standing_of
from policy.model import Answer, Pack


def about(found: Case, pack: Pack, rest: list[Answer], records: dict[str, str], now: datetime) -> dict[str, Any] | None:
    """What a seller who can still answer needs to know first; None where nothing is asked of it. No query.

    `rest` are the answers that are open for a listing at least, `records` those of the two sides in words.
    """
    if not rest:
        return None
    kind = found.right.kind
    reason = found.complaint.reason if found.complaint else ""
    titles = {one.code: _(one.title) for one in pack.reasons}
    removed = all(item.state != "open" for item in found.items.all()) and any(
        item.state == "in_effect" for item in found.items.all()
    )
    return {
        "kind": found.right.get_kind_display(),
        "kind_means": explaining.KINDS[kind],
        "reason": titles.get(reason, ""),
        "reason_means": explaining.REASONS.get(reason, ""),
        "look_for": explaining.LOOK_FOR[kind],
        "standing": standing_of(found.right, found.region, now.date()),
        "complainant": found.complainant.name if found.complainant else "",
        "record": records.get("complainant", ""),
        "silence": explaining.silence(pack, removed=removed),
        "consequences": explaining.consequences(pack, rest, removed=removed),
    }
