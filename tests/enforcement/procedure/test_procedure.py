"""Whole cases, at random: the services against a pure model of the procedure, and the model against the machines."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from enforcement.machine import APPEAL, CASE, ITEM, REMEDY
from tests.enforcement.procedure import things
from tests.enforcement.procedure.driver import choose_packs
from tests.enforcement.procedure.machine import Procedure, ThroughServices
from tests.enforcement.procedure.model import Model

QUIET = {
    "deadline": None,
    "database": None,
    "derandomize": True,
    "phases": [Phase.generate],  # what is broken is told with all that led to it, and to make it shorter takes minutes
    "suppress_health_check": list(HealthCheck),
}


@pytest.fixture
def only_known_moves(monkeypatch):
    """Every change of a state in the model is one that the machine of the product knows."""

    def watch(owner, name, machine):
        def kept(self, attribute, value):
            before = self.__dict__.get(attribute)
            if attribute == name and before and before != value:
                machine.check(before, value)
            object.__setattr__(self, attribute, value)

        monkeypatch.setattr(owner, "__setattr__", kept, raising=False)

    watch(things.Item, "state", ITEM)
    watch(things.Remedy, "state", REMEDY)
    watch(things.Appeal, "state", APPEAL)
    watch(Model, "case", CASE)


def test_five_hundred_cases_of_the_model_alone_keep_what_must_hold(only_known_moves):
    run_state_machine_as_test(Procedure, settings=settings(max_examples=500, stateful_step_count=30, **QUIET))


def test_five_and_twenty_cases_go_through_the_services_as_the_model_says(market):
    choose_packs(market)
    ThroughServices.market = market
    run_state_machine_as_test(ThroughServices, settings=settings(max_examples=25, stateful_step_count=30, **QUIET))
