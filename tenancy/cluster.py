"""What a superuser runs once so that the wall can stand: roles, database, grants.

Four roles, each with one reason to exist:

- ``owner`` owns the tables and runs migrations (and makes test databases);
- ``app`` is what web, workers, sequencer and tests are: it owns nothing and bypasses nothing;
- ``steward`` bypasses row security, for backup and restore alone;
- ``searcher`` cannot log in; it owns the narrow search functions.

Pure text, no Django: the launcher, `manage.py cluster_sql` and the tests use the same words.
"""

from typing import NamedTuple

EXTENSIONS = ("pg_trgm", "unaccent")


class ClusterSql(NamedTuple):
    """``cluster`` runs once in the database postgres; ``database`` in the product's database and in template1."""

    cluster: str
    database: str


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def cluster_sql(*, database: str, passwords: dict[str, str]) -> ClusterSql:
    """The statements for a database named `database`; `passwords` has the keys owner, app and steward.

    Running them twice changes nothing but the passwords. ``CREATE DATABASE`` cannot be made conditional
    in SQL: it is the last statement of ``cluster`` behind psql's ``\\gexec`` free form, so it is left to
    the caller when the database exists already (the launcher asks first).
    """
    options = {
        "owner": "LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB",
        "app": "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT",
        "steward": "LOGIN NOSUPERUSER BYPASSRLS",
        "searcher": "NOLOGIN NOSUPERUSER NOBYPASSRLS",
    }
    lines = []
    for role, words in options.items():
        lines.append(
            f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') "
            f"THEN CREATE ROLE {role}; END IF; END $$;"
        )
        secret = f" PASSWORD {_literal(passwords[role])}" if role in passwords else ""
        lines.append(f"ALTER ROLE {role} {words}{secret};")
    lines.append("GRANT searcher TO owner;")
    inside = [f"CREATE EXTENSION IF NOT EXISTS {name};" for name in EXTENSIONS]
    inside += [
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC;",
        "GRANT USAGE, CREATE ON SCHEMA public TO owner;",
        "GRANT USAGE ON SCHEMA public TO app, steward;",
        "GRANT USAGE, CREATE ON SCHEMA public TO searcher;",
        "ALTER DEFAULT PRIVILEGES FOR ROLE owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO app;",
        "ALTER DEFAULT PRIVILEGES FOR ROLE owner GRANT USAGE ON SEQUENCES TO app;",
        "ALTER DEFAULT PRIVILEGES FOR ROLE owner GRANT SELECT ON TABLES TO steward;",
        "ALTER DEFAULT PRIVILEGES FOR ROLE owner GRANT SELECT ON SEQUENCES TO steward;",
        "DO $$ BEGIN EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database()); "
        "EXECUTE format('GRANT CONNECT ON DATABASE %I TO app, steward', current_database()); END $$;",
    ]
    lines.append(f"CREATE DATABASE {database} OWNER owner;")
    return ClusterSql(cluster="\n".join(lines), database="\n".join(inside))
