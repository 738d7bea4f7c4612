"""Makes the virtual environment and installs a lock file: `install.py VENV NAME STAMP`; run by script/environment.

Two scripts may come at the same time: the second waits, then finds the work done.
"""
# ruff: noqa: T201

import fcntl
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements"


def main(venv: Path, name: str, stamp: str) -> int:
    """Returns the exit code; what goes wrong is said on stderr."""
    venv.parent.mkdir(parents=True, exist_ok=True)
    with venv.with_name(venv.name + ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = venv / f"installed-{name}"
        if done.exists() and done.read_text().strip() == stamp:
            return 0
        print(f"Installing the locked packages into {venv} (once) …", file=sys.stderr, flush=True)
        pip = _pip(venv)
        if not pip:
            print(
                "This Python can make no environment: install its venv module (Debian: apt install python3-venv).",
                file=sys.stderr,
            )
            return 1
        wheels_only = [
            "--require-hashes",
            "--only-binary",
            ":all:",
            "--disable-pip-version-check",
            "--quiet",
            "--no-compile",  # what is never imported need not be compiled: a third of the time
            "-r",
            str(REQUIREMENTS / f"{name}.txt"),
        ]
        if subprocess.call([*pip, "install", *wheels_only]):
            print("Installing failed; see above. A package index must be reachable.", file=sys.stderr)
            return 1
        done.write_text(stamp + "\n")
    return 0


def _pip(venv: Path) -> list[str]:
    """The command that installs into the environment, which is made if missing; empty if none can be made."""
    python = venv / "bin" / "python"
    if not python.exists() and subprocess.call([sys.executable, "-m", "venv", str(venv)], stdout=subprocess.DEVNULL):
        # Debian ships venv without pip's bundle; a pip beside this Python can install from outside.
        if not find_spec("pip") or subprocess.call(
            [sys.executable, "-m", "venv", "--without-pip", "--clear", str(venv)]
        ):
            return []
        return [sys.executable, "-m", "pip", "--python", str(python)]
    return [str(python), "-m", "pip"]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3]))
