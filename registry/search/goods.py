"""Finding rights by words of their goods and services.

Full-text indexes are not reached under row security. Where all rights of a marketplace are asked, the narrow function
`registry_goods` of the role `searcher` answers: it names the marketplace itself and returns ids, which are read behind the
wall like any others. Where few rights are asked anyway (an owner's own, those of a name) their lexemes are compared one by one.
"""

from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from registry.models import SearchGoods
from registry.search.lexemes import asked
from tenancy.context import current_tenant

MOST, MOST_LOOKED = 1_000, 10_000
"""Rows that one question brings, as what finds more is to be narrowed; and those looked at where a state, which the index does
not hold, narrows it."""
NARROW = ("kind", "office", "place", "number")
"""Conditions that the index answers together with the words."""


def ids_of(search: str, *, most: int = MOST, **narrow: str | int | None) -> list[UUID]:
    """At most `most` rights of the marketplace with these goods; `narrow` as `lexemes.asked` takes it."""
    question = asked(current_tenant(), search, **narrow)  # type: ignore[arg-type]
    if not question:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT registry_goods(%s::tsquery, %s)", [question, most])
        return [row[0] for row in cursor.fetchall()]


def has(search: str) -> Q:
    """That a right has these goods, for where few rights are asked. Nothing has no goods."""
    question = asked(current_tenant(), search)
    if not question:
        return Q(id__in=[])
    return Q(Exists(SearchGoods.objects.filter(right_id=OuterRef("id"), words__fits=question)))
