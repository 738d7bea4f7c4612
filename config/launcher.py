"""Starts what the product needs to run: `serve` the demo, or `run -- COMMAND` with throw-away servers.

Where DATABASE_URL is set already, the servers named there are used and none is started.
"""

import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

from embedded.binaries import BinariesMissing
from embedded.cluster import Cluster, InUse, state_folder, throwaway
from embedded.processes import ServerFailed
from embedded.supervisor import Service, Supervisor, end_leftovers
from tenancy.cluster import cluster_sql

CHECKOUT = Path(__file__).resolve().parent.parent
NAME = "markwarden"
ROLES = ("owner", "app", "steward")
SERVER_VARIABLES = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_STEWARD_URL", "REDIS_URL")
FIRST_PORT = 8000
READY_SECONDS = 180.0


def main(arguments: Sequence[str]) -> int:
    """`serve`, or `run [--durable] -- COMMAND …`; returns the exit code."""
    match list(arguments):
        case ["serve"]:
            action = serve
        case ["run", "--", *command] if command:
            action = lambda: run(command)  # noqa: E731
        case ["run", "--durable", "--", *command] if command:
            action = lambda: run(command, durable=True)  # noqa: E731
        case _:
            print("usage: python -m config.launcher serve | run [--durable] -- COMMAND …", file=sys.stderr)
            return 2
    signal.signal(signal.SIGTERM, _leave)
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup
        signal.signal(signal.SIGHUP, _leave)
    try:
        return action()
    except KeyboardInterrupt:
        return 130
    except (BinariesMissing, InUse, ServerFailed) as problem:
        print(f"{NAME}: {problem}", file=sys.stderr)
        return 1


def run(command: Sequence[str], *, durable: bool = False) -> int:
    """Run a command with servers of its own, deleted afterwards. Returns the command's exit code.

    `durable` waits for the disk as production does: for benchmarks, whose figures would flatter otherwise.
    """
    with ExitStack() as stack:
        if os.environ.get("DATABASE_URL"):
            servers = _servers_of_environment()
            state = state_folder(CHECKOUT, NAME)
        else:
            cluster = stack.enter_context(throwaway(NAME, lambda home: _cluster(home, durable=durable)))
            servers = _prepared(cluster)
            state = cluster.home
        environment = {
            "DJANGO_SETTINGS_MODULE": "config.settings_test",
            **os.environ,
            **servers,
            **_files(state, log_seed=True),
        }
        child = subprocess.Popen(command, env=environment, cwd=CHECKOUT)
        with _passing_signals_to(child):
            code = child.wait()
    return 128 - code if code < 0 else code


def serve() -> int:
    """Run the whole product until a signal ends it, then stop all parts in order.

    Raises ServerFailed if a part keeps failing.
    """
    # A shell that starts us in the background has told us to ignore it; whoever sends it by hand means it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    state = state_folder(CHECKOUT, NAME)
    logs = _app_folder(state)
    with ExitStack() as stack:
        cluster = None
        if os.environ.get("DATABASE_URL"):
            servers = _servers_of_environment()
        else:
            cluster = _cluster(state)
            stack.callback(cluster.stop)
            cluster.start()
            servers = _prepared(cluster)
        end_leftovers(logs)
        port = free_web_port(int(os.environ.get("PORT") or FIRST_PORT))
        shared = {key: value for key, value in os.environ.items() if key not in SERVER_VARIABLES}
        shared |= {"DJANGO_SETTINGS_MODULE": "config.settings", "MARKWARDEN_DEMO": "1", **_files(state)}
        shared |= {key: servers[key] for key in ("DATABASE_URL", "REDIS_URL")}
        shared["MARKWARDEN_URL"] = f"http://localhost:{port}"  # passkeys do not work on an IP address
        owner = {**shared, "DATABASE_OWNER_URL": servers["DATABASE_OWNER_URL"]}
        print("Preparing the database …", file=sys.stderr, flush=True)
        _manage("migrate", "--verbosity", "0", environment=owner)
        if _has_command("load_demo"):
            _manage("load_demo", environment=shared)
        supervisor = Supervisor(
            services(shared, port=port, state=state), logs=logs, still_fine=cluster.alive if cluster else None
        )
        stack.callback(supervisor.stop)
        supervisor.start()
        if not supervisor.wait_for(f"http://127.0.0.1:{port}/healthz", seconds=READY_SECONDS):
            raise ServerFailed(f"The web server does not answer.\n{supervisor.tail('web')}")
        print(f"http://localhost:{port}", flush=True)
        supervisor.watch()
    return 0


