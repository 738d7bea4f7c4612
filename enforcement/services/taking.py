"""Decisions take effect: remedies, their restraints below, strikes, and all of it in reverse."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from audit.rows import committed_many
from enforcement import verbs
from enforcement.letter_words import STAYS, day_of, follows, outcome, titles_and_words
from enforcement.machine import CASE, ITEM, REMEDY, UNDECIDED_ITEMS
from enforcement.models import Answer, Case, Decision, Item, Remedy, Restriction
from enforcement.packs import of_case
from enforcement.reporters import ring_for_reporters
from enforcement.services.common import say, settle, start_clocks, stop_clocks, tell_sides
from enforcement.services.notices import send
from enforcement.services.stating import make_statements, withdraw_statements
from enforcement.services.stock import keep_stock_back
from fulfillment.services import stock as fulfillment
from policy import penalties
from policy.model import Pack
from scanner import services as scanner
from sellers import services as sellers
from sellers.learning.library import lesson_for
from sellers.services import learning
from sellers.services.risk import call_for_weighing
from tenancy.actor import Actor
from tenancy.ids import reference, uuid7
from workflow import clocks
from workflow.models import Clock
from workflow.moves import move

TAKE_EFFECT = "take_effect"
# What a remedy lays on a listing, and on a seller, as `sellers` knows it. A warning lays nothing.
ON_LISTING = {"delist": "delist", "demote": "demote"}
ON_SELLER = {"check_first": "check_first", "restrict": "restrict", "suspend": "suspend", "terminate": "suspend"}


def grace(pack: Pack) -> timedelta:
    """How long a decision can still be undone."""
    return timedelta(minutes=pack.clock(TAKE_EFFECT).upper or 0)


def run_grace(case: Case, pack: Pack, *, now: datetime) -> None:
    """Start the clock after which decisions take effect; where it runs already, it looks again by itself."""
    if not Clock.objects.filter(subject_id=case.id, kind=TAKE_EFFECT, state="running").exists():
        start_clocks(case, "decided", pack, now=now, only=TAKE_EFFECT)


def remove_on_notice(case: Case, items: list[Item], pack: Pack, *, actor: Actor, now: datetime) -> None:
    """A complete notice removes before the seller is heard, where the pack says so. Nothing is judged."""
    assert pack.removal is not None
    rule = pack.removal
    move(case, "noticed", machine=CASE, now=now)
    ground = pack.ground(rule.ground)
    remedy = pack.remedy(rule.remedy)
    decide_automatically(
        case, items, pack, outcome="upheld", ground=ground.code, reference=ground.reference, remedy=remedy.code,
        territories=list(remedy.territories), reasons="", actor=actor, now=now,
    )  # fmt: skip


def decide_automatically(
    case: Case, items: list[Item], pack: Pack, *, outcome: str, ground: str, reference: str, remedy: str,
    territories: list[str], reasons: str, actor: Actor, now: datetime,
) -> list[Decision]:  # fmt: skip
    """Decisions that follow from a rule, from silence or from the seller's own word, without a reviewer."""
    standing = overridden(items)
    decisions = committed_many(
        Decision,
        [
            dict(
                id=uuid7(), item=item, outcome=outcome, ground=ground, reference=reference, reasons=reasons,
                remedy=remedy, territories=territories, pack_code=case.pack_code, pack_version=case.pack_version,
                decided_by=None, automated=True, needs_second=False, overrides=standing.get(item.id), appeal=None,
                decided_at=now,
                effective_at=now + grace(pack),
            )
            for item in items
        ],
    )  # fmt: skip
    for item in items:
        item.before = item.state
        move(item, "decided", machine=ITEM, now=now)
    Item.objects.bulk_update(items, ["before"])
    upheld = len(items) if outcome == "upheld" else 0
    say(
        verbs.DECIDED, case, actor=actor, items=items, rows=decisions, to=[],
        facts={
            "items": len(items), "upheld": upheld, "rejected": len(items) - upheld, "automated": True,
            "needs_second": False,
        },
    )  # fmt: skip
    run_grace(case, pack, now=now)
    return decisions


