"""The wall as the database has it. R1 to R17 are the traps of row security; docs/decisions/tenant-wall.md lists them all."""

import os
import subprocess
from datetime import timedelta
from pathlib import Path

import psycopg2
import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, ProgrammingError, connection, transaction

from accounts.models import ApiKey, Membership, Party
from audit.models import Secret
from evidence.files import address_of
from gateway.problems import refusal_of
from tenancy.catalogue import TABLES, faults, role_faults
from tenancy.context import database_now, tenant
from tenancy.db.roles import as_owner
from tenancy.fields import TenantFK
from tenancy.ids import uuid7
from tenancy.models import Tenanted
from tenancy.operations import CONDITION, tenant_keys
from tests.tenancy.attacker import broken, owner
from tests.tenancy.conftest import keep
from workflow.tasks import TenantTask

WALLED = [model for model in apps.get_models() if any(f.name == "tenant" for f in model._meta.local_fields)]
WALLED = [model for model in WALLED if model._meta.db_table not in ("tenancy_due", "accounts_access")]


def a_party(reference: str) -> Party:
    return Party.objects.create(reference=reference, kind="brand", name="Aurora", name_key="aurora", country="DE")


def a_key(party_id: object, name: str = "k") -> ApiKey:
    return ApiKey.objects.create(party_id=party_id, name=name, prefix=name, secret_hash="0" * 64, scopes="")


def rows(sql: str, *params: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else []


def test_the_tests_run_as_app(db):
    assert rows("SELECT current_user") == [("app",)]


def test_the_wall_stands(db):
    assert faults() == []


def test_every_walled_table_is_forced_r1(db):
    state = {name: (enabled, forced) for name, enabled, forced, walled in rows(TABLES) if walled}
    tables = {model._meta.db_table for model in WALLED}
    assert len(tables) > 40
    assert {state[table] for table in tables} == {(True, True)}


@pytest.mark.django_db(transaction=True)
def test_the_owner_sees_no_more_than_the_marketplace_it_names_r1(committed_places):
    with owner() as cursor:
        cursor.execute("SELECT count(*) FROM audit_secret")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT set_config('app.tenant', %s, false)", [str(committed_places[0].id)])
        cursor.execute("SELECT name FROM audit_secret")
        assert cursor.fetchall() == [("ash",)]


@pytest.mark.django_db(transaction=True)
def test_a_process_that_is_not_app_is_told_so_r2(committed_places):
    with as_owner(connection):
        said = role_faults()
    assert any("owns" in sentence and "connect as app" in sentence for sentence in said)
    steward = os.environ.get("DATABASE_STEWARD_URL")
    assert steward, "the launcher hands it to the tests"
    url = steward.rpartition("/")[0] + "/" + connection.settings_dict["NAME"]
    raw = psycopg2.connect(url)
    with raw, raw.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, True), "backup reads everything, and changes nothing"
        cursor.execute("SELECT count(*) FROM audit_secret")
        assert cursor.fetchone() == (2,)
    with raw, raw.cursor() as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
        cursor.execute("DELETE FROM audit_secret")
    raw.close()


