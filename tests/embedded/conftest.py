"""Folders for clusters, and launchers in processes of their own that can be killed."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from embedded.cluster import Cluster, state_folder
from embedded.processes import command_line, wait_until

CHECKOUT = Path(__file__).resolve().parents[2]
SQL = "CREATE ROLE visitor LOGIN PASSWORD '{password}'; CREATE DATABASE house OWNER visitor;"
LAUNCHER = """
import sys, time
from pathlib import Path
from tests.embedded.conftest import make_cluster
cluster = make_cluster(Path(sys.argv[1]))
cluster.start()
print("ready", flush=True)
time.sleep(300)
"""


def make_cluster(home: Path, *, durable: bool = True) -> Cluster:
    """A cluster with one role and one database; the programs copied for root are shared with the checkout's."""
    binaries = state_folder(CHECKOUT, "markwarden") / "binaries"
    return Cluster(home, roles=["visitor"], database="house", binaries=binaries, durable=durable)


def prepare(cluster: Cluster) -> None:
    sql = SQL.format(password=cluster.passwords["visitor"])
    cluster.prepare(roles_and_database=sql, inside="CREATE EXTENSION IF NOT EXISTS pg_trgm;")


def ask(cluster: Cluster, sql: str) -> str:
    """What the superuser reads in our database."""
    return cluster.postgres.run_sql(sql, database="house", password=cluster.passwords["postgres"])


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that the servers' account may enter, with everything in it stopped and deleted afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="embedded-test-"))
    folder.chmod(0o711)
    yield folder
    for pidfile in (folder / "postgres" / "postmaster.pid", folder / "valkey" / "valkey.pid"):
        if pidfile.exists():
            pid = int(pidfile.read_text().split()[0])
            if str(folder) in command_line(pid):
                os.kill(pid, signal.SIGQUIT)
                wait_until(lambda pid=pid: not command_line(pid), seconds=10)
    shutil.rmtree(folder)


@pytest.fixture
def killed_launcher() -> Callable[[Path], None]:
    """Starts a folder's servers from another process and kills that process."""

    def start_and_kill(folder: Path) -> None:
        command = [sys.executable, "-c", LAUNCHER, str(folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=CHECKOUT) as launcher:
            assert launcher.stdout is not None
            assert launcher.stdout.readline() == "ready\n"
            launcher.kill()

    return start_and_kill
