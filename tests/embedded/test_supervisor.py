"""Services are restarted when they end, stopped in the end, and cleared away when their launcher was killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from embedded import supervisor as module
from embedded.processes import ServerFailed, command_line, free_port, wait_until
from embedded.supervisor import Service, Supervisor, end_leftovers

SLEEP = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(300)"]


def service(name: str, command: list[str]) -> Service:
    return Service(name, command, dict(os.environ))


def test_a_service_that_keeps_failing_is_named_with_its_log(tmp_path: Path) -> None:
    failing = Supervisor([service("worker", [sys.executable, "-c", "raise SystemExit('no broker')"])], logs=tmp_path)
    failing.start()
    with pytest.raises(ServerFailed, match=r"(?s)worker ends again and again.*no broker"):
        failing.watch(pause=0.05)
    failing.stop()


def test_an_ended_service_is_started_again(tmp_path: Path) -> None:
    answers = iter([True] * 3 + [False])
    once = [
        sys.executable,
        "-c",
        "import sys, pathlib; p = pathlib.Path(sys.argv[1]); p.write_text(p.read_text() + 'x')",
    ]
    count = tmp_path / "count"
    count.write_text("")
    running = Supervisor(
        [service("once", [*once, str(count)])],
        logs=tmp_path,
        still_fine=lambda: wait_until(lambda: len(count.read_text()) > 2, seconds=0.5) or next(answers),
    )
    running.start()
    with pytest.raises(ServerFailed):
        running.watch(pause=0.05)
    running.stop()
    assert len(count.read_text()) > 1


def test_the_watch_ends_when_the_servers_are_gone(tmp_path: Path) -> None:
    running = Supervisor([service("web", SLEEP)], logs=tmp_path, still_fine=lambda: False)
    running.start()
    with pytest.raises(ServerFailed, match="nothing committed is lost"):
        running.watch(pause=0.01)
    running.stop()


def test_stop_ends_also_those_that_ignore_the_polite_signal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "STOP_SECONDS", 0.3)
    code = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(300)"
    )
    deaf = Supervisor([service("deaf", [sys.executable, "-c", code]), service("polite", SLEEP)], logs=tmp_path)
    deaf.start()
    assert wait_until(lambda: "up" in deaf.tail("deaf"), seconds=10)
    deaf.stop()
    assert not deaf.names_running()


def test_wait_for_is_over_at_once_when_a_service_has_ended(tmp_path: Path) -> None:
    ended = Supervisor([service("web", [sys.executable, "-c", "raise SystemExit(3)"])], logs=tmp_path)
    ended.start()
    assert not ended.wait_for(f"http://127.0.0.1:{free_port()}/healthz", seconds=30)
    ended.stop()


def test_services_of_a_killed_launcher_are_ended(tmp_path: Path) -> None:
    launcher = (
        "import os, signal, sys; from pathlib import Path; from embedded.supervisor import Service, Supervisor\n"
        "s = Supervisor([Service('web', sys.argv[2:], dict(os.environ))], logs=Path(sys.argv[1])); s.start()\n"
        "print([r.process.pid for r in s._running.values()][0], flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run(
        [sys.executable, "-c", launcher, str(tmp_path), *SLEEP], capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == -signal.SIGKILL
    pid = int(done.stdout)
    assert command_line(pid)
    end_leftovers(tmp_path)
    assert not command_line(pid)
    end_leftovers(tmp_path)


def test_a_stranger_with_the_number_of_an_old_service_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "services.json").write_text(f'{{"web": [{os.getpid()}, "-m gunicorn config.wsgi"]}}')
    end_leftovers(tmp_path)
    assert command_line(os.getpid())


def test_logs_of_the_run_before_are_kept_once(tmp_path: Path) -> None:
    for _ in range(2):
        running = Supervisor([service("web", SLEEP)], logs=tmp_path)
        running.start()
        assert wait_until(lambda running=running: "up" in running.tail("web"), seconds=10)
        running.stop()
    assert (tmp_path / "web.log.1").read_text() == "up\n"
