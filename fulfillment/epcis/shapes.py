"""What is built of values: lists and objects, each with the names and rules of its fields.

Declared once in `fulfillment.epcis.fields`; `Run` carries the prefixes that are declared where one stands, and collects.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from fulfillment.epcis.contexts import is_named
from fulfillment.epcis.formats import Rule, kind_of, shortened
from fulfillment.epcis.values import Fault

REQUIRED = "This field is required."


class Run:
    """One check: the faults found, at most `most`, and the prefixes and the event where one stands."""

    def __init__(self, most: int) -> None:
        self.faults: list[Fault] = []
        self.most = most
        self.prefixes: Mapping[str, str] = {}
        self.event: int | None = None

    @property
    def full(self) -> bool:
        return len(self.faults) >= self.most

    def add(self, path: str, message: str) -> None:
        if not self.full:
            self.faults.append(Fault(path, message, self.event))


class Shape(Protocol):
    def check(self, value: Any, path: str, run: Run) -> None: ...


@dataclass(frozen=True, slots=True)
class One:
    """One value that a rule judges."""

    rule: Rule

    def check(self, value: Any, path: str, run: Run) -> None:
        if message := self.rule(value):
            run.add(path, message)


@dataclass(frozen=True, slots=True)
class Many:
    """A list of values that a rule judges; `unique`: none twice; `least`: how many there must be."""

    rule: Rule
    unique: bool = False
    least: int = 0

    def check(self, value: Any, path: str, run: Run) -> None:
        if not _is_list(value, path, run, self.least):
            return
        rule = self.rule
        for place, item in enumerate(value):
            if message := rule(item):
                run.add(f"{path}[{place}]", message)
                if run.full:
                    return
        if self.unique and not run.full:
            self._twice(value, path, run)

    def _twice(self, value: list[Any], path: str, run: Run) -> None:
        texts = [item for item in value if type(item) is str]
        if len(set(texts)) == len(texts):
            return
        seen: set[str] = set()
        for place, item in enumerate(value):
            if type(item) is str and item in seen:
                run.add(f"{path}[{place}]", f"“{shortened(item)}” stands in the list twice.")
            elif type(item) is str:
                seen.add(item)


@dataclass(frozen=True, slots=True)
class OneOrMany:
    """A value or a list of values."""

    rule: Rule

    def check(self, value: Any, path: str, run: Run) -> None:
        shape: Shape = Many(self.rule, least=1) if type(value) is list else One(self.rule)
        shape.check(value, path, run)


@dataclass(frozen=True, slots=True)
class Each:
    """A list of objects of one shape."""

    shape: Shape
    least: int = 0

    def check(self, value: Any, path: str, run: Run) -> None:
        if not _is_list(value, path, run, self.least):
            return
        for place, item in enumerate(value):
            self.shape.check(item, f"{path}[{place}]", run)
            if run.full:
                return


@dataclass(frozen=True, slots=True)
class Thing:
    """An object: its fields by name, which of them are required, whether fields of the sender's own may join them, and what
    else holds between them (`rules`: each gets object, path and run)."""

    fields: Mapping[str, Shape]
    required: tuple[str, ...] = ()
    open: bool = False
    rules: tuple[Callable[[Mapping[str, Any], str, Run], None], ...] = ()

    def check(self, value: Any, path: str, run: Run) -> None:
        if type(value) is not dict:
            run.add(path, f"Expected an object, found {kind_of(value)}.")
            return
        before = path + "." if path else ""
        for name in self.required:
            if name not in value:
                run.add(before + name, REQUIRED)
        for name, found in value.items():
            shape = self.fields.get(name)
            if shape is None:
                self._stranger(name, before, run)
                if type(found) is dict or type(found) is list:
                    _own(found, before + name, run)
            elif type(shape) is One:
                # The commonest shape, without the call.
                if message := shape.rule(found):
                    run.add(before + name, message)
            else:
                shape.check(found, before + name, run)
        for rule in self.rules:
            rule(value, before, run)

    def _stranger(self, name: str, before: str, run: Run) -> None:
        if not self.open:
            run.add(
                before + name, f"“{shortened(name)}” is not a field here, and fields of your own cannot stand here."
            )
        elif ":" not in name:
            run.add(
                before + name, f"“{shortened(name)}” is not a field here; a field of your own needs a prefix or a URI."
            )
        elif not is_named(name, run.prefixes):
            run.add(before + name, _undeclared(name))


def _own(value: Any, path: str, run: Run) -> None:
    """Inside a field of the sender's own names are free, but for a prefix that nobody declared."""
    if type(value) is list:
        for place, item in enumerate(value):
            if type(item) is dict or type(item) is list:
                _own(item, f"{path}[{place}]", run)
        return
    for name, item in value.items():
        if ":" in name and not is_named(name, run.prefixes):
            run.add(f"{path}.{name}", _undeclared(name))
        if type(item) is dict or type(item) is list:
            _own(item, f"{path}.{name}", run)


def _undeclared(name: str) -> str:
    return f"The prefix “{shortened(name.partition(':')[0])}” is not declared in @context."


def _is_list(value: Any, path: str, run: Run, least: int) -> bool:
    if type(value) is not list:
        run.add(path, f"Expected a list, found {kind_of(value)}.")
        return False
    if len(value) < least:
        run.add(path, "The list is empty.")
    return True
