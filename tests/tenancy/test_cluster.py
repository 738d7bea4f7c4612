"""What a superuser runs once, who migrates, and processes that refuse to start where the wall does not stand."""

import os
import subprocess
import sys
from io import StringIO

import psycopg2
import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection, connections

from config.celery import refuse_without_wall
from embedded.cluster import throwaway
from tenancy.cluster import cluster_sql
from tenancy.db.roles import as_owner
from tests.embedded.conftest import make_cluster
from tests.tenancy.attacker import broken

NOT_FORCED = (
    "ALTER TABLE accounts_party NO FORCE ROW LEVEL SECURITY",
    "ALTER TABLE accounts_party FORCE ROW LEVEL SECURITY",
)


def rows(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def test_the_roles_are_what_they_should_be(db):
    found = rows(
        "SELECT rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreatedb FROM pg_roles"
        " WHERE rolname IN ('owner', 'app', 'steward', 'searcher') ORDER BY rolname"
    )
    assert found == [
        ("app", True, False, False, False),
        ("owner", True, False, False, True),
        ("searcher", False, False, False, False),
        ("steward", True, False, True, False),
    ]
    members = rows(
        "SELECT m.rolname, g.rolname FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member"
        " JOIN pg_roles g ON g.oid = a.roleid WHERE m.rolname IN ('app', 'owner', 'steward', 'searcher')"
    )
    assert members == [("owner", "searcher")]


def test_nobody_else_may_connect(db):
    [(granted,)] = rows("SELECT datacl::text FROM pg_database WHERE datname = 'template1'")
    assert "app=c/" in granted.replace("app=c*/", "app=c/")
    assert "{=" not in granted, "PUBLIC has no right"
    assert ",=" not in granted, "PUBLIC has no right"


def test_running_it_again_changes_nothing():
    """The second run is what a superuser does after an upgrade. `owner` cannot try it: so the words are read."""
    sql = cluster_sql(database="shop", passwords={"owner": "o'clock", "app": "b", "steward": "c"})
    for statement in (line for line in sql.cluster.splitlines() if "CREATE ROLE" in line):
        assert statement.startswith("DO $$ BEGIN IF NOT EXISTS")
    assert sql.cluster.splitlines()[-1] == "CREATE DATABASE shop OWNER owner;"
    assert "PASSWORD 'o''clock'" in sql.cluster
    assert all("IF NOT EXISTS" in line for line in sql.database.splitlines() if line.startswith("CREATE"))
    assert "GRANT ALL" not in sql.cluster + sql.database


def test_a_superuser_may_run_it_twice(tmp_path):
    """On a server of its own, as the launcher prepares one."""
    with throwaway("twice", lambda home: make_cluster(home, durable=False)) as cluster:
        password = cluster.passwords["postgres"]
        sql = cluster_sql(database="shop", passwords={"owner": "a", "app": "b", "steward": "c"})
        again = sql.cluster.rpartition("\n")[0]
        cluster.postgres.run_sql(sql.cluster, database="postgres", password=password)
        cluster.postgres.run_sql(again, database="postgres", password=password)
        for _ in range(2):
            cluster.postgres.run_sql(sql.database, database="shop", password=password)
        owner = psycopg2.connect(
            host="127.0.0.1", port=cluster.postgres.port, user="owner", password="a", dbname="shop"
        )
        with owner, owner.cursor() as cursor:
            cursor.execute("CREATE TABLE thing (id int)")
        owner.close()
        app = psycopg2.connect(host="127.0.0.1", port=cluster.postgres.port, user="app", password="b", dbname="shop")
        with app, app.cursor() as cursor:
            cursor.execute("INSERT INTO thing VALUES (1)")
            cursor.execute("SELECT count(*) FROM thing")
            assert cursor.fetchone() == (1,)
        with app, app.cursor() as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute("TRUNCATE thing")
        app.close()


def test_the_command_prints_it_for_both_databases():
    out = StringIO()
    call_command("cluster_sql", database="shop", stdout=out)
    text = out.getvalue()
    assert text.index("\\connect shop") < text.index("\\connect template1")
    assert text.count("CHANGE-ME-") == 3


@pytest.mark.django_db(transaction=True)
def test_migrations_run_as_owner_and_everything_else_as_app(transactional_db):
    out = StringIO()
    call_command("migrate", verbosity=1, stdout=out, interactive=False)
    assert "No migrations to apply" in out.getvalue()
    assert rows("SELECT current_user") == [("app",)]
    owners = rows("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
    assert owners == [("owner",)]


@pytest.mark.django_db(transaction=True)
def test_whether_migrations_wait_can_be_asked_as_app(transactional_db):
    call_command("migrate", check_unapplied=True, plan=False, verbosity=0)


def test_without_the_owners_address_nobody_becomes_owner():
    stranger = type("Connection", (), {"settings_dict": {"USER": "app"}})()
    with pytest.raises(ImproperlyConfigured, match="DATABASE_OWNER_URL"), as_owner(stranger):
        pass


def test_the_command_says_that_the_wall_stands(db):
    out = StringIO()
    call_command("check_wall", stdout=out)
    assert out.getvalue() == "The wall stands.\n"


@pytest.mark.django_db(transaction=True)
def test_the_command_and_the_worker_refuse_with_every_sentence(transactional_db):
    with broken(*NOT_FORCED):
        with pytest.raises(CommandError, match="accounts_party: row security is not enabled and forced"):
            call_command("check_wall")
        with pytest.raises(SystemExit, match="accounts_party: row security"):
            refuse_without_wall()
    refuse_without_wall()


def start(code: str, role: str) -> subprocess.CompletedProcess[str]:
    """A process of the product on the test's own database, as a role."""
    found = connections["default"].settings_dict
    who = found["OWNER"] if role == "owner" else found
    url = f"postgres://{who['USER']}:{who['PASSWORD']}@{found['HOST']}:{found['PORT']}/{found['NAME']}"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": url},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_web_process_starts_as_app_and_refuses_to_as_owner(db):
    assert start("import config.wsgi", "app").returncode == 0
    refused = start("import config.wsgi", "owner")
    assert refused.returncode != 0
    assert "RuntimeError: The tenant wall does not stand." in refused.stderr
    assert "connect as app" in refused.stderr


def test_a_worker_refuses_to_start_as_owner(db):
    code = (
        "from config.celery import app; "
        "app.worker_main(['worker', '--pool', 'solo', '--concurrency', '1', '--without-gossip'])"
    )
    refused = start(code, "owner")
    assert refused.returncode != 0
    assert "The tenant wall does not stand." in refused.stderr
