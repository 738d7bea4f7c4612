"""What was said and decided in a case, and the clocks that run in it, as a page shows them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.permissions import may
from audit import queries as log
from enforcement import accuracy, queries
from enforcement.disclosure import Face, shown_decision
from enforcement.letter_words import follows
from enforcement.machine import APPEAL
from enforcement.misuse_words import accuracy_words
from enforcement.models import Appeal, Case, CounterNotice, Decision, Item, Restriction
from enforcement.packs import time_zone
from enforcement.services.appealing import may_decide
from enforcement.views.shown import answer_title, ground_title, record_words, was_agreed
from enforcement.words import APPEAL_STATES, OUTCOMES, SIDES, bound_words, ended_at, ended_words
from policy.calendar import last_day
from policy.model import Element, Pack
from tenancy.actor import Actor
from workflow.models import Clock

LISTED = 12


@dataclass(slots=True)
class Saying:
    """What the seller said at one moment: each answer with the listings it is about, the words, a counter-notice."""

    at: datetime
    statement: str
    answers: dict[str, list[str]] = field(default_factory=dict)
    elements: list[tuple[str, str]] = field(default_factory=list)

    @property
    def lines(self) -> list[tuple[str, str]]:
        """(answer, numbers of its listings)."""
        return [(title, numbers_of(found)) for title, found in self.answers.items()]


def numbers_of(numbers: list[str]) -> str:
    """Listing numbers as a list; past a dozen the rest is counted."""
    rest = len(numbers) - LISTED
    shown = ", ".join(numbers[:LISTED])
    return shown + (_(" and %(count)d more") % {"count": rest} if rest > 0 else "")


def sayings(case: Case, pack: Pack) -> list[Saying]:
    """The seller's answers in a loaded case, the newest first. No query."""
    counters: dict[UUID | None, CounterNotice] = {counter.id: counter for counter in case.counter_notices.all()}
    found: dict[datetime, Saying] = {}
    for item in case.items.all():
        for answer in item.answers.all():
            saying = found.setdefault(answer.at, Saying(answer.at, answer.statement))
            saying.answers.setdefault(answer_title(pack, answer.code), []).append(item.listing.number)
            counter = counters.get(answer.counter_notice_id)
            if counter is not None and not saying.elements:
                saying.elements = given_words(counter.elements, pack.counter_notice.elements)
    return sorted(found.values(), key=lambda saying: saying.at, reverse=True)


def given_words(given: dict[str, str], elements: Iterable[Element]) -> list[tuple[str, str]]:
    """Elements of a notice as (title, what was given): a statement by its sentence, a choice by its words."""
    found = []
    for element in elements:
        value = given.get(element.code, "")
        if not value:
            continue
        options = {option.code: _(option.title) for option in element.options}
        words = _(element.statement) if element.kind == "statement" else options.get(value, value)
        found.append((_(element.title), words))
    return found


@dataclass(slots=True)
class Verdict:
    """One decision over one or more Items: outcome, ground with its source, reasons, what follows, who and when."""

    decision: Decision
    outcome: str | Promise
    ground: str
    remedy: str
    means: str
    where: str
    by: str
    agreed: bool
    numbers: list[str] = field(default_factory=list)

    @property
    def listings(self) -> str:
        """The numbers of the listings that it is about."""
        return numbers_of(self.numbers)


def _restrictions(case: Case) -> dict[UUID, str]:
    """What the seller may not list any more, by decision. One query where a decision says so, none elsewhere."""
    decisions = [one for item in case.items.all() for one in item.decisions.all() if one.remedy == "restrict"]
    rows = Restriction.objects.filter(decision__in=[one.id for one in decisions]) if decisions else ()
    return {row.decision_id: str(row) for row in rows}


def verdicts(case: Case, mine: Face, pack: Pack, names: Mapping[UUID | None, str]) -> list[Verdict]:
    """The decisions that stand, alike ones together; `names` of who decided are empty for the two sides. No query."""
    remedies = {rule.code: _(rule.title) for rule in pack.remedies}
    named = _restrictions(case)
    found: dict[tuple[object, ...], Verdict] = {}
    for item in case.items.all():
        decision = shown_decision(item, mine)
        if decision is None:
            continue
        alike = (decision.decided_at, decision.outcome, decision.ground, decision.reasons, decision.remedy,
                 decision.automated, decision.taken_at)  # fmt: skip
        verdict = found.get(alike)
        if verdict is None:
            verdict = found[alike] = Verdict(
                decision=decision,
                outcome=OUTCOMES[decision.outcome],
                ground=ground_title(pack, decision.ground),
                remedy=remedies.get(decision.remedy, ""),
                means=str(follows(decision.remedy, named.get(decision.id, ""))),
                where=", ".join(decision.territories),
                by=names.get(decision.decided_by_id, ""),
                agreed=was_agreed(decision, pack),
            )
        verdict.numbers.append(item.listing.number)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Ticking:
    """A clock with its length and source in words, and what it is for."""

    clock: Clock
    bound: str
    name: str

    @property
    def ended_at(self) -> datetime | None:
        """When it stopped or ran out; None while it runs."""
        return ended_at(self.clock)

    @property
    def words(self) -> str:
        """How it ended; "" while it runs."""
        return ended_words(self.clock)


