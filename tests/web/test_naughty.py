"""Whatever people type, in whatever field, comes back as typed, is shown isolated, and runs nothing."""

import importlib
import inspect
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from rest_framework import serializers

from enforcement.forms import element_field
from gateway.fields import ApiText, FormText
from policy.registry import packs
from tests.web.naughty import OURS, UNTEXT, published

APPS = ("accounts", "registry", "sellers", "scanner", "enforcement", "delivery", "evidence", "web")


def classes(module: str, base: type) -> Iterator[type]:
    """The subclasses of `base` that a module of each app declares."""
    for app in APPS:
        try:
            found = importlib.import_module(f"{app}.{module}")
        except ModuleNotFoundError:
            continue
        for _name, one in inspect.getmembers(found, inspect.isclass):
            if issubclass(one, base) and one.__module__ == found.__name__:
                yield one


def form_fields() -> Iterator[tuple[str, forms.Field]]:
    """Every field of every form that is declared, and of the forms that packs make."""
    for form in classes("forms", forms.BaseForm):
        for name, field in form.base_fields.items():
            yield f"{form.__module__}.{form.__name__}.{name}", field
    for pack in packs():
        for element in (*pack.notice, *pack.counter_notice.elements):
            yield f"{pack.code}.{element.code}", element_field(element, required=False)


def api_fields() -> Iterator[tuple[str, serializers.Field]]:
    """Every field that a request of the API may hold."""
    for module in ("api", "api_shapes"):
        for kind in classes(module, serializers.Serializer):
            if kind.__name__.endswith(("In", "Change")):
                for name, field in kind().fields.items():
                    yield f"{kind.__module__}.{kind.__name__}.{name}", getattr(field, "child", field)


def test_text_is_typed_into_fields_that_keep_it():
    """A plain CharField would strip the ends, and let the database meet what is no text."""
    plain = [name for name, field in form_fields() if type(field) is forms.CharField]
    plain += [name for name, field in api_fields() if type(field) is serializers.CharField]
    assert plain == []


def kept(field: Any, text: str) -> Any:
    """What a field makes of a text; its refusal as one sentence."""
    try:
        return field.clean(text) if isinstance(field, forms.Field) else field.run_validation(text)
    except (forms.ValidationError, serializers.ValidationError) as refused:
        return refused


def altered(strings: list[str] | tuple[str, ...]) -> list[tuple[str, str]]:
    """The fields that do not give back what was typed into them, with the text."""
    texts = [(name, field) for name, field in (*form_fields(), *api_fields()) if isinstance(field, FormText | ApiText)]
    assert len(texts) > 60
    found = []
    for name, field in texts:
        for text in strings:
            fitting = text[: field.max_length]
            fitting = fitting.strip() if getattr(field, "strip", False) else fitting  # a code, not free text
            if len(fitting) >= (field.min_length or 0) and fitting.strip() and kept(field, fitting) != fitting:
                found.append((name, fitting))
    return found


def test_every_field_keeps_our_strings():
    assert altered(OURS) == []


@pytest.mark.shared
def test_every_field_keeps_the_published_strings():
    assert altered(published()) == []


@pytest.mark.parametrize(("text", "words"), UNTEXT.items(), ids=["nul", "surrogate"])
def test_what_is_no_text_is_refused_in_words(text, words):
    for name, field in (*form_fields(), *api_fields()):
        if isinstance(field, FormText | ApiText):
            assert words in str(kept(field, text)), name
