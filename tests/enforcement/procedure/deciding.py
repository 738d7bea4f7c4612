"""How the model decides: per listing, by one person or two, undone in time, and heard again on appeal."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from tests.enforcement.procedure.things import (
    DECIDABLE,
    UNDECIDED,
    Appeal,
    Decision,
    Item,
    Refused,
)
from tests.enforcement.procedure.ticking import Ticking


class Deciding(Ticking):
    """Decisions, their grace, and appeals."""

    def decide(self, items: Collection[int], outcome: str, by: str, remedy: str = "delist") -> None:
        """A reviewer decides about some Items."""
        found = self._chosen(items)
        put_back = self.pack.counter_notice.put_back
        for item in found:
            if item.state not in DECIDABLE or (item.state == "open" and outcome == "upheld"):
                raise Refused
            if item.against_removal and item.state == "contested" and put_back:
                raise Refused
            if self._whose(item):
                raise Refused
            if (over := self._overridden(item)) and by in (over.by, over.confirmed_by):
                raise Refused
        self._write(found, outcome, remedy if outcome == "upheld" else "", by)
        self._settle()

    @staticmethod
    def _overridden(item: Item) -> Decision | None:
        """What a decision about what was contested after a removal replaces."""
        return item.in_force if item.state == "contested" and item.against_removal else None

    def _write(
        self, found: Iterable[Item], outcome: str, remedy: str, by: str, *, ground: str = "", order: bool = False
    ) -> None:
        needs_second = bool(remedy) and self.pack.remedy(remedy).needs_second
        grace = timedelta(minutes=self.pack.clock("take_effect").upper or 0)
        for item in found:
            over = item.in_force is not None if order else self._overridden(item) is not None
            effective = None if needs_second else self.now + grace
            item.decisions.append(Decision(outcome, remedy, by, self.now, effective, ground, over))
            item.back_to, item.state = item.state, "proposed" if needs_second else "decided"
        if needs_second and self.case in ("noticed", "answered", "decided", "closed"):
            self.case = "deciding"
        if not needs_second:
            self._run_grace()

    def _run_grace(self) -> None:
        if not self._runs("take_effect"):
            self._start_all("decided", only="take_effect")

    def _decide_by_rule(self, found: Iterable[Item], outcome: str, remedy: str, ground: str) -> None:
        """What follows from a rule, from silence or from the seller's own word; nobody need confirm it."""
        grace = timedelta(minutes=self.pack.clock("take_effect").upper or 0)
        for item in found:
            over = self._overridden(item) is not None
            item.decisions.append(Decision(outcome, remedy, "", self.now, self.now + grace, ground, over))
            item.back_to, item.state = item.state, "decided"
        self._run_grace()

    def confirm(self, items: Collection[int], by: str) -> None:
        """A second person agrees with what is proposed."""
        for item, decision in self._proposed(items, by):
            decision.confirmed_by = by
            decision.effective_at = self.now + timedelta(minutes=self.pack.clock("take_effect").upper or 0)
            item.state = "decided"
        self._run_grace()
        self._settle()

    def refuse(self, items: Collection[int], by: str) -> None:
        """A second person does not agree."""
        self._take_back(self._proposed(items, by))

    def _proposed(self, items: Collection[int], by: str) -> list[tuple[Item, Decision]]:
        found = self._chosen(items)
        if any(item.state != "proposed" or item.standing is None or item.standing.by == by for item in found):
            raise Refused
        return [(item, item.standing) for item in found if item.standing is not None]

    def undo(self, items: Collection[int]) -> None:
        """Decisions are taken back before they take effect."""
        found = [(item, item.standing) for item in self._chosen(items)]
        for item, decision in found:
            if decision is None or not decision.waits or decision.by == "" or item.state not in ("decided", "proposed"):
                raise Refused
            if decision.on_appeal:
                raise Refused
            if decision.effective_at is not None and decision.effective_at <= self.now:
                raise Refused
        self._take_back([(item, decision) for item, decision in found if decision is not None])
        if not any(decision.waits for item in self.items for decision in item.decisions):
            self._stop(event="undone")

    def _take_back(self, found: list[tuple[Item, Decision]]) -> None:
        for item, decision in found:
            decision.undone = True
            item.state = item.back_to
        if self.case == "decided" and any(item.state in DECIDABLE for item, _ in found):
            self.case = "deciding"
        self._settle()
        if self.case not in ("decided", "closed"):
            self._go_on(since=min(decision.at for _, decision in found))
        if any(item.state == "open" for item, _ in found):
            self._start_all("seller_noticed")
        elif self.case == "deciding" and any(item.state in ("contested", "unanswered") for item, _ in found):
            self._begin_deciding()

    def _go_on(self, *, since: datetime) -> None:
        """What the decision had stopped runs on from where it began; a time to decide that had run out is overdue again."""
        newest = {}
        for one in sorted((*self.running, *self.fired), key=lambda one: one.number):
            if one.subject == "case" and "decided" in one.stops_on:
                newest[one.kind] = one
        for one in newest.values():
            event, at = self.stopped.get(one.number, ("", None))
            ran_out = one in self.fired and one.number not in self.stopped and one.kind == "decide"
            if ran_out or (event == "decided" and at is not None and at >= since):
                self.started += 1
                late = one.due_at is not None and one.due_at < self.now
                self.running.append(replace(one, number=self.started, late=late))

    def _settle(self) -> None:
        states = {item.state for item in self.items}
        for number in range(self.counters):
            if not any(item.counter == number and item.state == "contested" for item in self.items):
                self._stop(subject=f"counter {number}", event="restored")
        for then, side in (("silence_restores", "complainant"), ("silence_of_seller", "seller")):
            for clock in [one for one in self.running if one.then == then and not self._waiting(side)]:
                self._stop(kind=clock.kind)
        if "open" not in states:
            self._stop(event="seller_answered")
        if not states & set(UNDECIDED):
            self._stop(event="decided")
            if self.case not in ("decided", "closed"):
                self.case = "decided"
            if self.case == "decided" and "decided" not in states and not self._appealed():
                self.case = "closed"
            return
        if not states & {"contested", "unanswered"} or "open" in states:
            return
        if self.case in ("decided", "closed") or (self.case in ("noticed", "answered") and not self._in_rounds()):
            self.case = "deciding"
            if not self._in_rounds():
                self._begin_deciding()

    def hand_over(self) -> None:
        """Both sides have spoken: the time to decide begins, in a case that was open again already as well."""
        if self.case == "deciding" and not self._in_rounds() and any(i.state == "contested" for i in self.items):
            self._start_all("deciding_began")

    def _begin_deciding(self) -> None:
        if not any(one.then == "put_back" for one in self.running):
            self._start_all("deciding_began")

    def _appealed(self) -> bool:
        return any(appeal.state == "filed" for appeal in self.appeals)

    def _in_rounds(self) -> bool:
        return bool(self._waiting())

    # appeals, papers, securities, the shop ----------------------------------------------------------------------

    def appeal(self, items: Collection[int], side: str) -> None:
        """A side asks for a second look at what went against it."""
        against = "upheld" if side == "seller" else "rejected"
        found = self._chosen(items)
        if side not in self.pack.appeal.by or not self._runs(self.pack.appeal.clock):
            raise Refused
        if any(one.side == side and one.state == "filed" for one in self.appeals):
            raise Refused
        for item in found:
            standing = item.standing
            if standing is None or not standing.taken or standing.outcome != against:
                raise Refused
            if item.state == "withdrawn" or (side == "seller" and item.state == "reversed"):
                raise Refused
        self.appeals.append(Appeal(side, {n: self.items[n].standing for n in items}))  # type: ignore[misc]
        self._start(self.pack.clock(self.pack.appeal.decide_clock), f"appeal {side}")
        if self.case in ("decided", "closed"):
            self.case = "deciding"

    def decide_appeal(self, side: str, grant: bool, by: str) -> None:
        """Somebody else decides all of an appeal, one way or the other."""
        appeal = next((one for one in self.appeals if one.side == side and one.state == "filed"), None)
        if appeal is None:
            raise Refused
        if any(by in (one.by, one.confirmed_by) for one in appeal.items.values()):
            raise Refused
        if grant:
            found = [self.items[n] for n in appeal.items]
            if any(item.state not in ("contested", "in_effect", "reversed") for item in found):
                raise Refused
            if any(item.in_force is not appeal.items[n] for n, item in zip(appeal.items, found, strict=True)):
                raise Refused
            outcome = "rejected" if side == "seller" else "upheld"
            unheard = [
                item for item in found
                if outcome == "upheld" and item.back_to == "open" and item.answered_at is None
            ]  # fmt: skip
            heard = [item for item in found if item not in unheard]
            if heard:
                self._write(heard, outcome, "delist" if outcome == "upheld" else "", by, order=True)
                for item in heard:
                    item.decisions[-1].on_appeal = True
            if unheard:
                self._hear(unheard)
        appeal.state = "upheld" if grant else "rejected"
        self._stop(subject=f"appeal {side}", event="appeal_decided")
        self._settle()

    def _hear(self, unheard: list[Item]) -> None:
        """Nobody is decided against unheard, on an appeal either."""
        for item in unheard:
            item.state = "open"
        if self.case in ("decided", "closed"):
            self.case = "deciding"
        if self.case == "deciding":
            self.case = "noticed"
        if not any(item.state in ("contested", "unanswered") for item in self.items):
            self._stop(kind="decide")
        self._start_all("seller_noticed")

    def _chosen(self, items: Collection[int]) -> list[Item]:
        if not self.case or self.case == "open" or not items:
            raise Refused
        return [self.items[n] for n in sorted(items)]
