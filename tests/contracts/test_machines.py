"""What holds for every state machine of every app; they are found in the source, so that a new one is not forgotten."""

import ast
import importlib
from collections.abc import Iterator
from functools import cache

import pytest
from django.apps import apps
from django.db import models
from django.utils.functional import Promise

from enforcement.machine import ITEM
from policy.registry import PACKS
from tests.architecture.code import Name, modules, reaches, resolved
from tests.contracts.machines import GOES, NOBODY_GOES
from workflow.machine import COLOURS, Machine
from workflow.moves import Stateful


def declared() -> Iterator[tuple[str, str, ast.Call]]:
    """Every machine that the product makes: module, name in it, and the call."""
    for module in modules().values():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Machine":
                named = [
                    one.targets[0].id for one in module.tree.body if isinstance(one, ast.Assign) and one.value is node
                ]
                assert named, f"{module.name}: a machine stands at the top of its module, under a name."
                yield module.name, named[0], node


DECLARED = {f"{module}.{name}": (module, name, call) for module, name, call in declared()}
MACHINES: dict[str, Machine] = {
    path: getattr(importlib.import_module(module), name) for path, (module, name, _call) in DECLARED.items()
}
EVERY = pytest.mark.parametrize("path", sorted(MACHINES))
MODELS = {
    model._meta.model_name: model
    for model in apps.get_models()
    if issubclass(model, Stateful) and not model.__module__.startswith("tests.")
}


def edges(machine: Machine) -> set[str]:
    return {f"{source} {target}" for source in machine.states for target in machine.targets(source)}


def test_all_are_found():
    assert len(MACHINES) >= 9
    assert len({machine.name for machine in MACHINES.values()}) == len(MACHINES)
    assert {machine.name for machine in MACHINES.values()} == set(MODELS), "a machine for each row that has states"


@EVERY
def test_each_lives_in_the_module_for_machines_of_its_app(path):
    app, module, name = path.split(".")
    assert module == "machine"
    assert name == MACHINES[path].name.upper()
    assert MODELS[MACHINES[path].name]._meta.app_label == app


@EVERY
def test_it_begins_ends_and_leaves_nothing_unreachable_or_stuck(path):
    machine = MACHINES[path]
    assert machine.initial in machine.states
    assert machine.final
    assert machine.final <= set(machine.states)
    assert machine.reachable() == set(machine.states)
    for state in machine.states:
        assert machine.targets(state) or state in machine.final, f"{state} is a dead end."
        assert len(set(machine.targets(state))) == len(machine.targets(state)), f"{state} names a move twice."


@EVERY
def test_each_state_has_a_colour_and_only_what_is_over_may_do_without(path):
    machine, call = MACHINES[path], DECLARED[path][2]
    [given] = [ast.literal_eval(one.value) for one in call.keywords if one.arg == "colours"]
    assert set(given.values()) <= set(COLOURS)
    assert set(machine.states) - set(given) <= machine.final
    waiting = {state for state in given if given[state] in ("wait", "stop")}
    assert waiting, "a page shows nowhere that something waits for somebody"


@EVERY
def test_each_state_has_words_that_are_translated(path):
    machine = MACHINES[path]
    found = words_for(machine)
    assert set(machine.states) <= set(found)
    for state in machine.states:
        assert isinstance(found[state], Promise), f"{state} would be shown in English to everybody."
        assert str(found[state]).strip()
        assert "_" not in str(found[state])


def words_for(machine: Machine) -> dict:
    """What pages call the states: the labels of the model's choices, else the words of the app."""
    model = MODELS[machine.name]
    if hasattr(model, "State"):
        return {state.value: state._label_ for state in model.State}
    words = importlib.import_module(f"{model._meta.app_label}.words")
    return dict(getattr(words, f"{machine.name.upper()}_STATES", None) or words.STATES)


@EVERY
def test_the_database_agrees(path):
    machine = MACHINES[path]
    model = MODELS[machine.name]
    field = model._meta.get_field("state")
    assert all(len(state) <= field.max_length for state in machine.states)
    if field.choices:
        assert {value for value, _label in field.choices} == set(machine.states)
    if field.has_default():
        assert field.get_default() == machine.initial
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.CheckConstraint) and list(states_in(constraint.condition)) and (
            constraint.condition.children[0][0] == "state__in" and len(constraint.condition.children) == 1
        ):  # fmt: skip
            assert set(states_in(constraint.condition)) == set(machine.states), constraint.name
    for rule in (*model._meta.indexes, *model._meta.constraints):
        named = set(states_in(rule.condition)) if getattr(rule, "condition", None) else set()
        assert named <= set(machine.states), f"{rule.name} names a state that nothing ever has"


def states_in(condition: models.Q) -> Iterator[str]:
    """The states that a condition names."""
    for child in condition.children:
        if isinstance(child, models.Q):
            yield from states_in(child)
        elif child[0] == "state":
            yield child[1]
        elif child[0] == "state__in":
            yield from child[1]


@cache
def moves() -> list[tuple[Name, Name, frozenset[str]]]:
    """Every call that moves rows along a machine: the machine, the function it stands in, the states it names."""
    found = []
    for module in modules().values():
        for function in module.functions.values():
            for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                for one in call.keywords:
                    if one.arg == "machine" and isinstance(one.value, ast.Name):
                        name = one.value.id
                        machine = resolved(module.imports.get(name, (module.name, name)))
                        said = {node.value for node in ast.walk(call.args[1]) if isinstance(node, ast.Constant)}
                        found.append((machine, (module.name, function.name), frozenset(said)))
    return found


def movers(path: str) -> dict[Name, set[str] | None]:
    """The functions that move rows along a machine, each with the states it names, None where a caller names them."""
    wanted = tuple(path.rsplit(".", 1))
    found: dict[Name, set[str] | None] = {}
    for machine, key, said in moves():
        if machine == wanted:
            before = found.get(key, set())
            found[key] = (before | said) if said and before is not None else None
    return found


@EVERY
def test_somebody_goes_along_every_edge_or_it_is_said_why_nobody_does(path):
    machine = MACHINES[path]
    goes, nobody = GOES[machine.name], NOBODY_GOES.get(machine.name, {})
    assert set(goes) | set(nobody) == edges(machine)
    assert not set(goes) & set(nobody)
    assert all(len(reason.split()) > 4 for reason in nobody.values())


@EVERY
def test_who_is_said_to_go_along_an_edge_does(path):
    moving = movers(path)
    for edge, name in GOES[MACHINES[path].name].items():
        module, _, function = name.partition(":")
        assert function in modules()[module].functions, f"{name} is not there any more."
        target = edge.split()[1]
        assert any(
            (said is None or target in said) and reaches((module, function), mover) for mover, said in moving.items()
        ), f"{name} moves nothing to {target}."


@EVERY
def test_nothing_is_moved_to_where_no_edge_leads(path):
    known = {edge.split()[1] for edge in GOES[MACHINES[path].name]}
    for (module, function), said in movers(path).items():
        assert (said or set()) <= known, f"{module}.{function}"


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.code)
def test_every_answer_that_is_open_leads_along_an_edge(pack):
    for state in ("open", "unanswered"):
        assert {answer.becomes for answer in pack.answers_for(removed=False)} <= set(ITEM.targets(state))
    assert {answer.becomes for answer in pack.answers_for(removed=True)} <= set(ITEM.targets("in_effect"))
