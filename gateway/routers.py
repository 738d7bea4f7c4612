"""Which connection a table is reached by: counters live on their own, in autocommit."""

from typing import Any

COUNTED = frozenset({"gateway_counter", "gateway_cache", "cache_table"})


class CounterRouter:
    """What must survive a request that is rolled back goes over the connection `counters`."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        """The connection for reading `model`."""
        return "counters" if model._meta.db_table in COUNTED or model._meta.app_label == "django_cache" else None

    db_for_write = db_for_read

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool | None:
        """Both connections lead to one database."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        """Migrations run over the default connection alone."""
        return db == "default"
