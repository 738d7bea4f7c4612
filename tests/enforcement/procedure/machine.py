"""The state machine over the whole case that Hypothesis walks."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from typing import ClassVar

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.cast import Market
from tests.enforcement.procedure.driver import SCENES, Driver
from tests.enforcement.procedure.walk import Walk

SEEDS = st.integers(0, 2**32 - 1)


class Procedure(RuleBasedStateMachine):
    """The model alone. What is broken at the end of a step fails it."""

    market: ClassVar[Market | None] = None
    broken: ClassVar[list[str]] = []
    steps: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.walk: Walk | None = None

    @initialize(scene=st.sampled_from(sorted(SCENES)), listings=st.integers(1, 3))
    def open(self, scene: str, listings: int) -> None:
        make: Callable[[str, int, datetime], Driver] | None = None
        if (market := self.market) is not None:
            self.stack.enter_context(rolled_back())
            make = lambda scene, listings, now: Driver(market, scene, listings, now)  # noqa: E731
        self.walk = Walk(scene, listings, make)

    @rule(seed=SEEDS)
    def act(self, seed: int) -> None:
        self._step(lambda walk: walk.act(seed))

    @rule(seed=SEEDS)
    def act_again(self, seed: int) -> None:
        self._step(lambda walk: walk.act(seed))

    @rule(redelivered=st.booleans())
    def tick(self, redelivered: bool) -> None:
        self._step(lambda walk: walk.tick(redelivered=redelivered))

    @rule(seed=SEEDS)
    def twice(self, seed: int) -> None:
        self._step(lambda walk: walk.twice(seed))

    @rule(seed=SEEDS)
    def crash(self, seed: int) -> None:
        self._step(lambda walk: walk.crash(seed))

    def _step(self, take: Callable[[Walk], None]) -> None:
        assert self.walk is not None
        type(self).steps += 1
        take(self.walk)
        found = self.walk.broken
        assert not found, found[0]

    def teardown(self) -> None:
        """Everything of the walk is rolled back."""
        self.stack.close()


class ThroughServices(Procedure):
    """The model and the services, step by step."""


class rolled_back:
    """A savepoint that is always rolled back."""

    def __enter__(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def __exit__(self, *_: object) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)
