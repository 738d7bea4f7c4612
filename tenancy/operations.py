"""Migration operations that raise the wall. Django's state does not see them, so the autodetector is silent.

`Wall("Case")` stands last in the migration that makes the model, parents before children;
`AddTenantFK("Case", "reviewer")` follows an `AddField` of a `TenantFK` in a later migration.
"""

from typing import Any

from django.db import models
from django.db.migrations.operations.base import Operation

from tenancy.fields import TenantFK

CONDITION = "tenant_id = nullif(current_setting('app.tenant', true), '')::uuid"
ALL_VERBS = "SELECT, INSERT, UPDATE, DELETE"
APPEND_ONLY = "SELECT, INSERT"
HISTORY = "SELECT, INSERT, DELETE"  # DELETE for erasure alone


def constraint_name(table: str, column: str) -> str:
    """The name of the composite foreign key of `table`.`column` (63 characters are PostgreSQL's limit)."""
    return f"{table}_{column}"[:53] + "_tenant_fk"


def _is_history(model: type[models.Model]) -> bool:
    return any(field.name == "history_id" for field in model._meta.local_fields)


def tenant_keys(model: type[models.Model]) -> list[TenantFK]:
    """The foreign keys of `model` that the wall holds; a history row points nowhere, it only remembers."""
    keys = [f for f in model._meta.local_fields if isinstance(f, TenantFK) and f.held]
    return [] if _is_history(model) else keys


def _foreign_key_sql(model: type[models.Model], field: TenantFK) -> list[str]:
    """NO FORCE on both sides: under FORCE the owner's validation sees no rows and accepts everything."""
    table, parent = model._meta.db_table, field.related_model._meta.db_table
    name = constraint_name(table, field.column)
    return [
        f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY',
        f'ALTER TABLE "{parent}" NO FORCE ROW LEVEL SECURITY',
        f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" FOREIGN KEY (tenant_id, "{field.column}") '
        f'REFERENCES "{parent}" (tenant_id, id) DEFERRABLE INITIALLY DEFERRED',
        f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
        f'ALTER TABLE "{parent}" FORCE ROW LEVEL SECURITY',
    ]


class _Stateless(Operation):
    reduces_to_sql = False
    reversible = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Nothing changes for Django."""

    def _model(self, state: Any, app_label: str, name: str) -> type[models.Model]:
        return state.apps.get_model(app_label, name)


class Wall(_Stateless):
    """Composite primary key, forced row security, exact grants and composite foreign keys for one model."""

    def __init__(self, name: str, verbs: str = ALL_VERBS) -> None:
        self.name = name
        self.verbs = verbs

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """As Django writes it into a migration."""
        return "Wall", [self.name], {"verbs": self.verbs}

    def describe(self) -> str:
        """One line for `migrate -v 2`."""
        return f"Raise the tenant wall round {self.name}"

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Needs ownership of the table."""
        model = self._model(to_state, app_label, self.name)
        table = model._meta.db_table
        key = "history_id" if _is_history(model) else "id"
        primary = self._primary_key_name(schema_editor, table)
        statements = [
            f'ALTER TABLE "{table}" DROP CONSTRAINT "{primary}"',
            f'ALTER TABLE "{table}" ADD PRIMARY KEY (tenant_id, {key})',
            f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
            f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
            f'CREATE POLICY everyone ON "{table}" TO app, owner USING (true)',
            f'CREATE POLICY tenant ON "{table}" AS RESTRICTIVE TO app, owner USING ({CONDITION})',
            f'REVOKE ALL ON "{table}" FROM app',
            f'GRANT {self.verbs} ON "{table}" TO app',
        ]
        for field in tenant_keys(model):
            statements += _foreign_key_sql(model, field)
        for statement in statements:
            schema_editor.execute(statement)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Take the wall down again; the table itself is dropped by what comes next."""
        model = self._model(from_state, app_label, self.name)
        table = model._meta.db_table
        for field in tenant_keys(model):
            schema_editor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{constraint_name(table, field.column)}"')
        for policy in ("tenant", "everyone"):
            schema_editor.execute(f'DROP POLICY {policy} ON "{table}"')
        schema_editor.execute(f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY')
        schema_editor.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')

    @staticmethod
    def _primary_key_name(schema_editor: Any, table: str) -> str:
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(
                "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'p'", [f'"{table}"']
            )
            return cursor.fetchone()[0]


class AddTenantFK(_Stateless):
    """The composite foreign key of a `TenantFK` that a later migration added."""

    def __init__(self, model_name: str, field_name: str) -> None:
        self.model_name = model_name
        self.field_name = field_name

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """As Django writes it into a migration."""
        return "AddTenantFK", [self.model_name, self.field_name], {}

    def describe(self) -> str:
        """One line for `migrate -v 2`."""
        return f"Hold {self.model_name}.{self.field_name} inside the marketplace"

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Needs ownership of both tables."""
        model = self._model(to_state, app_label, self.model_name)
        field = model._meta.get_field(self.field_name)
        assert isinstance(field, TenantFK), f"{self.model_name}.{self.field_name} is no TenantFK"
        for statement in _foreign_key_sql(model, field):
            schema_editor.execute(statement)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Drop the constraint again."""
        model = self._model(from_state, app_label, self.model_name)
        column = str(model._meta.get_field(self.field_name).column)  # type: ignore[union-attr]
        table = model._meta.db_table
        schema_editor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT IF EXISTS "{constraint_name(table, column)}"')


class RemoveTenantFK(AddTenantFK):
    """Let a `TenantFK` go that is `held=False` from now on."""

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """As Django writes it into a migration."""
        return "RemoveTenantFK", [self.model_name, self.field_name], {}

    def describe(self) -> str:
        """One line for `migrate -v 2`."""
        return f"Hold {self.model_name}.{self.field_name} by the wall alone"

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Drop the constraint."""
        super().database_backwards(app_label, schema_editor, to_state, from_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Needs ownership of both tables; every row is checked."""
        super().database_forwards(app_label, schema_editor, from_state, to_state)