def overridden(items: Iterable[Item]) -> dict[UUID, Decision]:
    """The decisions in effect that a new one about contested Items overrides, by Item."""
    contested = [item.id for item in items if item.state == "contested" and item.before == "in_effect"]
    taken = Decision.objects.filter(item_id__in=contested, taken_at__isnull=False).order_by("id")
    return {decision.item_id: decision for decision in taken}


def removed_unheard(item: Item) -> bool:
    """Whether an Item was removed without a reviewer having judged: on a notice, after silence, or by agreement.

    Reads `item.decisions` as it was loaded.
    """
    standing = [decision for decision in item.decisions.all() if decision.undone_at is None]
    last = max(standing, key=lambda decision: decision.id, default=None)
    return last is not None and last.automated and last.outcome == "upheld"


def take_effect(case: Case, *, actor: Actor, now: datetime) -> datetime | None:
    """Apply every decision of the case whose grace has passed; when to look again, if any has not.

    Idempotent: a decision is taken once, and one that was undone never.
    """
    case = Case.objects.select_for_update(of=("self",)).select_related("right", "seller", "complainant").get(id=case.id)
    waiting = Decision.objects.filter(
        item__case_id=case.id, taken_at=None, undone_at=None, effective_at__isnull=False
    ).select_related("item__listing")
    ripe = [d for d in waiting if d.effective_at <= now and d.item.state == "decided"]
    later = min((d.effective_at for d in waiting if d.effective_at > now), default=None)
    if not ripe:
        return later
    pack = of_case(case, now)
    Decision.objects.filter(id__in=[d.id for d in ripe]).update(taken_at=now)
    for decision in ripe:
        _move_item(decision, now)
    upheld = [d for d in ripe if d.outcome == "upheld"]
    rejected = [d for d in ripe if d.outcome == "rejected"]
    remedies = _order(case, upheld, pack, actor=actor, now=now)
    _reverse_for(rejected, actor=actor, now=now)
    let_go([d.item for d in ripe], case.right_id, actor=actor, now=now)
    entry = say(
        verbs.TOOK_EFFECT, case, actor=actor, items=[d.item for d in ripe], rows=remedies,
        facts={"upheld": len(upheld), "rejected": len(rejected)},
    )  # fmt: skip
    make_statements(case, upheld, pack, actor=actor, now=now)
    tell_sides(case, entry, "case.decided")
    _remember(case, ripe, pack, actor=actor, now=now)
    _tell(case, ripe, pack, actor=actor, now=now)
    if any(remedy.code == "delist" for remedy in remedies) and not is_awaited(case):
        removal_applied(case, now=now)
    settle(case, actor=actor, now=now)
    ring_for_reporters(case)
    return later


def _move_item(decision: Decision, now: datetime) -> None:
    """An upheld complaint is in effect; a rejected one that overrides a removal is reversed, else it simply stands."""
    reversed_now = decision.outcome == "rejected" and decision.overrides_id is not None
    move(decision.item, "reversed" if reversed_now else "in_effect", machine=ITEM, now=now)


def _order(case: Case, upheld: list[Decision], pack: Pack, *, actor: Actor, now: datetime) -> list[Remedy]:
    """Write the remedies and lay their restraints down on listings and seller."""
    ordered = [d for d in upheld if d.remedy]
    causes = {d.id: reference("RM", 10) for d in ordered}
    by_listing: dict[tuple[str, ...], list[Decision]] = defaultdict(list)
    shop: dict[UUID, int] = {}
    for decision in ordered:
        if decision.remedy in ON_LISTING and decision.item.listing.state != "ended":
            by_listing[(ON_LISTING[decision.remedy], *decision.territories)].append(decision)
    for (kind, *territories), group in by_listing.items():
        laid = sellers.restrain(
            actor=actor, listings=[d.item.listing for d in group], kind=kind, territories=territories,
            causes={d.item.listing_id: causes[d.id] for d in group}, now=now,
        )  # fmt: skip
        shop.update(laid)
    _lay_on_seller(case, [d for d in ordered if d.remedy in ON_SELLER], causes, actor=actor, now=now)
    keep_stock_back(case, ordered, causes, actor=actor, now=now)
    remedies = committed_many(
        Remedy,
        [
            dict(
                decision=d, item=d.item, code=d.remedy, territories=d.territories, cause=causes[d.id], ordered_at=now,
                shop_state=shop.get(d.item.listing_id, 0),
                state="ordered" if d.item.listing_id in shop else "applied",
                applied_at=None if d.item.listing_id in shop else now,
            )
            for d in ordered
        ],
    )  # fmt: skip
    if any(remedy.state == "ordered" and remedy.code == "delist" for remedy in remedies):
        start_clocks(case, "removal_ordered", pack, now=now)
    return remedies


