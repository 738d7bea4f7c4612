"""The base of all Celery tasks: inside a marketplace, or not at all."""

from typing import Any
from uuid import UUID

from celery import Task

from tenancy.context import tenant


class TenantTask(Task):
    """Runs in the marketplace named by the keyword `tenant_id`; TypeError without one, before anything is read.

    Arguments that this version does not know are not refused at the caller, as old and new workers run side by side
    while a new version is rolled out.
    """

    abstract = True
    typing = False

    def __call__(self, *args: Any, tenant_id: str | UUID | None = None, **kwargs: Any) -> Any:
        """One transaction round the task's body."""
        if tenant_id is None:
            raise TypeError(f"{self.name} needs the keyword tenant_id.")
        with tenant(UUID(str(tenant_id))):
            return self.run(*args, **kwargs)
