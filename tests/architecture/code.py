"""The product's own source, parsed once: its modules, functions, and who calls whom."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = tuple(
    sorted(found.parent.name for found in ROOT.glob("*/__init__.py") if found.parent.name not in ("tests", "bench"))
)
Name = tuple[str, str]
"""A module and something in it."""


@dataclass(frozen=True)
class Module:
    """One file of the product."""

    name: str
    path: Path
    tree: ast.Module
    is_package: bool

    @cached_property
    def imports(self) -> dict[str, Name]:
        """What each imported word is: (module, name), or (module, "") for a module."""
        found: dict[str, Name] = {}
        for node in self.tree.body:
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                for one in node.names:
                    whole = f"{node.module}.{one.name}"
                    found[one.asname or one.name] = (whole, "") if whole in modules() else (node.module, one.name)
            elif isinstance(node, ast.Import):
                for one in node.names:
                    found[one.asname or one.name.partition(".")[0]] = (one.name, "")
        return found

    @cached_property
    def functions(self) -> dict[str, ast.FunctionDef]:
        """Functions at module level, by name."""
        return {node.name: node for node in self.tree.body if isinstance(node, ast.FunctionDef)}


@cache
def modules() -> dict[str, Module]:
    """Every module of the product, by its dotted name; without migrations."""
    found = {}
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            if "migrations" in path.parts:
                continue
            parts = path.relative_to(ROOT).with_suffix("").parts
            is_package = parts[-1] == "__init__"
            name = ".".join(parts[:-1] if is_package else parts)
            found[name] = Module(name, path, ast.Module([], []), is_package)
    return {
        name: Module(name, module.path, ast.parse(module.path.read_text()), module.is_package)
        for name, module in found.items()
    }


def resolved(name: Name) -> Name:
    """Where something is really defined, through the packages that only pass it on."""
    seen = set()
    while name not in seen and name[0] in modules() and name[1]:
        seen.add(name)
        module = modules()[name[0]]
        if name[1] in module.functions or name[1] not in module.imports:
            break
        name = module.imports[name[1]]
    return name


def called(module: Module, node: ast.AST) -> Iterator[Name]:
    """What the code in `node` names and may therefore call."""
    imports = module.imports
    for found in ast.walk(node):
        if isinstance(found, ast.Name):
            if found.id in module.functions:
                yield module.name, found.id
            elif found.id in imports:
                yield resolved(imports[found.id])
        elif isinstance(found, ast.Attribute) and isinstance(found.value, ast.Name) and found.value.id in imports:
            owner, inner = imports[found.value.id]
            if not inner:
                yield resolved((owner, found.attr))


@cache
def follows(name: Name) -> frozenset[Name]:
    """What a function names; nothing for what is none of ours."""
    module = modules().get(name[0])
    function = module.functions.get(name[1]) if module else None
    return frozenset(called(module, function)) if module and function else frozenset()


def reaches(start: Name, goal: Name) -> bool:
    """Whether the code of `start` names `goal`, or a function that does, however far down."""
    waiting, seen = [start], {start}
    while waiting:
        here = waiting.pop()
        if here == goal:
            return True
        new = follows(here) - seen
        seen |= new
        waiting += new
    return False
