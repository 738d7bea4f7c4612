"""The private servers survive what happens to laptops: two runs, two clones, a kill at any moment."""

import os
import signal
import socket
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

import psycopg2
import pytest

from embedded.binaries import find_postgres
from embedded.cluster import Cluster, InUse, throwaway
from embedded.processes import ServerFailed, command_line, wait_until
from tests.embedded.conftest import ask, make_cluster, prepare


def server_pids(home: Path) -> tuple[int, int]:
    postgres = int((home / "postgres" / "postmaster.pid").read_text().split()[0])
    return postgres, int((home / "valkey" / "valkey.pid").read_text())


def test_what_was_written_is_there_in_the_second_run(home: Path) -> None:
    first = make_cluster(home)
    first.start()
    prepare(first)
    ask(first, "CREATE TABLE note (text text); INSERT INTO note VALUES ('kept')")
    ports = (first.postgres.port, first.valkey.port)
    first.stop()
    assert not first.alive()

    second = make_cluster(home)
    second.start()
    prepare(second)
    assert ask(second, "SELECT text FROM note") == "kept"
    assert (second.postgres.port, second.valkey.port) == ports
    second.stop()


def test_the_role_reaches_its_database_and_a_wrong_password_does_not(home: Path) -> None:
    cluster = make_cluster(home)
    cluster.start()
    prepare(cluster)
    connection = psycopg2.connect(cluster.database_url("visitor"))
    connection.close()
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(cluster.database_url("visitor").replace(cluster.passwords["visitor"], "guess"))
    with socket.create_connection(("127.0.0.1", cluster.valkey.port), timeout=2) as stranger:
        stranger.sendall(b"PING\r\n")
        assert stranger.recv(100).startswith(b"-NOAUTH")
    cluster.stop()


def test_new_databases_get_the_extension_through_the_template(home: Path) -> None:
    cluster = make_cluster(home)
    cluster.start()
    prepare(cluster)
    ask(cluster, "CREATE DATABASE another")
    extensions = cluster.postgres.run_sql(
        "SELECT extname FROM pg_extension", database="another", password=cluster.passwords["postgres"]
    )
    assert "pg_trgm" in extensions.split()
    cluster.stop()


def test_servers_that_outlived_a_killed_launcher_are_adopted(
    home: Path, killed_launcher: Callable[[Path], None]
) -> None:
    killed_launcher(home)
    running = server_pids(home)
    cluster = make_cluster(home)
    cluster.start()
    assert server_pids(home) == running
    prepare(cluster)
    assert ask(cluster, "SELECT 1") == "1"
    cluster.stop()
    assert not any(command_line(pid) for pid in running)


@pytest.mark.parametrize("with_launcher", [True, False], ids=["launcher alive", "launcher killed too"])
def test_committed_rows_survive_a_kill_of_postgres(
    home: Path, killed_launcher: Callable[[Path], None], with_launcher: bool
) -> None:
    if not with_launcher:
        killed_launcher(home)
    cluster = make_cluster(home)
    cluster.start()
    prepare(cluster)
    ask(cluster, "CREATE TABLE note (n int); INSERT INTO note SELECT generate_series(1, 1000)")
    for pid in server_pids(home):
        os.kill(pid, signal.SIGKILL)
    assert wait_until(lambda: not cluster.postgres.alive() and not cluster.valkey.alive(), seconds=10)
    cluster.start()
    assert ask(cluster, "SELECT count(*) FROM note") == "1000"
    cluster.stop()


def test_a_process_that_inherited_the_number_of_a_dead_server_is_left_alone(home: Path) -> None:
    cluster = make_cluster(home)
    cluster.start()
    cluster.stop()
    (home / "postgres" / "postmaster.pid").write_text(
        f"{os.getpid()}\n{home / 'postgres'}\n0\n5432\n\n127.0.0.1\n0\nready\n"
    )
    (home / "valkey" / "valkey.pid").write_text(f"{os.getpid()}\n")
    cluster.start()
    assert cluster.alive()
    cluster.stop()


