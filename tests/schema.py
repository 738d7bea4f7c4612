"""The empty database of the tests: migrated once, and loaded from what that made by whoever needs it next.

Migrating takes twenty times as long as loading. What is kept is named after everything it was made from, in a folder
of the checkout that is never part of it (MARKWARDEN_TEST_SCHEMAS names another).
"""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from embedded.binaries import find_postgres

ROOT = Path(settings.BASE_DIR)
TEMPLATE = "markwarden_schema"
MADE_FROM = ("*/migrations/*.py", "*/verbs.py", "tenancy/*.py", "tenancy/db/*.py", "requirements/all.txt")
WITHOUT_WALL = """
SELECT relname FROM pg_class WHERE relkind = 'r' AND NOT relrowsecurity AND relnamespace = 'public'::regnamespace
"""

NOTHING_BY_DEFAULT = """
ALTER DEFAULT PRIVILEGES REVOKE ALL ON TABLES FROM app, steward;
ALTER DEFAULT PRIVILEGES REVOKE ALL ON SEQUENCES FROM app, steward;
"""
"""What is kept names the grants that each table has, and takes none away that a new table would get. It ends with the defaults."""


def template() -> str:
    """The name of a database with every table and nothing of any marketplace, in this run's servers."""
    kept = _folder() / f"{_digest()}.sql"
    with _alone(kept.with_suffix(".lock")):
        if _psql("postgres", "-c", f"SELECT 1 FROM pg_database WHERE datname = '{TEMPLATE}'"):
            return TEMPLATE
        _psql("postgres", "-c", f"CREATE DATABASE {TEMPLATE}")
        if kept.exists():
            _psql(TEMPLATE, "--single-transaction", "-c", NOTHING_BY_DEFAULT, "-f", str(kept))
        else:
            _migrate()
            _keep(kept)
    return TEMPLATE


def _folder() -> Path:
    folder = Path(os.environ.get("MARKWARDEN_TEST_SCHEMAS") or ROOT / ".pytest_cache" / "schemas")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _digest() -> str:
    found = sorted(path for pattern in MADE_FROM for path in ROOT.glob(pattern))
    return hashlib.sha256(
        b"".join(str(path.relative_to(ROOT)).encode() + path.read_bytes() for path in found)
    ).hexdigest()


@contextmanager
def _alone(lock_file: Path) -> Iterator[None]:
    """Of several processes one makes it; the others find it made."""
    with lock_file.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _address(database: str) -> str:
    return f"{os.environ['DATABASE_OWNER_URL'].rpartition('/')[0]}/{database}"


def _psql(database: str, *words: str) -> str:
    return _program("psql", _address(database), "-v", "ON_ERROR_STOP=1", "-qAt", *words)


def _program(name: str, *words: str) -> str:
    command = [str(find_postgres().program(name)), *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _migrate() -> None:
    app = f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{TEMPLATE}"
    environment = {**os.environ, "DATABASE_URL": app, "DATABASE_OWNER_URL": _address(TEMPLATE)}
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], env=environment, cwd=ROOT, check=True)


def _keep(path: Path) -> None:
    """Every table; the rows of those that belong to no marketplace, which nobody is kept from reading."""
    open_tables = [word for name in _psql(TEMPLATE, "-c", WITHOUT_WALL).split() for word in ("-t", name)]
    tables = _program("pg_dump", _address(TEMPLATE), "--schema-only", "--no-comments")
    rows = _program("pg_dump", _address(TEMPLATE), "--data-only", *open_tables)
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.write_text(tables + rows)
    fresh.rename(path)
