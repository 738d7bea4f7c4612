"""Whether a seller may have goods of a brand shipped to a country today: the licence gate, asked again at the dock."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from accounts.models import Party
from registry import gate
from registry.gate.queries import gate_facts
from registry.models import Right

Asked = tuple[str, str, UUID]
"""Reference of a seller, country of destination ("" if it is not known), id of a brand."""


@dataclass(frozen=True, slots=True)
class Permission:
    """What the gate says: its verdict and the codes of its reasons. `ban` is the reference of a ban that covers it."""

    verdict: str
    codes: tuple[str, ...] = ()
    ban: str = ""


def permitted(asked: Collection[Asked], day: date) -> Mapping[Asked, Permission]:
    """The answers for those whose seller is known. Nothing for a brand without an enforced right: nobody has to be asked.

    A seller that is the brand's owner needs no licence. What lies at a dock is sold here: this marketplace is the channel that is
    asked about. At most four queries.
    """
    wanted = {one for one in asked if one[0]}
    sellers = (
        {row.reference: row.id for row in Party.objects.filter(reference__in={one[0] for one in wanted}, kind="seller")}
        if wanted
        else {}
    )
    known = [one for one in wanted if one[0] in sellers]
    if not known:
        return {}
    rights: dict[UUID, list[UUID]] = defaultdict(list)
    for right_id, brand_id in Right.objects.filter(brand__in={one[2] for one in known}, state="verified").values_list(
        "id", "brand_id"
    ):
        rights[brand_id].append(right_id)
    facts = gate_facts([one for some in rights.values() for one in some], *sellers.values(), day=day)
    return {one: _asked(one, sellers, rights[one[2]], facts, day) for one in known if rights.get(one[2])}


def _asked(one: Asked, sellers: Mapping[str, UUID], rights: list[UUID], facts: Any, day: date) -> Permission:
    reference, destination, _brand = one
    questions = [
        gate.Question(sellers[reference], right, gate.NOTHING_KNOWN, facts.here, destination, day) for right in rights
    ]
    answer = gate.ask_all(questions, facts)
    return Permission(answer.verdict, tuple(reason.code for reason in answer.reasons))
