"""A trace kept as evidence: what was known of a piece when somebody looked, as a file whose digest stands in the log."""

import io
import json
from dataclasses import asdict
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from accounts.permissions import require
from audit.log import record
from evidence.models import Evidence
from evidence.services import show, store
from fulfillment import verbs
from fulfillment.models import KeptTrace
from fulfillment.tracing import Trace
from gateway.uploads import checked_file
from tenancy.actor import Actor
from tenancy.context import database_now

MOST = 2 * 1024 * 1024


@transaction.atomic
def keep_trace(*, actor: Actor, found: Trace) -> Evidence:
    """Keep a trace that the actor sees as evidence (JSON), shown to the brand's owner too. Each time is an entry in the log."""
    require(actor, "hold.read")
    said = json.dumps(document(found), ensure_ascii=False, indent=1, sort_keys=True, cls=DjangoJSONEncoder).encode()
    file = checked_file(io.BytesIO(said), media_type="application/json", most=MOST)
    kept = store(data=file, kind="trace", actor=actor, label="trace.json")
    owner = found.product.brand.owner if found.product is not None else None
    if owner is not None and owner.id != actor.party_id:
        show(evidence=[kept], party=owner, actor=actor)
    row = KeptTrace.objects.create(mark=found.mark, evidence=kept, party_id=actor.party_id, made_at=database_now())
    facts = {"steps": len(found.path.steps), "breaks": len(found.path.breaks)}
    refs = [found.mark, *([found.product.brand_id] if found.product else [])]
    record(
        verbs.TRACE_KEPT, actor=actor, subject=row, refs=refs, facts=facts, rows=[kept],
        parties=[actor.party_id, *([owner.id] if owner else [])],
    )  # fmt: skip
    return kept


def document(found: Trace) -> dict[str, Any]:
    """All that a trace says, for programs and for the file."""
    siblings = found.siblings
    return {
        "mark": str(found.mark),
        "gtin": found.product.gtin if found.product else "",
        "serial": found.serial,
        "product": found.product.reference if found.product else "",
        "batch": found.batch.reference if found.batch else "",
        "state": found.unit.state if found.unit else "",
        "steps": [asdict(one) for one in found.path.steps],
        "breaks": [asdict(one) for one in found.path.breaks],
        "accounts": [asdict(one) for one in found.accounts],
        "siblings": {
            "count": siblings.count, "states": dict(siblings.states),
            "places": [{"place": name, "party": party, "count": count} for name, party, count in siblings.places],
            "signs": [one.reference for one in siblings.signs], "holds": [one.reference for one in siblings.holds],
        },
        "listings": [one.number for one in found.listings],
        "sellers": [one.reference for one in found.sellers],
        "complaints": [one.reference for one in found.complaints],
        "signs": [one.reference for one in found.signs],
    }  # fmt: skip