BREAKS = {
    "not_forced_r1": (
        "ALTER TABLE accounts_party NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE accounts_party FORCE ROW LEVEL SECURITY",
        "accounts_party: row security is not enabled and forced.",
    ),
    "not_enabled": (
        "ALTER TABLE accounts_party DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE accounts_party ENABLE ROW LEVEL SECURITY",
        "accounts_party: row security is not enabled and forced.",
    ),
    "a_view_with_its_owners_eyes_r3": (
        "CREATE VIEW everything AS SELECT * FROM audit_secret",
        "DROP VIEW everything",
        "everything is a materialized view or a view with its owner's eyes.",
    ),
    "a_materialized_view_r4": (
        "CREATE MATERIALIZED VIEW frozen AS SELECT * FROM audit_secret",
        "DROP MATERIALIZED VIEW frozen",
        "frozen is a materialized view or a view with its owner's eyes.",
    ),
    "a_function_with_its_owners_rights_r5": (
        "CREATE FUNCTION peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM audit_secret'",
        "DROP FUNCTION peek()",
        "The function peek runs with its owner's rights.",
    ),
    "a_foreign_key_of_one_column_r6": (
        "ALTER TABLE audit_head ADD CONSTRAINT alone FOREIGN KEY (id) REFERENCES audit_lonely (id)",
        "ALTER TABLE audit_head DROP CONSTRAINT alone",
        "audit_head: foreign key alone to audit_lonely does not hold the marketplace.",
    ),
    "a_foreign_key_that_is_gone_r6": (
        "ALTER TABLE accounts_apikey RENAME CONSTRAINT accounts_apikey_party_id_tenant_fk TO another",
        "ALTER TABLE accounts_apikey RENAME CONSTRAINT another TO accounts_apikey_party_id_tenant_fk",
        "accounts.ApiKey.party has no constraint accounts_apikey_party_id_tenant_fk in the database.",
    ),
    "a_foreign_key_that_was_not_checked_r6": (
        "ALTER TABLE audit_seal ADD CONSTRAINT hasty FOREIGN KEY (tenant_id, entry_id)"
        " REFERENCES audit_entry (tenant_id, id) NOT VALID",
        "ALTER TABLE audit_seal DROP CONSTRAINT hasty",
        "audit_seal: foreign key hasty is not validated.",
    ),
    "a_key_without_the_marketplace_r7": (
        "CREATE UNIQUE INDEX told ON accounts_party (reference)",
        "DROP INDEX told",
        "accounts_party: index told does not start with tenant_id.",
    ),
    "a_power_over_all_rows_r8": (
        "GRANT TRUNCATE ON accounts_party TO app",
        "REVOKE TRUNCATE ON accounts_party FROM app",
        "app may TRUNCATE accounts_party.",
    ),
    "a_second_permissive_policy_r11": (
        "CREATE POLICY friendly ON accounts_party TO app USING (true)",
        "DROP POLICY friendly ON accounts_party",
        "accounts_party: expected one permissive policy for app and owner.",
    ),
    "no_restrictive_policy_r11": (
        "ALTER POLICY tenant ON accounts_party USING (true)",
        f"ALTER POLICY tenant ON accounts_party USING ({CONDITION})",
        "accounts_party: the restrictive policy on the marketplace is missing.",
    ),
    "an_index_without_the_marketplace_r17": (
        "CREATE INDEX slow ON accounts_party (name) WHERE state = 'active'",
        "DROP INDEX slow",
        "accounts_party: index slow does not start with tenant_id.",
    ),
    "a_table_that_nobody_named": (
        "CREATE TABLE forgotten (id int)",
        "DROP TABLE forgotten",
        "forgotten has no tenant_id and is not on the list of what stands outside the wall.",
    ),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("broken_how", BREAKS)
def test_the_catalogue_names_what_is_broken(broken_how, transactional_db):
    break_it, mend_it, sentence = BREAKS[broken_how]
    lonely = ("SELECT 1", "SELECT 1")
    if "lonely" in break_it:
        walled = "CREATE TABLE audit_lonely (tenant_id uuid, id uuid UNIQUE); ALTER TABLE audit_lonely ENABLE ROW LEVEL SECURITY;"
        lonely = (walled + "ALTER TABLE audit_lonely FORCE ROW LEVEL SECURITY", "DROP TABLE audit_lonely")
    with broken(*lonely), broken(break_it, mend_it):
        assert sentence in faults()
    assert faults() == []


DERIVED = {
    "registry.SearchGoods.right",
    "registry.SearchWord.right",
}  # made with the other row, and read only through it


def test_every_reference_inside_the_wall_is_held_by_the_wall_r6(db):
    for model in WALLED:
        for field in model._meta.local_fields:
            inside = field.is_relation and issubclass(field.related_model, Tenanted)
            assert not inside or isinstance(field, TenantFK), f"{model._meta.label}.{field.name} is a plain foreign key"
            assert not inside or field.held or f"{model._meta.label}.{field.name}" in DERIVED


def test_a_parent_of_another_marketplace_is_refused_r6(places):
    ash, birch = places
    with tenant(birch.id):
        theirs = a_party("PA-THEIRS")
    with tenant(ash.id):
        a_key(a_party("PA-OURS").id)
        connection.check_constraints()
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            a_key(theirs.id, "foreign")
            connection.check_constraints()
        assert refused.value.__cause__.diag.constraint_name == "accounts_apikey_party_id_tenant_fk"
        assert ApiKey.objects.count() == 1, "the transaction goes on, and so does the setting"


def test_no_row_of_the_cast_points_to_nowhere_or_elsewhere_r6(world):
    looked_at = 0
    for market in world:
        with market.inside():
            for model in (found for found in WALLED if issubclass(found, Tenanted)):
                for field in tenant_keys(model):
                    looked_at += 1
                    orphans = rows(
                        f'SELECT c.id FROM "{model._meta.db_table}" c LEFT JOIN "{field.related_model._meta.db_table}" p'
                        f' ON p.tenant_id = c.tenant_id AND p.id = c."{field.column}"'
                        f' WHERE c."{field.column}" IS NOT NULL AND p.id IS NULL LIMIT 1'
                    )
                    assert not orphans, f"{model._meta.label}.{field.name}"
    assert looked_at > 80


def test_a_duplicate_says_nothing_of_another_marketplace_r7(places):
    ash, birch = places
    with tenant(birch.id):
        theirs = a_party("PA-SAME")
    with tenant(ash.id):
        a_party("PA-SAME")
        Party.objects.create(
            id=theirs.id, reference="PA-2", kind="brand", name="Aurora", name_key="aurora", country="DE"
        )  # even the same id: the key is the pair
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            a_party("PA-SAME")
    assert "PA-SAME" not in str(refused.value), "the detail with the values is hidden under row security"
    assert refusal_of(refused.value).status == 409


def test_writing_for_or_moving_to_another_marketplace_is_refused(places):
    ash, birch = places
    with tenant(ash.id):
        mine = a_party("PA-MINE")
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Secret.objects.create(tenant_id=birch.id, owner_id=uuid7(), name="x", salt=b"s" * 32)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Party._base_manager.filter(id=mine.id).update(tenant_id=birch.id)


def test_rows_of_another_marketplace_are_not_there_by_any_manager(places):
    ash, birch = places
    with tenant(birch.id):
        theirs = keep("theirs")
    with tenant(ash.id):
        for manager in (Secret.objects, Secret._base_manager):
            assert not manager.filter(id=theirs.id).exists()
            assert manager.filter(id=theirs.id).delete()[0] == 0


@pytest.mark.parametrize(
    "forbidden",
    [
        "TRUNCATE audit_entry",
        "SET ROLE owner",
        "SET ROLE steward",
        "SET ROLE searcher",
        "ALTER TABLE accounts_party DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE accounts_party NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY tenant ON accounts_party",
        "CREATE TABLE mine (id int)",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "UPDATE django_migrations SET name = name WHERE pg_read_file('/etc/hostname') <> ''",
        "COPY accounts_party TO PROGRAM 'true'",
    ],
)
def test_app_may_not_r8(db, forbidden):
    with pytest.raises(ProgrammingError), transaction.atomic():
        rows(forbidden)


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_served_one_marketplace_knows_it_no_more_r9(committed_places):
    with tenant(committed_places[0].id):
        pass
    assert rows("SELECT current_setting('app.tenant', true)")[0][0] in ("", None)
    assert rows("SELECT count(*) FROM audit_secret") == [(0,)]


def test_nothing_in_the_product_sets_it_for_longer_r9():
    for file in Path(settings.BASE_DIR).glob("[a-z]*/**/*.py"):
        if (
            file.parts[len(Path(settings.BASE_DIR).parts)] in ("tests", ".venv", "bench")
            or "site-packages" in file.parts
        ):
            continue
        text = file.read_text()
        assert "SET app." not in text, file
        assert text.count("set_config(") == text.count("set_config(%s, %s, true)"), file


def test_an_empty_or_wrong_setting_reads_nothing_and_does_not_fail_r10(places):
    for value in ("", str(uuid7())):
        rows("SELECT set_config('app.tenant', %s, true)", value)
        assert rows("SELECT count(*) FROM audit_secret") == [(0,)]


def test_reading_round_the_policies_fails_loudly_r12(places):
    with tenant(places[0].id), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        rows("SET LOCAL row_security = off")
        rows("SELECT count(*) FROM audit_secret")


def test_no_walled_id_is_a_number_that_can_be_counted_up_r14(db):
    for model in WALLED:
        kind = model._meta.pk.get_internal_type()
        assert kind == "UUIDField", f"{model._meta.label} is numbered by {kind}"
    sequences = rows("SELECT c.relname FROM pg_class c WHERE c.relkind = 'S'")
    tables = {model._meta.db_table for model in WALLED}
    assert not [name for (name,) in sequences if any(name.startswith(f"{table}_") for table in tables)]


def test_statistics_show_app_no_values_of_walled_tables_r14(places):
    assert rows("SELECT count(*) FROM pg_stats WHERE tablename = 'audit_secret'") == [(0,)]


def test_a_task_without_a_marketplace_fails_before_anything_is_read_r15():
    class Work(TenantTask):
        name = "tests.work"

        def run(self):
            raise AssertionError("not reached")

    with pytest.raises(TypeError, match="tenant_id"):
        Work()()


def test_the_same_file_has_another_address_in_another_marketplace_r16():
    digest = "ab" * 32
    assert address_of(uuid7(), digest) != address_of(uuid7(), digest)


def test_every_index_of_a_model_starts_with_the_marketplace_r17():
    for model in WALLED:
        for index in (*model._meta.indexes, *model._meta.constraints):
            fields = getattr(index, "fields", ())
            assert not fields or fields[0].lstrip("-") == "tenant", f"{model._meta.label}: {index.name}"


def test_history_stands_behind_the_same_wall(world):
    with world.market.inside():
        mine = Party.history.model._base_manager.count()
        assert mine >= len(world.market.parties)
    assert Party.history.model._base_manager.count() == 0
    with world.other.inside():
        ours = world.market.parties["brand"].id
        assert not Party.history.model._base_manager.filter(id=ours).exists()


def test_what_people_may_enter_holds_no_name(db):
    assert {column for (column,) in rows(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'accounts_access'"
    )} == {"id", "user_id", "marketplace_id", "needs_two_factor"}  # fmt: skip


def test_joins_updates_and_prefetches_stay_inside(world):
    with world.market.inside():
        members = Membership.objects.select_related("party", "user").filter(party__kind="brand")
        assert {member.party.tenant_id for member in members} == {world.market.id}
        later = database_now() + timedelta(days=1)
        assert ApiKey.objects.filter(party__kind="brand").update(expires_at=later) == 3
    with world.other.inside():
        assert not ApiKey.objects.exclude(expires_at=None).exists()


DOCUMENT = Path(settings.BASE_DIR) / "docs" / "decisions" / "tenant-wall.md"


def test_every_trap_has_its_test_or_its_reason():
    text = DOCUMENT.read_text()
    here = Path(__file__).read_text()
    for number in range(1, 18):
        lines = [line for line in text.splitlines() if line.startswith(f"| R{number} |")]
        assert len(lines) == 1, f"R{number}"
        last = lines[0].rstrip("| ").rpartition("|")[2].strip()
        named = last.startswith("test")
        assert f"_r{number}" in here if named else len(last) > 30, f"R{number}: {last}"


def test_nobody_dumps_by_hand():
    found = subprocess.run(
        ["git", "grep", "-l", "enable-row-security", "--", ":!docs", ":!tests"],
        cwd=settings.BASE_DIR, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert found.stdout == ""
