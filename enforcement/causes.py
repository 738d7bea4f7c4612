"""The words under which enforcement gives out strikes and restraints, traced back to their cases."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from uuid import UUID

from accounts.permissions import may
from enforcement.models import Case, Decision, Remedy
from sellers.causes import finder
from tenancy.actor import Actor


@finder
def cases(causes: Collection[str], actor: Actor) -> Mapping[str, str]:
    """The case of each remedy and of each decision among `causes`, if the actor may open it. Two queries."""
    if not may(actor, "case.read"):
        return {}
    seen = Case.objects.visible_to(actor)
    ids = []
    for cause in causes:
        with suppress(ValueError):
            ids.append(UUID(cause))
    ordered = Remedy.objects.filter(cause__in=causes, item__case__in=seen).values_list("cause", "item__case__reference")
    decided = Decision.objects.filter(id__in=ids, item__case__in=seen).values_list("id", "item__case__reference")
    return {**dict(ordered), **{str(decision): case for decision, case in decided}}
