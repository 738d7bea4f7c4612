"""Audits that begin by themselves, and what becomes of a plan whose last day is over: kept, it is closed; else staff see it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import CharField, Count, Exists, F, OuterRef, Q, Value
from django.db.models.functions import MD5, Cast, Concat
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from audit import log
from gateway.text import text_fault
from scanner import verbs
from scanner.audit_sampling import Known, draw, following
from scanner.models import Audit, AuditItem, AuditSchedule
from scanner.services.auditing import SCHEDULES, close_audit, note_fixed, start_audit
from sellers.conduct import YEAR
from sellers.models import SellerRisk
from sellers.services.learning import relieve_for_plan
from tenancy import due
from tenancy.actor import Actor
from tenancy.context import database_now
from tenancy.errors import Conflict, Denied, Invalid, NotFound

Cadence = AuditSchedule.Cadence
MOST_AT_ONCE, MOST_WORDS, MOST_DRAWN_FROM, AT_ONCE = 100, 2_000, 20_000, 50
LATELY = timedelta(days=7)
"""Who was audited so lately is not drawn again."""
AFTER_A_REPLY = timedelta(days=3)
"""How long a seller has after what staff replied, beyond the last day."""


@transaction.atomic
def schedule_audits(
    *, actor: Actor, seller: Party | None, sample: int | None, cadence: str, reason: str
) -> AuditSchedule:
    """Have one seller's catalogue audited again and again, or those of `sample` sellers drawn by risk; the first at once.

    Raises Invalid by field, Conflict where there is a schedule of this seller, Denied for staff limited to regions.
    """
    require(actor, "match.review")
    if actor.regions:
        raise Denied(_("A catalogue lies in all regions; somebody who works in all of them has it audited."))
    wrong: dict[str, list[str]] = {}
    if (seller is None) == (sample is None) or (seller is not None and seller.kind != Party.Kind.SELLER):
        wrong["seller"] = [_("Name one seller, or say how many are to be drawn.")]
    if sample is not None and not 1 <= sample <= MOST_AT_ONCE:
        wrong["sample"] = [_("Between 1 and %(most)d.") % {"most": MOST_AT_ONCE}]
    if cadence not in Cadence.values:
        wrong["cadence"] = [_("Choose how often.")]
    if not reason.strip() or len(reason) > MOST_WORDS or text_fault(reason):
        wrong["reason"] = [_("Say why.")]
    if wrong:
        raise Invalid(fields=wrong)
    try:
        with transaction.atomic():
            made: AuditSchedule = AuditSchedule.objects.create(
                seller=seller, sample=sample, cadence=cadence, reason=reason.strip(), next_at=database_now()
            )
    except IntegrityError as again:
        raise Conflict(_("This seller has a schedule already.")) from again
    log.record(
        verbs.AUDIT_SCHEDULED, actor=actor, subject=made, refs=[seller] if seller else [],
        facts={"cadence": cadence, "sample": sample}, personal={"reason": made.reason},
    )  # fmt: skip
    due.ring(SCHEDULES)
    return made


@transaction.atomic
def end_schedule(*, actor: Actor, schedule_id: UUID) -> AuditSchedule:
    """No audit begins by it any more; those that run go on. Raises NotFound, Conflict."""
    require(actor, "match.review")
    rows = AuditSchedule.objects.visible_to(actor).select_for_update(of=("self",))
    fresh: AuditSchedule | None = rows.filter(id=schedule_id).first()
    if fresh is None:
        raise NotFound
    if fresh.ended_at is not None:
        raise Conflict(_("It has ended already."))
    fresh.ended_at = database_now()
    fresh.save(update_fields=["ended_at"])
    log.record(verbs.AUDIT_UNSCHEDULED, actor=actor, subject=fresh, refs=[fresh.seller_id] if fresh.seller_id else [])
    return fresh


def begin_scheduled(*, actor: Actor, now: datetime) -> int:
    """Begin what is due; how many audits. Who is being audited already, or is no longer here, is passed over."""
    rows = AuditSchedule.objects.filter(ended_at=None, next_at__lte=now).order_by("next_at", "id")
    begun = 0
    for one in rows.select_for_update(of=("self",), skip_locked=True)[:AT_ONCE]:
        before = begun
        for seller in _sellers_of(one, now):
            try:
                start_audit(actor=actor, seller=seller)
            except Conflict:
                continue
            begun += 1
        one.last_at, one.last_begun = now, begun - before
        while one.next_at <= now:  # what was missed while nothing ran is not caught up with
            one.next_at = following(one.next_at, one.cadence, one.made_at.day)
        one.save(update_fields=["last_at", "last_begun", "next_at"])
        facts: dict[str, log.Fact] = {"audits": one.last_begun, "drawn": one.sample}
        log.record(verbs.AUDITS_BEGUN, actor=actor, subject=one, facts=facts)
    return begun


def check_plans(*, actor: Actor, now: datetime) -> int:
    """Look again at plans whose last day is over, each once: a kept one is closed and speaks for its seller, what is open in
    the others stands in the seller's standing and before staff. How many.

    What is being talked about is not left open: nobody has replied to the seller yet, or only just. A plan of which nothing
    else is open waits until that is settled.
    """
    rows = Audit.objects.filter(state="published", due_on__lt=now.date(), checked_at=None).order_by("due_on", "id")
    still = AuditItem.objects.filter(audit_id=OuterRef("id"), state="open")
    rows = rows.filter(Exists(still.exclude(_talked_about(now))) | ~Exists(still))
    checked = list(rows.select_for_update(of=("self",), skip_locked=True)[:AT_ONCE])
    for one in checked:
        note_fixed(actor=actor, now=now, audit=one)
        one.checked_at, one.left_open = now, one.items.filter(state="open").exclude(_talked_about(now)).count()
        one.save(update_fields=["checked_at", "left_open"])
        verb = verbs.AUDIT_LEFT_OPEN if one.left_open else verbs.AUDIT_KEPT
        facts: dict[str, log.Fact] = {"open": one.left_open}
        log.record(verb, actor=actor, subject=one, refs=[one.seller_id], parties=[one.seller_id], facts=facts)
        if not one.items.filter(state="open").exists():
            close_audit(actor=actor, audit_id=one.id, now=now)
            if one.items.filter(state="done").exists():
                relieve_for_plan(actor=actor, seller_id=one.seller_id, cause=f"audit {one.id}", now=now)
    return len(checked)


def close_late(*, actor: Actor, now: datetime) -> int:
    """Close plans of which something was left open on the last day and nothing is open any more. That it was late stays in
    the record. How many."""
    still = AuditItem.objects.filter(audit_id=OuterRef("id"), state="open")
    rows = Audit.objects.filter(~Exists(still), state="published", checked_at__isnull=False).order_by("id")
    late = list(rows.select_for_update(of=("self",), skip_locked=True)[:AT_ONCE])
    for one in late:
        close_audit(actor=actor, audit_id=one.id, now=now)
    return len(late)


def _talked_about(now: datetime) -> Q:
    """Items to which the seller said something that nobody has replied to, or that it was replied to a moment ago."""
    unread = (
        ~Q(answer="fixed") & Q(answered_at__isnull=False) & (Q(replied_at=None) | Q(replied_at__lt=F("answered_at")))
    )
    return unread | Q(replied_at__isnull=False, replied_at__gt=now - AFTER_A_REPLY)


def _sellers_of(one: AuditSchedule, now: datetime) -> list[Party]:
    active = Party.objects.filter(kind=Party.Kind.SELLER, state=Party.State.ACTIVE)
    if one.seller_id:
        return list(active.filter(id=one.seller_id))
    lately = Audit.objects.filter(made_at__gt=now - LATELY).values("seller_id")
    seed = f"{one.id} {one.next_at.isoformat()}"
    # where there are more sellers than are weighed at once, they are other ones each time
    shuffled = MD5(Concat(Cast("id", CharField()), Value(seed)))
    ids = list(active.exclude(id__in=lately).order_by(shuffled).values_list("id", flat=True)[:MOST_DRAWN_FROM])
    left = Audit.objects.filter(seller_id__in=ids, left_open__gt=0, checked_at__gt=now - YEAR).values_list("seller_id")
    open_ones = dict(left.order_by().annotate(n=Count("id")))
    figures = dict(SellerRisk.objects.filter(seller_id__in=ids).values_list("seller_id", "figure"))
    known = {id: Known(figures.get(id, 0), open_ones.get(id, 0)) for id in ids}
    chosen = draw(known, one.sample or 0, seed)
    return list(active.filter(id__in=chosen).order_by("id"))
