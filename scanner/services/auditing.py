"""Auditing the catalogue of one seller, and what comes of it: things to put right, answered by the seller, closed by staff.

An audit judges nobody. It says what was found and asks; only cases take something out of the shop by decision.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Party
from accounts.permissions import require
from audit import log
from delivery.services import mail
from gateway.text import text_fault
from scanner import patterns, verbs
from scanner.audit_sampling import DAYS, due_on
from scanner.machine import AUDIT, AUDITITEM
from scanner.models import Audit, AuditItem, Match
from scanner.queries import audited_seller
from sellers import queries as sellers
from sellers.learning.library import lesson_for_audit
from sellers.models import Listing
from sellers.services.learning import assign_lesson
from tenancy import due
from tenancy.actor import Actor
from tenancy.context import current_tenant, database_now
from tenancy.errors import Conflict, Invalid, NotFound
from workflow import jobs
from workflow.clocks import Limit, start, stop
from workflow.moves import move, move_all

KIND = "audit"
FIXED = "audit_items"
"""The round that looks for listings that were put right."""
SCHEDULES = "audit_schedules"
"""The round that begins audits and looks again at plans."""
DUE_DAYS = 14
LOOK_AGAIN = timedelta(minutes=1)
REMINDER = REMIND = "audit_reminder"
REMINDED_BEFORE = timedelta(days=3)
"""The clock that reminds of the last day of a plan, and how long before."""
MOST_ITEMS = 2_000
"""So many things are asked of a seller in one audit; the rest is counted."""
AT_ONCE = 500
LONGEST_ANSWER = 2_000
ANSWERS = ("fixed", "authorised", "objection")


@transaction.atomic
def start_audit(*, actor: Actor, seller: Party) -> Audit:
    """Have all listings of a seller looked through. Raises Conflict while another audit of it is under way."""
    require(actor, "match.review")
    audited_seller(actor, seller.reference)
    try:
        with transaction.atomic():
            audit = Audit.objects.create(seller=seller, asked_by_id=actor.membership_id, state=AUDIT.initial)
    except IntegrityError as again:
        raise Conflict(_("An audit of this seller is under way already.")) from again
    audit.job_id = jobs.ask(actor=actor, kind=KIND, parameters={"audit": str(audit.id)}).id
    audit.save(update_fields=["job_id"])
    log.record(verbs.AUDIT_ASKED, actor=actor, subject=audit, refs=[seller.id])
    return audit


def note_batch(*, audit: Audit, listings: Sequence[Listing], now: datetime) -> None:
    """Count a batch of listings that were just scanned, and write what is to be put right. For the audit's job."""
    counts, items = patterns.gather(audit, listings, now=now)
    room = max(MOST_ITEMS - audit.summary.get("items", 0), 0)
    AuditItem.objects.bulk_create(items[:room], ignore_conflicts=True)
    audit.summary = patterns.added(audit.summary, {**counts, "items": len(items[:room]), "more": len(items[room:])})
    audit.save(update_fields=["summary"])


def finish_audit(*, actor: Actor, audit: Audit, now: datetime) -> None:
    """All listings were looked through: what is known of the seller beside is added. For the audit's job."""
    audit.summary = {**audit.summary, **patterns.standing_of(audit.seller_id, now)}
    move(audit, "ready", machine=AUDIT, now=now)
    Audit.objects.filter(id=audit.id).update(summary=audit.summary)
    facts: dict[str, log.Fact] = {name: audit.summary.get(name, 0) for name in ("listings", "items")}
    log.record(verbs.AUDIT_READY, actor=actor, subject=audit, refs=[audit.seller_id], facts=facts)


@transaction.atomic
def publish_audit(*, actor: Actor, audit_id: UUID, now: datetime | None = None) -> Audit:
    """Ask the seller to put right what is open, each thing until its day: what must go first. Raises NotFound, Conflict."""
    require(actor, "match.review")
    audit, at = _held(audit_id, actor), now or database_now()
    move(audit, "published", machine=AUDIT, now=at)
    for what in DAYS:
        audit.items.filter(what=what).update(due_on=due_on(what, at.date()))
    last = audit.items.filter(state="open").aggregate(day=Max("due_on"))["day"]
    audit.published_at, audit.due_on = at, last or (at + timedelta(days=DUE_DAYS)).date()
    audit.save(update_fields=["published_at", "due_on"])
    facts: dict[str, log.Fact] = {"items": audit.items.filter(state="open").count(), "due": audit.due_on.isoformat()}
    entry = log.record(verbs.AUDIT_PUBLISHED, actor=actor, subject=audit, parties=[audit.seller_id], facts=facts)
    seller = Party.objects.get(id=audit.seller_id)
    url = f"{settings.SITE_URL}{reverse('scanner:remediation', args=[seller.tenant.slug])}"
    mail(
        to_party=seller,
        template="audit",
        context={"items": facts["items"], "due": audit.due_on, "url": url},
        entry=entry,
    )
    asked = list(audit.items.filter(state="open").values_list("what", flat=True))
    if asked:
        assign_lesson(
            actor=actor, seller_id=audit.seller_id, lesson=lesson_for_audit(asked), cause=str(audit.id), now=at
        )
    _remind_later(audit, at)
    due.ring(FIXED)
    due.ring(SCHEDULES, at=at + timedelta(days=1))
    return audit