def clocks_of(case: Case, pack: Pack) -> list[Ticking]:
    """The newest of every clock of the case, running ones first. One query."""
    rows = Clock.objects.filter(about_id=case.id).exclude(kind="take_effect").order_by("started_at", "id")
    newest = {(clock.kind, clock.subject_id): clock for clock in rows}
    titles = {rule.kind: _(rule.title) for rule in pack.clocks}
    found = [Ticking(clock, bound_words(clock), titles.get(clock.kind, clock.kind)) for clock in newest.values()]
    return sorted(found, key=lambda ticking: ticking.clock.state != Clock.State.RUNNING)


def running(found: Iterable[Ticking], kind: str) -> Clock | None:
    """The clock of that kind, if it runs."""
    return next((one.clock for one in found if one.clock.kind == kind and one.clock.state == Clock.State.RUNNING), None)


def putting_back(found: Iterable[Ticking], pack: Pack) -> Clock | None:
    """The running clock that first puts back what a counter-notice contests."""
    clocks = [clock for kind in pack.counter_notice.put_back if (clock := running(found, kind))]
    return min(clocks, key=lambda clock: clock.lower_at or clock.due_at or clock.started_at, default=None)


def last_day_of(clock: Clock | None, pack: Pack, *, lower: bool = False) -> date | None:
    """The last day to act on a clock, where the days of the case end; of its lower bound, if that is asked."""
    moment = (clock.lower_at if lower else None) or clock.due_at if clock else None
    return last_day(moment, time_zone(pack)) if moment else None


def records_of(case: Case) -> dict[str, str]:
    """Both sides' records, the same for everybody: how often each was right. Three queries."""
    words = {"seller": record_words(queries.record_of([case.seller_id])[case.seller_id])}
    if case.complainant_id:
        figures = accuracy.figures_of(case.complainant_id)
        words["complainant"] = accuracy_words(figures) or _("nothing decided before")
    return words


@dataclass(frozen=True, slots=True)
class Appealed:
    """An appeal with who filed it and how it stands; `refused` says to a reviewer why it is not theirs to decide."""

    appeal: Appeal
    side: str | Promise
    state: str | Promise
    tone: str
    refused: str


def appeals_of(case: Case, actor: Actor) -> list[Appealed]:
    """The appeals of a loaded case, the newest first. Three queries for each that waits, where a reviewer looks."""
    rows = sorted(case.appeals.all(), key=lambda appeal: appeal.id, reverse=True)
    return [
        Appealed(
            appeal=row,
            side=SIDES[row.side],
            state=APPEAL_STATES[row.state],
            tone=APPEAL.colours[row.state],
            refused=not_yours(actor, row) if actor.is_operator and row.state == "filed" else "",
        )
        for row in rows
    ]


def not_yours(actor: Actor, appeal: Appeal) -> str:
    """Why an appeal is not this actor's to decide: their own decision first, then their role. "" if it is."""
    return may_decide(actor, appeal) or str(may(actor, "appeal.decide").message)


def in_grace(case: Case, now: datetime) -> list[Decision]:
    """Decisions of a person that can still be undone. No query."""
    decisions = [decision for item in case.items.all() for decision in item.decisions.all()]
    return [
        decision for decision in decisions
        if decision.undone_at is None and decision.taken_at is None and not decision.automated
        and (decision.effective_at is None or decision.effective_at > now)
    ]  # fmt: skip


def waiting_for_second(found: Iterable[Decision]) -> list[Decision]:
    """Those of them that a second person must confirm first."""
    return [decision for decision in found if decision.needs_second and decision.effective_at is None]


def seller_is_asked(items: Iterable[Item]) -> list[Item]:
    """The Items that wait for the seller's answer, late ones too."""
    return [item for item in items if item.state in ("open", "unanswered")]


def timeline_of(subject_id: UUID, actor: Actor, slug: str) -> list[tuple[log.Line, str]]:
    """What the log tells this actor about a thing, each line with the address of its seal once it has one."""
    if not may(actor, "log.read"):
        return []
    lines = log.timeline(subject_id, actor)
    return [(line, "" if line.index is None else reverse("web:log_entry", args=[slug, line.id])) for line in lines]
