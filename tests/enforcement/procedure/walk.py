"""A walk through the procedure: deeds, time, crashes and deliveries that come twice, in the model and through the services.

`Walk` takes the steps; `broken` is everything that was not as it should be. Without a driver the model walks alone.
"""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from tenancy.errors import Refusal
from tests.enforcement.procedure import driver as through
from tests.enforcement.procedure.deeds import one_deed
from tests.enforcement.procedure.driver import Crash, Driver, differences, expected
from tests.enforcement.procedure.invariants import violated
from tests.enforcement.procedure.model import Model
from tests.enforcement.procedure.things import Running

BEGINS = datetime(2026, 12, 14, 15, 30, tzinfo=UTC)
"""A Monday; the holidays of the turn of the year lie within most bounds."""


class Walk:
    """A case on its way. `make` gives the driver, None where the model walks alone."""

    def __init__(self, scene: str, listings: int, make: Callable[[str, int, datetime], Driver] | None = None) -> None:
        pack = through.pack_of(scene, BEGINS)
        self.scene = scene
        self.model = Model(pack, pack.region, pack.time_zone or "UTC", listings, BEGINS)
        self.driver = make(scene, listings, BEGINS) if make else None
        self.told: list[str] = []
        self.broken: list[str] = []
        self.deeds = 0
        self.seen: dict[str, Any] = {}
        self.written: tuple[int, ...] = ()
        self.check()

    def act(self, seed: int) -> None:
        """Some deed, mostly one that is open."""
        draw = random.Random(seed)
        self.pass_time(timedelta(seconds=draw.randint(1, 50)))
        self.do(*one_deed(self.model, draw))

    def twice(self, seed: int) -> None:
        """The same request comes again: a second time it is either refused, or a deed of its own."""
        draw = random.Random(seed)
        self.pass_time(timedelta(seconds=draw.randint(1, 50)))
        deed = one_deed(self.model, draw)
        self.do(*deed)
        self.do(*deed)

    def crash(self, seed: int) -> None:
        """The process dies in the middle of a deed or of a clock's consequence: nothing of it has happened."""
        if self.driver is None:
            return
        draw = random.Random(seed)
        name, how = one_deed(self.model, draw)
        clock = self.model.next_clock() if draw.random() < 0.4 else None
        before = self.seen, self.written
        try:
            with self.driver.dying(draw.choice((0, 1, 2, 4, 7, 11, 16, 30, 999))):
                if clock is not None and clock.acts_at is not None:
                    self.driver.fire(clock, clock.acts_at)
                else:
                    self.driver.do(name, self.model.now, **how)
        except (Crash, Refusal):
            self.driver.forget_unfiled()
        except Exception as error:
            self.note(f"crash in {name}: {type(error).__name__}: {error}")
        if before != self._state():
            self.note(f"half of {name} stayed after a crash")

    def tick(self, *, redelivered: bool) -> None:
        """Time passes to the next clock that runs out."""
        clock = self.model.next_clock()
        if clock is not None and clock.acts_at is not None:
            self.pass_time(max(clock.acts_at - self.model.now, timedelta()), redelivered=redelivered)

    def pass_time(self, span: timedelta, *, redelivered: bool = False) -> None:
        """Time passes, and all that runs out on the way has its consequence."""
        until = self.model.now + span
        while (clock := self.model.next_clock(until)) is not None and clock.acts_at is not None:
            self.model.now = max(self.model.now, clock.acts_at)
            self._fire(clock, redelivered=redelivered)
        self.model.now = until

    def _fire(self, clock: Running, *, redelivered: bool) -> None:
        self.told.append(f"{self.model.now:%d %b %H:%M:%S} clock {clock.kind} of {clock.subject}")
        if clock.lower_at is not None and self.model.now < clock.lower_at:
            self.note(f"{clock.kind} acts before its lower bound")
        if clock.due_at is not None and self.model.now > clock.due_at and not clock.late:
            self.note(f"{clock.kind} acts after its upper bound")
        if self.driver is not None:
            try:
                taken = self.driver.fire(clock, self.model.now)
            except Exception as error:
                self.note(f"clock {clock.kind}: {type(error).__name__}: {error}")
                return
        self.model.fire(clock)
        self.check()
        if self.driver is not None and redelivered:
            before = self.seen, self.written
            self.driver.deliver(taken, self.model.now)
            if before != self._state():
                self.note(f"the clock {clock.kind} delivered twice did something twice")

    def do(self, name: str, how: dict[str, Any]) -> None:
        """One deed, in the model and through the services."""
        open_now = self.model.tried(name, **how)
        self.told.append(f"{self.model.now:%d %b %H:%M:%S} {name} {how} {'' if open_now else '(refused)'}")
        self.deeds += open_now
        if self.driver is not None:
            self._through_services(name, how, open_now)
        self.check(look=False)

    def _through_services(self, name: str, how: dict[str, Any], open_now: bool) -> None:
        assert self.driver is not None
        before, written = self.seen, self.written
        try:
            self.driver.do(name, self.model.now, **how)
            refused = ""
        except Refusal as refusal:
            refused = f"{type(refusal).__name__}: {refusal.message} {getattr(refusal, 'fields', '')}"
        except Exception as error:
            self.note(f"{name}: {type(error).__name__}: {error}")
            return
        if bool(refused) == open_now:
            self.note(f"{name} {how} is refused: {refused}" if refused else f"{name} {how} should be refused")
        self.look()
        after = self.written
        if after[0] == written[0] and before != self.seen:
            self.note(f"{name} changed something without an entry")
        if after[1] - written[1] != after[2] - written[2]:
            self.note(f"{name}: letters and mails do not agree")

    def look(self) -> None:
        """Look at the case through the database."""
        if self.driver is not None:
            self.seen, self.written = self._state()

    def check(self, *, look: bool = True) -> None:
        """Compare, and look at what must always hold."""
        if look:
            self.look()
        if self.driver is not None:
            for found in differences(expected(self.model), self.seen):
                self.note(found)
        for found in violated(self.model):
            self.note(found)

    def note(self, what: str) -> None:
        """Something is broken."""
        self.broken.append("\n".join([f"{self.scene}: {what}", *[f"    {line}" for line in self.told[-40:]]]))

    def _state(self) -> Any:
        assert self.driver is not None
        return self.driver.seen(self.model.now), self.driver.written()