def test_two_clusters_run_side_by_side(home: Path) -> None:
    left, right = (make_cluster(home / name) for name in ("left", "right"))
    left.start()
    right.start()
    assert len({left.postgres.port, left.valkey.port, right.postgres.port, right.valkey.port}) == 4
    right.stop()
    assert left.alive()
    left.stop()


def test_another_port_is_taken_when_somebody_sits_on_ours(home: Path) -> None:
    cluster = make_cluster(home)
    cluster.start()
    before = cluster.postgres.port
    cluster.stop()
    with socket.create_server(("127.0.0.1", before)):
        cluster.start()
        assert cluster.postgres.port != before
        cluster.stop()


def test_a_second_launcher_of_the_same_folder_is_refused(home: Path) -> None:
    first = make_cluster(home)
    first.start()
    with pytest.raises(InUse, match="Another launcher"):
        make_cluster(home).start()
    assert first.alive()
    first.stop()


def test_data_without_its_passwords_is_not_overwritten(home: Path) -> None:
    (home / "postgres").mkdir()
    cluster = make_cluster(home)
    with pytest.raises(ServerFailed, match="passwords, is gone"):
        cluster.start()
    cluster.stop()


def test_secrets_and_logs_are_for_us_alone_and_servers_listen_on_the_loopback(home: Path) -> None:
    cluster = make_cluster(home)
    cluster.start()
    for name in ("servers.json", "postgres.log", "valkey.log", "valkey/valkey.conf"):
        assert stat.S_IMODE((home / name).stat().st_mode) == 0o600, name
    for folder in ("postgres", "valkey"):
        assert stat.S_IMODE((home / folder).stat().st_mode) == 0o700
    for pid in server_pids(home):
        assert not any(password in command_line(pid) for password in cluster.passwords.values())
    assert (
        cluster.postgres.run_sql("SHOW listen_addresses", database="postgres", password=cluster.passwords["postgres"])
        == "127.0.0.1"
    )
    cluster.stop()


def test_only_a_throwaway_cluster_is_careless_with_the_disk(home: Path) -> None:
    for durable, fsync in ((True, "on"), (False, "off")):
        cluster = make_cluster(home, durable=durable)
        cluster.start()
        assert (
            cluster.postgres.run_sql("SHOW fsync", database="postgres", password=cluster.passwords["postgres"]) == fsync
        )
        cluster.stop()


def test_a_throwaway_cluster_is_deleted_also_when_its_user_fails() -> None:
    def fail() -> None:
        with throwaway("embedded-test", lambda home: make_cluster(home, durable=False)) as cluster:
            kept.append(cluster)
            raise ValueError("a test failed")

    kept: list[Cluster] = []
    with pytest.raises(ValueError, match="a test failed"):
        fail()
    assert not kept[0].alive()
    assert not kept[0].home.exists()


def test_a_throwaway_cluster_sweeps_what_killed_launchers_left(
    home: Path, killed_launcher: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(home))
    left = home / "test-throwaway-left"
    being_made = home / "test-throwaway-new"
    being_made.mkdir()
    killed_launcher(left)
    pids = server_pids(left)
    with throwaway("test", lambda folder: make_cluster(folder, durable=False)) as cluster:
        assert cluster.alive()
        assert cluster.home.parent == home
        assert not left.exists()
        assert being_made.exists()
    assert not any(command_line(pid) for pid in pids)


def test_data_of_another_major_version_is_refused_in_words(home: Path) -> None:
    (home / "postgres").mkdir()
    (home / "postgres" / "PG_VERSION").write_text("9\n")
    with pytest.raises(ServerFailed, match=f"made by PostgreSQL 9; the programs found are {find_postgres().label}"):
        make_cluster(home).postgres.start(password="any")
