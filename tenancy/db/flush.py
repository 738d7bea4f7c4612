"""Emptying tables between transactional tests: TRUNCATE is refused to `app`, and by the log's triggers."""

from collections.abc import Iterable

from django.db.backends.postgresql import operations


class DatabaseOperations(operations.DatabaseOperations):
    """Runs Django's flush as `owner`, on a connection of its own, with the triggers of the log at rest."""

    def execute_sql_flush(self, sql_list: Iterable[str]) -> None:
        """`sql_list` holds the TRUNCATE statements that Django prepared."""
        settings = self.connection.settings_dict
        owner = {**settings, **settings["OWNER"]}
        params = type(self.connection)(owner, "owner").get_connection_params()
        raw = self.connection.Database.connect(**{k: v for k, v in params.items() if k != "cursor_factory"})
        try:
            with raw, raw.cursor() as cursor:
                cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
                guarded = [row[0] for row in cursor.fetchall()]
                for table in guarded:
                    cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
                for statement in sql_list:
                    cursor.execute(statement)
                for table in guarded:
                    cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        finally:
            raw.close()