def _remind_later(audit: Audit, at: datetime) -> None:
    """Three days before the last day of the plan; not where there are no more than that."""
    assert audit.due_on is not None
    soon = datetime.combine(audit.due_on, time(), tzinfo=UTC) - REMINDED_BEFORE
    if soon > at:
        start(
            kind=REMINDER, subject=audit, about_id=audit.seller_id, starts_at=at, due_at=soon, then=REMIND,
            limit=Limit(unit="days", source="House policy of the platform"),
        )  # fmt: skip


def remind_of_plan(*, actor: Actor, audit: Audit, now: datetime) -> None:
    """The last day is near: a mail with what is still open. Nothing where nothing is, or the plan is closed."""
    open_ones = audit.items.filter(state="open").count()
    if audit.state != "published" or not open_ones:
        return
    facts: dict[str, log.Fact] = {"items": open_ones, "due": audit.due_on.isoformat() if audit.due_on else ""}
    entry = log.record(
        verbs.AUDIT_REMINDED, actor=actor, subject=audit, refs=[audit.seller_id], parties=[audit.seller_id], facts=facts
    )
    seller = Party.objects.select_related("tenant").get(id=audit.seller_id)
    url = f"{settings.SITE_URL}{reverse('scanner:remediation', args=[seller.tenant.slug])}"
    context = {"items": open_ones, "due": audit.due_on, "url": url}
    mail(to_party=seller, template="audit_soon", context=context, entry=entry)


@transaction.atomic
def close_audit(*, actor: Actor, audit_id: UUID, now: datetime | None = None) -> Audit:
    """Staff are done with it; what is open then stays open in the record. Raises NotFound, Conflict."""
    require(actor, "match.review")
    audit, at = _held(audit_id, actor), now or database_now()
    note_fixed(actor=Actor.system(current_tenant()), now=at, audit=audit)
    move(audit, "closed", machine=AUDIT, now=at)
    audit.closed_at = at
    audit.save(update_fields=["closed_at"])
    stop(subject_id=audit.id, kind=REMINDER, by="closed")
    states = list(audit.items.values_list("state", flat=True))
    facts: dict[str, log.Fact] = {state: states.count(state) for state in ("done", "accepted", "open")}
    parties = [audit.seller_id] if audit.published_at else []
    log.record(verbs.AUDIT_CLOSED, actor=actor, subject=audit, parties=parties, facts=facts)
    return audit


@transaction.atomic
def accept_item(*, actor: Actor, item_id: UUID, now: datetime | None = None) -> AuditItem:
    """Staff say that it may stay as it is. Raises NotFound, Conflict."""
    require(actor, "match.review")
    item, at = _held_item(item_id, actor), now or database_now()
    move(item, "accepted", machine=AUDITITEM, now=at)
    parties = [item.audit.seller_id] if item.audit.published_at else []
    log.record(
        verbs.AUDIT_ACCEPTED, actor=actor, subject=item.audit, refs=[item.listing_id], parties=parties,
        facts={"what": item.what},
    )  # fmt: skip
    return item


@transaction.atomic
def answer_item(*, actor: Actor, item_id: UUID, answer: str, words: str = "", now: datetime | None = None) -> AuditItem:
    """The seller answers: put right, authorised, or not agreed, the last two in words. Raises NotFound, Invalid, Conflict."""
    require(actor, "listing.submit")
    item, at = _held_item(item_id, actor), now or database_now()
    if item.audit.state != "published" or item.state != "open":
        raise Conflict(_("There is nothing more to be said to this."))
    if wrong := _faults(answer, words.strip()):
        raise Invalid(fields=wrong)
    item.answer, item.words, item.answered_at = answer, words.strip(), at
    item.save(update_fields=["answer", "words", "answered_at"])
    log.record(
        verbs.AUDIT_ANSWERED, actor=actor, subject=item.audit, refs=[item.listing_id],
        parties=[item.audit.seller_id], facts={"answer": answer},
    )  # fmt: skip
    note_fixed(actor=Actor.system(current_tenant()), now=at, audit=item.audit)
    item.refresh_from_db()
    return item


