"""The words under which enforcement gives out strikes and restraints, traced back to their cases."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from uuid import UUID

from enforcement.models import Decision, Remedy
from sellers.causes import finder


@finder
def cases(causes: Collection[str]) -> Mapping[str, str]:
    """The case of each remedy and of each decision among `causes`. Two queries."""
    ids = []
    for cause in causes:
        with suppress(ValueError):
            ids.append(UUID(cause))
    ordered = Remedy.objects.filter(cause__in=causes).values_list("cause", "item__case__reference")
    decided = Decision.objects.filter(id__in=ids).values_list("id", "item__case__reference")
    return {**dict(ordered), **{str(decision): case for decision, case in decided}}
