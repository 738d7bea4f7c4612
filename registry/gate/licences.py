"""The licences that the gate needs, read in one query (two where a quota counts)."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from registry.gate.values import Licence
from registry.models import Licence as Row
from registry.names import same_name
from registry.services.quota import quotas_left
from tenancy.context import current_tenant, database_now

CHAINS = """
WITH RECURSIVE chain AS (
    SELECT l.id, l.parent_id FROM registry_licenceright r
    JOIN registry_licence l ON l.tenant_id = r.tenant_id AND l.id = r.licence_id
    WHERE r.tenant_id = %(tenant)s AND r.right_id = ANY(%(rights)s) AND l.state = ANY(%(states)s)
      AND (l.licensee_id = ANY(%(sellers)s) OR (l.exclusivity = 'exclusive' AND l.licensee_id IS NOT NULL))
    UNION
    SELECT above.id, above.parent_id FROM chain
    JOIN registry_licence above ON above.tenant_id = %(tenant)s AND above.id = chain.parent_id
)
SELECT l.id, l.licensor_id, l.licensee_id, l.starts_on, l.classes::text, l.territories::text, l.carve_outs::text,
       l.channels::text, l.ends_on, l.terminated_on, l.parent_id, l.sublicensing_depth, l.consent, l.exclusivity,
       l.quota, l.quota_per, l.state, l.reference, l.on_paper, l.licensee_name, p.name,
       ARRAY(SELECT r.right_id FROM registry_licenceright r WHERE r.tenant_id = %(tenant)s AND r.licence_id = l.id)
FROM chain JOIN registry_licence l ON l.tenant_id = %(tenant)s AND l.id = chain.id
JOIN accounts_party p ON p.tenant_id = %(tenant)s AND p.id = l.licensee_id
ORDER BY l.id
"""
SIGNED = ("signed", "ended", "terminated")


def licences_of(right_ids: Iterable[UUID], seller_ids: Iterable[UUID], day: date | None = None) -> tuple[Licence, ...]:
    """The licences offered to or signed by these sellers under these rights with all above them, and every exclusive one.

    One whose paper names somebody else, or says nothing of where it holds, carries its doubt: it is asked about.
    """
    values: dict[str, Any] = {
        "tenant": current_tenant(), "rights": list(right_ids), "sellers": list(seller_ids),
        "states": ["offered", *SIGNED],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(CHAINS, values)
        assert cursor.description is not None
        names = [column.name for column in cursor.description]
        rows = [dict(zip([*names[:-2], "party", "rights"], row, strict=True)) for row in cursor.fetchall()]
    limited = [Row(id=row["id"], quota=row["quota"], quota_per=row["quota_per"]) for row in rows]
    left = quotas_left(limited, day or database_now().date()) if any(one.quota for one in limited) else {}
    return tuple(_licence(row, left.get(row["id"])) for row in rows)


def doubt_of(*, on_paper: bool, name: str, party: str, territories: Sequence[str]) -> str:
    """What a document leaves open: whose it is, or where it holds; "" if neither."""
    if not on_paper:
        return ""
    if not same_name(name, party):
        return "name_mismatch"
    return "" if territories else "missing_territory"


def _licence(row: dict[str, Any], left: int | None) -> Licence:
    territories = tuple(json.loads(row["territories"]))
    doubt = doubt_of(on_paper=row["on_paper"], name=row["licensee_name"], party=row["party"], territories=territories)
    return Licence(
        id=row["id"], licensor=row["licensor_id"], licensee=row["licensee_id"], rights=frozenset(row["rights"]),
        starts_on=row["starts_on"], classes=frozenset(json.loads(row["classes"])), territories=territories,
        carve_outs=tuple(json.loads(row["carve_outs"])), channels=frozenset(json.loads(row["channels"])),
        ends_on=row["ends_on"], ended_on=row["terminated_on"], parent=row["parent_id"],
        sublicensing_depth=row["sublicensing_depth"],
        consent="missing" if row["consent"] == "refused" else row["consent"], exclusivity=row["exclusivity"],
        quota_left=left, signed=row["state"] in SIGNED, reference=row["reference"], doubt=doubt,
    )  # fmt: skip
