"""Foreign keys inside the wall.

Django's own constraint would need `id` alone to be unique; the wall's primary key is (tenant_id, id), and
the composite constraint is added by the migration operations of `tenancy.operations`.
"""

from typing import Any

from django.db import models


class TenantFK(models.ForeignKey):
    """A foreign key to another walled table; the database holds it as (tenant_id, this) → (tenant_id, id)."""

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        kwargs["db_index"] = False
        kwargs.setdefault("related_name", "+")
        super().__init__(to, on_delete, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Leave out what the constructor sets anyway, so that migrations read plainly."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("db_constraint", None)
        kwargs.pop("db_index", None)
        return name, path, args, kwargs
