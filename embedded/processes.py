"""Processes, ports, the account that servers run under, and waits that end."""

import os
import pwd
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .binaries import Binaries

UNPRIVILEGED = "nobody"


class ServerFailed(RuntimeError):
    """A server did not start, answer or stop in time; the message ends with the last lines of its log."""


@dataclass(frozen=True)
class Account:
    """Who the servers run as: ourselves (`uid` None), or `nobody` when we are root, which PostgreSQL refuses."""

    uid: int | None = None
    gid: int | None = None

    @classmethod
    def choose(cls) -> "Account":
        """The account for this process. Raises ServerFailed if root finds no `nobody`."""
        if os.geteuid() != 0:
            return cls()
        try:
            entry = pwd.getpwnam(UNPRIVILEGED)
        except KeyError:
            raise ServerFailed(
                f"PostgreSQL refuses to run as root and this machine has no account {UNPRIVILEGED!r}."
            ) from None
        return cls(entry.pw_uid, entry.pw_gid)

    def give(self, path: Path, mode: int) -> Path:
        """Hand a file or folder to the account, with these permissions."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)
        path.chmod(mode)
        return path

    def folder(self, path: Path) -> Path:
        """A folder that the account alone may enter; made if missing."""
        path.mkdir(exist_ok=True)
        return self.give(path, 0o700)

    def popen(self, command: Sequence[str | Path], log: Path) -> subprocess.Popen[bytes]:
        """Start a server in a session of its own, so that a Ctrl-C meant for us does not reach it."""
        log.touch(mode=0o600)  # what a server complains about may hold people's data
        with log.open("ab") as output:
            return subprocess.Popen(
                [str(part) for part in command],
                user=self.uid,
                group=self.gid,
                extra_groups=None if self.uid is None else [],
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                umask=0o077,
                env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
            )

    def reachable(self, binaries: Binaries, place: Path) -> Binaries:
        """The same programs where the account can run them.

        Root's environments often lie below folders that `nobody` may not enter, so a wheel's trees are copied once to
        `place`. The copy appears under its name in one step, so that several launchers can come at the same time.
        """
        if self.uid is None or not binaries.trees:
            return binaries
        copy = place / binaries.label
        place.mkdir(mode=0o711, parents=True, exist_ok=True)
        if not copy.is_dir():
            fresh = Path(tempfile.mkdtemp(prefix=".copy-", dir=place))
            try:
                for tree in binaries.trees:
                    shutil.copytree(
                        tree, fresh / tree.name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__", "*.py")
                    )
                _open_to_all(fresh)
                fresh.rename(copy)
            except OSError:
                if not copy.is_dir():
                    raise
            finally:
                shutil.rmtree(fresh, ignore_errors=True)
        return replace(binaries, bindir=copy / binaries.bindir.relative_to(binaries.trees[0].parent))


def _open_to_all(tree: Path) -> None:
    """Readable by everybody, writable by us alone, whatever the umask was when the wheel was installed."""
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(0o755 if stat.S_ISDIR(mode) or mode & stat.S_IXUSR else 0o644)


def command_line(pid: int) -> str:
    """What a process was started with; empty if it is gone or a zombie.

    Taken from /proc, as `ps` is missing in slim containers, where another account's current folder may not be read.
    """
    if Path("/proc/self/cmdline").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        except OSError:
            return ""
    answer = subprocess.run(
        ["ps", "-p", str(pid), "-o", "stat=,command="], capture_output=True, text=True, check=False
    ).stdout.strip()
    return "" if answer.startswith("Z") else answer


def free_port() -> int:
    """A TCP port on the loopback that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(done: Callable[[], bool], *, seconds: float) -> bool:
    """Ask every 10 ms, later every 100 ms; False when `seconds` have passed without a yes."""
    began = time.monotonic()
    while not done():
        waited = time.monotonic() - began
        if waited > seconds:
            return False
        time.sleep(0.01 if waited < 1 else 0.1)
    return True


def end(pid: int, alive: Callable[[], bool], *, steps: Sequence[tuple[signal.Signals, float]]) -> bool:
    """Send each signal and wait its seconds until the process is gone. False if it outlives them all."""
    for number, seconds in steps:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return True
        if wait_until(lambda: not alive(), seconds=seconds):
            return True
    return False


def tail(log: Path, lines: int = 15) -> str:
    """The last lines of a log, for an error message."""
    if not log.exists():
        return "(no log)"
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
