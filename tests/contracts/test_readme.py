"""Everything that README.md names exists: files, folders, commands, addresses, variables and figures."""

import ast
import os
import re
import shlex
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.urls import Resolver404, resolve

from bench.__main__ import names as benches

ROOT = Path(settings.BASE_DIR)
TEXT = (ROOT / "README.md").read_text()
WORDS = re.findall(r"`([^`\n]+)`", TEXT)
"""What stands between backticks."""
BLOCKS = re.findall(r"```sh\n(.*?)```", TEXT, re.S)
COMMANDS = [line.partition("#")[0].strip() for block in BLOCKS for line in block.splitlines()]
HIDDEN_FOLDERS = re.compile(r"^[._]|^requirements$|^docs$")
# Read by the launcher and the scripts, not by the settings.
OF_THE_LAUNCHER = {"PORT", "DATABASE_STEWARD_URL"}
OF_A_LIBRARY = {"OPENBLAS_NUM_THREADS"}
"""Set, not asked for."""


def section(title: str) -> str:
    """What stands under a heading."""
    return TEXT.split(f"\n## {title}\n")[1].split("\n## ")[0]


def first_cells(title: str) -> list[str]:
    """The words between backticks in the first column of a section's table."""
    lines = [line for line in section(title).splitlines() if line.startswith("| `")]
    return [word for line in lines for word in re.findall(r"`([^`]+)`", line.split("|")[1])]


def is_path(word: str) -> bool:
    return bool(re.fullmatch(r"[\w.-]+(/[\w.-]+)+/?|[\w-]+\.(md|yml|toml)", word))


PATHS = [word for word in WORDS if is_path(word)]
MANAGE = [line for line in [*COMMANDS, *WORDS] if line.startswith("manage.py ")]
SCRIPTS = [line.split()[0] for line in [*COMMANDS, *WORDS] if line.startswith(("script/", ".ci/"))]
ADDRESSES = [
    word.replace("<marketplace>", "fair").replace("{number}", "A-1").replace("{n}", "1").partition("?")[0]
    for word in WORDS
    if "/m/<marketplace>" in word
]
KEYS = [word for word in first_cells("Figures") if not word.startswith("script/")]


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)#\s]+)", TEXT))
def test_a_link_leads_to_a_file(target: str) -> None:
    assert "://" not in target, "the README leads nowhere outside"
    assert (ROOT / target).is_file()


@pytest.mark.parametrize("path", [path for path in PATHS if path not in SCRIPTS])
def test_a_path_exists(path: str) -> None:
    module = ROOT / f"{path}.py"
    assert (ROOT / path).exists() or module.is_file()
    assert not path.endswith("/") or (ROOT / path).is_dir()


def test_the_map_names_every_folder_and_no_other() -> None:
    there = {found.name for found in ROOT.iterdir() if found.is_dir() and not HIDDEN_FOLDERS.match(found.name)}
    assert set(first_cells("The folders")) == there


@pytest.mark.parametrize("script", sorted(set(SCRIPTS)))
def test_a_script_can_be_run(script: str) -> None:
    assert (ROOT / script).is_file()
    assert os.access(ROOT / script, os.X_OK)


def test_every_script_for_people_is_named() -> None:
    # `environment` is sourced, `install.py` called by it, and `lock` is described with the packages.
    for_people = {f"script/{found.name}" for found in (ROOT / "script").iterdir() if found.is_file()}
    assert for_people - set(SCRIPTS) == {"script/environment", "script/install.py", "script/lock"}
    assert "script/lock" in (ROOT / "docs" / "dependencies.md").read_text()


@pytest.mark.parametrize("line", MANAGE)
def test_a_command_takes_what_is_written(line: str) -> None:
    _manage, name, *words = shlex.split(line)
    command = load_command_class(get_commands()[name], name)
    parser = command.create_parser("manage.py", name)
    parser.parse_args(words)
    assert {word for word in words if word.startswith("--")} <= set(parser._option_string_actions), "in full"


def test_commands_are_named_at_all() -> None:
    assert {line.split()[1] for line in MANAGE} >= {"create_marketplace", "import_rights", "import_listings", "migrate"}


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_leads_to_a_page(address: str) -> None:
    assert resolve(address)


@pytest.mark.parametrize("path", ["changes", "listings/A-1/states/1/applied"])
def test_what_the_shop_calls_is_there_under_the_api(path: str) -> None:
    pattern = path.replace("A-1", "{number}").replace("/1/", "/{n}/")
    assert any(pattern in word for word in WORDS)
    try:
        resolve(f"/m/fair/api/v1/{path}")
    except Resolver404:
        pytest.fail(f"{path} is no address of the API.")


def variables_read() -> set[str]:
    """The names that the settings and the launcher ask the environment for."""
    found = set()
    for path in (ROOT / "config" / "settings.py", ROOT / "config" / "launcher.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                reader, name = ast.unparse(node.func.value), node.args[0]
                if reader in ("env", "os.environ") and isinstance(name, ast.Constant):
                    found.add(str(name.value))
    return found


def test_the_table_of_variables_is_what_is_read() -> None:
    assert set(first_cells("Production")) == variables_read() - OF_A_LIBRARY | OF_THE_LAUNCHER
    launcher = (ROOT / "config" / "launcher.py").read_text()
    assert all(f'"{name}"' in launcher for name in OF_THE_LAUNCHER)


def keys_measured() -> list[str]:
    """The keys of the rows that the benches make, as patterns: what is filled in while they run may be any word."""
    found = []
    for path in sorted((ROOT / "bench").glob("*.py")):
        calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call) and node.args]
        for row in [node.args[0] for node in calls if isinstance(node.func, ast.Name) and node.func.id == "Row"]:
            assert isinstance(row, ast.JoinedStr | ast.Constant), f"{path}: a key is written where its row is made"
            parts = row.values if isinstance(row, ast.JoinedStr) else [row]
            found.append("".join(re.escape(one.value) if isinstance(one, ast.Constant) else r"[\w.]+" for one in parts))
    return found


@pytest.mark.parametrize("key", KEYS)
def test_a_figure_is_one_that_a_bench_measures(key: str) -> None:
    assert key.partition(".")[0] in benches()
    assert any(re.fullmatch(pattern, key) for pattern in keys_measured())


def test_each_bench_has_a_figure() -> None:
    assert {key.partition(".")[0] for key in KEYS} == set(benches())
