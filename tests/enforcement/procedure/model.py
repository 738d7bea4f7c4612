"""A case as it should go, told a second time and purely: no database, no clock but the one it is told.

It reads the packs, which are the rules, and nothing else of the product: bounds are counted by the slow reference. Every deed
changes the model, or raises Refused and changes nothing (`Model.tried` sees to that).
"""

import pickle
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from policy.model import Answer as AnswerRule
from policy.model import Pack, PaperRule
from tests.enforcement.procedure.deciding import Deciding
from tests.enforcement.procedure.things import (
    BY_ORDER,
    Appeal,
    Item,
    Refused,
    Running,
    Turn,
)


class Model(Deciding):
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
        self.stopped: dict[int, tuple[str, datetime]] = {}

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
