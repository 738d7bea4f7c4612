"""Making many tables in one go, without drawing every other model anew for each."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.migrations.state import ModelState, ProjectState
from django.db.models import Model

Key = tuple[str, str]
"""App and model, as migrations name them."""


@contextmanager
def changed_models_alone() -> Iterator[None]:
    """Inside the block a model that a migration makes or changes is rendered with those that lean on it, and no others.

    Django also renders whatever the model points to once more, and all that points to that: with every table behind one wall
    that is every model at every step, and nine tenths of the time that migrating takes. What a model points to does not
    change with it; what others know of it is asked anew at each step, as always.
    """
    django: Any = ProjectState
    add_model, to_reload = django.add_model, django._find_reload_model

    def add_alone(state: ProjectState, model_state: ModelState) -> None:
        apps = state.__dict__.pop("apps", None)  # what is not rendered yet is not rendered anew
        add_model(state, model_state)
        if apps is not None:
            state.__dict__["apps"] = apps
            apps.render_multiple([model_state])
            apps.clear_cache()

    def leaning(state: ProjectState, app_label: str, model_name: str, delay: bool = False) -> set[Key]:
        try:
            model = state.apps.get_model(app_label, model_name)
        except LookupError:
            return set(to_reload(state, app_label, model_name, delay))
        return {_key(one) for one in _leaning_on(model)} | {(app_label, model_name)}

    django.add_model, django._find_reload_model = add_alone, leaning
    try:
        yield
    finally:
        django.add_model, django._find_reload_model = add_model, to_reload


def _leaning_on(model: type[Model]) -> set[type[Model]]:
    """Those that inherit from it or refer to it, and those that do so with them."""
    found: set[type[Model]] = set()
    waiting: list[type[Any]] = [model]
    while waiting:
        one = waiting.pop()
        backwards = (field for field in one._meta.get_fields(include_hidden=True) if field.auto_created)
        referring = {field.related_model for field in backwards if field.is_relation and not field.concrete}
        fresh = {other for other in {*referring, *one.__subclasses__()} if issubclass(other, Model)} - found
        found |= fresh
        waiting += fresh
    return found


def _key(model: type[Model]) -> Key:
    return model._meta.app_label, str(model._meta.model_name)
