"""The complainant takes the complaint back for some Items, and says why in one of four words."""

from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import require
from audit import log
from audit.rows import committed_many
from enforcement import queries, verbs
from enforcement.letter_words import TAKEN_BACK
from enforcement.machine import APPEAL, COMPLAINT, ITEM
from enforcement.models import Case, Complaint, Decision, Item, Withdrawal
from enforcement.packs import of_case
from enforcement.services import taking
from enforcement.services.common import hold_case, hold_items, refuse_states, say, settle, speaking_side, stop_clocks
from enforcement.services.drafting import sides
from enforcement.services.notices import send
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Denied, Invalid, NotFound
from tenancy.ids import uuid7
from workflow import clocks
from workflow.moves import move

WITHDRAWABLE = tuple(state for state in ITEM.states if "withdrawn" in ITEM.targets(state))


@transaction.atomic
def withdraw(
    *, actor: Actor, reference: str, items: Iterable[UUID], reason: str, words: str = "", now: datetime | None = None
) -> list[Item]:
    """Take back Items of a case. What stands because of them is reversed, strikes included."""
    require(actor, "complaint.withdraw")
    at = now or database_now()
    case = hold_case(actor, reference)
    found = _take_back(case, items, reason, words, actor=actor, now=at)
    for complaint in {item.complaint or case.complaint for item in found}:
        _withdraw_whole(complaint, actor=actor, now=at)
    return found


def _take_back(
    case: Case, items: Iterable[UUID], reason: str, words: str, *, actor: Actor, now: datetime
) -> list[Item]:
    """Items of a case that is held. Its complaint comes after all cases: who takes back several holds them first."""
    if speaking_side(actor, case) != "complainant":
        raise Denied(_("Only the complainant takes a complaint back."))
    if reason not in Withdrawal.Reason.values:
        raise Invalid(fields={"reason": [_("Choose why you take it back.")]})
    found = hold_items(case, items)
    refuse_states(found, WITHDRAWABLE)
    rows = committed_many(
        Withdrawal,
        [dict(id=uuid7(), item=item, reason=reason, words=words, by_membership_id=actor.membership_id, at=now)
         for item in found],
    )  # fmt: skip
    waiting = Decision.objects.filter(item_id__in=[item.id for item in found], taken_at=None, undone_at=None)
    waiting.update(undone_at=now)
    for item in found:
        move(item, "withdrawn", machine=ITEM, now=now)
    removed = taking.removed(found)
    taking.reverse(found, by=case.reference, actor=actor, now=now)
    taking.let_go(found, case.right_id, actor=actor, now=now)
    say(
        verbs.WITHDRAWN, case, actor=actor, items=found, rows=rows, facts={"items": len(found), "reason": reason},
        personal={"words": words} if words else None,
    )  # fmt: skip
    _tell(case, found, removed, actor=actor, now=now)
    _lapse_appeals(case, actor=actor, now=now)
    if not case.items.exclude(state="withdrawn").exists():
        stop_clocks(case, "withdrawn")
    for counter in case.counter_notices.exclude(answers__item__state="contested"):
        clocks.stop(subject_id=counter.id, event="withdrawn", by="withdrawn")
    settle(case, actor=actor, now=now)
    return found


def _lapse_appeals(case: Case, *, actor: Actor, now: datetime) -> None:
    """An appeal of which every Item was taken back has nothing left to decide."""
    for appeal in case.appeals.filter(state="filed").exclude(items__item__in=case.items.exclude(state="withdrawn")):
        move(appeal, "lapsed", machine=APPEAL, now=now)
        clocks.stop(subject_id=appeal.id, event="withdrawn", by="withdrawn")
        say(verbs.APPEAL_LAPSED, case, about=appeal, actor=actor)


def _tell(case: Case, items: list[Item], removed: Collection[UUID], *, actor: Actor, now: datetime) -> None:
    """Write to the seller: what had been removed is put back; of the rest there is nothing to put back."""
    pack = of_case(case, now)
    places = {"reasons": TAKEN_BACK}
    for letter, about in (
        ("restored", [item for item in items if item.id in removed]),
        ("withdrawn", [item for item in items if item.id not in removed]),
    ):
        if about:
            send(letter, case, to=case.seller_id, actor=actor, pack=pack, now=now, items=about, places=places)


@transaction.atomic
def withdraw_from_complaint(
    *, actor: Actor, reference: str, items: Iterable[UUID], reason: str, words: str = "", now: datetime | None = None
) -> list[Item]:
    """Take back Items of one complaint in one go, whichever sellers' cases they stand in."""
    require(actor, "complaint.withdraw")
    wanted = set(items)
    complaint = Complaint.objects.visible_to(actor).filter(reference=reference).first()
    rows = queries.items_of(complaint.id) if complaint else Item.objects.none()
    cases = Case.objects.visible_to(actor)
    found = list(rows.filter(id__in=wanted, case__in=cases).select_related("case").order_by("case_id", "id"))
    if len(found) != len(wanted) or not found:
        raise NotFound
    at = now or database_now()
    taken: list[Item] = []
    for case_reference, group in groupby(found, key=attrgetter("case.reference")):
        case = hold_case(actor, case_reference)
        taken += _take_back(case, [item.id for item in group], reason, words, actor=actor, now=at)
    _withdraw_whole(complaint, actor=actor, now=at)
    return taken


def _withdraw_whole(complaint: Complaint | None, *, actor: Actor, now: datetime) -> None:
    """A complaint of which nothing stands any more is withdrawn itself."""
    if complaint is None:
        return
    # Locked, so that of two who take back the last two cases at once the second sees the first.
    complaint = Complaint.objects.select_for_update(of=("self",)).select_related("right").get(id=complaint.id)
    if queries.items_of(complaint.id).exclude(state="withdrawn").exists():
        return
    move(complaint, "withdrawn", machine=COMPLAINT, now=now)
    log.record(verbs.COMPLAINT_WITHDRAWN, actor=actor, subject=complaint, parties=sides(complaint))
