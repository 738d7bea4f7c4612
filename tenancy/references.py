"""Short references that nothing in the marketplace has yet, for rows of which there may be very many."""

from django.db.models import Model

from tenancy.ids import reference


def unused(model: type[Model], prefix: str = "MW") -> str:
    """A reference that no row of `model` has. Two made at the same moment may still meet, one time in 32^7."""
    return unused_together(model, 1, prefix)[0]


def unused_together(model: type[Model], count: int, prefix: str = "MW") -> list[str]:
    """So many references, different from each other, that no row of `model` has.

    Among a million rows every thirty-thousandth reference is taken: asking costs less than trying again.
    """
    found: set[str] = set()
    while missing := count - len(found):
        tried = {reference(prefix) for _ in range(missing)}
        found |= tried.difference(
            model._default_manager.filter(reference__in=tried).values_list("reference", flat=True)
        )
    return list(found)
