"""Migrating renders what changes and what leans on it, and leaves the rest as it is."""

from django.db import models
from django.db.migrations.state import ModelState, ProjectState

from tenancy.db.rendering import changed_models_alone


def key():
    return models.AutoField(primary_key=True)


def to(model):
    return models.ForeignKey(model, models.CASCADE, related_name="+")


def state_of(**fields):
    state = ProjectState()
    for name, more in fields.items():
        state.add_model(ModelState("shop", name, [("id", key()), *more]))
    return state


def test_what_refers_to_a_changed_model_refers_to_it_as_it_is_now():
    state = state_of(
        Wall=[], Right=[("wall", to("shop.Wall"))], Claim=[("right", to("shop.Right"))], Paper=[("claim", to("shop.Claim"))],
        Aside=[("wall", to("shop.Wall"))],
    )  # fmt: skip
    wall, aside = (state.apps.get_model("shop", name) for name in ("Wall", "Aside"))
    with changed_models_alone():
        state.add_field("shop", "right", "number", models.TextField(default=""), True)
    right, claim, paper = (state.apps.get_model("shop", name) for name in ("Right", "Claim", "Paper"))
    assert right._meta.get_field("number")
    assert paper._meta.get_field("claim").related_model is claim
    assert claim._meta.get_field("right").related_model is right
    assert right._meta.get_field("wall").related_model is wall is state.apps.get_model("shop", "Wall")
    assert aside is state.apps.get_model("shop", "Aside")
    assert {field.related_model for field in wall._meta.get_fields(include_hidden=True) if field.auto_created} >= {
        right,
        aside,
    }


def test_a_new_model_is_rendered_alone():
    state = state_of(Wall=[])
    wall = state.apps.get_model("shop", "Wall")
    with changed_models_alone():
        state.add_model(ModelState("shop", "Right", [("id", key()), ("wall", to("shop.Wall"))]))
    assert state.apps.get_model("shop", "Right")._meta.get_field("wall").related_model is wall
    assert state.apps.get_model("shop", "Wall") is wall
