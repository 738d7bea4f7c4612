"""Run the benches: `python -m bench [NAME ...] [--json FILE]`. Without a name all run. Each is a module `bench/NAME.py` with
`run() -> list[Row]`."""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
import subprocess
import sys
import tempfile
from pathlib import Path

import bench
from bench.rows import Row

_NOT_BENCHES = {"__main__", "rows"}


def names() -> list[str]:
    """All benches, by name: the modules of this package that have a `run`."""
    found = [module.name for module in pkgutil.iter_modules(bench.__path__) if module.name not in _NOT_BENCHES]
    return [name for name in sorted(found) if hasattr(importlib.import_module(f"bench.{name}"), "run")]


def table(rows: list[Row]) -> str:
    """The rows as text, one line each."""
    lines = [("key", "value", "unit", "rival", "rival value", "ratio")]
    lines += [(r.key, _number(r.value), r.unit, r.rival, _number(r.rival_value), _number(r.ratio)) for r in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(6)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def _here(name: str) -> list[Row]:
    print(f"bench {name} ...", file=sys.stderr, flush=True)
    return list(importlib.import_module(f"bench.{name}").run())


def _apart(name: str) -> list[Row]:
    """A bench in a process of its own: none inherits another's caches, connections or database."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        command = [sys.executable, "-m", "bench", name, "--json", file.name]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return [Row(**found) for found in json.loads(Path(file.name).read_text())]


def main(arguments: list[str] | None = None) -> int:
    """Run what was asked for; 2 for a name that is no bench."""
    known = names()
    parser = argparse.ArgumentParser(prog="bench", description="Measure, against a named rival in the same run.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of: {', '.join(known)}; all without a name")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows to this file too")
    asked = parser.parse_args(arguments)
    if unknown := sorted(set(asked.names) - set(known)):
        print(f"No bench is called {', '.join(unknown)}. There are: {', '.join(known)}.", file=sys.stderr)
        return 2
    wanted = asked.names or known
    rows = _here(wanted[0]) if len(wanted) == 1 else [row for name in wanted for row in _apart(name)]
    print(table(rows))
    if asked.json:
        asked.json.write_text(json.dumps([row.as_json() for row in rows], indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
