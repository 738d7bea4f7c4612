"""Foreign keys inside the wall.

Django's own constraint would need `id` alone to be unique; the wall's primary key is (tenant_id, id), and
the composite constraint is added by the migration operations of `tenancy.operations`.
"""

from typing import Any

from django.db import models


class TenantFK(models.ForeignKey):
    """A foreign key to another walled table; the database holds it as (tenant_id, this) → (tenant_id, id).

    With `held=False` it does not: for what is derived from the other row in the same transaction and read only through
    it, in such numbers that asking after each would cost more than all the rest.
    """

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, *, held: bool = True, **kwargs: Any) -> None:
        self.held = held
        kwargs["db_constraint"] = False
        kwargs["db_index"] = False
        kwargs.setdefault("related_name", "+")
        super().__init__(to, on_delete, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Leave out what the constructor sets anyway, so that migrations read plainly."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("db_constraint", None)
        kwargs.pop("db_index", None)
        if not self.held:
            kwargs["held"] = False
        return name, path, args, kwargs
