"""Migrations as `owner`: under FORCE it sees no rows and says nothing, so what they do is read and tried here."""

import inspect
import re
from io import StringIO
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from accounts.models import ApiKey, Party
from tenancy.catalogue import faults
from tenancy.context import tenant
from tenancy.db.roles import as_owner
from tenancy.fields import TenantFK
from tenancy.ids import uuid7
from tenancy.models import Tenanted
from tenancy.operations import AddTenantFK, Wall
from tenancy.outside import OUTSIDE

OURS = {config.label for config in apps.get_app_configs() if "site-packages" not in config.path}
WALLED = {model._meta.db_table for model in apps.get_models()} - set(OUTSIDE)
CHANGES = re.compile(r"\b(?:update|insert\s+into|delete\s+from)\s+\"?([a-z_]+)", re.IGNORECASE)
BODIES = re.compile(r"\$(\w*)\$.*?\$\1\$", re.DOTALL)
REFERENCES = re.compile(r"\bREFERENCES\b", re.IGNORECASE)


def our_migrations():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return {key: migration for key, migration in loader.disk_migrations.items() if key[0] in OURS}


def data_faults(operation: object) -> list[str]:
    """What is wrong with an operation that changes rows, in sentences."""
    if isinstance(operation, migrations.RunPython):
        source = inspect.getsource(operation.code)
        outside = all(
            apps.get_model(*found)._meta.db_table in OUTSIDE
            for found in re.findall(r"get_model\(\s*[\"'](\w+)[\"'],\s*[\"'](\w+)[\"']", source)
        )
        whole = "get_model" in source and outside
        return [] if "with tenant(" in source or whole else ["It changes rows, but not marketplace by marketplace."]
    if isinstance(operation, migrations.RunSQL):
        text = operation.sql if isinstance(operation.sql, str) else " ".join(str(part) for part in operation.sql)
        text = BODIES.sub("", text)  # what a function does, it does as its caller
        found = [f"It changes rows of {table} as owner." for table in CHANGES.findall(text) if table in WALLED]
        if REFERENCES.search(text):
            found.append("A foreign key by hand checks nothing under FORCE: use AddTenantFK.")
        return found
    return []


def test_every_data_migration_goes_through_the_marketplaces():
    said = {
        (key, sentence)
        for key, migration in our_migrations().items()
        for operation in migration.operations
        for sentence in data_faults(operation)
    }
    assert not said


def change_all(apps, schema_editor):
    apps.get_model("accounts", "Party").objects.update(country="FR")


def change_each(apps, schema_editor):
    for found in apps.get_model("tenancy", "Marketplace").objects.all():
        with tenant(found.pk):
            apps.get_model("accounts", "Party").objects.update(country="FR")


def change_outside(apps, schema_editor):
    apps.get_model("tenancy", "Marketplace").objects.update(state="open")


@pytest.mark.parametrize(
    ("operation", "is_wrong"),
    [
        (migrations.RunPython(change_all), True),
        (migrations.RunPython(change_each), False),
        (migrations.RunPython(change_outside), False),
        (migrations.RunSQL("UPDATE accounts_party SET country = 'FR'"), True),
        (migrations.RunSQL("DELETE FROM tenancy_due"), False),
        (migrations.RunSQL("ALTER TABLE a ADD FOREIGN KEY (tenant_id, b_id) REFERENCES b (tenant_id, id)"), True),
        (migrations.RunSQL("CREATE INDEX i ON a (tenant_id)"), False),
    ],
)
def test_the_reader_of_migrations_sees_what_is_wrong(operation, is_wrong):
    assert bool(data_faults(operation)) == is_wrong


@pytest.mark.django_db(transaction=True)
def test_why_the_owner_changes_nothing_and_says_so_to_nobody(committed_places):
    with tenant(committed_places[0].id):
        Party.objects.create(reference="PA-1", kind="brand", name="A", name_key="a", country="DE")
    real = SimpleNamespace(get_model=lambda *names: SimpleNamespace(objects=apps.get_model(*names)._base_manager))
    with as_owner(connection):
        change_all(real, None)
        with tenant(committed_places[0].id):
            assert Party.objects.get().country == "DE"
        change_each(real, None)
    with tenant(committed_places[0].id):
        assert Party.objects.get().country == "FR"


def walled_in(app: str) -> set[str]:
    found = set()
    for (label, _name), migration in our_migrations().items():
        if label == app:
            found |= {op.name.lower() for op in migration.operations if isinstance(op, Wall)}
    return found


def test_every_walled_model_has_its_wall_in_the_migration_that_makes_it():
    for (app, name), migration in our_migrations().items():
        raised = {operation.name.lower() for operation in migration.operations if isinstance(operation, Wall)}
        for operation in migration.operations:
            if isinstance(operation, migrations.CreateModel):
                model = apps.get_model(app, operation.name) if operation.name.lower() in apps.all_models[app] else None
                is_walled = model is not None and (
                    issubclass(model, Tenanted) or "history_id" in dict(operation.fields)
                )
                assert not is_walled or operation.name.lower() in raised, f"{app}.{name}: {operation.name}"


