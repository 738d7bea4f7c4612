"""Making many tables in one go, without drawing every other model anew for each."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.migrations.state import ModelState, ProjectState


@contextmanager
def new_models_alone() -> Iterator[None]:
    """Inside the block a model that a migration makes is rendered by itself.

    Django renders all models that it refers to once more, and all that those refer to: with every table behind one wall that
    is every model for each new one, and a third of the time that migrating takes. Nothing can refer to a model that has just
    been made; whatever changes it later renders it with all its relations, as always.
    """
    as_django_does = ProjectState.add_model

    def add_model(state: ProjectState, model_state: ModelState) -> None:
        apps = state.__dict__.pop("apps", None)  # what is not rendered yet is not rendered anew
        as_django_does(state, model_state)
        if apps is not None:
            state.__dict__["apps"] = apps
            apps.render_multiple([model_state])
            apps.clear_cache()

    ProjectState.add_model = add_model  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        ProjectState.add_model = as_django_does  # type: ignore[method-assign]
