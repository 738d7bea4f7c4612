"""docker-compose.yml starts what exists, sets what the settings read, and keeps secrets with their one holder."""

import ast
import re
import shlex
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands

ROOT = Path(settings.BASE_DIR)
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
OURS = {name: service for name, service in COMPOSE["services"].items() if "build" in service}


def variables_read(path: Path) -> set[str]:
    """The first arguments of `env.…("NAME")` in a settings module."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            reader, name = node.func.value, node.args[0]
            if isinstance(reader, ast.Name) and reader.id == "env" and isinstance(name, ast.Constant):
                found.add(name.value)
    return found


def commands(service: dict[str, object]) -> list[list[str]]:
    """A service's command as lists of words; those of a shell line one by one."""
    words = [str(word) for word in service["command"]]
    if words[:2] != ["sh", "-c"]:
        return [words]
    return [shlex.split(part) for part in re.split(r"&&|\|", words[2])]


def test_every_part_of_the_product_has_a_service() -> None:
    expected = {"web", "worker", "looker", "beat", "sequencer", "migrate", "postgres", "valkey"}
    assert expected <= set(COMPOSE["services"])


@pytest.mark.parametrize("name", OURS)
def test_each_command_exists(name: str) -> None:
    for command in commands(OURS[name]):
        match command:
            case ["python", "manage.py", word, *_]:
                assert word in get_commands(), f"{name}: manage.py {word}"
            case ["gunicorn", module, *_]:
                assert find_spec(module), f"{name}: {module}"
            case ["celery", "-A", module, word, *_]:
                assert find_spec(module), f"{name}: {module}"
                assert word in {"worker", "beat"}
            case [program, *_]:
                assert program == "sed", f"{name}: unknown program {program}"


@pytest.mark.parametrize("name", OURS)
def test_each_variable_is_one_that_the_settings_read(name: str) -> None:
    assert set(OURS[name]["environment"]) <= variables_read(ROOT / "config" / "settings.py")


def test_the_owner_of_the_tables_is_known_to_migrate_alone() -> None:
    assert [name for name in OURS if "DATABASE_OWNER_URL" in OURS[name]["environment"]] == ["migrate"]
    assert all("app:" in service["environment"]["DATABASE_URL"] for service in OURS.values())


def test_the_seed_of_the_log_is_known_to_the_sequencer_alone() -> None:
    assert [name for name in OURS if "MARKWARDEN_LOG_SEED_FILE" in OURS[name]["environment"]] == ["sequencer"]
    assert [name for name, service in OURS.items() if "log_seed" in service["secrets"]] == ["sequencer"]


def test_nothing_of_the_demo_and_nothing_open_to_the_world() -> None:
    assert not any("MARKWARDEN_DEMO" in service["environment"] for service in OURS.values())
    published = [port for service in COMPOSE["services"].values() for port in service.get("ports", [])]
    assert published == ["127.0.0.1:8000:8000"]


def test_every_variable_of_the_env_file_is_explained_above() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    comment = text[: text.index("x-app")]
    assert all(re.search(rf"\b{name}=", comment) for name in set(re.findall(r"\$\{(\w+)", text)))


def test_the_image_runs_as_an_ordinary_user_with_locked_packages() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users == ["10001"]
    assert any("--require-hashes" in line and "requirements/production.txt" in line for line in lines)
