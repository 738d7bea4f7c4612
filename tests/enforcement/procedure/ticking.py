"""Time in the model: clocks that start, stop and run out, and what follows."""

from collections.abc import Collection, Iterator
from datetime import datetime

from bench.clocks_reference import Deadline, Slow
from policy.model import ClockRule
from tests.enforcement.procedure.things import UNDECIDED, Decision, Item, Remedy, Running, Turn

SLOW = Slow()


class Ticking:
    """The half of the model that time drives; `Model` is the other, and has the state."""

    # time -------------------------------------------------------------------------------------------------------

    def next_clock(self, until: datetime | None = None) -> Running | None:
        """The clock that runs out next, up to a moment if one is given."""
        acting = [one for one in self.running if one.acts_at is not None and (until is None or one.acts_at <= until)]
        return min(acting, key=lambda one: (one.acts_at, one.number), default=None)

    def fire(self, clock: Running) -> None:
        """A clock runs out: what its rule says follows."""
        self.running.remove(clock)
        self.fired.append(clock)
        getattr(self, f"_{clock.then}")(clock)

    def _take_effect(self, clock: Running) -> None:
        waiting = [(item, one) for item in self.items for one in item.decisions if one.waits and one.effective_at]
        ripe = [(i, one) for i, one in waiting if one.effective_at <= self.now and i.state == "decided"]  # type: ignore[operator]
        later = min((one.effective_at for _, one in waiting if one.effective_at > self.now), default=None)  # type: ignore[operator,type-var]
        if ripe:
            self._in_effect(ripe)
        if later is not None:
            self._again(clock, clock.started_at, later)

    def _in_effect(self, ripe: list[tuple[Item, Decision]]) -> None:
        ordered = []
        for item, decision in ripe:
            decision.taken = True
            item.state = "reversed" if decision.outcome == "rejected" and decision.overrides else "in_effect"
            if decision.outcome == "upheld" and decision.remedy:
                told = decision.remedy == "delist" and not item.ended
                ordered.append(Remedy(decision.remedy, self.now, "ordered" if told else "applied"))
                item.remedies.append(ordered[-1])
        if any(one.state == "ordered" for one in ordered):
            self._start_all("removal_ordered")
        self._reverse([item for item, one in ripe if one.outcome == "rejected" and one.overrides])
        for item, decision in ripe:
            if decision.outcome == "upheld" and (points := self._points(item, decision)):
                item.strikes.append(points)
        self._stop(kind="appeal")
        self._start_all("informed")
        if not any(item.state in (*UNDECIDED, "decided") for item in self.items):
            self._stop(event="informed")
        if any(one.code == "delist" for one in ordered) and not self._awaited():
            self._removal_applied()
        self._settle()

    def _points(self, item: Item, decision: Decision) -> int:
        word = decision.outcome
        if decision.by == "":
            if self.pack.removal is not None and decision.ground == self.pack.removal.ground:
                word = "removed_on_notice"
            elif item.answer and self.pack.answer(item.answer).becomes in ("accepted", "deleted"):
                word = self.pack.answer(item.answer).becomes
        return next((one.points for one in self.pack.strikes.weights if one.outcome == word and not one.ground), 0)

    def _awaited(self) -> bool:
        return any(one.state in ("ordered", "overdue") for item in self.items for one in item.remedies)

    def _removal_applied(self) -> None:
        self._stop(event="removal_applied")
        self._start_all("removal_applied")
        self._stop(event="removal_notified")
        self._start_all("removal_notified")

    def _reverse(self, found: Collection[Item]) -> None:
        standing = [one for item in found for one in item.remedies if one.state != "reversed"]
        for remedy in standing:
            remedy.state = "reversed"
        for item in found:
            item.strikes.clear()
        if standing and not any(one.state != "reversed" for item in self.items for one in item.remedies):
            self._stop(event="restored")
        elif standing and not self._awaited():
            self._stop(event="removal_applied")

    def _silence_to_decision(self, clock: Running) -> None:
        for item in self._open():
            item.state = "unanswered"
        self._settle()

    def _silence_removes(self, clock: Running) -> None:
        silent = self._open()
        for item in silent:
            item.state = "unanswered"
        if silent:
            self._decide_by_rule(silent, "upheld", "delist", "silence.seller")
        self._settle()

    def _open(self) -> list[Item]:
        return [item for item in self.items if item.state == "open"]

    def _silence_restores(self, clock: Running) -> None:
        self._turn_passed(clock, "complainant")

    def _silence_of_seller(self, clock: Running) -> None:
        self._turn_passed(clock, "seller")

    def _turn_passed(self, clock: Running, side: str) -> None:
        asked = {id(i): max([turn.at for turn in i.turns] or [i.answered_at or self.now]) for i in self._waiting(side)}
        found = self._waiting(side)
        silent = [item for item in found if asked[id(item)] <= clock.started_at]
        later = min((asked[id(item)] for item in found if asked[id(item)] > clock.started_at), default=None)
        for item in silent:
            item.turns.append(Turn(side, self.now, silent=True))
        if silent:
            if side == "complainant":
                self._decide_by_rule(silent, "rejected", "", "silence.complainant")
            self._settle()
            self.hand_over()
        if later is not None and clock.due_at is not None:
            self._again(clock, later, clock.due_at + (later - clock.started_at))

    def _window_closes(self, clock: Running) -> None:
        """The listing stays removed."""

    def _block_lapses(self, clock: Running) -> None:
        found = [item for item in self.items if item.state == "in_effect" and item.removed_unheard]
        for item in found:
            item.state = "reversed"
        if found:
            self._reverse(found)
            self._settle()

    def _put_back(self, clock: Running) -> None:
        number = int(clock.subject.split()[1])
        found = [item for item in self.items if item.counter == number and item.state == "contested"]
        for item in found:
            item.state = "reversed"
        if found:
            self._reverse(found)
            self._stop(subject=clock.subject, event="restored")
            self._settle()

    def _decide_overdue(self, clock: Running) -> None:
        """Shown, and nothing else."""

    _information_overdue = _decide_overdue

    def _removal_overdue(self, clock: Running) -> None:
        ordered = [one for item in self.items for one in item.remedies if one.state == "ordered"]
        for remedy in ordered:
            if remedy.ordered_at <= clock.started_at:
                remedy.state = "overdue"
        rest = min((one.ordered_at for one in ordered if one.state == "ordered"), default=None)
        if rest is not None and clock.due_at is not None:
            self._again(clock, rest, clock.due_at + (rest - clock.started_at))

    def _appeal_closes(self, clock: Running) -> None:
        if self.case == "decided":
            self._settle()
            if self.case == "decided":
                self.case = "closed"

    def _correction_lapses(self, clock: Running) -> None:
        if self.complaint == "incomplete":
            self.complaint = "withdrawn"

    # clocks -----------------------------------------------------------------------------------------------------

    def _rules(self, event: str) -> Iterator[ClockRule]:
        yield from (one for one in self.pack.clocks if one.starts_on == event and one.rule.starts_clocks)

    def _runs(self, kind: str, subject: str = "case") -> bool:
        return any(one.kind == kind and one.subject == subject for one in self.running)

    def _start_all(self, event: str, *, only: str = "", but: Collection[str] = ()) -> None:
        for rule in self._rules(event):
            if not self._runs(rule.kind) and rule.kind not in but and only in ("", rule.kind):
                self._start(rule, "case")

    def _start(self, rule: ClockRule, subject: str) -> None:
        self._run(rule, subject, self.now, rule.unit, rule.lower, rule.upper)

    def _run(self, rule: ClockRule, subject: str, start: datetime, unit: str, lower: int, upper: int | None) -> None:
        due = lower_at = None
        if upper is not None:
            asked = Deadline(start, self.zone, unit, lower, upper, rule.calendar)
            lower_at, due = SLOW.bounds(asked)
        acts = None if due is None else lower_at if rule.acts_at == "lower" else due
        self.started += 1
        self.running.append(
            Running(self.started, rule.kind, subject, start, lower_at if lower else None, due, acts, rule.then,
                    rule.stops_on, upper)
        )  # fmt: skip

    def _again(self, clock: Running, started_at: datetime, due_at: datetime) -> None:
        self.started += 1
        self.running.append(
            Running(self.started, clock.kind, clock.subject, started_at, None, due_at, due_at, clock.then,
                    clock.stops_on, clock.upper)
        )  # fmt: skip

    def _stop(self, *, event: str = "", kind: str = "", subject: str = "case") -> None:
        stopped = [
            one
            for one in self.running
            if one.subject == subject and (not event or event in one.stops_on) and kind in ("", one.kind)
        ]
        for one in stopped:
            self.running.remove(one)
            self.fired.append(one)
            self.stopped[one.number] = (event, self.now)
