"""The past of the demo: stories are told in the order of their time, and clocks that run out do what follows.

A story is a generator: it does something, yields how many days pass, and goes on. Where the present comes first, it
stays where it is: one story begun on several days gives cases at several stages.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count

from enforcement.sweeps import confirm_removals, open_from_matches
from tenancy import context
from workflow.clocks import CONSEQUENCES
from workflow.models import Clock

Story = Iterator[float]


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Inside a marketplace, the block runs at another moment: what it records says so.

    Nothing but this invented past may set the database's clock, so there is no public way to do it.
    """
    token = context._clock.set((moment, time.monotonic()))
    try:
        yield
    finally:
        context._clock.reset(token)


class Past:
    """Up to `now`. Use it inside a marketplace, in one transaction."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._waiting: list[tuple[datetime, int, Story]] = []
        self._count = count()

    def tell(self, days_ago: float, story: Story) -> None:
        """Begin a story that many days ago."""
        self._wait(self.now - timedelta(days=days_ago), story)

    def play(self) -> None:
        """Tell all stories up to the present."""
        while self._waiting:
            moment, _order, story = heappop(self._waiting)
            self._let_clocks_run_out(moment)
            with clock_at(moment):
                pause = next(story, None)
                open_from_matches(moment)
                confirm_removals(moment)
            if pause is not None:
                self._wait(moment + timedelta(days=pause), story)
        self._let_clocks_run_out(self.now)

    def _wait(self, moment: datetime, story: Story) -> None:
        if moment <= self.now:
            heappush(self._waiting, (moment, next(self._count), story))

    def _let_clocks_run_out(self, until: datetime) -> None:
        """What the poller of clocks does all the time, at the moments at which it would have."""
        while clock := Clock.objects.filter(state="running", next_at__lte=until).order_by("next_at", "id").first():
            moment = clock.next_at
            assert moment is not None
            with clock_at(moment):
                CONSEQUENCES[clock.then](clock, moment)
            Clock.objects.filter(id=clock.id, state="running").update(state=Clock.State.FIRED, fired_at=moment)
