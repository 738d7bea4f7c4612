"""Who sees which job."""

from typing import Any, Self

from django.db.models import QuerySet

from tenancy.actor import Actor


class JobQuerySet(QuerySet[Any]):
    """What may be asked of jobs."""

    def visible_to(self, actor: Actor) -> Self:
        """The marketplace's own staff see all, a party those that its people and keys have asked for."""
        if actor.is_operator or actor.is_system:
            return self
        return self.filter(party_id=actor.party_id) if actor.party_id else self.none()

    def open(self) -> Self:
        """Those that wait or run."""
        return self.filter(state__in=["waiting", "running"])
