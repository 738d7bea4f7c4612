"""What holds for every kind of job, whoever registered it."""

import inspect

import pytest
from django.urls import reverse
from django.utils.functional import Promise

from workflow.kinds import KINDS
from workflow.models import Job

EVERY = pytest.mark.parametrize("name", sorted(KINDS))


def test_there_are_some():
    assert KINDS


@EVERY
def test_it_says_what_it_does_and_takes_what_it_is_called_with(name):
    kind = KINDS[name]
    for function, parameters in ((kind.plan, 1), (kind.step, 3)):
        is_public = not function.__name__.startswith("_")
        assert inspect.getdoc(function) or not is_public, f"{function.__module__}.{function.__name__} has no docstring."
        assert len(inspect.signature(function).parameters) == parameters


@EVERY
def test_people_read_of_it_in_their_language(name):
    kind = KINDS[name]
    words = [kind.title, *kind.counts.values(), *kind.faults.values(), *([kind.leads_to[1]] if kind.leads_to else [])]
    assert all(isinstance(one, Promise) for one in words), "a word of it would be shown in English to everybody"
    assert all(str(one).strip() for one in words)


@EVERY
def test_it_has_room_in_its_row_and_leads_to_a_page(name):
    assert len(name) <= Job._meta.get_field("kind").max_length
    if KINDS[name].leads_to:
        assert reverse(KINDS[name].leads_to[0], args=["fair"])
