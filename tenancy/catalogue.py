"""The wall as the database has it: what `manage.py check_wall`, every process at start-up, and a test ask.

Each fault is one sentence. An empty list means that the wall stands.
"""

from django.apps import apps
from django.db import connection

from tenancy.models import Tenanted
from tenancy.operations import constraint_name, tenant_keys
from tenancy.outside import OUTSIDE

SEARCHABLE = frozenset({"registry_searchgoods"})
"""Tables with one more policy, FOR SELECT TO searcher; their inverted indexes name the marketplace among what they hold."""

TABLES = """
SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
       EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
"""
POLICIES = (
    "SELECT tablename, permissive, roles::text[], cmd, qual, with_check FROM pg_policies WHERE schemaname = 'public'"
)
UNIQUE_KEYS = """
SELECT t.relname, i.relname, a.attname, m.amname FROM pg_index x
JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_am m ON m.oid = i.relam
JOIN pg_namespace n ON n.oid = t.relnamespace
JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[0]
WHERE n.nspname = 'public'
"""
FOREIGN_KEYS = """
SELECT conname, t.relname, p.relname, cardinality(conkey), convalidated FROM pg_constraint k
JOIN pg_class t ON t.oid = k.conrelid JOIN pg_class p ON p.oid = k.confrelid
JOIN pg_namespace n ON n.oid = t.relnamespace WHERE k.contype = 'f' AND n.nspname = 'public'
"""
ROLE = """
SELECT rolname, rolsuper, rolbypassrls, (SELECT count(*) FROM pg_class WHERE relowner = r.oid),
       (SELECT count(*) FROM pg_auth_members m WHERE m.member = r.oid)
FROM pg_roles r WHERE rolname = current_user
"""
POWERS = """
SELECT table_name, privilege_type FROM information_schema.role_table_grants
WHERE grantee = 'app' AND privilege_type IN ('TRUNCATE', 'TRIGGER', 'REFERENCES') AND table_schema = 'public'
"""
VIEWS = """
SELECT c.relname, c.relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND (c.relkind = 'm' OR c.relkind = 'v'
  AND NOT coalesce('security_invoker=true' = ANY (c.reloptions), false))
"""
DEFINERS = """
SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_roles r ON r.oid = p.proowner
WHERE n.nspname = 'public' AND p.prosecdef AND r.rolname <> 'searcher'
"""


def _rows(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def role_faults() -> list[str]:
    """What is wrong with the role that this process runs as."""
    name, superuser, bypasses, owned, memberships = _rows(ROLE)[0]
    faults = []
    if superuser or bypasses:
        faults.append(f"The role {name} is superuser or bypasses row security: connect as app.")
    if owned:
        faults.append(f"The role {name} owns {owned} relations: connect as app.")
    if memberships:
        faults.append(f"The role {name} is a member of {memberships} other roles.")
    return faults + [f"app may {power} {table}." for table, power in _rows(POWERS)]


def _table_faults(walled: set[str]) -> list[str]:
    faults = []
    for table, enabled, forced, has_tenant in _rows(TABLES):
        if table in OUTSIDE:
            continue
        if not has_tenant:
            faults.append(f"{table} has no tenant_id and is not on the list of what stands outside the wall.")
        elif not (enabled and forced):
            faults.append(f"{table}: row security is not enabled and forced.")
        else:
            walled.add(table)
    return faults


def _policy_faults(walled: set[str]) -> list[str]:
    seen: dict[str, list[tuple]] = {table: [] for table in walled}
    for table, *policy in _rows(POLICIES):
        seen.setdefault(table, []).append(tuple(policy))
    faults = []
    for table, policies in seen.items():
        permissive = [p for p in policies if p[0] == "PERMISSIVE"]
        plain = [p for p in permissive if p[3] == "true" and sorted(p[1]) == ["app", "owner"]]
        search = [p for p in permissive if p[1] == ["searcher"] and p[2] == "SELECT"]
        if len(plain) != 1 or len(permissive) != 1 + len(search) or (search and table not in SEARCHABLE):
            faults.append(f"{table}: expected one permissive policy for app and owner.")
        tenant = [p for p in policies if p[0] == "RESTRICTIVE" and "app.tenant" in (p[3] or "")]
        if not any(sorted(p[1]) == ["app", "owner"] and p[2] == "ALL" for p in tenant):
            faults.append(f"{table}: the restrictive policy on the marketplace is missing.")
    return faults


def _key_faults(walled: set[str]) -> list[str]:
    faults = [
        f"{table}: index {index} does not start with tenant_id."
        for table, index, first, method in _rows(UNIQUE_KEYS)
        if table in walled and first != "tenant_id" and not (method == "gin" and table in SEARCHABLE)
    ]
    present = set()
    for name, table, parent, columns, validated in _rows(FOREIGN_KEYS):
        present.add(name)
        if table in walled and parent in walled and columns != 2:
            faults.append(f"{table}: foreign key {name} to {parent} does not hold the marketplace.")
        if not validated:
            faults.append(f"{table}: foreign key {name} is not validated.")
    for model in apps.get_models():
        for field in tenant_keys(model) if issubclass(model, Tenanted) else []:
            name = constraint_name(model._meta.db_table, field.column)
            if name not in present:
                faults.append(f"{model._meta.label}.{field.name} has no constraint {name} in the database.")
    return faults


def faults() -> list[str]:
    """Everything that is wrong with the wall and with the role that asks."""
    walled: set[str] = set()
    found = role_faults() + _table_faults(walled) + _policy_faults(walled) + _key_faults(walled)
    found += [f"{name} is a materialized view or a view with its owner's eyes." for name, _ in _rows(VIEWS)]
    found += [f"The function {name} runs with its owner's rights." for (name,) in _rows(DEFINERS)]
    return found
