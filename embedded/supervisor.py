"""Keeps a handful of processes running and stops them in order."""

import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .processes import ServerFailed, command_line, tail, wait_until

FAILURES_ALLOWED = 5  # in a row, each within QUICK seconds of its start
QUICK = 10.0
STOP_SECONDS = 15.0
NOTES = "services.json"


@dataclass(frozen=True)
class Service:
    """One process: a name for its log, what to start, and its whole environment."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]


@dataclass
class _Running:
    process: subprocess.Popen[bytes]
    since: float
    failures: int = 0


class Supervisor:
    """Starts services, restarts those that end, and stops all in reverse order.

    Each writes to `logs`/NAME.log. `still_fine` is asked at every round; a no ends the watch, for the services cannot
    work then.
    """

    def __init__(
        self, services: Sequence[Service], *, logs: Path, still_fine: Callable[[], bool] | None = None
    ) -> None:
        self._services = {service.name: service for service in services}
        self._logs = logs
        self._still_fine = still_fine or (lambda: True)
        self._running: dict[str, _Running] = {}

    def start(self) -> None:
        """Start every service; logs of the run before become NAME.log.1."""
        for service in self._services.values():
            log = self._log(service.name)
            if log.exists():
                log.replace(log.with_suffix(".log.1"))
            self._spawn(service)

    def wait_for(self, url: str, *, seconds: float) -> bool:
        """Whether `url` answers 200 in time; False at once when a service has ended."""

        def settled() -> bool:
            return _answers(url) or any(running.process.poll() is not None for running in self._running.values())

        return wait_until(settled, seconds=seconds) and _answers(url)

    def watch(self, *, pause: float = 1.0) -> None:
        """Restart what ends, until a signal takes us out.

        Raises ServerFailed when a service ends again and again, or all is not fine.
        """
        while True:
            time.sleep(pause)
            if not self._still_fine():
                raise ServerFailed("PostgreSQL or Valkey has ended; start again, nothing committed is lost.")
            for name, running in self._running.items():
                if running.process.poll() is None:
                    continue
                lived = time.monotonic() - running.since
                failures = running.failures + 1 if lived < QUICK else 1
                if failures > FAILURES_ALLOWED:
                    raise ServerFailed(f"{name} ends again and again.\n{self.tail(name)}")
                self._spawn(self._services[name], failures)

    def stop(self) -> None:
        """SIGTERM to all, last started first; after 15 s SIGKILL."""
        for running in reversed(self._running.values()):
            if running.process.poll() is None:
                running.process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for running in reversed(self._running.values()):
            try:
                running.process.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(running.process.pid, signal.SIGKILL)
                running.process.wait(timeout=5)
        self._running.clear()
        (self._logs / NOTES).unlink(missing_ok=True)

    def names_running(self) -> list[str]:
        """The services whose process runs at this moment."""
        return [name for name, running in self._running.items() if running.process.poll() is None]

    def tail(self, name: str) -> str:
        """The last lines of a service's log."""
        return tail(self._log(name))

    def _log(self, name: str) -> Path:
        return self._logs / f"{name}.log"

    def _spawn(self, service: Service, failures: int = 0) -> None:
        log = self._log(service.name)
        log.touch(mode=0o600)
        with log.open("ab") as output:
            # A session of its own: a Ctrl-C in the terminal is for us, who then stop all in order.
            process = subprocess.Popen(
                list(service.command),
                env=dict(service.environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self._running[service.name] = _Running(process, time.monotonic(), failures)
        notes = {
            name: [running.process.pid, _arguments(self._services[name].command)]
            for name, running in self._running.items()
        }
        fresh = self._logs / f"{NOTES}.new"
        fresh.write_text(json.dumps(notes))
        fresh.replace(self._logs / NOTES)


def end_leftovers(logs: Path) -> None:
    """Stop services that a killed launcher left running. Raises ServerFailed if one does not end."""
    notes = logs / NOTES
    if not notes.exists():
        return
    left = {
        name: pid
        for name, (pid, arguments) in json.loads(notes.read_text()).items()
        if command_line(pid).endswith(arguments)
    }
    for pid in left.values():
        os.kill(pid, signal.SIGTERM)
    for name, pid in left.items():
        if not wait_until(lambda pid=pid: not command_line(pid), seconds=STOP_SECONDS):  # type: ignore[misc]
            os.killpg(pid, signal.SIGKILL)
            if not wait_until(lambda pid=pid: not command_line(pid), seconds=5):  # type: ignore[misc]
                raise ServerFailed(f"{name} (process {pid}) of an earlier run does not end.")
    notes.unlink()


def _arguments(command: Sequence[str]) -> str:
    """What a process list shows behind the program, whose own path some systems rewrite."""
    return " ".join(command[1:])


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False
