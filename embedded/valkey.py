"""One private Valkey (or Redis): started, adopted, stopped."""

import signal
import socket
import subprocess
from pathlib import Path

from .binaries import Binaries
from .processes import Account, ServerFailed, command_line, end, free_port, tail, wait_until

STOP_STEPS = ((signal.SIGTERM, 10.0), (signal.SIGKILL, 5.0))
START_SECONDS = 30.0
SETTINGS = """\
bind 127.0.0.1
port {port}
requirepass {password}
dir "{data}"
pidfile "{data}/valkey.pid"
appendonly {appendonly}
save ""
maxmemory-policy noeviction
daemonize no
set-proc-title no
"""


class Valkey:
    """A server on 127.0.0.1 with its data in `home`/valkey."""

    def __init__(self, home: Path, binaries: Binaries, account: Account, *, durable: bool = True) -> None:
        self.data = home / "valkey"
        self.settings = self.data / "valkey.conf"
        self.log = home / "valkey.log"
        self.binaries = binaries
        self.account = account
        self.durable = durable
        self.port = 0
        self._password = ""
        self._child: subprocess.Popen[bytes] | None = None

    def start(self, *, password: str, port: int = 0) -> None:
        """Adopt the running server on `port`, else start one, on `port` if it is free. Raises ServerFailed."""
        self._password = password
        self.account.folder(self.data)
        self.port = port
        if self.alive():
            if not wait_until(self._answers, seconds=START_SECONDS):
                raise ServerFailed(f"Valkey runs but does not answer.\n{tail(self.log)}")
            return
        for attempt in range(3):
            self.port = port if port and attempt == 0 else free_port()
            if self._start():
                return
        raise ServerFailed(f"Valkey did not start.\n{tail(self.log)}")

    def alive(self) -> bool:
        """Whether our server runs."""
        if self._child is not None:
            return self._child.poll() is None
        return self._pid() is not None

    def stop(self) -> None:
        """SIGTERM (it writes out what it holds), after 10 s SIGKILL. Raises ServerFailed."""
        pid = self._child.pid if self._child is not None else self._pid()
        if pid and self._runs(pid) and not end(pid, lambda: self._runs(pid), steps=STOP_STEPS):
            raise ServerFailed(f"Valkey (process {pid}) does not stop.\n{tail(self.log)}")
        if self._child is not None:
            self._child.wait(timeout=5)
            self._child = None

    def _start(self) -> bool:
        # The password goes through a file: a command line can be read by everybody on the machine.
        self.settings.touch(mode=0o600)
        appendonly = "yes" if self.durable else "no"
        self.settings.write_text(
            SETTINGS.format(port=self.port, password=self._password, data=self.data, appendonly=appendonly)
        )
        self.account.give(self.settings, 0o600)
        child = self._child = self.account.popen(
            [self.binaries.program("valkey-server", "redis-server"), self.settings], self.log
        )
        wait_until(lambda: child.poll() is not None or self._answers(), seconds=START_SECONDS)
        if child.poll() is None and not self._answers():
            self.stop()
        return child.poll() is None

    def _runs(self, pid: int) -> bool:
        """Whether this process is our server; it outlives its pid file by some milliseconds."""
        if self._child is not None and self._child.pid == pid:
            return self._child.poll() is None
        return str(self.settings) in command_line(pid)

    def _pid(self) -> int | None:
        try:
            text = (self.data / "valkey.pid").read_text().strip()
        except OSError:
            return None
        return int(text) if text.isdigit() and self._runs(int(text)) else None

    def _answers(self) -> bool:
        """PING with our password: a stranger on the same port fails it."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as connection:
                connection.sendall(f"AUTH {self._password}\r\nPING\r\n".encode())
                answer = b""
                while answer.count(b"\r\n") < 2 and (piece := connection.recv(200)):
                    answer += piece
        except OSError:
            return False
        return answer == b"+OK\r\n+PONG\r\n"
