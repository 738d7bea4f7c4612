"""Plans of the database, the same whatever was measured of its tables before."""

from django.db import connection, models

from tenancy.db.roles import as_owner


def measure(table: type[models.Model]) -> None:
    """Measure a table as it is committed now; outside of any transaction.

    Unmeasured, the plan of a small table hangs on when autovacuum last came by, and on the dead rows of earlier tests.
    """
    with as_owner(connection), connection.cursor() as cursor:
        cursor.execute(f"VACUUM (ANALYZE) {table._meta.db_table}")


def plan_of(rows: models.QuerySet) -> str:
    """How `rows` are found where a table is read whole only if nothing else is possible; inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    return rows.explain()