@transaction.atomic
def reply_to_item(*, actor: Actor, item_id: UUID, words: str, now: datetime | None = None) -> AuditItem:
    """Staff reply to what the seller said, once for each time it says something; the seller is told by mail.

    Raises NotFound, Invalid, Conflict.
    """
    require(actor, "match.review")
    item, at, said = _held_item(item_id, actor), now or database_now(), words.strip()
    audit = item.audit
    if audit.state != "published":
        raise Conflict(_("This audit is not with its seller."))
    if not awaits_reply(item):
        raise Conflict(_("The seller has said nothing since the last reply."))
    if fault := _fault_of(said):
        raise Invalid(fields={"words": [fault]})
    item.reply, item.replied_at = said, at
    item.save(update_fields=["reply", "replied_at"])
    entry = log.record(
        verbs.AUDIT_REPLIED, actor=actor, subject=audit, refs=[item.listing_id], parties=[audit.seller_id],
        facts={"answer": item.answer}, personal={"words": said},
    )  # fmt: skip
    seller = Party.objects.get(id=audit.seller_id)
    url = f"{settings.SITE_URL}{reverse('scanner:remediation', args=[seller.tenant.slug])}#{item.id}"
    mail(
        to_party=seller, template="audit_reply", context={"number": item.listing.number, "words": said, "url": url},
        entry=entry,
    )  # fmt: skip
    return item


def awaits_reply(item: AuditItem) -> bool:
    """Whether the seller has said something that nobody has replied to."""
    return item.answered_at is not None and (item.replied_at is None or item.replied_at < item.answered_at)


def _faults(answer: str, words: str) -> dict[str, list[str]]:
    if answer not in ANSWERS:
        return {"answer": [_("Choose an answer.")]}
    fault = _fault_of(words) if words or answer != "fixed" else ""
    return {"words": [fault]} if fault else {}


def _fault_of(words: str) -> str:
    """What is wrong with what somebody wrote; "" where nothing is."""
    if not words:
        return _("Say it in a few words.")
    if len(words) > LONGEST_ANSWER:
        return _("At most %(most)d characters.") % {"most": LONGEST_ANSWER}
    return text_fault(words) or ""


def note_fixed(*, actor: Actor, now: datetime, audit: Audit | None = None) -> bool:
    """Note what sellers have put right by ending or changing their listings; true while more may come.

    Of one audit, or of all that are with their sellers. The same number of queries however many, but for the entries.
    """
    open_ones = AuditItem.objects.filter(audit__state="published", state="open")
    if audit is not None:
        open_ones = open_ones.filter(audit=audit)
    changed = open_ones.filter(Q(listing__revision__gt=F("revision")) | Q(listing__state="ended"))
    rows = list(changed.select_related("listing", "audit").order_by("id").select_for_update(of=("self",))[:AT_ONCE])
    listings = [one.listing for one in rows]
    standing = Match.objects.filter(listing_id__in=[one.id for one in listings], state__in=patterns.STANDING)
    found = frozenset(standing.values_list("listing_id", "right_id", "revision"))
    pictures: dict[UUID, set[str]] = {}
    for image in sellers.images_of(listings):
        pictures.setdefault(image.listing_id, set()).add(image.evidence.sha256)
    fixed = [item for item in rows if patterns.is_fixed(item, found, pictures)]
    move_all(fixed, "done", machine=AUDITITEM, now=now)
    for about in {item.audit for item in fixed}:
        mine = [item.listing_id for item in fixed if item.audit_id == about.id]
        log.record(
            verbs.AUDIT_FIXED, actor=actor, subject=about, refs=mine, parties=[about.seller_id],
            facts={"items": len(mine)},
        )  # fmt: skip
    return open_ones.exists()


def _held(audit_id: UUID, actor: Actor) -> Audit:
    audit: Audit | None = Audit.objects.visible_to(actor).select_for_update().filter(id=audit_id).first()
    if audit is None:
        raise NotFound
    return audit


def _held_item(item_id: UUID, actor: Actor) -> AuditItem:
    rows = AuditItem.objects.visible_to(actor).select_related("audit", "listing")
    item: AuditItem | None = rows.select_for_update(of=("self",)).filter(id=item_id).first()
    if item is None:
        raise NotFound
    return item
