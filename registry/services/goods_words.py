"""The goods of rights as lexemes: at once with a change of one right, soon after for what an import brings in.

An import leaves the ids of its rights behind, one row a step, as making lexemes would hold it up.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from registry.models import GoodsWaiting, Right, SearchGoods
from registry.search.lexemes import kept
from tenancy.context import current_tenant
from tenancy.due import ring

JOB = "goods_words"
LINES = 3
"""Rows of waiting rights that one sweep takes: some 2,700 rights."""
KEEP = """
INSERT INTO registry_searchgoods (id, tenant_id, right_id, words)
SELECT uuidv7(), %s, r, array_to_tsvector(string_to_array(t, ' ')) FROM unnest(%s::uuid[], %s::text[]) AS given (r, t)
ON CONFLICT (tenant_id, right_id) DO UPDATE SET words = excluded.words
WHERE registry_searchgoods.words IS DISTINCT FROM excluded.words
"""


def settle_goods(rights: Sequence[Right]) -> None:
    """Make what is kept of their goods what is on file now. At most two queries; settling twice changes nothing."""
    told = sorted((str(right.id), " ".join(_lexemes(right))) for right in rights if any(right.goods.values()))
    silent = [right.id for right in rights if not any(right.goods.values())]
    if told:
        ids, texts = zip(*told, strict=True)
        with connection.cursor() as cursor:
            cursor.execute(KEEP, [current_tenant(), list(ids), list(texts)])
    if silent:
        SearchGoods.objects.filter(right_id__in=silent).delete()


def leave_goods(rights: Iterable[Right]) -> None:
    """Have the goods of new rights settled once they are in."""
    waiting = [str(right.id) for right in rights if any(right.goods.values())]
    if waiting:
        GoodsWaiting.objects.create(rights=waiting)
        ring(JOB)


def sweep(now: datetime) -> datetime | None:
    """Settle some of what waits; the rest at once after."""
    lines = list(GoodsWaiting.objects.select_for_update(skip_locked=True).order_by("id")[:LINES])
    ids = [right_id for line in lines for right_id in line.rights]
    settle_goods(list(Right.objects.filter(id__in=ids).only("id", "kind", "office", "classes", "territories", "goods")))
    GoodsWaiting.objects.filter(id__in=[line.id for line in lines]).delete()
    return now if len(lines) == LINES else None


def _lexemes(right: Right) -> list[str]:
    facts: dict[str, Any] = {
        "c": map(str, right.classes), "k": [right.kind], "f": [right.office] if right.office else [],
        "p": right.territories,
    }  # fmt: skip
    return kept(current_tenant(), right.goods.values(), facts)
