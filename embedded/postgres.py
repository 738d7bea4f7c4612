"""One private PostgreSQL: made once, then started, adopted, stopped."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from .binaries import Binaries
from .processes import Account, ServerFailed, command_line, end, free_port, tail, wait_until

SUPERUSER = "postgres"
STOP_STEPS = ((signal.SIGINT, 20.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 5.0))
START_SECONDS = 60.0  # crash recovery included
OPTIONS = (
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "log_timezone=UTC",
    "timezone=UTC",
    "max_connections=120",
)
MIB = 1 << 20
MOST_BUFFERS = 1024  # MiB
FEWEST_BUFFERS = 128
# What is written in bulk goes to many pages of many indexes: a checkpoint every few seconds would write each of them whole again.
KEPT = ("max_wal_size=2GB", "checkpoint_timeout=15min")
# A crash may lose what a throw-away cluster holds; its owner deletes it anyway.
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class Postgres:
    """A server on 127.0.0.1 with its data in `home`/postgres; `durable=False` is for throw-away clusters alone."""

    def __init__(self, home: Path, binaries: Binaries, account: Account, *, durable: bool = True) -> None:
        self.data = home / "postgres"
        self.log = home / "postgres.log"
        self.binaries = binaries
        self.account = account
        self.durable = durable
        self.port = 0
        self._child: subprocess.Popen[bytes] | None = None

    def start(self, *, password: str, port: int = 0) -> None:
        """Make the data folder if missing, then adopt the running server or start one, on `port` if it is free."""
        if not (self.data / "PG_VERSION").exists():
            self._make(password)
        made_by = (self.data / "PG_VERSION").read_text().strip()
        if made_by != str(self.binaries.major):
            raise ServerFailed(
                f"{self.data} was made by PostgreSQL {made_by}; the programs found are {self.binaries.label}."
            )
        if not self._adopt():
            self._forget_dead()
            self._start(port)

    def alive(self) -> bool:
        """Whether our server runs; a process that inherited its number does not count."""
        if self._child is not None:
            return self._child.poll() is None
        return self._pid() is not None

    def stop(self) -> None:
        """Fast shutdown (SIGINT: SIGTERM would wait for clients), after 20 s an immediate one. Raises ServerFailed."""
        pid = self._child.pid if self._child is not None else self._pid()
        if pid and self._runs(pid) and not end(pid, lambda: self._runs(pid), steps=STOP_STEPS):
            raise ServerFailed(f"PostgreSQL (process {pid}) does not stop.\n{tail(self.log)}")
        if self._child is not None:
            self._child.wait(timeout=5)
            self._child = None

    def run_sql(self, sql: str, *, database: str, password: str) -> str:
        """Run statements as the superuser, each by itself, stopping at the first error. Returns what they print."""
        command = [
            str(self.binaries.program("psql")),
            "-X",
            "-q",
            "-A",
            "-t",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            "127.0.0.1",
            "-p",
            str(self.port),
        ]
        done = subprocess.run(
            [*command, "-U", SUPERUSER, "-d", database],
            input=sql,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env={
                **os.environ,
                "PGPASSWORD": password,
                "PGCLIENTENCODING": "UTF8",
                "PGOPTIONS": "--client-min-messages=warning",
            },
        )
        if done.returncode:
            raise ServerFailed(f"PostgreSQL refused the statements for database {database}: {done.stderr.strip()}")
        return done.stdout.strip()

    def _make(self, password: str) -> None:
        """`initdb` beside the final place, then one rename: a launcher killed in between leaves nothing half made."""
        fresh = self.data.with_name("postgres.new")
        shutil.rmtree(fresh, ignore_errors=True)
        self.account.folder(fresh)
        secret = fresh.with_name("postgres.password")
        secret.touch(mode=0o600)
        secret.write_text(password)
        self.account.give(secret, 0o600)
        locale = ["--locale=C.UTF-8"]
        if self.binaries.major >= 17:
            locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        command: list[str | Path] = [
            self.binaries.program("initdb"),
            "-D",
            fresh,
            "-U",
            SUPERUSER,
            "-E",
            "UTF8",
            *locale,
        ]
        try:
            made = self.account.popen([*command, "--auth=scram-sha-256", f"--pwfile={secret}", "-N"], self.log)
            if made.wait(timeout=120) != 0:
                raise ServerFailed(f"initdb failed.\n{tail(self.log)}")
        finally:
            secret.unlink()
        fresh.rename(self.data)

    def _start(self, port: int) -> None:
        """Start until ready, with a pause and another port if the server ends at once.

        Then either the port was taken meanwhile, or a killed server's children still hold its memory.
        """
        for attempt in range(4):
            time.sleep(attempt * 0.5)
            self.port = port if port and attempt in (0, 2) else free_port()
            if self._becomes_ready():
                return
        raise ServerFailed(f"PostgreSQL did not become ready.\n{tail(self.log)}")

    def _becomes_ready(self) -> bool:
        options = OPTIONS + ((*KEPT, f"shared_buffers={_buffers()}MB") if self.durable else CARELESS)
        words = [word for option in options for word in ("-c", option)]
        command: list[str | Path] = [self.binaries.program("postgres"), "-D", self.data, "-p", str(self.port), *words]
        child = self._child = self.account.popen(command, self.log)
        wait_until(lambda: child.poll() is not None or self._ready(child.pid), seconds=START_SECONDS)
        if child.poll() is None and not self._ready(child.pid):
            self.stop()
        return child.poll() is None

    def _adopt(self) -> bool:
        """Take over a server that outlived its launcher."""
        pid = self._pid()
        if not pid:
            return False
        if not wait_until(lambda: self._ready(pid) or self._pid() != pid, seconds=START_SECONDS):
            raise ServerFailed(f"PostgreSQL (process {pid}) runs but does not become ready.\n{tail(self.log)}")
        if self._pid() != pid:
            return False
        self.port = int(self._pidfile()[3])
        return True

    def _forget_dead(self) -> None:
        """Remove a dead server's pid file.

        PostgreSQL would refuse to start if another process has that number now, or while the dead one waits as a
        zombie for a parent that never asks. Children that outlived it are safe: their memory bears the folder's mark.
        """
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _pidfile(self) -> list[str]:
        """The lines of postmaster.pid: process, data folder, start, port, …, the eighth the state."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []
        return lines if lines and lines[0].strip().isdigit() else []

    def _runs(self, pid: int) -> bool:
        """Whether this process is our server; it outlives its pid file by some milliseconds."""
        if self._child is not None and self._child.pid == pid:
            return self._child.poll() is None
        return str(self.data) in command_line(pid)

    def _pid(self) -> int | None:
        lines = self._pidfile()
        if lines and self._runs(int(lines[0])):
            return int(lines[0])
        return None

    def _ready(self, pid: int) -> bool:
        lines = self._pidfile()
        return len(lines) >= 8 and int(lines[0]) == pid and lines[7].strip() == "ready"


def _buffers() -> int:
    """MiB of pages that the server holds itself: a quarter of the machine's memory, within bounds.

    With the 128 of a fresh cluster the indexes of a register of a million rights are read and written anew all the time.
    """
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MIB
    return max(FEWEST_BUFFERS, min(MOST_BUFFERS, memory // 4))
