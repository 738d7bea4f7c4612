"""The seller answers per Item: agrees, deletes, or contests with evidence or a counter-notice."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django_countries import countries

from accounts.permissions import require
from audit.rows import committed, committed_many
from enforcement import verbs
from enforcement.letter_words import NO_COURT_ACTION, NO_COURT_ORDER, day_of
from enforcement.machine import CASE, ITEM
from enforcement.models import Answer, Case, CounterNotice, Exemption, Item, Origin
from enforcement.origins import GENUINE, meaning_of
from enforcement.packs import of_case, time_zone
from enforcement.services import taking, turns
from enforcement.services.common import hold_case, hold_items, refresh_due, say, settle, start_clocks, stop_clocks
from enforcement.services.notices import send
from enforcement.services.papers import papers_of
from policy import notices
from policy.model import Answer as AnswerRule
from policy.model import LawException, Pack
from policy.vocabulary import AGREED
from sellers import services as sellers
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid
from tenancy.ids import uuid7
from workflow import clocks
from workflow.models import Clock
from workflow.moves import move

# Where an Item can still be answered; what was removed on a notice, or after silence, can still be contested.
ANSWERABLE = ("open", "unanswered", "forwarded", "in_effect")


@transaction.atomic
def answer(
    *,
    actor: Actor,
    reference: str,
    answers: Mapping[UUID, str],
    statement: str = "",
    elements: Mapping[str, str] | None = None,
    first_sold_in: str = "",
    exemptions: Collection[str] = (),
    now: datetime | None = None,
) -> Case:
    """Answer about Items of a case: `answers` maps an Item's id to a code of the pack's answers.

    `elements` are those of a counter-notice, wanted where an answer needs one; `first_sold_in` is the ISO country where
    goods that are said to be genuine were first sold, `exemptions` are the codes of what the law allows without consent, as
    the pack has them, for whatever is contested. Raises Invalid naming what is missing, Conflict where an Item can no
    longer be answered, Denied for anybody but the seller.
    """
    require(actor, "case.answer")
    at = now or database_now()
    if first_sold_in and first_sold_in not in countries:
        raise Invalid(fields={"first_sold_in": [_("Choose a country.")]})
    case = hold_case(actor, reference)
    if actor.party_id != case.seller_id:
        raise Denied(_("Only the seller answers a complaint."))
    items = hold_items(case, answers)
    pack = of_case(case, at)
    rules = {item.id: _rule(pack, item, answers[item.id]) for item in items}
    relied_on = _exemptions(pack, case.right.kind, exemptions)
    contesting = [item for item in items if rules[item.id].needs == "counter_notice"]
    after_removal = [item for item in items if item.state == "in_effect"]
    if after_removal:
        refuse_late(case, pack)
    _refuse_uncorrected(items, rules)
    counter = _counter_notice(case, contesting, pack, elements or {}, statement, actor, at) if contesting else None
    meaning = meaning_of(pack, case.right.kind, case.region, first_sold_in)
    origin = {"first_sold_in": first_sold_in, "exhausts": meaning.exhausts} if first_sold_in else None
    _write(case, items, rules, statement, counter, origin, relied_on, actor=actor, now=at)
    if not case.items.filter(state="open").exists():
        if case.state == "noticed":
            move(case, "answered", machine=CASE, now=at)
        stop_clocks(case, "seller_answered")
    _carry_out(case, items, rules, pack, actor=actor, now=at)
    if counter is not None:
        _forward(case, counter, contesting, after_removal, pack, actor=actor, now=at)
    contested = [item for item in items if rules[item.id].becomes == "contested"]
    if pack.rounds is not None and contested and case.complainant_id is not None:
        turns.ask(case, contested, "complainant", pack, reasons=statement, actor=actor, now=at)
    settle(case, actor=actor, now=at)
    return case


def _write(
    case: Case, items: Sequence[Item], rules: Mapping[UUID, AnswerRule], statement: str,
    counter: CounterNotice | None, origin: Mapping[str, str] | None,
    relied_on: Sequence[LawException], *, actor: Actor, now: datetime,
) -> None:  # fmt: skip
    """Keep the answers as they were given, and where genuine goods come from; move the Items, and record it."""
    rows = committed_many(
        Answer,
        [
            dict(
                id=uuid7(), item=item, code=rules[item.id].code, statement=statement, at=now,
                counter_notice=counter if rules[item.id].needs == "counter_notice" else None,
                by_membership_id=actor.membership_id,
            )
            for item in items
        ],
    )  # fmt: skip
    genuine = [row for row in rows if row.code == GENUINE] if origin else []
    origins = committed_many(Origin, [dict(id=uuid7(), answer=row, **(origin or {})) for row in genuine])
    contested = [row for row in rows if rules[row.item_id].becomes == "contested"]
    exempt = committed_many(Exemption, [_exemption(row, one) for row in contested for one in relied_on])
    for item in items:
        _move(item, rules[item.id], now)
    codes = ", ".join(sorted({rule.code for rule in rules.values()}))
    say(
        verbs.ANSWERED, case, actor=actor, items=items, rows=[*rows, *origins, *exempt],
        facts={"items": len(items), "codes": codes},
        personal={"statement": statement} if statement else None,
    )  # fmt: skip


def _exemptions(pack: Pack, right_kind: str, codes: Collection[str]) -> list[LawException]:
    """What the pack knows under these codes for this kind of right. Invalid for one that it does not know."""
    known = {one.code: one for one in pack.exceptions_for(right_kind)}
    if set(codes) - set(known):
        raise Invalid(fields={"exemptions": [_("The rules of this case know no such exception.")]})
    return [one for code, one in known.items() if code in codes]


def _exemption(row: Answer, one: LawException) -> dict[str, Any]:
    source = f"{one.rule.source.title}, {one.rule.source.reference}"
    return dict(id=uuid7(), answer=row, code=one.code, title=one.title, source=source, verified=one.rule.settled)


def answers_open_for(item: Item, pack: Pack) -> tuple[AnswerRule, ...]:
    """What the seller may answer about this Item now."""
    if item.state in ("open", "unanswered", "forwarded"):
        return pack.answers_for(removed=False)
    if item.state == "in_effect" and item.listing.state != "ended" and taking.removed_unheard(item):
        return pack.answers_for(removed=True)
    return ()


def refuse_late(case: Case, pack: Pack) -> None:
    """Raise Conflict where the time for a counter-notice after a removal has passed, or a court is to speak first.

    Where the rules name no window of its own and nothing is put back by law, it is as long as the time to appeal. A
    paper that has stopped the putting back once stops it for good: a second counter-notice does not start it again.
    """
    kind = pack.counter_notice.window or ("" if pack.counter_notice.put_back else pack.appeal.clock)
    ran = Clock.objects.filter(subject_id=case.id, kind=kind)
    if kind and ran.exists() and not ran.filter(state=Clock.State.RUNNING).exists():
        raise Conflict(_("The time to contest this removal has passed."), code="too_late")
    stopping = {event for kind in pack.counter_notice.put_back for event in pack.clock(kind).stops_on}
    shown = set(case.court_actions.values_list("code", flat=True)) if stopping else set()
    if any(paper.event in stopping and paper.code in shown for paper in papers_of(pack)):
        raise Conflict(
            _("A court or an authority has been turned to: it speaks first, and the listing stays removed until then."),
            code="court_speaks",
        )


def _rule(pack: Pack, item: Item, code: str) -> AnswerRule:
    for rule in answers_open_for(item, pack):
        if rule.code == code:
            return rule
    if item.state in ("proposed", "decided"):
        # In the same words whatever was decided: until it takes effect it can be undone, and is nobody's to know.
        raise Conflict(
            _(
                "One of these listings is being decided at this moment. Wait until the decision has taken effect: then "
                "the case says how you can contest it."
            ),
            code="stage",
        )
    if item.state not in ANSWERABLE:
        raise Conflict(_("One of these listings has been answered or decided already."), code="stage")
    raise Invalid(fields={"answers": [_("This answer is not open for one of the listings.")]})


def _refuse_uncorrected(items: Sequence[Item], rules: Mapping[UUID, AnswerRule]) -> None:
    """Whoever says that a listing was corrected has changed it since the complaint."""
    same = [item for item in items if rules[item.id].needs == "correction" and item.listing.revision <= item.revision]
    if same:
        raise Invalid(
            fields={
                "answers": [
                    _("Change the listing first: %(number)s is still as it was complained of.")
                    % {"number": same[0].listing.number}
                ]
            }
        )


def _move(item: Item, rule: AnswerRule, now: datetime) -> None:
    item.before = item.state
    move(item, rule.becomes, machine=ITEM, now=now)
    Item.objects.filter(id=item.id).update(before=item.before)


def _counter_notice(
    case: Case, items: Sequence[Item], pack: Pack, elements: Mapping[str, str], statement: str, actor: Actor,
    now: datetime,
) -> CounterNotice:  # fmt: skip
    on_file = {"listings": ", ".join(item.listing.number for item in items), "party": case.seller.contact_email}
    given = {
        element.code: str(elements.get(element.code, "")) or str(on_file.get(element.filled_from, ""))
        for element in pack.counter_notice.elements
    }
    lacking = notices.missing(pack.counter_notice.elements, given)
    if lacking:
        raise Invalid(fields={element.code: [_("This is required.")] for element in lacking})
    return committed(
        CounterNotice, case=case, elements=given, statement=statement, by_membership_id=actor.membership_id,
        received_at=now,
    )  # fmt: skip


def _carry_out(
    case: Case, items: Sequence[Item], rules: Mapping[UUID, AnswerRule], pack: Pack, *, actor: Actor, now: datetime
) -> None:
    """What the seller agreed to needs no reviewer: the marketplace removes, or the seller has ended the listing."""
    accepted = [item for item in items if rules[item.id].becomes == "accepted"]
    deleted = [item for item in items if rules[item.id].becomes == "deleted"]
    for item in deleted:
        if item.listing.state != "ended":
            sellers.end_listing(actor=actor, listing=item.listing)
    ground = pack.ground(AGREED)
    for group, remedy in ((accepted, "delist"), (deleted, "")):
        if group:
            taking.decide_automatically(
                case, list(group), pack, outcome="upheld", ground=ground.code, reference=ground.reference,
                remedy=remedy, territories=list(pack.remedy("delist").territories), reasons="", actor=actor, now=now,
            )  # fmt: skip


def _forward(
    case: Case, counter: CounterNotice, items: Sequence[Item], after_removal: Sequence[Item], pack: Pack, *,
    actor: Actor, now: datetime,
) -> None:  # fmt: skip
    """Give the counter-notice to the complainant; after a removal, start the clock that puts the listings back."""
    say(verbs.COUNTER_NOTICE, case, actor=actor, items=items, rows=[counter], facts={"items": len(items)})
    putting_back = [pack.clock(kind) for kind in pack.counter_notice.put_back] if after_removal else []
    deadline = None
    for event in ("counter_notice_received", "counter_notice_forwarded", "counter_notice_delivered"):
        start_clocks(case, event, pack, now=now, but=pack.counter_notice.put_back)
        for rule in putting_back:
            if rule.starts_on == event and rule.rule.starts_clocks:
                clock = clocks.start_by_rule(rule, subject=counter, starts_at=now, tz=time_zone(pack), about_id=case.id)
                deadline = deadline or clock.lower_at or clock.due_at
    places = {"reasons": counter.statement, "deadline": day_of(deadline, pack)}
    send("counter_notice", case, to=case.complainant_id, actor=actor, pack=pack, now=now, items=items, places=places)
    say(verbs.COUNTER_NOTICE_FORWARDED, case, actor=actor)
    stop_clocks(case, "counter_notice_forwarded")


def put_back(counter: CounterNotice, *, actor: Actor, now: datetime) -> int:
    """The time to show a court action has passed: what the counter-notice contests is put back. Idempotent."""
    case = Case.objects.select_for_update(of=("self",)).select_related("right", "seller", "complainant").get(
        id=counter.case_id
    )  # fmt: skip
    items = list(case.items.filter(answers__counter_notice=counter, state="contested").select_related("listing"))
    if not items:
        return 0
    pack = of_case(case, now)
    for item in items:
        move(item, "reversed", machine=ITEM, now=now)
    taking.reverse(items, by=case.reference, actor=actor, now=now)
    clocks.stop(subject_id=counter.id, event="restored", by="restored")
    say(verbs.PUT_BACK, case, actor=actor, items=items, facts={"items": len(items), "why": "no_court_action"})
    for party in (case.seller_id, case.complainant_id):
        places = {"reasons": NO_COURT_ACTION}
        send("restored", case, to=party, actor=actor, pack=pack, now=now, items=items, places=places)
    settle(case, actor=actor, now=now)
    refresh_due(case)
    return len(items)


def end_block(case: Case, *, actor: Actor, now: datetime) -> int:
    """Put back what was removed on a complaint alone, for the time the law gives; how many. Idempotent."""
    removed = (
        case.items.filter(state="in_effect").select_related("listing").prefetch_related("decisions").order_by("id")
    )
    items = [item for item in removed if taking.removed_unheard(item)]
    if not items:
        return 0
    for item in items:
        move(item, "reversed", machine=ITEM, now=now)
    taking.reverse(items, by=case.reference, actor=actor, now=now)
    say(verbs.BLOCK_LAPSED, case, actor=actor, items=items, facts={"items": len(items)})
    pack = of_case(case, now)
    for party in (case.seller_id, case.complainant_id):
        send(
            "restored", case, to=party, actor=actor, pack=pack, now=now, items=items,
            places={"reasons": NO_COURT_ORDER},
        )  # fmt: skip
    settle(case, actor=actor, now=now)
    return len(items)