def _lay_on_seller(
    case: Case, decisions: Sequence[Decision], causes: Mapping[UUID, str], *, actor: Actor, now: datetime
) -> None:
    """Lay down what these decisions order about all that the seller offers, or hands in from now on."""
    named = {row.decision_id: row for row in Restriction.objects.filter(decision__in=[d.id for d in decisions])}
    for decision in decisions:
        restriction = named.get(decision.id)
        sellers.restrain_seller(
            actor=actor, seller_id=case.seller_id, kind=ON_SELLER[decision.remedy],
            territories=list(decision.territories), cause=causes[decision.id], now=now,
            category=restriction.category if restriction else "", brand=restriction.brand if restriction else "",
        )  # fmt: skip


def is_awaited(case: Case) -> bool:
    """Whether the shop has a removal of the case still to confirm."""
    waiting = Remedy.objects.filter(item__case_id=case.id, state__in=["ordered", "overdue"], code="delist")
    return waiting.exists()


def removal_applied(case: Case, *, now: datetime) -> None:
    """Everything that was to be removed is removed: the time to remove ends here."""
    stop_clocks(case, "removal_applied")
    # The seller was told when the decision took effect; a duty to tell is met as it begins.
    pack = of_case(case, now)
    start_clocks(case, "removal_applied", pack, now=now)
    stop_clocks(case, "removal_notified")
    start_clocks(case, "removal_notified", pack, now=now)


def removed(items: Iterable[Item]) -> set[UUID]:
    """Those of the Items whose listing is removed because of them, by id."""
    standing = Remedy.objects.filter(item_id__in=[item.id for item in items], code="delist").exclude(state="reversed")
    return set(standing.values_list("item_id", flat=True))


def reverse(items: Sequence[Item], *, by: str, actor: Actor, now: datetime) -> int:
    """Take back all that stands because of these Items: restraints, remedies, strikes. Appends, edits nothing."""
    standing = Remedy.objects.filter(item_id__in=[item.id for item in items]).exclude(state="reversed")
    remedies = list(standing.select_for_update().order_by("id"))
    causes = [remedy.cause for remedy in remedies]
    sellers.release(actor=actor, causes=causes, by=by, now=now)
    fulfillment.release_stock(actor=actor, causes=causes, by=by, now=now)
    for remedy in remedies:
        move(remedy, "reversed", machine=REMEDY, now=now)
    if remedies:
        _stop_for_restored(items[0].case)
    decisions = Decision.objects.filter(item_id__in=[item.id for item in items], outcome="upheld")
    judged = [str(found) for found in decisions.values_list("id", flat=True)]
    sellers.reverse_strikes(actor=actor, causes=judged, by=by, now=now)
    call_for_weighing(item.case.seller_id for item in items[:1])
    withdraw_statements(items, actor=actor, now=now)
    return len(remedies)


def _stop_for_restored(case: Case) -> None:
    """What runs because of removals ends when nothing of the case is removed any more; the time to remove, when nothing
    is left to be removed. While one listing stays removed, its time to be contested or put back goes on."""
    if not Remedy.objects.filter(item__case_id=case.id).exclude(state="reversed").exists():
        stop_clocks(case, "restored")
    elif not is_awaited(case):
        stop_clocks(case, "removal_applied")


def _reverse_for(rejected: list[Decision], *, actor: Actor, now: datetime) -> None:
    overriding = [d for d in rejected if d.overrides_id]
    if overriding:
        by = overriding[0].item.case.reference
        reverse([d.item for d in overriding], by=by, actor=actor, now=now)


