"""Reading what leaves the house: statements of reasons, those that wait to be sent, in parcels of what one call takes."""

from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet

from audit.rows import load_words
from enforcement.models import Statement, StatementVersion
from enforcement.statements.schema import MOST_TOGETHER
from tenancy.actor import Actor
from tenancy.errors import NotFound


def statements(actor: Actor, *, state: str = "") -> QuerySet[Statement]:
    """The statements that the actor sees, to be paged by ("-id",)."""
    rows: QuerySet[Statement] = Statement.objects.visible_to(actor).select_related(
        "case__right", "decision__item__listing"
    )
    return rows.filter(state=state) if state else rows


def counts(actor: Actor) -> Counter[str]:
    """How many of them stand at each state."""
    counted = Statement.objects.visible_to(actor).order_by().values_list("state").annotate(n=Count("id"))
    return Counter(dict(counted))


def statement(statement_id: UUID, actor: Actor) -> Statement:
    """One statement with all its versions. Raises NotFound for strangers."""
    row = _whole(Statement.objects.visible_to(actor).filter(id=statement_id)).first()
    if row is None:
        raise NotFound
    return with_words([row])[0]


def of_case(case_id: UUID, actor: Actor) -> list[Statement]:
    """The statements of a case that still hold, in the order of its decisions. Three queries."""
    rows = _whole(Statement.objects.visible_to(actor).filter(case_id=case_id, state__in=["needs_correction", "made"]))
    return with_words(list(rows.order_by("id")))


def is_stated(case_id: UUID, actor: Actor) -> bool:
    """Whether there is a statement about a case that the actor sees."""
    return Statement.objects.visible_to(actor).filter(case_id=case_id).exists()


def due_for_sending() -> QuerySet[Statement]:
    """What is ready and was not sent, the oldest first."""
    return Statement.objects.filter(state="made").order_by("id")


def statement_batches(size: int = MOST_TOGETHER) -> Iterator[dict[str, list[dict[str, Any]]]]:
    """What waits to be sent, as the bodies of calls of the database's interface: at most 100 statements each."""
    rows, last = due_for_sending(), None
    while found := list(_whole(rows.filter(id__gt=last) if last else rows)[:size]):
        yield {"statements": [row.newest.payload for row in with_words(found)]}
        last = found[-1].id


def with_words(rows: list[Statement]) -> list[Statement]:
    """The same rows, with what their versions say loaded. One query."""
    load_words(version for row in rows for version in row.versions.all())
    return rows


def _whole(rows: QuerySet[Statement]) -> QuerySet[Statement]:
    versions = Prefetch("versions", queryset=StatementVersion.objects.order_by("number"))
    return rows.select_related("case__right", "decision__item__listing").prefetch_related(versions)
