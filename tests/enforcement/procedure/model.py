"""A case as it should go, told a second time and purely: no database, no clock but the one it is told.

It reads the packs, which are the rules, and nothing else of the product: bounds are counted by the slow reference. Every deed
changes the model, or raises Refused and changes nothing (`Model.tried` sees to that).
"""

import copy
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bench.clocks_reference import Deadline, Slow
from policy.model import Answer as AnswerRule
from policy.model import ClockRule, Pack, PaperRule

UNDECIDED = ("open", "accepted", "deleted", "contested", "unanswered", "proposed")
DECIDABLE = ("open", "accepted", "deleted", "contested", "unanswered")
BY_ORDER = ("open", "accepted", "contested", "unanswered", "in_effect", "reversed")
SLOW = Slow()


class Refused(Exception):
    """The deed is not open now."""


@dataclass
class Decision:
    """What was decided about an Item, by whom, and what became of it."""

    outcome: str
    remedy: str
    by: str
    at: datetime
    effective_at: datetime | None
    ground: str = ""
    overrides: bool = False
    confirmed_by: str = ""
    taken: bool = False
    undone: bool = False

    @property
    def waits(self) -> bool:
        """Neither in effect nor taken back."""
        return not (self.taken or self.undone)


@dataclass
class Remedy:
    """What a decision in effect orders."""

    code: str
    ordered_at: datetime
    state: str


@dataclass
class Turn:
    """What a side said in its turn, or that it was silent."""

    side: str
    at: datetime
    silent: bool = False


@dataclass
class Item:
    """One listing in the case."""

    state: str = "open"
    back_to: str = ""
    against_removal: bool = False
    ended: bool = False
    answered_at: datetime | None = None
    answer: str = ""
    counter: int | None = None
    decisions: list[Decision] = field(default_factory=list)
    remedies: list[Remedy] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    strikes: list[int] = field(default_factory=list)

    @property
    def standing(self) -> Decision | None:
        """The newest decision that was not taken back."""
        return next((one for one in reversed(self.decisions) if not one.undone), None)

    @property
    def in_force(self) -> Decision | None:
        """The newest decision that took effect."""
        return next((one for one in reversed(self.decisions) if one.taken), None)

    @property
    def removed(self) -> bool:
        """Whether its listing is kept out of the region because of it."""
        return any(one.code == "delist" and one.state != "reversed" for one in self.remedies)

    @property
    def removed_unheard(self) -> bool:
        """Whether no reviewer has judged what was upheld."""
        last = self.standing
        return last is not None and last.by == "" and last.outcome == "upheld"


@dataclass
class Running:
    """A clock that runs for the case, a counter-notice, an appeal or the complaint."""

    number: int
    kind: str
    subject: str
    started_at: datetime
    lower_at: datetime | None
    due_at: datetime | None
    acts_at: datetime | None
    then: str
    stops_on: tuple[str, ...]
    upper: int | None


@dataclass
class Appeal:
    """What a side asks to be looked at again."""

    side: str
    items: dict[int, Decision]
    state: str = "filed"


class Model:
    """One complaint about the listings of one seller, and its case. `now` is when the next deed happens."""

    def __init__(self, pack: Pack, region: str, zone: str, listings: int, now: datetime) -> None:
        self.base, self.region, self.zone, self.now = pack, region, zone, now
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
        return self.base.on(self.now.date())

    def tried(self, deed: str, **how: object) -> bool:
        """Do a deed; False if it is refused, and then nothing has changed."""
        before = copy.deepcopy(self.__dict__)
        try:
            getattr(self, deed)(**how)
        except Refused:
            self.__dict__.clear()
            self.__dict__.update(before)
            return False
        return True

    def would(self, deed: str, **how: object) -> bool:
        """Whether a deed is open; nothing is changed either way."""
        before = copy.deepcopy(self.__dict__)
        try:
            return self.tried(deed, **how)
        finally:
            self.__dict__.clear()
            self.__dict__.update(before)

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
        self._end_appeals()
        self._settle()
        if all(item.state == "withdrawn" for item in self.items):
            self.complaint = "withdrawn"

    def _end_appeals(self) -> None:
        for appeal in self.appeals:
            if appeal.state == "filed" and all(self.items[n].state == "withdrawn" for n in appeal.items):
                appeal.state = "rejected"
                self._stop(subject=f"appeal {appeal.side}", event="appeal_decided")

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
        if self.case == "noticed" and not any(item.state == "open" for item in self.items):
            self.case = "answered"
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
        if not states & set(UNDECIDED):
            self._stop(event="seller_answered")
            self._stop(event="decided")
            if self.case not in ("decided", "closed"):
                self.case = "decided"
            if self.case == "decided" and "decided" not in states and not self._appealed():
                self.case = "closed"
        elif states & {"contested", "unanswered"} and "open" not in states and not self._in_rounds():
            if self.case in ("noticed", "answered", "decided", "closed"):
                self.case = "deciding"
                self._begin_deciding()

    def _begin_deciding(self) -> None:
        if not any(one.then == "put_back" for one in self.running):
            self._start_all("deciding_began")

    def _appealed(self) -> bool:
        return any(appeal.state == "filed" for appeal in self.appeals)

    def _in_rounds(self) -> bool:
        rounds = self.pack.rounds
        return rounds is not None and any(self._runs(kind) for kind in (rounds.reply, rounds.rejoin) if kind)

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
            self._write(found, outcome, "delist" if outcome == "upheld" else "", by, order=True)
        appeal.state = "upheld" if grant else "rejected"
        self._stop(subject=f"appeal {side}", event="appeal_decided")
        self._settle()

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
        if standing and not self._awaited():
            self._stop(event="restored")

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

    def _chosen(self, items: Collection[int]) -> list[Item]:
        if not self.case or self.case == "open" or not items:
            raise Refused
        return [self.items[n] for n in sorted(items)]
