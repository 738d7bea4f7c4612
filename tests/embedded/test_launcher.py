"""The launcher's promises: exit codes, clean-up after signals, secrets, ports."""

import os
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from config import launcher
from config.launcher import SERVER_VARIABLES, free_web_port, services
from embedded.processes import command_line

SHOW = "import os; print(os.environ['MARKWARDEN_STATE'], os.environ['DATABASE_URL'], flush=True)"


def start(code: str, *options: str, **variables: str) -> subprocess.Popen[str]:
    """`run` a piece of Python under a launcher that starts servers of its own."""
    environment = {key: value for key, value in os.environ.items() if key not in SERVER_VARIABLES} | variables
    command = [sys.executable, "-m", "config.launcher", "run", *options, "--", sys.executable, "-c", code]
    return subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip


def test_the_commands_exit_code_passes_through_and_nothing_is_left() -> None:
    with start(f"{SHOW}; raise SystemExit(5)") as run:
        out, errors = run.communicate(timeout=60)
    assert run.returncode == 5, errors
    assert not Path(out.split()[0]).parent.exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_to_the_launcher_ends_command_and_servers(number: signal.Signals) -> None:
    code = f"import signal, time; signal.signal(signal.SIGINT, signal.SIG_DFL); {SHOW}; time.sleep(300)"
    with start(code) as run:
        assert run.stdout is not None
        home = Path(run.stdout.readline().split()[0]).parent
        postgres = int((home / "postgres" / "postmaster.pid").read_text().split()[0])
        if number == signal.SIGINT:  # a terminal sends it to all of the group
            os.killpg(run.pid, number)
        else:
            run.send_signal(number)
        run.communicate(timeout=60)
    assert run.returncode == 128 + number
    assert not command_line(postgres)
    assert not home.exists()


def test_servers_named_in_the_environment_are_used() -> None:
    named = {
        "DATABASE_URL": "postgres://app:x@db.example/x",
        "DATABASE_OWNER_URL": "postgres://owner:x@db.example/x",
        "REDIS_URL": "redis://cache.example",
    }
    with start(SHOW, **named) as run:
        out, _ = run.communicate(timeout=60)
    assert out.split()[1] == named["DATABASE_URL"]
    with start(SHOW, DATABASE_URL="postgres://app:x@db.example/x") as run:
        _, errors = run.communicate(timeout=60)
    assert run.returncode == 1
    assert "DATABASE_OWNER_URL, REDIS_URL" in errors


def test_secrets_are_random_kept_and_readable_by_us_alone(tmp_path: Path) -> None:
    first = launcher._files(tmp_path / "one", log_seed=True)
    secret, seed = Path(first["MARKWARDEN_SECRET_FILE"]), Path(first["MARKWARDEN_LOG_SEED_FILE"])
    kept = secret.read_text(), seed.read_text()
    assert len({*kept, launcher._secret(tmp_path / "other").read_text()}) == 3
    assert all(len(bytes.fromhex(text)) == 32 for text in kept)
    assert stat.S_IMODE(seed.stat().st_mode) == stat.S_IMODE(secret.stat().st_mode) == 0o600
    launcher._files(tmp_path / "one", log_seed=True)
    assert (secret.read_text(), seed.read_text()) == kept


def test_only_the_sequencer_is_told_where_the_seed_of_the_log_lies(tmp_path: Path) -> None:
    told = [
        service.name
        for service in services({}, port=8000, state=tmp_path)
        if "MARKWARDEN_LOG_SEED_FILE" in service.environment
    ]
    assert told == ["sequencer"]


def test_the_next_free_port_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert free_web_port(port) > port
    assert free_web_port(port) == port


def test_wrong_words_get_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert launcher.main(["start"]) == 2
    assert "usage" in capsys.readouterr().err
