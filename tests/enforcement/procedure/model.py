"""A case as it should go, told a second time and purely: no database, no clock but the one it is told.

It reads the packs, which are the rules, and nothing else of the product: bounds are counted by the slow reference. Every deed
changes the model, or raises Refused and changes nothing (`Model.tried` sees to that).
"""

import pickle
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from policy.model import Answer as AnswerRule
from policy.model import Pack, PaperRule
from tests.enforcement.procedure.things import (
    BY_ORDER,
    DECIDABLE,
    UNDECIDED,
    Appeal,
    Decision,
    Item,
    Refused,
    Running,
    Turn,
)
from tests.enforcement.procedure.ticking import Ticking


class Model(Ticking):
    """One complaint about the listings of one seller, and its case. `now` is when the next deed happens."""

    def __init__(self, pack: Pack, region: str, zone: str, listings: int, now: datetime) -> None:
        self.base, self.region, self.zone, self.now = pack, region, zone, now
        self._on: dict[date, Pack] = {}
        self.complaint = "draft"
        self.case = ""
        self.items = [Item() for _ in range(listings)]
        self.running: list[Running] = []
        self.appeals: list[Appeal] = []
        self.papers: list[PaperRule] = []
        self.security: tuple[str, tuple[int, ...]] | None = None
        self.counters = 0
        self.started = 0
        self.fired: list[Running] = []

    @property
    def pack(self) -> Pack:
        """The rules as they stand now."""
        day = self.now.date()
        if day not in self._on:
            self._on[day] = self.base.on(day)
        return self._on[day]

    def _kept(self) -> bytes:
        """All that deeds change, so that it can be put back."""
        return pickle.dumps({name: value for name, value in self.__dict__.items() if name not in ("base", "_on")})

    def _put(self, kept: bytes) -> None:
        self.__dict__.update(pickle.loads(kept))

    def tried(self, deed: str, **how: object) -> bool:
        """Do a deed; False if it is refused, and then nothing has changed."""
        kept = self._kept()
        try:
            getattr(self, deed)(**how)
        except Refused:
            self._put(kept)
            return False
        return True

    def first_open(self, deeds: Iterable[tuple[str, dict[str, Any]]]) -> tuple[str, dict[str, Any]] | None:
        """The first of these deeds that is open; nothing is changed."""
        kept = self._kept()
        for name, how in deeds:
            try:
                getattr(self, name)(**how)
            except Refused:
                self._put(kept)
            else:
                self._put(kept)
                return name, how
        return None

    # the complaint ----------------------------------------------------------------------------------------------

    def file(self, complete: bool) -> None:
        """File, or file again with what was missing."""
        if self.complaint not in ("draft", "incomplete"):
            raise Refused
        if not complete:
            self.complaint = "incomplete"
            for rule in self._rules("notice_incomplete"):
                self._stop(subject="complaint", kind=rule.kind)
                self._start(rule, "complaint")
            return
        if self.complaint == "incomplete":
            self._stop(subject="complaint", event="notice_corrected")
        self.complaint, self.case = "accepted", "open"
        receipts = [rule.kind for rule in self._rules("complaint_filed") if "receipt_sent" in rule.stops_on]
        self._start_all("complaint_filed", but=receipts)
        self._start_all("notice_complete")
        self.case = "noticed"
        if self.pack.removal is not None:
            self._decide_by_rule(self.items, "upheld", self.pack.removal.remedy, self.pack.removal.ground)
        elif self.pack.forward is not None:
            for item in self.items:
                item.state = "forwarded"
            self._stop(event="notice_forwarded")
        else:
            self._start_all("seller_noticed")
            self._stop(event="seller_noticed")
        self._settle()

    def discard(self) -> None:
        """Give a complaint up before it is accepted."""
        if self.complaint not in ("draft", "incomplete"):
            raise Refused
        self.complaint = "withdrawn"
        self._stop(subject="complaint", event="withdrawn")

    def withdraw(self, items: Collection[int]) -> None:
        """The complainant takes some Items back."""
        found = self._chosen(items)
        if any(item.state in ("withdrawn", "reversed") for item in found):
            raise Refused
        for item in found:
            for decision in item.decisions:
                decision.undone = decision.undone or decision.waits
            item.state = "withdrawn"
        self._reverse(found)
        if all(item.state == "withdrawn" for item in self.items):
            self._stop(event="withdrawn")
        for number in range(self.counters):
            if not any(item.counter == number and item.state == "contested" for item in self.items):
                self._stop(subject=f"counter {number}", event="withdrawn")
        for appeal in self.appeals:
            if appeal.state == "filed" and all(self.items[n].state == "withdrawn" for n in appeal.items):
                appeal.state = "lapsed"
                self._stop(subject=f"appeal {appeal.side}", event="withdrawn")
        self._settle()
        if all(item.state == "withdrawn" for item in self.items):
            self.complaint = "withdrawn"

    # the seller and the sides -----------------------------------------------------------------------------------

    def answer(self, items: Collection[int], code: str) -> None:
        """The seller answers about some Items in one way."""
        found = self._chosen(items)
        rules = [self._answer_rule(item, code) for item in found]
        rule = rules[0]
        after_removal = [item for item in found if item.state == "in_effect"]
        if after_removal:
            self._refuse_late()
        counter = None
        if rule.needs == "counter_notice":
            counter, self.counters = self.counters, self.counters + 1
        for item in found:
            item.against_removal = item.state == "in_effect"
            item.state, item.answer, item.answered_at = rule.becomes, code, self.now
            item.counter = counter if counter is not None else item.counter
        if not self._open():
            self.case = "answered" if self.case == "noticed" else self.case
            self._stop(event="seller_answered")
        if rule.becomes in ("accepted", "deleted"):
            for item in found:
                item.ended = item.ended or rule.becomes == "deleted"
            self._decide_by_rule(found, "upheld", "delist" if rule.becomes == "accepted" else "", "agreed")
        if counter is not None:
            self._forward_counter(f"counter {counter}", after_removal=bool(after_removal))
        if rule.becomes == "contested" and self.pack.rounds is not None:
            self._start_all("reply_asked")
        self._settle()

    def _answer_rule(self, item: Item, code: str) -> AnswerRule:
        if item.state in ("open", "unanswered", "forwarded"):
            rules = self.pack.answers_for(removed=False)
        elif item.state == "in_effect" and not item.ended and item.removed_unheard:
            rules = self.pack.answers_for(removed=True)
        else:
            raise Refused
        rule = next((one for one in rules if one.code == code), None)
        if rule is None or rule.needs == "correction":  # the listings of these cases are not changed
            raise Refused
        return rule

    def _refuse_late(self) -> None:
        """After a removal: not after the window, and not while a court or an authority is to speak first."""
        rule = self.pack.counter_notice
        kind = rule.window or ("" if rule.put_back else self.pack.appeal.clock)
        ran = [one for one in (*self.running, *self.fired) if one.kind == kind and one.subject == "case"]
        if kind and ran and not any(one in self.running for one in ran):
            raise Refused
        stopping = {event for one in rule.put_back for event in self.pack.clock(one).stops_on}
        if any(paper.event in stopping for paper in self.papers):
            raise Refused

    def _forward_counter(self, subject: str, *, after_removal: bool) -> None:
        putting_back = self.pack.counter_notice.put_back if after_removal else ()
        for event in ("counter_notice_received", "counter_notice_forwarded", "counter_notice_delivered"):
            self._start_all(event, but=self.pack.counter_notice.put_back)
            for rule in self._rules(event):
                if rule.kind in putting_back:
                    self._start(rule, subject)
        self._stop(event="counter_notice_forwarded")

    def turn(self, items: Collection[int], side: str) -> None:
        """A side says something in its turn."""
        found = self._chosen(items)
        if any(item.state != "contested" or self._whose(item) != side for item in found):
            raise Refused
        for item in found:
            item.turns.append(Turn(side, self.now))
        for other, asked in (("complainant", "reply_asked"), ("seller", "rejoinder_asked")):
            if any(self._whose(item) == other for item in found):
                self._start_all(asked)
        if not self._waiting(side):
            self._stop(event={"complainant": "complainant_replied", "seller": "seller_rejoined"}[side])
        self._settle()
        self.hand_over()

    def _whose(self, item: Item) -> str:
        rounds = self.pack.rounds
        if rounds is None or item.state != "contested":
            return ""
        replies = [turn for turn in item.turns if turn.side == "complainant"]
        if len(replies) > len(item.turns) - len(replies):
            return "seller" if rounds.rejoin else ""
        if any(turn.silent for turn in item.turns):
            return ""
        return "complainant" if len(replies) < rounds.most else ""

    def _waiting(self, side: str = "") -> list[Item]:
        return [item for item in self.items if (whose := self._whose(item)) and side in ("", whose)]

    # deciding ---------------------------------------------------------------------------------------------------

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
        if any(item.state == "open" for item, _ in found):
            self._start_all("seller_noticed")
        elif self.case == "deciding" and any(item.state in ("contested", "unanswered") for item, _ in found):
            self._begin_deciding()

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

    def paper(self, code: str, side: str) -> None:
        """A side shows a paper of a court, an authority or an out-of-court body."""
        rule = next((one for one in self.pack.papers if one.code == code), None)
        if rule is None or side not in rule.by or not self.case:
            raise Refused
        self.papers.append(rule)
        for number in range(self.counters):
            self._stop(subject=f"counter {number}", event=rule.event)
        self._stop(event=rule.event)
        self._start_all(rule.event)
        stopping = {event for kind in self.pack.counter_notice.put_back for event in self.pack.clock(kind).stops_on}
        if rule.event in stopping:
            for item in self.items:
                if item.state == "contested" and item.against_removal and item.removed_unheard and item.removed:
                    item.state, item.against_removal = "in_effect", False
        self._settle()

    def obey(self, items: Collection[int], code: str) -> None:
        """A reviewer carries out an order that was shown."""
        rule = next((one for one in self.papers if one.code == code), None)
        found = self._chosen(items)
        if rule is None or not (rule.removes or rule.restores) or any(i.state not in BY_ORDER for i in found):
            raise Refused
        outcome = "upheld" if rule.removes else "rejected"
        self._write(found, outcome, "delist" if rule.removes else "", "reviewer", ground="court", order=True)
        self._settle()

    def extend(self, kind: str) -> None:
        """A reviewer gives a clock the time its rule allows."""
        clock = next((one for one in self.running if one.kind == kind), None)
        rule = next((one for one in self.pack.clocks if one.kind == kind and one.extension is not None), None)
        if clock is None or rule is None or rule.extension is None or clock.upper == rule.extension.upper:
            raise Refused
        self.running.remove(clock)
        more = rule.extension
        lower = more.upper if rule.lower else 0
        self._run(rule, clock.subject, clock.started_at, more.unit, lower, more.upper)

    def offer_security(self, items: Collection[int]) -> None:
        """The seller offers a security for contested Items."""
        found = self._chosen(items)
        if self.pack.security is None or "security" not in self.pack.options:
            raise Refused
        if (self.security and self.security[0] in ("offered", "accepted")) or any(
            i.state != "contested" for i in found
        ):
            raise Refused
        self.security = ("offered", tuple(items))

    def judge_security(self, outcome: str) -> None:
        """A reviewer says what becomes of it."""
        state, items = self.security or ("", ())
        if outcome not in {"offered": ("accepted", "refused", "released"), "accepted": ("released", "called")}.get(
            state, ()
        ):
            raise Refused
        found = [self.items[n] for n in items]
        if outcome in ("released", "called") and any(item.state == "contested" for item in found):
            raise Refused
        if outcome == "accepted" and any(item.state != "contested" for item in found):
            raise Refused
        self.security = (outcome, items)
        if outcome == "accepted":
            self._reverse([item for item in found if item.removed])
        self._settle()

    def shop_confirms(self) -> None:
        """The shop shows what it was told."""
        waiting = [one for item in self.items for one in item.remedies if one.state in ("ordered", "overdue")]
        for remedy in waiting:
            remedy.state = "applied"
        if waiting:
            self._removal_applied()

    def _chosen(self, items: Collection[int]) -> list[Item]:
        if not self.case or self.case == "open" or not items:
            raise Refused
        return [self.items[n] for n in sorted(items)]