def test_a_tenant_key_that_is_added_later_gets_its_constraint():
    for (app, name), migration in our_migrations().items():
        made = {op.name.lower() for op in migration.operations if isinstance(op, migrations.CreateModel)}
        held = {
            (op.model_name.lower(), op.field_name) for op in migration.operations if isinstance(op, AddTenantFK)
        }  # fmt: skip
        for operation in migration.operations:
            if isinstance(operation, migrations.AddField) and isinstance(operation.field, TenantFK):
                model = operation.model_name.lower()
                if model.startswith("historical"):
                    continue  # what a row once referred to may be gone
                assert model in made or (model, operation.name) in held, f"{app}.{name}: {model}.{operation.name}"


def add_constraint(operation: migrations.operations.base.Operation) -> None:
    state = ProjectState.from_apps(apps)
    with as_owner(connection), connection.schema_editor() as editor:
        operation.database_forwards("accounts", editor, state, state)


def drop_constraint() -> None:
    state = ProjectState.from_apps(apps)
    with as_owner(connection), connection.schema_editor() as editor:
        AddTenantFK("ApiKey", "party").database_backwards("accounts", editor, state, state)


@pytest.mark.django_db(transaction=True)
def test_a_key_added_by_our_operation_checks_the_rows_that_are_there(committed_places):
    ash, birch = (place.id for place in committed_places)
    drop_constraint()
    try:
        assert any("accounts.ApiKey.party has no constraint" in sentence for sentence in faults())
        with tenant(birch):
            theirs = Party.objects.create(reference="PA-1", kind="brand", name="A", name_key="a", country="DE")
        with tenant(ash):
            foreign = ApiKey.objects.create(party_id=theirs.id, name="k", prefix="k", secret_hash="0" * 64, scopes="")
        with pytest.raises(IntegrityError):
            add_constraint(AddTenantFK("ApiKey", "party"))
        with tenant(ash):
            foreign.delete()
    finally:
        add_constraint(AddTenantFK("ApiKey", "party"))
    assert faults() == []


@pytest.mark.django_db(transaction=True)
def test_a_key_added_by_plain_sql_under_force_would_have_checked_nothing(committed_places):
    """The trap itself: were this to fail one day, PostgreSQL has changed and the operation can be simpler."""
    drop_constraint()
    name = "accounts_apikey_party_id_tenant_fk"
    try:
        with tenant(committed_places[0].id):
            ApiKey.objects.create(party_id=uuid7(), name="k", prefix="k", secret_hash="0" * 64, scopes="")
        with as_owner(connection), connection.schema_editor() as editor:
            editor.execute(
                f"ALTER TABLE accounts_apikey ADD CONSTRAINT {name} FOREIGN KEY (tenant_id, party_id)"
                " REFERENCES accounts_party (tenant_id, id) DEFERRABLE INITIALLY DEFERRED"
            )
        assert faults() == [], "the database calls it valid, so only the way it was added can be tested"
    finally:
        drop_constraint()
        with tenant(committed_places[0].id):
            ApiKey.objects.all().delete()
        add_constraint(AddTenantFK("ApiKey", "party"))


@pytest.mark.django_db(transaction=True)
def test_a_wall_comes_down_and_goes_up_again(committed_places):
    state = ProjectState.from_apps(apps)
    wall = Wall("Secret", verbs="SELECT, INSERT, DELETE")
    with as_owner(connection), connection.schema_editor() as editor:
        wall.database_backwards("audit", editor, state, state)
    try:
        assert "audit_secret: row security is not enabled and forced." in faults()
        with pytest.raises(CommandError, match="nothing is sealed: audit_secret"):
            call_command("sequencer", once=True)
    finally:
        with as_owner(connection), connection.schema_editor() as editor:
            wall.database_forwards("audit", editor, state, state)
    assert faults() == []


def test_the_operations_are_invisible_to_the_autodetector(db):
    out = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=out, verbosity=1)
    assert "No changes detected" in out.getvalue()


def test_the_operations_write_themselves_and_say_what_they_do():
    assert Wall("Case", verbs="SELECT").deconstruct() == ("Wall", ["Case"], {"verbs": "SELECT"})
    assert AddTenantFK("Case", "seller").deconstruct() == ("AddTenantFK", ["Case", "seller"], {})
    assert "Case" in Wall("Case").describe()
    assert "Case.seller" in AddTenantFK("Case", "seller").describe()
    assert TenantFK("accounts.Party", models.PROTECT).deconstruct()[3] == {
        "to": "accounts.party", "on_delete": models.PROTECT, "related_name": "+",
    }  # fmt: skip
