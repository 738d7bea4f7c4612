"""Reading events of supply chains: what a question finds, as far as who asks sees it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from fulfillment.codes import CodeError, epcs
from fulfillment.epcis.asking import Match, Question
from fulfillment.models import EpcisEvent, EpcisEventCode, EpcisHandedIn
from fulfillment.services.epcis import document_of, mark_of_code
from gateway.paging import Keyset, Page
from tenancy.actor import Actor
from tenancy.errors import NotFound

HASH_URI = "ni:///sha-256;"


def asked(actor: Actor, question: Question, *, cursor: str | None, size: int) -> Page:
    """One page of the events that a question finds. Raises Invalid for a cursor that is none."""
    names = [question.order, "id"] if question.order == "time" else ["id"]  # ids are in the order of their making
    ordering = [f"-{name}" if question.falling else name for name in names]
    return Keyset(*ordering).page(found(actor, question), cursor, size=size)


def found(actor: Actor, question: Question) -> QuerySet[EpcisEvent]:
    """All events that a question finds."""
    rows: QuerySet[EpcisEvent] = EpcisEvent.objects.visible_to(actor)
    for name, values in question.words.items():
        rows = rows.filter(_named(values)) if name == "event_id" else rows.filter(**{f"{name}__in": values})
    for (name, comparison), time in question.times.items():
        rows = rows.filter(**{f"{name}__{comparison}": time})
    if question.is_declared is not None:
        rows = rows.exclude(declared="") if question.is_declared else rows.filter(declared="")
    for match in question.matches:
        rows = rows.filter(Exists(_speaking(match)))
    return rows


def event_of(actor: Actor, event_id: str) -> EpcisEvent:
    """One event by its hash or by what its sender calls it: the newest, if several are called so. Raises NotFound."""
    row = EpcisEvent.objects.visible_to(actor).filter(_named([event_id])).order_by("-id").first()
    if row is None:
        raise NotFound
    return row


def documents(rows: Iterable[EpcisEvent], *, as_links: bool) -> list[dict[str, Any]]:
    """The events as they were said, with when we heard of them; codes as Digital Links where that is wanted."""
    made = []
    for row in rows:
        one = document_of(row) | {"recordTime": row.made_at.isoformat()}
        made.append(_linked(one) if as_links else one)
    return made


def _named(values: Sequence[str]) -> Q:
    hashes = [value[len(HASH_URI) :].partition("?")[0] for value in values if value.startswith(HASH_URI)]
    given = EpcisHandedIn.objects.filter(event_id=OuterRef("id"), given_id__in=list(values))
    return Q(hash__in=hashes) | Q(Exists(given))


def _speaking(match: Match) -> QuerySet[EpcisEventCode]:
    marks = [mark_of_code(code)[0] for code in match.codes]
    rows: QuerySet[EpcisEventCode] = EpcisEventCode.objects.filter(
        event_id=OuterRef("id"), mark__in=marks, is_class=match.is_class
    )
    return rows.filter(role__in=match.roles) if match.roles else rows


def _linked(document: dict[str, Any]) -> dict[str, Any]:
    """With every code that has one as its Digital Link."""
    made = dict(document)
    for name in ("epcList", "childEPCs", "inputEPCList", "outputEPCList"):
        if name in made:
            made[name] = [_link(code) for code in made[name]]
    for name in ("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"):
        if name in made:
            made[name] = [{**one, "epcClass": _link(one["epcClass"])} for one in made[name]]
    if "parentID" in made:
        made["parentID"] = _link(made["parentID"])
    return made


def _link(code: str) -> str:
    try:
        return epcs.canonical(code)
    except CodeError:
        return code