def services(shared: Mapping[str, str], *, port: int, state: Path) -> list[Service]:
    """The product's processes, in starting order. The log's seed is given to the sequencer alone."""
    python = [sys.executable, "-m"]
    web = [
        *python,
        "gunicorn",
        "config.wsgi",
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        "2",
        "--threads",
        "4",
        "--worker-class",
        "gthread",
    ]
    worker = [
        *python,
        "celery",
        "-A",
        "config",
        "worker",
        "-B",
        "--schedule",
        str(state / "app" / "beat"),
        "--concurrency",
        "2",
    ]
    looker = [*python, "celery", "-A", "config", "worker", "-Q", "looks,ocr", "--concurrency", "1", "-n", "looker@%h"]
    found = [
        Service("web", [*web, "--graceful-timeout", "10"], shared),
        Service("worker", [*worker, "--loglevel", "INFO"], shared),
        Service("looker", [*looker, "--loglevel", "INFO"], shared),
        Service("sequencer", [sys.executable, "manage.py", "sequencer"], {**shared, **_files(state, log_seed=True)}),
    ]
    if _has_command("demo_shop"):
        found.append(Service("shop", [sys.executable, "manage.py", "demo_shop"], shared))
    return found


def free_web_port(first: int) -> int:
    """`first`, or the next port on which nobody listens on the loopback. Raises ServerFailed after a hundred."""
    for port in range(first, first + 100):
        with socket.socket() as probe, socket.socket() as caller:
            # As gunicorn does: connections of the run before, still fading, are no reason to move on.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            if caller.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise ServerFailed(f"No free port between {first} and {first + 99}.")


def _cluster(home: Path, *, durable: bool = True) -> Cluster:
    throw_away = home.name.startswith(f"{NAME}-throwaway-")
    binaries = state_folder(CHECKOUT, NAME) / "binaries"
    return Cluster(home, roles=ROLES, database=NAME, binaries=binaries, durable=durable or not throw_away)


def _prepared(cluster: Cluster) -> dict[str, str]:
    """Roles and database made where missing; the addresses, by the names of their variables."""
    sql = cluster_sql(database=NAME, passwords={role: cluster.passwords[role] for role in ROLES})
    cluster.prepare(roles_and_database=sql.cluster, inside=sql.database)
    return {
        "DATABASE_URL": cluster.database_url("app"),
        "DATABASE_OWNER_URL": cluster.database_url("owner"),
        "DATABASE_STEWARD_URL": cluster.database_url("steward"),
        "REDIS_URL": cluster.redis_url(),
    }


def _servers_of_environment() -> dict[str, str]:
    missing = [name for name in SERVER_VARIABLES if name != "DATABASE_STEWARD_URL" and not os.environ.get(name)]
    if missing:
        raise ServerFailed(f"DATABASE_URL is set, so these must be too: {', '.join(missing)}.")
    return {name: os.environ[name] for name in SERVER_VARIABLES if os.environ.get(name)}


def _app_folder(state: Path) -> Path:
    """The product's own files, beside the servers'; ours alone."""
    folder = state / "app"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _files(state: Path, *, log_seed: bool = False) -> dict[str, str]:
    """The variables that name the product's files, the secrets among them made if missing."""
    folder = _app_folder(state)
    found = {"MARKWARDEN_STATE": str(folder), "MARKWARDEN_SECRET_FILE": str(_secret(folder / "secret"))}
    if log_seed:
        found["MARKWARDEN_LOG_SEED_FILE"] = str(_secret(folder / "log-seed"))
    return found


def _secret(path: Path) -> Path:
    """A file of 32 random bytes in hexadecimal that we alone may read, written once."""
    if not path.exists():
        fresh = path.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_hex(32))
        fresh.rename(path)
    return path


def _manage(*words: str, environment: Mapping[str, str]) -> None:
    done = subprocess.run([sys.executable, "manage.py", *words], env=dict(environment), cwd=CHECKOUT, check=False)
    if done.returncode:
        raise ServerFailed(f"manage.py {words[0]} failed.")


def _has_command(name: str) -> bool:
    return any(CHECKOUT.glob(f"*/management/commands/{name}.py"))


def _leave(number: int, _frame: FrameType | None) -> None:
    """Turn a signal into an orderly way out."""
    raise SystemExit(128 + number)


@contextmanager
def _passing_signals_to(child: subprocess.Popen[bytes]) -> Iterator[None]:
    """While a command runs, signals are for it; Ctrl-C reaches it through the terminal anyway."""

    def forward(number: int, _frame: FrameType | None) -> None:
        child.send_signal(number)

    before = {
        signal.SIGINT: signal.signal(signal.SIGINT, signal.SIG_IGN),
        signal.SIGTERM: signal.signal(signal.SIGTERM, forward),
    }
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        before[signal.SIGHUP] = signal.signal(signal.SIGHUP, forward)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
