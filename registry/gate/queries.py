"""Filling the gate's facts from the tables: two queries for many sellers and rights, and the rules of first sales apart."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from accounts.queries import choice, read_at_source
from policy import registry as packs
from policy.model import Exhaustion, Pack
from policy.vocabulary import RIGHT_KINDS
from registry.chain import PASSING
from registry.gate.grants import Facts
from registry.gate.licences import licences_of
from registry.gate.values import Authorisation, RightFacts
from registry.models import Assignment, Right
from tenancy.context import current_tenant

NOBODY = UUID(int=0)
_COLUMNS = ("id", "tenant__slug", "kind", "owner_id", "territories", "state", "registered_on", "expires_on", "chain")
_GIVEN = ("mine__id", "mine__seller_id", "mine__starts_on", "mine__ends_on", "mine__revoked_at")


def gate_facts(right_ids: Iterable[UUID], *seller_ids: UUID, day: date | None = None, in_force: bool = False) -> Facts:
    """What the gate needs to answer for these sellers about these rights, but for first sales (`rules_for`). Two queries.

    Quotas are what is left in the period of `day`, today if it is not given. `in_force`: whoever asks knows that the rights
    were enforced at the moment in question, whatever became of them since.
    """
    wanted = list(right_ids)
    mine = Q(authorised__tenant_id=current_tenant(), authorised__seller_id__in=seller_ids or (NOBODY,))
    rows = Right.objects.filter(id__in=wanted).annotate(
        mine=FilteredRelation("authorised", condition=mine), chain=ArraySubquery(_chain())
    )
    rights, authorisations, here = {}, [], "marketplace"
    for row in rows.values_list(*_COLUMNS, F("mine__territories"), *_GIVEN):
        right_id, slug, kind, owner_id, territories, state, registered_on, expires_on, chain, places, *given = row
        here = f"marketplace:{slug}"
        rights[right_id] = RightFacts(
            kind,
            owner_id,
            tuple(territories),
            in_force or _was_in_force(state, expires_on),
            registered_on,
            expires_on,
            _owners(chain, owner_id),
        )
        authorised_id, seller_id, starts_on, ends_on, revoked_at = given
        if authorised_id is not None:
            revoked_on = revoked_at.date() if revoked_at else None
            authorisations.append(
                Authorisation(authorised_id, right_id, seller_id, tuple(places), starts_on, ends_on, revoked_on)
            )
    return Facts(rights, tuple(authorisations), licences_of(wanted, seller_ids, day), here=here)


def rules_for(destinations: Iterable[str], kinds: Iterable[str], day: date) -> Mapping[tuple[str, str], Exhaustion]:
    """The rules of first sales by (destination, kind of right), as this marketplace has them. Two queries."""
    chosen, presets = choice()
    asked = [(place, kind) for place in set(destinations) - {""} for kind in set(kinds) if kind in RIGHT_KINDS]
    if not asked:
        return {}
    found = {key: pack for key in asked if (pack := _pack(*key, day, chosen, presets)) is not None}
    laid = read_at_source(*found.values())
    rules = {key: pack.exhaustion_for(key[1]) for key, pack in zip(found, laid, strict=True)}
    return {key: rule for key, rule in rules.items() if rule is not None}


def _pack(place: str, kind: str, day: date, chosen: frozenset[str], presets: Mapping[str, str]) -> Pack | None:
    try:
        return packs.for_case(place, kind, day, chosen=chosen, presets=presets)
    except packs.UnknownPack:  # a day before any pack
        return None


def _chain() -> QuerySet[Assignment, Any]:
    """The confirmed conveyances of a whole right, by the day from which they hold."""
    rows = Assignment.objects.filter(right=OuterRef("id"), state=Assignment.State.CONFIRMED, kind__in=sorted(PASSING))
    said = JSONObject(day="effective_on", giver="from_party", taker="to_party")
    return rows.order_by("effective_on", "id").values_list(said)


def _owners(chain: Sequence[Mapping[str, str | None]], owner: UUID) -> tuple[tuple[date, UUID | None], ...]:
    """Who owned it from which day on. Where the newest paper names nobody here, whose it is on file counts."""
    if not chain:
        return ()
    takers = [UUID(link["taker"]) if link["taker"] else None for link in chain]
    takers[-1] = takers[-1] or owner
    first = UUID(chain[0]["giver"]) if chain[0]["giver"] else None
    days = [date.fromisoformat(link["day"] or "") for link in chain]
    return ((date.min, first), *zip(days, takers, strict=True))


def _was_in_force(state: str, expires_on: date | None) -> bool:
    """Whether it is enforced, or was until the day on which it expired."""
    return state == "verified" or (state == "lapsed" and expires_on is not None)