def let_go(items: Iterable[Item], right_id: UUID, *, actor: Actor, now: datetime) -> None:
    """The right no longer keeps back those listings about which it has nothing left to be decided, in any territory.

    What was upheld does not keep them back either: its restraint does, and only where it reaches.
    """
    held = {item.listing_id: item.listing for item in items if item.listing.state == "held"}
    waiting = Item.objects.filter(
        listing_id__in=held, case__right_id=right_id, state__in=[*UNDECIDED_ITEMS, "decided"]
    ).values_list("listing_id", flat=True)
    for listing_id in set(held) - set(waiting):
        scanner.clear_hold(actor=actor, listing=held[listing_id], right_id=right_id, now=now)


def _remember(case: Case, taken: list[Decision], pack: Pack, *, actor: Actor, now: datetime) -> None:
    """Write down below what the record of the seller and the scanner's verdicts must know."""
    weighed = ""
    for decision in taken:
        word = _weighs_as(decision, pack)
        points = penalties.weight(pack.strikes, word, decision.ground) if decision.outcome == "upheld" else 0
        if points:
            sellers.give_strike(
                actor=actor, seller_id=case.seller_id, weight=points, reason=word, cause=str(decision.id), now=now
            )
            if not weighed:  # one lesson for a case, however many of its listings were upheld
                weighed = str(decision.id)
                learning.assign_lesson(
                    actor=actor, seller_id=case.seller_id, lesson=lesson_for(decision.ground), cause=weighed, now=now
                )
        sellers.note_prior(
            actor=actor, seller_id=case.seller_id, case=case.reference, outcome=decision.outcome, now=now
        )
        if decision.item.match_id:
            scanner.note_verdict(actor=actor, match_id=decision.item.match_id, outcome=decision.outcome)
        elif not decision.automated:
            scanner.note_found_by_people(
                actor=actor, listing=decision.item.listing, right_id=case.right_id, case=case.reference,
                upheld=decision.outcome == "upheld", now=now,
            )  # fmt: skip
    if taken:
        call_for_weighing([case.seller_id])


def _weighs_as(decision: Decision, pack: Pack) -> str:
    if decision.automated:
        if pack.removal is not None and decision.ground == pack.removal.ground:
            return "removed_on_notice"
        answer = Answer.objects.filter(item_id=decision.item_id).order_by("-id").first()
        if answer is not None and pack.answer(answer.code).becomes in ("accepted", "deleted"):
            return pack.answer(answer.code).becomes
    return decision.outcome


def _tell(case: Case, taken: list[Decision], pack: Pack, *, actor: Actor, now: datetime) -> None:
    """Inform both sides of the decision with its reasons; from then on they may appeal."""
    clocks.stop(subject_id=case.id, kind="appeal", by="informed_again")
    started = start_clocks(case, "informed", pack, now=now)
    if not case.items.filter(state__in=[*UNDECIDED_ITEMS, "decided"]).exists():
        stop_clocks(case, "informed")
    deadline = min((clock.due_at for clock in started if clock.due_at), default=None)
    removed = pack.removal is not None and all(d.automated and d.ground == pack.removal.ground for d in taken)
    titles = [pack.ground(d.ground).title for d in taken]
    gone = sum(d.outcome == "upheld" and d.remedy not in STAYS for d in taken)
    named = Restriction.objects.filter(decision__in=[d.id for d in taken])
    what = {row.decision_id: str(row) for row in named} if any(d.remedy == "restrict" for d in taken) else {}
    meant = [follows(d.remedy, what.get(d.id, "")) for d in taken if d.remedy in STAYS]
    places = {
        "reasons": titles_and_words(titles, [*[d.reasons for d in taken if d.reasons], *meant]),
        "deadline": day_of(deadline, pack),
        "outcome": outcome(gone, len(taken) - gone),
    }
    items = [d.item for d in taken]
    send(
        "removed" if removed else "decision", case, to=case.seller_id, actor=actor, pack=pack, now=now, items=items,
        places=places,
    )  # fmt: skip
    send("decision", case, to=case.complainant_id, actor=actor, pack=pack, now=now, items=items, places=places)
